"""From a text to the one thing it can mean, or to the refusal that says why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.dates.days import Day, NoSuchDay, calendar_day
from bot.domain.dates.de import GERMAN
from bot.domain.dates.en import ENGLISH
from bot.domain.dates.hours import Hours, Part, SpanOfMinutes
from bot.domain.dates.parser import DayPhrase, Parser, Sentence
from bot.domain.dates.pl import POLISH
from bot.domain.dates.refusals import (
    DateAmbiguous,
    DateImpossible,
    DateInPast,
    DateNotUnderstood,
    DateTooFar,
    EndBeforeStart,
    HourDoubled,
    HourMissing,
    HourSkipped,
    WeekdayContradicts,
)
from bot.domain.dates.text import LONGEST, tokens_of
from bot.domain.dates.when import When
from bot.domain.dates.zones import instant, is_doubled, is_skipped, wall_clock

LANGUAGES = {"pl": POLISH, "en": ENGLISH, "de": GERMAN}
FARTHEST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Timed:
    """A reading with an hour."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Untimed:
    """A reading that names a day alone."""

    day: date


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A reading whose weekday is not that of its date."""

    day: date
    weekday: int


Reading: TypeAlias = Timed | Untimed | Contradiction


@dataclass(frozen=True, slots=True)
class Now:
    """What the clock shows while the text is read."""

    moment: datetime  # in UTC: an hour added to a time in a zone is an hour on its clocks, not an hour
    zone: ZoneInfo

    @property
    def wall(self) -> datetime:
        return wall_clock(self.moment, self.zone)

    @property
    def today(self) -> date:
        return self.wall.date()

    def is_ahead(self, wall: datetime) -> bool:
        """Whether that time is still to come; of a doubled one, the second."""
        if wall.year in {MINYEAR, MAXYEAR}:  # in another zone it may lie outside of what a datetime holds
            return wall > self.wall
        return instant(wall, self.zone, 1 if is_doubled(wall, self.zone) else 0) > self.moment


def understand(
    text: str, *, language: str, now: datetime, zone: ZoneInfo, date: date | None = None, fold: int | None = None
) -> When:
    """When the text says that something takes place, on the clocks of `zone`.

    `language` is "pl", "en" or "de"; `now` an aware moment. With `date`, a day already known, the text may be hours
    alone. `fold` (0 or 1) chooses the first or second of two equal hours of an autumn night. Raises the refusals of
    this package, and nothing else for any text.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    tokens = tokens_of(text)
    if not tokens:
        raise DateNotUnderstood(text[:LONGEST])
    parser, clock = Parser(LANGUAGES[language], tokens), Now(now.astimezone(UTC), zone)
    moments = parser.moments()
    if moments:
        return _moment(moments[0], clock)
    return _only(text, _sentences(parser, date), clock, fold)


def _moment(length: timedelta, now: Now) -> When:
    """So long from now, to the minute. The moment is known, so that a doubled hour needs no question."""
    start = wall_clock(now.moment + length, now.zone).replace(second=0, microsecond=0)
    _check_reach(start, now)
    return When(start.replace(fold=0), None, start.fold)


def _sentences(parser: Parser, known: date | None) -> list[Sentence]:
    if known is not None:
        # The hour was asked for, so 12.05 answers with an hour, not with another day.
        day = DayPhrase((lambda _: (known,),))
        alone = [Sentence(day, hours=replace(hours, bare=False)) for hours in parser.hours_alone()]
        if alone:
            return alone
    return parser.sentences()


def _only(text: str, sentences: list[Sentence], now: Now, fold: int | None) -> When:
    if not sentences:
        raise DateNotUnderstood(text)
    readings = {reading for sentence in sentences for reading in _readings(sentence, now)}
    if not readings:
        raise DateImpossible(text)
    told = sorted({_told(one) for one in readings}, key=_in_time)
    if len(told) > 1:
        raise DateAmbiguous(text, tuple(told))
    match min(readings, key=_precedence):
        case Timed(start, end):
            return _checked(start, end, now, fold)
        case Untimed(day):
            _check_reach(datetime.combine(day, time.max), now, told=datetime.combine(day, time.min))
            raise HourMissing(day)
        case Contradiction(day, weekday):
            raise WeekdayContradicts(day, weekday)


def _told(reading: Reading) -> datetime | date:
    return reading.start if isinstance(reading, Timed) else reading.day


def _precedence(reading: Reading) -> tuple[int, datetime]:
    """Which of several that are told alike is meant: what contradicts itself is said first, of two ends the earlier."""
    match reading:
        case Contradiction(day):
            return 0, datetime.combine(day, time.min)
        case Timed(start, end):
            return 1, end or start
        case Untimed(day):
            return 2, datetime.combine(day, time.min)


def _in_time(told: datetime | date) -> tuple[datetime, bool]:
    """In order of time, a day before its hours."""
    return (told, True) if isinstance(told, datetime) else (datetime.combine(told, time.min), False)


def _checked(start: datetime, end: datetime | None, now: Now, fold: int | None) -> When:
    _check_reach(start, now)
    if end is not None:
        if end <= start:
            raise EndBeforeStart(start, end)
        _check_reach(end, now)
    times = [start] if end is None else [start, end]
    for wall in times:
        if is_skipped(wall, now.zone):
            raise HourSkipped(wall)
    doubled = [wall for wall in times if is_doubled(wall, now.zone)]
    if doubled and fold is None:
        raise HourDoubled(doubled[0])
    when = When(start, end, fold if doubled and fold else 0)
    if when.starts_at(now.zone) <= now.moment:
        raise DateInPast(start)
    return when


def _check_reach(wall: datetime, now: Now, *, told: datetime | None = None) -> None:
    if not now.is_ahead(wall):
        raise DateInPast(told or wall)
    today = now.today
    last_day = 28 if (today.month, today.day) == (2, 29) else today.day
    if wall.date() > today.replace(year=today.year + FARTHEST_YEARS, day=last_day):
        raise DateTooFar(told or wall)


def _readings(sentence: Sentence, now: Now) -> Iterator[Reading]:
    for days in _meant(sentence.day, now.today):
        if isinstance(days, Contradiction):
            yield days
        elif sentence.hours is None:
            yield Untimed(days[0])
        else:
            for span in sentence.hours.readings(sentence.part):
                yield from _timed(days, span, sentence, now)
            yield from _instead_of_hours(sentence.hours, now)


def _timed(days: tuple[date, ...], span: SpanOfMinutes, sentence: Sentence, now: Now) -> Iterator[Reading]:
    first, last = span
    starts = [_at(day, first) for day in days]
    start = next((one for one in starts if now.is_ahead(one)), starts[0])
    if sentence.end_day is not None and sentence.end is not None:
        yield from _ending_on(sentence.end_day, sentence.end, sentence.part, start)
    else:
        yield Timed(start, None if last is None else _at(start.date() - timedelta(days=first // 1440), last))


def _instead_of_hours(hours: Hours, now: Now) -> Iterator[Untimed]:
    if hours.like_a_day:
        for day in _resolved(calendar_day(hours.start.hour, hours.start.minute), now.today)[:1]:
            yield Untimed(day)


def _ending_on(phrase: DayPhrase, hours: Hours, part: Part | None, start: datetime) -> Iterator[Reading]:
    for days in _meant(phrase, start.date()):
        if isinstance(days, Contradiction):
            yield days
            continue
        for last, _ in hours.readings(part):
            yield Timed(start, _at(days[0], last))


def _meant(phrase: DayPhrase, today: date) -> list[tuple[date, ...] | Contradiction]:
    """Every list of days that the phrase names. A weekday decides between them or contradicts them."""
    named = [days for days in (_resolved(day, today) for day in phrase.days) if days]
    if phrase.weekday is None or not named:
        return list(named)
    agreeing = [days[:1] for days in named if days[0].weekday() == phrase.weekday]
    return list(agreeing) or [Contradiction(named[0][0], phrase.weekday)]


def _resolved(day: Day, today: date) -> tuple[date, ...]:
    try:
        return day(today)
    except (NoSuchDay, OverflowError):
        return ()


def _at(day: date, minutes: int) -> datetime:
    midnight = datetime.combine(day, time.min)
    try:
        return midnight + timedelta(minutes=minutes)
    except OverflowError:  # 24:00 on the last day that a datetime holds: too far, as its first hour is
        return midnight
