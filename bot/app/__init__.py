"""Builds the running service out of its parts."""
