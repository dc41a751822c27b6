"""Rules that the project itself keeps: imports, configuration, locks, words."""
