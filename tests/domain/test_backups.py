"""Which night's backup is due, and which of the nightly backups may go."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.backups import night_of, superseded

WARSAW = ZoneInfo("Europe/Warsaw")
TODAY = date(2027, 5, 20)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2027, 5, 11, 0, 59, tzinfo=UTC), date(2027, 5, 10)),  # 2:59 in Warsaw
        (datetime(2027, 5, 11, 1, 0, tzinfo=UTC), date(2027, 5, 11)),
        (datetime(2027, 5, 11, 22, 30, tzinfo=UTC), date(2027, 5, 11)),  # after midnight in Warsaw
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), date(2027, 3, 28)),  # the night that has no 2:00
    ],
)
def test_a_night_is_due_once_its_hour_has_come_on_the_wall_clock(now: datetime, night: date) -> None:
    assert night_of(now, time(3), WARSAW) == night


def test_of_every_night_the_last_days_stay_and_then_the_first_of_each_month() -> None:
    nights = [TODAY - timedelta(days=n) for n in range(400)]

    gone = superseded(nights, TODAY, keep_days=14, keep_months=6)

    kept = sorted(set(nights) - set(gone))
    firsts = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]
    assert kept == [*firsts, date(2027, 4, 1), date(2027, 5, 1), *sorted(nights[:14])]


def test_when_the_first_of_a_month_is_missing_the_next_that_there_is_stands_for_it() -> None:
    nights = [date(2027, 3, 3), date(2027, 3, 4), TODAY]

    assert superseded(nights, TODAY, keep_days=14, keep_months=6) == [date(2027, 3, 4)]


@given(
    nights=st.lists(st.dates(date(2026, 1, 1), TODAY), min_size=1, unique=True),
    keep_days=st.integers(1, 40),
    keep_months=st.integers(0, 24),
)
def test_the_newest_always_stays_and_what_stayed_would_have_stayed_the_day_before(
    nights: list[date], keep_days: int, keep_months: int
) -> None:
    gone = superseded(nights, TODAY, keep_days=keep_days, keep_months=keep_months)
    gone_before = superseded(nights, TODAY - timedelta(days=1), keep_days=keep_days, keep_months=keep_months)

    assert max(nights) not in gone
    assert set(gone_before) <= set(gone)
    assert superseded(sorted(set(nights) - set(gone)), TODAY, keep_days=keep_days, keep_months=keep_months) == []
