"""How moments and lengths of time read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meetings import Slot
from bot.domain.people import Language
from bot.views import moments
from tests.views.samples import wall

WARSAW = ZoneInfo("Europe/Warsaw")
AT = datetime(2027, 5, 11, 8, tzinfo=UTC)


def slot(start: str, end: str, fold: int = 0) -> Slot:
    return Slot(wall_start=wall(start), wall_end=wall(end), time_zone="Europe/Warsaw", fold=fold)


@pytest.mark.parametrize(
    ("language", "read"),
    [
        (Language.POLISH, "wtorek, 11 maja 2027, godz. 10:00"),
        (Language.ENGLISH, "Tuesday, 11 May 2027, 10:00"),
        (Language.GERMAN, "Dienstag, 11. Mai 2027, 10:00 Uhr"),
    ],
)
def test_a_moment_names_weekday_day_and_hour_of_the_partnerships_zone(language: Language, read: str) -> None:
    assert moments.moment(AT, WARSAW, language) == read


def test_a_moment_of_this_year_may_leave_the_year_out() -> None:
    assert moments.moment(AT, WARSAW, Language.POLISH, now=AT) == "wtorek, 11 maja, godz. 10:00"
    assert "2027" in moments.moment(AT, WARSAW, Language.POLISH, now=AT - timedelta(days=365))


@pytest.mark.parametrize("month", range(1, 13))
def test_polish_months_stand_in_the_genitive(month: int) -> None:
    genitives = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"

    assert moments.day(date(2027, month, 3), Language.POLISH, weekday=False) == f"3 {genitives.split()[month - 1]} 2027"


@pytest.mark.parametrize(
    ("language", "read"),
    [
        (Language.POLISH, "wtorek, 11 maja 2027, godz. 10:00–12:00"),
        (Language.ENGLISH, "Tuesday, 11 May 2027, 10:00–12:00"),
        (Language.GERMAN, "Dienstag, 11. Mai 2027, 10:00–12:00 Uhr"),
    ],
)
def test_a_span_of_one_day_names_the_day_once(language: Language, read: str) -> None:
    assert moments.span(slot("2027-05-11 10:00", "2027-05-11 12:00"), language) == read


def test_a_span_that_ends_on_another_day_names_both() -> None:
    read = moments.span(slot("2027-05-11 10:00", "2027-05-12 16:00"), Language.POLISH)

    assert read == "wtorek, 11 maja 2027, godz. 10:00 – środa, 12 maja 2027, godz. 16:00"


@pytest.mark.parametrize(("fold", "season"), [(0, "czas letni"), (1, "czas zimowy")])
def test_the_hour_that_comes_twice_says_which_it_is(fold: int, season: str) -> None:
    read = moments.span(slot("2027-10-31 02:30", "2027-10-31 04:00", fold), Language.POLISH)

    assert read == f"niedziela, 31 października 2027, godz. 02:30–04:00 ({season})"


@pytest.mark.parametrize(
    ("length", "polish", "german"),
    [
        (timedelta(days=1), "1 dzień", "1 Tag"),
        (timedelta(hours=2), "2 godziny", "2 Stunden"),
        (timedelta(hours=5), "5 godzin", "5 Stunden"),
        (timedelta(minutes=22), "22 minuty", "22 Minuten"),
        (timedelta(days=1, hours=12), "1 dzień 12 godzin", "1 Tag 12 Stunden"),
        (timedelta(0), "0 minut", "0 Minuten"),
    ],
)
def test_a_length_of_time_is_counted_in_the_right_forms(length: timedelta, polish: str, german: str) -> None:
    assert moments.lead(length, Language.POLISH) == polish
    assert moments.lead(length, Language.GERMAN) == german


@pytest.mark.parametrize(
    ("before", "polish", "english", "german"),
    [
        (timedelta(minutes=20), "za 20 minut", "in 20 minutes", "in 20 Minuten"),
        (timedelta(hours=1), "za godzinę", "in an hour", "in einer Stunde"),
        (timedelta(minutes=90), "za 1,5 godziny", "in 1.5 hours", "in 1,5 Stunden"),
        (timedelta(hours=2), "za 2 godziny", "in 2 hours", "in 2 Stunden"),
        (timedelta(hours=23), "jutro", "tomorrow", "morgen"),
        (timedelta(days=1), "jutro", "tomorrow", "morgen"),
        (timedelta(days=2), "za 2 dni", "in 2 days", "in 2 Tagen"),
    ],
)
def test_how_far_ahead_is_said_in_days_of_the_calendar(
    before: timedelta, polish: str, english: str, german: str
) -> None:
    read = [moments.ahead(AT, WARSAW, language, now=AT - before) for language in Language]

    assert read == [polish, english, german]


@pytest.mark.parametrize(
    ("day", "polish"),
    [
        (10, "Ogłoś w poniedziałek o 7:00"),
        (11, "Ogłoś we wtorek o 7:00"),
        (12, "Ogłoś w środę o 7:00"),
        (16, "Ogłoś w niedzielę o 7:00"),
    ],
)
def test_polish_weekdays_stand_in_the_accusative_after_on(day: int, polish: str) -> None:
    at = datetime(2027, 5, day, 5, tzinfo=UTC)

    assert moments.opening(at, WARSAW, Language.POLISH, "button-announce-later") == polish
