"""Backups of the store: what one holds, why one is refused, which of the nightly ones are kept, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Trouble(StrEnum):
    """Why a backup cannot be taken or restored."""

    EXISTS = "exists"  # the file is there already
    NOT_OURS_TO_REPLACE = "not-ours-to-replace"  # … and is no backup of ours
    IS_THE_STORE = "is-the-store"  # the file that is named is the store itself
    UNWRITABLE = "unwritable"  # no such folder, no right, a full disk
    MISSING = "missing"  # there is no such file
    FOREIGN = "foreign"  # the file is something else
    DAMAGED = "damaged"  # truncated, or changed by somebody
    NEWER = "newer"  # made by a newer version of Narada
    OLD_STORE = "old-store"  # the store must be migrated first
    STORE_FOREIGN = "store-foreign"  # what would be replaced belongs to another program
    RUNNING = "running"  # the service runs


class BackupRefused(Exception):
    """A backup that cannot be taken or restored; nothing was changed, and no half file is left."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble, self.detail = trouble, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a store holds, as far as people can check it at a glance. `waiting` are letters not yet sent."""

    partnerships: int
    people: int
    meetings: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a backup says of itself."""

    taken_at: datetime
    revision: str
    counts: Counts


def night_of(now: datetime, at: time, zone: tzinfo) -> date:
    """The night whose backup should be there by now: today's once its hour has come, else yesterday's."""
    there = now.astimezone(zone)
    return there.date() if there.time() >= at else there.date() - timedelta(days=1)


def superseded(nights: Iterable[date], today: date, *, keep_days: int, keep_months: int) -> list[date]:
    """The nights whose backups may go: all but the last `keep_days` days and the first of each month before them.

    The first that there is: when the machine was off on the first day of a month, the second stands for it.
    """
    every = sorted(nights)
    first_of_month: dict[tuple[int, int], date] = {}
    for night in every:
        first_of_month.setdefault((night.year, night.month), night)
    kept = {night for night in every if night > today - timedelta(days=keep_days)}
    kept |= {night for night in first_of_month.values() if _months_between(night, today) <= keep_months}
    kept |= set(every[-1:])  # whatever the settings say, the newest stays
    return [night for night in every if night not in kept]


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
