"""What GET /metrics tells: the store's depths, the parts' hearts, and what the processes counted."""

import platform
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot import VERSION
from bot.clock import Clock
from bot.counts import KEPT, Counts, Family, Kind
from bot.usecases import counts as cases
from bot.usecases import parts
from bot.usecases.counts import Depths
from bot.usecases.parts import Alive
from bot.web.metrics import Look, Measured
from storage.backup import file_of
from storage.database import Database
from storage.depths import WaitingLetters

PARTS = ("bot", "scheduler", "web")
LANES = ("reply", "reminder", "bulk")  # by urgency
DUE = "due"


def _gauge(name: str, about: str, *labels: str) -> Family:
    return Family(name, Kind.GAUGE, about, labels)


UPDATES = _gauge(
    "narada_inbox_updates",
    'Updates in the inbox that are not done; "aside" ones failed three times, "held" ones wait for a decision.',
    "status",
)
OLDEST_UPDATE = _gauge(
    "narada_inbox_oldest_seconds", "How long the oldest update that is not done has been there; 0: none."
)
LETTERS = _gauge(
    "narada_outbox_letters",
    'Letters not at their end: "due" could go now, "queued" wait for their moment, "held" for a decision.',
    "lane",
    "kind",
    "status",
)
OLDEST_LETTER = _gauge("narada_outbox_oldest_due_seconds", "How long the oldest letter has been due; 0: none.")
CARDS = _gauge("narada_cards_behind", "Cards of meetings that show less than is known.")
ACCOUNTS = _gauge("narada_accounts_behind", "Accounts of announcements that show less than is known.")
BACKUP = _gauge("narada_backup_age_seconds", "How long ago the last nightly backup was taken; nothing: none was.")
DISK_FREE = _gauge("narada_store_disk_free_bytes", "Room left where the store's file is; nothing: it is on a server.")
CLOCK = _gauge(
    "narada_clock_seconds", "What this machine's clock says, in Unix time: to be compared with the scraper's."
)
FEEDS = _gauge("narada_feeds", "Addresses of calendars that were given out and work.", "kind")
PART_UP = _gauge("narada_part_up", "Processes that run this part and whose heart beats.", "part")
PART_BEAT = _gauge(
    "narada_part_heartbeat_age_seconds", "How long ago this part last said that it is alive, whoever runs it.", "part"
)
SCHEMA = _gauge("narada_schema_info", "The schema version of the store.", "revision")
BUILD = _gauge("narada_build_info", "The version of Narada and of Python.", "version", "python")


def look_of(db: Database, clock: Clock, counts: Counts) -> Look:
    """What the endpoint asks. This process's counts are written first, so that a lone process is never behind."""

    async def look() -> Iterable[Measured]:
        await cases.keep(db, counts)
        now, real_now = clock(), clock.real()
        depths = await cases.depths(db, now=now, real_now=real_now)
        alive = await parts.alive(db, real_now=real_now)
        kept = await cases.kept(db)
        return [
            _one(BUILD, 1, VERSION, platform.python_version()),
            _one(SCHEMA, 1, await cases.schema(db)),
            *_parts(alive),
            *_waiting(depths),
            *_machine(db, real_now),
            *(_counted(family, kept) for family in KEPT),
        ]

    return look


def _waiting(depths: Depths) -> Iterable[Measured]:
    yield Measured(UPDATES, {UPDATES.series(status): count for status, count in depths.updates.items()})
    yield _one(OLDEST_UPDATE, _seconds(depths.oldest_update))
    yield Measured(LETTERS, _by_lane(depths.letters))
    yield _one(OLDEST_LETTER, _seconds(depths.oldest_letter))
    yield _one(CARDS, depths.cards_behind)
    yield _one(ACCOUNTS, depths.accounts_behind)
    yield Measured(FEEDS, {FEEDS.series(kind): count for kind, count in depths.feeds.items()})
    yield Measured(BACKUP, {} if depths.last_backup is None else {BACKUP.name: _seconds(depths.last_backup)})


def _machine(db: Database, real_now: datetime) -> Iterable[Measured]:
    yield _one(CLOCK, real_now.timestamp())
    file = file_of(db)
    free = shutil.disk_usage(file.parent).free if file is not None and file.parent.exists() else None
    yield Measured(DISK_FREE, {} if free is None else {DISK_FREE.name: free})


def _by_lane(letters: Iterable[WaitingLetters]) -> dict[str, float]:
    """The queued are told apart: what waits for its moment is no backlog, what is due may be one."""
    found: dict[str, float] = {}
    for each in letters:
        lane = LANES[each.urgency]
        for status, count in ((DUE, each.due), (each.status, each.count - each.due)):
            if count:
                found[LETTERS.series(lane, each.kind, status)] = count
    return found


def _parts(alive: Iterable[Alive]) -> Iterable[Measured]:
    found = tuple(alive)
    beats = {name: [each.since_beat for each in found if each.name == name] for name in PARTS}
    living = {name: sum(each.alive for each in found if each.name == name) for name in PARTS}
    yield Measured(PART_UP, {PART_UP.series(name): living[name] for name in PARTS})
    yield Measured(PART_BEAT, {PART_BEAT.series(name): _seconds(min(beats[name])) for name in PARTS if beats[name]})


def _counted(family: Family, kept: Mapping[str, float]) -> Measured:
    return Measured(family, {series: total for series, total in kept.items() if family.has(series)})


def _one(family: Family, value: float, *labels: str) -> Measured:
    return Measured(family, {family.series(*labels): value})


def _seconds(wait: timedelta | None) -> float:
    return 0.0 if wait is None else max(wait.total_seconds(), 0.0)
