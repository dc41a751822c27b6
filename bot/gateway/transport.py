"""python-telegram-bot's BaseRequest over aiohttp, and what can be known about a request that failed."""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from telegram import Bot
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway.ahead import IN_FLIGHT, Ahead, connections

_ODD_IN_A_FILE_NAME = re.compile(r"[\x00-\x1f\x7f\"\\/]+")
_TOKEN_IN_AN_ADDRESS = re.compile(r"/bot([^/]+)")
_METHOD_IN_AN_ADDRESS = re.compile(r"/bot[^/]+/(?:test/)?([A-Za-z]+)$")
_LONGEST_FOREIGN_ANSWER = 300  # bytes of an answer that is not the Bot API's own (a proxy's page), for the log


class Answered(StrEnum):
    """What became of a request, for those who count."""

    OK = "ok"
    REFUSED = "refused"  # 4xx: our mistake, a person who blocked the bot, an edit that changes nothing
    TOO_MANY = "429"
    FAILED = "failed"  # 5xx
    UNANSWERED = "unanswered"  # it left, and no answer came
    UNREACHED = "unreached"  # it never left

    @classmethod
    def with_status(cls, status: int) -> "Answered":
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return cls.TOO_MANY
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return cls.OK
        return cls.FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else cls.REFUSED


Told = Callable[[str, Answered], None]
"""Told of every request: the Bot API's method ("file" for the content of a file) and what became of it."""


class NotDelivered(NetworkError):
    """The request never left this machine, or was turned away unread: trying again cannot do anything twice."""


class MaybeDelivered(NetworkError):
    """The request left and no answer came back: Telegram may or may not have done what it asked for."""


class ConnectTimedOut(NotDelivered, TimedOut):
    """No connection came about in time."""


class AnswerTimedOut(MaybeDelivered, TimedOut):
    """The answer did not come in time."""


class BadToken(Exception):
    """Telegram does not know this bot token. The text does not contain it."""

    def __init__(self) -> None:
        super().__init__("Telegram refused the bot token.")


class AiohttpRequest(BaseRequest):
    """HTTP for `telegram.Bot`: up to `in_flight` requests at once over kept connections; timeouts in seconds.

    One object may serve as both `request` and `get_updates_request`. What was asked `ahead` is not asked again, and its
    connections are taken over. Failures are NotDelivered or MaybeDelivered, whose
    texts, causes and contexts are free of the address and so of the token that is a part of it.

    `date` is what Telegram's clock said in its last answer (RFC 9110 §6.6.1), as it came.
    """

    def __init__(
        self,
        in_flight: int = IN_FLIGHT,
        *,
        told: Told = lambda _method, _answered: None,
        ahead: Ahead | None = None,
        connect_timeout: float = 5.0,
        read_timeout: float = 15.0,
        write_timeout: float = 20.0,
        pool_timeout: float = 10.0,
    ) -> None:
        self._in_flight = in_flight
        self._connect, self._read, self._write, self._pool = connect_timeout, read_timeout, write_timeout, pool_timeout
        self._session: aiohttp.ClientSession | None = None
        self._told, self._ahead = told, ahead
        self.date = ""
        self._dated_at = 0.0

    def their_time(self) -> datetime | None:
        """What Telegram's clock says now, by its last answer and the time that has passed since; None before any."""
        try:
            then = parsedate_to_datetime(self.date).replace(tzinfo=UTC)  # an HTTP date is always one of UTC
        except ValueError:
            return None
        return then + timedelta(seconds=asyncio.get_running_loop().time() - self._dated_at)

    @property
    def read_timeout(self) -> float | None:
        """How long to wait for an answer, in seconds, when a call names no time of its own."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; a second call changes nothing."""
        if self._session is None:
            self._session = self._ahead.session if self._ahead is not None else connections(self._in_flight)

    async def shutdown(self) -> None:
        """Close every connection; a second call changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The Bot API's answer as a dict; MaybeDelivered if it is no such answer (the content is not logged)."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = _parse_leniently(payload)
        if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
            raise MaybeDelivered("An answer that is not the Bot API's")
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request and return its HTTP status and body; raises NotDelivered or MaybeDelivered."""
        if self._session is None:
            raise RuntimeError("AiohttpRequest is used before initialize() or after shutdown()")
        if self._ahead and (early := await self._ahead.answer(_method_of(url))) is not None:
            self.date, self._dated_at = early.date, early.at
            self._told(_method_of(url), Answered.OK)
            return HTTPStatus.OK, early.payload
        times = self._times(read_timeout, write_timeout, connect_timeout, pool_timeout)
        body, headers = _body_of(request_data)
        try:
            # No redirects: they would carry the token to wherever somebody points.
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=times, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
                self.date, self._dated_at = response.headers.get("Date", ""), asyncio.get_running_loop().time()
        except Exception as error:
            failure = _failure_of(error, url)
            self._told(_method_of(url), _unheard(failure))
        else:
            self._told(_method_of(url), Answered.with_status(status))
            return status, payload if status < HTTPStatus.MULTIPLE_CHOICES else _refusal(status, payload, url)
        # Raised out here, because inside `except` aiohttp's error, which quotes the address, would become the context.
        raise failure

    def _times(
        self, read: ODVInput[float], write: ODVInput[float], connect: ODVInput[float], pool: ODVInput[float]
    ) -> aiohttp.ClientTimeout:
        read, write = _given(read, self._read), _given(write, self._write)
        connect, pool = _given(connect, self._connect), _given(pool, self._pool)
        parts = (read, write, connect, pool)
        return aiohttp.ClientTimeout(
            # Without a total a server that drips one byte at a time would hold the request for ever.
            total=None if None in parts else sum(part for part in parts if part is not None),
            connect=None if pool is None or connect is None else pool + connect,
            sock_connect=connect,
            sock_read=read,
        )


async def sign_in(bot: Bot) -> None:
    """Open the bot's connections and ask Telegram who it is; raises BadToken, NetworkError.

    Use it instead of `bot.initialize()`, whose InvalidToken spells the token out (so does `repr(bot)`: never log it).
    """
    with suppress(InvalidToken):
        await bot.initialize()
        return
    raise BadToken


def _given(value: ODVInput[float], default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value  # type: ignore[return-value]


def _body_of(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if request_data.contains_files:
        return _form(request_data), {}
    return _json(request_data.parameters), {"Content-Type": "application/json"}


def _json(parameters: Any) -> bytes:
    try:
        return orjson.dumps(parameters)
    except TypeError:
        # Half a surrogate pair, typed by a person. Written as \udXXX it gets Telegram's own refusal, with its reason.
        return json.dumps(parameters).encode()


def _parse_leniently(payload: bytes) -> Any:
    # orjson refuses half a surrogate pair. One such update would otherwise stop polling for good.
    try:
        return json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _form(request_data: RequestData) -> aiohttp.FormData:
    # Percent-encoded, "Sprawozdanie z marca – sierpień.pdf" would reach people as %C5%84.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value.encode("utf-8", "replace").decode())
    for name, (file_name, content, media_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=_clean(file_name), content_type=media_type)
    return form


def _clean(file_name: str) -> str:
    """A name that cannot break out of the Content-Disposition header it is put into (RFC 7578 section 4.2)."""
    cleaned = _ODD_IN_A_FILE_NAME.sub(" ", file_name.encode("utf-8", "replace").decode())
    return " ".join(cleaned.split()) or "file"


def _failure_of(error: Exception, url: str) -> TelegramError:
    text = _without_token(f"{type(error).__name__}: {error}".removesuffix(": "), url)
    match error:
        case aiohttp.ConnectionTimeoutError():
            return ConnectTimedOut("No connection to Telegram in time")
        case TimeoutError():
            return AnswerTimedOut("No answer from Telegram in time")
        case aiohttp.ClientConnectorError() | aiohttp.InvalidURL():
            return NotDelivered(text)
        case _:
            return MaybeDelivered(text)


def _method_of(url: str) -> str:
    found = _METHOD_IN_AN_ADDRESS.search(url)
    return found.group(1) if found else "file"


def _unheard(failure: TelegramError) -> Answered:
    return Answered.UNREACHED if isinstance(failure, NotDelivered) else Answered.UNANSWERED


def _refusal(status: int, payload: bytes, url: str) -> bytes:
    """The body of an answer that says no, fit for a log. Raises when it is not the Bot API that said it."""
    if payload.lstrip().startswith(b"{"):
        return _without_token(payload.decode("utf-8", "replace"), url).encode()
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise NotDelivered("Service Unavailable (503)")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # A gateway between us and the Bot API lost the answer; it cannot know whether the request was carried out.
        raise MaybeDelivered(f"A gateway's error ({status})")
    return _without_token(payload.decode("utf-8", "replace"), url)[:_LONGEST_FOREIGN_ANSWER].encode()


def _without_token(text: str, url: str) -> str:
    found = _TOKEN_IN_AN_ADDRESS.search(url)
    if found is None:
        return text
    token = found.group(1)
    for spelling in (token, quote(token, safe=""), token.rpartition(":")[2]):
        text = text.replace(spelling, "<token>")
    return text
