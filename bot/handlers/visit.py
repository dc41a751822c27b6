"""One update from one person: who it is, what came, and the ways to reply to it directly."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from telegram import CallbackQuery, Chat, Update, User
from telegram import Message as TelegramMessage

from bot.counts import PRESS_ANSWER
from bot.domain import names, typed
from bot.domain.letters import ShownCard
from bot.domain.people import Known, Language, Member
from bot.domain.refusals import ForCoordinators, NotInvited, Refusal
from bot.domain.rsvps import Card
from bot.gateway.outcomes import Outcome, Reason, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.gateway.receiver import Postponed, arrived_at
from bot.handlers.callback_data import numbers_under
from bot.services import Database, Services
from bot.usecases import accounts, cards, people
from bot.views import cards as card_views
from bot.views.callback_data import Verb
from bot.views.message import Message
from bot.views.texts import Texts, texts

NAME_LIMIT = 100
SOON = 0.2  # seconds
AMONG_ALL = 1.5  # seconds; blocks that other processes have reserved take a tenth of a second each
TO_ITSELF = timedelta(seconds=3)
"""So long after a press nobody but its reply edits the card in that chat. Edits of two processes under way at once
may arrive in either order, and the older text would stay."""
ARRIVING = timedelta(seconds=1)  # what must be left of that when the edit leaves


@dataclass(slots=True)
class Visit:
    """`db` marks the update as applied with the first transaction: a handler has one, so effect and mark are one.

    `repeated`: the mark is there already, and what is done once more is a non-event.
    """

    services: Services
    update: Update
    user: User
    chat: Chat
    now: datetime
    known: Known | None
    t: Texts
    parts: tuple[str, ...] = ()
    text: str = ""
    answered: bool = field(default=False)
    repeated: bool = field(default=False)
    _mine_until: datetime | None = field(default=None)  # the card in this chat, real time

    @classmethod
    async def of(cls, services: Services, update: Update) -> "Visit | None":
        """None for an update that no person stands behind."""
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None:
            return None
        now = services.clock()
        known = await people.who(services.db, user.id, now=now)
        spoken = Language.nearest(user.language_code, Language(services.settings.partnership.language))
        return cls(
            services=services,
            update=update,
            user=user,
            chat=chat,
            now=now,
            known=known,
            t=texts(known.person.language if known else spoken),
        )

    @property
    def db(self) -> Database:
        return self.services.db if self.repeated else self.services.db.handling(self.update.update_id)

    @property
    def telegram_id(self) -> int:
        return self.user.id

    @property
    def press(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def private(self) -> bool:
        return self.chat.type == Chat.PRIVATE

    @property
    def name(self) -> str:
        """The person's name as Telegram has it, fit to stand in other people's lists."""
        for candidate in (self.user.full_name or "", self.user.username or ""):  # of nameless people it is None
            try:
                name = names.without_links(typed.line(candidate[:NAME_LIMIT], 2 * NAME_LIMIT))
                return typed.line(name, 2 * NAME_LIMIT)
            except Refusal:
                continue
        return str(self.user.id)

    def must_know(self) -> Known:
        """Who it is; raises NotInvited for a stranger."""
        if self.known is None:
            raise NotInvited
        return self.known

    def must_coordinate(self) -> tuple[Member, ...]:
        """Where this person coordinates; raises ForCoordinators when nowhere."""
        found = self.must_know().coordinates
        if not found:
            raise ForCoordinators
        return found

    def coordinating(self) -> Member | None:
        """The partnership that a coordinator's command means; None when that must be asked."""
        members = self.must_coordinate()
        if len(members) == 1:
            return members[0]
        current = self.must_know().person.current_partnership_id
        return next((member for member in members if member.partnership.id == current), None)

    # --- replying

    async def say(self, message: Message, *, reply_to: int | None = None) -> int:
        """A new message in this chat; its id (0 when the person has just blocked the bot)."""
        outcome = await self.services.sender.send(self.chat.id, message, lane=Lane.REPLY, reply_to=reply_to)
        return outcome.message_id if _taken(outcome) and isinstance(outcome, Sent) else 0

    async def show(self, message: Message) -> None:
        """In place of the message whose button was pressed, unless that is kept true or has a file."""
        pressed = self.pressed
        if pressed is None or message.file is not None or await self.is_kept(pressed):
            await self.say(message)
            return
        outcome = await self.services.sender.edit(self.chat.id, pressed.message_id, message, lane=Lane.REPLY)
        if isinstance(outcome, Undeliverable) and outcome.reason is Reason.MESSAGE_GONE:
            await self.say(message)
        else:
            _taken(outcome)

    async def edit(self, message_id: int, message: Message) -> None:
        """In place of an earlier message of the bot; nothing when that is gone."""
        _taken(await self.services.sender.edit(self.chat.id, message_id, message, lane=Lane.REPLY))

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """End the wait of whoever pressed a button; a second answer to the same press is left out."""
        if self.press is not None and not self.answered:
            self.answered = True
            outcome = await self.services.sender.answer(self.press.id, text, alert=alert)
            arrived = arrived_at.get()
            if isinstance(outcome, Sent) and arrived is not None:
                waited = self.services.clock.real() - arrived
                self.services.counts.observe(PRESS_ANSWER, waited.total_seconds())

    async def refuse(self, sentence: str) -> None:
        """A kind sentence: as a pop-up after a press, else as a message."""
        if self.press is not None:
            await self.answer(sentence, alert=True)
        else:
            await self.say(Message(self.t.escaped(sentence)))

    async def show_card(self, card: Card) -> None:
        """The meeting's card as a fresh message; the chat's older card of it loses its buttons."""
        message = card_views.card(card, self.t, self.now)
        message_id = await self.say(message)
        if message_id and self.known is not None:
            await self._replace_card(card, message_id, message.digest())

    def edits_until(self) -> datetime:
        """Until when (real time) the card in this chat is this visit's to edit, if it changes something now."""
        self._mine_until = self.services.clock.real() + TO_ITSELF
        return self._mine_until

    async def update_card(self, card: Card, shown: ShownCard | None) -> None:
        """After a press: the chat's card (`shown`) is edited; a pressed message that is not the card loses buttons."""
        if await self._has_card(card, shown) and shown is not None:
            if await self._has_turn_soon() and self._in_time():
                message = card_views.card(card, self.t, self.now)
                _taken(await self.services.sender.edit(self.chat.id, shown.message_id, message, lane=None))
            else:  # left to the keeper, which edits it with all that has changed by then
                await cards.behind_again(self.services.db, shown, at_once=True)

    def _in_time(self) -> bool:
        """Whether an edit that leaves now arrives before anybody else's: the store may have kept us waiting."""
        return self._mine_until is None or self.services.clock.real() + ARRIVING <= self._mine_until

    async def leave_card(self, card: Card, shown: ShownCard | None) -> None:
        """As `update_card`, when the press was handled before.

        The keeper edits the card, and not yet: the edit of that time may still be on its way, and must not come last.
        """
        if await self._has_card(card, shown) and shown is not None:
            await cards.behind_again(self.services.db, shown, at_once=False)

    async def _has_card(self, card: Card, shown: ShownCard | None) -> bool:
        """Whether there is a card to be edited. If there is none, it is shown afresh."""
        pressed = self.pressed
        if pressed is None:
            return False
        if shown is None or shown.message_id != pressed.message_id:
            await self.services.sender.strip_buttons(self.chat.id, pressed.message_id, lane=Lane.REPLY)
        if shown is None:
            await self.show_card(card)
        return shown is not None

    async def _has_turn_soon(self) -> bool:
        """Take the chat's turn unless it is far off: who presses ten times waits for ten answers, not for ten edits.

        For the turn among all chats a press waits longer: it goes before whatever is not pressed.
        """
        if self.services.sender.chat_waits(self.chat.id) > SOON:
            return False
        try:
            async with asyncio.timeout(AMONG_ALL):
                await self.services.sender.turn(self.chat.id, Lane.REPLY)
        except TimeoutError:
            return False
        return True

    @property
    def pressed(self) -> TelegramMessage | None:
        """The message whose button was pressed, while Telegram still lets it be edited."""
        message = self.press.message if self.press is not None else None
        return message if isinstance(message, TelegramMessage) else None

    async def is_kept(self, pressed: TelegramMessage) -> bool:
        """Whether the pressed message must stay as it is: a card, an account, or a text that is a file's caption."""
        if pressed.text is None:
            return True
        about = numbers_under(pressed, Verb.ANNOUNCEMENT)
        if about and await accounts.is_account(self.services.db, about, self.chat.id, pressed.message_id):
            return True
        return await cards.is_card(self.services.db, self.chat.id, pressed.message_id)

    async def _replace_card(self, card: Card, message_id: int, digest: str) -> None:
        assert self.known is not None
        person_id = self.known.person.id
        earlier = await cards.shown(self.services.db, card, person_id, self.chat.id, message_id, digest)
        if earlier is not None:
            await self.services.sender.edit(
                self.chat.id, earlier.message_id, card_views.retired(card, self.t), lane=Lane.REMINDER
            )

    def speaking(self, language: Language) -> "Visit":
        """The same visit in another language, after it was chosen."""
        return replace(self, t=texts(language))


def _taken(outcome: Outcome) -> bool:
    """Whether Telegram took the reply; raises Postponed when it did not for now.

    The update is then taken up again, and its reply rendered from the state.
    """
    if isinstance(outcome, TryLater):
        raise Postponed(f"Telegram did not take the reply ({outcome.error})")
    return isinstance(outcome, Sent)
