"""When a calendar app says a meeting is: both changes of the clocks, the hour that comes twice, other zones."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from icalendar import Calendar as ICalendar

from bot.domain.meetings import Meeting
from bot.domain.people import Language
from bot.views.calendar import feed
from bot.views.texts import texts
from bot.views.time_zones import named_by_wall_clock, vtimezone
from tests.support.calendars import calendar, entry, meeting
from tests.support.ical_lint import faults

PL = texts(Language.POLISH)
ZONES = (
    "Europe/Warsaw",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Kyiv",
    "Europe/Minsk",
    "Atlantic/Azores",
    "America/New_York",
    "America/St_Johns",
    "Australia/Sydney",
    "Asia/Kolkata",
    "UTC",
)


def shown(of: Meeting) -> str:
    """The feed with this one meeting, unfolded."""
    content = feed(calendar(entry(of)), PL)
    assert faults(content) == []
    return content.decode().replace("\r\n ", "")


def the_event(content: str) -> Any:
    """The only event in it, as a parser reads it that knows zones by name."""
    (event,) = ICalendar.from_ical(content.encode()).walk("VEVENT")
    return event


def changes_of_offset(zone: ZoneInfo) -> list[datetime]:
    """Moments in UTC, to the hour, around which the zone's offset differs, in the years people plan for."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [first + timedelta(hours=hour) for hour in range(5 * 366 * 24)]
    offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
    return [hours[i] for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]


@pytest.mark.parametrize("key", ZONES)
def test_a_zones_rules_give_the_same_offsets_as_its_database_around_every_change(key: str) -> None:
    zone = ZoneInfo(key)
    content = vtimezone(key)
    assert content is not None
    ours = tzical(StringIO(f"BEGIN:VCALENDAR\r\n{content.decode()}END:VCALENDAR\r\n")).get()
    changes = changes_of_offset(zone) or [datetime(2027, 1, 1, tzinfo=UTC)]
    checked = 0
    for change in changes:
        for half_hours in range(-12, 13):
            moment = change + timedelta(minutes=30 * half_hours)
            if named_by_wall_clock(moment, zone):
                there = moment.astimezone(zone)
                assert there.replace(tzinfo=ours).utcoffset() == there.utcoffset(), there
                checked += 1

    assert checked >= 20 * len(changes)


@pytest.mark.parametrize("key", ["Africa/Cairo", "America/Nuuk", "Asia/Jerusalem"])
def test_a_zone_whose_rule_no_client_would_understand_is_written_in_utc(key: str) -> None:
    of = meeting(start="2027-06-01 10:00", zone=key)

    content = shown(of)

    assert vtimezone(key) is None
    assert f"\r\nDTSTART:{of.starts_at:%Y%m%dT%H%M%SZ}\r\n" in content
    assert "BEGIN:VTIMEZONE" not in content or "TZID:Europe/Warsaw" in content


@pytest.mark.parametrize(
    ("start", "utc_hour"),
    [
        ("2027-03-27 10:00", 9),
        ("2027-03-28 10:00", 8),
        ("2027-10-30 10:00", 8),
        ("2027-10-31 10:00", 9),
    ],
)
def test_ten_oclock_stays_ten_oclock_over_both_changes_of_the_clocks(start: str, utc_hour: int) -> None:
    of = meeting(start=start)
    content = shown(of)
    local = of.details.slot.wall_start

    assert f"\r\nDTSTART;TZID=Europe/Warsaw:{local:%Y%m%dT%H%M%S}\r\n" in content
    assert the_event(content).start.astimezone(UTC) == local.replace(hour=utc_hour, tzinfo=UTC)


def test_a_meeting_across_the_autumn_night_keeps_its_wall_clock_times_and_its_real_length() -> None:
    of = meeting(start="2027-10-30 20:00", end="2027-10-31 08:00")

    content = shown(of)
    event = the_event(content)

    assert "\r\nDTSTART;TZID=Europe/Warsaw:20271030T200000\r\n" in content
    assert "\r\nDTEND;TZID=Europe/Warsaw:20271031T080000\r\n" in content
    assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=13)


@pytest.mark.parametrize(("fold", "utc"), [(0, "20271031T003000Z"), (1, "20271031T013000Z")])
def test_a_meeting_in_the_hour_that_comes_twice_is_written_in_utc(fold: int, utc: str) -> None:
    content = shown(meeting(start="2027-10-31 02:30", end="2027-10-31 04:00", fold=fold))

    assert f"\r\nDTSTART:{utc}\r\n" in content
    assert "\r\nDTEND:20271031T030000Z\r\n" in content


def test_a_feed_defines_every_zone_its_meetings_are_written_in() -> None:
    content = feed(calendar(entry(meeting(1)), entry(meeting(2, zone="Europe/Kyiv"))), PL)

    assert content.count(b"BEGIN:VTIMEZONE") == 2
    assert faults(content) == []
