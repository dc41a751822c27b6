"""Showing where a half-finished conversation stands."""

from bot.domain.dialogs import DialogKind, Step
from bot.handlers.visit import Visit
from bot.usecases import cards, meetings, partners, report_requests, reports
from bot.usecases.dialogs import Asked
from bot.views import dialogs as views
from bot.views import invitations, previews
from bot.views import report_requests as request_views
from bot.views import reports as report_views


async def ask(visit: Visit, asked: Asked, *, resumed: bool = False) -> None:
    """The question where the dialog stands; a preview or a last confirmation is a question too."""
    dialog = asked.dialog
    policy, now, db = visit.services.policy, visit.now, visit.services.db
    match dialog.kind, dialog.step:
        case DialogKind.REPORT, step:
            whose = dialog.draft["request_id"], dialog.draft["organisation_id"]
            filling = await reports.filling(db, visit.telegram_id, *whose, now=now)
            if step is Step.ANSWER:
                await visit.show(report_views.question(filling, dialog, visit.t, resumed=resumed))
            else:
                await visit.show(report_views.summary(filling, dialog, visit.t, now, resumed=resumed))
        case DialogKind.NEW_REQUEST, Step.PREVIEW:
            asking = await report_requests.preview(db, dialog, policy, now=now)
            await visit.show(request_views.preview(asking, dialog, visit.t, now))
        case DialogKind.NEW_REQUEST, Step.REQUEST_PARTNERS:
            every = await report_requests.partners(db, dialog, now=now)
            await visit.show(request_views.partners(every, dialog, visit.t))
        case _, Step.PREVIEW:
            shown = await meetings.preview(db, dialog, policy, now=now)
            await visit.show(previews.preview(shown, dialog, visit.t, now))
        case DialogKind.CANCEL_MEETING, Step.CONFIRM:
            card = await cards.card(db, visit.telegram_id, dialog.draft["meeting_id"], now=now)
            reach = await meetings.reach(db, card.meeting, visit.must_know().person, now=now)
            await visit.show(views.confirm_call_off(dialog, card.meeting, reach, visit.t))
        case DialogKind.PASTE, Step.CONFIRM:
            lines = await partners.pasted(
                db, visit.telegram_id, dialog.partnership_id or 0, dialog.draft["text"], now=now
            )
            await visit.show(invitations.pasted_dry_run(lines, dialog, visit.t))
        case _:
            await visit.show(views.question(dialog, visit.t, now, asked.zone, resumed=resumed))
