"""Dates as people type them in Polish, read on Tuesday, 20 April 2027, at nine."""

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
    ("12.05.2027 10:00 – 12:00", "2027-05-12 10:00-12:00"),
    ("12.05.2027 10.00—12.00", "2027-05-12 10:00-12:00"),
    ("12.05 o 10", "2027-05-12 10:00"),
    ("12.5. o 10", "2027-05-12 10:00"),
    ("12.05.27 o 10", "2027-05-12 10:00"),
    ("12.05 10.30", "2027-05-12 10:30"),
    ("12.05.2027 r. godz. 10.00", "2027-05-12 10:00"),
    ("12.05.2027 (środa), godz. 10:00", "2027-05-12 10:00"),
    ("12/05/2027 10:00", "2027-05-12 10:00"),
    ("5/12 10:00", "2027-12-05 10:00"),
    ("12-05-2027 10:00", "2027-05-12 10:00"),
    ("2027-05-12 10:00", "2027-05-12 10:00"),
    ("2027-05-12T10:00", "2027-05-12 10:00"),
    ("12 maja o 10", "2027-05-12 10:00"),
    ("12 maja 2027 r. godz. 10.00", "2027-05-12 10:00"),
    ("12 maja 2027 roku, godzina 10", "2027-05-12 10:00"),
    ("dnia 12 maja o godz. 10:30", "2027-05-12 10:30"),
    ("w dniu 12.05.2027 w godz. 10-12", "2027-05-12 10:00-12:00"),
    ("12 V 2027 10:00", "2027-05-12 10:00"),
    ("12.XII.2027 r. o 10", "2027-12-12 10:00"),
    ("12-go maja o 10-tej", "2027-05-12 10:00"),
    ("dwudziestego pierwszego maja o dziesiątej", "2027-05-21 10:00"),
    ("12 lut. o 10", "2028-02-12 10:00"),
    ("12 PAŹDZIERNIKA O 10", "2027-10-12 10:00"),
    ("29.02 o 10", "2028-02-29 10:00"),
    ("25-go o 10", "2027-04-25 10:00"),
    ("15-go o 10", "2027-05-15 10:00"),
    ("20-go o 10", "2027-04-20 10:00"),
    ("12 maja,10:00", "2027-05-12 10:00"),
    # the next such day: today while the hour is ahead
    ("20.04 10:00", "2027-04-20 10:00"),
    ("20.04 8:00", "2028-04-20 08:00"),
    ("19.04 10:00", "2028-04-19 10:00"),
    ("wtorek 10:00", "2027-04-20 10:00"),
    ("wtorek 9:01", "2027-04-20 09:01"),
    ("wtorek 9:00", "2027-04-27 09:00"),
    # weekdays
    ("w środę o dziesiątej", "2027-04-21 10:00"),
    ("sroda 10", "2027-04-21 10:00"),
    ("śr. 10:00", "2027-04-21 10:00"),
    ("pon. 8-9", "2027-04-26 08:00-09:00"),
    ("czw 10", "2027-04-22 10:00"),
    ("pt. godz. 10", "2027-04-23 10:00"),
    ("sob., 10:00", "2027-04-24 10:00"),
    ("nd. 10:00", "2027-04-25 10:00"),
    ("wt., 11 maja, godz. 10:00", "2027-05-11 10:00"),
    ("12 maja, w środę, o 10", "2027-05-12 10:00"),
    ("w przyszły wtorek o 10", "2027-04-27 10:00"),
    ("w przyszłą środę o 10", "2027-04-28 10:00"),
    ("w najbliższą środę o 10", "2027-04-21 10:00"),
    ("w ten czwartek o 10", "2027-04-22 10:00"),
    ("w przyszłym tygodniu w poniedziałek o 10", "2027-04-26 10:00"),
    ("w piątek w tym tygodniu o 10", "2027-04-23 10:00"),
    ("w następny wtorek o 10", "2027-04-27 10:00"),
    ("wtorek 27 10:00", "2027-04-27 10:00"),
    ("wtorek 13", "2027-04-20 13:00"),
    ("wtorek 7", "2027-04-27 07:00"),
    ("do piątku 12:00", "2027-04-23 12:00"),
    # counted from today
    ("dziś o 15", "2027-04-20 15:00"),
    ("dzisiaj 10-12", "2027-04-20 10:00-12:00"),
    ("jutro o 10", "2027-04-21 10:00"),
    ("pojutrze o 10", "2027-04-22 10:00"),
    ("za 3 dni o 9", "2027-04-23 09:00"),
    ("za tydzień o 9", "2027-04-27 09:00"),
    ("za 2 tygodnie o 9", "2027-05-04 09:00"),
    ("za dwa tygodnie o 9", "2027-05-04 09:00"),
    ("za miesiąc o 9", "2027-05-20 09:00"),
    ("za tydzień w środę o 10", "2027-04-28 10:00"),
    ("w czwartek za 2 tygodnie o 10", "2027-05-06 10:00"),
    ("za godzinę", "2027-04-20 10:00"),
    ("za pół godziny", "2027-04-20 09:30"),
    ("za 90 minut", "2027-04-20 10:30"),
    # the second Tuesday
    ("drugi wtorek maja 10-12", "2027-05-11 10:00-12:00"),
    ("w drugi wtorek marca o 10", "2028-03-14 10:00"),
    ("trzecia środa czerwca 2027 r. o 10", "2027-06-16 10:00"),
    ("trzeci wtorek miesiąca o 10", "2027-04-20 10:00"),
    ("ostatni piątek miesiąca o 9", "2027-04-30 09:00"),
    ("pierwszy wtorek miesiąca o 9", "2027-05-04 09:00"),
    ("pierwszy poniedziałek przyszłego miesiąca o 9", "2027-05-03 09:00"),
    ("ostatniego dnia miesiąca o 12", "2027-04-30 12:00"),
    # hours in words
    ("jutro o wpół do jedenastej", "2027-04-21 10:30"),
    ("jutro kwadrans po dziewiątej", "2027-04-21 09:15"),
    ("jutro za kwadrans dziesiąta", "2027-04-21 09:45"),
    ("jutro za pięć dziesiąta", "2027-04-21 09:55"),
    ("jutro dziesięć po dziewiątej", "2027-04-21 09:10"),
    ("jutro o dziesiątej trzydzieści", "2027-04-21 10:30"),
    ("jutro o dwudziestej pierwszej", "2027-04-21 21:00"),
    ("jutro w południe", "2027-04-21 12:00"),
    ("o 10 w środę", "2027-04-21 10:00"),
    ("o dziesiątej 3 maja", "2027-05-03 10:00"),
    ("jutro o 21.04", "2027-04-21 21:04"),
    ("10:00-12:00, 12.05.2027", "2027-05-12 10:00-12:00"),
    # parts of the day
    ("jutro 10 rano", "2027-04-21 10:00"),
    ("jutro o 6 wieczorem", "2027-04-21 18:00"),
    ("jutro wieczorem o 8", "2027-04-21 20:00"),
    ("jutro o wpół do trzeciej po południu", "2027-04-21 14:30"),
    ("jutro od 3 do 5 po południu", "2027-04-21 15:00-17:00"),
    ("jutro od 10 rano do 2 po południu", "2027-04-21 10:00-14:00"),
    # until
    ("jutro od 10 do 12", "2027-04-21 10:00-12:00"),
    ("jutro od godz. 10:00 do godz. 12:00", "2027-04-21 10:00-12:00"),
    ("jutro między 10 a 12", "2027-04-21 10:00-12:00"),
    ("jutro od dziesiątej do południa", "2027-04-21 10:00-12:00"),
    ("jutro od 20:00 do północy", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("jutro wieczorem od 8 do północy", "2027-04-21 20:00 - 2027-04-22 00:00"),
    ("12.05 10:00 - 13.05 14:00", "2027-05-12 10:00 - 2027-05-13 14:00"),
    ("12.05.2028 10:00 - 13.05 14:00", "2028-05-12 10:00 - 2028-05-13 14:00"),
    ("31.12 20:00 do 1.01 2:00", "2027-12-31 20:00 - 2028-01-01 02:00"),
    # however it is typed
    ("  WTOREK\u00a0 10:00. ", "2027-04-20 10:00"),
    ("wtorek 10:00\u221212:00", "2027-04-20 10:00-12:00"),
    ("s\u0301roda 10:00", "2027-04-21 10:00"),
]

REFUSED = [
    # a day without an hour
    ("wtorek", HourMissing, "2027-04-20"),
    ("12 maja", HourMissing, "2027-05-12"),
    ("12.05.27", HourMissing, "2027-05-12"),
    ("we wtorek po południu", HourMissing, "2027-04-20"),
    ("jutro rano", HourMissing, "2027-04-21"),
    ("za 2 dni", HourMissing, "2027-04-22"),
    ("wtorek 27", HourMissing, "2027-04-27"),
    # the past, and too far
    ("wczoraj o 10", DateInPast, "2027-04-19 10:00"),
    ("dziś 8:00", DateInPast, "2027-04-20 08:00"),
    ("dziś 9:00", DateInPast, "2027-04-20 09:00"),
    ("12.05.2020 10:00", DateInPast, "2020-05-12 10:00"),
    ("12.05.2020", DateInPast, "2020-05-12 00:00"),
    ("wtorek 20.04 8:00", DateInPast, "2027-04-20 08:00"),
    ("w ten poniedziałek o 10", DateInPast, "2027-04-19 10:00"),
    ("21.04.2032 10:00", DateTooFar, "2032-04-21 10:00"),
    ("12.05.2099", DateTooFar, "2099-05-12 00:00"),
    ("za 999 tygodni o 10", DateTooFar, "2046-06-12 10:00"),
    # no such day, no such hour
    ("12.05.2027 10:00 - 13.05.2099 12:00", DateTooFar, "2099-05-13 12:00"),
    ("31.02 10:00", DateImpossible),
    ("29.02.2027 10:00", DateImpossible),
    ("12.13.2027 10:00", DateImpossible),
    ("wtorek 25:00", DateImpossible),
    ("wtorek 24:00", DateImpossible),
    ("wtorek 10:60", DateImpossible),
    ("jutro 18 rano", DateImpossible),
    ("jutro rano o 8 wieczorem", DateImpossible),
    ("piąty wtorek maja o 10", DateImpossible),
    # the end before the start
    ("jutro 14-12", EndBeforeStart, "2027-04-21 14:00", "2027-04-21 12:00"),
    ("jutro 10:00-10:00", EndBeforeStart, "2027-04-21 10:00", "2027-04-21 10:00"),
    ("12.05 10:00 - 12.05 9:00", EndBeforeStart, "2027-05-12 10:00", "2027-05-12 09:00"),
    ("jutro 22-2", EndBeforeStart, "2027-04-21 22:00", "2027-04-21 02:00"),
    ("13.05.2027 10:00 - 12.05.2027 12:00", EndBeforeStart, "2027-05-13 10:00", "2027-05-12 12:00"),
    # the weekday of another day
    ("wtorek 12.05.2027 10:00", WeekdayContradicts, "2027-05-12", 1),
    ("wtorek 12.05.2027", WeekdayContradicts, "2027-05-12", 1),
    ("wtorek 28.05", WeekdayContradicts, "2027-05-28", 1),  # not the 28th hour of a Tuesday
    ("12 maja (piątek) o 10", WeekdayContradicts, "2027-05-12", 4),
    # several honest readings
    ("jutro o 6", DateAmbiguous, ("2027-04-21 06:00", "2027-04-21 18:00")),
    ("jutro, 10.12", DateAmbiguous, ("2027-04-21 10:12", "2027-12-10")),
    ("jutro o 3", DateAmbiguous, ("2027-04-21 03:00", "2027-04-21 15:00")),
    ("jutro o wpół do trzeciej", DateAmbiguous, ("2027-04-21 02:30", "2027-04-21 14:30")),
    ("jutro 5-7", DateAmbiguous, ("2027-04-21 05:00", "2027-04-21 17:00")),
    ("jutro o północy", DateAmbiguous, ("2027-04-21 00:00", "2027-04-22 00:00")),
    ("wtorek 11.05", DateAmbiguous, ("2027-04-20 11:05", "2027-05-11")),
    ("wtorek 12.05", DateAmbiguous, ("2027-04-20 12:05", "2027-05-12")),
    ("jutro, 21.04", DateAmbiguous, ("2027-04-21", "2027-04-21 21:04")),
    ("12.05, 13.05", DateAmbiguous, ("2027-05-12 13:05", "2027-05-13")),
    ("poniedziałek 10", DateAmbiguous, ("2027-04-26 10:00", "2027-05-10")),
    ("następna środa o 10", DateAmbiguous, ("2027-04-21 10:00", "2027-04-28 10:00")),
    ("za 2 tygodnie w poniedziałek o 10", DateAmbiguous, ("2027-05-03 10:00", "2027-05-10 10:00")),
    # no date of ours
    ("", DateNotUnderstood),
    (".", DateNotUnderstood),
    ("maj", DateNotUnderstood),
    ("o 10", DateNotUnderstood),
    ("10-12 we wtorek", DateNotUnderstood),
    ("jutro 10.05-12.05", DateNotUnderstood),
    ("12.05 10:00-12:00 - 13.05 14:00", DateNotUnderstood),
    ("12 . 05 o 10", DateNotUnderstood),
    ("wtorek 10 : 30", DateNotUnderstood),
    ("wt . 10", DateNotUnderstood),
    ("10:00 do 12.05", DateNotUnderstood),
    ("pierwsza środa", DateNotUnderstood),
    ("0 wtorek maja o 10", DateNotUnderstood),
    ("10-12 maja", DateNotUnderstood),
    ("wtorek 10-12.05", DateNotUnderstood),
    ("12.05 10:00 - 13.05", DateNotUnderstood),
    ("12,05 o 10", DateNotUnderstood),
    ("wtorek 1000", DateNotUnderstood),
    ("wtorek 10:5", DateNotUnderstood),
    ("co wtorek 10:00", DateNotUnderstood),
    ("wtorek lub środa 10:00", DateNotUnderstood),
    ("wtorek 10:00 i 12:00", DateNotUnderstood),
    ("wtorek około 10", DateNotUnderstood),
    ("wtorek 10:00 w sali 12", DateNotUnderstood),
    ("ostatni wtorek o 10", DateNotUnderstood),
    ("Tuesday 10:00", DateNotUnderstood),
    ("wtorek 10⁰⁰", DateNotUnderstood),
    ("12.05.2027 10:00+02:00", DateNotUnderstood),
]

CLOCK_CHANGES = [
    ("28.03.2027 01:59", "2027-03-28 01:59"),
    ("28.03.2027 03:00", "2027-03-28 03:00"),
    ("28.03.2027 1:00-4:00", "2027-03-28 01:00-04:00"),
    ("ostatnia niedziela października 1:00-4:00", "2027-10-31 01:00-04:00"),
]

HOURS_OF_A_KNOWN_DAY = [
    ("10", "2027-05-12 10:00"),
    ("o 10", "2027-05-12 10:00"),
    ("10:30-12", "2027-05-12 10:30-12:00"),
    ("od 10 do 12", "2027-05-12 10:00-12:00"),
    ("o dziesiątej", "2027-05-12 10:00"),
    ("12.05", "2027-05-12 12:05"),
    ("3 po południu", "2027-05-12 15:00"),
    ("jutro o 11", "2027-04-21 11:00"),
]


@pytest.mark.parametrize(("text", "meant"), UNDERSTOOD)
def test_a_phrase_is_understood(text: str, meant: str) -> None:
    assert written(read(text, "pl")) == meant


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[0])
def test_a_phrase_is_refused_with_its_facts(row: tuple[object, ...]) -> None:
    text, *facts = row

    assert refusal(str(text), "pl") == tuple(facts)


@pytest.mark.parametrize(("text", "meant"), CLOCK_CHANGES)
def test_hours_beside_a_change_of_the_clocks_are_understood(text: str, meant: str) -> None:
    assert written(read(text, "pl", now=IN_FEBRUARY)) == meant


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    assert refusal("28.03.2027 02:30", "pl", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")
    assert refusal("28.03.2027 01:00-02:30", "pl", now=IN_FEBRUARY) == (HourSkipped, "2027-03-28 02:30")


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    assert refusal("31.10.2027 02:30", "pl") == (HourDoubled, "2027-10-31 02:30")
    assert refusal("w niedzielę 31 października od 1:00 do 2:30", "pl") == (HourDoubled, "2027-10-31 02:30")


@pytest.mark.parametrize(("text", "meant"), HOURS_OF_A_KNOWN_DAY)
def test_an_hour_is_enough_once_the_day_is_known(text: str, meant: str) -> None:
    assert written(read(text, "pl", on="2027-05-12")) == meant


def test_another_day_instead_of_the_hour_is_asked_for_its_hour() -> None:
    assert refusal("w środę", "pl", on="2027-05-12") == (HourMissing, "2027-04-21")
    assert refusal("jednak jutro", "pl", on="2027-05-12") == (DateNotUnderstood,)
    assert refusal("3", "pl", on="2027-05-12") == (DateAmbiguous, ("2027-05-12 03:00", "2027-05-12 15:00"))
