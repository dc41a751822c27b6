"""The last look before a letter goes: is it still true, is it still for this person, and what are its facts now."""

from dataclasses import replace
from datetime import datetime

from bot.domain import calendars
from bot.domain.letters import Delivery, ShownCard
from bot.domain.meetings import Meeting
from bot.domain.notices import (
    AnnouncementCorrected,
    AnnouncementMade,
    AnnouncementText,
    AnsweredForYou,
    AnswerReminder,
    BackupFailed,
    CalendarFileSent,
    CardRetired,
    CoordinationEnded,
    CoordinatorLeft,
    DowntimeEnded,
    MeetingAnnounced,
    MeetingCalledOff,
    MeetingChanged,
    MeetingReminder,
    Notice,
    PartnerJoined,
    PersonUnreachable,
    ReadingAsked,
    ReportArrived,
    ReportDeadlineMoved,
    ReportNoLongerNeeded,
    ReportReminder,
    ReportRequested,
    ReportSentForYou,
    SkipNotice,
    SubstituteNamed,
    Told,
    Unreadable,
    UpdateSetAside,
)
from bot.domain.people import Member, Organisation, Person
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound
from bot.domain.reminders import Skip, Unsent, held_back, plan
from bot.domain.report_reminders import held_back as held_back_report
from bot.domain.rsvps import Card
from bot.usecases import asked_reports, copy_fates, report_arrivals
from bot.usecases.calendars import entry_for
from bot.usecases.cards import Seen, facts, visible
from storage.database import Store

Facts = tuple[Told, ShownCard | None]

FOR_COORDINATORS = (
    *(PartnerJoined, PersonUnreachable, CoordinatorLeft, SubstituteNamed, UpdateSetAside, BackupFailed, DowntimeEnded),
)
"""What is told to nobody but whoever coordinates its partnership at that moment; so is ReportArrived."""


async def told(tx: Store, delivery: Delivery, policy: Policy, *, now: datetime, seen: Seen | None = None) -> Facts:
    """The facts as they are at this moment, and the card in its chat. Raises SkipNotice when it must not go.

    `seen` is shared by letters that are looked at in one transaction.
    """
    person = await _reader(tx, delivery, now=now)
    if isinstance(delivery.notice, FOR_COORDINATORS):
        await _must_coordinate(tx, delivery, person, now=now)
    match delivery.notice:
        case ReportRequested() | ReportReminder() | ReportNoLongerNeeded() | ReportSentForYou() | ReportDeadlineMoved():
            return await _of_report(tx, delivery, person, policy, now=now), None
        case ReportArrived():
            return await report_arrivals.told(tx, delivery, person, now=now), None
        case AnnouncementMade() | AnnouncementText() | AnnouncementCorrected() | ReadingAsked():
            return await _of_announcement(tx, delivery, person, now=now), None
        case CoordinationEnded():
            return await _of_former_coordinator(tx, delivery, person, now=now), None
        case notice if hasattr(notice, "meeting_id"):
            return await _of_meeting(tx, delivery, person, policy, now=now, seen=seen)
    return await _of_partnership(tx, delivery, person), None


async def _reader(tx: Store, delivery: Delivery, *, now: datetime) -> Person:
    """Whoever it is for, unless there is nobody, nothing to be read, or no sense in it any more."""
    if isinstance(delivery.notice, Unreadable):
        raise SkipNotice(Unsent.UNREADABLE)
    person = await tx.people.person_by_id(delivery.person_id or 0)
    if person is None:
        raise SkipNotice(Unsent.PERSON_UNKNOWN)
    if not person.reachable:
        raise SkipNotice(Skip.BLOCKED)
    if delivery.pointless_at is not None and now >= delivery.pointless_at:
        raise SkipNotice(Skip.POINTLESS)
    return person


async def _must_coordinate(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> None:
    """Somebody may have stopped being a coordinator since it was queued. What is of no partnership has none."""
    if delivery.partnership_id is None:
        return
    member = await tx.people.member(person.telegram_id, delivery.partnership_id, now=now)
    if member is None or not member.coordinator:
        raise SkipNotice(Unsent.NO_LONGER_COORDINATES)


async def _of_former_coordinator(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> Told:
    """The word to somebody whose coordination was ended, unless they did so or are a coordinator again."""
    notice = delivery.notice
    assert isinstance(notice, CoordinationEnded)
    if notice.by == person.id:
        raise SkipNotice(Unsent.OWN_DOING)
    member = await tx.people.member(person.telegram_id, delivery.partnership_id or 0, now=now)
    if member is not None and member.coordinator:
        raise SkipNotice(Unsent.OVERTAKEN)
    return replace(await _of_partnership(tx, delivery, person), speaks=member is not None)


async def _of_partnership(tx: Store, delivery: Delivery, person: Person) -> Told:
    partnership = await tx.people.partnership(delivery.partnership_id or 0)
    if partnership is None and not isinstance(delivery.notice, UpdateSetAside):  # the others name it
        raise SkipNotice(Skip.NO_LONGER_SPEAKS)
    held = await _held(tx, delivery) if isinstance(delivery.notice, DowntimeEnded) else 0
    return Told(notice=delivery.notice, reader=person, partnership=partnership, held=held)


async def _held(tx: Store, delivery: Delivery) -> int:
    ours = [delivery.partnership_id or 0]
    held = await tx.outbox.held_count(ours) + len(await tx.inbox.held(ours))
    if not held:
        raise SkipNotice(Unsent.DECIDED)
    return held


async def _of_announcement(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> Told:
    announcement, copy = await copy_fates.told(tx, delivery, person, now=now)
    partnership = await tx.people.partnership(announcement.partnership_id)
    return Told(notice=delivery.notice, reader=person, partnership=partnership, announcement=announcement, copy=copy)


async def _of_meeting(
    tx: Store, delivery: Delivery, person: Person, policy: Policy, *, now: datetime, seen: Seen | None
) -> Facts:
    """A notice about a meeting, unless the meeting has overtaken it."""
    notice = delivery.notice
    card, member = await _card(tx, person, getattr(notice, "meeting_id", 0), now=now, seen=seen)
    shown = await tx.cards.get(card.meeting.id, delivery.chat_id)
    known = shown is not None or (
        isinstance(notice, MeetingChanged | MeetingCalledOff)
        and await tx.outbox.may_have_arrived(delivery.chat_id, MeetingAnnounced, card.meeting.id)
    )
    _check_meeting(delivery, card.meeting, shown, known=known)
    if isinstance(notice, AnswerReminder | MeetingReminder):
        _check_reminder(delivery, card, person, policy, now=now)
    told = Told(
        notice=notice,
        reader=person,
        partnership=member.partnership,
        card=card,
        entry=await _entry(tx, delivery, card, member, now=now),
        organisation=await _organisation(tx, notice),
    )
    return told, shown


async def _of_report(tx: Store, delivery: Delivery, person: Person, policy: Policy, *, now: datetime) -> Told:
    """A notice about a request for reports, unless things have overtaken it."""
    notice = delivery.notice
    try:
        request, member = await asked_reports.visible(tx, person.telegram_id, getattr(notice, "request_id", 0), now=now)
    except NotFound as unseen:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS) from unseen
    asked = await asked_reports.asked_of(tx, request, member, now=now)
    reason: str | None = None
    if isinstance(notice, ReportReminder):
        planned = {each.rule.key: each for each in policy.report_plan(request)}.get(notice.rule)
        reason = held_back_report(planned, request, person, asked.own, now=now) if planned else Unsent.RULE_GONE
        if planned is not None and planned.counts_from != notice.counts_from:
            reason = Skip.MOVED
    elif isinstance(notice, ReportRequested):
        reason = _if(request.withdrawn, Skip.WITHDRAWN) or _if(not asked.own, Skip.NO_LONGER_SPEAKS)
    elif isinstance(notice, ReportDeadlineMoved):
        reason = _if(request.withdrawn, Skip.WITHDRAWN) or _if(
            notice.new_deadline != request.deadline, Unsent.OVERTAKEN
        )
        reason = reason or _if(all(own.report.sent for own in asked.own), Skip.REPORT_SENT)
    if reason is not None:
        raise SkipNotice(reason)
    return Told(
        notice=notice,
        reader=person,
        partnership=member.partnership,
        asked=asked,
        organisation=await _organisation(tx, notice),
    )


async def _organisation(tx: Store, notice: Notice) -> Organisation | None:
    """The one that the notice names, if it names one; what is told of one that is gone is told to nobody."""
    organisation_id = getattr(notice, "organisation_id", None)
    if organisation_id is None:
        return None
    organisation = await tx.people.organisation(organisation_id)
    if organisation is None:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS)
    return organisation


async def _card(tx: Store, person: Person, meeting_id: int, *, now: datetime, seen: Seen | None) -> tuple[Card, Member]:
    try:
        # Nothing is due before its meeting is announced; skipped for a clock that went back, it would never go.
        found, member = await visible(tx, person.telegram_id, meeting_id, now=now, announced=True)
    except NotFound as unseen:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS) from unseen
    return await facts(tx, found, member, now=now, seen=seen), member


def _check_meeting(delivery: Delivery, meeting: Meeting, shown: ShownCard | None, *, known: bool) -> None:
    """Raise SkipNotice for a notice that the meeting has overtaken.

    `known` when the chat may have a card, though the store, restored from a backup, knows of none.
    """
    notice, reason = delivery.notice, None
    if isinstance(notice, MeetingAnnounced):
        reason = Unsent.CARD_SHOWN if shown is not None else _if(meeting.cancelled, Skip.CANCELLED)
    elif isinstance(notice, MeetingChanged):
        # Without a card it is still on its way, and will show the new facts by itself.
        reason = _overtaken(meeting, notice.revision) if known else Unsent.CARD_TELLS
    elif isinstance(notice, MeetingCalledOff):
        reason = _if(not known, Unsent.NEVER_ANNOUNCED)
    elif isinstance(notice, CalendarFileSent):
        reason = _if(notice.revision < meeting.revision, Unsent.OVERTAKEN)
    elif isinstance(notice, CardRetired):
        reason = _if(shown is not None and shown.message_id == notice.message_id, Unsent.STILL_THE_CARD)
    elif isinstance(notice, AnsweredForYou):
        reason = _if(meeting.cancelled, Skip.CANCELLED)
    if reason is not None:
        raise SkipNotice(reason)


def _overtaken(meeting: Meeting, revision: int) -> str | None:
    return _if(meeting.cancelled or revision < meeting.revision, Unsent.OVERTAKEN)


def _if(holds: bool, reason: str) -> str | None:
    return reason if holds else None


def _check_reminder(delivery: Delivery, card: Card, person: Person, policy: Policy, *, now: datetime) -> None:
    """Ask the rule itself once more, with the meeting and the answers as they are now."""
    notice = delivery.notice
    assert isinstance(notice, AnswerReminder | MeetingReminder)
    planned = plan(card.meeting, policy.rules, policy.hours(card.meeting.zone))
    for rule in planned:
        if rule.rule.key == notice.rule:
            if rule.counts_from != notice.counts_from:
                raise SkipNotice(Skip.MOVED)
            reason = held_back(rule, card.meeting, person, card.own, now=now)
            if reason is not None:
                raise SkipNotice(reason)
            return
    raise SkipNotice(Unsent.RULE_GONE)


async def _entry(tx: Store, delivery: Delivery, card: Card, member: Member, *, now: datetime) -> calendars.Entry | None:
    if not isinstance(delivery.notice, CalendarFileSent):
        return None
    return await entry_for(tx, card.meeting, member, now=now)
