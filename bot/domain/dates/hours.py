"""What a phrase says about the hour, in minutes since midnight, and what a part of the day makes of it."""

from dataclasses import dataclass
from typing import TypeAlias

HALF_A_DAY = 12 * 60
DAY = 24 * 60

Minutes: TypeAlias = int
SpanOfMinutes: TypeAlias = tuple[Minutes, Minutes | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, `first` included, `last` not."""

    first: Minutes
    last: Minutes
    meridiem: bool = False  # am and pm: 12 am is midnight, while nobody says 12 in the morning


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as it was said."""

    hour: int
    minute: int = 0
    face: bool = False  # said as on a clock face: the part of the day of its neighbour may move it by twelve hours
    unsure: bool = False  # from 1 to 6 and alone, it may be the night's or the afternoon's
    marked: bool = True  # can be nothing but an hour
    dotted: bool = False  # written 10.30, as days are
    midnight: bool = False  # said in a word: it may begin the day or end it

    @property
    def at(self) -> Minutes:
        return self.hour * 60 + self.minute

    @property
    def like_a_day(self) -> bool:
        """Whether the same figures can be a day of the calendar."""
        return self.dotted and 1 <= self.minute <= 12

    @property
    def exists(self) -> bool:
        return 0 <= self.at < DAY and 0 <= self.minute < 60

    def readings(self, part: Part | None) -> tuple[Minutes, ...]:
        """The minutes it can mean; none when there is no such hour, or not in that part of the day."""
        if not self.exists:
            return ()
        if self.midnight:
            return (0, DAY) if part is None else ()
        if part is not None:
            return self._within(part)
        return (self.at, self.at + HALF_A_DAY) if self.unsure and self.at < HALF_A_DAY else (self.at,)

    def _within(self, part: Part) -> tuple[Minutes, ...]:
        if part.meridiem and self.hour == 12 and part.first == 0:
            return (0, DAY) if self.minute == 0 else (self.minute,)
        shifted = self.at + HALF_A_DAY
        options = (self.at, shifted) if (self.face or 1 <= self.hour <= 12) and shifted < DAY else (self.at,)
        return tuple(option for option in options if part.first <= option < part.last)


def spoken(hour: int, minute: int = 0, *, marked: bool = True) -> Hour:
    """An hour said as on a clock face, when it is one: `o 3` is unsure, `o 8` and `o 15` are not."""
    face = hour <= 12
    return Hour(hour, minute, face=face, unsure=face and hour < 7, marked=marked)


def written(hour: int, minute: int, *, dotted: bool = False) -> Hour:
    """Hour and minutes in figures, where hours are counted to 24: as they are, unless a part of the day follows."""
    return Hour(hour, minute, face=1 <= hour <= 12, marked=not dotted, dotted=dotted)


def exact(hour: int, minute: int = 0, *, marked: bool = True, dotted: bool = False) -> Hour:
    """An hour that begins with 0, as only the 24-hour clock writes it, or that was named otherwise beyond doubt."""
    return Hour(hour, minute, marked=marked and not dotted, dotted=dotted)


def to_the_hour(hour: int, minutes: int) -> Hour:
    """So many minutes before the full hour, in words."""
    return spoken(*divmod(hour * 60 - minutes, 60))


@dataclass(frozen=True, slots=True)
class Hours:
    """A start, perhaps an end, each perhaps with its part of the day."""

    start: Hour
    start_part: Part | None = None
    end: Hour | None = None
    end_part: Part | None = None
    bare: bool = False  # no word before it says that an hour comes

    @property
    def like_a_day(self) -> bool:
        """Whether it may as well be a day: `jutro, 21.04`."""
        return self.bare and self.end is None and self.start_part is None and self.start.like_a_day

    @property
    def exist(self) -> bool:
        return self.start.exists and (self.end is None or self.end.exists)

    def readings(self, of_day: Part | None) -> tuple[SpanOfMinutes, ...]:
        """Every span that is meant; `of_day` is the part of the day said with the day ("jutro wieczorem")."""
        spans = self._spans(of_day)
        # "Tomorrow morning at 8 pm" is neither.
        return tuple(span for span in spans if of_day is None or of_day.first <= span[0] < of_day.last)

    def _spans(self, of_day: Part | None) -> tuple[SpanOfMinutes, ...]:
        first, last = self.start_part or of_day, self.end_part or of_day
        if self.end is None:
            return tuple((start, None) for start in self.start.readings(first))
        if not self.exist:
            return ()
        if self.end.midnight and self.end_part is None:  # what begins on a day ends with it
            return tuple((start, DAY) for start in self.start.readings(first))
        if first is None and last is not None:
            return self._part_after(self.end, last)
        if first is not None and last is None:
            return self._part_before(self.end, first)
        if first is not None:
            starts, ends = self.start.readings(first), self.end.readings(last)
            return tuple((start, end) for start in starts for end in _soonest(ends, start))
        return self._no_part(self.end)

    def _part_after(self, end: Hour, part: Part) -> tuple[SpanOfMinutes, ...]:
        """`2-4 pm`: the part holds for both when that gives a span; in `10-2 pm` for the end alone."""
        ends = end.readings(part)
        together = [first for first in self.start.readings(part) if any(first < last for last in ends)]
        alone = self.start.readings(part if self.start.unsure else None)
        return tuple((first, last) for first in together or alone for last in _soonest(ends, first))

    def _part_before(self, end: Hour, part: Part) -> tuple[SpanOfMinutes, ...]:
        """`2 pm-4`, `10 am-2`: the end is the first such hour after the start."""
        spans: list[SpanOfMinutes] = []
        for first in self.start.readings(part):
            options = [end.at, end.at + HALF_A_DAY] if end.face else [end.at]
            spans.append((first, next((option for option in options if first < option < DAY), end.at)))
        return tuple(spans)

    def _no_part(self, end: Hour) -> tuple[SpanOfMinutes, ...]:
        """`3-5` is at night or in the afternoon, both together; after a sure start the end is taken as it is."""
        starts = self.start.readings(None)
        return tuple((first, end.at + (first - self.start.at if end.face else 0)) for first in starts)


def _soonest(ends: tuple[Minutes, ...], start: Minutes) -> tuple[Minutes, ...]:
    """The first of them after the start: of the two midnights that `12 am` can be, the one that ends the day."""
    return tuple(end for end in ends if end > start)[:1] or ends[:1]
