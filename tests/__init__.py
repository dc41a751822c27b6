"""What Narada promises, one rule a test."""
