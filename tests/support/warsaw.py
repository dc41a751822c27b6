"""Moments as people in Warsaw write them: "Fri 09.04 20:00", of 2027."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.office_hours import OfficeHours

DAY, HOUR, MINUTE, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
WARSAW = ZoneInfo("Europe/Warsaw")
OFFICE = OfficeHours(zone=WARSAW)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def at(text: str, zone: tzinfo = WARSAW, fold: int = 0) -> datetime:
    """The instant, in UTC. A weekday that is not that day's is a mistake in the test."""
    weekday, day, month, hour, minute = re.split(r"[ .:]", text)
    wall = datetime(2027, int(month), int(day), int(hour), int(minute), tzinfo=zone, fold=fold)
    assert WEEKDAYS[wall.weekday()] == weekday, f"the table is wrong: {text}"
    return wall.astimezone(UTC)


def shown(moment: datetime, zone: tzinfo = WARSAW) -> str:
    """The instant as the clock on the wall shows it."""
    wall = moment.astimezone(zone)
    return f"{WEEKDAYS[wall.weekday()]} {wall:%d.%m %H:%M}"
