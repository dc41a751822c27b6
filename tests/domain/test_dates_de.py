"""Dates as people type them in German, read on Tuesday, 20 April 2027, at nine."""

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
    ("12.05. um 10", "2027-05-12 10:00"),
    ("12.5. 10 Uhr", "2027-05-12 10:00"),
    ("12. 5. 2027 10 Uhr", "2027-05-12 10:00"),
    ("12.05.27 um 10:00", "2027-05-12 10:00"),
    ("12/05/2027 10:00", "2027-05-12 10:00"),
    ("2027-05-12 10:00", "2027-05-12 10:00"),
    ("12. Mai um 10", "2027-05-12 10:00"),
    ("12 Mai 10 Uhr", "2027-05-12 10:00"),
    ("12. Mai 2027 um 10.00 Uhr", "2027-05-12 10:00"),
    ("Am 12. Mai, von 10:00 Uhr bis 12:00 Uhr", "2027-05-12 10:00-12:00"),
    ("zwölfter Mai 10 Uhr", "2027-05-12 10:00"),
    ("1. März um 10", "2028-03-01 10:00"),
    ("1. Maerz um 10", "2028-03-01 10:00"),
    ("1. Jänner, 10 Uhr", "2028-01-01 10:00"),
    ("12. DEZ. 10:00", "2027-12-12 10:00"),
    ("29. Februar um 10", "2028-02-29 10:00"),
    ("am 22. um 10 Uhr", "2027-04-22 10:00"),
    ("am 12. 10 Uhr", "2027-05-12 10:00"),
    ("bis zum 12. Mai, 12 Uhr", "2027-05-12 12:00"),
    # weekdays
    ("Dienstag um 10 Uhr", "2027-04-20 10:00"),
    ("Dienstag 9:00", "2027-04-27 09:00"),
    ("am Mittwoch um 10", "2027-04-21 10:00"),
    ("Mi. 10 Uhr", "2027-04-21 10:00"),
    ("Do 10-12", "2027-04-22 10:00-12:00"),
    ("Sonnabend um 10", "2027-04-24 10:00"),
    ("Mi., 12. Mai 2027, 10 Uhr", "2027-05-12 10:00"),
    ("Dienstag, den 11. Mai um 10", "2027-05-11 10:00"),
    ("Dienstag, den 27. um 10", "2027-04-27 10:00"),
    ("nächsten Dienstag um 10", "2027-04-27 10:00"),
    ("am naechsten Donnerstag um 10", "2027-04-29 10:00"),
    ("kommenden Freitag um 9", "2027-04-23 09:00"),
    ("diesen Donnerstag 9 Uhr", "2027-04-22 09:00"),
    ("nächste Woche Freitag 9 Uhr", "2027-04-30 09:00"),
    ("Freitag nächste Woche um 9", "2027-04-30 09:00"),
    ("bis Freitag 12 Uhr", "2027-04-23 12:00"),
    # counted from today
    ("heute um 15 Uhr", "2027-04-20 15:00"),
    ("morgen um 10", "2027-04-21 10:00"),
    ("übermorgen 10 Uhr", "2027-04-22 10:00"),
    ("uebermorgen 10 Uhr", "2027-04-22 10:00"),
    ("in 3 Tagen um 9", "2027-04-23 09:00"),
    ("in zwei Wochen um 9", "2027-05-04 09:00"),
    ("in einem Monat um 9", "2027-05-20 09:00"),
    ("heute in einer Woche um 10", "2027-04-27 10:00"),
    ("morgen in einer Woche um 10", "2027-04-28 10:00"),
    ("heute in 14 Tagen um 10", "2027-05-04 10:00"),
    ("Mittwoch in zwei Wochen um 10", "2027-05-05 10:00"),
    ("in einer Stunde", "2027-04-20 10:00"),
    ("in einer halben Stunde", "2027-04-20 09:30"),
    ("in 90 Minuten", "2027-04-20 10:30"),
    # the second Tuesday
    ("am zweiten Dienstag im Mai 10-12 Uhr", "2027-05-11 10:00-12:00"),
    ("2. Dienstag im Mai 2027 um 10", "2027-05-11 10:00"),
    ("letzter Freitag im Monat um 9 Uhr", "2027-04-30 09:00"),
    ("am ersten Montag des nächsten Monats um 9", "2027-05-03 09:00"),
    ("am letzten Tag des Monats um 12", "2027-04-30 12:00"),
    # hours
    ("morgen halb elf", "2027-04-21 10:30"),
    ("morgen Viertel nach neun", "2027-04-21 09:15"),
    ("morgen um viertel vor zehn", "2027-04-21 09:45"),
    ("morgen drei viertel zehn", "2027-04-21 09:45"),
    ("morgen fünf vor zehn", "2027-04-21 09:55"),
    ("morgen zehn nach neun", "2027-04-21 09:10"),
    ("morgen um zehn", "2027-04-21 10:00"),
    ("morgen um zehn Uhr dreißig", "2027-04-21 10:30"),
    ("morgen 10 Uhr 30", "2027-04-21 10:30"),
    ("morgen 2:30 Uhr", "2027-04-21 02:30"),
    ("morgen um einundzwanzig Uhr", "2027-04-21 21:00"),
    ("morgen Mittag", "2027-04-21 12:00"),
    ("10 Uhr morgen", "2027-04-21 10:00"),
    ("10-12 Uhr am Mittwoch", "2027-04-21 10:00-12:00"),
    # parts of the day
    ("morgen früh um 8", "2027-04-21 08:00"),
    ("Mittwoch morgen um 9", "2027-04-21 09:00"),
    ("heute Abend um 8", "2027-04-20 20:00"),
    ("morgen um 3 Uhr nachmittags", "2027-04-21 15:00"),
    ("morgen Nachmittag um halb drei", "2027-04-21 14:30"),
    ("morgen Abend 7-9", "2027-04-21 19:00-21:00"),
    # until
    ("morgen 10 bis 12 Uhr", "2027-04-21 10:00-12:00"),
    ("morgen von 10 bis 12 Uhr", "2027-04-21 10:00-12:00"),
    ("morgen 10 Uhr bis 12 Uhr", "2027-04-21 10:00-12:00"),
    ("morgen 20 Uhr bis Mitternacht", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("morgen zwischen 10 und 12 Uhr", "2027-04-21 10:00-12:00"),
    ("morgen 10.30–12.30 Uhr", "2027-04-21 10:30-12:30"),
    ("morgen zehn bis zwölf", "2027-04-21 10:00-12:00"),
    ("12. Mai 20 Uhr bis 13. Mai 2:00 Uhr", "2027-05-12 20:00 - 2027-05-13 02:00"),
]

REFUSED = [
    # a day without an hour
    ("Dienstag", HourMissing, "2027-04-20"),
    ("12. Mai", HourMissing, "2027-05-12"),
    ("12.05.", HourMissing, "2027-05-12"),
    ("am 12.", HourMissing, "2027-05-12"),
    ("am 12. 10.", HourMissing, "2027-10-12"),
    ("Mittwoch, 12.", HourMissing, "2027-05-12"),
    ("Dienstag Nachmittag", HourMissing, "2027-04-20"),
    ("in zwei Wochen", HourMissing, "2027-05-04"),
    # the past, and too far
    ("gestern um 10", DateInPast, "2027-04-19 10:00"),
    ("heute 8 Uhr", DateInPast, "2027-04-20 08:00"),
    ("diesen Montag um 10", DateInPast, "2027-04-19 10:00"),
    ("12.05.2020 10 Uhr", DateInPast, "2020-05-12 10:00"),
    ("12. Mai 2020", DateInPast, "2020-05-12 00:00"),
    ("12.05.2099 10 Uhr", DateTooFar, "2099-05-12 10:00"),
    ("in 300 Wochen um 10", DateTooFar, "2033-01-18 10:00"),
    # no such day, no such hour
    ("31. Februar um 10", DateImpossible),
    ("32.05. um 10", DateImpossible),
    ("morgen 25 Uhr", DateImpossible),
    ("morgen 24:00", DateImpossible),
    ("morgen 10:60", DateImpossible),
    ("morgen 18 Uhr morgens", DateImpossible),
    ("5. Dienstag im Mai um 10", DateImpossible),
    # the end before the start
    ("morgen 14-12 Uhr", EndBeforeStart, "2027-04-21 14:00", "2027-04-21 12:00"),
    ("morgen 20 Uhr - 2 Uhr", EndBeforeStart, "2027-04-21 20:00", "2027-04-21 02:00"),
    # the weekday of another day
    ("Dienstag, 12. Mai um 10", WeekdayContradicts, "2027-05-12", 1),
    ("Fr 12.05.2027", WeekdayContradicts, "2027-05-12", 4),
    ("Dienstag 28.05.", WeekdayContradicts, "2027-05-28", 1),
    # several honest readings
    ("morgen um 3", DateAmbiguous, ("2027-04-21 03:00", "2027-04-21 15:00")),
    ("morgen 3 Uhr", DateAmbiguous, ("2027-04-21 03:00", "2027-04-21 15:00")),
    ("morgen halb drei", DateAmbiguous, ("2027-04-21 02:30", "2027-04-21 14:30")),
    ("morgen um Mitternacht", DateAmbiguous, ("2027-04-21 00:00", "2027-04-22 00:00")),
    ("Dienstag 11.05", DateAmbiguous, ("2027-04-20 11:05", "2027-05-11")),
    ("morgen, 21.04", DateAmbiguous, ("2027-04-21", "2027-04-21 21:04")),
    ("in acht Tagen um 10", DateAmbiguous, ("2027-04-27 10:00", "2027-04-28 10:00")),
    ("Montag in einer Woche um 10", DateAmbiguous, ("2027-04-26 10:00", "2027-05-03 10:00")),
    # no date of ours
    ("10 Uhr", DateNotUnderstood),
    ("10:00 bis 12.05.", DateNotUnderstood),
    ("12 Uhr bis 12. Mai", DateNotUnderstood),
    ("am 12 8", DateNotUnderstood),
    ("10.-12. Mai", DateNotUnderstood),
    ("10.-12.05. 10 Uhr", DateNotUnderstood),
    ("jeden Dienstag um 10", DateNotUnderstood),
    ("gegen 10 am Dienstag", DateNotUnderstood),
    ("morgen viertel zehn", DateNotUnderstood),
    ("morgen um halb", DateNotUnderstood),
    ("Dienstag oder Mittwoch um 10", DateNotUnderstood),
    ("morgen um 10 im Rathaus", DateNotUnderstood),
    ("letzten Dienstag um 10", DateNotUnderstood),
    ("tomorrow at 10", DateNotUnderstood),
]

CLOCK_CHANGES = [
    ("28.03. 01:59 Uhr", "2027-03-28 01:59"),
    ("28. März 3:00 Uhr", "2027-03-28 03:00"),
    ("28.03.2027 1:00-4:00 Uhr", "2027-03-28 01:00-04:00"),
    ("letzter Sonntag im Oktober 1:00 Uhr bis 4:00 Uhr", "2027-10-31 01:00-04:00"),
]

HOURS_OF_A_KNOWN_DAY = [
    ("10", "2027-05-12 10:00"),
    ("um 10 Uhr", "2027-05-12 10:00"),
    ("halb elf", "2027-05-12 10:30"),
    ("10:30-12", "2027-05-12 10:30-12:00"),
    ("10 bis 12 Uhr", "2027-05-12 10:00-12:00"),
    ("12.05", "2027-05-12 12:05"),
    ("morgen um 11", "2027-04-21 11:00"),
]


@pytest.mark.parametrize(("text", "meant"), UNDERSTOOD)
def test_a_phrase_is_understood(text: str, meant: str) -> None:
    assert written(read(text, "de")) == meant


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[0])
def test_a_phrase_is_refused_with_its_facts(row: tuple[object, ...]) -> None:
    text, *facts = row

    assert refusal(str(text), "de") == tuple(facts)


@pytest.mark.parametrize(("text", "meant"), CLOCK_CHANGES)
def test_hours_beside_a_change_of_the_clocks_are_understood(text: str, meant: str) -> None:
    assert written(read(text, "de", now=IN_FEBRUARY)) == meant


@pytest.mark.parametrize(("text", "meant"), HOURS_OF_A_KNOWN_DAY)
def test_an_hour_is_enough_once_the_day_is_known(text: str, meant: str) -> None:
    assert written(read(text, "de", on="2027-05-12")) == meant


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    assert refusal("28. März 2:30 Uhr", "de", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")
    assert refusal("28.03. 01:00 bis 02:30 Uhr", "de", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    assert refusal("31. Oktober 2:30 Uhr", "de") == (HourDoubled, "2027-10-31 02:30")
    assert refusal("So, 31.10. 1:00-2:30 Uhr", "de") == (HourDoubled, "2027-10-31 02:30")
