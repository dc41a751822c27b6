"""What a process can do of the service's work; kept apart from the service, which is long to load."""

from enum import StrEnum


class Part(StrEnum):
    BOT = "bot"  # takes updates and answers people
    SCHEDULER = "scheduler"  # reminds, and delivers the outbox
    WEB = "web"  # serves HTTP
