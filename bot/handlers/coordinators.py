"""Who runs a partnership, and ending somebody's coordination."""

from bot.domain.people import FormerCoordinator
from bot.domain.refusals import ButtonForeign
from bot.handlers import people
from bot.handlers.callback_data import number
from bot.handlers.visit import Visit
from bot.usecases import coordinators as cases
from bot.views import coordinators as views


async def coordinators(visit: Visit, partnership_id: str, person_id: str = "", sure: str = "") -> None:
    """The list; with somebody's number the question, and what follows from the answer."""
    visit.must_know()
    if sure not in {"", "sure"}:
        raise ButtonForeign
    home = number(partnership_id)
    if sure:
        await _show(visit, await cases.end(visit.db, visit.telegram_id, home, number(person_id), now=visit.now))
        return
    found = await cases.coordination(visit.services.db, visit.telegram_id, home, now=visit.now)
    if person_id:
        await visit.show(views.question(found, found.to_end(number(person_id)), visit.t))
    else:
        await visit.show(views.listing(found, visit.t))


async def tell_again(visit: Visit, partnership_id: str, person_id: str, _sure: str) -> None:
    """The reply to a press that has had its effect, and was cut off before it was answered."""
    db, home, whom = visit.services.db, number(partnership_id), number(person_id)
    former = await cases.ended(db, visit.telegram_id, home, whom, now=visit.now)
    if former is None:  # somebody has invited them back meanwhile
        await people.menu(visit)
    else:
        await _show(visit, former)


async def _show(visit: Visit, former: FormerCoordinator) -> None:
    await visit.show(views.ended(former, visit.t))
    await people.set_commands(visit, of=former.person.telegram_id)
