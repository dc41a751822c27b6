"""The clock: UTC, movable by a file, and never movable where real people are written to."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import CLOCK_FILE_VARIABLE, Clock, ClockFileRefused, SystemClock, clock_from, is_telegrams_own
from tests.support.clock import FakeClock

A_DAY = timedelta(days=1)


@pytest.fixture
def offset_file(tmp_path: Path) -> Path:
    return tmp_path / "offset"


def put(path: Path, seconds: str) -> None:
    """Replace the file in one step, as the sandbox does."""
    beside = path.with_suffix(".new")
    beside.write_text(seconds)
    beside.replace(path)


def ahead(clock: SystemClock) -> timedelta:
    """How far the clock is ahead of the machine, to the second."""
    return timedelta(seconds=round((clock() - clock.real()).total_seconds()))


def test_the_time_is_aware_and_in_utc() -> None:
    assert SystemClock()().tzinfo is UTC


def test_without_a_file_the_clock_is_the_machines() -> None:
    assert ahead(SystemClock()) == timedelta(0)


def test_the_offset_is_added_at_each_look(offset_file: Path) -> None:
    clock = SystemClock(offset_file)
    seen = []
    for seconds in ("3600", "86400.0\n", "-60"):
        put(offset_file, seconds)
        seen.append(ahead(clock))

    assert seen == [timedelta(hours=1), A_DAY, -timedelta(minutes=1)]


def test_real_time_does_not_move_with_the_file(offset_file: Path) -> None:
    put(offset_file, "86400")
    clock = SystemClock(offset_file)

    assert clock() - clock.real() > A_DAY - timedelta(seconds=5)
    assert abs(SystemClock()() - clock.real()) < timedelta(seconds=5)


def test_a_file_that_is_not_there_yet_moves_nothing(offset_file: Path) -> None:
    assert ahead(SystemClock(offset_file)) == timedelta(0)


@pytest.mark.parametrize("broken", ["", "soon", "nan", "inf", "1e300", "\x00\xff"])
def test_a_broken_file_leaves_the_last_good_offset(offset_file: Path, broken: str) -> None:
    put(offset_file, "3600")
    clock = SystemClock(offset_file)
    put(offset_file, broken)

    assert ahead(clock) == timedelta(hours=1)


def test_a_file_that_is_gone_leaves_the_last_good_offset_until_it_is_back(offset_file: Path) -> None:
    put(offset_file, "3600")
    clock = SystemClock(offset_file)
    offset_file.unlink()
    gone = ahead(clock)
    put(offset_file, "7200")

    assert (gone, ahead(clock)) == (timedelta(hours=1), timedelta(hours=2))


async def test_whoever_waits_wakes_when_the_clock_is_moved(offset_file: Path) -> None:
    put(offset_file, "0")
    clock = SystemClock(offset_file)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        waiter = tasks.create_task(clock.changed())
        await asyncio.sleep(0)
        assert not waiter.done()
        put(offset_file, "60")

    assert waiter.done()


async def test_a_move_while_the_waiter_was_busy_is_told_at_its_next_call(offset_file: Path) -> None:
    clock = SystemClock(offset_file)
    put(offset_file, "60")
    clock()
    async with asyncio.timeout(5):
        await clock.changed()

    assert ahead(clock) == timedelta(minutes=1)


async def test_a_clock_that_nobody_can_move_never_wakes_anybody() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await SystemClock().changed()


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://api.telegram.org", True),
        ("https://API.Telegram.ORG./", True),
        ("http://api.telegram.org:8081/x", True),
        ("https://telegram.org", True),
        ("http://127.0.0.1:8081", False),
        ("https://api.telegram.org.example.org", False),
        ("https://example.org/api.telegram.org", False),
        ("https://nottelegram.org", False),
    ],
)
def test_telegrams_own_address_is_known_by_its_host(address: str, own: bool) -> None:
    assert is_telegrams_own(address) is own


def test_the_clock_is_not_moved_while_real_people_are_written_to(offset_file: Path) -> None:
    with pytest.raises(ClockFileRefused):
        clock_from({CLOCK_FILE_VARIABLE: str(offset_file)}, "https://api.telegram.org")


def test_the_clock_is_moved_in_a_demo(offset_file: Path) -> None:
    put(offset_file, "3600")

    assert ahead(clock_from({CLOCK_FILE_VARIABLE: str(offset_file)}, "http://127.0.0.1:8081")) == timedelta(hours=1)


def test_without_the_variable_telegram_gets_the_real_time() -> None:
    assert ahead(clock_from(os.environ | {CLOCK_FILE_VARIABLE: ""}, "https://api.telegram.org")) == timedelta(0)


async def test_the_tests_own_clock_stands_still_until_it_is_moved(clock: FakeClock) -> None:
    same_shape: Clock = clock
    before = same_shape()
    clock.forward(timedelta(hours=1))
    await clock.changed()

    assert (before, clock()) == (datetime(2027, 5, 11, 7, tzinfo=UTC), datetime(2027, 5, 11, 8, tzinfo=UTC))
    assert clock.real() == before
    assert clock.real_forward(A_DAY) == before + A_DAY


def test_the_tests_own_clock_refuses_a_time_without_a_zone(clock: FakeClock) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        clock.at(datetime(2027, 5, 11))  # noqa: DTZ001 - the mistake that is refused
