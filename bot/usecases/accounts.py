"""Accounts of announcements: what became of every copy, and the messages in which coordinators follow it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.announcements import Account, Announcement, Shown
from bot.domain.people import Known, Language, Member
from bot.domain.refusals import NotFound
from bot.usecases import copies
from storage.cards import UNKNOWN
from storage.database import Database, Store


async def account(db: Database, telegram_id: int, announcement_id: int, *, now: datetime) -> Account:
    """What became of an announcement. Raises NotFound for anybody but the partnership's coordinators."""
    async with db.snapshot() as store:
        _, member = await own(store, telegram_id, announcement_id, now=now)
        return await _account(store, member, announcement_id, now=now)


async def awaited(db: Database, announcement_id: int, chat_id: int, message_id: int) -> bool:
    """Whether that message is kept true already. Somebody waits for it: it is edited, whatever it shows."""
    async with db.transaction() as tx:
        return await tx.announcements.fall_behind(announcement_id, chat_id, message_id)


async def is_account(db: Database, announcement_ids: Collection[int], chat_id: int, message_id: int) -> bool:
    """Whether that message is kept true as the account of one of these announcements."""
    async with db.glance() as store:
        return await store.announcements.is_account(announcement_ids, chat_id, message_id)


async def followed(db: Database, account: Account, known: Known, message_id: int, digest: str) -> None:
    """From now on this message is kept true. Without a digest nobody knows what it shows, and it is edited."""
    person = known.person
    async with db.transaction() as tx:
        shown = Shown(
            announcement_id=account.announcement.id,
            chat_id=person.chat_id,
            person_id=person.id,
            message_id=message_id,
            digest=digest,
            shown_version=account.version if digest else UNKNOWN,
        )
        await tx.announcements.put_account(shown, edit_after=None)


async def some_behind(db: Database) -> bool:
    """Whether some account is out of date, even if it may not be edited yet."""
    async with db.glance() as store:
        return await store.announcements.accounts_behind()


async def take_behind(db: Database, *, real_now: datetime, owner: str, lease: timedelta, limit: int) -> list[Shown]:
    """Claim accounts that are out of date; it takes the write lock, so `some_behind` is asked first."""
    async with db.transaction() as tx:
        return await tx.announcements.take_behind(now=real_now, owner=owner, lease=lease, limit=limit)


async def fresh(db: Database, shown: Shown, *, now: datetime) -> tuple[Account, Language] | None:
    """What an account ought to show, and in which language; None when its reader may not see it any more."""
    async with db.snapshot() as store:
        person = await store.people.person_by_id(shown.person_id)
        if person is None:
            return None
        try:
            _, member = await own(store, person.telegram_id, shown.announcement_id, now=now)
        except NotFound:
            return None
        return await _account(store, member, shown.announcement_id, now=now), person.language


async def edited(db: Database, shown: Shown, *, digest: str, version: int, edit_after: datetime | None) -> None:
    """The message shows this much now, unless another message has become the account meanwhile."""
    async with db.transaction() as tx:
        current = await tx.announcements.account_in(shown.announcement_id, shown.chat_id)
        if current is not None and current.message_id == shown.message_id:
            await tx.announcements.put_account(
                replace(shown, digest=digest, shown_version=version), edit_after=edit_after
            )


async def postponed(db: Database, shown: Shown, *, until: datetime) -> None:
    async with db.transaction() as tx:
        await tx.announcements.let_account_go(shown, until=until)


async def gone(db: Database, shown: Shown) -> None:
    async with db.transaction() as tx:
        await tx.announcements.forget_account(shown)


async def _account(store: Store, member: Member, announcement_id: int, *, now: datetime) -> Account:
    found = await store.announcements.versioned(announcement_id)
    assert found is not None  # looked up in this very snapshot
    of, partnership = found.announcement, member.partnership
    sent = await store.announcements.copies(of.id)
    wanted = {one for copy in sent for one in copy.organisation_ids}
    current = await store.people.organisations(partnership.id, on=partnership.today(now))
    left = wanted - {one.id for one in current}
    named = [*current, *[await store.people.organisation(one) for one in sorted(left)]]
    reach = await copies.reach(store, partnership, of.audience, now=now)
    before = await store.meetings.get(of.before.meeting_id) if of.before else None
    decides = await store.meetings.get(of.audience.meeting_id) if of.audience.meeting_id else None
    return Account(
        announcement=of,
        partnership=partnership,
        copies=sent,
        organisations=tuple(one for one in named if one is not None and one.id in wanted),
        outside=tuple(one.name for one in reach.outside),
        meeting_title=before.title if before else "",
        audience_title=decides.title if decides else "",
        held=await store.outbox.held_copies(of.id),
        version=found.version,
    )


async def own(store: Store, telegram_id: int, announcement_id: int, *, now: datetime) -> tuple[Announcement, Member]:
    """An announcement of a partnership that this person coordinates; to anybody else it does not exist."""
    announcement = await store.announcements.get(announcement_id)
    if announcement is None:
        raise NotFound("announcement")
    member = await store.people.member(telegram_id, announcement.partnership_id, now=now)
    if member is None:
        raise NotFound("announcement")
    member.must_coordinate("announcement")
    return announcement, member
