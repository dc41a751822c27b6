"""The directory: partner organisations, who speaks for them, and the links that invite people."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import typed
from bot.domain.dialogs import ORGANISATION_LIMIT, Dialog, DialogKind, Ended
from bot.domain.people import (
    INVITATION_LASTS,
    Directory,
    Entry,
    Invitation,
    Issued,
    Member,
    Organisation,
    Partnership,
    PastedLine,
    Role,
    Sector,
)
from bot.domain.refusals import ForCoordinators, NotFound, OrganisationExists, QuestionGone, Refusal, SectorUnknown
from bot.usecases.people import touch_coming
from storage.database import Database, Store

TOKEN_BYTES = 16  # 128 bits; 22 characters of base64url fit into a deep link (64) and into callback data


async def directory(db: Database, telegram_id: int, partnership_id: int, *, now: datetime) -> Directory:
    """The partners of a partnership, for anybody who belongs to it."""
    async with db.snapshot() as store:
        member = await store.people.member(telegram_id, partnership_id, now=now)
        if member is None:
            raise NotFound("partnership")
        return Directory(
            partnership=member.partnership,
            entries=await store.people.directory(partnership_id, on=member.partnership.today(now), now=now),
            coordinators=tuple(await store.people.coordinators(partnership_id)),
            viewer=member,
        )


async def entry(db: Database, telegram_id: int, organisation_id: int, *, now: datetime) -> tuple[Entry, Directory]:
    """One organisation in the directory of its partnership."""
    async with db.snapshot() as store:
        organisation = await store.people.organisation(organisation_id)
    if organisation is None:
        raise NotFound("organisation")
    whole = await directory(db, telegram_id, organisation.partnership_id, now=now)
    for found in whole.entries:
        if found.organisation.id == organisation_id:
            return found, whole
    raise NotFound("organisation")


async def invite(
    db: Database, telegram_id: int, partnership_id: int, name: str, sector: Sector, *, now: datetime
) -> Issued:
    """A single-use link for an organisation's representative; makes the organisation if it is new."""
    async with db.transaction() as tx:
        member = await _coordinator(tx, telegram_id, partnership_id, now=now)
        return await issue_for(tx, member, typed.line(name, ORGANISATION_LIMIT), sector, now=now)


async def invite_to(db: Database, telegram_id: int, organisation_id: int, role: Role, *, now: datetime) -> Issued:
    """A single-use link for another person of an organisation that is in the directory already."""
    async with db.transaction() as tx:
        organisation, member = await _own_partner(tx, telegram_id, organisation_id, now=now)
        return await _issue(tx, member.partnership, organisation, role, created_by=member.person.id, now=now)


async def known_organisation(
    db: Database, telegram_id: int, partnership_id: int, name: str, *, now: datetime
) -> Organisation | None:
    """The partner of that name, so that its sector need not be asked again."""
    async with db.snapshot() as store:
        await _coordinator(store, telegram_id, partnership_id, now=now)
        return await store.people.organisation_named(partnership_id, name)


async def nobody_yet(db: Database) -> bool:
    """Whether no partnership has been founded in this store."""
    async with db.snapshot() as store:
        return not await store.people.partnerships()


async def invite_coordinator(db: Database, defaults: Partnership, *, now: datetime) -> Issued:
    """A single-use link that makes its bearer a coordinator; makes the partnership if it is new."""
    async with db.transaction() as tx:
        partnership = await tx.people.partnership_named(defaults.name) or await tx.people.add_partnership(defaults)
        return await _issue(tx, partnership, None, Role.COORDINATOR, created_by=None, now=now)


async def invite_from_the_office(
    db: Database, partnership_id: int, name: str, sector: Sector, role: Role, *, now: datetime
) -> Issued:
    """A link made from the command line, where whoever holds the machine needs no other right."""
    async with db.transaction() as tx:
        partnership = await tx.people.partnership(partnership_id)
        if partnership is None:
            raise NotFound("partnership")
        organisation = await tx.people.add_organisation(partnership_id, name, sector, partnership.today(now))
        return await _issue(tx, partnership, organisation, role, created_by=None, now=now)


async def withdraw_invitation(
    db: Database, telegram_id: int, invitation_id: int, *, now: datetime
) -> Organisation | None:
    """The link stops working. The organisation it was for comes back."""
    async with db.transaction() as tx:
        invitation = await tx.invitations.get(invitation_id)
        if invitation is None:
            raise NotFound("invitation")
        await _coordinator(tx, telegram_id, invitation.partnership_id, now=now)
        await tx.invitations.withdraw(invitation_id, now=now)
        return await tx.people.organisation(invitation.organisation_id or 0)


async def end_membership(
    db: Database, telegram_id: int, organisation_id: int, membership_id: int, *, now: datetime
) -> None:
    """From today the person no longer speaks for the organisation."""
    async with db.transaction() as tx:
        organisation, member = await _own_partner(tx, telegram_id, organisation_id, now=now)
        today = member.partnership.today(now)
        speakers = await tx.people.speakers([organisation.id], on=today)
        if not any(speaker.membership_id == membership_id for speaker in speakers.get(organisation.id, ())):
            raise NotFound("person")
        await tx.people.end_membership(membership_id, until=today)
        await touch_coming(tx, member.partnership.id, now=now)


async def set_sector(db: Database, telegram_id: int, organisation_id: int, sector: Sector, *, now: datetime) -> None:
    async with db.transaction() as tx:
        organisation, _ = await _own_partner(tx, telegram_id, organisation_id, now=now)
        await tx.people.save_organisation(replace(organisation, sector=sector))


async def leave(db: Database, telegram_id: int, organisation_id: int, *, now: datetime) -> Organisation:
    """From today the organisation is no partner any more; its history stays."""
    async with db.transaction() as tx:
        organisation, member = await _own_partner(tx, telegram_id, organisation_id, now=now)
        left = replace(organisation, left_on=member.partnership.today(now))
        await tx.people.save_organisation(left)
        await touch_coming(tx, member.partnership.id, now=now)
        return left


async def pasted(
    db: Database, telegram_id: int, partnership_id: int, text: str, *, now: datetime
) -> tuple[PastedLine, ...]:
    """What a pasted list would do, line by line, without doing it."""
    async with db.snapshot() as store:
        await _coordinator(store, telegram_id, partnership_id, now=now)
        return await _read(store, partnership_id, text)


async def invite_pasted(db: Database, telegram_id: int, serial: int, *, now: datetime) -> tuple[Issued, ...]:
    """Make every partner of the pasted list that was ready, with a link each."""
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if (
            dialog is None
            or dialog.serial != serial
            or dialog.kind is not DialogKind.PASTE
            or "text" not in dialog.draft
        ):
            raise QuestionGone
        member = await _coordinator(tx, telegram_id, dialog.partnership_id or 0, now=now)
        lines = await _read(tx, member.partnership.id, dialog.draft["text"])
        issued = [
            await issue_for(tx, member, line.name, line.sector, now=now) for line in lines if line.ready and line.sector
        ]
        await tx.dialogs.close(dialog.chat_id, invited(dialog.kind, issued))
        return tuple(issued)


async def issue_again(db: Database, telegram_id: int, *, now: datetime) -> tuple[Issued, ...]:
    """Links that never arrived, made anew: of a token only the hash is kept, so what was lost is withdrawn."""
    async with db.transaction() as tx:
        ended = await tx.dialogs.ended(telegram_id)
        ids = ended.facts["invitation_ids"] if ended is not None else ()
        issued = [await _anew(tx, telegram_id, invitation_id, now=now) for invitation_id in ids]
        if ended is not None:
            await tx.dialogs.close(telegram_id, invited(ended.kind, issued))
        return tuple(issued)


# --- inside the transaction of the use case that calls them


async def issue_for(tx: Store, member: Member, name: str, sector: Sector, *, now: datetime) -> Issued:
    """The organisation of that name, made if new, and a link for its representative."""
    today = member.partnership.today(now)
    organisation = await tx.people.add_organisation(member.partnership.id, name, sector, today)
    if not organisation.belongs_on(today):  # it had left, and is invited back
        organisation = replace(organisation, left_on=None, sector=sector)
        await tx.people.save_organisation(organisation)
    await touch_coming(tx, member.partnership.id, now=now)
    role = Role.REPRESENTATIVE
    return await _issue(tx, member.partnership, organisation, role, created_by=member.person.id, now=now)


def invited(kind: DialogKind, issued: Sequence[Issued]) -> Ended:
    """What a dialog came to that made invitations."""
    return Ended(kind=kind, facts={"invitation_ids": [one.invitation.id for one in issued]})


async def _anew(tx: Store, telegram_id: int, invitation_id: int, *, now: datetime) -> Issued:
    lost = await tx.invitations.get(invitation_id)
    if lost is None:
        raise NotFound("invitation")
    member = await _coordinator(tx, telegram_id, lost.partnership_id, now=now)
    await tx.invitations.withdraw(lost.id, now=now)
    organisation = await tx.people.organisation(lost.organisation_id or 0)
    return await _issue(tx, member.partnership, organisation, lost.role, created_by=member.person.id, now=now)


async def rename(tx: Store, telegram_id: int, dialog: Dialog, *, now: datetime) -> Organisation:
    """Give an organisation the name that was typed; raises OrganisationExists when another partner has it."""
    name = dialog.draft["organisation"]
    organisation, _ = await _own_partner(tx, telegram_id, dialog.draft["organisation_id"], now=now)
    same = await tx.people.organisation_named(organisation.partnership_id, name)
    if same is not None and same.id != organisation.id:
        raise OrganisationExists(name=same.name)
    renamed = replace(organisation, name=name)
    await tx.people.save_organisation(renamed)
    await touch_coming(tx, renamed.partnership_id, now=now)
    return renamed


async def _issue(
    tx: Store,
    partnership: Partnership,
    organisation: Organisation | None,
    role: Role,
    *,
    created_by: int | None,
    now: datetime,
) -> Issued:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation(
        id=0,
        partnership_id=partnership.id,
        organisation_id=organisation.id if organisation else None,
        role=role,
        expires_at=now + INVITATION_LASTS,
        uses_left=1,
        created_at=now,
        created_by=created_by,
    )
    kept = await tx.invitations.add(invitation, token)
    return Issued(invitation=kept, partnership=partnership, organisation=organisation, token=token)


async def _coordinator(store: Store, telegram_id: int, partnership_id: int, *, now: datetime) -> Member:
    member = await store.people.member(telegram_id, partnership_id, now=now)
    if member is None:
        raise NotFound("partnership")
    if not member.coordinator:
        raise ForCoordinators
    return member


async def _own_partner(
    tx: Store, telegram_id: int, organisation_id: int, *, now: datetime
) -> tuple[Organisation, Member]:
    organisation = await tx.people.organisation(organisation_id)
    if organisation is None:
        raise NotFound("organisation")
    member = await tx.people.member(telegram_id, organisation.partnership_id, now=now)
    if member is None or not member.coordinator:
        raise NotFound("organisation")
    return organisation, member


async def _read(store: Store, partnership_id: int, text: str) -> tuple[PastedLine, ...]:
    lines: list[PastedLine] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            seen = {typed.folded(line.name) for line in lines}
            lines.append(await _read_line(store, partnership_id, number, raw, seen))
    return tuple(lines)


async def _read_line(store: Store, partnership_id: int, number: int, raw: str, seen: set[str]) -> PastedLine:
    name, _, sector_name = raw.rpartition(";") if ";" in raw else (raw, "", "")
    try:
        name = typed.line(name, ORGANISATION_LIMIT)
    except Refusal:
        return PastedLine(line=number, name="", sector=None)
    known = await store.people.organisation_named(partnership_id, name)
    return PastedLine(
        line=number,
        name=name,
        sector=_sector(sector_name) or (known.sector if known and not sector_name.strip() else None),
        known=known,
        twice=typed.folded(name) in seen,
    )


def _sector(text: str) -> Sector | None:
    try:
        return typed.sector(text)
    except SectorUnknown:
        return None
