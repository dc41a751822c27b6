"""What a restore has held: a coordinator looks, and has it sent or dropped."""

from bot.domain.held import Decided, Heap, Held
from bot.domain.refusals import ButtonForeign, NotFound
from bot.handlers.callback_data import number
from bot.handlers.visit import Visit
from bot.usecases import held as cases
from bot.views import held as views
from bot.views.held import DROP, EVERYTHING, SEND


async def listing(visit: Visit, _text: str = "") -> None:
    """Everything that waits for a decision."""
    visit.must_coordinate()
    await visit.show(views.listing(await _all(visit), visit.t))


async def held(visit: Visit, kind: str, about: str, last: str = "", act: str = "") -> None:
    """One heap, or all of them; with `act` the decision, on what was shown."""
    visit.must_coordinate()
    of = views.heap_named(kind, number(about))
    if of is None and kind != EVERYTHING:
        raise ButtonForeign
    if act:
        await _decide(visit, kind, about, number(last), act)
    elif of is None:
        found = await _all(visit)
        await visit.show(views.everything(found, visit.t) if found else views.listing(found, visit.t))
    else:
        await _heap(visit, of)


async def _heap(visit: Visit, of: Heap) -> None:
    try:
        found = await cases.heap(visit.services.db, visit.telegram_id, of, visit.services.policy, now=visit.now)
    except NotFound:  # somebody has decided on it since the list was shown
        await visit.show(views.listing(await _all(visit), visit.t, done=Decided(count=0, sent=True)))
    else:
        await visit.show(views.heap(found, visit.t))


async def _decide(visit: Visit, kind: str, about: str, last: int, act: str) -> None:
    if act not in {SEND, DROP}:
        raise ButtonForeign
    done = await cases.decide(
        visit.db,
        visit.telegram_id,
        views.heap_named(kind, number(about)),
        last=last,
        send=act == SEND,
        policy=visit.services.policy,
        now=visit.now,
        real_now=visit.services.clock.real(),
    )
    visit.services.wakes.inbox.set()
    await visit.show(views.listing(await _all(visit), visit.t, done=done))


async def _all(visit: Visit) -> tuple[Held, ...]:
    return await cases.listing(visit.services.db, visit.telegram_id, now=visit.now)
