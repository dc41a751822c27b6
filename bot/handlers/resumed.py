"""What a person hears when an update had its effect already and only its reply is missing: how things are now.

Such an update comes again after a crash, or when Telegram did not take the reply.
"""

from collections.abc import Awaitable, Callable

from bot.domain.dialogs import Ended
from bot.domain.refusals import Refusal
from bot.handlers import (
    announcements,
    calendars,
    coordinators,
    dialogs,
    held,
    meetings,
    partners,
    people,
    report_requests,
    reports,
    rsvps,
    settings,
)
from bot.handlers.callback_data import called
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs as cases
from bot.views.announcements import Act
from bot.views.callback_data import Verb, split

Told = Callable[..., Awaitable[bool]]
"""Given the visit and the parts of the button; False when what was pressed has opened a conversation."""


async def resumed(visit: Visit) -> None:
    """Say where things stand. Nothing is done twice that anybody else could have undone meanwhile."""
    if visit.press is None and visit.update.effective_message is None:
        return  # somebody has blocked or unblocked the bot: nobody waits for a word
    visit.repeated = True
    await visit.answer()
    verb, parts = split(visit.press.data or "") if visit.press is not None else (None, ())
    try:
        if verb not in TELLING or not await called(TELLING[verb], visit, parts):
            await _conversation(visit, verb, parts)
    except Refusal:  # there is nothing of it to be told any more, and what stands there may be needed
        if visit.known is not None and visit.press is None:
            await people.menu(visit)


async def _conversation(visit: Visit, verb: Verb | None, parts: tuple[str, ...]) -> None:
    """The question that stands, or what came of the dialog that has ended by this."""
    if visit.known is None:
        return
    asked = await cases.current(visit.services.db, visit.telegram_id)
    if asked is not None:
        await ask(visit, asked, resumed=True)
    elif (ended := await cases.ended(visit.services.db, visit.telegram_id)) and _ended_by(visit, ended, verb, parts):
        await dialogs.tell_again(visit, ended)
    else:
        await people.menu(visit)


def _ended_by(visit: Visit, ended: Ended, verb: Verb | None, parts: tuple[str, ...]) -> bool:
    """Whether this update ended that dialog: a typed text can have had no other effect, a button bears its serial."""
    return visit.press is None or (verb is Verb.DIALOG and parts[:1] == (str(ended.serial),))


def _once_more(handler: Callable[..., Awaitable[None]]) -> Told:
    """For what people set for themselves: to set it again is a non-event, and says the same."""

    async def told(visit: Visit, *parts: str) -> bool:
        await called(handler, visit, parts)
        return True

    return told


async def _card(visit: Visit, meeting_id: str, *parts: str) -> bool:
    if parts[-1:] == ("more",):
        return False
    await rsvps.tell_again(visit, meeting_id)
    return True


async def _roll_call(visit: Visit, meeting_id: str, *_: str) -> bool:
    await meetings.roll_call(visit, meeting_id)
    return True


async def _request(visit: Visit, request_id: str, what: str = "", _value: str = "") -> bool:
    if what == "change":
        return False
    await report_requests.request(visit, request_id)
    return True


async def _announcement(visit: Visit, announcement_id: str, act: str = "") -> bool:
    if act == Act.CORRECT:
        return False
    await announcements.announcement(visit, announcement_id)
    return True


async def _partner(visit: Visit, organisation_id: str, action: str = "", _value: str = "") -> bool:
    if action == "rename":
        return False
    await partners.tell_of(visit, organisation_id, action)
    return True


async def _held(visit: Visit, *_: str) -> bool:
    await held.listing(visit)
    return True


TELLING: dict[Verb, Told] = {
    Verb.AGREE: _once_more(people.agree),
    Verb.SETTING: _once_more(settings.change),
    Verb.READ: _once_more(announcements.read),
    Verb.REPORT: _once_more(reports.report),
    Verb.DATA: _once_more(settings.tell_erased),
    Verb.FEED: _once_more(calendars.tell_again),
    Verb.INVITATION: _once_more(partners.tell_withdrawn),
    Verb.COORDINATORS: _once_more(coordinators.tell_again),
    Verb.RSVP: _card,
    Verb.PEOPLE: _card,
    Verb.BEHALF: _roll_call,
    Verb.REQUEST: _request,
    Verb.ANNOUNCEMENT: _announcement,
    Verb.PARTNERS: _partner,
    Verb.HELD: _held,
}
