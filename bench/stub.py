"""A Telegram that costs next to nothing: answers every request, as late as it is told, and counts.

A process of its own, on the loopback only, and gone after `LIFE` seconds whatever happens. Control and figures are
requests as well: `/stats`, `/press`. `python -m bench.stub '{"delay": 0.05}'` prints its port.
"""

import asyncio
import json
import re
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from time import perf_counter
from typing import Any

LIFE = 900.0  # seconds
PRESSED_MESSAGE = 7  # the number of the message whose button is pressed
MESSAGES = {"sendMessage", "editMessageText", "editMessageReplyMarkup"}
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)
_QUERY = re.compile(rb'callback_query_id"?[=:] ?"?(\w+)')
_CHAT = re.compile(rb'chat_id"?[=:] ?"?(-?\d+)')
_OFFSET = re.compile(rb'offset"?[=:] ?"?(\d+)')
_PATIENCE = re.compile(rb'timeout"?[=:] ?"?(\d+)')
_CHAT_OF_STUB = {"id": 1, "type": "private", "first_name": "przedstawiciel"}
_BOT = {"id": 1000001, "is_bot": True, "first_name": "Narada", "username": "narada_bench_bot"}
_ROWS = [[{"text": "Będziemy", "callback_data": "r:1:yes"}, {"text": "Nie", "callback_data": "r:1:no"}]]
_ME = _BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


@dataclass
class Presses:
    """People who press, so many at once; each press is made when an earlier one has had its answer."""

    data: list[tuple[int, str]]  # chat, callback data; in order
    at_once: int
    made: dict[str, float] = field(default_factory=dict)
    chats: dict[int, str] = field(default_factory=dict)  # whose press waits for its edit
    answered: dict[str, float] = field(default_factory=dict)
    edited: dict[str, float] = field(default_factory=dict)


class Stub:
    """What the bot under test believes to be Telegram. Moments are seconds since the first request."""

    def __init__(self, *, delay: float = 0.0, limits: tuple[tuple[float, int], ...] = ()) -> None:
        self._half = delay / 2  # there, and back
        self._limits = [tuple(limit) for limit in limits]  # from which second on how many a second
        self._window: deque[float] = deque()
        self._began: float | None = None
        self._numbers = count(1)
        self._updates: deque[dict[str, Any]] = deque()
        # Higher than an earlier stub's: the store of whoever asks remembers those, and takes none twice.
        self._update_ids = count(round(perf_counter() * 10_000))
        self._more = asyncio.Event()
        self._presses: Presses | None = None
        self.taken: list[float] = []
        self.refused: list[float] = []
        self.counts: dict[str, int] = {}
        self.firsts: dict[str, float] = {}

    async def answer(self, path: str, body: bytes) -> bytes:
        """The body of the answer to one request."""
        method = path.rpartition("/")[2].partition("?")[0]
        if path.startswith("/bot"):
            arrived = self._now()  # before anything can delay it: limits are about arrivals
            if self._half:
                await asyncio.sleep(self._half)
            answer = await self._telegram(method, body, arrived)
            if self._half:
                await asyncio.sleep(self._half)
            return answer
        return json.dumps(self._control(method, json.loads(body or b"{}"))).encode()

    async def _telegram(self, method: str, body: bytes, now: float) -> bytes:
        self.counts[method] = self.counts.get(method, 0) + 1
        self.firsts.setdefault(method, perf_counter())
        if method == "getUpdates":
            return _ok(await self._get_updates(body))
        if method == "getMe":
            return _ok(_ME)
        if method in MESSAGES and (wait := self._too_many(now)):
            self.refused.append(now)
            return _TOO_MANY % (wait, wait)
        if method in MESSAGES:
            self.taken.append(now)
            self._note(method, body)
            return self._message
        if method == "answerCallbackQuery":
            self._note(method, body)
        return _ok(result=True)

    @property
    def _message(self) -> bytes:
        return _MESSAGE % next(self._numbers)

    def _now(self) -> float:
        if self._began is None:
            self._began = perf_counter()
        return perf_counter() - self._began

    def _too_many(self, now: float) -> int:
        limit = max((each for each in self._limits if each[0] <= now), default=None)
        if limit is None:
            return 0
        while self._window and self._window[0] <= now - 1.0:
            self._window.popleft()
        if len(self._window) >= limit[1]:
            return 1
        self._window.append(now)
        return 0

    async def _get_updates(self, body: bytes) -> list[dict[str, Any]]:
        offset = _number(_OFFSET, body)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates and (patience := _number(_PATIENCE, body)):
            self._more.clear()
            try:
                async with asyncio.timeout(patience):
                    await self._more.wait()
            except TimeoutError:
                return []
        return list(self._updates)[:100]

    def _control(self, command: str, told: dict[str, Any]) -> dict[str, Any]:
        if command == "press":
            self._presses = Presses([(chat, data) for chat, data in told["data"]], told["at_once"])
            self._presses.data.reverse()
            for _ in range(told["at_once"]):
                self._press()
            return {}
        return self._stats()

    def _stats(self) -> dict[str, Any]:
        presses = self._presses
        stats: dict[str, Any] = {"taken": self.taken, "refused": self.refused, "counts": self.counts}
        stats["firsts"] = self.firsts
        if presses is not None:
            stats["left"] = len(presses.data) + len(presses.made) - len(presses.answered)
            stats["answers"] = [presses.answered[key] - presses.made[key] for key in presses.answered]
            stats["edits"] = [presses.edited[key] - presses.made[key] for key in presses.edited]
            stats["made"] = list(presses.made.values())
            stats["answered"] = list(presses.answered.values())
        return stats

    def _press(self) -> None:
        presses = self._presses
        if presses is None or not presses.data:
            return
        chat, data = presses.data.pop()
        update = _pressed(next(self._update_ids), chat, data)
        presses.made[update["callback_query"]["id"]] = self._now()
        presses.chats[chat] = update["callback_query"]["id"]
        self._updates.append(update)
        self._more.set()

    def _note(self, method: str, body: bytes) -> None:
        presses, now = self._presses, self._now()
        if presses is None:
            return
        if method == "answerCallbackQuery":
            found = _QUERY.search(body)
            key = found.group(1).decode() if found else ""
            if key in presses.made and key not in presses.answered:
                presses.answered[key] = now
                self._press()
        elif (key := presses.chats.get(_number(_CHAT, body), "")) and key not in presses.edited:
            presses.edited[key] = now


class Connection(asyncio.Protocol):
    """HTTP/1.1, kept alive, one request after another: as much of it as the clients under test use."""

    def __init__(self, answer: Callable[[str, bytes], Any], tasks: asyncio.TaskGroup) -> None:
        self._answer, self._tasks = answer, tasks
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, separator, rest = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        found = _LENGTH.search(head)
        length = int(found.group(1)) if found else 0
        if _CHUNKED.search(head):
            if not rest.endswith(b"0\r\n\r\n"):
                return
            rest, length = _dechunked(rest)
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        self._tasks.create_task(self._reply(head.split(b" ", 2)[1].decode(), rest[:length]))

    async def _reply(self, path: str, body: bytes) -> None:
        content = await self._answer(path, body)
        status = b"429 Too Many Requests" if content.startswith(b'{"ok":false') else b"200 OK"
        head = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(content))
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head + content)


def _dechunked(body: bytes) -> tuple[bytes, int]:
    parts, rest = [], body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        parts.append(rest[: int(size, 16)])
        rest = rest[int(size, 16) + 2 :]
    whole = b"".join(parts)
    return whole, len(whole)


def _ok(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


_TEXT = "Przypominamy: narada partnerstwa w Starostwie Powiatowym w Wejherowie, sala 12. Proszę o odpowiedź."
_MESSAGE = _ok(
    {
        "message_id": "%d",
        "from": _BOT,
        "chat": _CHAT_OF_STUB,
        "date": 1_800_000_000,
        "text": _TEXT,
        "entities": [{"type": "bold", "offset": 0, "length": 12}],
        "reply_markup": {"inline_keyboard": _ROWS},
    }
).replace(b'"%d"', b"%d")
_TOO_MANY = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}'
)


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    return int(found.group(1)) if found else 0


def _pressed(update_id: int, chat: int, data: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "przedstawiciel", "language_code": "pl"}
    at = {"id": chat, "type": "private", "first_name": "przedstawiciel"}
    message = {"message_id": PRESSED_MESSAGE, "from": _BOT, "chat": at, "date": 1_800_000_000, "text": _TEXT}
    query = {"id": f"q{update_id}", "from": person, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": update_id, "callback_query": query}


async def main(told: dict[str, Any]) -> None:
    stub, loop = Stub(**told), asyncio.get_running_loop()
    async with asyncio.TaskGroup() as tasks:
        server = await loop.create_server(partial(Connection, stub.answer, tasks), "127.0.0.1", 0, backlog=1024)
        print(server.sockets[0].getsockname()[1], flush=True)
        async with server:
            await asyncio.sleep(LIFE)


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
