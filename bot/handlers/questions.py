"""Showing where a half-finished conversation stands."""

from bot.domain.announcing import KINDS
from bot.domain.dialogs import DialogKind, Step
from bot.handlers import announcements
from bot.handlers.visit import Visit
from bot.usecases import cards, meetings, partners
from bot.usecases.dialogs import Asked
from bot.views import dialogs as views
from bot.views import invitations, previews


async def ask(visit: Visit, asked: Asked, *, resumed: bool = False) -> None:
    """The question where the dialog stands; a preview or a last confirmation is a question too."""
    dialog = asked.dialog
    policy, now, db = visit.services.policy, visit.now, visit.services.db
    if dialog.kind in KINDS:
        await announcements.ask(visit, asked, resumed=resumed)
        return
    match dialog.kind, dialog.step:
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
