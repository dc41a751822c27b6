"""Answering a meeting with one button, and what belongs to an answer: people, note, substitute."""

import asyncio

from bot.domain.dialogs import DialogKind
from bot.domain.people import Organisation
from bot.handlers.callback_data import answer_named, number
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import cards, dialogs, rsvps
from bot.usecases.rsvps import EVERY_SEAT, Answered, Named, WhichSeat
from bot.views import rsvps as views
from bot.views.callback_data import Verb


async def answer(visit: Visit, meeting_id: str, answer: str, organisation: str = "") -> None:
    """*Będę · Nie będę · Może*."""
    visit.must_know()
    chosen = answer_named(answer)
    done = await rsvps.answer_meeting(
        visit.db,
        visit.telegram_id,
        number(meeting_id),
        chosen,
        _named(organisation),
        now=visit.now,
        edits_until=visit.edits_until,
    )
    if isinstance(done, WhichSeat):
        await visit.answer()
        await visit.say(views.in_whose_name(done.meeting, done.organisations, chosen, visit.t))
        return
    # Side by side: one after the other, the card would change a round trip later than it could.
    await asyncio.gather(
        visit.answer(views.toast(chosen, done.organisations, visit.t)), visit.update_card(done.card, done.shown)
    )


async def people(visit: Visit, meeting_id: str, organisation: str, count: str) -> None:
    """*Ile osób? 1 · 2 · 3 · więcej*."""
    visit.must_know()
    if count == "more":
        await _ask(visit, DialogKind.PEOPLE, number(meeting_id), number(organisation))
        return
    done: Answered = await rsvps.set_people(
        visit.db,
        visit.telegram_id,
        number(meeting_id),
        number(organisation),
        number(count),
        now=visit.now,
        edits_until=visit.edits_until,
    )
    await visit.answer()
    await visit.update_card(done.card, done.shown)


async def tell_again(visit: Visit, meeting_id: str) -> None:
    """The card once more, after a press that has had its effect, and was cut off before it was answered."""
    card = await cards.card(visit.services.db, visit.telegram_id, number(meeting_id), now=visit.now)
    await visit.leave_card(card, await cards.in_chat(visit.services.db, card.meeting.id, visit.chat.id))


async def note(visit: Visit, meeting_id: str, organisation: str = "") -> None:
    await _for_seat(visit, DialogKind.NOTE, Verb.NOTE, meeting_id, organisation)


async def substitute(visit: Visit, meeting_id: str, organisation: str = "") -> None:
    await _for_seat(visit, DialogKind.SUBSTITUTE, Verb.SUBSTITUTE, meeting_id, organisation)


async def _for_seat(visit: Visit, kind: DialogKind, verb: Verb, meeting_id: str, organisation: str) -> None:
    visit.must_know()
    seat = await rsvps.which_seat(
        visit.services.db, visit.telegram_id, number(meeting_id), _named(organisation), now=visit.now
    )
    if isinstance(seat, Organisation):
        await _ask(visit, kind, number(meeting_id), seat.id)
    else:
        await visit.say(views.for_which(seat.meeting, seat.organisations, verb, visit.t))


async def _ask(visit: Visit, kind: DialogKind, meeting_id: int, organisation_id: int) -> None:
    draft = {"meeting_id": meeting_id, "organisation_id": organisation_id}
    asked = await dialogs.begin(visit.db, visit.telegram_id, kind, draft=draft, now=visit.now)
    await visit.answer()
    await ask(visit, asked)


def _named(organisation: str) -> Named:
    if not organisation:
        return None
    return EVERY_SEAT if organisation == EVERY_SEAT else number(organisation)
