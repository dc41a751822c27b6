"""Half-finished conversations: begin, go on, go back, leave. The last step and its effect are one commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import announcing, dialogs, report_dialogs
from bot.domain.announcing import Written
from bot.domain.dialogs import Dialog, DialogKind, Ended, Reading
from bot.domain.people import Issued, Known, Member, Organisation, Person, Sector
from bot.domain.policy import Policy
from bot.domain.refusals import ForCoordinators, NotFound, NothingToCancel, NotInvited, NotUnderstood, QuestionGone
from bot.domain.reports import Value
from bot.domain.rsvps import Rsvp
from bot.usecases import partners, reports, rsvps
from storage.database import Database, Store

# Who may hold such a dialog: everybody, or coordinators alone.
FOR_COORDINATORS = {
    DialogKind.NEW_MEETING,
    DialogKind.CHANGE_MEETING,
    DialogKind.CANCEL_MEETING,
    DialogKind.INVITE,
    DialogKind.PASTE,
    DialogKind.RENAME,
    DialogKind.NEW_REQUEST,
    DialogKind.CHANGE_REQUEST,
    *announcing.KINDS,
}

# What came with a command, where it is more than the answer to the first question.
ONE_LINE = {DialogKind.NEW_MEETING: dialogs.one_line, DialogKind.NEW_REQUEST: report_dialogs.one_line}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The dialog stands at a question (or at a preview, which is a question too)."""

    dialog: Dialog
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class RsvpKept:
    """A note, a substitute or a number of people is kept."""

    rsvp: Rsvp
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    issued: Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    known: Known


Result = Asked | RsvpKept | Invited | Renamed | Paused


async def current(db: Database, telegram_id: int) -> Asked | None:
    """The open dialog of a private chat."""
    async with db.snapshot() as store:
        dialog = await store.dialogs.get(telegram_id)
        return await _asked(store, dialog) if dialog else None


async def ended(db: Database, telegram_id: int) -> Ended | None:
    """What came of the last dialog of a private chat, when none is open."""
    async with db.snapshot() as store:
        return await store.dialogs.ended(telegram_id)


async def told_again(db: Database, telegram_id: int, of: Ended, *, now: datetime) -> Result | None:
    """The result of a dialog whose reply was lost; None for one that other use cases tell."""
    async with db.snapshot() as store:
        organisation = await store.people.organisation(of.facts.get("organisation_id", 0))
        rsvp = await store.rsvps.get(of.facts.get("meeting_id", 0), organisation.id) if organisation else None
        if rsvp is not None and organisation is not None:
            return RsvpKept(rsvp=rsvp, organisation=organisation)
        if of.kind is DialogKind.RENAME and organisation is not None:
            return Renamed(organisation=organisation)
        known = await store.people.known(telegram_id, now=now)
        return Paused(known=known) if of.kind is DialogKind.PAUSE and known is not None else None


async def begin(
    db: Database,
    telegram_id: int,
    kind: DialogKind,
    *,
    partnership_id: int | None = None,
    draft: Mapping[str, Any] | None = None,
    now: datetime,
) -> Asked:
    """Open a dialog at its first question, in place of whatever was open."""
    async with db.transaction() as tx:
        dialog = await _open(tx, telegram_id, kind, partnership_id, draft or {}, now=now)
        return await _asked(tx, dialog)


async def begin_with(
    db: Database,
    telegram_id: int,
    kind: DialogKind,
    text: str,
    policy: Policy,
    *,
    partnership_id: int,
    now: datetime,
) -> Result:
    """Open a dialog and answer its questions with the text that came with the command."""
    async with db.transaction() as tx:
        dialog = await _open(tx, telegram_id, kind, partnership_id, {}, now=now)
        read = ONE_LINE.get(kind, dialogs.said)
        return await _advance(tx, dialog, lambda at, reading: read(at, text, reading), telegram_id, policy, now=now)


async def said(db: Database, telegram_id: int, text: str, policy: Policy, *, now: datetime) -> Result:
    """The person typed something. Raises NotUnderstood when nothing was asked."""
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if dialog is None:
            raise NotUnderstood
        said_to = report_dialogs.said if dialog.kind in report_dialogs.KINDS else dialogs.said
        return await _advance(tx, dialog, lambda at, reading: said_to(at, text, reading), telegram_id, policy, now=now)


async def filed(db: Database, telegram_id: int, value: Value, policy: Policy, *, now: datetime) -> Result:
    """The person sent a file. Raises NotUnderstood when nothing was asked, TextExpected when no file was."""
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if dialog is None:
            raise NotUnderstood
        return await _advance(tx, dialog, lambda at, _: report_dialogs.filed(at, value), telegram_id, policy, now=now)


async def announce(
    db: Database, telegram_id: int, message: Written, policy: Policy, *, partnership_id: int, now: datetime
) -> Result:
    """Open an announcement with the text that came with the command: straight to its preview for all partners."""
    async with db.transaction() as tx:
        dialog = await _open(tx, telegram_id, DialogKind.ANNOUNCE, partnership_id, {}, now=now)
        return await _advance(
            tx, dialog, lambda at, _: announcing.for_everybody(at, message), telegram_id, policy, now=now
        )


async def written(db: Database, telegram_id: int, message: Written, policy: Policy, *, now: datetime) -> Result:
    """A formatted text or a file came while an announcement is being written."""
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if dialog is None or dialog.kind not in announcing.KINDS:
            raise NotUnderstood
        return await _advance(
            tx, dialog, lambda at, reading: announcing.written(at, message, reading), telegram_id, policy, now=now
        )


async def picked(db: Database, telegram_id: int, serial: int, value: str, policy: Policy, *, now: datetime) -> Result:
    """A button of the open question. Raises QuestionGone for one of an earlier question."""
    async with db.transaction() as tx:
        dialog = await _numbered(tx, telegram_id, serial)
        return await _advance(tx, dialog, lambda at, reading: _picked(at, value, reading), telegram_id, policy, now=now)


async def skipped(db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime) -> Result:
    async with db.transaction() as tx:
        dialog = await _numbered(tx, telegram_id, serial)
        return await _advance(tx, dialog, lambda at, _: dialogs.skipped(at), telegram_id, policy, now=now)


async def back(db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime) -> Result:
    async with db.transaction() as tx:
        dialog = await _numbered(tx, telegram_id, serial)
        return await _advance(tx, dialog, lambda at, _: at.back(), telegram_id, policy, now=now)


async def cancel(db: Database, telegram_id: int, serial: int | None = None) -> DialogKind:
    """Leave the open dialog and forget what was typed. Raises NothingToCancel when there is none."""
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if dialog is None or (serial is not None and dialog.serial != serial):
            raise NothingToCancel
        await tx.dialogs.close(telegram_id)
        return dialog.kind


async def _open(
    tx: Store,
    telegram_id: int,
    kind: DialogKind,
    partnership_id: int | None,
    draft: Mapping[str, Any],
    *,
    now: datetime,
) -> Dialog:
    person, member = await _holder(tx, telegram_id, partnership_id, now=now)
    if kind in FOR_COORDINATORS and (member is None or not member.coordinator):
        raise ForCoordinators
    return await tx.dialogs.open(
        Dialog(
            chat_id=telegram_id,
            serial=0,
            person_id=person.id,
            partnership_id=partnership_id,
            kind=kind,
            step=dialogs.FIRST[kind],
            draft=draft,
            updated_at=now,
        )
    )


async def _advance(
    tx: Store,
    dialog: Dialog,
    step: Callable[[Dialog, Reading], Dialog],
    telegram_id: int,
    policy: Policy,
    *,
    now: datetime,
) -> Result:
    """Take the step with the right checked again; keep where the dialog stands, or its effect when it is done."""
    person, member = await _holder(tx, telegram_id, dialog.partnership_id, now=now)
    if dialog.kind in FOR_COORDINATORS and (member is None or not member.coordinator):
        raise ForCoordinators
    reading = Reading(
        language=person.language,
        now=now,
        zone=await _zone(tx, dialog),
        length=policy.length,
        saved=await tx.audiences.of_partnership(dialog.partnership_id or 0),
    )
    moved = await _keep_choice(tx, replace(step(dialog, reading), updated_at=now))
    if moved.done:
        result = await _done(tx, moved, telegram_id, member, now=now)
        if not isinstance(result, Asked):  # a report goes on with a dialog of its own for the next question
            await tx.dialogs.close(telegram_id, Ended(kind=moved.kind, facts=_outcome(result)))
        return result
    await tx.dialogs.save(moved)
    return await _asked(tx, moved)


async def _keep_choice(tx: Store, dialog: Dialog) -> Dialog:
    """A choice of partners that was given a name is kept at once, whatever becomes of the announcement."""
    name = dialog.draft.get("save_as")
    if name is None or dialog.partnership_id is None:
        return dialog
    await tx.audiences.put(dialog.partnership_id, name, announcing.draft(dialog).audience.organisation_ids)
    return replace(dialog, draft={key: value for key, value in dialog.draft.items() if key != "save_as"})


async def _done(tx: Store, dialog: Dialog, telegram_id: int, member: Member | None, *, now: datetime) -> Result:
    draft = dialog.draft
    match dialog.kind:
        case DialogKind.NOTE:
            kept = await rsvps.put_note(tx, telegram_id, *_seat(dialog), draft["note"], now=now)
            return RsvpKept(rsvp=kept[0], organisation=kept[1])
        case DialogKind.SUBSTITUTE:
            named = await rsvps.put_substitute(tx, telegram_id, *_seat(dialog), draft["substitute"], now=now)
            return RsvpKept(rsvp=named[0], organisation=named[1])
        case DialogKind.PEOPLE:
            counted = await rsvps.put_people(tx, telegram_id, *_seat(dialog), draft["people"], now=now)
            return RsvpKept(rsvp=counted[0], organisation=counted[1])
        case DialogKind.INVITE if member is not None:
            sector = Sector(draft["sector"])
            return Invited(issued=await partners.issue_for(tx, member, draft["organisation"], sector, now=now))
        case DialogKind.RENAME:
            return Renamed(organisation=await partners.rename(tx, telegram_id, dialog, now=now))
        case DialogKind.REPORT if member is not None:
            return await _asked(tx, await reports.advance(tx, dialog, member, now=now))
        case DialogKind.PAUSE:
            return await _pause(tx, telegram_id, datetime.fromisoformat(draft["until"]), now=now)
        case _:
            raise QuestionGone


def _outcome(result: Result) -> dict[str, Any]:
    """The ids by which the result can be told again."""
    match result:
        case RsvpKept():
            return {"meeting_id": result.rsvp.meeting_id, "organisation_id": result.organisation.id}
        case Invited():
            return {"invitation_ids": [result.issued.invitation.id]}
        case Renamed():
            return {"organisation_id": result.organisation.id}
        case _:
            return {}


async def _pause(tx: Store, telegram_id: int, until: datetime, *, now: datetime) -> Paused:
    person = await tx.people.person(telegram_id)
    if person is None:
        raise NotInvited
    await tx.people.save_person(replace(person, paused_until=until))
    known = await tx.people.known(telegram_id, now=now)
    if known is None:
        raise NotInvited
    return Paused(known=known)


def _seat(dialog: Dialog) -> tuple[int, int]:
    return dialog.draft["meeting_id"], dialog.draft["organisation_id"]


def _picked(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    try:
        if dialog.kind in announcing.KINDS:
            return announcing.picked(dialog, value, reading)
        pick = report_dialogs.picked if dialog.kind in report_dialogs.KINDS else dialogs.picked
        return pick(dialog, value, reading)
    except (ValueError, KeyError) as forged:  # a value that no button of this question carries
        raise QuestionGone from forged


async def _numbered(tx: Store, telegram_id: int, serial: int) -> Dialog:
    dialog = await tx.dialogs.get(telegram_id)
    if dialog is None or dialog.serial != serial:
        raise QuestionGone
    return dialog


async def _holder(
    tx: Store, telegram_id: int, partnership_id: int | None, *, now: datetime
) -> tuple[Person, Member | None]:
    person = await tx.people.person(telegram_id)
    if person is None:
        raise NotInvited
    if partnership_id is None:
        return person, None
    member = await tx.people.member(telegram_id, partnership_id, now=now)
    if member is None:
        raise NotFound("partnership")
    return person, member


async def _asked(store: Store, dialog: Dialog) -> Asked:
    return Asked(dialog=dialog, zone=await _zone(store, dialog))


async def _zone(store: Store, dialog: Dialog) -> ZoneInfo:
    """The zone in which a typed hour is meant: the partnership's, or that of any the person belongs to."""
    if dialog.partnership_id is not None:
        partnership = await store.people.partnership(dialog.partnership_id)
        if partnership is not None:
            return partnership.zone
    everywhere = await store.people.partnerships()
    return everywhere[0].zone if everywhere else ZoneInfo("Europe/Warsaw")
