"""Coming back after days: what had its moment meanwhile is held, and the coordinators are told of it once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.downtimes import STILL_GOOD, Downtime, doubtful, is_downtime
from bot.domain.letters import Delivery, Letter
from bot.domain.notices import DowntimeEnded
from bot.domain.policy import Policy
from storage import holding
from storage.database import Database, Store

SENDS, ANSWERS = "scheduler", "bot"
"""The parts that must be there for letters to leave, and for what people do to be handled."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """How long nobody was there, and how many letters and updates are held for it."""

    away: timedelta
    held: int


async def come_back(db: Database, parts: Collection[str], *, now: datetime, real_now: datetime) -> CameBack | None:
    """Note that these parts are alive. After more than a day without them, hold what has become doubtful.

    To be called before they begin to work, and every now and then: a machine may also have slept.
    """
    async with db.transaction() as tx:
        away = {part: real_now - at for part in parts if (at := await tx.restores.seen_at(part)) is not None}
        await tx.restores.seen(parts, now=real_now)
        missed = {part for part, long in away.items() if part in {SENDS, ANSWERS} and is_downtime(long)}
        if not missed:
            return None
        longest = max(away[part] for part in missed)
        held = await _hold_letters(tx, now=now) if SENDS in missed else 0
        if ANSWERS in missed:
            held += await holding.hold_late_updates(tx.connection, real_now - STILL_GOOD, real_now=real_now)
        await tx.restores.add_downtime(now - longest, now, now - STILL_GOOD if SENDS in missed else None)
        return CameBack(longest, held)


async def tell(db: Database, policy: Policy, *, now: datetime) -> int:
    """Tell each coordinator once of the last downtime, if anything of theirs is held; how many are told.

    To be called after the first sweep: what was scheduled for the time without us is held only by that.
    """
    async with db.transaction() as tx:
        last = await tx.restores.last_downtime()
        if last is None or is_downtime(now - last.ended_at):
            return 0
        letters = [
            _told(partnership_id, person.id, person.chat_id, last)
            for partnership_id, person in await tx.people.every_coordinator()
            if await tx.outbox.held_count([partnership_id]) or await tx.inbox.held([partnership_id])
        ]
        return await tx.outbox.add(letters, now=now)


async def _hold_letters(tx: Store, *, now: datetime) -> int:
    late = await holding.due_before(tx.connection, now - STILL_GOOD)
    held = [letter.id for letter in late if doubtful(letter.notice, await _happens_at(tx, letter), now=now)]
    if held:
        await holding.hold_late(tx.connection, held)
    return len(held)


async def _happens_at(tx: Store, letter: Delivery) -> datetime | None:
    meeting_id, request_id = (getattr(letter.notice, name, None) for name in ("meeting_id", "request_id"))
    if meeting_id is not None:
        meeting = await tx.meetings.get(meeting_id)
        return meeting.starts_at if meeting else None
    request = await tx.reports.request(request_id) if request_id is not None else None
    return request.details.deadline if request else None


def _told(partnership_id: int, person_id: int, chat_id: int, of: Downtime) -> Letter:
    return Letter(
        once=f"downtime/{of.id}/{partnership_id}/{person_id}",
        notice=DowntimeEnded(began_at=of.began_at, ended_at=of.ended_at),
        chat_id=chat_id,
        person_id=person_id,
        partnership_id=partnership_id,
        due_at=of.ended_at,
        silent=True,
    )
