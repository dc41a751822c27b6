"""Meetings: the list, a card, the coordinator's roll call, announcing, changing and cancelling."""

from bot.domain.dialogs import DialogKind, Ended
from bot.domain.meetings import Change
from bot.domain.refusals import ButtonForeign, ChangedMeanwhile
from bot.handlers.callback_data import answer_named, number
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import cards, dialogs, meetings, rsvps
from bot.views import meetings as views
from bot.views import roll_calls
from bot.views.rsvps import toast


async def listing(visit: Visit, text: str = "") -> None:
    """/spotkania, or a page of it."""
    coming = await cards.coming(visit.services.db, visit.must_know(), now=visit.now)
    page = int(text) if text.isdecimal() else 0
    await visit.show(views.listing(coming, visit.t, visit.now, page=page))


async def card(visit: Visit, meeting_id: str) -> None:
    """A fresh card, which takes the place of the older one in this chat."""
    visit.must_know()
    found = await cards.card(visit.services.db, visit.telegram_id, number(meeting_id), now=visit.now)
    await visit.answer()
    await visit.show_card(found)


async def roll_call(visit: Visit, meeting_id: str) -> None:
    visit.must_know()
    roll = await cards.roll_call(visit.services.db, visit.telegram_id, number(meeting_id), now=visit.now)
    await visit.show(roll_calls.roll_call(roll, visit.t, visit.now))


async def behalf(visit: Visit, meeting_id: str, organisation_id: str = "", answer: str = "") -> None:
    """Note an answer for a partner who telephoned: whose, then which."""
    visit.must_know()
    roll = await cards.roll_call(visit.services.db, visit.telegram_id, number(meeting_id), now=visit.now)
    if not organisation_id:
        await visit.show(roll_calls.behalf_choice(roll, visit.t))
        return
    chosen = [seat.organisation for seat in roll.seats if seat.organisation.id == number(organisation_id)]
    if not chosen:
        raise ButtonForeign
    if not answer:
        await visit.show(roll_calls.behalf_answer(roll.meeting, chosen[0], visit.t))
        return
    organisation = await rsvps.answer_on_behalf(
        visit.db, visit.telegram_id, roll.meeting.id, chosen[0].id, answer_named(answer), now=visit.now
    )
    await visit.answer(toast(answer_named(answer), [organisation], visit.t))
    await roll_call(visit, meeting_id)


async def change(visit: Visit, meeting_id: str) -> None:
    visit.must_know()
    await _begin(visit, meeting_id, DialogKind.CHANGE_MEETING)


async def call_off(visit: Visit, meeting_id: str) -> None:
    visit.must_know()
    await _begin(visit, meeting_id, DialogKind.CANCEL_MEETING)


async def announce(visit: Visit, serial: int, *, when_open: bool) -> None:
    """*Ogłoś*."""
    done = await meetings.announce(
        visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now, when_open=when_open
    )
    await visit.show(views.announced(done, visit.t))


async def save_change(visit: Visit, serial: int) -> None:
    try:
        done, changes = await meetings.change(visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now)
    except ChangedMeanwhile as overtaken:
        await _show_what_others_changed(visit, serial, overtaken.meeting_id)
        raise
    await visit.show(views.changed(done, changes, visit.t))


async def save_call_off(visit: Visit, serial: int) -> None:
    done = await meetings.call_off(visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now)
    await visit.show(views.called_off(done, visit.t))


async def tell_again(visit: Visit, ended: Ended) -> None:
    """What announcing, changing or cancelling came to, when the reply that told it was lost."""
    done = await meetings.announced(visit.services.db, ended, now=visit.now)
    match ended.kind:
        case DialogKind.NEW_MEETING:
            await visit.show(views.announced(done, visit.t))
        case DialogKind.CHANGE_MEETING:
            changes = tuple(Change(change) for change in ended.facts["changes"])
            await visit.show(views.changed(done, changes, visit.t))
        case _:
            await visit.show(views.called_off(done, visit.t))


async def _show_what_others_changed(visit: Visit, serial: int, meeting_id: int) -> None:
    """The meeting as the other coordinator made it. The draft ends: it began from what is no longer so."""
    await dialogs.cancel(visit.services.db, visit.telegram_id, serial)
    await visit.show_card(await cards.card(visit.services.db, visit.telegram_id, meeting_id, now=visit.now))


async def _begin(visit: Visit, meeting_id: str, kind: DialogKind) -> None:
    await meetings.begin_change(visit.db, visit.telegram_id, number(meeting_id), kind, now=visit.now)
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    assert asked is not None  # opened a moment ago; updates of a chat are handled one after another
    await ask(visit, asked)
