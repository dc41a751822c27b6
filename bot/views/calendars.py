"""Calendars in the chat: the secret addresses, how to subscribe, how to renew or withdraw one."""

from collections.abc import Collection, Sequence

from bot.domain.calendars import Feed, FeedKind
from bot.domain.people import Partnership
from bot.views import lengths
from bot.views.buttons import button, rows, to_menu
from bot.views.callback_data import Verb
from bot.views.marks import blocks, bold, code, lines, link
from bot.views.message import Button, Message
from bot.views.texts import Texts

SHOWN_FEEDS = 8
NAME = 80


def feeds(
    feeds: Sequence[tuple[Feed, str]],
    t: Texts,
    *,
    loopback: bool,
    renewable: Collection[int],
    partnerships: Sequence[Partnership] = (),
    offered: Sequence[Partnership] = (),
) -> Message:
    """The reader's own address and the partnerships', with the truth about how soon a calendar app looks again.

    `renewable` are the feeds (by id) that this reader may renew and withdraw. `partnerships` gives the feeds their
    names; `offered` are those whose feed this reader may make and that have none.
    """
    live = [(feed, url) for feed, url in feeds if feed.withdrawn_at is None][:SHOWN_FEEDS]
    known = {partnership.id: partnership for partnership in (*partnerships, *offered)}
    # With a single one "the partnership's calendar" says enough.
    names = {key: lengths.cut(each.name, NAME) for key, each in known.items()} if len(known) > 1 else {}
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
    acts = [
        row
        for feed, url in live
        for row in (
            *_ways_in(feed, url, names, t, loopback=loopback, several=len(live) > 1),
            _rights(feed, t) if feed.id in renewable else [],
        )
    ]
    return Message(text, rows(*acts, *making, [every], [to_menu(t)]))


def every_meeting(count: int, t: Texts) -> Message:
    """What stands under the file of all coming meetings, or instead of it when there are none."""
    return Message(t.html("file-all", n=count))


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
    page = link(t.plain("feed-page-link"), _page(url))
    return lines(bold(_name_of(feed, names, t)), about, code(_file(url)), page)


def _ways_in(
    feed: Feed, url: str, names: dict[int, str], t: Texts, *, loopback: bool, several: bool
) -> list[list[Button]]:
    """Open and copy. With several addresses the first button says whose these are."""
    name = f"{lengths.cut(_name_of(feed, names, t), lengths.BUTTON)}: " if several else ""
    # Telegram refuses a message whose button leads to a loopback address, or to anything but http and https.
    reachable = not loopback and url.startswith(("https://", "http://"))
    page = [Button(name + t.plain("button-feed-page"), url=_page(url))] if reachable else []
    copied = _file(url)
    copy = [Button(("" if page else name) + t.plain("button-feed-copy"), copy=copied)]
    return [
        page,
        copy if len(copied) <= lengths.COPIED else [],
    ]


def _rights(feed: Feed, t: Texts) -> list[Button]:
    return [
        button(t.plain("button-feed-renew"), Verb.FEED, "renew", feed.id),
        button(t.plain("button-feed-withdraw"), Verb.FEED, "withdraw", feed.id),
    ]


def _making(partnership: Partnership, t: Texts) -> Button:
    label = t.plain("button-feed-new-partnership", name=lengths.cut(partnership.name, lengths.BUTTON))
    return button(label, Verb.FEED, "new", partnership.id)


def _page(url: str) -> str:
    return url.removesuffix(".ics")


def _file(url: str) -> str:
    return f"{_page(url)}.ics"
