"""Between the wall-clock time of a partnership and the instant, also in the two nights when the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instant(wall: datetime, zone: ZoneInfo, fold: int = 0) -> datetime:
    """The moment in UTC at which clocks of the zone show `wall`; `fold` chooses between two equal hours (PEP 495)."""
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks of the zone show at an aware moment, without the zone; `fold` is kept."""
    return moment.astimezone(zone).replace(tzinfo=None)


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether no clock of the zone ever shows this time, because it is moved past it."""
    back = wall_clock(instant(wall, zone), zone)
    return back.replace(fold=0) != wall.replace(fold=0)


def is_doubled(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks of the zone show this time twice."""
    return not is_skipped(wall, zone) and instant(wall, zone, 0) != instant(wall, zone, 1)
