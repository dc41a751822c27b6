"""The demo's clock: where it starts, that it only goes forward, and what its file says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sandbox.clock import WARSAW, ShiftedClock, first_quiet_tuesday

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def warsaw(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("after", "start"),
    [
        (warsaw(2026, 11, 21, 13), warsaw(2026, 11, 24, 9)),  # a Saturday
        (warsaw(2026, 11, 24, 8, 59), warsaw(2026, 11, 24, 9)),  # the Tuesday itself, early
        (warsaw(2026, 11, 24, 9), warsaw(2026, 12, 1, 9)),  # the Tuesday itself, begun
        (warsaw(2026, 12, 8, 10), warsaw(2027, 1, 12, 9)),  # Christmas, New Year and Epiphany, and the week before
        (warsaw(2027, 3, 17, 12), warsaw(2027, 4, 6, 9)),  # Holy Week and Easter Monday, 29 March 2027
        (warsaw(2027, 4, 21, 12), warsaw(2027, 5, 11, 9)),  # 3 May 2027 is a Monday
        (warsaw(2026, 10, 28, 12), warsaw(2026, 11, 17, 9)),  # 11 November 2026 is a Wednesday; 1 November a Sunday
    ],
)
def test_the_clock_starts_on_a_tuesday_at_nine_with_no_holiday_in_that_week_and_the_next(
    after: datetime, start: datetime
) -> None:
    assert first_quiet_tuesday(after) == start


def test_the_file_holds_the_seconds_that_the_service_adds_to_the_real_clock(tmp_path: Path) -> None:
    start = NOON + timedelta(days=3)
    clock = ShiftedClock(tmp_path / "clock", starts_at=start, real=lambda: NOON)

    assert float(clock.path.read_text()) == 259_200.0
    assert clock.now() == start


def test_forward_moves_the_clock_and_its_file(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock", starts_at=NOON, real=lambda: NOON)

    clock.forward(timedelta(hours=1))
    clock.to(NOON + timedelta(days=1))

    assert clock.now() == NOON + timedelta(days=1)
    assert float(clock.path.read_text()) == 86_400.0


def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock", starts_at=NOON, real=lambda: NOON)

    clock.to(NOON - timedelta(hours=1))

    assert clock.now() == NOON
    with pytest.raises(ValueError, match="forward"):
        clock.forward(timedelta(seconds=-1))


def test_a_clock_that_goes_wrong_may_jump_either_way(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock", starts_at=NOON, real=lambda: NOON)

    clock.jump(timedelta(hours=-1))

    assert clock.now() == NOON - timedelta(hours=1)
    assert float(clock.path.read_text()) == -3600.0


def test_nothing_but_the_clock_file_is_left_beside_it(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock", starts_at=NOON, real=lambda: NOON)
    clock.forward(timedelta(hours=1))

    assert [path.name for path in tmp_path.iterdir()] == ["clock"]
