"""What is stored about a person: shown, handed over, erased."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.people import Dossier, Seat
from bot.domain.rsvps import Answer
from bot.views import lengths, moments
from bot.views.buttons import button, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, lines, plain
from bot.views.message import File, Message
from bot.views.texts import Texts

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")
LAST_ANSWERS = 5
LISTED = 10
NAME = 80


def my_data(dossier: Dossier, t: Texts, *, zone: tzinfo = OFFICE_ZONE) -> Message:
    """Everything in a few lines; the whole of it comes as a file."""
    text = blocks(
        f"<b>{t.html('data-title')}</b>",
        _person(dossier, t, zone),
        _roles(dossier, t),
        _answers(dossier, t, zone),
        lines(
            t.html("data-received", n=dossier.received),
            t.html("data-announcements", n=len(dossier.announcements), read=_confirmed(dossier)),
            t.html("data-inbox", n=dossier.inbox),
            t.html("data-feeds", n=dossier.feeds),
        ),
    )
    export = button(t.plain("button-export"), Verb.DATA, "export")
    erase = button(t.plain("button-erase"), Verb.DATA, "erase")
    return Message(text, rows([export, erase], [to_menu(t)]))


def exported(content: bytes, t: Texts) -> Message:
    """The file that takes everything away, as JSON."""
    return Message(t.html("data-exported"), file=File(t.plain("data-file-name"), content, "application/json"))


def erase_sure(t: Texts) -> Message:
    """Asked before a person is erased: what goes, what stays, and that it cannot be undone."""
    sure = button(t.plain("button-erase-sure"), Verb.DATA, "erase_sure")
    keep = button(t.plain("button-keep"), Verb.MENU, Item.MY_DATA)
    return Message(blocks(f"<b>{t.html('erase-question')}</b>", t.html("erase-what")), rows([sure], [keep]))


def erased(t: Texts) -> Message:
    """The last message."""
    return Message(t.html("erased"))


def _confirmed(dossier: Dossier) -> int:
    return sum(read_at is not None for _, _, read_at in dossier.announcements)


def _person(dossier: Dossier, t: Texts, zone: tzinfo) -> str:
    person = dossier.person
    agreed = (
        t.html("data-agreed", moment=moments.moment(person.agreed_at, zone, t.language)) if person.agreed_at else ""
    )
    return lines(
        t.html("data-name", name=lengths.cut(person.name, lengths.TOAST)),
        # As text: Fluent would group the digits of a number.
        t.html("data-telegram", id=str(person.telegram_id)),
        t.html("data-language", language=t.plain(f"language-{person.language}")),
        agreed,
        t.html("data-blocked") if person.blocked_at else "",
    )


def _roles(dossier: Dossier, t: Texts) -> str:
    said = [_seat(partnership, seat, t) for partnership, seat in dossier.speaks_for]
    said += [t.html("role-line-coordinator", partnership=lengths.cut(name, NAME)) for name in dossier.coordinates]
    if not said:
        return ""
    return lines(f"<b>{t.html('data-roles')}</b>", *said[:LISTED], _more(len(said) - LISTED, t))


def _seat(partnership: str, seat: Seat, t: Texts) -> str:
    line = t.html(
        "role-line",
        organisation=lengths.cut(seat.organisation.name, NAME),
        role=t.plain(f"role-{seat.role}"),
        partnership=lengths.cut(partnership, NAME),
    )
    since = moments.day(seat.since, t.language, weekday=False)
    if seat.until is None:
        return f"{line} {t.html('data-since', since=since)}"
    until = moments.day(seat.until, t.language, weekday=False)
    return f"{line} {t.html('data-since-until', since=since, until=until)}"


def _answers(dossier: Dossier, t: Texts, zone: tzinfo) -> str:
    """The last few; all of them are in the file."""
    if not dossier.answers:
        return t.html("data-no-answers")
    newest = sorted(dossier.answers, key=lambda answer: answer[3], reverse=True)
    said = [_answer(*answer, t, zone) for answer in newest[:LAST_ANSWERS]]
    return lines(
        f"<b>{t.html('data-answers', n=len(dossier.answers))}</b>", *said, _more(len(dossier.answers) - LAST_ANSWERS, t)
    )


def _answer(meeting: str, organisation: str, answer: str, at: datetime, t: Texts, zone: tzinfo) -> str:
    word = t.plain(f"answer-{Answer(answer)}")
    names = f"{lengths.cut(meeting, NAME)} ({lengths.cut(organisation, NAME)})"
    day = moments.day(at.astimezone(zone).date(), t.language, weekday=False)
    return f"• {plain(names)}: {plain(word)}, {plain(day)}"


def _more(n: int, t: Texts) -> str:
    return t.html("and-more", n=n) if n > 0 else ""
