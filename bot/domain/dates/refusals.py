"""What the grammar of dates refuses, with its facts. Times are wall-clock times of the partnership, without a zone."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.refusals import Refusal


@dataclass(eq=False)
class DateNotUnderstood(Refusal):
    """The text is no phrase of the grammar; it is cut after 200 characters."""

    text: str


@dataclass(eq=False)
class DateImpossible(Refusal):
    """A phrase of the grammar that names no day or no hour: 31.02, 25:00, the fifth Tuesday of May 2027."""

    text: str


@dataclass(eq=False)
class DateAmbiguous(Refusal):
    """Several honest readings, in order of time: a datetime each, or a date where no hour is named."""

    text: str
    readings: tuple[datetime | date, ...]


@dataclass(eq=False)
class DateInPast(Refusal):
    """Already begun; midnight when only a day was typed."""

    start: datetime


@dataclass(eq=False)
class DateTooFar(Refusal):
    """More than five years ahead; midnight when only a day was typed."""

    start: datetime


@dataclass(eq=False)
class HourMissing(Refusal):
    """A day was typed without an hour."""

    date: date


@dataclass(eq=False)
class HourSkipped(Refusal):
    """The clocks jump over that hour in the night of the change to summer time."""

    start: datetime


@dataclass(eq=False)
class HourDoubled(Refusal):
    """That hour comes twice in the night of the change to winter time; `fold=` 0 or 1 says which."""

    start: datetime


@dataclass(eq=False)
class EndBeforeStart(Refusal):
    """The end is not after the start."""

    start: datetime
    end: datetime


@dataclass(eq=False)
class WeekdayContradicts(Refusal):
    """The day `start` is not the typed weekday (Monday is 0)."""

    start: date
    weekday: int
