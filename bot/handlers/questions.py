"""Showing where a half-finished conversation stands."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.announcing import KINDS
from bot.domain.dialogs import Dialog, DialogKind, Step
from bot.handlers import announcements
from bot.handlers.visit import Visit
from bot.usecases import cards, meetings, partners, report_requests, reports, request_changes
from bot.usecases.dialogs import Asked
from bot.views import dialogs as views
from bot.views import invitations, previews, requesting
from bot.views import reports as report_views
from bot.views.message import Message


async def ask(visit: Visit, asked: Asked, *, resumed: bool = False) -> None:
    """The question where the dialog stands; a preview or a last confirmation is a question too."""
    dialog = asked.dialog
    if dialog.kind in KINDS:
        await announcements.ask(visit, asked, resumed=resumed)
        return
    if dialog.kind is DialogKind.REPORT:
        await _report(visit, dialog, resumed=resumed)
        return
    if dialog.kind is DialogKind.NEW_REQUEST and dialog.step is Step.EMAIL:
        await _request_letter(visit, dialog)
        return
    shown = _WITH_FACTS.get((dialog.kind, dialog.step))
    if shown is not None:
        await visit.show(await shown(visit, dialog))
        return
    await visit.show(views.question(dialog, visit.t, visit.now, asked.zone, resumed=resumed))


async def _report(visit: Visit, dialog: Dialog, *, resumed: bool) -> None:
    whose = dialog.draft["request_id"], dialog.draft["organisation_id"]
    filling = await reports.filling(visit.services.db, visit.telegram_id, *whose, now=visit.now)
    if dialog.step is Step.ANSWER:
        await visit.show(report_views.question(filling, dialog, visit.t, resumed=resumed))
    else:
        await visit.show(report_views.summary(filling, dialog, visit.t, visit.now, resumed=resumed))


async def _meeting(visit: Visit, dialog: Dialog) -> Message:
    preview = await meetings.preview(visit.services.db, dialog, visit.services.policy, now=visit.now)
    return previews.preview(preview, dialog, visit.t, visit.now)


async def _calling_off(visit: Visit, dialog: Dialog) -> Message:
    db = visit.services.db
    card = await cards.card(db, visit.telegram_id, dialog.draft["meeting_id"], now=visit.now)
    reach = await meetings.reach(db, card.meeting, visit.must_know().person, now=visit.now)
    return views.confirm_call_off(dialog, card.meeting, reach, visit.t)


async def _pasted(visit: Visit, dialog: Dialog) -> Message:
    text, partnership_id = dialog.draft["text"], dialog.partnership_id or 0
    lines = await partners.pasted(visit.services.db, visit.telegram_id, partnership_id, text, now=visit.now)
    return invitations.pasted_dry_run(lines, dialog, visit.t)


async def _request(visit: Visit, dialog: Dialog) -> Message:
    asking = await report_requests.preview(visit.services.db, dialog, visit.services.policy, now=visit.now)
    return requesting.preview(asking, dialog, visit.t, visit.now)


async def _request_letter(visit: Visit, dialog: Dialog) -> None:
    asking = await report_requests.preview(visit.services.db, dialog, visit.services.policy, now=visit.now)
    for message in requesting.letter(asking, dialog, visit.t):
        await visit.say(message)


async def _changed_request(visit: Visit, dialog: Dialog) -> Message:
    change = await request_changes.preview(visit.services.db, dialog, now=visit.now)
    return requesting.change(change, dialog, visit.t)


async def _asked_partners(visit: Visit, dialog: Dialog) -> Message:
    every = await report_requests.partners(visit.services.db, dialog, now=visit.now)
    return requesting.partners(every, dialog, visit.t)


# Questions that show more than the dialog itself knows.
_WITH_FACTS: Mapping[tuple[DialogKind, Step], Callable[[Visit, Dialog], Awaitable[Message]]] = {
    (DialogKind.NEW_MEETING, Step.PREVIEW): _meeting,
    (DialogKind.CHANGE_MEETING, Step.PREVIEW): _meeting,
    (DialogKind.CANCEL_MEETING, Step.CONFIRM): _calling_off,
    (DialogKind.PASTE, Step.CONFIRM): _pasted,
    (DialogKind.NEW_REQUEST, Step.PREVIEW): _request,
    (DialogKind.CHANGE_REQUEST, Step.PREVIEW): _changed_request,
    (DialogKind.NEW_REQUEST, Step.REQUEST_PARTNERS): _asked_partners,
}
