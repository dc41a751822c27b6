"""Periods of days: what a report is about."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a report is about: from the first day to the last, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def whole_month(self) -> bool:
        return self.first.day == 1 and month_of(self.first) == self


def month_of(day: date) -> Period:
    """The calendar month of that day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first=first, last=following - timedelta(days=1))


def month_before(day: date) -> Period:
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_before(day: date) -> Period:
    """The last calendar quarter that is over on that day."""
    current = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    last = current - timedelta(days=1)
    return Period(first=last.replace(month=last.month - 2, day=1), last=last)
