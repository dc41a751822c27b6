"""Counting: what became of letters, how late reminders were, and writing down what the whole process counted."""

from datetime import datetime, timedelta

from bot.counts import LETTERS, REMINDER_LATENESS, Counts
from bot.domain.letters import Delivery
from bot.domain.notices import AnswerReminder, MeetingReminder, ReportReminder
from bot.gateway.outcomes import Migrated, Outcome, Sent, TryLater, Undeliverable
from bot.services import Services
from bot.usecases import counts as cases

REMINDERS = (AnswerReminder, MeetingReminder, ReportReminder)
SKIPPED = "skipped"
AT_FAULT = "at fault"


def tried(counts: Counts, delivery: Delivery, outcome: Outcome, *, now: datetime) -> None:
    """A letter was given to Telegram."""
    counts.add(LETTERS, type(delivery.notice).__name__, _word(outcome))
    if isinstance(outcome, Sent) and isinstance(delivery.notice, REMINDERS):
        counts.observe(REMINDER_LATENESS, late(delivery, now).total_seconds())


def skipped(counts: Counts, delivery: Delivery) -> None:
    """A letter must not be sent any more."""
    counts.add(LETTERS, type(delivery.notice).__name__, SKIPPED)


def at_fault(counts: Counts, delivery: Delivery) -> None:
    """A letter could not be written."""
    counts.add(LETTERS, type(delivery.notice).__name__, AT_FAULT)


def late(delivery: Delivery, now: datetime) -> timedelta:
    """How late a letter is. One that is tried again is due anew, but has been queued since its first moment came."""
    return now - min(delivery.due_at, delivery.created_at) if delivery.attempts > 1 else now - delivery.due_at


class CountKeeper:
    """Writes down what this process counted."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self) -> None:
        await cases.keep(self._services.db, self._services.counts)


def _word(outcome: Outcome) -> str:
    match outcome:
        case Sent():
            return "sent"
        case TryLater(_, _, maybe_delivered):
            return "in doubt" if maybe_delivered else "later"
        case Undeliverable(reason, _):
            return reason.value
        case Migrated():
            return "chat moved"
