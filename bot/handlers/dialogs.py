"""Half-finished conversations: what was typed or pressed, the next question, or the effect at the end."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain import typed
from bot.domain.dialogs import DialogKind, Ended
from bot.domain.refusals import ButtonForeign, NotUnderstood, QuestionGone, TextExpected
from bot.handlers import announcements, callback_data, meetings, partners, report_requests, reports
from bot.handlers.questions import ask
from bot.handlers.reports import file_of
from bot.handlers.visit import Visit
from bot.usecases import dialogs
from bot.usecases.dialogs import Asked, Invited, Paused, Renamed, Result, RsvpKept
from bot.views import dialogs as views
from bot.views import reports as report_views
from bot.views import rsvps, settings
from bot.views.callback_data import Action, Item
from bot.views.menus import which_partnership
from bot.views.message import Message


async def new_meeting(visit: Visit, text: str = "") -> None:
    """/nowe: asked step by step, or TITLE; WHEN; PLACE[; DESCRIPTION] in one line straight to the preview."""
    await _begin(visit, DialogKind.NEW_MEETING, Item.NEW, text)


async def invite(visit: Visit, text: str = "") -> None:
    """/zapros: ORGANISATION[; SECTOR], or a pasted list of several lines, or asked step by step."""
    several = len([line for line in text.splitlines() if line.strip()]) > 1
    known = None if several else await partners.known(visit, text)
    if known is not None:
        await partners.invite_known(visit, known)
    else:
        await _begin(visit, DialogKind.PASTE if several else DialogKind.INVITE, Item.INVITE, text)


async def new_request(visit: Visit, text: str = "") -> None:
    """/prosba: asked step by step, or TITLE; DEADLINE; QUESTION; QUESTION… in one line straight to the preview."""
    await _begin(visit, DialogKind.NEW_REQUEST, Item.REQUEST, text)


async def _begin(visit: Visit, kind: DialogKind, item: Item, text: str) -> None:
    """Open a coordinator's dialog, after asking which partnership is meant if there are several."""
    member = visit.coordinating()
    if member is None:
        await _ask_which(visit, item, text)
        return
    if text.strip():
        result = await dialogs.begin_with(
            visit.db,
            visit.telegram_id,
            kind,
            text,
            visit.services.policy,
            partnership_id=member.partnership.id,
            now=visit.now,
        )
        await tell(visit, result)
        return
    asked = await dialogs.begin(visit.db, visit.telegram_id, kind, partnership_id=member.partnership.id, now=visit.now)
    await ask(visit, asked)


async def _ask_which(visit: Visit, item: Item, text: str) -> None:
    """Which partnership is meant. A button is too small for what was typed, so the question answers its message."""
    question = which_partnership(visit.must_coordinate(), item, visit.t)
    message = visit.update.effective_message
    if text.strip() and message is not None:
        await visit.say(question, reply_to=message.message_id)
    else:
        await visit.show(question)


async def said(visit: Visit) -> None:
    """A text (or something else) in a private chat, outside any command."""
    visit.must_know()
    if await announcements.awaits_message(visit):
        await announcements.written(visit)
        return
    message = visit.update.effective_message
    if message is None or message.text is None:
        await _sent_no_text(visit)
        return
    result = await dialogs.said(
        visit.db, visit.telegram_id, typed.whole(message.text), visit.services.policy, now=visit.now
    )
    await tell(visit, result)


async def _sent_no_text(visit: Visit) -> None:
    """A file is the answer where a report asks for one; anything else is asked for in words."""
    if await dialogs.current(visit.services.db, visit.telegram_id) is None:
        raise NotUnderstood
    value = file_of(visit.update)
    if value is None:
        raise TextExpected
    await tell(visit, await dialogs.filed(visit.db, visit.telegram_id, value, visit.services.policy, now=visit.now))


async def pressed(visit: Visit, serial: str, action: str, value: str = "") -> None:
    """A button of a dialog."""
    visit.must_know()
    if action not in Action._value2member_map_:
        raise ButtonForeign
    db, policy, who, now, number = (
        visit.db,
        visit.services.policy,
        visit.telegram_id,
        visit.now,
        callback_data.number(serial),
    )
    match Action(action):
        case Action.CANCEL:
            await visit.show(_given_up(await dialogs.cancel(db, who, number), visit))
        case Action.BACK:
            await tell(visit, await dialogs.back(db, who, number, policy, now=now))
        case Action.SKIP:
            await tell(visit, await dialogs.skipped(db, who, number, policy, now=now))
        case Action.PICK:
            await tell(visit, await dialogs.picked(db, who, number, value, policy, now=now))
        case Action.CONFIRM | Action.LATER as confirmed:
            await _confirm(visit, number, when_open=confirmed is Action.LATER)


async def cancel(visit: Visit, _text: str = "") -> None:
    """/anuluj."""
    visit.must_know()
    await visit.say(_given_up(await dialogs.cancel(visit.db, visit.telegram_id), visit))


def _given_up(kind: DialogKind, visit: Visit) -> Message:
    """Of a report everything answered so far is kept; of anything else nothing is."""
    return report_views.paused(visit.t) if kind is DialogKind.REPORT else views.cancelled(visit.t)


async def tell(visit: Visit, result: Result) -> None:
    """The next question, or what came of the dialog."""
    match result:
        case Asked():
            await ask(visit, result)
        case RsvpKept():
            await visit.say(rsvps.saved(result.rsvp, result.organisation, visit.t))
        case Invited():
            await partners.show_invitation(visit, result.issued)
        case Renamed():
            await partners.show_entry(visit, result.organisation.id)
        case Paused():
            await visit.say(settings.settings(result.known, visit.t, visit.now))


async def tell_again(visit: Visit, ended: Ended) -> None:
    """What came of a dialog, when the reply that told it was lost."""
    match ended.kind:
        case DialogKind.NEW_MEETING | DialogKind.CHANGE_MEETING | DialogKind.CANCEL_MEETING:
            await meetings.tell_again(visit, ended)
        case DialogKind.INVITE | DialogKind.PASTE:
            await partners.tell_again(visit, ended)
        case DialogKind.NEW_REQUEST | DialogKind.CHANGE_REQUEST:
            await report_requests.request(visit, str(ended.facts["request_id"]))
        case DialogKind.REPORT:
            await reports.tell_again(visit, ended)
        case DialogKind.ANNOUNCE | DialogKind.CORRECT:
            await announcements.tell_again(visit, ended)
        case _:
            result = await dialogs.told_again(visit.services.db, visit.telegram_id, ended, now=visit.now)
            if result is not None:
                await tell(visit, result)


async def _confirm(visit: Visit, serial: int, *, when_open: bool) -> None:
    """The button that makes it so: announce, save the change, cancel the meeting, make the invitations."""
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    if asked is None or asked.dialog.serial != serial:
        raise QuestionGone
    if asked.dialog.kind not in _CONFIRMED:
        raise QuestionGone
    await _CONFIRMED[asked.dialog.kind](visit, serial, when_open)


_CONFIRMED: Mapping[DialogKind, Callable[[Visit, int, bool], Awaitable[None]]] = {
    DialogKind.NEW_MEETING: lambda visit, serial, later: meetings.announce(visit, serial, when_open=later),
    DialogKind.CHANGE_MEETING: lambda visit, serial, _: meetings.save_change(visit, serial),
    DialogKind.CANCEL_MEETING: lambda visit, serial, _: meetings.save_call_off(visit, serial),
    DialogKind.PASTE: lambda visit, serial, _: partners.save_pasted(visit, serial),
    DialogKind.NEW_REQUEST: lambda visit, serial, later: report_requests.send(visit, serial, when_open=later),
    DialogKind.CHANGE_REQUEST: lambda visit, serial, _: report_requests.save_change(visit, serial),
    DialogKind.REPORT: lambda visit, serial, _: reports.send(visit, serial),
    DialogKind.ANNOUNCE: lambda visit, serial, later: announcements.send(visit, serial, when_open=later),
    DialogKind.CORRECT: lambda visit, serial, _: announcements.correct(visit, serial),
}
