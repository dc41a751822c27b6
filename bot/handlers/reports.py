"""Reports, for those who fill them in: what is asked of them, going on where somebody stopped, sending."""

from telegram import Update

from bot.domain import report_texts
from bot.domain.dialogs import Dialog, Ended
from bot.domain.reports import Value
from bot.handlers.callback_data import number
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs, reports
from bot.usecases.reports import Closed, WhichReport
from bot.views import reports as views


async def listing(visit: Visit, _text: str = "") -> None:
    """/raport."""
    asked = await reports.mine(visit.services.db, visit.must_know(), now=visit.now)
    await visit.show(views.listing(asked, visit.t, visit.now))


async def report(visit: Visit, request_id: str, organisation_id: str = "") -> None:
    """*Wypełnij*."""
    visit.must_know()
    organisation = number(organisation_id) if organisation_id else None
    begun = await reports.begin(visit.db, visit.telegram_id, number(request_id), organisation, now=visit.now)
    await visit.answer()
    if isinstance(begun, WhichReport):
        await visit.say(views.which(begun.request, begun.organisations, visit.t))
    else:
        await _show(visit, begun)


async def send(visit: Visit, serial: int) -> None:
    """*Wyślij raport*."""
    await _show(visit, await reports.send(visit.db, visit.telegram_id, serial, now=visit.now))


async def tell_again(visit: Visit, ended: Ended) -> None:
    """The report as it was sent, when the reply that told it was lost."""
    whose = ended.facts["request_id"], ended.facts["organisation_id"]
    filling = await reports.filling(visit.services.db, visit.telegram_id, *whose, now=visit.now)
    await visit.show(views.closed(filling, visit.t, visit.now))


def file_of(update: Update) -> Value | None:
    """The file that came, or None. A picture has no name of its own."""
    message = update.effective_message
    if message is None:
        return None
    if message.document is not None:
        document = message.document
        return report_texts.file(
            document.file_name or document.file_unique_id, document.file_size or 0, document.file_id
        )
    if message.photo:
        largest = message.photo[-1]
        return report_texts.file(f"{largest.file_unique_id}.jpg", largest.file_size or 0, largest.file_id, photo=True)
    return None


async def _show(visit: Visit, begun: Dialog | Closed) -> None:
    """The question where it goes on, or the whole report once it is sent."""
    if isinstance(begun, Closed):
        await visit.show(views.closed(begun.filling, visit.t, visit.now))
        return
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    assert asked is not None  # opened a moment ago; updates of a chat are handled one after another
    await ask(visit, asked)
