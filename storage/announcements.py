"""Announcements, their copies, and the messages in which coordinators follow them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, null, or_, select, tuple_, update

from bot.domain.announcements import Announcement, Attachment, AttachmentKind, Before, Copy, CopyStatus, Shown
from bot.domain.audiences import from_facts, to_facts
from storage.cards import UNKNOWN
from storage.news import News
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import accounts, announcements, copies, people


@dataclass(frozen=True, slots=True)
class Versioned:
    """An announcement with the version of what its account shows."""

    announcement: Announcement
    version: int


class Announcements(Rows):
    async def add(
        self, announcement: Announcement, *, once: str, next_due_at: datetime | None
    ) -> tuple[Announcement, bool]:
        """Keep a new one; for a known `once` the earlier one comes back and nothing is added."""
        values = {**_values(announcement), "once": once, "next_due_at": next_due_at}
        new = await self._insert_new(announcements, values)
        row = (await self._connection.execute(select(announcements).where(announcements.c.once == once))).one()
        return _announcement(row), new == 1

    async def save(self, announcement: Announcement, *, next_due_at: datetime | None) -> None:
        """Keep a change; every account of it is behind from now on."""
        await self._connection.execute(
            update(announcements)
            .where(announcements.c.id == announcement.id)
            .values({**_values(announcement), "next_due_at": next_due_at, "version": announcements.c.version + 1})
        )
        await self._tell(News.ACCOUNTS)

    async def get(self, announcement_id: int) -> Announcement | None:
        found = await self.versioned(announcement_id)
        return found.announcement if found else None

    async def versioned(self, announcement_id: int) -> Versioned | None:
        row = (await self._run(_ONE, {"announcement": announcement_id})).first()
        return Versioned(_announcement(row), row.version) if row else None

    async def newest(self, partnership_ids: Iterable[int], *, limit: int) -> list[Announcement]:
        query = select(announcements).where(announcements.c.partnership_id.in_(list(partnership_ids)))
        rows = await self._connection.execute(query.order_by(announcements.c.id.desc()).limit(limit))
        return [_announcement(row) for row in rows]

    async def waiting_for(self, meeting_id: int) -> list[Announcement]:
        """Those that will leave so long before that meeting."""
        query = select(announcements).where(
            announcements.c.before_meeting_id == meeting_id,
            announcements.c.started_at.is_(None),
            announcements.c.stopped_at.is_(None),
            announcements.c.withdrawn_at.is_(None),
        )
        return [_announcement(row) for row in await self._connection.execute(query)]

    async def taking_newcomers(self, partnership_id: int) -> list[Announcement]:
        query = select(announcements).where(
            announcements.c.partnership_id == partnership_id, announcements.c.newcomers_until.is_not(None)
        )
        return [_announcement(row) for row in await self._connection.execute(query.order_by(announcements.c.id))]

    async def due(self, *, now: datetime, limit: int) -> list[int]:
        query = select(announcements.c.id).where(announcements.c.next_due_at <= now)
        return list(
            (await self._connection.execute(query.order_by(announcements.c.next_due_at).limit(limit))).scalars()
        )

    async def next_due(self) -> datetime | None:
        moment: datetime | None = (
            await self._connection.execute(select(func.min(announcements.c.next_due_at)))
        ).scalar()
        return moment

    async def touch(self, announcement_id: int) -> None:
        """What its account shows has changed."""
        await self._run(_TOUCH, {"announcement": announcement_id})
        await self._tell(News.ACCOUNTS)

    # --- copies

    async def add_copies(self, new: Iterable[Copy]) -> int:
        """Copies for people who have none yet; how many were new."""
        return await self._insert_new(copies, [_copy_values(copy) for copy in new])

    async def copies(self, announcement_id: int) -> tuple[Copy, ...]:
        rows = await self._connection.execute(
            _COPIES.where(copies.c.announcement_id == announcement_id).order_by(copies.c.id)
        )
        return tuple(_copy(row) for row in rows)

    async def copy(self, announcement_id: int, person_id: int) -> Copy | None:
        row = (await self._run(_ONE_COPY, {"announcement": announcement_id, "person": person_id})).first()
        return _copy(row) if row else None

    async def of_person(self, person_id: int) -> tuple[tuple[str, datetime | None, datetime | None], ...]:
        """What was announced to a person: the text, when it arrived, when it was confirmed."""
        query = select(announcements.c.text, copies.c.sent_at, copies.c.read_at).join(copies)
        rows = await self._connection.execute(query.where(copies.c.person_id == person_id).order_by(copies.c.id))
        return tuple((row.text, row.sent_at, row.read_at) for row in rows)

    async def set_copy(self, announcement_id: int, person_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(copies)
            .where(copies.c.announcement_id == announcement_id, copies.c.person_id == person_id)
            .values(**values)
        )

    async def set_queued(self, announcement_id: int, status: CopyStatus, reason: str) -> None:
        """What became of every copy that has not left."""
        await self._connection.execute(
            update(copies)
            .where(copies.c.announcement_id == announcement_id, copies.c.status == CopyStatus.QUEUED)
            .values(status=status, reason=reason)
        )

    # --- accounts

    async def account_in(self, announcement_id: int, chat_id: int) -> Shown | None:
        query = select(accounts).where(accounts.c.announcement_id == announcement_id, accounts.c.chat_id == chat_id)
        row = (await self._connection.execute(query)).first()
        return _shown(row) if row else None

    async def is_account(self, announcement_ids: Collection[int], chat_id: int, message_id: int) -> bool:
        """Whether that message is the chat's account of one of these announcements."""
        query = exists().where(
            accounts.c.announcement_id.in_(announcement_ids),
            accounts.c.chat_id == chat_id,
            accounts.c.message_id == message_id,
        )
        return bool((await self._connection.execute(select(query))).scalar())

    async def put_account(self, shown: Shown, *, edit_after: datetime | None) -> None:
        """From now on this is the chat's account of the announcement, showing so much."""
        values = {name: getattr(shown, name) for name in _SHOWN}
        await self._put(
            accounts,
            ("announcement_id", "chat_id"),
            {**values, "edit_after": edit_after, "owner": None, "lease_until": None},
        )

    async def accounts_behind(self) -> bool:
        """Whether some account may be out of date."""
        query = select(exists().where(accounts.c.announcement_id == announcements.c.id, _BEHIND))
        return bool((await self._connection.execute(query)).scalar())

    async def fall_behind(self, announcement_id: int, chat_id: int, message_id: int) -> bool:
        """Have that message edited, whatever it shows; False when it is not the chat's account of the announcement.

        At once, unless nobody knows what it shows: an edit of one that died may still be on its way.
        """
        known = accounts.c.digest != ""
        result = await self._connection.execute(
            update(accounts)
            .where(
                accounts.c.announcement_id == announcement_id,
                accounts.c.chat_id == chat_id,
                accounts.c.message_id == message_id,
            )
            .values(shown_version=UNKNOWN, digest="", edit_after=case((known, null()), else_=accounts.c.edit_after))
        )
        if result.rowcount:
            await self._tell(News.ACCOUNTS)
        return bool(result.rowcount)

    async def take_behind(self, *, now: datetime, owner: str, lease: timedelta, limit: int) -> list[Shown]:
        """Claim accounts that show less than is known and that nobody else is editing. `now` is real time."""
        free = or_(accounts.c.lease_until.is_(None), accounts.c.lease_until <= now)
        ready = or_(accounts.c.edit_after.is_(None), accounts.c.edit_after <= now)
        behind = (
            select(accounts.c.announcement_id, accounts.c.chat_id)
            .join(announcements)
            .where(and_(_BEHIND, free, ready))
            .limit(limit)
        )
        result = await self._connection.execute(
            update(accounts)
            .where(tuple_(accounts.c.announcement_id, accounts.c.chat_id).in_(behind))
            .values(owner=owner, lease_until=now + lease)
            .returning(*(accounts.c[name] for name in _SHOWN))
        )
        return [_shown(row) for row in result]

    async def let_account_go(self, shown: Shown, *, until: datetime) -> None:
        """Give a claimed account back; not to be edited before `until`."""
        await self._connection.execute(
            update(accounts).where(_is(shown)).values(owner=None, lease_until=None, edit_after=until)
        )

    async def doubt(self, dead: Collection[str], *, until: datetime) -> None:
        """What owners that died were editing is edited again, but not before that moment: see `Cards.doubt`."""
        await self._connection.execute(
            update(accounts)
            .where(accounts.c.owner.in_(list(dead)))
            .values(owner=None, lease_until=None, shown_version=UNKNOWN, digest="", edit_after=until)
        )

    async def forget_account(self, shown: Shown) -> None:
        """The message is gone: nobody follows the announcement there any more."""
        await self._connection.execute(accounts.delete().where(_is(shown), accounts.c.message_id == shown.message_id))


_SHOWN = ("announcement_id", "chat_id", "person_id", "message_id", "digest", "shown_version")
_BEHIND = accounts.c.shown_version < announcements.c.version
_PLAIN = (
    "id",
    "partnership_id",
    "text",
    "author_id",
    "asks_receipt",
    "newcomers_until",
    "created_at",
    "due_at",
    "started_at",
    "stopped_at",
    "withdrawn_at",
    "corrected_at",
    "asked_again_at",
    "dropped",
    "revision",
)
_COPIES = select(copies, people.c.name.label("person_name"), people.c.telegram_id).join(people, isouter=True)
_ONE = Prepared(select(announcements).where(announcements.c.id == bindparam("announcement")))
_TOUCH = Prepared(
    update(announcements)
    .where(announcements.c.id == bindparam("announcement"))
    .values(version=announcements.c.version + 1)
)
_ONE_COPY = Prepared(
    _COPIES.where(copies.c.announcement_id == bindparam("announcement"), copies.c.person_id == bindparam("person"))
)


def _is(shown: Shown) -> Any:
    return and_(accounts.c.announcement_id == shown.announcement_id, accounts.c.chat_id == shown.chat_id)


def _values(announcement: Announcement) -> dict[str, Any]:
    before = announcement.before
    return {
        **{name: getattr(announcement, name) for name in _PLAIN if name != "id"},
        "attachments": [[file.kind, file.file_id, file.name] for file in announcement.attachments],
        "audience": to_facts(announcement.audience),
        "before_meeting_id": before.meeting_id if before else None,
        "before_seconds": int(before.lead.total_seconds()) if before else None,
    }


def _announcement(row: Any) -> Announcement:
    before = row.before_meeting_id and Before(
        meeting_id=row.before_meeting_id, lead=timedelta(seconds=row.before_seconds)
    )
    return Announcement(
        **{name: getattr(row, name) for name in _PLAIN},
        attachments=tuple(Attachment(AttachmentKind(kind), file_id, name) for kind, file_id, name in row.attachments),
        audience=from_facts(row.audience),
        before=before or None,
    )


def _copy_values(copy: Copy) -> dict[str, Any]:
    return {
        "announcement_id": copy.announcement_id,
        "person_id": copy.person_id,
        "organisation_ids": list(copy.organisation_ids),
        "status": copy.status,
        "reason": copy.reason,
        "possibly_twice": copy.possibly_twice,
        "album": list(copy.album),
        "revision": copy.revision,
    }


def _copy(row: Any) -> Copy:
    return Copy(
        announcement_id=row.announcement_id,
        person_id=row.person_id,
        organisation_ids=tuple(row.organisation_ids),
        status=CopyStatus(row.status),
        reason=row.reason,
        possibly_twice=row.possibly_twice,
        message_id=row.message_id,
        album=tuple(row.album),
        sent_at=row.sent_at,
        read_at=row.read_at,
        revision=row.revision,
        person_name=row.person_name or "",
        telegram_id=row.telegram_id or 0,
    )


def _shown(row: Any) -> Shown:
    return Shown(**{name: getattr(row, name) for name in _SHOWN})
