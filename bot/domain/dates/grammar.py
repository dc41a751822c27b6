"""How a language is written down for the parser: its slots, its phrases, and the small words between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.domain.dates.days import Days, in_days
from bot.domain.dates.hours import Hour, Part, exact, spoken, written
from bot.domain.dates.meanings import day_and_month
from bot.domain.dates.patterns import Found, Pattern, Rule, Slot, number, rule

DayRules: TypeAlias = tuple[Rule[Days], ...]
HourRules: TypeAlias = tuple[Rule[Hour], ...]
PartRules: TypeAlias = tuple[Rule[Part], ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of dates. A day, its hours, and a glue of words that carry no meaning of their own."""

    slots: Mapping[str, Slot]
    dates: DayRules  # days of the calendar; a weekday may stand beside them
    days: DayRules  # days counted from today, weekdays
    hours: HourRules
    parts: PartRules  # of the day
    moments: tuple[Rule[timedelta], ...]  # counted from now: the whole phrase
    on: tuple[Pattern, ...]  # before a day
    by: tuple[Pattern, ...]  # before the day that a text begins with: until, by, from
    at: tuple[Pattern, ...]  # before an hour
    spans: tuple[tuple[Pattern, Pattern], ...]  # before the start, and between start and end
    until: tuple[Pattern, ...]  # between start and end
    days_with_part: tuple[Rule[tuple[Days, Part]], ...] = ()  # a day that names its part: tonight


FIGURES: dict[str, Slot] = {
    "D": number(1, 2),  # a day of the month
    "M": number(1, 2),  # a month in figures
    "Y": number(4),
    "YY": number(2),
    "H": number(1, 2, first="123456789"),
    "O": number(1, first="0"),  # 0 o'clock
    "HH": number(2, first="0"),  # an hour that begins with 0
    "FEW": number(1, 2, most=59),  # minutes before or after an hour
    "MM": number(2, first="0123456789"),
}


DATES_IN_FIGURES: DayRules = (
    rule("D ~. ~M ~.?", day_and_month),
    rule("D ~. M ~.?", day_and_month),
    rule("D . M . Y", day_and_month),
    rule("D ~. ~M ~. ~YY", day_and_month),
    rule("Y ~- ~M ~- ~D", day_and_month),
)
"""Read alike in all languages."""

DAY_BEFORE_MONTH: DayRules = (
    rule("D ~- ~M ~- ~Y", day_and_month),
    rule("D ~/ ~M", day_and_month),
    rule("D ~/ ~M ~/ ~Y", day_and_month),
    rule("D ~/ ~M ~/ ~YY", day_and_month),
)
"""With strokes or dashes, where everybody writes the day first."""

HOURS_IN_FIGURES: HourRules = (
    rule("H", lambda found: spoken(found["H"], marked=False)),
    rule("O", lambda _: exact(0, marked=False)),
    rule("HH", lambda found: exact(found["HH"], marked=False)),
    rule("HH ~: ~MM", lambda found: exact(found["HH"], found["MM"])),
    rule("HH ~. ~MM", lambda found: exact(found["HH"], found["MM"], dotted=True)),
    rule("O ~: ~MM", lambda found: exact(0, found["MM"])),
    rule("O ~. ~MM", lambda found: exact(0, found["MM"], dotted=True)),
)
"""Read alike in all languages; 1:30 to 9:30 depend on whether the language counts to 12 or to 24."""

MINUTES_AFTER_24_HOURS: HourRules = (
    rule("H ~: ~MM", lambda found: written(found["H"], found["MM"])),
    rule("H ~. ~MM", lambda found: written(found["H"], found["MM"], dotted=True)),
)


def noon(_: Found) -> Hour:
    """Twelve in the day."""
    return exact(12)


def midnight(_: Found) -> Hour:
    """Twelve at night, of the night before the day or after it."""
    return Hour(0, midnight=True)


def morning(_: Found) -> Part:
    """Until noon, from midnight on: `2 in the morning`."""
    return Part(0, 12 * 60)


def forenoon(_: Found) -> Part:
    """Until noon, by daylight."""
    return Part(5 * 60, 12 * 60)


def afternoon(_: Found) -> Part:
    """From noon until seven."""
    return Part(12 * 60, 19 * 60)


def evening(_: Found) -> Part:
    """From five until midnight."""
    return Part(17 * 60, 24 * 60)


def around_noon(_: Found) -> Part:
    """`1 Uhr mittags`."""
    return Part(11 * 60, 15 * 60)


def before_noon(_: Found) -> Part:
    """`am`."""
    return Part(0, 12 * 60, meridiem=True)


def after_noon(_: Found) -> Part:
    """`pm`."""
    return Part(12 * 60, 24 * 60, meridiem=True)


def this(part: Callable[[Found], Part]) -> Callable[[Found], tuple[Days, Part]]:
    """That part of today."""
    return lambda found: ((in_days(0),), part(found))
