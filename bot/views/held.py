"""What a restore or a downtime has held, for coordinators: the list, one heap with its people, and what was decided."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.held import Cause, Decided, Heap, Held, Kind, Waiting, total
from bot.views import lengths, moments
from bot.views.announcements import named as counted_names
from bot.views.buttons import button, rows, to_menu
from bot.views.buttons import named as named_button
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message
from bot.views.texts import Texts

EVERYTHING = "all"  # in place of a kind, on the buttons that decide on all of them
SEND, DROP = "send", "drop"
TITLE = 60


def in_menu(waiting: Waiting, t: Texts) -> tuple[str, tuple[Button, ...]]:
    """The line and the button that the menu has while something is held."""
    if not waiting.count:
        return "", ()
    key = "held-in-menu" if waiting.cause is Cause.RESTORE else "held-in-menu-downtime"
    return t.html(key, n=waiting.count), (open_list(waiting.count, t),)


def open_list(count: int, t: Texts) -> Button:
    """The button to the list of what is held."""
    return button(f"{t.plain('item-held')} ({count})", Verb.MENU, Item.HELD)


def listing(held: Sequence[Held], t: Texts, *, done: Decided | None = None) -> Message:
    """Every heap with a button; above them what was decided just now."""
    first = decided(done, t) if done is not None else ""
    if not held:
        return Message(blocks(first, t.html("held-nothing")), rows([to_menu(t)]))
    shown = held[: lengths.MOST_BUTTONS]
    head = blocks(first, lines(f"⏸ {bold(t.plain('held-title'))}", *_why(held, t)), t.html("held-decide"))
    room = lengths.TEXT - lengths.shown(head) - 2
    said = lengths.fitted([f"• {_line(each, t)}" for each in held], room, lambda n: t.html("and-more", n=n))
    heaps = [[named_button(_named(each, t), Verb.HELD, each.heap.kind, each.heap.about)] for each in shown]
    everything = button(t.plain("held-button-all", n=total(held)), Verb.HELD, EVERYTHING, 0)
    return Message(blocks(head, lines(*said)), rows(*heaps, [everything] if len(held) > 1 else [], [to_menu(t)]))


def heap(of: Held, t: Texts) -> Message:
    """One heap: for whom it is, since when, and how many of it would be skipped; its count is what a press decides."""
    update = of.heap.kind is Kind.UPDATE
    since = moments.moment(of.due_at, of.partnership.zone, t.language)
    text = blocks(
        lines(f"⏸ <b>{plain(t.plain(f'held-kind-{of.heap.kind}', n=of.count))}</b>", _subject(of, t)),
        lines(
            t.html("held-since-received" if update else "held-since-due", moment=since),
            counted_names("held-from" if update else "held-for", of.names, t) if of.names else "",
            t.html("held-pointless", n=of.pointless) if of.pointless else "",
        ),
        t.html("held-handled-how" if update else "held-sent-how"),
    )
    return Message(text, rows(*_decisions(of.heap.kind, of.heap.about, of.last, of.count, t), [_back(t)]))


def everything(held: Sequence[Held], t: Texts) -> Message:
    """The last question before all of it is decided at once."""
    last = max((each.last for each in held if each.heap.kind is not Kind.UPDATE), default=0)
    said = [f"• {plain(t.plain(f'held-kind-{kind}', n=n))}" for kind, n in _by_kind(held).items()]
    text = blocks(f"⏸ {bold(t.plain('held-everything'))}", lines(*said), t.html("held-sent-how"))
    return Message(text, rows(*_decisions(EVERYTHING, 0, last, total(held), t), [_back(t)]))


def decided(done: Decided, t: Texts) -> str:
    """What a press has done, as HTML; when somebody was faster, that nothing was left to do."""
    if not done.count:
        return t.html("held-already")
    return f"✅ {t.html('held-sent' if done.sent else 'held-dropped', n=done.count)}"


def _why(held: Sequence[Held], t: Texts) -> list[str]:
    """Of each cause a sentence."""
    causes = {each.cause for each in held}
    return [t.html(f"held-why-{cause}") for cause in Cause if cause in causes]


def _decisions(kind: str, about: int, last: int, count: int, t: Texts) -> list[list[Button]]:
    return [
        [button(t.plain("held-button-send", n=count), Verb.HELD, kind, about, last, SEND)],
        [button(t.plain("held-button-drop", n=count), Verb.HELD, kind, about, last, DROP)],
    ]


def _back(t: Texts) -> Button:
    return button(t.plain("button-back"), Verb.MENU, Item.HELD)


def _by_kind(held: Sequence[Held]) -> dict[Kind, int]:
    counts: dict[Kind, int] = {}
    for each in held:
        counts[each.heap.kind] = counts.get(each.heap.kind, 0) + each.count
    return counts


def _line(of: Held, t: Texts) -> str:
    what, subject = plain(t.plain(f"held-kind-{of.heap.kind}", n=of.count)), _subject(of, t)
    return f"{what}: {subject}" if subject else what


def _named(of: Held, t: Texts) -> str:
    what = t.plain(f"held-kind-{of.heap.kind}", n=of.count)
    return f"{what}: {lengths.cut(of.title, TITLE)}" if of.title else what


def _subject(of: Held, t: Texts) -> str:
    """What it is about, as HTML: the title with its date, or the partnership."""
    if not of.title:
        return plain(lengths.cut(of.partnership.name, TITLE))
    title = t.html("held-title-of", title=lengths.cut(of.title, TITLE))
    return f"{title}, {plain(_day(of.at, of, t))}" if of.at is not None else title


def _day(at: datetime, of: Held, t: Texts) -> str:
    return moments.day(at.astimezone(of.partnership.zone).date(), t.language, weekday=False)


def heap_named(kind: str, about: int) -> Heap | None:
    """The heap that a button names; None for a kind that none of ours is."""
    return Heap(Kind(kind), about) if kind in Kind._value2member_map_ else None
