"""Answers in the chat: the word that pops up after a press, in whose name it was, and what was added to it."""

from collections.abc import Sequence

from bot.domain.meetings import Meeting
from bot.domain.people import Organisation
from bot.domain.rsvps import Answer, Rsvp
from bot.views import lengths
from bot.views.buttons import button, card_of, named, rows
from bot.views.callback_data import Verb
from bot.views.marks import bold, lines, plain
from bot.views.message import Message
from bot.views.texts import Texts

TOAST_NAME = 100


def toast(answer: Answer, organisations: Sequence[Organisation], t: Texts) -> str:
    """What pops up over the chat once an answer is stored; plain text of at most 200 units."""
    word = t.plain(f"answer-{answer}")
    if len(organisations) == 1:
        name = lengths.cut(organisations[0].name, TOAST_NAME)
        return t.plain("toast-answer", answer=word, organisation=name)
    return t.plain("toast-answers", answer=word, organisations=t.plain("organisations", n=len(organisations)))


def in_whose_name(meeting: Meeting, organisations: Sequence[Organisation], answer: Answer, t: Texts) -> Message:
    """The one question that a press asks which fits several seats."""
    text = lines(bold(meeting.title), t.html("in-whose-name", answer=t.plain(f"answer-{answer}")))
    choice = [
        [named(organisation.name, Verb.RSVP, meeting.id, answer, organisation.id)]
        for organisation in organisations[: lengths.MOST_BUTTONS]
    ]
    return Message(text, rows(*choice, [button(t.plain("button-all"), Verb.RSVP, meeting.id, answer, "all")]))


def for_which(meeting: Meeting, organisations: Sequence[Organisation], verb: Verb, t: Texts) -> Message:
    """The same question before a note or a substitute, which belong to one organisation each."""
    choice = [
        [named(organisation.name, verb, meeting.id, organisation.id)]
        for organisation in organisations[: lengths.MOST_BUTTONS]
    ]
    return Message(lines(bold(meeting.title), t.html("for-which")), rows(*choice))


def saved(rsvp: Rsvp, organisation: Organisation, t: Texts) -> Message:
    """That a note, a substitute or a number of people was stored, with the whole answer as it is now."""
    people = f" ({t.html('people', n=rsvp.people)})" if rsvp.answer is Answer.YES else ""
    text = lines(
        f"<b>{t.html('saved')}</b>",
        f"{plain(organisation.name)}: {t.html(f'answer-{rsvp.answer}')}{people}",
        t.html("own-substitute", name=rsvp.substitute) if rsvp.substitute else "",
        t.html("own-note", note=rsvp.note) if rsvp.note else "",
    )
    return Message(text, rows([card_of(t, rsvp.meeting_id)]))
