"""Announcements: writing one, sending, stopping, correcting, withdrawing; and *Zapoznałem się*."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Message as TelegramMessage
from telegram import MessageEntity

from bot.domain import announcing as steps
from bot.domain import markup
from bot.domain.announcements import Attachment, AttachmentKind
from bot.domain.announcing import KINDS, Written
from bot.domain.dialogs import DialogKind, Ended, Step
from bot.domain.markup import Mark
from bot.domain.refusals import ButtonForeign, FileUnsuitable
from bot.domain.typed import units
from bot.gateway.outcomes import Reason, Sent, Undeliverable
from bot.gateway.pace import Lane
from bot.handlers.callback_data import number
from bot.handlers.visit import Visit
from bot.usecases import accounts, announcements, dialogs
from bot.usecases.dialogs import Asked
from bot.views import announcements as views
from bot.views import announcing
from bot.views.announcement_email import email
from bot.views.announcement_sheet import sheet
from bot.views.announcements import Act
from bot.views.callback_data import Item
from bot.views.menus import which_partnership

PREVIEW = 0  # in place of an announcement's number: the button of a preview
NAME_LIMIT = 200


async def listing(visit: Visit, _text: str = "") -> None:
    """The newest announcements, and the way to a new one."""
    found = await announcements.newest(visit.services.db, visit.must_coordinate())
    await visit.show(views.listing(found, visit.t))


async def new(visit: Visit, text: str = "") -> None:
    """/ogloszenie: step by step, or with its text straight to the preview for all partners."""
    member = visit.coordinating()
    if member is None:
        await visit.show(which_partnership(visit.must_coordinate(), Item.ANNOUNCE, visit.t))
        return
    partnership_id = member.partnership.id
    if not text.strip():
        kind = DialogKind.ANNOUNCE
        asked = await dialogs.begin(visit.db, visit.telegram_id, kind, partnership_id=partnership_id, now=visit.now)
        await ask(visit, asked)
        return
    message = _after_command(visit.update.effective_message, text)
    policy = visit.services.policy
    result = await dialogs.announce(
        visit.db, visit.telegram_id, message, policy, partnership_id=partnership_id, now=visit.now
    )
    assert isinstance(result, Asked)  # see `written`
    await ask(visit, result)


async def awaits_message(visit: Visit) -> bool:
    """Whether an announcement is being written in this chat: then formatting and files matter."""
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    return asked is not None and asked.dialog.kind in KINDS


async def written(visit: Visit) -> None:
    """A text or a file for the announcement that is being written."""
    message = _message(visit.update.effective_message)
    result = await dialogs.written(visit.db, visit.telegram_id, message, visit.services.policy, now=visit.now)
    assert isinstance(result, Asked)  # an announcement ends with a button, never with a text
    if not _still_the_question(message, result):
        await ask(visit, result)


def _still_the_question(message: Written, asked: Asked) -> bool:
    """Whether one more file of an album came while a question stands: ten files would ask it ten times."""
    gathered = steps.draft(asked.dialog).attachments
    return bool(message.album) and len(gathered) > 1 and asked.dialog.step is not Step.PREVIEW


async def ask(visit: Visit, asked: Asked, *, resumed: bool = False) -> None:
    """The question where the dialog stands. The copy is shown as it will be sent, once for each new text."""
    dialog = asked.dialog
    drafting = await announcements.drafting(visit.services.db, dialog, visit.services.policy, now=visit.now)
    if dialog.step is Step.EMAIL:
        for message in announcing.letter(dialog, drafting, visit.t):
            await visit.say(message)
    elif dialog.step is not Step.PREVIEW:
        await visit.show(announcing.question(dialog, drafting, visit.t, visit.now, resumed=resumed))
    elif dialog.draft.get("fresh") or resumed:
        for message in announcing.copies(drafting, visit.t):
            await visit.say(message)
        await visit.say(announcing.preview(dialog, drafting, visit.t, resumed=resumed))
    else:
        await visit.show(announcing.preview(dialog, drafting, visit.t))


async def send(visit: Visit, serial: int, *, when_open: bool) -> None:
    """*Wyślij*: the account of it takes the place of the preview, and is kept true."""
    policy = visit.services.policy
    sent = await announcements.send(visit.db, visit.telegram_id, serial, policy, now=visit.now, when_open=when_open)
    await _account(visit, sent)


async def tell_again(visit: Visit, ended: Ended) -> None:
    """The account, when the reply that showed it was lost."""
    await _account(visit, ended.facts["announcement_id"])


async def correct(visit: Visit, serial: int) -> None:
    done = await announcements.correct(visit.db, visit.telegram_id, serial, visit.services.policy, now=visit.now)
    await _account(visit, done)


async def announcement(visit: Visit, announcement_id: str, act: str = "") -> None:
    """The account of an announcement, or one of its buttons."""
    visit.must_know()
    if not act:
        await _account(visit, number(announcement_id))
        return
    if act not in Act._value2member_map_:
        raise ButtonForeign
    await ACTS[Act(act)](visit, number(announcement_id))


async def read(visit: Visit, announcement_id: str) -> None:
    """*Zapoznałem się*."""
    visit.must_know()
    chosen = number(announcement_id)
    if chosen == PREVIEW:
        await visit.answer(announcing.preview_only(visit.t))
        return
    done = await announcements.confirm(visit.db, visit.telegram_id, chosen, now=visit.now)
    await visit.answer(views.confirmed(done.organisations, visit.t, again=done.again))
    pressed, own = visit.pressed, done.copy.message_id
    if pressed is not None and pressed.message_id != own:
        await visit.show(views.known(visit.t))
    if own is not None:
        await visit.edit(own, views.copy(done.announcement, done.partnership, visit.t, read=True)[-1])


async def _stop(visit: Visit, announcement_id: int) -> None:
    await announcements.stop(visit.db, visit.telegram_id, announcement_id, now=visit.now)
    await _account(visit, announcement_id)


async def _further(visit: Visit, announcement_id: int) -> None:
    policy = visit.services.policy
    await announcements.go_on(visit.db, visit.telegram_id, announcement_id, policy, now=visit.now)
    await _account(visit, announcement_id)


async def _correct(visit: Visit, announcement_id: int) -> None:
    await announcements.begin_correction(visit.db, visit.telegram_id, announcement_id, now=visit.now)
    asked = await dialogs.current(visit.services.db, visit.telegram_id)
    assert asked is not None  # opened a moment ago; updates of a chat are handled one after another
    await visit.answer()
    # Below the account, not in its place: the account goes on showing what arrives.
    drafting = await announcements.drafting(visit.services.db, asked.dialog, visit.services.policy, now=visit.now)
    await visit.say(announcing.question(asked.dialog, drafting, visit.t, visit.now))


async def _withdraw(visit: Visit, announcement_id: int) -> None:
    found = await accounts.account(visit.services.db, visit.telegram_id, announcement_id, now=visit.now)
    await visit.answer()
    await visit.say(views.withdraw_sure(found, visit.t))


async def _withdraw_sure(visit: Visit, announcement_id: int) -> None:
    await announcements.withdraw(visit.db, visit.telegram_id, announcement_id, now=visit.now)
    await _account(visit, announcement_id)


async def _list(visit: Visit, announcement_id: int) -> None:
    found = await accounts.account(visit.services.db, visit.telegram_id, announcement_id, now=visit.now)
    await visit.answer()
    await visit.say(await asyncio.to_thread(sheet, found, visit.t))  # of hundreds of partners it takes seconds


async def _email(visit: Visit, announcement_id: int) -> None:
    found = await accounts.account(visit.services.db, visit.telegram_id, announcement_id, now=visit.now)
    of = found.announcement
    await visit.answer()
    parts = email(of.text, of.attachments, found.partnership, found.outside, visit.t, asks_receipt=of.asks_receipt)
    for message in parts:
        await visit.say(message)


ACTS: dict[Act, Callable[[Visit, int], Awaitable[None]]] = {
    Act.STOP: _stop,
    Act.GO_ON: _further,
    Act.CORRECT: _correct,
    Act.WITHDRAW: _withdraw,
    Act.WITHDRAW_SURE: _withdraw_sure,
    Act.LIST: _list,
    Act.EMAIL: _email,
}


async def _account(visit: Visit, announcement_id: int) -> None:
    """The account in place of the pressed message, or below; from now on that message is kept true.

    One that is kept true already is left to its keeper: of two edits on their way nobody knows which comes last.
    """
    db, pressed = visit.services.db, visit.pressed
    found = await accounts.account(db, visit.telegram_id, announcement_id, now=visit.now)
    if pressed is not None and await accounts.awaited(db, announcement_id, visit.chat.id, pressed.message_id):
        return
    message = views.account(found, visit.t)
    shown, digest = 0, message.digest()
    if pressed is not None and not await visit.is_kept(pressed):
        outcome = await visit.services.sender.edit(visit.chat.id, pressed.message_id, message, lane=Lane.REPLY)
        lost = isinstance(outcome, Undeliverable) and outcome.reason is Reason.MESSAGE_GONE
        shown = 0 if lost else pressed.message_id
        if not isinstance(outcome, Sent):
            digest = ""  # not what stands there: whoever keeps it true will edit it
    shown = shown or await visit.say(message)
    if shown:
        await accounts.followed(db, found, visit.must_know(), shown, digest)


def _message(message: TelegramMessage | None) -> Written:
    """What came, as HTML with its file. Raises FileUnsuitable for a voice, a sticker, a place and the like."""
    if message is None:
        raise FileUnsuitable
    if message.text is not None:
        return Written(html=markup.formatted(message.text, _marks(message.entities)))
    html = markup.formatted(message.caption or "", _marks(message.caption_entities))
    return Written(html=html, attachment=_attachment(message), album=message.media_group_id or "")


def _attachment(message: TelegramMessage) -> Attachment:
    if message.photo:
        return Attachment(AttachmentKind.PHOTO, message.photo[-1].file_id)
    if message.document is not None:
        name = (message.document.file_name or "")[:NAME_LIMIT]
        return Attachment(AttachmentKind.DOCUMENT, message.document.file_id, name)
    raise FileUnsuitable


def _after_command(message: TelegramMessage | None, rest: str) -> Written:
    """The text behind the command, with the formatting that it has in the message."""
    whole = message.text or "" if message is not None else ""
    if message is None or not whole.endswith(rest):  # asked which partnership meanwhile: the text came another way
        return Written(html=markup.formatted(rest, ()))
    kept = rest.lstrip()
    marks = markup.cut_off(_marks(message.entities), units(whole) - units(kept))
    return Written(html=markup.formatted(kept, marks))


def _marks(entities: tuple[MessageEntity, ...]) -> list[Mark]:
    return [Mark(entity.type, entity.offset, entity.length, entity.url or "") for entity in entities]
