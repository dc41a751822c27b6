"""The two nights in which wall-clock time and instants part, and what else depends on the moment of reading."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.dates import DateImpossible, DateInPast, HourDoubled, HourSkipped, understand
from bot.domain.dates.zones import is_doubled, is_skipped
from tests.domain.spoken_dates import IN_FEBRUARY, NOW, WARSAW, read, refusal, written


def at(written_time: str) -> datetime:
    return datetime.fromisoformat(written_time).replace(tzinfo=UTC)


def local(written_time: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written_time).replace(tzinfo=WARSAW, fold=fold)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("28.03.2027 01:59-03:00", "2027-03-28 00:59", "2027-03-28 01:00"),
        ("28.03.2027 01:00-04:00", "2027-03-28 00:00", "2027-03-28 02:00"),
        ("27.03.2027 10:00", "2027-03-27 09:00", None),
        ("28.03.2027 10:00", "2027-03-28 08:00", None),
        ("31.10.2027 01:00-04:00", "2027-10-30 23:00", "2027-10-31 03:00"),
        ("30.10.2027 20:00 - 31.10.2027 08:00", "2027-10-30 18:00", "2027-10-31 07:00"),
    ],
)
def test_the_instants_follow_the_clocks_of_the_day(text: str, starts: str, ends: str | None) -> None:
    when = read(text, "pl", now=IN_FEBRUARY)

    assert when.starts_at(WARSAW) == at(starts)
    assert when.ends_at(WARSAW) == (at(ends) if ends else None)


@pytest.mark.parametrize(("fold", "starts"), [(0, "2027-10-31 00:30"), (1, "2027-10-31 01:30")])
def test_the_chosen_one_of_two_equal_hours_is_taken(fold: int, starts: str) -> None:
    when = read("31.10.2027 02:30", "pl", fold=fold)

    assert (when.start.isoformat(), when.fold) == ("2027-10-31T02:30:00", fold)
    assert when.starts_at(WARSAW) == at(starts)


@pytest.mark.parametrize(("fold", "ends"), [(0, "2027-10-31 00:30"), (1, "2027-10-31 01:30")])
def test_the_choice_holds_for_a_doubled_end(fold: int, ends: str) -> None:
    when = read("31.10.2027 01:00-02:30", "pl", fold=fold)

    assert when.starts_at(WARSAW) == at("2027-10-30 23:00")
    assert when.ends_at(WARSAW) == at(ends)


def test_a_skipped_hour_is_not_a_doubled_one() -> None:
    assert not is_doubled(datetime.fromisoformat("2027-03-28 02:30"), WARSAW)
    assert not is_skipped(datetime.fromisoformat("2027-10-31 02:30"), WARSAW)


def test_a_choice_means_nothing_for_an_hour_that_comes_once() -> None:
    assert read("31.10.2027 10:00", "pl", fold=1) == read("31.10.2027 10:00", "pl")


def test_a_skipped_hour_stays_refused_whatever_is_chosen() -> None:
    with pytest.raises(HourSkipped):
        read("28.03.2027 02:30", "pl", now=IN_FEBRUARY, fold=1)


def test_the_first_of_two_equal_hours_can_have_passed() -> None:
    between = local("2027-10-31 02:45")

    with pytest.raises(HourDoubled):
        read("31.10.2027 02:30", "pl", now=between)
    with pytest.raises(DateInPast):
        read("31.10.2027 02:30", "pl", now=between, fold=0)
    assert read("31.10.2027 02:30", "pl", now=between, fold=1).starts_at(WARSAW) == at("2027-10-31 01:30")


def test_an_hour_from_now_is_an_hour_also_when_the_clocks_change() -> None:
    in_spring = read("za godzinę", "pl", now=local("2027-03-28 01:30"))
    in_autumn = read("za godzinę", "pl", now=local("2027-10-31 02:30"))

    assert written(in_spring) == "2027-03-28 03:30"
    assert (written(in_autumn), in_autumn.fold) == ("2027-10-31 02:30", 1)
    assert in_autumn.starts_at(WARSAW) == at("2027-10-31 01:30")


def test_an_hour_from_now_is_told_in_whole_minutes() -> None:
    when = read("za godzinę", "pl", now=local("2027-04-20 09:00:37"))

    assert when.start.isoformat() == "2027-04-20T10:00:00"


def test_now_is_read_on_the_clocks_of_the_partnership() -> None:
    late_in_utc = datetime(2027, 4, 19, 23, 30, tzinfo=UTC)

    assert written(read("dziś o 10", "pl", now=late_in_utc)) == "2027-04-20 10:00"
    assert written(understand("today at 23:45", language="en", now=late_in_utc, zone=ZoneInfo("UTC"))) == (
        "2027-04-19 23:45"
    )


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        understand("jutro o 10", language="pl", now=NOW.replace(tzinfo=None), zone=WARSAW)


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ("2027-04-22 09:00", "za tydzień w piątek o 10", "2027-04-30 10:00"),
        ("2027-04-25 09:00", "w przyszły wtorek o 10", "2027-04-27 10:00"),
        ("2027-04-26 09:00", "w przyszły wtorek o 10", "2027-05-04 10:00"),
        ("2027-04-27 09:00", "drugi wtorek maja o 10", "2027-05-11 10:00"),
        ("2027-05-11 09:00", "drugi wtorek maja o 10", "2027-05-11 10:00"),
        ("2027-05-11 11:00", "drugi wtorek maja o 10", "2028-05-09 10:00"),
        ("2027-05-12 09:00", "drugi wtorek maja o 10", "2028-05-09 10:00"),
        ("2027-04-30 11:00", "ostatni piątek miesiąca o 10", "2027-05-28 10:00"),
        ("2027-12-15 09:00", "pierwszy wtorek przyszłego miesiąca o 10", "2028-01-04 10:00"),
        ("2027-12-31 09:00", "jutro o 10", "2028-01-01 10:00"),
        ("2027-12-15 09:00", "12.01 o 10", "2028-01-12 10:00"),
        ("2028-02-29 09:00", "29.02 o 10", "2028-02-29 10:00"),
        ("2028-02-29 11:00", "29.02 o 10", "2032-02-29 10:00"),
        ("2028-02-29 09:00", "28.02.2033 o 10", "2033-02-28 10:00"),
        ("2097-03-01 09:00", "28.02.2098 o 10", "2098-02-28 10:00"),
    ],
)
def test_the_day_is_counted_from_the_day_of_reading(now: str, text: str, meant: str) -> None:
    assert written(read(text, "pl", now=local(now))) == meant


def test_a_day_that_its_month_lacks_is_not_replaced_by_another() -> None:
    assert refusal("za miesiąc o 10", "pl", now=local("2027-01-31 09:00")) == (DateImpossible,)
    assert refusal("31-go o 10", "pl") == (DateImpossible,)


def test_five_years_to_the_day_are_not_too_far() -> None:
    assert written(read("20.04.2032 23:59", "pl")) == "2032-04-20 23:59"
