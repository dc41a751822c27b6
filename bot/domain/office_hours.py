"""Quiet hours, weekends and public holidays: when the bot may speak unasked."""

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SATURDAY = 5

# The longest rows of closed days that public holidays and weekends make are nine or ten days long. A search that
# finds nothing in this many gives up, and the moment stands as it was: a message out of hours beats one never sent.
SEARCHED_DAYS = 16


class Span(NamedTuple):
    """A stretch in which the bot may speak: from `opens` until just before `closes`, both UTC."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When the bot may speak unasked, on the wall clock of `zone`.

    Moments are aware UTC, going in and coming out. `quiet_from` and `quiet_until` are whole minutes; equal ones mean
    that no hour is quiet. The minute of `quiet_from` is still open: "the last open moment" is then a time that people
    write, 20:00 and not 19:59, and whoever sweeps at that moment has the rest of the minute to do it. Where an open
    day ends without a quiet hour, its last moment is 23:59. An hour that the change of clocks doubles opens and closes
    at its first coming; a boundary that the change skips falls on the change itself.

    `holidays` is a country code that the `holidays` package knows (else it raises NotImplementedError), "" for none.
    """

    zone: ZoneInfo
    enabled: bool = True
    quiet_from: time = time(20)
    quiet_until: time = time(7)
    weekends: bool = False
    holidays: str = "PL"

    def open_at(self, moment: datetime) -> bool:
        """Whether a reminder may go out at that moment."""
        return not self.enabled or any(span.opens <= moment < span.closes for span in self._spans(self._day(moment)))

    def last_open_before(self, moment: datetime) -> datetime:
        """The moment itself when open, else the last open one before it; the moment again when none is found."""
        if not self.enabled:
            return moment
        day = self._day(moment)
        for back in range(SEARCHED_DAYS + 1):
            for span in reversed(self._spans(day - back * DAY)):
                if span.opens <= moment:
                    return moment if moment < span.closes else span.closes - MINUTE
        return moment

    def next_open_after(self, moment: datetime) -> datetime:
        """The moment itself when open, else the next opening; the moment again when none is found."""
        if not self.enabled:
            return moment
        day = self._day(moment)
        for ahead in range(SEARCHED_DAYS + 1):
            for span in self._spans(day + ahead * DAY):
                if moment < span.closes:
                    return max(moment, span.opens)
        return moment

    def roll_back(self, moment: datetime) -> datetime:
        """The moment itself when open, else the same hour on the nearest earlier open day (Sunday 10:00: Friday 10:00).

        Where that hour is a quiet one, the last open moment before `moment` (Sunday 6:30: Friday 20:00, not Thursday).
        """
        if self.open_at(moment):
            return moment
        wall = self._wall(moment)
        for back in range(SEARCHED_DAYS + 1):
            if self._spans(wall.date() - back * DAY):
                same_hour = self._first(wall - back * DAY)
                return same_hour if self.open_at(same_hour) else self.last_open_before(moment)
        return moment

    def earlier(self, moment: datetime, lead: timedelta) -> datetime:
        """The moment a lead before: whole days on the wall clock, the rest as time that passes.

        A day before a Monday at 10:00 is the Sunday at 10:00 also when the clocks changed in between, and two hours
        before are two hours for everybody who waits.
        """
        start = self._first(self._wall(moment) - lead.days * DAY) if lead.days else moment
        return start - timedelta(seconds=lead.seconds, microseconds=lead.microseconds)

    def _spans(self, day: date) -> tuple[Span, ...]:
        walls = () if self._closed_on(day) else self._wall_spans(day)
        spans = (Span(self._first(opens), self._first(closes)) for opens, closes in walls)
        # The change of clocks can swallow a short span whole.
        return tuple(span for span in spans if span.opens < span.closes)

    def _closed_on(self, day: date) -> bool:
        weekend = not self.weekends and day.weekday() >= SATURDAY
        return weekend or (bool(self.holidays) and day in _public_holidays(self.holidays))

    def _wall_spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        midnight = datetime.combine(day, time.min)
        quiet_from, quiet_until = datetime.combine(day, self.quiet_from), datetime.combine(day, self.quiet_until)
        if quiet_from == quiet_until:
            return ((midnight, midnight + DAY),)
        if quiet_from > quiet_until:
            return ((quiet_until, quiet_from + MINUTE),)
        morning = (quiet_until, midnight + DAY)
        # Quiet from 0:00: without this the minute of midnight would be open all by itself.
        return (morning,) if quiet_from == midnight else ((midnight, quiet_from + MINUTE), morning)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _first(self, wall: datetime) -> datetime:
        """The first instant at which the clock on the wall shows `wall` or, where that is skipped, anything later."""
        instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if self._wall(instant) == wall:
            return instant
        early = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        skipped = range(int((instant - early).total_seconds()))
        seconds = bisect_left(skipped, True, key=lambda second: self._wall(early + timedelta(seconds=second)) > wall)
        return early + timedelta(seconds=seconds)


@cache
def _public_holidays(country: str) -> Container[date]:
    # Imported at the first question: the package costs a quarter of a second, which no start should wait for.
    import holidays

    return holidays.country_holidays(country)
