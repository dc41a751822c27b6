"""POST /telegram/webhook: Telegram brings an update, and hears 200 once it is in the inbox.

https://core.telegram.org/bots/api#setwebhook: the secret comes in X-Telegram-Bot-Api-Secret-Token, anything but a 2xx
makes Telegram bring the update again.
"""

import hmac
import json
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.gateway.polling import is_numbered
from bot.web.refusals import bad_request, not_found, too_large
from bot.web.sources import Doorbell

LONGEST_BODY = 2 * 1024 * 1024  # bytes; an update is some kilobytes
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header


class WebhookEndpoint:
    """The ASGI application behind the webhook's address."""

    def __init__(self, doorbell: Doorbell) -> None:
        self._doorbell = doorbell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answer = await self._answer(request) if self._is_telegram(request) else not_found()
        await answer(scope, receive, send)

    def _is_telegram(self, request: Request) -> bool:
        # To everybody else the address is one of those that do not exist, whatever the method: 401 or 405 would tell
        # that a bot lives here and that only the secret is missing. Compared in constant time (the bytes as they came).
        given = request.headers.get(_SECRET_HEADER, "").encode("latin-1")
        known = hmac.compare_digest(given, self._doorbell.secret.encode())
        return known and request.method == "POST"

    async def _answer(self, request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return bad_request()  # nobody reads it
        if body is None:
            return too_large()
        update = _update(body)
        if update is None:
            return bad_request()
        await self._doorbell.store(update)
        return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """The body; None as soon as it is known to be too long."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > LONGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    """A JSON object with the number of an update; its kind may be one that nobody has heard of yet."""
    found = _parsed(body)
    return found if is_numbered(found) else None


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)  # takes half a surrogate pair; refused, that update would be brought again and again
    except (ValueError, RecursionError):
        return None
