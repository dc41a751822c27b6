"""The ready e-mail that asks partners outside Telegram for their report."""

from collections.abc import Sequence

from bot.domain.people import Partnership
from bot.domain.reports import Question, QuestionKind, RequestDetails
from bot.views import lengths, moments
from bot.views.marks import block, blocks, lines, plain
from bot.views.message import Message, Rows
from bot.views.reports import mark, period
from bot.views.texts import Texts

NAMED = 20
LISTED_NAME = 80


def letter(
    details: RequestDetails, partnership: Partnership, outside: Sequence[str], t: Texts, back: Rows
) -> tuple[Message, ...]:
    """Whom it concerns, and the letter to copy, in parts when one message cannot hold it; `back` stands at the end."""
    names = "; ".join(plain(lengths.cut(name, LISTED_NAME)) for name in outside[:NAMED])
    rest = len(outside) - NAMED
    intro = lines(t.html("announcement-email-intro"), names, t.html("and-more", n=rest) if rest > 0 else "")
    *first, last = _parts(_text(details, partnership, t))
    return (Message(intro), *(Message(block(part)) for part in first), Message(block(last), back))


def _text(details: RequestDetails, partnership: Partnership, t: Texts) -> str:
    name = lengths.cut(partnership.name, lengths.TOAST)
    contact = partnership.contact_email
    until = moments.moment(details.deadline, partnership.zone, t.language)
    return blocks(
        t.plain("request-email-subject", title=details.title),
        t.plain("announcement-email-greeting"),
        t.plain("request-email-asks", title=details.title, period=period(details.period, t), moment=until),
        lines(*(f"{asked.number}. {asked.question.text}{_kind(asked.question, t)}" for asked in details.asked)),
        t.plain("request-email-how"),
        t.plain("announcement-email-contact", email=contact) if contact else "",
        lines(t.plain("announcement-email-regards"), name),
    )


def _kind(asked: Question, t: Texts) -> str:
    return "" if asked.kind is QuestionKind.TEXT else f" {mark(asked, t)}"


def _parts(text: str) -> list[str]:
    """Whole lines, as many as a message holds: no line of a letter is as long as a message."""
    parts = [""]
    for line in text.split("\n"):
        longer = f"{parts[-1]}\n{line}" if parts[-1] else line
        if lengths.units(longer) > lengths.TEXT:
            parts.append(line)
        else:
            parts[-1] = longer
    return parts
