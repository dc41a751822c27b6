"""What phrases mean, told by their slots; shared by the languages, which differ in words and not in calendars.

Slots: D, DAY a day of the month; M, MONTH, ROMAN a month; Y, YY a year; WEEKDAY; NTH an ordinal; COUNT; H, HH, O, HOUR
an hour; MM, MINUTES, FEW.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.dates.days import (
    Days,
    calendar_day,
    day_of_month,
    following_weekday,
    in_days,
    in_months,
    last_day_of_month,
    next_weekday,
    nth_weekday,
    nth_weekday_of_month,
    weekday_and_day,
    weekday_of_week,
    weeks_and_weekday,
)
from bot.domain.dates.hours import Hour, exact, spoken, to_the_hour, written
from bot.domain.dates.patterns import Found


def _first(found: Found, *slots: str) -> int:
    return next(found[slot] for slot in slots if slot in found)


def year_of(found: Found) -> int | None:
    """The year that was typed, if one was; 27 is 2027."""
    return found["Y"] if "Y" in found else 2000 + found["YY"] if "YY" in found else None


def day_and_month(found: Found) -> Days:
    return (calendar_day(_first(found, "D", "DAY"), _first(found, "M", "MONTH", "ROMAN"), year_of(found)),)


def day_or_month_first(found: Found) -> Days:
    """5/12 where some write the day first and others the month; 13 is no month."""
    year = year_of(found)
    return (calendar_day(found["D"], found["M"], year), calendar_day(found["M"], found["D"], year))


def days_from_today(count: int) -> Callable[[Found], Days]:
    return lambda _: (in_days(count),)


def in_so_many_days(found: Found) -> Days:
    return (in_days(found["COUNT"]),)


def in_so_many_german_days(found: Found) -> Days:
    """`in acht Tagen` is a week to most and eight days to some."""
    return (in_days(7), in_days(8)) if found["COUNT"] == 8 else in_so_many_days(found)


def in_so_many_weeks(found: Found) -> Days:
    return (in_days(7 * found["COUNT"]),)


def tomorrow_in_so_many_weeks(found: Found) -> Days:
    return (in_days(1 + 7 * found["COUNT"]),)


def in_a_month(_: Found) -> Days:
    return (in_months(1),)


def in_so_many_months(found: Found) -> Days:
    return (in_months(found["COUNT"]),)


def in_a_week_on_weekday(found: Found) -> Days:
    return weeks_and_weekday(1, found["WEEKDAY"])


def in_so_many_weeks_on_weekday(found: Found) -> Days:
    return weeks_and_weekday(found["COUNT"], found["WEEKDAY"])


def coming_weekday(found: Found) -> Days:
    return (next_weekday(found["WEEKDAY"]),)


def weekday_after_today(found: Found) -> Days:
    return following_weekday(found["WEEKDAY"])


def weekday_of_this_week(found: Found) -> Days:
    return (weekday_of_week(found["WEEKDAY"], 0),)


def weekday_of_next_week(found: Found) -> Days:
    return (weekday_of_week(found["WEEKDAY"], 1),)


def weekday_with_day(found: Found) -> Days:
    return (weekday_and_day(found["WEEKDAY"], found["D"]),)


def the_day(found: Found) -> Days:
    return (day_of_month(found["D"]),)


def nth_of_named_month(found: Found) -> Days:
    return (nth_weekday(found["NTH"], found["WEEKDAY"], found["MONTH"], year_of(found)),)


def nth_of_the_month(found: Found) -> Days:
    return (nth_weekday_of_month(found["NTH"], found["WEEKDAY"]),)


def nth_of_this_month(found: Found) -> Days:
    return (nth_weekday_of_month(found["NTH"], found["WEEKDAY"], 0),)


def nth_of_next_month(found: Found) -> Days:
    return (nth_weekday_of_month(found["NTH"], found["WEEKDAY"], 1),)


def last_of_this_month(_: Found) -> Days:
    return (last_day_of_month(0),)


def _minutes(found: Found) -> int:
    return _first(found, "MINUTES", "MM") if found.keys() & {"MINUTES", "MM"} else 0


def hour_in_words(found: Found) -> Hour:
    """`dziesiąta trzydzieści`, `10 Uhr 30`."""
    return spoken(_first(found, "HOUR", "H"), _minutes(found))


def hour_in_dots(found: Found) -> Hour:
    """`10.30` in a language that counts to 12."""
    return replace(spoken(found["H"], found["MM"], marked=False), dotted=True)


def written_hour(found: Found) -> Hour:
    """`9 Uhr 30`, `9:30 Uhr`."""
    return written(found["H"], found["MM"])


def exact_hour(found: Found) -> Hour:
    """`09 Uhr`, `0:30 Uhr`."""
    return exact(_first(found, "HH", "O"), _minutes(found))


def hour_in_a_bare_word(found: Found) -> Hour:
    """`ten`, `dziesiąta`, which count other things as well."""
    return spoken(found["HOUR"], _minutes(found), marked=False)


def minutes_past(found: Found) -> Hour:
    return spoken(_first(found, "HOUR", "H"), _first(found, "MINUTES", "FEW"))


def minutes_to(found: Found) -> Hour:
    return to_the_hour(_first(found, "HOUR", "H"), _first(found, "MINUTES", "FEW"))


def quarter_past(found: Found) -> Hour:
    return spoken(_first(found, "HOUR", "H"), 15)


def half_past(found: Found) -> Hour:
    return spoken(_first(found, "HOUR", "H"), 30)


def quarter_to(found: Found) -> Hour:
    return to_the_hour(_first(found, "HOUR", "H"), 15)


def half_to(found: Found) -> Hour:
    """`wpół do jedenastej`, `halb elf`: 10:30."""
    return to_the_hour(_first(found, "HOUR", "H"), 30)


def so_many_hours(found: Found) -> timedelta:
    return timedelta(hours=found["COUNT"])


def so_many_minutes(found: Found) -> timedelta:
    return timedelta(minutes=found["COUNT"])


def minutes_from_now(count: int) -> Callable[[Found], timedelta]:
    return lambda _: timedelta(minutes=count)
