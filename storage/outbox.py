"""What must go out and has not yet gone, and what became of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, or_, select, update

from bot.domain.letters import Delivery, Letter, Status
from bot.domain.meetings import Meeting
from bot.domain.notices import AnnouncementMade, Notice, Urgency, from_facts, to_facts
from bot.domain.reminders import Unsent
from storage.news import News
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import outbox


class Outbox(Rows):
    origin: int | None = None
    """The update on whose behalf this transaction queues letters, for the log."""

    async def add(self, letters: Iterable[Letter], *, now: datetime) -> int:
        """Queue letters; one whose `once` is known already is a non-event. How many were new."""
        new = await self._insert_new(outbox, [_values(letter, self.origin, now) for letter in letters])
        if new:
            await self._tell(News.OUTBOX)
        return new

    async def take_due(
        self,
        *,
        now: datetime,
        real_now: datetime,
        owner: str,
        lease_until: datetime,
        limit: int,
        but_not: Collection[int] = (),
        in_doubt: bool = True,
    ) -> list[Delivery]:
        """Reserve letters whose moment has come, the most urgent first; none for the chats in `but_not`.

        Nothing is on its way yet: see `begin`. Of those that may have arrived, one at most, and with `in_doubt` only.
        """
        free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= real_now)
        elsewhere = outbox.c.chat_id.not_in(list(but_not))
        due = and_(outbox.c.status == Status.QUEUED, outbox.c.due_at <= now, free, elsewhere)
        taken = list[Delivery]()
        # Asked for by urgency, an index gives the first of each: a whole broadcast is not sorted for the next few.
        for those in _BY_URGENCY:
            if len(taken) < limit:
                fresh = and_(due, those, outbox.c.possibly_twice.is_(False))
                taken += await self._reserve(fresh, limit - len(taken), owner=owner, lease_until=lease_until)
        if in_doubt:
            doubted = and_(due, outbox.c.possibly_twice)
            taken += await self._reserve(doubted, 1, owner=owner, lease_until=lease_until)
        return sorted(taken, key=lambda d: (d.urgency, d.due_at, d.id))

    async def _reserve(
        self, which: ColumnElement[bool], limit: int, *, owner: str, lease_until: datetime
    ) -> list[Delivery]:
        first = select(outbox.c.id).where(which).order_by(outbox.c.due_at, outbox.c.id).limit(limit)
        result = await self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(first.with_for_update(skip_locked=True)))
            .values(owner=owner, lease_until=lease_until)
            .returning(*DELIVERY)
        )
        return [delivery_of(row) for row in result]

    async def begin(self, delivery_id: int, *, owner: str, lease_until: datetime) -> Delivery | None:
        """The request to Telegram follows right after this commit. None when somebody else has it.

        Doing it twice is a non-event: of a commit whose answer was lost nobody knows whether it came about.
        """
        found = await self._run(_BEGIN, {"letter": delivery_id, "by": owner, "until": lease_until})
        return delivery_of(found.rows[0]) if found.rows else None

    async def sent(self, delivery_id: int, message_id: int, *, now: datetime) -> None:
        await self._run(_SENT, {"letter": delivery_id, "message": message_id, "now": now})

    async def skipped(self, delivery_id: int, reason: str) -> None:
        await self._end(delivery_id, Status.SKIPPED, last_error=reason)

    async def failed(self, delivery_id: int, error: str) -> None:
        await self._end(delivery_id, Status.FAILED, last_error=error)

    async def later(self, delivery_id: int, *, due_at: datetime, error: str, possibly_twice: bool = False) -> None:
        """Back into the queue. `possibly_twice`: it may have arrived, and is tried this once more."""
        values: dict[str, Any] = {"status": Status.QUEUED, "due_at": due_at, "last_error": error}
        if possibly_twice:
            values["possibly_twice"] = True
        await self._connection.execute(
            update(outbox).where(outbox.c.id == delivery_id).values(**values, owner=None, lease_until=None)
        )

    async def doubtful(self, *, real_now: datetime) -> list[Delivery]:
        """Letters that have been on their way too long: each may or may not have arrived."""
        return await self._begun(outbox.c.lease_until <= real_now)

    async def begun_by(self, owner: str) -> list[Delivery]:
        """Letters that this sender had begun."""
        return await self._begun(outbox.c.owner == owner)

    async def _begun(self, which: ColumnElement[bool]) -> list[Delivery]:
        rows = await self._connection.execute(select(*DELIVERY).where(outbox.c.status == Status.SENDING, which))
        return [delivery_of(row) for row in rows]

    async def release(self, owners: Collection[str]) -> int:
        """Free what dead owners had reserved and not yet begun to send."""
        freed = await self._connection.execute(
            update(outbox)
            .where(outbox.c.status == Status.QUEUED, outbox.c.owner.in_(list(owners)))
            .values(owner=None, lease_until=None)
        )
        if freed.rowcount:
            await self._tell(News.OUTBOX)
        return freed.rowcount

    async def let_go(self, delivery_ids: Collection[int], *, owner: str) -> None:
        """Give back what was reserved: we stop."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(list(delivery_ids)), outbox.c.status == Status.QUEUED, outbox.c.owner == owner)
            .values(owner=None, lease_until=None)
        )

    async def next_due(self) -> datetime | None:
        moment: datetime | None = (await self._run(_NEXT_DUE)).scalar()
        return moment

    async def sending(self) -> int:
        """How many letters are on their way at this moment."""
        query = select(func.count()).select_from(outbox).where(outbox.c.status == Status.SENDING)
        return int((await self._connection.execute(query)).scalar_one())

    async def by_once(self, once: str) -> Delivery | None:
        row = (await self._connection.execute(select(*DELIVERY).where(outbox.c.once == once))).first()
        return delivery_of(row) if row else None

    async def of_chat(self, chat_id: int, once: str) -> list[Row[Any]]:
        """Letters for a chat whose `once` is like that pattern (SQL LIKE), in order: id, status, message_id."""
        query = select(outbox.c.id, outbox.c.status, outbox.c.message_id)
        query = query.where(outbox.c.chat_id == chat_id, outbox.c.once.like(once)).order_by(outbox.c.id)
        return list(await self._connection.execute(query))

    async def account(self, partnership_id: int) -> list[Row[Any]]:
        """Every letter of a partnership with its fate, newest first."""
        query = select(outbox).where(outbox.c.partnership_id == partnership_id).order_by(outbox.c.id.desc())
        return list(await self._connection.execute(query))

    async def counts(self) -> dict[str, int]:
        rows = await self._connection.execute(select(outbox.c.status, func.count()).group_by(outbox.c.status))
        return {row[0]: row[1] for row in rows}

    async def of_person(self, person_id: int) -> int:
        query = select(func.count()).where(outbox.c.person_id == person_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def reroute(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group became a supergroup and changed its number."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.chat_id == old_chat_id, outbox.c.status.in_(_UNSENT))
            .values(chat_id=new_chat_id)
        )

    async def drop_queued(self, onces: Iterable[str], reason: str) -> None:
        """What is not on its way yet stays here, for this reason. What has been reserved finds it out at `begin`."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.once.in_(list(onces)), outbox.c.status.in_(_UNSENT))
            .values(status=Status.SKIPPED, last_error=reason, owner=None, lease_until=None)
        )

    async def in_doubt(self, meeting: Meeting) -> list[int]:
        """Whom a letter about the meeting may not have reached: it was in doubt twice, and is sent no third time."""
        doubted = outbox.c.status == Status.FAILED, outbox.c.possibly_twice.is_(True)
        ours = outbox.c.partnership_id == meeting.partnership_id, outbox.c.person_id.is_not(None)
        rows = await self._connection.execute(select(outbox.c.person_id, outbox.c.facts).where(*ours, *doubted))
        return [row.person_id for row in rows if row.facts.get("meeting_id") == meeting.id]

    async def revive(self, onces: Iterable[str], *, due_at: datetime, silent: bool) -> None:
        """What was not sent goes out after all; what was sent, or may have been, stays as it is."""
        unsent = and_(outbox.c.status.in_([Status.SKIPPED, Status.FAILED]), outbox.c.possibly_twice.is_(False))
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.once.in_(list(onces)), unsent)
            .values(status=Status.QUEUED, due_at=due_at, silent=silent, last_error=None)
        )

    async def hold(self, onces: Iterable[str]) -> None:
        """What was queued in this very transaction waits for a coordinator."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.once.in_(list(onces)), outbox.c.status == Status.QUEUED)
            .values(status=Status.HELD)
        )

    async def held(self, partnership_ids: Collection[int]) -> list[Delivery]:
        """What a restore has held of these partnerships, in the order it was queued."""
        ours = outbox.c.partnership_id.in_(list(partnership_ids))
        query = select(*DELIVERY).where(outbox.c.status == Status.HELD, ours).order_by(outbox.c.id)
        return [delivery_of(row) for row in await self._connection.execute(query)]

    async def held_count(self, partnership_ids: Collection[int] | None = None) -> int:
        """How many letters are held, in these partnerships or in all."""
        query = select(func.count()).select_from(outbox).where(outbox.c.status == Status.HELD)
        if partnership_ids is not None:
            query = query.where(outbox.c.partnership_id.in_(list(partnership_ids)))
        return int((await self._connection.execute(query)).scalar_one())

    async def held_copies(self, announcement_id: int) -> int:
        """How many copies of an announcement are held."""
        copies = outbox.c.kind == AnnouncementMade.__name__
        query = select(outbox.c.facts).where(outbox.c.status == Status.HELD, copies)
        return sum(row.facts["announcement_id"] == announcement_id for row in await self._connection.execute(query))

    async def may_have_arrived(self, chat_id: int, notice: type[Notice], meeting_id: int) -> bool:
        """Whether a restore held such a letter: then it had most probably arrived after the backup was taken."""
        held = or_(outbox.c.status == Status.HELD, outbox.c.last_error == Unsent.DROPPED)
        query = select(outbox.c.facts).where(outbox.c.chat_id == chat_id, outbox.c.kind == notice.__name__, held)
        return any(row.facts["meeting_id"] == meeting_id for row in await self._connection.execute(query))

    async def let_out(self, delivery_ids: Collection[int], *, silent: bool) -> int:
        """Queue what was held; without sound when told so. How many were held still."""
        values: dict[str, Any] = {"status": Status.QUEUED, **({"silent": True} if silent else {})}
        freed = await self._connection.execute(
            update(outbox).where(outbox.c.id.in_(list(delivery_ids)), outbox.c.status == Status.HELD).values(values)
        )
        if freed.rowcount:
            await self._tell(News.OUTBOX)
        return freed.rowcount

    async def forget(self, *, before: datetime, limit: int) -> int:
        """Delete letters that were ended before that moment, at most so many; how many."""
        ended = outbox.c.status.in_((Status.SENT, Status.SKIPPED, Status.FAILED))
        old = select(outbox.c.id).where(ended, outbox.c.due_at < before).limit(limit)
        gone = await self._connection.execute(delete(outbox).where(outbox.c.id.in_(old)))
        return gone.rowcount

    async def drop_of_person(self, person_id: int) -> None:
        """Erase what was on its way to, or on record about, a person."""
        await self._connection.execute(outbox.delete().where(outbox.c.person_id == person_id))

    async def drop_about(self, person_id: int) -> None:
        """Erase what coordinators were told about a person: those notices carry the name."""
        about = (f"joined/%/{person_id}/%", f"unreachable/{person_id}/%", f"coordination/%/{person_id}/%")
        await self._connection.execute(outbox.delete().where(or_(*(outbox.c.once.like(once) for once in about))))

    async def _end(self, delivery_id: int, status: Status, **values: Any) -> None:
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id == delivery_id)
            .values(status=status, owner=None, lease_until=None, **values)
        )


# The last two are those of rows that another program wrote: they are taken, too, and set aside.
_BY_URGENCY = (
    *(outbox.c.urgency == urgency for urgency in Urgency),
    outbox.c.urgency > max(Urgency),
    outbox.c.urgency < min(Urgency),
)
_UNSENT = (Status.QUEUED, Status.HELD)
_NEXT_DUE = Prepared(select(func.min(outbox.c.due_at)).where(outbox.c.status == Status.QUEUED))
DELIVERY = (
    outbox.c.id,
    outbox.c.once,
    outbox.c.kind,
    outbox.c.facts,
    outbox.c.chat_id,
    outbox.c.person_id,
    outbox.c.partnership_id,
    outbox.c.urgency,
    outbox.c.due_at,
    outbox.c.pointless_at,
    outbox.c.silent,
    outbox.c.created_at,
    outbox.c.status,
    outbox.c.attempts,
    outbox.c.possibly_twice,
    outbox.c.origin,
)
_NOBODYS = {"owner": None, "lease_until": None}
_LETTER = outbox.c.id == bindparam("letter")
_BEGIN = Prepared(
    update(outbox)
    .where(_LETTER, or_(outbox.c.status == Status.QUEUED, outbox.c.status == Status.SENDING))
    .where(outbox.c.owner == bindparam("by"))
    .values(status=Status.SENDING, attempts=outbox.c.attempts + 1, lease_until=bindparam("until"))
    .returning(*DELIVERY)
)
_SENT = Prepared(
    update(outbox)
    .where(_LETTER)
    .values(status=Status.SENT, message_id=bindparam("message"), sent_at=bindparam("now"), **_NOBODYS)
)


def _values(letter: Letter, origin: int | None, now: datetime) -> dict[str, Any]:
    return {
        "once": letter.once,
        "partnership_id": letter.partnership_id,
        "person_id": letter.person_id,
        "chat_id": letter.chat_id,
        "kind": type(letter.notice).__name__,
        "facts": to_facts(letter.notice),
        "urgency": letter.notice.urgency,
        "silent": letter.silent,
        "created_at": now,
        "due_at": letter.due_at,
        "pointless_at": letter.pointless_at,
        "status": Status.HELD if letter.held else Status.QUEUED,
        "attempts": 0,
        "possibly_twice": False,
        "origin": origin,
    }


def delivery_of(row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        once=row.once,
        notice=from_facts(row.kind, row.facts),
        chat_id=row.chat_id,
        person_id=row.person_id,
        partnership_id=row.partnership_id,
        urgency=Urgency(row.urgency),
        due_at=row.due_at,
        pointless_at=row.pointless_at,
        silent=row.silent,
        created_at=row.created_at,
        status=Status(row.status),
        attempts=row.attempts,
        possibly_twice=row.possibly_twice,
        origin=row.origin,
    )
