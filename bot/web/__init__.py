"""What may be fetched over HTTP."""
