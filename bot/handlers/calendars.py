"""Calendars in the chat: the .ics file of a meeting or of all, and the secret addresses to subscribe to."""

from dataclasses import replace

from bot.domain.calendars import Feed
from bot.domain.refusals import ButtonForeign
from bot.handlers.callback_data import number
from bot.handlers.visit import Visit
from bot.usecases import calendars, cards
from bot.views import calendars as views
from bot.views.calendar import calendar_file, meeting_file
from bot.views.message import Message
from bot.views.notices import file_caption

LOOPBACK = ("127.", "localhost", "[::1]", "0.0.0.0")  # noqa: S104 - names of addresses, nothing is bound to them


async def file(visit: Visit, meeting_id: str) -> None:
    """*Do kalendarza*: the meeting's .ics, or with "all" that of every coming meeting."""
    visit.must_know()
    if meeting_id == "all":
        await _all(visit)
        return
    entry = await calendars.meeting_entry(visit.services.db, visit.telegram_id, number(meeting_id), now=visit.now)
    await visit.answer()
    await visit.say(replace(file_caption(entry.meeting, visit.t), file=meeting_file(entry, visit.t)))
    await cards.took_file(visit.services.db, entry.meeting.id, visit.chat.id)


async def feeds(visit: Visit, _text: str = "") -> None:
    """/kalendarz: the addresses, always, and how to subscribe to them."""
    visit.must_know()
    found = await calendars.feeds_of(visit.services.db, visit.telegram_id, now=visit.now)
    await visit.show(_feeds(visit, found))


async def feed(visit: Visit, action: str, feed_id: str) -> None:
    """Renew or withdraw an address, or make one again."""
    visit.must_know()
    match action:
        case "renew":
            found = await calendars.renew(visit.db, visit.telegram_id, number(feed_id), now=visit.now)
            await visit.show(_feeds(visit, found))
        case "withdraw":
            await calendars.withdraw(visit.db, visit.telegram_id, number(feed_id), now=visit.now)
            await visit.show(views.withdrawn(visit.t))
        case "new":
            await feeds(visit)
        case _:
            raise ButtonForeign


async def tell_again(visit: Visit, action: str, _feed_id: str) -> None:
    """The reply to a press that has had its effect, and was cut off before it was answered."""
    if action == "withdraw":
        await visit.show(views.withdrawn(visit.t))
    else:
        await feeds(visit)


async def _all(visit: Visit) -> None:
    calendar = await calendars.all_coming(visit.services.db, visit.telegram_id, now=visit.now)
    await visit.answer()
    file = calendar_file(calendar, visit.t) if calendar.entries else None
    await visit.say(replace(views.every_meeting(len(calendar.entries), visit.t), file=file))


def _feeds(visit: Visit, found: tuple[Feed, ...]) -> Message:
    services, known = visit.services, visit.must_know()
    running = {member.partnership.id for member in known.coordinates}
    public = services.settings.web.public_url.split("://")[-1]
    return views.feeds(
        [(feed, services.feed_url(feed.secret)) for feed in found],
        visit.t,
        loopback=public.startswith(LOOPBACK),
        renewable={feed.id for feed in found if feed.person_id == known.person.id or feed.partnership_id in running},
        partnerships=[member.partnership for member in known.members],
    )
