"""The way in: greeting, menu, help, and the question which partnership is meant."""

from collections.abc import Sequence

from bot.domain.held import Waiting
from bot.domain.people import Known, Member, Offer, Role
from bot.views import commands, lengths
from bot.views import held as held_views
from bot.views.buttons import in_rows, item, named, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.commands import Command, slash
from bot.views.marks import blocks, code, lines, plain
from bot.views.message import Message, Rows
from bot.views.texts import Texts

LISTED = 10
NOTHING_HELD = Waiting()
OF_MEMBERS = (
    Item.MEETINGS,
    Item.REPORT,
    Item.CALENDAR,
    Item.PARTNERS,
    Item.SETTINGS,
    Item.MY_DATA,
    Item.HELP,
)
OF_COORDINATORS = (Item.NEW, Item.ANNOUNCEMENTS, Item.REQUEST, Item.REPORTS, Item.INVITE)
OF_ANYBODY = (Item.SETTINGS, Item.MY_DATA, Item.HELP)


def welcome(known: Known, joined: Offer | None, t: Texts) -> Message:
    """Greets; after an invitation was accepted, says what was joined and what comes next."""
    belongs = _joined(joined, t) if joined else _roles(known, t)
    coming = t.html("welcome-next") if joined or known.members else ""
    return Message(blocks(t.html("welcome"), belongs, coming), _items(known, t))


def menu(known: Known, t: Texts, *, held: Waiting = NOTHING_HELD) -> Message:
    """The menu, from which everything is reached; what is `held` waits for the reader's decision."""
    hint, way = held_views.in_menu(held, t)
    text = blocks(f"<b>{t.html('menu-title')}</b>", _roles(known, t), hint)
    return Message(text, rows(way, *_items(known, t)))


def help(known: Known, t: Texts) -> Message:  # noqa: A001  # the word people type
    """What the bot does, and the commands in the reader's language for those who like them."""
    offered = commands.menu(t.language, coordinator=bool(known.coordinates), member=bool(known.members))
    listed = [f"/{name} – {plain(description)}" for name, description in offered]
    examples = lines(t.html("help-one-line"), code(f"{slash(Command.NEW, t.language)} {t.plain('help-new-example')}"))
    return Message(
        blocks(
            f"<b>{t.html('help-title')}</b>",
            t.html("help-buttons"),
            t.html("help-partner"),
            lines(t.html("help-commands"), *listed),
            examples if known.coordinates else "",
            _contacts(known, t),
        ),
        rows([to_menu(t)]),
    )


def stranger(t: Texts, contact_email: str) -> Message:
    """To somebody unknown: what this is, and how to be invited. Nothing is asked of them."""
    contact = t.html("stranger-contact", email=contact_email) if contact_email else ""
    return Message(blocks(t.html("stranger"), lines(t.html("stranger-how"), contact)))


def which_partnership(members: Sequence[Member], item: Item, t: Texts) -> Message:
    """Asked once of a person in several partnerships."""
    choice = [
        [named(member.partnership.name, Verb.WHICH, member.partnership.id, item)]
        for member in members[: lengths.MOST_BUTTONS]
    ]
    return Message(t.html("which-partnership"), rows(*choice))


def _items(known: Known, t: Texts) -> Rows:
    shown = OF_MEMBERS if known.members else OF_ANYBODY
    coordinating = OF_COORDINATORS if known.coordinates else ()
    return in_rows([item(t, of) for of in (*coordinating, *shown)], 2)


def _joined(joined: Offer, t: Texts) -> str:
    partnership = lengths.cut(joined.partnership.name, lengths.TOAST)
    if joined.invitation.role is Role.COORDINATOR or joined.organisation is None:
        return t.html("joined-coordinator", partnership=partnership)
    return t.html(f"joined-{joined.invitation.role}", organisation=joined.organisation.name, partnership=partnership)


def _roles(known: Known, t: Texts) -> str:
    """Where the reader belongs, a line each."""
    said = [
        line
        for member in known.members
        for line in (*_speaking(member, t), *([_coordinating(member, t)] if member.coordinator else []))
    ]
    if not said:
        return t.html("roles-none")
    rest = len(said) - LISTED
    return lines(*said[:LISTED], t.html("and-more", n=rest) if rest > 0 else "")


def _speaking(member: Member, t: Texts) -> list[str]:
    partnership = lengths.cut(member.partnership.name, 100)
    return [
        t.html(
            "role-line", organisation=seat.organisation.name, role=t.plain(f"role-{seat.role}"), partnership=partnership
        )
        for seat in member.seats
    ]


def _coordinating(member: Member, t: Texts) -> str:
    return t.html("role-line-coordinator", partnership=lengths.cut(member.partnership.name, 100))


def _contacts(known: Known, t: Texts) -> str:
    """The offices to turn to, each once."""
    emails = dict.fromkeys(member.partnership.contact_email for member in known.members)
    return lines(*(t.html("help-contact", email=email) for email in list(emails)[:LISTED] if email))
