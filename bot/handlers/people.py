"""Arriving: the notice, accepting an invitation, the menu, help, and blocking or unblocking the bot."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram import ChatMember

from bot.domain.people import Language, Offer
from bot.domain.refusals import InvitationUnusable, NotInvited
from bot.handlers.questions import ask
from bot.handlers.visit import Visit
from bot.usecases import dialogs, held, people
from bot.views import commands, menus, privacy

NOTICE_VERSION = "2026-11"  # raise it when the notice's meaning changes: it is kept with every consent to messages


async def start(visit: Visit, payload: str) -> None:
    """/start: with an invitation the notice and the offer; for a member the menu; for a stranger a kind sentence."""
    token = payload.strip()
    if token:
        await _offered(visit, token)
    elif visit.known is None:
        await _stranger(visit)
    elif visit.known.person.agreed_at is None:
        await visit.say(privacy.privacy_notice(None, visit.services.settings.privacy, "", visit.t))
    else:
        await _come_back(visit)
        await menu(visit)


async def agree(visit: Visit, token: str = "") -> None:
    """*Zgadzam się*: the notice was read and messages are wanted."""
    if not token:
        known = await people.agree_again(visit.db, visit.telegram_id, notice_version=NOTICE_VERSION, now=visit.now)
        await visit.show(menus.welcome(known, None, visit.t))
        return
    spoken = visit.known.person.language if visit.known else visit.t.language
    newcomer = people.Newcomer(telegram_id=visit.telegram_id, name=visit.name, language=Language(spoken))
    with _few_guesses(visit):
        offer = await people.accept(visit.db, token, newcomer, notice_version=NOTICE_VERSION, now=visit.now)
    await visit.answer()
    await _welcome(visit, offer)


async def full_notice(visit: Visit, token: str = "") -> None:
    settings = visit.services.settings
    contact = settings.partnership.contact_email
    await visit.show(
        privacy.full_notice(settings.privacy, settings.privacy.inbox_days, visit.t, token=token, contact_email=contact)
    )


async def menu(visit: Visit, _text: str = "") -> None:
    known = visit.must_know()
    waiting = await held.count(visit.services.db, known, now=visit.now)
    await visit.show(menus.menu(known, visit.t, held=waiting))


async def help_(visit: Visit, _text: str = "") -> None:
    if visit.known is None:
        await _stranger(visit)
    else:
        await visit.show(menus.help(visit.known, visit.t))


async def reachability(visit: Visit) -> None:
    """my_chat_member in a private chat: the person blocked the bot, or let it in again."""
    changed = visit.update.my_chat_member
    if changed is None or not visit.private or changed.new_chat_member is None:  # the last came from no Telegram
        return
    if changed.new_chat_member.status == ChatMember.BANNED:
        await people.blocked(visit.db, visit.telegram_id, now=visit.now)
    else:
        await people.unblocked(visit.db, visit.telegram_id)


async def set_commands(visit: Visit, language: Language | None = None, *, of: int | None = None) -> None:
    """The own command menu of whoever speaks, or `of` that Telegram account: their language, their role."""
    telegram_id, sender = of or visit.telegram_id, visit.services.sender
    known = await people.who(visit.services.db, telegram_id, now=visit.now)
    if known is None:
        await sender.commands((), chat_id=telegram_id)
        return
    listed = commands.menu(
        language or known.person.language, coordinator=bool(known.coordinates), member=bool(known.members)
    )
    await sender.commands(listed, chat_id=telegram_id)


async def _offered(visit: Visit, token: str) -> None:
    try:
        with _few_guesses(visit):
            offer = await people.offer(visit.services.db, token, now=visit.now)
    except InvitationUnusable:
        if visit.known is not None and visit.known.members:  # an old link opened again by somebody who is in
            await menu(visit)
            return
        raise
    await visit.say(privacy.privacy_notice(offer, visit.services.settings.privacy, token, visit.t))


@contextmanager
def _few_guesses(visit: Visit) -> Iterator[None]:
    """Who has tried many wrong links is told of every one, also of a right one, that it is not valid."""
    guesses = visit.services.guesses
    if guesses.too_many(visit.telegram_id, visit.now):
        raise InvitationUnusable
    try:
        yield
    except InvitationUnusable:
        guesses.was_wrong(visit.telegram_id, visit.now)
        raise


async def _welcome(visit: Visit, offer: Offer) -> None:
    known = await people.who(visit.services.db, visit.telegram_id, now=visit.now)
    if known is None:
        raise NotInvited
    await visit.show(menus.welcome(known, offer, visit.t))
    await set_commands(visit)


async def _come_back(visit: Visit) -> None:
    """A half-finished dialog is still there after a pause: it goes on where it stopped, and says so."""
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    if asked is not None:
        await ask(visit, asked, resumed=True)


async def _stranger(visit: Visit) -> None:
    await visit.say(menus.stranger(visit.t, visit.services.settings.partnership.contact_email))
