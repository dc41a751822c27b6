"""Who runs a partnership, and what is asked before somebody no longer does."""

from bot.domain.people import Coordination, FormerCoordinator, Person
from bot.views import lengths
from bot.views.buttons import button, item, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message
from bot.views.texts import Texts

NAME = 120
LISTED = 2500  # units of names, beside what is said around them


def listing(of: Coordination, t: Texts) -> Message:
    """The coordinators with a button each, oneself last; the only one has none, and is told why."""
    listed = [_listed(person, of, t) for person in of.coordinators]
    text = blocks(
        lines(bold(t.plain("coordinators-title")), plain(_name(of))),
        lines(*lengths.fitted(listed, LISTED, lambda n: t.html("and-more", n=n))),
        t.html("coordinators-one") if of.of_one else "",
        t.html("coordinators-how"),
    )
    ending = [] if of.of_one else [[_ending(person, of, t)] for person in _own_last(of)]
    return Message(text, rows(*ending, [item(t, Item.PARTNERS)]))


def question(of: Coordination, person: Person, t: Texts) -> Message:
    """Asked before it ends: what the person loses, and what stays."""
    own = "-own" if _own(person, of) else ""
    text = blocks(
        t.html(f"coordinator-end{own}-question", partnership=_name(of), name=lengths.cut(person.name, NAME)),
        t.html(f"coordinator-end{own}-rights"),
        t.html(f"coordinator-end{own}-stays"),
    )
    sure = button(t.plain("button-coordinator-end-sure"), Verb.COORDINATORS, of.partnership.id, person.id, "sure")
    return Message(text, rows([sure], [_back(of, t)]))


def ended(of: FormerCoordinator, t: Texts) -> Message:
    """That somebody's coordination has ended."""
    partnership = lengths.cut(of.partnership.name, lengths.TOAST)
    if of.own:
        return Message(t.html("coordinator-ended-own", partnership=partnership), rows([to_menu(t)]))
    text = t.html("coordinator-ended", name=lengths.cut(of.person.name, NAME), partnership=partnership)
    return Message(text, rows([to_list(of.partnership.id, t), item(t, Item.PARTNERS)]))


def to_list(partnership_id: int, t: Texts) -> Button:
    """The button that opens the list."""
    return button(t.plain("button-coordinators"), Verb.COORDINATORS, partnership_id)


def _back(of: Coordination, t: Texts) -> Button:
    return button(t.plain("button-back"), Verb.COORDINATORS, of.partnership.id)


def _own_last(of: Coordination) -> list[Person]:
    """As many as there is room for; oneself always, for who leaves should find the way."""
    others = [person for person in of.coordinators if not _own(person, of)]
    return [*others[: lengths.MOST_BUTTONS - 1], of.viewer.person]


def _listed(person: Person, of: Coordination, t: Texts) -> str:
    key = "coordinators-you" if _own(person, of) else "coordinators-listed"
    unreachable = "" if person.reachable else f" – {t.html('entry-unreachable')}"
    return t.html(key, name=lengths.cut(person.name, NAME)) + unreachable


def _ending(person: Person, of: Coordination, t: Texts) -> Button:
    own = _own(person, of)
    name = lengths.cut(person.name, lengths.BUTTON)
    label = t.plain("button-coordinator-end-own") if own else t.plain("button-end", name=name)
    return button(label, Verb.COORDINATORS, of.partnership.id, person.id)


def _own(person: Person, of: Coordination) -> bool:
    return person.id == of.viewer.person.id


def _name(of: Coordination) -> str:
    return lengths.cut(of.partnership.name, lengths.TOAST)
