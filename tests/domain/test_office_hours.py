"""When the bot may speak."""

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain import office_hours
from bot.domain.office_hours import OfficeHours
from tests.support.warsaw import MINUTE, OFFICE, WARSAW, at, shown


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("Thu 08.04 06:59", "Wed 07.04 20:00", "Thu 08.04 07:00"),
        ("Thu 08.04 07:00", "Thu 08.04 07:00", "Thu 08.04 07:00"),
        ("Thu 08.04 13:17", "Thu 08.04 13:17", "Thu 08.04 13:17"),
        ("Thu 08.04 20:00", "Thu 08.04 20:00", "Thu 08.04 20:00"),
        ("Thu 08.04 20:01", "Thu 08.04 20:00", "Fri 09.04 07:00"),
        ("Fri 09.04 23:00", "Fri 09.04 20:00", "Mon 12.04 07:00"),
        ("Sat 10.04 12:00", "Fri 09.04 20:00", "Mon 12.04 07:00"),
        ("Mon 12.04 00:00", "Fri 09.04 20:00", "Mon 12.04 07:00"),
        ("Mon 12.04 06:00", "Fri 09.04 20:00", "Mon 12.04 07:00"),
        ("Mon 29.03 10:00", "Fri 26.03 20:00", "Tue 30.03 07:00"),  # Easter Monday; the clocks changed on the Sunday
        ("Mon 03.05 10:00", "Fri 30.04 20:00", "Tue 04.05 07:00"),  # 1 May is the Saturday, 3 May the Monday
        ("Thu 27.05 10:00", "Wed 26.05 20:00", "Fri 28.05 07:00"),  # Corpus Christi
        ("Mon 01.11 10:00", "Fri 29.10 20:00", "Tue 02.11 07:00"),  # All Saints; the clocks changed on the Sunday
        ("Thu 11.11 10:00", "Wed 10.11 20:00", "Fri 12.11 07:00"),
        ("Fri 24.12 10:00", "Thu 23.12 20:00", "Mon 27.12 07:00"),  # Christmas Eve, a public holiday since 2025
        ("Sun 26.12 10:00", "Thu 23.12 20:00", "Mon 27.12 07:00"),
    ],
)
def test_the_office_is_open_on_working_days_from_seven_to_eight(moment: str, before: str, after: str) -> None:
    assert shown(OFFICE.last_open_before(at(moment))) == before
    assert shown(OFFICE.next_open_after(at(moment))) == after
    assert OFFICE.open_at(at(moment)) == (moment == before)
    assert OFFICE.open_at(at(before))
    assert OFFICE.open_at(at(after))


def test_the_closing_minute_is_open_to_its_last_second() -> None:
    closing = at("Thu 08.04 20:00")

    assert OFFICE.open_at(closing + timedelta(seconds=59))
    assert not OFFICE.open_at(closing + MINUTE)


@pytest.mark.parametrize(("year", "open_"), [(2024, True), (2025, False), (2026, False), (2027, False), (2030, False)])
def test_christmas_eve_is_a_public_holiday_in_poland_since_2025(year: int, open_: bool) -> None:
    every_day = OfficeHours(zone=WARSAW, weekends=True)

    assert every_day.open_at(datetime(year, 12, 24, 11, tzinfo=UTC)) is open_


@pytest.mark.parametrize(
    ("derived", "rolled"),
    [
        ("Thu 08.04 10:00", "Thu 08.04 10:00"),
        ("Sun 11.04 10:00", "Fri 09.04 10:00"),
        ("Sat 10.04 07:00", "Fri 09.04 07:00"),
        ("Sun 11.04 20:00", "Fri 09.04 20:00"),
        ("Sun 11.04 21:30", "Fri 09.04 20:00"),
        ("Sun 11.04 06:30", "Fri 09.04 20:00"),  # the nearest open moment before, not 20:00 of the Thursday
        ("Tue 13.04 06:30", "Mon 12.04 20:00"),
        ("Mon 12.04 06:30", "Fri 09.04 20:00"),
        ("Mon 12.04 22:00", "Mon 12.04 20:00"),
        ("Mon 29.03 10:00", "Fri 26.03 10:00"),  # across the change of clocks it stays ten o'clock
        ("Thu 27.05 10:00", "Wed 26.05 10:00"),
        ("Mon 01.11 10:00", "Fri 29.10 10:00"),
        ("Sun 26.12 10:00", "Thu 23.12 10:00"),
    ],
)
def test_a_derived_deadline_rolls_back_to_the_same_hour_of_an_open_day(derived: str, rolled: str) -> None:
    assert shown(OFFICE.roll_back(at(derived))) == rolled


def test_a_disabled_office_is_always_open() -> None:
    night = at("Sat 25.12 03:00")
    disabled = OfficeHours(zone=WARSAW, enabled=False)

    assert disabled.open_at(night)
    assert disabled.last_open_before(night) == night
    assert disabled.next_open_after(night) == night
    assert disabled.roll_back(night) == night


def test_weekends_can_be_working_days_while_holidays_and_nights_stay_closed() -> None:
    hours = OfficeHours(zone=WARSAW, weekends=True)

    assert hours.open_at(at("Sat 10.04 12:00"))
    assert shown(hours.last_open_before(at("Mon 12.04 06:00"))) == "Sun 11.04 20:00"
    assert shown(hours.last_open_before(at("Mon 29.03 10:00"))) == "Sat 27.03 20:00"  # Easter Sunday is a holiday too


def test_without_a_country_only_weekends_and_nights_are_closed() -> None:
    hours = OfficeHours(zone=WARSAW, holidays="")

    assert hours.open_at(at("Mon 29.03 10:00"))
    assert hours.open_at(at("Fri 24.12 10:00"))
    assert not hours.open_at(at("Sat 25.12 10:00"))


def test_another_country_has_its_own_holidays() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = OfficeHours(zone=berlin, holidays="DE")

    assert not hours.open_at(at("Fri 26.03 10:00", berlin))  # Good Friday
    assert not hours.open_at(at("Thu 06.05 10:00", berlin))  # Ascension Day
    assert hours.open_at(at("Thu 27.05 10:00", berlin))  # Corpus Christi is none in the whole country
    assert hours.open_at(at("Fri 24.12 10:00", berlin))
    assert shown(hours.roll_back(at("Mon 29.03 10:00", berlin)), berlin) == "Thu 25.03 10:00"


def test_the_wall_clock_is_that_of_the_partnership() -> None:
    lisbon = OfficeHours(zone=ZoneInfo("Europe/Lisbon"), holidays="PT")

    assert OFFICE.open_at(at("Thu 08.04 07:30"))
    assert not lisbon.open_at(at("Thu 08.04 07:30"))  # half past six there


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "moment", "before", "after"),
    [
        (time(1), time(5), "Thu 08.04 00:30", "Thu 08.04 00:30", "Thu 08.04 00:30"),
        (time(1), time(5), "Thu 08.04 03:00", "Thu 08.04 01:00", "Thu 08.04 05:00"),
        (time(1), time(5), "Thu 08.04 23:59", "Thu 08.04 23:59", "Thu 08.04 23:59"),
        (time(1), time(5), "Sat 10.04 12:00", "Fri 09.04 23:59", "Mon 12.04 00:00"),
        (time(0), time(7), "Thu 08.04 00:00", "Wed 07.04 23:59", "Thu 08.04 07:00"),
        (time(0), time(7), "Sat 10.04 12:00", "Fri 09.04 23:59", "Mon 12.04 07:00"),
        (time(20), time(0), "Thu 08.04 22:00", "Thu 08.04 20:00", "Fri 09.04 00:00"),
        (time(9), time(9), "Thu 08.04 03:00", "Thu 08.04 03:00", "Thu 08.04 03:00"),
        (time(9), time(9), "Sun 11.04 12:00", "Fri 09.04 23:59", "Mon 12.04 00:00"),
        (time(12), time(13), "Thu 08.04 12:30", "Thu 08.04 12:00", "Thu 08.04 13:00"),
        # The night of 28.03.2027 has no 02:00–02:59.
        (time(2), time(5), "Sun 28.03 04:00", "Sun 28.03 01:59", "Sun 28.03 05:00"),
        (time(2, 30), time(5), "Sun 28.03 04:00", "Sun 28.03 01:59", "Sun 28.03 05:00"),
        (time(23), time(2, 30), "Sun 28.03 01:30", "Sat 27.03 23:00", "Sun 28.03 03:00"),
        (time(2, 40), time(2, 10), "Sun 28.03 12:00", "Sat 27.03 02:40", "Mon 29.03 02:10"),
        (time(2, 10), time(2, 50), "Sun 28.03 03:00", "Sun 28.03 03:00", "Sun 28.03 03:00"),
    ],
)
def test_quiet_hours_lie_where_they_are_set(
    quiet_from: time, quiet_until: time, moment: str, before: str, after: str
) -> None:
    nights = moment.startswith("Sun 28.03")
    hours = OfficeHours(
        zone=WARSAW,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        weekends=nights,
        holidays="" if nights else "PL",
    )

    assert shown(hours.last_open_before(at(moment))) == before
    assert shown(hours.next_open_after(at(moment))) == after


def test_an_hour_that_comes_twice_closes_at_its_first_coming() -> None:
    hours = OfficeHours(zone=WARSAW, quiet_from=time(2, 30), quiet_until=time(5), weekends=True, holidays="")
    second_time = at("Sun 31.10 02:15", fold=1)

    assert hours.last_open_before(second_time) == at("Sun 31.10 02:30", fold=0)
    assert shown(hours.next_open_after(second_time)) == "Sun 31.10 05:00"


@pytest.mark.parametrize(
    ("moment", "lead", "before"),
    [
        ("Sun 28.03 10:00", timedelta(days=1), "Sat 27.03 10:00"),  # 23 hours
        ("Sun 31.10 10:00", timedelta(days=1), "Sat 30.10 10:00"),  # 25 hours
        ("Sun 28.03 04:00", timedelta(hours=2), "Sun 28.03 01:00"),
        ("Sun 31.10 03:30", timedelta(hours=2), "Sun 31.10 02:30"),
        ("Mon 29.03 02:30", timedelta(days=1), "Sun 28.03 03:00"),  # 02:30 does not exist: the next moment that does
        ("Mon 29.03 10:00", timedelta(days=3), "Fri 26.03 10:00"),
        ("Sun 28.03 10:00", timedelta(hours=36), "Fri 26.03 22:00"),
        ("Thu 08.04 10:00", timedelta(minutes=90), "Thu 08.04 08:30"),
    ],
)
def test_days_of_a_lead_keep_the_wall_clock_and_hours_pass(moment: str, lead: timedelta, before: str) -> None:
    assert shown(OFFICE.earlier(at(moment), lead)) == before


def test_two_hours_before_an_hour_after_the_change_is_the_first_of_the_double_hour() -> None:
    assert OFFICE.earlier(at("Sun 31.10 03:30"), timedelta(hours=2)) == at("Sun 31.10 02:30", fold=0)


class EveryDay(Container[date]):
    def __contains__(self, day: object) -> bool:
        return True


def test_a_moment_stands_when_nothing_ever_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_hours, "_public_holidays", lambda _country: EveryDay())
    moment = at("Thu 08.04 12:00")

    assert not OFFICE.open_at(moment)
    assert OFFICE.last_open_before(moment) == moment
    assert OFFICE.next_open_after(moment) == moment
    assert OFFICE.roll_back(moment) == moment


def test_a_country_nobody_knows_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        OfficeHours(zone=WARSAW, holidays="XX").open_at(at("Thu 08.04 12:00"))


NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 3600).map(lambda second: NEW_YEAR + timedelta(seconds=second))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
HOURS = st.builds(
    OfficeHours,
    zone=st.sampled_from((WARSAW, ZoneInfo("Europe/Berlin"), ZoneInfo("America/Havana"), ZoneInfo("Africa/Cairo"))),
    quiet_from=TIMES,
    quiet_until=TIMES,
    weekends=st.booleans(),
    holidays=st.sampled_from(("PL", "DE", "")),
)


def quiet_by_the_clock(hours: OfficeHours, clock: time) -> bool:
    """The rule once more, said in the simplest way: the minute on the wall, nothing about instants."""
    begin, end, minute = hours.quiet_from, hours.quiet_until, clock.replace(second=0, microsecond=0)
    if begin == end:
        return False
    if begin == time(0):
        return minute < end
    return begin < minute < end if begin < end else minute > begin or minute < end


@given(hours=HOURS, moment=MOMENTS)
@settings(deadline=None)  # the first question about a holiday loads the package
def test_open_means_a_working_day_and_no_quiet_minute(hours: OfficeHours, moment: datetime) -> None:
    wall = moment.astimezone(hours.zone)
    assume(wall.utcoffset() == wall.replace(fold=1 - wall.fold).utcoffset())  # the doubled hour has its own test
    everything = OfficeHours(
        zone=hours.zone, quiet_from=hours.quiet_from, quiet_until=hours.quiet_until, weekends=True, holidays=""
    )

    assert everything.open_at(moment) is not quiet_by_the_clock(hours, wall.time())
    assert everything.open_at(moment) or not hours.open_at(moment)


@given(hours=HOURS, moment=MOMENTS)
@settings(max_examples=60, deadline=None)
def test_no_open_moment_lies_between_a_moment_and_its_neighbours(hours: OfficeHours, moment: datetime) -> None:
    before, after = hours.last_open_before(moment), hours.next_open_after(moment)
    closed_minutes = int((after - before) / MINUTE)

    assert before <= moment <= after
    assert hours.open_at(before)
    assert hours.open_at(after)
    assert not any(hours.open_at(after - step * MINUTE) for step in range(1, closed_minutes))


@given(hours=HOURS, moment=MOMENTS)
@settings(deadline=None)  # the first question about a holiday loads the package
def test_a_rolled_back_moment_is_open_and_never_later(hours: OfficeHours, moment: datetime) -> None:
    rolled = hours.roll_back(moment)

    assert rolled <= moment
    assert hours.open_at(rolled)
