"""Requests for reports, for coordinators: who is missing, the answers, the spreadsheet, taking a request back."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.domain.dialogs import Dialog
from bot.domain.people import Known
from bot.domain.refusals import ButtonForeign, NotFound
from bot.domain.report_overviews import Overview
from bot.domain.reports import ValueKind
from bot.handlers.callback_data import number
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs, report_requests, request_changes
from bot.views import report_requests as views
from bot.views import report_sheets, requesting
from bot.views.message import FileKind, KeptFile, Message


async def listing(visit: Visit, text: str = "") -> None:
    """/raporty, or a page of it."""
    visit.must_coordinate()
    known: Known = visit.must_know()
    overviews = await report_requests.listing(visit.services.db, known.coordinates, now=visit.now)
    await visit.show(views.listing(overviews, visit.t, page=int(text) if text.isdecimal() else 0))


async def request(visit: Visit, request_id: str, what: str = "", value: str = "") -> None:
    """A button about one request; number 0 is the list."""
    visit.must_know()
    if number(request_id) == 0:
        await listing(visit, value)
        return
    if what not in ACTIONS:
        raise ButtonForeign
    found = await report_requests.overview(visit.services.db, visit.telegram_id, number(request_id), now=visit.now)
    await ACTIONS[what](visit, found, value)


async def send(visit: Visit, serial: int, *, when_open: bool) -> None:
    """*Wyślij*."""
    done = await report_requests.send(
        visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now, when_open=when_open
    )
    await visit.show(requesting.sent(done, visit.t))


async def save_change(visit: Visit, serial: int) -> None:
    """*Zapisz* of a change; what another coordinator has changed meanwhile is shown first."""
    done = await request_changes.save(visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now)
    if isinstance(done, Dialog):
        await _show_change(visit)
    else:
        await visit.show(requesting.changed(done, visit.t))


async def _overview(visit: Visit, found: Overview, _value: str) -> None:
    await visit.show(views.overview(found, visit.t, visit.now))


async def _overview_anew(visit: Visit, found: Overview, _value: str) -> None:
    """From the message that counts the reports: that one stays, because it is edited with every report that comes."""
    await visit.say(views.overview(found, visit.t, visit.now))


async def _change(visit: Visit, found: Overview, _value: str) -> None:
    await request_changes.begin(visit.db, visit.telegram_id, found.request.id, now=visit.now)
    await _show_change(visit)


async def _show_change(visit: Visit) -> None:
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    assert asked is not None  # opened a moment ago; updates of a chat are handled one after another
    await ask(visit, asked)


async def _email(visit: Visit, found: Overview, _value: str) -> None:
    """The letter for those outside Telegram whose report is missing."""
    if not found.missing_outside:
        raise NotFound("organisation")
    await visit.answer()
    for message in views.letter(found, visit.t):
        await visit.say(message)


async def _partner(visit: Visit, found: Overview, value: str) -> None:
    if not value:
        await visit.show(views.partner_choice(found, visit.t))
        return
    filling = report_requests.report_of(found, number(value))
    await visit.show(views.one(filling, visit.t, found.after(filling.organisation.id)))


async def _question(visit: Visit, found: Overview, value: str) -> None:
    asked = found.request.at(number(value))
    if asked is None:
        raise ButtonForeign
    await visit.show(views.by_question(found, asked, visit.t))


async def _sheet(visit: Visit, found: Overview, _value: str) -> None:
    await visit.answer()
    # In a thread: a workbook of hundreds of partners takes seconds, in which nobody else would be answered.
    await visit.say(await asyncio.to_thread(report_sheets.workbook, found, visit.t, visit.now))


async def _file(visit: Visit, found: Overview, value: str) -> None:
    """A file that a partner sent: passed on as Telegram keeps it."""
    organisation, _, position = value.partition(".")
    filling = report_requests.report_of(found, number(organisation))
    given = filling.report.given.get(number(position))
    if given is None or given.value.kind is not ValueKind.FILE:
        raise NotFound("file")
    kind = FileKind.PHOTO if given.value.photo else FileKind.DOCUMENT
    file = KeptFile(given.value.file_id, kind)
    await visit.answer()
    await visit.say(Message(views.file_caption(filling, number(position), visit.t), file=file))


async def _withdraw(visit: Visit, found: Overview, _value: str) -> None:
    await visit.show(views.withdraw_sure(found, visit.t))


async def _withdraw_sure(visit: Visit, found: Overview, _value: str) -> None:
    done = await report_requests.withdraw(
        visit.db, visit.telegram_id, found.request.id, visit.services.policy, now=visit.now
    )
    await visit.show(views.withdrawn(done, visit.t))


ACTIONS: dict[str, Callable[[Visit, Overview, str], Awaitable[None]]] = {
    "": _overview,
    "new": _overview_anew,
    "change": _change,
    "email": _email,
    "org": _partner,
    "question": _question,
    "xlsx": _sheet,
    "file": _file,
    "withdraw": _withdraw,
    "withdraw_sure": _withdraw_sure,
}
