"""`narada why`: from a number on the command line to the lines that explain it."""

from enum import StrEnum

from bot.app.policy import policy_of
from bot.app.store import opened
from bot.clock import Clock
from bot.config import Settings
from bot.domain.refusals import NotFound
from bot.usecases import why
from bot.views import why as views
from bot.views.texts import Texts

LEAST, MOST = -(2**63), 2**63 - 1  # what a column of numbers holds; a store asked for another one breaks


class What(StrEnum):
    PERSON = "person"
    MEETING = "meeting"
    DELIVERY = "delivery"


async def explained(settings: Settings, clock: Clock, what: What, number: int, t: Texts) -> list[str] | None:
    """The lines of the answer; None when there is nothing of that number. Raises StoreUnusable."""
    zone = settings.partnership.zone
    if not LEAST <= number <= MOST:
        return None
    async with opened(settings, migrate=False) as db:
        try:
            match what:
                case What.PERSON:
                    return views.person(await why.person(db, number, now=clock()), zone, t)
                case What.MEETING:
                    return views.meeting(await why.meeting(db, number, policy_of(settings), now=clock()), t)
                case What.DELIVERY:
                    return views.delivery(await why.delivery(db, number), zone, t)
        except NotFound:
            return None
