"""What a person hears when something is refused, and when we have failed."""

import logging

from bot.domain.refusals import NotInvited, Refusal
from bot.handlers.visit import Visit
from bot.views import menus, refusals
from bot.views.settings import zone_of

log = logging.getLogger(__name__)


async def refused(visit: Visit, refusal: Refusal) -> None:
    """A sentence in the reader's language; nothing was changed."""
    log.info("refused: %s", type(refusal).__name__)
    if isinstance(refusal, NotInvited) and visit.press is None:
        await visit.say(menus.stranger(visit.t, visit.services.settings.partnership.contact_email))
    else:
        zone = zone_of(visit.known) if visit.known else visit.services.settings.partnership.zone
        await visit.refuse(refusals.sentence(refusal, visit.t, zone))


def code_of(update_id: int) -> str:
    """The short code that a person can tell the office, and that stands in the log beside the fault."""
    return f"{update_id % 0xFFFFFF:06X}"


async def failed(visit: Visit) -> None:
    """Our fault. Who pressed a button does not wait for it; the update is tried again."""
    if visit.press is not None:
        await visit.answer(refusals.fault(code_of(visit.update.update_id), visit.t), alert=True)
