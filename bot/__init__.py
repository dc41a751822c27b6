"""What the bot does."""

VERSION = "0.1.0"  # as in pyproject.toml; kept here so that asking for it need not look through installed packages
