"""What can be done. One function is one intention is one transaction."""
