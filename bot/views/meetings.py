"""Meetings in the chat: the list, the preview a coordinator confirms, and what was done. Cards are in cards.py."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.meetings import Announced, Change
from bot.domain.rsvps import Card, standing
from bot.views import lengths, moments
from bot.views.buttons import button, card_of, named, roll_of, rows, to_menu
from bot.views.callback_data import Verb
from bot.views.cards import MARKS, card, retired
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message
from bot.views.previews import preview
from bot.views.roll_calls import behalf_answer, behalf_choice, planned, roll_call
from bot.views.texts import Texts

__all__ = [
    "announced",
    "behalf_answer",
    "behalf_choice",
    "called_off",
    "card",
    "changed",
    "listing",
    "preview",
    "retired",
    "roll_call",
]

PAGE = 8
LISTED_TITLE = 120  # eight titles, places and answers of this length fit into one message
LISTED_SEATS = 3
NAMED_OUTSIDE = 10


def listing(cards: Sequence[Card], t: Texts, now: datetime, *, page: int = 0) -> Message:
    """Coming meetings with the reader's own answer, eight a page, a button each."""
    if not cards:
        return Message(blocks(bold(t.plain("listing-title")), t.html("listing-empty")), rows([to_menu(t)]))
    page, pages = lengths.page_of(page, PAGE, len(cards))
    here = cards[page * PAGE : (page + 1) * PAGE]
    numbered = [_listed(number, shown, t, now) for number, shown in enumerate(here, start=page * PAGE + 1)]
    return Message(
        blocks(bold(t.plain("listing-title")), *numbered),
        rows(*([_open(shown, t)] for shown in here), paging(page, pages, Verb.MEETINGS, t=t), [to_menu(t)]),
    )


def paging(page: int, pages: int, verb: Verb, *parts: object, t: Texts) -> list[Button]:
    """Buttons to the page before and the page after, where there is one."""
    before = [button(t.plain("button-page-before"), verb, *parts, page - 1)] if page > 0 else []
    after = [button(t.plain("button-page-after"), verb, *parts, page + 1)] if page + 1 < pages else []
    return before + after


def announced(sent: Announced, t: Texts) -> Message:
    """To the coordinator: that it went out, or when it will, and whom no message reaches."""
    meeting = sent.meeting
    if sent.at is None:
        said = t.html("announced-now", title=meeting.title, n=sent.people)
    else:
        at = moments.moment(sent.at, meeting.zone, t.language)
        said = t.html("announced-later", title=meeting.title, moment=at, n=sent.people)
    return _done(said, sent, t)


def changed(sent: Announced, changes: Sequence[Change], t: Texts) -> Message:
    """To the coordinator: what was saved, and whether everybody is asked again."""
    what = ", ".join(t.plain(f"change-{change}") for change in changes)
    again = t.html("changed-asked-again") if Change.DATE in changes else t.html("changed-answers-stand")
    said = lines(t.html("changed-saved", title=sent.meeting.title, what=what, n=sent.people), again)
    return _done(said, sent, t)


def called_off(sent: Announced, t: Texts) -> Message:
    """To the coordinator: that it is off, and who has been told."""
    return _done(t.html("called-off-done", title=sent.meeting.title, n=sent.people), sent, t)


def outside_line(outside: Sequence[str], t: Texts) -> str:
    """Partners that must be told by other means, at most ten of them by name."""
    if not outside:
        return ""
    names = "; ".join(plain(name) for name in outside[:NAMED_OUTSIDE])
    rest = len(outside) - NAMED_OUTSIDE
    more = f" {t.html('and-more', n=rest)}" if rest > 0 else ""
    return f"{t.html('outside-tell')} {names}{more}"


def _done(said: str, sent: Announced, t: Texts) -> Message:
    buttons = rows([card_of(t, sent.meeting.id), roll_of(t, sent.meeting.id)])
    return Message(blocks(said, outside_line(sent.outside, t)), buttons)


def _listed(number: int, shown: Card, t: Texts, now: datetime) -> str:
    meeting = shown.meeting
    title = bold(lengths.cut(meeting.title, LISTED_TITLE))
    when = moments.span(meeting.details.slot, t.language, now=now)
    return lines(
        f"{number}. {title}",
        plain(planned(meeting, t, now)),
        f"🗓 {plain(when)}",
        f"📍 {plain(lengths.cut(meeting.details.place, 60))}" if meeting.details.place else "",
        plain(lengths.cut(shown.partnership.name, 60)) if shown.names_partnership else "",
        t.html("card-cancelled") if meeting.cancelled else _answers(shown, t),
    )


def _answers(shown: Card, t: Texts) -> str:
    """The reader's own answers; with several organisations each is named on a line of its own."""
    if not shown.own:
        return ""
    said = []
    for seat in shown.own[:LISTED_SEATS]:
        answer = standing(shown.meeting, seat)
        word = t.html(f"answer-{answer}") if answer else t.html("answer-none")
        name = f"{plain(lengths.cut(seat.organisation.name, lengths.BUTTON))}: " if len(shown.own) > 1 else ""
        said.append(f"{MARKS[answer]} {name}{word}")
    rest = len(shown.own) - LISTED_SEATS
    return lines(*said, t.html("and-more", n=rest) if rest > 0 else "")


def _open(shown: Card, t: Texts) -> Button:
    meeting = shown.meeting
    day = moments.short_day(meeting.starts_at.astimezone(meeting.zone).date(), t.language)
    return named(f"{day} · {meeting.title}", Verb.MEETING, meeting.id)
