"""The last look before a copy of an announcement goes, and what became of it; within the outbox's transactions."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.announcements import Announcement, Copy, CopyStatus
from bot.domain.letters import Delivery, Letter
from bot.domain.notices import (
    AnnouncementCorrected,
    AnnouncementMade,
    AnnouncementText,
    ReadingAsked,
    SkipNotice,
    Told,
)
from bot.domain.people import Person
from bot.domain.reminders import Skip, Unsent
from bot.usecases import copies
from storage.database import Store


async def told(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> tuple[Announcement, Copy]:
    """The announcement and this person's copy as they are at this moment. Raises SkipNotice when it must not go."""
    notice = delivery.notice
    assert isinstance(notice, AnnouncementMade | AnnouncementText | AnnouncementCorrected | ReadingAsked)
    announcement = await tx.announcements.get(notice.announcement_id)
    copy = await tx.announcements.copy(notice.announcement_id, person.id)
    if announcement is None or copy is None:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS)
    if isinstance(notice, AnnouncementCorrected):
        reason = _correction_skips(notice, announcement, copy)
    else:
        reason = await _halted(tx, announcement, person, now=now)
    if reason is None and isinstance(notice, ReadingAsked):
        every = await tx.announcements.copies(announcement.id)
        reason = copies.may_be_asked(person, now=now) if copies.still_asked(copy, every) else Skip.ANSWERED
    if reason is not None:
        raise SkipNotice(reason)
    return announcement, copy


def _correction_skips(notice: AnnouncementCorrected, announcement: Announcement, copy: Copy) -> str | None:
    if notice.revision < announcement.revision:
        return Unsent.OVERTAKEN
    if not copies.to_be_edited(announcement, copy):
        return Unsent.NEVER_ARRIVED
    return Unsent.SHOWN_ALREADY if copy.revision >= announcement.revision else None


async def _halted(tx: Store, announcement: Announcement, person: Person, *, now: datetime) -> str | None:
    if announcement.withdrawn_at is not None:
        return Skip.WITHDRAWN
    if announcement.stopped_at is not None:
        return Unsent.STOPPED
    member = await tx.people.member(person.telegram_id, announcement.partnership_id, now=now)
    return None if member is not None and member.seats else Skip.NO_LONGER_SPEAKS


async def sent(
    tx: Store, delivery: Delivery, told: Told, message_id: int, album: tuple[int, ...], *, now: datetime
) -> None:
    """A copy arrived, or was edited. What was corrected while it was on its way follows at once."""
    shown, notice = told.announcement, delivery.notice
    if shown is None or delivery.person_id is None or isinstance(notice, ReadingAsked):
        return
    facts: dict[str, Any] = {"revision": shown.revision}
    if album:
        facts["album"] = list(album)
    if isinstance(notice, AnnouncementMade) and shown.text_apart:
        await tx.outbox.add([_text_below(shown, told.reader, now=now)], now=now)
    elif not isinstance(notice, AnnouncementCorrected):
        facts |= {"status": CopyStatus.SENT, "reason": "", "message_id": message_id, "sent_at": now}
    await tx.announcements.set_copy(shown.id, delivery.person_id, **facts)
    if not isinstance(notice, AnnouncementCorrected):
        await _catch_up(tx, shown, delivery.person_id, now=now)
    await tx.announcements.touch(shown.id)


async def arrived(tx: Store, delivery: Delivery, message_id: int, *, now: datetime) -> None:
    """A copy arrived, and its sender died before it could say so. It may show what was corrected meanwhile."""
    notice = delivery.notice
    if not isinstance(notice, AnnouncementMade | AnnouncementText):
        return
    announcement = await tx.announcements.get(notice.announcement_id)
    reader = await tx.people.person_by_id(delivery.person_id or 0)
    if announcement is not None and reader is not None:
        told = Told(notice=notice, reader=reader, partnership=None, announcement=replace(announcement, revision=0))
        await sent(tx, delivery, told, message_id, (), now=now)


def _text_below(announcement: Announcement, person: Person, *, now: datetime) -> Letter:
    """A letter of its own, so that a crash between the two leaves only what was under way in doubt; the album rang."""
    key = copies.once_text(announcement.id, person.id)
    return copies.letter(
        AnnouncementText(announcement_id=announcement.id), key, announcement, person, now=now, silent=True
    )


async def _catch_up(tx: Store, shown: Announcement, person_id: int, *, now: datetime) -> None:
    current = await tx.announcements.get(shown.id)
    copy = await tx.announcements.copy(shown.id, person_id)
    if current is None or copy is None or current.revision == shown.revision:
        return
    if copies.to_be_edited(current, copy):
        await tx.outbox.add([copies.correction(current, copy, now=now)], now=now)


async def not_sent(tx: Store, delivery: Delivery, status: CopyStatus, reason: str) -> None:
    """A copy was skipped, or Telegram refused it; an edit that failed leaves the copy as it was."""
    notice = delivery.notice
    if isinstance(notice, AnnouncementMade | AnnouncementText) and delivery.person_id is not None:
        facts: dict[str, Any] = {"status": status, "reason": reason}
        if delivery.possibly_twice:  # never taken back: the album may have come twice, and then the text fail
            facts["possibly_twice"] = True
        await tx.announcements.set_copy(notice.announcement_id, delivery.person_id, **facts)
    if isinstance(notice, AnnouncementMade | AnnouncementText | AnnouncementCorrected):
        await tx.announcements.touch(notice.announcement_id)


async def skipped(tx: Store, delivery: Delivery, reason: str) -> None:
    kinds = {Skip.BLOCKED.value: CopyStatus.BLOCKED, Unsent.STOPPED.value: CopyStatus.STOPPED}
    await not_sent(tx, delivery, kinds.get(str(reason), CopyStatus.SKIPPED), str(reason))


async def doubted(tx: Store, delivery: Delivery) -> None:
    """It may have arrived, and goes once more."""
    notice = delivery.notice
    if isinstance(notice, AnnouncementMade | AnnouncementText) and delivery.person_id is not None:
        await tx.announcements.set_copy(notice.announcement_id, delivery.person_id, possibly_twice=True)
