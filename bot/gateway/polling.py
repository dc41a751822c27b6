"""Fetching updates from Telegram into the inbox: nothing is confirmed before it is stored."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.gateway.outage import Outage
from bot.gateway.outcomes import retry_after
from bot.gateway.transport import BadToken
from bot.gateway.updates import question

log = logging.getLogger(__name__)

RawUpdate = dict[str, Any]
"""One update as Telegram sent it (Bot API, "Update")."""

Fetch = Callable[[int, int], Awaitable[list[RawUpdate]]]
"""`fetch(offset, seconds)`: the updates from `offset` on, waiting up to `seconds` for the first."""

Store = Callable[[Sequence[RawUpdate]], Awaitable[None]]
"""Put updates into the inbox: one transaction, durable when it returns; an update_id already there is left as it is."""

POLL_SECONDS = 30
_ANSWER_SECONDS = 10  # how much longer than the poll its answer may take


def fetch_from(bot: Bot, allowed_updates: Sequence[str]) -> Fetch:
    """getUpdates as raw JSON; `allowed_updates` are the kinds to receive (Bot API, getUpdates)."""

    async def fetch(offset: int, seconds: int) -> list[RawUpdate]:
        # Spelled like this, the library does not warn that it knows the method (see `sender`).
        updates: list[RawUpdate] = await bot.do_api_request(
            "get_Updates", question(offset, seconds, allowed_updates), read_timeout=seconds + _ANSWER_SECONDS
        )
        return updates

    return fetch


class Polling:
    """The loop of getUpdates. Cancelling it at any point loses nothing: what is not stored is not confirmed."""

    def __init__(self, fetch: Fetch, store: Store, stored: Callable[[], None]) -> None:
        self._fetch, self._store, self._stored = fetch, store, stored
        self._offset = 0
        self._answered = False
        self._telegram = Outage(log, "Telegram answers again")
        self._inbox = Outage(log, "Updates can be stored again")

    async def run(self) -> None:
        """Poll until cancelled; raises BadToken if the first answer is that there is no such bot."""
        while True:
            updates = await self._next_batch()
            if updates:
                await self._keep(updates)

    async def _next_batch(self) -> list[RawUpdate]:
        # At first, and after trouble, ask without waiting: the answer tells at once that Telegram is (again) there.
        patience = POLL_SECONDS if self._answered and not self._telegram.lasts else 0
        try:
            updates = await self._fetch(self._offset, patience)
        except TelegramError as error:
            await asyncio.sleep(self._pause_after(error))
            return []
        self._answered = True
        self._telegram.ended()
        return updates

    def _pause_after(self, error: TelegramError) -> float:
        if isinstance(error, InvalidToken | EndPointNotFound):
            if not self._answered:
                raise BadToken from None
            return self._telegram.failed("Telegram no longer accepts the bot token; put it right and start again")
        if isinstance(error, Conflict):
            return self._telegram.failed(f"Somebody else receives this bot's updates; waiting ({error})")
        if (seconds := retry_after(error)) is not None:
            return seconds
        return self._telegram.failed(f"Telegram cannot be reached; waiting for it ({error})")

    async def _keep(self, answer: Sequence[RawUpdate]) -> None:
        updates = [update for update in answer if is_numbered(update)] if isinstance(answer, list) else []
        if not updates:  # nothing that could be confirmed, so the same would come at once
            await asyncio.sleep(self._telegram.failed("Telegram answers with something that is no update"))
            return
        try:
            await self._store(updates)
        except Exception as error:
            # Not confirmed, so Telegram will give the same updates again.
            await asyncio.sleep(self._inbox.failed(f"Updates cannot be stored ({type(error).__name__}: {error})"))
            return
        self._inbox.ended()
        self._offset = max(update["update_id"] for update in updates) + 1
        self._stored()


def is_numbered(raw: object) -> bool:
    """Whether it is an object with the number of an update, which is what the inbox knows it by."""
    return isinstance(raw, dict) and is_number(raw.get("update_id")) and raw["update_id"] >= 0


def is_number(found: object) -> bool:
    """Whether it is a whole number that the store can hold (64 bits); `true` is none."""
    return type(found) is int and -(2**63) <= found < 2**63


def chat_of(raw: Mapping[str, Any]) -> int | None:
    """The chat whose updates must be handled one after another; for inline messages and the like, the person.

    None if the update belongs to nobody in particular (a poll's new count). Never raises: what is stored here came from
    outside, and one odd update must not keep all others out of the inbox.
    """
    body: Any = next((value for key, value in raw.items() if key != "update_id"), None)
    if not isinstance(body, Mapping):
        return None
    message = body.get("message")
    places = (body.get("chat"), message.get("chat") if isinstance(message, Mapping) else None)
    people = (body.get("from"), body.get("user"), body.get("voter_chat"))
    for place in (*places, *people):
        if isinstance(place, Mapping) and is_number(place.get("id")):
            return int(place["id"])
    return None
