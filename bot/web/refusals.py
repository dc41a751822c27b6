"""How HTTP says no: one constant answer each, so that a refusal teaches nothing about what exists."""

from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.domain.people import Language
from bot.views.texts import texts

LONGEST_TARGET = 2_048  # bytes of path and query; our own addresses have fewer than 200

_HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def not_found() -> Response:
    """The one answer for whatever is unknown, malformed, withdrawn or was never there.

    404 and not 410: a client that is told "gone" switches the calendar off for good.
    """
    return _plain(404, _in_every_language("page-not-found"))


def bad_request() -> Response:
    """What was sent cannot be read (RFC 9110 §15.5.1)."""
    return _plain(400, "Bad Request\n")


def too_large() -> Response:
    """More was sent than is read (RFC 9110 §15.5.14). What still comes is dropped unkept."""
    return _plain(413, "Content Too Large\n")


def too_many() -> Response:
    """Too many unknown addresses were asked for; a subscriber who is meant by mistake comes again (RFC 6585 §4)."""
    answer = _plain(429, "Too Many Requests\n")
    answer.headers["retry-after"] = "60"
    return answer


async def on_http_exception(_: Request, error: Exception) -> Response:
    """Starlette's own refusals in our words; a wrong method names the right ones (RFC 9110 §15.5.6)."""
    if not isinstance(error, HTTPException) or error.status_code == 404:
        return not_found()
    refusal = _plain(error.status_code, f"{error.detail}\n")
    if allowed := (error.headers or {}).get("Allow"):
        refusal.headers["allow"] = ", ".join(sorted(allowed.split(", ")))  # Starlette's order comes from a set
    return refusal


async def on_failure(_: Request, __: Exception) -> Response:
    """Our own mistake, or a store that is away. Subscribers come again; the traceback goes to the log alone."""
    answer = _plain(503, _in_every_language("page-unavailable"))
    answer.headers["retry-after"] = "60"
    return answer


class RefuseLongTargets:
    """Answers 414 to an address longer than any of ours, before anything looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            await _plain(414, "URI Too Long\n")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _plain(status: int, text: str) -> Response:
    return Response(text, status, dict(_HEADERS), "text/plain; charset=utf-8")


@cache
def _in_every_language(key: str) -> str:
    # Whose language would be right is known only for a feed that exists, and the answer must not tell which do.
    return "".join(f"{texts(language).plain(key)}\n" for language in Language)
