"""What a person sets for themselves, and what is stored about them."""

import json
from dataclasses import asdict

from bot.domain.dialogs import DialogKind
from bot.domain.people import Language
from bot.domain.refusals import ButtonForeign
from bot.handlers import people as arriving
from bot.handlers.callback_data import number
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs, people
from bot.views import my_data as data_views
from bot.views import settings as views


async def settings(visit: Visit, _text: str = "") -> None:
    """/ustawienia."""
    await visit.show(views.settings(visit.must_know(), visit.t, visit.now))


async def change(visit: Visit, what: str, value: str = "") -> None:
    """One of the buttons of the settings."""
    visit.must_know()
    match what, value:
        case "language", ("pl" | "en" | "de"):
            await _language(visit, Language(value))
        case "reminders", ("on" | "off"):
            known = await people.set_reminders(visit.db, visit.telegram_id, value == "on", now=visit.now)
            await visit.show(views.settings(known, visit.t, visit.now))
        case "pause", "":
            await ask(visit, await dialogs.begin(visit.db, visit.telegram_id, DialogKind.PAUSE, now=visit.now))
        case "resume", "":
            known = await people.pause_until(visit.db, visit.telegram_id, None, now=visit.now)
            await visit.show(views.settings(known, visit.t, visit.now))
        case "partnership", _:
            known = await people.choose_partnership(visit.db, visit.telegram_id, number(value), now=visit.now)
            await visit.show(views.settings(known, visit.t, visit.now))
        case _:
            raise ButtonForeign


async def my_data(visit: Visit, _text: str = "") -> None:
    """/moje_dane."""
    visit.must_know()
    dossier = await people.dossier(visit.services.db, visit.telegram_id, now=visit.now)
    zone = views.zone_of(visit.must_know())
    await visit.show(data_views.my_data(dossier, visit.t, zone=zone))


async def data(visit: Visit, what: str) -> None:
    """Export, or erase after being asked once more."""
    visit.must_know()
    match what:
        case "export":
            await _export(visit)
        case "erase":
            await visit.show(data_views.erase_sure(visit.t))
        case "erase_sure":
            await people.erase(visit.db, visit.telegram_id, now=visit.now)
            await visit.show(data_views.erased(visit.t))
            await arriving.set_commands(visit)
            visit.known = None  # a stranger from now on, of whom this very update is not kept either
        case _:
            raise ButtonForeign


async def tell_erased(visit: Visit, _what: str) -> None:
    """That nothing is stored any more, when the reply that told it was lost; nothing else here changes anything."""
    if visit.known is None:
        await visit.show(data_views.erased(visit.t))
        await arriving.set_commands(visit)


async def _language(visit: Visit, language: Language) -> None:
    known = await people.set_language(visit.db, visit.telegram_id, language, now=visit.now)
    spoken = visit.speaking(language)
    await spoken.show(views.settings(known, spoken.t, spoken.now))
    await arriving.set_commands(spoken, language)


async def _export(visit: Visit) -> None:
    dossier = await people.dossier(visit.services.db, visit.telegram_id, now=visit.now)
    content = json.dumps(asdict(dossier), ensure_ascii=False, indent=2, default=str).encode()
    await visit.answer()
    await visit.say(data_views.exported(content, visit.t))
