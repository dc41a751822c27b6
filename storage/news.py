"""What one process of the service can tell the others."""

from enum import StrEnum


class News(StrEnum):
    """PostgreSQL's channels (NOTIFY); SQLite has none."""

    INBOX = "narada_inbox"  # an update was stored
    OUTBOX = "narada_outbox"  # a letter was queued
    CARDS = "narada_cards"  # what cards of a meeting show has changed
    ACCOUNTS = "narada_accounts"  # what the account of an announcement shows has changed
