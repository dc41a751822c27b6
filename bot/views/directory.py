"""The directory of partners, and one partner in it, with what a coordinator may do there."""

from datetime import date, datetime, tzinfo

from bot.domain.people import Directory, Entry, Invitation, Organisation, Person, Sector, Speaker
from bot.views import coordinators, lengths, moments
from bot.views.buttons import button, in_rows, item, named, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

PAGE = 8
LISTED_NAME = 120
LISTED_SPEAKERS = 4
PERSON_NAME = 60
COORDINATORS = 8
ANY = 0  # in place of an organisation's id, where the whole directory is meant


def directory(directory: Directory, t: Texts, *, page: int = 0) -> Message:
    """The partners, eight a page; a coordinator opens one with its button."""
    page, pages = lengths.page_of(page, PAGE, len(directory.entries))
    here = directory.entries[page * PAGE : (page + 1) * PAGE]
    count = t.html("organisations", n=len(directory.entries))
    title = lines(bold(lengths.cut(directory.partnership.name, lengths.TOAST)), count)
    text = blocks(title, _coordinators(directory, t), *(_listed(entry, t) for entry in here))
    opening = [_open(entry) for entry in here] if directory.viewer.coordinator else []
    acting = _inviting(directory, t) if directory.viewer.coordinator else []
    return Message(text, rows(*in_rows(opening, 2), _paging(page, pages, t), acting, [to_menu(t)]))


def _inviting(directory: Directory, t: Texts) -> list[Button]:
    return [item(t, Item.INVITE), coordinators.to_list(directory.partnership.id, t)]


def entry(entry: Entry, directory: Directory, t: Texts, now: datetime) -> Message:
    """One partner: who speaks for it, who cannot be reached, which invitations are open."""
    coordinator = directory.viewer.coordinator
    zone = directory.partnership.zone
    invitations = [invitation for invitation in entry.invitations if coordinator and invitation.open(now)]
    said = [_speaker(speaker, t, coordinator=coordinator) for speaker in entry.speakers]
    open_ = [_invited(invitation, t, zone) for invitation in invitations]
    text = blocks(
        _heading(entry.organisation, t),
        lines(t.html("entry-speakers"), *_short(said, 1500, t)) if said else t.html("entry-outside"),
        lines(t.html("entry-invitations"), *_short(open_, 1000, t)) if open_ else "",
    )
    today = directory.partnership.today(now)
    return Message(text, _acts(entry, invitations, t, today=today) if coordinator else rows([_to_list(t)]))


def sector_choice(entry: Entry, t: Texts) -> Message:
    """The three sectors, the one it has marked."""
    organisation = entry.organisation
    choice = [
        button(t.plain(f"sector-{of}"), Verb.PARTNERS, organisation.id, "sector", of, chosen=of is organisation.sector)
        for of in Sector
    ]
    return Message(lines(bold(organisation.name), t.html("ask-sector")), (tuple(choice), (_to_entry(organisation, t),)))


def leave_sure(entry: Entry, t: Texts) -> Message:
    """Asked before a partner is taken out of the partnership."""
    organisation = entry.organisation
    sure = button(t.plain("button-leave-sure"), Verb.PARTNERS, organisation.id, "leave_sure")
    return Message(t.html("leave-question", organisation=organisation.name), ((sure,), (_to_entry(organisation, t),)))


def left(organisation: Organisation, t: Texts) -> Message:
    """That a partner is no longer one."""
    return Message(t.html("left", organisation=organisation.name), rows([_to_list(t)]))


def removed(speaker: Speaker, organisation: Organisation, t: Texts) -> Message:
    """That a person no longer speaks for a partner."""
    text = t.html("removed", name=speaker.person.name, organisation=organisation.name)
    return Message(text, rows([_to_entry(organisation, t)]))


def entry_changed(entry: Entry, t: Texts) -> Message:
    """That a partner has a new name or sector, and which it has now."""
    text = lines(t.html("entry-changed"), _heading(entry.organisation, t))
    return Message(text, rows([_to_entry(entry.organisation, t), _to_list(t)]))


def _heading(organisation: Organisation, t: Texts) -> str:
    left_on = organisation.left_on
    return lines(
        bold(organisation.name),
        t.html("entry-sector", sector=t.plain(f"sector-{organisation.sector}")),
        t.html("entry-since", day=_day(organisation.joined_on, t)),
        t.html("entry-until", day=_day(left_on, t)) if left_on else "",
    )


def _coordinators(directory: Directory, t: Texts) -> str:
    if not directory.coordinators:
        return ""
    names = [plain(lengths.cut(person.name, PERSON_NAME)) for person in directory.coordinators[:COORDINATORS]]
    rest = len(directory.coordinators) - COORDINATORS
    more = f" {t.html('and-more', n=rest)}" if rest > 0 else ""
    return f"{t.html('directory-coordinators')} {', '.join(names)}{more}"


def _listed(entry: Entry, t: Texts) -> str:
    organisation = entry.organisation
    sector = t.plain(f"sector-{organisation.sector}")
    return lines(
        f"{bold(lengths.cut(organisation.name, LISTED_NAME))} · {plain(sector)}",
        _listed_speakers(entry, t),
    )


def _listed_speakers(entry: Entry, t: Texts) -> str:
    if entry.outside:
        return t.html("directory-outside")
    names = [_name(speaker.person, t) for speaker in entry.speakers[:LISTED_SPEAKERS]]
    rest = len(entry.speakers) - LISTED_SPEAKERS
    return ", ".join(names) + (f" {t.html('and-more', n=rest)}" if rest > 0 else "")


def _speaker(speaker: Speaker, t: Texts, *, coordinator: bool) -> str:
    role = t.html(f"role-{speaker.role}")
    unreachable = "" if speaker.person.reachable or not coordinator else f" – {t.html('entry-unreachable')}"
    return f"• {plain(lengths.cut(speaker.person.name, 120))}, {role}{unreachable}"


def _name(person: Person, t: Texts) -> str:
    return plain(lengths.cut(person.name, PERSON_NAME))


def _invited(invitation: Invitation, t: Texts, zone: tzinfo) -> str:
    role = t.plain(f"role-{invitation.role}")
    return f"• {t.html('entry-invitation', role=role, day=_day(invitation.expires_at.astimezone(zone).date(), t))}"


def _short(said: list[str], limit: int, t: Texts) -> list[str]:
    return lengths.fitted(said, limit, lambda n: t.html("and-more", n=n))


def _acts(entry: Entry, invitations: list[Invitation], t: Texts, *, today: date) -> Rows:
    """What a coordinator may do; a partner that has left can only be looked at."""
    organisation = entry.organisation
    if not organisation.belongs_on(today) and organisation.left_on is not None:
        return rows([_to_list(t)])
    acts = [
        button(t.plain(f"button-{action.replace('_', '-')}"), Verb.PARTNERS, organisation.id, action)
        for action in ("invite", "deputy", "rename", "sector")
    ]
    return rows(
        *in_rows(acts, 2),
        *([_ending(entry, speaker, t)] for speaker in entry.speakers if speaker.membership_id is not None),
        *([_withdrawing(invitation, t)] for invitation in invitations),
        [button(t.plain("button-leave"), Verb.PARTNERS, organisation.id, "leave")],
        [_to_list(t)],
    )


def _ending(entry: Entry, speaker: Speaker, t: Texts) -> Button:
    label = t.plain("button-end", name=lengths.cut(speaker.person.name, lengths.BUTTON))
    return button(label, Verb.PARTNERS, entry.organisation.id, "end", speaker.membership_id)


def _withdrawing(invitation: Invitation, t: Texts) -> Button:
    label = t.plain("button-withdraw-invitation", role=t.plain(f"role-{invitation.role}"))
    return button(label, Verb.INVITATION, invitation.id, "withdraw")


def _open(entry: Entry) -> Button:
    return named(entry.organisation.name, Verb.PARTNERS, entry.organisation.id)


def _to_entry(organisation: Organisation, t: Texts) -> Button:
    return button(t.plain("button-back"), Verb.PARTNERS, organisation.id)


def _to_list(t: Texts) -> Button:
    return item(t, Item.PARTNERS)


def _paging(page: int, pages: int, t: Texts) -> list[Button]:
    before = [button(t.plain("button-page-before"), Verb.PARTNERS, ANY, "page", page - 1)] if page > 0 else []
    after = [button(t.plain("button-page-after"), Verb.PARTNERS, ANY, "page", page + 1)] if page + 1 < pages else []
    return before + after


def _day(of: date, t: Texts) -> str:
    return moments.day(of, t.language, weekday=False)
