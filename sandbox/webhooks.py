"""Updates carried to the bot: https://core.telegram.org/bots/api#setwebhook.

Each update is one POST with the secret in a header, and any 2xx confirms it. Of one chat they come one at a time and in
order, of all chats together at most `max_connections` at once. A refusal or silence is noted for getWebhookInfo, and
that chat waits with growing pauses. Only addresses of this machine are called. The method call that a bot may put into
its answer ("Making requests when getting updates") is not carried out.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from ipaddress import ip_address
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from sandbox.faults import Faults
from sandbox.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 60.0  # seconds
ANSWER_WITHIN = 60.0
CONNECTIONS = 40  # unless setWebhook says otherwise


class Refused(Exception):
    """The bot did not take an update; the words are those of getWebhookInfo's last_error_message."""


class Unreachable(Refused):
    """No connection came about."""


class Webhooks:
    """Delivers what waits in `updates` while a webhook is set and `up()` says that Telegram works.

    `behind`: addresses among which the webhook's own hands the updates out in turn, as a load balancer does; one that
    refuses the connection is passed over.
    """

    def __init__(self, updates: Updates, faults: Faults, up: Callable[[], bool]) -> None:
        self._updates, self._faults, self._up = updates, faults, up
        self.behind: tuple[str, ...] = ()
        self._turns = count()
        self._let_by: set[int] = set()  # updates that a younger one was let by, once each
        self._webhook: Mapping[str, Any] = {}
        self._in_hand: set[int] = set()  # chats with an update on its way
        self._pauses: dict[int, float] = {}  # chats whose last delivery failed → the pause after it, s
        self._resting: set[int] = set()  # of those, the ones whose pause is not over

    async def running(self, _app: object) -> AsyncIterator[None]:
        """A cleanup context of aiohttp: deliver from the start of the application until its end."""
        task = asyncio.get_running_loop().create_task(self._run())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as deliveries:
            while True:
                self._updates.stirred.clear()
                for chat, update in self._ready():
                    self._in_hand.add(chat)
                    deliveries.create_task(self._deliver(session, self._webhook, chat, update))
                await self._updates.stirred.wait()

    def _ready(self) -> list[tuple[int, dict[str, Any]]]:
        """The oldest update of each chat that can be called about now."""
        if self._webhook is not self._updates.webhook:
            # Setting it, even to the same address, ends all pauses.
            self._webhook = self._updates.webhook
            self._pauses.clear()
            self._resting.clear()
        if not self._webhook or not self._up():
            return []
        ready: dict[int, dict[str, Any]] = {}
        for update in self._updates.pending():
            if len(ready) + len(self._in_hand) >= self._webhook["max_connections"]:
                break
            chat = chat_of(update)
            if chat in self._in_hand or chat in self._resting:
                continue
            if chat not in ready or self._is_overtaken(ready[chat]):
                ready[chat] = update
        return list(ready.items())

    def _is_overtaken(self, update: Mapping[str, Any]) -> bool:
        if update["update_id"] in self._let_by or not self._faults.overtakes():
            return False
        self._let_by.add(update["update_id"])
        return True

    async def _deliver(
        self, session: aiohttp.ClientSession, webhook: Mapping[str, Any], chat: int, update: dict[str, Any]
    ) -> None:
        try:
            await self._brought(session, webhook, update)
        except Refused as refused:
            self._updates.refused(str(refused))
            self._rest(chat)
        else:
            self._pauses.pop(chat, None)
            self._updates.delivered(update)
        finally:
            self._in_hand.discard(chat)
            self._updates.stirred.set()

    async def _brought(
        self, session: aiohttp.ClientSession, webhook: Mapping[str, Any], update: Mapping[str, Any]
    ) -> None:
        if not self._faults.doubles():
            await self._passed_on(session, webhook, update)
            return
        both = (self._passed_on(session, webhook, update) for _ in range(2))
        for refused in await asyncio.gather(*both, return_exceptions=True):
            if isinstance(refused, BaseException):
                raise refused

    async def _passed_on(
        self, session: aiohttp.ClientSession, webhook: Mapping[str, Any], update: Mapping[str, Any]
    ) -> None:
        """To the webhook's address, or to one of those behind it. Raises Refused unless the bot answers 2xx."""
        turn, path = next(self._turns), urlsplit(webhook["url"]).path
        for number in range(len(self.behind)):
            address = f"{self.behind[(turn + number) % len(self.behind)]}{path}"
            with contextlib.suppress(Unreachable):
                return await _post(session, {**webhook, "url": address}, update)
        if self.behind:
            raise Refused("Connection refused")
        return await _post(session, webhook, update)

    def _rest(self, chat: int) -> None:
        pause = self._pauses[chat] = min(self._pauses.get(chat, FIRST_PAUSE / 2) * 2, LONGEST_PAUSE)
        self._resting.add(chat)
        asyncio.get_running_loop().call_later(pause, self._rested, chat)

    def _rested(self, chat: int) -> None:
        self._resting.discard(chat)
        self._updates.stirred.set()


def chat_of(update: Mapping[str, Any]) -> int:
    """Whose turn an update belongs to: its chat, else its person."""
    body = next(value for name, value in update.items() if name != "update_id")
    chat = body.get("chat") or body.get("message", {}).get("chat") or body.get("from") or {"id": 0}
    return int(chat["id"])


async def _post(session: aiohttp.ClientSession, webhook: Mapping[str, Any], update: Mapping[str, Any]) -> None:
    """Raises Refused unless the bot answers 2xx."""
    if not _on_this_machine(webhook["url"]):
        raise Refused("Failed to resolve host: No address associated with hostname")
    headers = {"Content-Type": "application/json"}
    if secret := webhook.get("secret_token"):
        headers[SECRET_HEADER] = secret
    try:
        async with session.post(webhook["url"], data=orjson.dumps(update), headers=headers) as answer:
            if not 200 <= answer.status < 300:
                raise Refused(f"Wrong response from the webhook: {answer.status} {answer.reason}")
    except TimeoutError:
        raise Refused("Read timeout expired") from None
    except aiohttp.ClientConnectorError:
        raise Unreachable("Connection refused") from None
    except aiohttp.ClientError:
        raise Refused("Connection reset by peer") from None


def _on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
