"""Dates as people type them in English, read on Tuesday, 20 April 2027, at nine."""

import pytest

from bot.domain.dates import (
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
from tests.domain.spoken_dates import IN_FEBRUARY, read, refusal, written

UNDERSTOOD = [
    # a day of the calendar
    ("12.05.2027 10:00", "2027-05-12 10:00"),
    ("12.05.2027 10:00-12:00", "2027-05-12 10:00-12:00"),
    ("12.05 at 10", "2027-05-12 10:00"),
    ("2027-05-12 10:00", "2027-05-12 10:00"),
    ("2027-05-12T10:00", "2027-05-12 10:00"),
    ("12 May at 10", "2027-05-12 10:00"),
    ("12 May 2027 10:00–12:00", "2027-05-12 10:00-12:00"),
    ("12th of May, noon", "2027-05-12 12:00"),
    ("on the 12th of May at 10", "2027-05-12 10:00"),
    ("May 12th, 10am", "2027-05-12 10:00"),
    ("May 12, 2027 at 10:30 am", "2027-05-12 10:30"),
    ("MAY 12 2027 10:00", "2027-05-12 10:00"),
    ("12 Sept. 10:00", "2027-09-12 10:00"),
    ("29 Feb at 10", "2028-02-29 10:00"),
    ("on the 22nd at 10", "2027-04-22 10:00"),
    ("the 12th at 10", "2027-05-12 10:00"),
    # strokes, where only one reading is honest
    ("13/5 10:00", "2027-05-13 10:00"),
    ("5/13/2027 10:00", "2027-05-13 10:00"),
    ("5/5 10:00", "2027-05-05 10:00"),
    ("Wednesday 5/12 10:00", "2027-05-12 10:00"),
    ("Sunday, 5/12/2027 10:00", "2027-12-05 10:00"),
    # weekdays
    ("Tuesday at 10", "2027-04-20 10:00"),
    ("Tuesday 9:00", "2027-04-27 09:00"),
    ("Tues. 10am", "2027-04-20 10:00"),
    ("wed 10.30", "2027-04-21 10:30"),
    ("Tuesday, 11 May, 10:00", "2027-05-11 10:00"),
    ("12 May (Wednesday) at 10", "2027-05-12 10:00"),
    ("Tuesday the 27th at 10", "2027-04-27 10:00"),
    ("next Tuesday at 10", "2027-04-27 10:00"),
    ("next Thursday at 10", "2027-04-29 10:00"),
    ("this Tuesday at 10", "2027-04-20 10:00"),
    ("this coming Friday 9am", "2027-04-23 09:00"),
    ("Friday next week at 9", "2027-04-30 09:00"),
    ("next week on Friday at 9", "2027-04-30 09:00"),
    ("by Friday 12:00", "2027-04-23 12:00"),
    # counted from today
    ("today at 3pm", "2027-04-20 15:00"),
    ("tomorrow at 10", "2027-04-21 10:00"),
    ("the day after tomorrow at noon", "2027-04-22 12:00"),
    ("tonight at 8", "2027-04-20 20:00"),
    ("this afternoon at 3", "2027-04-20 15:00"),
    ("tomorrow morning at 9", "2027-04-21 09:00"),
    ("in 3 days at 9", "2027-04-23 09:00"),
    ("in a week at 9", "2027-04-27 09:00"),
    ("in two weeks at 9", "2027-05-04 09:00"),
    ("two weeks from today at 9", "2027-05-04 09:00"),
    ("a week from tomorrow at 10", "2027-04-28 10:00"),
    ("in two weeks on Wednesday at 9", "2027-05-05 09:00"),
    ("in a month at 9", "2027-05-20 09:00"),
    ("in an hour", "2027-04-20 10:00"),
    ("in half an hour", "2027-04-20 09:30"),
    ("in 90 minutes", "2027-04-20 10:30"),
    # the second Tuesday
    ("the second Tuesday of May 10-12", "2027-05-11 10:00-12:00"),
    ("2nd Tuesday of May 2027, 10am-12pm", "2027-05-11 10:00-12:00"),
    ("last Friday of the month at 9am", "2027-04-30 09:00"),
    ("first Monday of next month at 9", "2027-05-03 09:00"),
    ("the last day of the month at noon", "2027-04-30 12:00"),
    # hours
    ("tomorrow 10:30 pm", "2027-04-21 22:30"),
    ("tomorrow at 10 a.m.", "2027-04-21 10:00"),
    ("tomorrow at 12pm", "2027-04-21 12:00"),
    ("tomorrow at 12:30am", "2027-04-21 00:30"),
    ("tomorrow 03:30", "2027-04-21 03:30"),
    ("tomorrow 15:30", "2027-04-21 15:30"),
    ("tomorrow at half past ten", "2027-04-21 10:30"),
    ("tomorrow, quarter to eleven", "2027-04-21 10:45"),
    ("tomorrow a quarter past 9", "2027-04-21 09:15"),
    ("tomorrow ten past nine", "2027-04-21 09:10"),
    ("tomorrow twenty-five to ten", "2027-04-21 09:35"),
    ("tomorrow at ten thirty", "2027-04-21 10:30"),
    ("tomorrow at ten o'clock", "2027-04-21 10:00"),
    ("tomorrow at 10 o’clock", "2027-04-21 10:00"),
    ("tomorrow at 7 in the evening", "2027-04-21 19:00"),
    ("10am Tuesday", "2027-04-20 10:00"),
    ("at 10 on Wednesday", "2027-04-21 10:00"),
    # until
    ("tomorrow 10am to noon", "2027-04-21 10:00-12:00"),
    ("tomorrow from 10 to 12", "2027-04-21 10:00-12:00"),
    ("tomorrow from ten to twelve", "2027-04-21 10:00-12:00"),
    ("tomorrow between 10 and 12", "2027-04-21 10:00-12:00"),
    ("tomorrow 2-4pm", "2027-04-21 14:00-16:00"),
    ("tomorrow 10-10pm", "2027-04-21 10:00-22:00"),
    ("tomorrow 06:30pm", "2027-04-21 18:30"),
    ("tomorrow 10-2pm", "2027-04-21 10:00-14:00"),
    ("tomorrow 11-12pm", "2027-04-21 11:00-12:00"),
    ("tomorrow 8pm to 12am", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("tomorrow 8 pm to midnight", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("tomorrow evening from 8 to midnight", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("tomorrow 10am-2", "2027-04-21 10:00-14:00"),
    ("tomorrow 8:30-10pm", "2027-04-21 20:30-22:00"),
    ("this evening 7-9", "2027-04-20 19:00-21:00"),
    ("12 May 10:00 - 13 May 14:00", "2027-05-12 10:00 - 2027-05-13 14:00"),
]

REFUSED = [
    # a day without an hour
    ("Tuesday", HourMissing, "2027-04-20"),
    ("12 May", HourMissing, "2027-05-12"),
    ("May 12th, 2027", HourMissing, "2027-05-12"),
    ("tomorrow afternoon", HourMissing, "2027-04-21"),
    ("tonight", HourMissing, "2027-04-20"),
    ("in two weeks", HourMissing, "2027-05-04"),
    # the past, and too far
    ("yesterday at 10", DateInPast, "2027-04-19 10:00"),
    ("today at 8", DateInPast, "2027-04-20 08:00"),
    ("this Monday at 10", DateInPast, "2027-04-19 10:00"),
    ("12 May 2020 10am", DateInPast, "2020-05-12 10:00"),
    ("12 May 2020", DateInPast, "2020-05-12 00:00"),
    ("12 May 2099 at 10", DateTooFar, "2099-05-12 10:00"),
    ("in 99 months at 10", DateTooFar, "2035-07-20 10:00"),
    # no such day, no such hour
    ("Feb 30 at 10", DateImpossible),
    ("13/13 10:00", DateImpossible),
    ("tomorrow 25:00", DateImpossible),
    ("tomorrow 10:60", DateImpossible),
    ("tomorrow at 10 in the afternoon", DateImpossible),
    ("tomorrow at 25pm", DateImpossible),
    ("fifth Tuesday of May at 10", DateImpossible),
    # the end before the start
    ("tomorrow 9-5", EndBeforeStart, "2027-04-21 09:00", "2027-04-21 05:00"),
    ("tomorrow 10 am - 9 am", EndBeforeStart, "2027-04-21 10:00", "2027-04-21 09:00"),
    ("tomorrow 5-3pm", EndBeforeStart, "2027-04-21 17:00", "2027-04-21 15:00"),
    ("tomorrow 10pm-2am", EndBeforeStart, "2027-04-21 22:00", "2027-04-21 02:00"),
    # the weekday of another day
    ("Tuesday 12 May 2027 at 10", WeekdayContradicts, "2027-05-12", 1),
    ("Friday, May 12th", WeekdayContradicts, "2027-05-12", 4),
    ("Tuesday 28.05", WeekdayContradicts, "2027-05-28", 1),
    # several honest readings
    ("5/12 10:00", DateAmbiguous, ("2027-05-12 10:00", "2027-12-05 10:00")),
    ("5/12/2027 10:00", DateAmbiguous, ("2027-05-12 10:00", "2027-12-05 10:00")),
    ("12/05/27 10:00", DateAmbiguous, ("2027-05-12 10:00", "2027-12-05 10:00")),
    ("05-12-2027 10:00", DateAmbiguous, ("2027-05-12 10:00", "2027-12-05 10:00")),
    ("5/12", DateAmbiguous, ("2027-05-12", "2027-12-05")),
    ("4/3/2027 10:00", DateAmbiguous, ("2027-03-04 10:00", "2027-04-03 10:00")),
    ("tomorrow at 3", DateAmbiguous, ("2027-04-21 03:00", "2027-04-21 15:00")),
    ("tomorrow 3:30", DateAmbiguous, ("2027-04-21 03:30", "2027-04-21 15:30")),
    ("tomorrow at half past two", DateAmbiguous, ("2027-04-21 02:30", "2027-04-21 14:30")),
    ("tomorrow midnight to 2am", DateAmbiguous, ("2027-04-21 00:00", "2027-04-22 00:00")),
    ("tomorrow at midnight", DateAmbiguous, ("2027-04-21 00:00", "2027-04-22 00:00")),
    ("tomorrow at 12am", DateAmbiguous, ("2027-04-21 00:00", "2027-04-22 00:00")),
    ("tomorrow ten to twelve", DateAmbiguous, ("2027-04-21 10:00", "2027-04-21 11:50")),
    ("Tuesday 11.05", DateAmbiguous, ("2027-04-20 11:05", "2027-05-11")),
    ("in a week on Monday at 9", DateAmbiguous, ("2027-04-26 09:00", "2027-05-03 09:00")),
    # no date of ours
    ("10am", DateNotUnderstood),
    ("12.05 am 10", DateNotUnderstood),
    ("10:00 until 12 May", DateNotUnderstood),
    ("May 10-12", DateNotUnderstood),
    ("10-12 May", DateNotUnderstood),
    ("every Tuesday 10am", DateNotUnderstood),
    ("maybe Tuesday at 10", DateNotUnderstood),
    ("Tuesday or Wednesday at 10", DateNotUnderstood),
    ("Tuesday at 10 CET", DateNotUnderstood),
    ("2027-05-12T10:00Z", DateNotUnderstood),
    ("last Tuesday at 10", DateNotUnderstood),
    ("tomorrow half ten", DateNotUnderstood),
    ("wtorek 10:00", DateNotUnderstood),
    ("tomorrow at 10; tea", DateNotUnderstood),
]

CLOCK_CHANGES = [
    ("28 March 01:59", "2027-03-28 01:59"),
    ("28 March 03:00", "2027-03-28 03:00"),
    ("28 March 1am-4am", "2027-03-28 01:00-04:00"),
    ("last Sunday of October 1am to 4am", "2027-10-31 01:00-04:00"),
]

HOURS_OF_A_KNOWN_DAY = [
    ("10", "2027-05-12 10:00"),
    ("at 10:30", "2027-05-12 10:30"),
    ("half past ten", "2027-05-12 10:30"),
    ("10:30-12", "2027-05-12 10:30-12:00"),
    ("3pm", "2027-05-12 15:00"),
    ("ten", "2027-05-12 10:00"),
    ("12.05", "2027-05-12 12:05"),
    ("tomorrow at 11", "2027-04-21 11:00"),
]


@pytest.mark.parametrize(("text", "meant"), UNDERSTOOD)
def test_a_phrase_is_understood(text: str, meant: str) -> None:
    assert written(read(text, "en")) == meant


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[0])
def test_a_phrase_is_refused_with_its_facts(row: tuple[object, ...]) -> None:
    text, *facts = row

    assert refusal(str(text), "en") == tuple(facts)


@pytest.mark.parametrize(("text", "meant"), CLOCK_CHANGES)
def test_hours_beside_a_change_of_the_clocks_are_understood(text: str, meant: str) -> None:
    assert written(read(text, "en", now=IN_FEBRUARY)) == meant


@pytest.mark.parametrize(("text", "meant"), HOURS_OF_A_KNOWN_DAY)
def test_an_hour_is_enough_once_the_day_is_known(text: str, meant: str) -> None:
    assert written(read(text, "en", on="2027-05-12")) == meant


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    assert refusal("28 March 2:30am", "en", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")
    assert refusal("28 March 1am-2:30am", "en", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    assert refusal("31 October 2:30am", "en") == (HourDoubled, "2027-10-31 02:30")
    assert refusal("Sunday, October 31st, 1am-2:30am", "en") == (HourDoubled, "2027-10-31 02:30")
