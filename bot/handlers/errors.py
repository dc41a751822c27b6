"""What a person hears when something is refused, when it was done already, and when we have failed."""

import logging

from bot.domain.dialogs import Ended
from bot.domain.refusals import NotFound, NotInvited, Refusal
from bot.handlers import coordinators, people
from bot.handlers.dialogs import tell_again
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import cards, dialogs
from bot.views import menus, refusals
from bot.views.callback_data import Verb, split
from bot.views.settings import zone_of

log = logging.getLogger(__name__)

OF_A_CARD = {Verb.RSVP, Verb.PEOPLE}


async def refused(visit: Visit, refusal: Refusal) -> None:
    """A sentence in the reader's language; nothing was changed."""
    log.info("refused: %s", type(refusal).__name__)
    if isinstance(refusal, NotInvited) and visit.press is None:
        await visit.say(menus.stranger(visit.t, visit.services.settings.partnership.contact_email))
    else:
        zone = zone_of(visit.known) if visit.known else visit.services.settings.partnership.zone
        await visit.refuse(refusals.sentence(refusal, visit.t, zone))


async def resumed(visit: Visit) -> None:
    """The update had its effect before a crash, and only its reply is missing: show how things are."""
    await visit.answer()
    if visit.known is None:
        return
    verb, parts = split(visit.press.data or "") if visit.press is not None else (None, ())
    if verb in OF_A_CARD and parts:
        try:
            card = await cards.card(visit.services.db, visit.telegram_id, int(parts[0]), now=visit.now)
        except (NotFound, ValueError):
            return
        await visit.leave_card(card, await cards.in_chat(visit.services.db, card.meeting.id, visit.chat.id))
        return
    if verb is Verb.COORDINATORS:
        await coordinators.tell_again(visit, *parts)
        return
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    if asked is not None:
        await ask(visit, asked, resumed=True)
    elif (ended := await dialogs.ended(visit.services.db, visit.telegram_id)) and _ended_by(visit, ended, verb, parts):
        await tell_again(visit, ended)
    else:
        await people.menu(visit)


def _ended_by(visit: Visit, ended: Ended, verb: Verb | None, parts: tuple[str, ...]) -> bool:
    """Whether this update ended that dialog: a typed text can have had no other effect, a button bears its serial."""
    return visit.press is None or (verb is Verb.DIALOG and parts[:1] == (str(ended.serial),))


def code_of(update_id: int) -> str:
    """The short code that a person can tell the office, and that stands in the log beside the fault."""
    return f"{update_id % 0xFFFFFF:06X}"


async def failed(visit: Visit) -> None:
    """Our fault. Who pressed a button does not wait for it; the update is tried again."""
    if visit.press is not None:
        await visit.answer(refusals.fault(code_of(visit.update.update_id), visit.t), alert=True)
