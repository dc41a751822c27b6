"""What a phrase says about the day: arithmetic of the calendar, told what day it is.

A `Day` gives the days it can mean, the nearest first. The second is meant when the hour of the first has passed; a day
that was named outright has no second. No days at all: the phrase cannot be read so.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

Day: TypeAlias = Callable[[date], tuple[date, ...]]
Days: TypeAlias = tuple[Day, ...]
"""Several when the same words name several days."""

LAST = -1
"""The ordinal of "last"."""

WEEK = timedelta(days=7)


class NoSuchDay(ValueError):
    """The calendar has no such day."""


def in_days(count: int) -> Day:
    """So many days from today; negative for days gone by."""
    return lambda today: (today + timedelta(days=count),)


def in_months(count: int) -> Day:
    """The same day of the month, so many months from today; 31 January has none in February."""
    return lambda today: (_day_of(*_month_after(today, count), today.day),)


def calendar_day(day: int, month: int, year: int | None = None) -> Day:
    """12 May, of a year or the next one from today."""

    def days(today: date) -> tuple[date, ...]:
        if year is not None:
            return (_day_of(year, month, day),)
        # Around 2100 leap days are eight years apart; a day that none of nine years has is no day, like 31 February.
        coming = [date(y, month, day) for y in range(today.year, today.year + 9) if _exists(y, month, day)]
        ahead = tuple(one for one in coming if one >= today)
        if not ahead:
            raise NoSuchDay
        return ahead[:2]

    return days


def day_of_month(day: int) -> Day:
    """The 12th, of this month or the next."""

    def days(today: date) -> tuple[date, ...]:
        months = [(today.year, today.month), _month_after(today, 1)]
        if today.day > day:
            months = months[1:]
        return tuple(_day_of(year, month, day) for year, month in months[:1]) + tuple(
            date(year, month, day) for year, month in months[1:] if _exists(year, month, day)
        )

    return days


def weekday_and_day(weekday: int, day: int) -> Day:
    """Tuesday 27: the 27th of this month or the next, if it is a Tuesday; else the number is no day."""

    def days(today: date) -> tuple[date, ...]:
        months = [(today.year, today.month), _month_after(today, 1)]
        coming = [date(year, month, day) for year, month in months if _exists(year, month, day)]
        return tuple(one for one in coming if one >= today and one.weekday() == weekday)[:1]

    return days


def next_weekday(weekday: int) -> Day:
    """The next such weekday, today included."""

    def days(today: date) -> tuple[date, ...]:
        first = today + timedelta(days=(weekday - today.weekday()) % 7)
        return (first, first + WEEK)

    return days


def weekday_of_week(weekday: int, weeks: int) -> Day:
    """That weekday of this week (0), the next (1) and so on; weeks begin on Monday (ISO 8601)."""
    return lambda today: (today - timedelta(days=today.weekday()) + weeks * WEEK + timedelta(days=weekday),)


def following_weekday(weekday: int) -> Days:
    """ "Następny wtorek": the coming one to some, that of next week to others."""
    return (
        lambda today: (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1),),
        weekday_of_week(weekday, 1),
    )


def weeks_and_weekday(weeks: int, weekday: int) -> Days:
    """ "In two weeks on Wednesday": of the week after next, or two weeks after the coming Wednesday."""
    return (
        weekday_of_week(weekday, weeks),
        lambda today: (today + timedelta(days=(weekday - today.weekday()) % 7) + weeks * WEEK,),
    )


def nth_weekday(nth: int, weekday: int, month: int, year: int | None = None) -> Day:
    """The second Tuesday of May, of a year or the next one from today."""

    def days(today: date) -> tuple[date, ...]:
        if year is not None:
            return (_nth(nth, weekday, year, month),)
        # The next such month decides, also when it has no fifth Tuesday: to go on to a later year would surprise.
        this_year = _nth(nth, weekday, today.year, month) if today.month <= month else None
        if this_year is not None and this_year >= today:
            return (this_year, *_if_any(nth, weekday, today.year + 1, month))
        return (_nth(nth, weekday, today.year + 1, month),)

    return days


def nth_weekday_of_month(nth: int, weekday: int, months: int | None = None) -> Day:
    """The second Tuesday of the month so many months from now; None: of this month, or the next once it has passed."""

    def days(today: date) -> tuple[date, ...]:
        if months is not None:
            return (_nth(nth, weekday, *_month_after(today, months)),)
        this = _nth(nth, weekday, today.year, today.month)
        following = _if_any(nth, weekday, *_month_after(today, 1))
        if this < today and not following:
            raise NoSuchDay
        return (this, *following) if this >= today else following

    return days


def last_day_of_month(months: int) -> Day:
    """The last day of the month so many months from now."""

    def days(today: date) -> tuple[date, ...]:
        year, month = _month_after(today, months)
        return (date(year, month, monthrange(year, month)[1]),)

    return days


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _day_of(year: int, month: int, day: int) -> date:
    if not _exists(year, month, day):
        raise NoSuchDay
    return date(year, month, day)


def _month_after(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _nth(nth: int, weekday: int, year: int, month: int) -> date:
    if not _exists(year, month, 1):
        raise NoSuchDay
    length = monthrange(year, month)[1]
    on_weekday = [one for one in (date(year, month, day) for day in range(1, length + 1)) if one.weekday() == weekday]
    if nth != LAST and nth > len(on_weekday):
        raise NoSuchDay
    return on_weekday[-1] if nth == LAST else on_weekday[nth - 1]


def _if_any(nth: int, weekday: int, year: int, month: int) -> tuple[date, ...]:
    try:
        return (_nth(nth, weekday, year, month),)
    except NoSuchDay:
        return ()
