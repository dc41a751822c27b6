"""The service's clock on this machine: the real one plus an offset that a visitor may push forward.

The offset lives in a text file (seconds, a float); the service reads it at each look. A visitor can only make it grow:
a clock that ran backwards would make reminders that were sent look as if they were still to come.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from sandbox.realtime import wall_clock

WARSAW = ZoneInfo("Europe/Warsaw")
OPENING = time(9, 0)
TUESDAY = 1


def real_now() -> datetime:
    """The real time in UTC."""
    return datetime.fromtimestamp(wall_clock(), UTC)


def first_quiet_tuesday(after: datetime) -> datetime:
    """The first Tuesday 9:00 in Warsaw after that moment whose own week and the next hold no public holiday.

    Weeks are counted Monday to Friday. A visitor announces meetings for "next week" and watches reminders three days
    and one day before; a holiday in either week would move them for reasons that the visitor cannot see. Christmas,
    Easter Monday (and so the Holy Week before it) and the long weekends of May fall out by this one rule.
    """
    day = after.astimezone(WARSAW).date()
    while True:
        moment = datetime.combine(day, OPENING, WARSAW)
        if day.weekday() == TUESDAY and moment > after and _fortnight_is_quiet(day):
            return moment
        day += timedelta(days=1)


def _fortnight_is_quiet(tuesday: date) -> bool:
    monday = tuesday - timedelta(days=TUESDAY)
    weekdays = [monday + timedelta(days=n) for n in (*range(5), *range(7, 12))]
    # Both years are named: with none named the library fills in years as it is asked, which its type does not show.
    closed = holidays.country_holidays("PL", years={weekdays[0].year, weekdays[-1].year})
    return not any(day in closed for day in weekdays)


class ShiftedClock:
    """A clock that is a number of seconds ahead of the real one and writes that number to a file."""

    def __init__(self, path: Path, *, starts_at: datetime, real: Callable[[], datetime] = real_now) -> None:
        self._path = path
        self._real = real
        self._set(starts_at - real())

    @property
    def path(self) -> Path:
        """The file that the service is told to read."""
        return self._path

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the real one."""
        return self._offset

    def now(self) -> datetime:
        """The time that the service believes it is, in UTC."""
        return self._real() + self._offset

    def forward(self, by: timedelta) -> None:
        """Push the clock forward; ValueError for a step backwards."""
        if by < timedelta(0):
            raise ValueError("The clock only goes forward.")
        self._set(self._offset + by)

    def to(self, moment: datetime) -> None:
        """Push the clock to a moment; one that has passed leaves it as it is."""
        self.forward(max(moment - self.now(), timedelta(0)))

    def jump(self, by: timedelta) -> None:
        """Go wrong by so much, either way, as a machine's clock does that was set badly or is put right."""
        self._set(self._offset + by)

    def _set(self, offset: timedelta) -> None:
        # A reader that opens the file between truncation and writing would see an empty one and fall back to the
        # real time for a moment: write beside it and rename.
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(f"{offset.total_seconds()!r}\n", encoding="ascii")
        beside.replace(self._path)
        self._offset = offset
