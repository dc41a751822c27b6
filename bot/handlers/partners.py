"""The directory and the invitations."""

import io
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.dialogs import DialogKind, Ended
from bot.domain.people import Directory, Entry, Issued, Organisation, Role
from bot.domain.refusals import ButtonForeign, NotInvited
from bot.handlers.callback_data import number, sector_named
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs, partners
from bot.views import directory as views
from bot.views import invitations
from bot.views.callback_data import Item
from bot.views.menus import which_partnership

ANY = 0  # in place of an organisation: the whole directory


async def directory(visit: Visit, text: str = "") -> None:
    """/partnerzy."""
    known = visit.must_know()
    if not known.members:
        raise NotInvited
    current = known.person.current_partnership_id
    member = next((member for member in known.members if member.partnership.id == current), None)
    if member is None and len(known.members) > 1:
        await visit.show(which_partnership(known.members, Item.PARTNERS, visit.t))
        return
    partnership = (member or known.members[0]).partnership
    whole = await partners.directory(visit.services.db, visit.telegram_id, partnership.id, now=visit.now)
    await visit.show(views.directory(whole, visit.t, page=int(text) if text.isdecimal() else 0))


async def partner(visit: Visit, organisation_id: str, action: str = "", value: str = "") -> None:
    """A partner in the directory, or one of its buttons."""
    visit.must_know()
    chosen = number(organisation_id)
    if chosen == ANY:
        await directory(visit, value)
        return
    if action not in ACTIONS:
        raise ButtonForeign
    await ACTIONS[action](visit, chosen, value)


async def invitation(visit: Visit, invitation_id: str, action: str) -> None:
    """Withdraw an invitation."""
    visit.must_know()
    if action != "withdraw":
        raise ButtonForeign
    await partners.withdraw_invitation(visit.db, visit.telegram_id, number(invitation_id), now=visit.now)
    await tell_withdrawn(visit)


async def tell_withdrawn(visit: Visit, *_: str) -> None:
    await visit.show(invitations.withdrawn(visit.t))


async def show_entry(visit: Visit, organisation_id: int) -> None:
    entry, whole = await partners.entry(visit.services.db, visit.telegram_id, organisation_id, now=visit.now)
    await visit.show(views.entry(entry, whole, visit.t, visit.now))


async def show_invitation(visit: Visit, issued: Issued) -> None:
    """The link as text, as a picture to scan, and as a button that copies it."""
    link = visit.services.deep_link(issued.token)
    await visit.answer()
    await visit.say(invitations.invitation(issued, link, qr_picture(link), visit.t))


async def known(visit: Visit, text: str) -> Organisation | None:
    """The partner that a name alone means, so that its sector need not be typed again."""
    member = visit.coordinating()
    name = text.strip()
    if member is None or not name or ";" in name:
        return None
    return await partners.known_organisation(
        visit.services.db, visit.telegram_id, member.partnership.id, name, now=visit.now
    )


async def invite_known(visit: Visit, organisation: Organisation) -> None:
    issued = await partners.invite(
        visit.db,
        visit.telegram_id,
        organisation.partnership_id,
        organisation.name,
        organisation.sector,
        now=visit.now,
    )
    await show_invitation(visit, issued)


async def save_pasted(visit: Visit, serial: int) -> None:
    """Every partner of the list, with a ready e-mail each."""
    await _show_emails(visit, await partners.invite_pasted(visit.db, visit.telegram_id, serial, now=visit.now))


async def tell_again(visit: Visit, ended: Ended) -> None:
    """The links once more, when the reply that bore them was lost."""
    issued = await partners.issue_again(visit.services.db, visit.telegram_id, now=visit.now)
    if ended.kind is DialogKind.PASTE:
        await _show_emails(visit, issued)
        return
    for one in issued:
        await show_invitation(visit, one)


async def tell_of(visit: Visit, organisation_id: str, action: str) -> None:
    """How a partner stands, when the reply to a button was lost; a link that was lost is made anew."""
    if action in {"invite", "deputy"}:
        await ACTIONS[action](visit, number(organisation_id), "")
    elif action == "leave_sure":
        await directory(visit)
    else:
        await show_entry(visit, number(organisation_id))


async def _show_emails(visit: Visit, issued: Sequence[Issued]) -> None:
    await visit.answer()
    for message in invitations.pasted_done([(one, visit.services.deep_link(one.token)) for one in issued], visit.t):
        await visit.say(message)


def qr_picture(link: str) -> bytes:
    """The link as a PNG to scan."""
    import segno

    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


async def _show(visit: Visit, organisation_id: int, _value: str) -> None:
    await show_entry(visit, organisation_id)


async def _invite(visit: Visit, organisation_id: int, _value: str) -> None:
    await _invite_as(visit, organisation_id, Role.REPRESENTATIVE)


async def _invite_deputy(visit: Visit, organisation_id: int, _value: str) -> None:
    await _invite_as(visit, organisation_id, Role.DEPUTY)


async def _invite_as(visit: Visit, organisation_id: int, role: Role) -> None:
    issued = await partners.invite_to(visit.db, visit.telegram_id, organisation_id, role, now=visit.now)
    await show_invitation(visit, issued)


async def _end(visit: Visit, organisation_id: int, membership_id: str) -> None:
    """Somebody no longer speaks for the organisation."""
    await partners.end_membership(visit.db, visit.telegram_id, organisation_id, number(membership_id), now=visit.now)
    await show_entry(visit, organisation_id)


async def _leave(visit: Visit, organisation_id: int, _value: str) -> None:
    entry, _ = await _as_coordinator(visit, organisation_id)
    await visit.show(views.leave_sure(entry, visit.t))


async def _leave_sure(visit: Visit, organisation_id: int, _value: str) -> None:
    left = await partners.leave(visit.db, visit.telegram_id, organisation_id, now=visit.now)
    await visit.show(views.left(left, visit.t))


async def _rename(visit: Visit, organisation_id: int, _value: str) -> None:
    entry, whole = await _as_coordinator(visit, organisation_id)
    asked = await dialogs.begin(
        visit.db,
        visit.telegram_id,
        DialogKind.RENAME,
        partnership_id=whole.partnership.id,
        draft={"organisation_id": entry.organisation.id},
        now=visit.now,
    )
    await ask(visit, asked)


async def _sector(visit: Visit, organisation_id: int, value: str) -> None:
    if not value:
        entry, _ = await _as_coordinator(visit, organisation_id)
        await visit.show(views.sector_choice(entry, visit.t))
        return
    sector = sector_named(value)
    await partners.set_sector(visit.db, visit.telegram_id, organisation_id, sector, now=visit.now)
    await show_entry(visit, organisation_id)


async def _as_coordinator(visit: Visit, organisation_id: int) -> tuple[Entry, Directory]:
    entry, whole = await partners.entry(visit.services.db, visit.telegram_id, organisation_id, now=visit.now)
    whole.viewer.must_coordinate("organisation")
    return entry, whole


ACTIONS: dict[str, Callable[[Visit, int, str], Awaitable[None]]] = {
    "": _show,
    "invite": _invite,
    "deputy": _invite_deputy,
    "rename": _rename,
    "sector": _sector,
    "end": _end,
    "leave": _leave,
    "leave_sure": _leave_sure,
}
