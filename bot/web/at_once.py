"""Answers that need no waiting, given before the request goes through the server's and the framework's machinery.

Calendars ask for the same feeds all day, and nearly always hear that nothing has changed. What such an answer costs is
then almost only the way to it, so a request that is plain beyond doubt takes a shorter one. Whatever is unusual in it
(another method, a body, a word about the connection, an odd sign) goes the long way, which knows the whole of HTTP.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers

from bot.web.calendar import Answer

LONGEST = 4_096  # bytes; subscribers send some 300

# One whole request and nothing after it: RFC 9112 §2.1 without its leniences, §5 without continued lines.
_REQUEST = re.compile(
    rb"GET /calendar/([A-Za-z0-9_-]{16,128})\.ics HTTP/1\.1\r\n((?:[A-Za-z0-9-]+:[ -~]*\r\n)+)\r\n", re.ASCII
)
_WEIGHED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})  # what our answer depends on
# What concerns the connection or announces a body (RFC 9112 §6, §9; RFC 9110 §7.6, §10.1.1).
_HANDS_OFF = frozenset(
    {
        b"connection",
        b"content-length",
        b"expect",
        b"http2-settings",
        b"keep-alive",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
_PHRASES = {200: b"HTTP/1.1 200 OK\r\n", 304: b"HTTP/1.1 304 Not Modified\r\n"}


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """A GET for a feed, with those headers that its answer depends on."""

    secret: str
    headers: Headers


AtOnce = Callable[[str, Headers], Answer | None]


def plain_request(data: bytes) -> PlainRequest | None:
    """The request, if these bytes are exactly one that is plain beyond doubt."""
    found = _REQUEST.fullmatch(data) if len(data) <= LONGEST else None
    if found is None:
        return None
    hosts, weighed = 0, []
    for line in found[2].split(b"\r\n"):
        name, _, value = line.partition(b":")
        name = name.lower()
        if name in _WEIGHED:
            weighed.append((name, value.strip(b" ")))
        elif name == b"host":
            hosts += 1
        elif name in _HANDS_OFF and not (name == b"connection" and value.strip(b" ").lower() == b"keep-alive"):
            return None
    return PlainRequest(found[1].decode("ascii"), Headers(raw=weighed)) if hosts == 1 else None


def head_of(answer: Answer, default: list[tuple[bytes, bytes]]) -> bytes:
    """Status line and headers as the server writes them; `default` are those that it adds to every answer."""
    lines = [b"%s: %s\r\n" % header for header in (*default, *answer.headers)]
    return b"".join((_PHRASES[answer.status], *lines, b"\r\n"))
