"""Calendars in the chat: the secret addresses, how to subscribe, how to renew or withdraw one."""

from collections.abc import Sequence

from bot.domain.calendars import Feed, FeedKind
from bot.domain.people import Partnership
from bot.views import lengths
from bot.views.buttons import button, rows, to_menu
from bot.views.callback_data import Verb
from bot.views.marks import blocks, bold, code, lines
from bot.views.message import Button, Message
from bot.views.texts import Texts

SHOWN_FEEDS = 8
NAME = 80


def feeds(
    feeds: Sequence[tuple[Feed, str]],
    t: Texts,
    *,
    loopback: bool,
    partnerships: Sequence[Partnership] = (),
    offered: Sequence[Partnership] = (),
) -> Message:
    """The reader's own address and the partnerships', with the truth about how soon a calendar app looks again.

    `partnerships` gives the feeds their names; `offered` are those whose feed this reader may make and that have none.
    """
    live = [(feed, url) for feed, url in feeds if feed.withdrawn_at is None][:SHOWN_FEEDS]
    names = {partnership.id: lengths.cut(partnership.name, NAME) for partnership in (*partnerships, *offered)}
    own = any(feed.kind is FeedKind.PERSON for feed, _ in live)
    text = blocks(
        f"<b>{t.html('feeds-title')}</b>",
        *(_address(feed, url, names, t) for feed, url in live),
        "" if own else t.html("feeds-none"),
        t.html("feeds-loopback") if live and loopback else "",
        "" if not live else _how(t, loopback=loopback),
    )
    every = button(t.plain("button-every-file"), Verb.FILE, "all")
    making = [] if own else [[button(t.plain("button-feed-new"), Verb.FEED, "new", "person")]]
    making += [[_making(partnership, t)] for partnership in offered[:SHOWN_FEEDS]]
    acts = [row for feed, url in live for row in _acts(feed, url, names, t, loopback=loopback, several=len(live) > 1)]
    return Message(text, rows(*acts, *making, [every], [to_menu(t)]))


def withdrawn(t: Texts) -> Message:
    """That an address is dead."""
    return Message(t.html("feed-withdrawn"), rows([to_menu(t)]))


def _how(t: Texts, *, loopback: bool) -> str:
    """How to subscribe, and what to expect then."""
    page = "" if loopback else t.html("feeds-page")
    return lines(t.html("feeds-how"), page, t.html("feeds-delay"), t.html("feeds-secret"))


def _name_of(feed: Feed, names: dict[int, str], t: Texts) -> str:
    if feed.kind is FeedKind.PERSON:
        return t.plain("feed-person")
    return names.get(feed.partnership_id or 0) or t.plain("feed-partnership")


def _address(feed: Feed, url: str, names: dict[int, str], t: Texts) -> str:
    about = t.html("feed-person-about") if feed.kind is FeedKind.PERSON else t.html("feed-partnership-about")
    return lines(bold(_name_of(feed, names, t)), about, code(_file(url)))


def _acts(
    feed: Feed, url: str, names: dict[int, str], t: Texts, *, loopback: bool, several: bool
) -> list[list[Button]]:
    """Open and copy, renew and withdraw. With several addresses the first button says whose these are."""
    name = f"{lengths.cut(_name_of(feed, names, t), lengths.BUTTON)}: " if several else ""
    # Telegram refuses a message whose button leads to a loopback address, or to anything but http and https.
    reachable = not loopback and url.startswith(("https://", "http://"))
    page = [Button(name + t.plain("button-feed-page"), url=_page(url))] if reachable else []
    copied = _file(url)
    copy = [Button(("" if page else name) + t.plain("button-feed-copy"), copy=copied)]
    return [
        page,
        copy if len(copied) <= lengths.COPIED else [],
        [
            button(t.plain("button-feed-renew"), Verb.FEED, "renew", feed.id),
            button(t.plain("button-feed-withdraw"), Verb.FEED, "withdraw", feed.id),
        ],
    ]


def _making(partnership: Partnership, t: Texts) -> Button:
    label = t.plain("button-feed-new-partnership", name=lengths.cut(partnership.name, lengths.BUTTON))
    return button(label, Verb.FEED, "new", partnership.id)


def _page(url: str) -> str:
    return url.removesuffix(".ics")


def _file(url: str) -> str:
    return f"{_page(url)}.ics"
