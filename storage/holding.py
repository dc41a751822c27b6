"""What is held until a coordinator decides: after a restore whatever was due or on its way, after a downtime less.

A backup may be days old. What it shows as waiting has most probably been sent since, and what it shows as not yet
handled has been handled: both would come twice. After a downtime both have never been, and some of it comes too late.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, insert, literal, null, or_, select, update

from bot.domain.announcements import CopyStatus
from bot.domain.letters import Delivery, InboxStatus, Status
from bot.domain.notices import AnnouncementMade, CalendarFileSent, CardRetired, MeetingChanged
from storage.connection import Connection
from storage.outbox import DELIVERY, delivery_of
from storage.schema import (
    accounts,
    announcements,
    cards,
    coordinators,
    copies,
    dialogs,
    inbox,
    meetings,
    memberships,
    nightly_backups,
    outbox,
    pace,
    parts,
    people,
    restores,
    seen_alive,
)

SERIALS_LEFT_OUT = 1_000  # of dialogs: a button of one that is lost must not confirm a new one
REVISIONS_LEFT_OUT = 1_000  # of meetings, each of which may have changed since
UNKNOWN_CHAT = "nobody is known in this chat"
NOT_REPLIED = "its reply was not sent in time"
_BELONGS = or_(
    exists().where(memberships.c.person_id == people.c.id), exists().where(coordinators.c.person_id == people.c.id)
)
_TELL_A_REVISION = (MeetingChanged.__name__, CalendarFileSent.__name__)
_NOBODYS: Mapping[str, Any] = {"owner": None, "lease_until": None}
_HELD: Mapping[str, Any] = {
    "status": Status.HELD,
    "possibly_twice": case((outbox.c.status == Status.SENDING, literal(value=True)), else_=outbox.c.possibly_twice),
    **_NOBODYS,
}


async def hold(
    connection: Connection, *, taken_at: datetime, first_free_id: int, now: datetime, real_now: datetime
) -> int:
    """Hold what was due by `now`, in a store that nobody uses; how many letters and updates are held.

    Cards and accounts go on being edited: an edit repeats facts, and makes no sound.
    """
    await _hold_letters(connection, now)
    await _hold_updates(connection, real_now)
    await _raise_revisions(connection, now)
    for table in (cards, accounts):
        await connection.execute(update(table).values(_NOBODYS))
    await connection.execute(update(nightly_backups).values(_NOBODYS))
    await connection.execute(update(dialogs).values(serial=dialogs.c.serial + SERIALS_LEFT_OUT))
    for table in (parts, pace, seen_alive):  # how old the backup is was no downtime
        await connection.execute(delete(table))
    await connection.execute(insert(restores).values(restored_at=now, taken_at=taken_at, first_free_id=first_free_id))
    return await _count(connection)


async def due_before(connection: Connection, moment: datetime) -> list[Delivery]:
    """Letters that had been due by then and are not at their end, those on their way included, in order."""
    late = outbox.c.status.in_((Status.QUEUED, Status.SENDING)) & (outbox.c.due_at <= moment)
    rows = await connection.execute(select(*DELIVERY).where(late).order_by(outbox.c.id))
    return [delivery_of(row) for row in rows]


async def hold_late(connection: Connection, letter_ids: Collection[int]) -> None:
    """Hold these letters, whoever had claimed them; one that was on its way is marked "possibly twice"."""
    these = outbox.c.id.in_(list(letter_ids))
    await _mark_copies(connection, these)
    await connection.execute(update(outbox).where(these).values(_HELD))


async def hold_late_updates(connection: Connection, received_before: datetime, *, real_now: datetime) -> int:
    """Hold updates that nobody has handled since then; how many."""
    before = await _count_updates(connection)
    await _hold_updates(connection, real_now, inbox.c.received_at <= received_before)
    return await _count_updates(connection) - before


async def _hold_letters(connection: Connection, now: datetime) -> None:
    going = outbox.c.status == Status.SENDING
    await _mark_copies(connection, going)
    edits = outbox.c.kind == CardRetired.__name__
    await connection.execute(update(outbox).where(going, edits).values(status=Status.QUEUED, **_NOBODYS))
    await connection.execute(
        update(outbox)
        .where(~edits, or_(going, (outbox.c.status == Status.QUEUED) & (outbox.c.due_at <= now)))
        .values(_HELD)
    )
    await connection.execute(update(outbox).where(outbox.c.status == Status.QUEUED).values(_NOBODYS))


async def _mark_copies(connection: Connection, letters: ColumnElement[bool]) -> None:
    """Of copies of announcements on their way, that they may come twice; and have their accounts tell it."""
    going = outbox.c.status == Status.SENDING, outbox.c.kind == AnnouncementMade.__name__
    for row in (await connection.execute(select(outbox.c.facts, outbox.c.person_id).where(letters, *going))).all():
        await connection.execute(
            update(copies)
            .where(copies.c.announcement_id == row.facts["announcement_id"], copies.c.person_id == row.person_id)
            .values(possibly_twice=literal(value=True))
        )
    waiting = exists().where(copies.c.announcement_id == announcements.c.id, copies.c.status == CopyStatus.QUEUED)
    await connection.execute(update(announcements).where(waiting).values(version=announcements.c.version + 1))


async def _raise_revisions(connection: Connection, now: datetime) -> None:
    """Calendars have seen the revisions that are lost, and ignore what is not above them (RFC 5545 §3.8.7.4)."""
    await connection.execute(
        update(meetings).values(
            revision=meetings.c.revision + REVISIONS_LEFT_OUT, changed_at=now.replace(microsecond=0)
        )
    )
    unsent = outbox.c.status.in_((Status.QUEUED, Status.HELD)) & outbox.c.kind.in_(_TELL_A_REVISION)
    for row in (await connection.execute(select(outbox.c.id, outbox.c.facts).where(unsent))).all():
        facts = {**row.facts, "revision": row.facts["revision"] + REVISIONS_LEFT_OUT}
        await connection.execute(update(outbox).where(outbox.c.id == row.id).values(facts=facts))


async def _hold_updates(connection: Connection, real_now: datetime, *which: ColumnElement[bool]) -> None:
    """Of somebody who belongs nowhere no coordinator could decide: they can write again."""
    opened = and_(inbox.c.status.in_((InboxStatus.WAITING, InboxStatus.WORKING)), *which)
    known = inbox.c.chat_id.in_(select(people.c.telegram_id).where(_BELONGS))
    done = {"status": InboxStatus.DONE, "finished_at": real_now, **_NOBODYS}
    await connection.execute(
        update(inbox).where(opened, inbox.c.applied.is_(True)).values(last_error=NOT_REPLIED, **done)
    )
    await connection.execute(
        update(inbox).where(opened, ~known).values(last_error=UNKNOWN_CHAT, content=null(), **done)
    )
    await connection.execute(update(inbox).where(opened).values(status=InboxStatus.HELD, try_after=None, **_NOBODYS))


async def _count(connection: Connection) -> int:
    letters = select(func.count()).select_from(outbox).where(outbox.c.status == Status.HELD)
    return int((await connection.execute(letters)).scalar_one()) + await _count_updates(connection)


async def _count_updates(connection: Connection) -> int:
    updates = select(func.count()).select_from(inbox).where(inbox.c.status == InboxStatus.HELD)
    return int((await connection.execute(updates)).scalar_one())
