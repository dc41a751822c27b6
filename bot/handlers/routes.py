"""What people can say to the bot, and which handler hears it."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.domain import typed
from bot.domain.refusals import ButtonForeign, NotUnderstood, PrivateOnly, Refusal
from bot.gateway.receiver import Postponed
from bot.handlers import (
    announcements,
    calendars,
    coordinators,
    dialogs,
    errors,
    held,
    meetings,
    partners,
    people,
    report_requests,
    reports,
    rsvps,
    settings,
)
from bot.handlers.callback_data import called, number
from bot.handlers.resumed import resumed
from bot.handlers.visit import Visit
from bot.logs import about
from bot.services import AlreadyApplied, Services
from bot.usecases import inbox
from bot.usecases import people as people_cases
from bot.views.callback_data import Item, Verb, split
from bot.views.commands import ALIASES, Command

log = logging.getLogger(__name__)

Said = Callable[[Visit, str], Awaitable[None]]
Pressed = Callable[..., Awaitable[None]]

COMMANDS: dict[Command, Said] = {
    Command.START: people.start,
    Command.MEETINGS: meetings.listing,
    Command.CALENDAR: calendars.feeds,
    Command.REPORT: reports.listing,
    Command.NEW: dialogs.new_meeting,
    Command.REQUEST: dialogs.new_request,
    Command.REPORTS: report_requests.listing,
    Command.ANNOUNCE: announcements.new,
    Command.INVITE: dialogs.invite,
    Command.PARTNERS: partners.directory,
    Command.SETTINGS: settings.settings,
    Command.MY_DATA: settings.my_data,
    Command.HELP: people.help_,
    Command.CANCEL: dialogs.cancel,
}

ITEMS: dict[Item, Said] = {
    Item.MENU: people.menu,
    Item.MEETINGS: meetings.listing,
    Item.CALENDAR: calendars.feeds,
    Item.SETTINGS: settings.settings,
    Item.MY_DATA: settings.my_data,
    Item.HELP: people.help_,
    Item.REPORT: reports.listing,
    Item.NEW: dialogs.new_meeting,
    Item.REQUEST: dialogs.new_request,
    Item.REPORTS: report_requests.listing,
    Item.PARTNERS: partners.directory,
    Item.ANNOUNCE: announcements.new,
    Item.ANNOUNCEMENTS: announcements.listing,
    Item.HELD: held.listing,
    Item.INVITE: dialogs.invite,
}


async def item(visit: Visit, name: str) -> None:
    """A button of the menu."""
    if name not in Item._value2member_map_:
        raise ButtonForeign
    await ITEMS[Item(name)](visit, "")


async def which(visit: Visit, partnership_id: str, name: str) -> None:
    """Which partnership a command means: remembered, and the command goes on."""
    if name not in Item._value2member_map_:
        raise ButtonForeign
    known = await people_cases.choose_partnership(
        visit.services.db, visit.telegram_id, number(partnership_id), now=visit.now
    )
    visit.known = known
    asked_about = visit.pressed.reply_to_message if visit.pressed is not None else None
    await ITEMS[Item(name)](visit, _rest(asked_about.text or "") if asked_about is not None else "")


PRESSES: dict[Verb, Pressed] = {
    Verb.AGREE: people.agree,
    Verb.NOTICE: people.full_notice,
    Verb.MENU: item,
    Verb.WHICH: which,
    Verb.MEETINGS: meetings.listing,
    Verb.MEETING: meetings.card,
    Verb.RSVP: rsvps.answer,
    Verb.PEOPLE: rsvps.people,
    Verb.NOTE: rsvps.note,
    Verb.SUBSTITUTE: rsvps.substitute,
    Verb.FILE: calendars.file,
    Verb.ROLL: meetings.roll_call,
    Verb.BEHALF: meetings.behalf,
    Verb.CHANGE: meetings.change,
    Verb.CALL_OFF: meetings.call_off,
    Verb.DIALOG: dialogs.pressed,
    Verb.FEED: calendars.feed,
    Verb.SETTING: settings.change,
    Verb.DATA: settings.data,
    Verb.PARTNERS: partners.partner,
    Verb.REPORT: reports.report,
    Verb.REQUEST: report_requests.request,
    Verb.ANNOUNCEMENT: announcements.announcement,
    Verb.READ: announcements.read,
    Verb.INVITATION: partners.invitation,
    Verb.COORDINATORS: coordinators.coordinators,
    Verb.HELD: held.held,
}


def routes(services: Services) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]]:
    """The handlers of python-telegram-bot, the more particular first."""
    commands: list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]] = [
        CommandHandler(
            name, partial(_serve, services, partial(_command, COMMANDS[command])), filters.UpdateType.MESSAGE
        )
        for name, command in ALIASES.items()
    ]
    return [
        CallbackQueryHandler(partial(_serve, services, _press)),
        ChatMemberHandler(partial(_serve, services, people.reachability), ChatMemberHandler.MY_CHAT_MEMBER),
        *commands,
        MessageHandler(filters.COMMAND & filters.ChatType.PRIVATE, partial(_serve, services, _unknown_command)),
        MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE, partial(_serve, services, dialogs.said)),
        TypeHandler(Update, partial(_serve, services, _passed_over)),
    ]


async def _serve(
    services: Services,
    handler: Callable[[Visit], Coroutine[Any, Any, None]],
    update: Update,
    _context: ContextTypes.DEFAULT_TYPE,
) -> None:
    """One update: every press is answered, a refusal becomes a sentence, a fault is logged and reaches the receiver."""
    visit = await Visit.of(services, update)
    if visit is None:
        return
    with about(update=update.update_id):
        try:
            await handler(visit)
        except Refusal as refusal:
            # What was right before the effect may be refused after it: "announce" in a dialog that has ended by that.
            if await inbox.applied(services.db, update.update_id):
                await resumed(visit)
            else:
                await errors.refused(visit, refusal)
        except AlreadyApplied:
            await resumed(visit)
        except Postponed:
            raise
        except Exception:
            log.exception("a fault, told as %s", errors.code_of(update.update_id))
            await errors.failed(visit)
            raise
        await visit.answer()
        log.info("handled: %s", "a press" if visit.press is not None else "a message")
    if visit.known is None:  # a stranger: of their update only the row is kept
        await inbox.forget_content(services.db, update.update_id)
    services.wakes.outbox.set()


async def _command(handler: Said, visit: Visit) -> None:
    message = visit.update.effective_message
    if not visit.private:
        raise PrivateOnly
    await handler(visit, _rest((message.text or "") if message is not None else ""))


def _rest(text: str) -> str:
    """What was typed after the command."""
    text = typed.whole(text)
    command, _, rest = text.partition(" ")
    if "\n" in command:  # a pasted list may begin right after the command
        return text.split("\n", 1)[1]
    return rest


async def _press(visit: Visit) -> None:
    if not visit.private:
        raise PrivateOnly  # what a button shows is meant for one pair of eyes; a group has none of ours yet
    verb, parts = split(typed.whole((visit.press.data if visit.press else "") or ""))
    if verb is None:
        raise ButtonForeign
    visit.parts = parts
    await called(PRESSES[verb], visit, parts)


async def _passed_over(visit: Visit) -> None:
    """An edited message, a word in a group that is not for the bot: nothing is said and nothing is done."""


async def _unknown_command(visit: Visit) -> None:
    visit.must_know()
    raise NotUnderstood
