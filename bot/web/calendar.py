"""GET /calendar/<secret>.ics: a feed, rendered once per change and kept as bytes."""

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from bot.domain.calendars import Calendar
from bot.views import calendar as view
from bot.views.texts import texts
from bot.web.conditions import http_date, takes_gzip, unchanged
from bot.web.refusals import not_found
from bot.web.sources import FeedVersion, Sources

KEPT = 16 * 1024 * 1024  # bytes of rendered feeds; some 300 compressed feeds of 500 meetings
_GZIP_LEVEL = 6
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,128}")

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A feed ready to be sent, in one encoding."""

    version: str
    body: bytes
    etag: str
    last_modified: datetime
    headers: RawHeaders  # those of a 200; a 304 leaves out what describes a body


class RenderedFeeds:
    """The feeds last asked for, within a budget of bytes. Only the newest version of each is kept."""

    def __init__(self, budget: int = KEPT) -> None:
        self._budget = budget
        self._kept: OrderedDict[tuple[int, bool], Rendered] = OrderedDict()
        self.size = 0

    def get(self, feed: FeedVersion, *, gzipped: bool) -> Rendered | None:
        key = (feed.feed_id, gzipped)
        kept = self._kept.get(key)
        if kept is None or kept.version != feed.version:
            return None
        self._kept.move_to_end(key)
        return kept

    def put(self, feed: FeedVersion, rendered: Rendered, *, gzipped: bool) -> None:
        self._forget((feed.feed_id, gzipped))
        self._kept[feed.feed_id, gzipped] = rendered
        self.size += len(rendered.body)
        while self.size > self._budget:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[int, bool]) -> None:
        if gone := self._kept.pop(key, None):
            self.size -= len(gone.body)


class FeedEndpoint:
    """The ASGI application behind a feed's address. The store is asked for the version at every request."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._kept = RenderedFeeds()
        self._rendering: WeakValueDictionary[tuple[int, bool], asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        rendered = await self._find(scope["path_params"]["secret"], gzipped=takes_gzip(headers))
        if rendered is None:
            await not_found()(scope, receive, send)
        elif unchanged(headers, rendered.etag, rendered.last_modified):
            await _send(send, 304, _of_304(rendered.headers), b"")
        else:
            await _send(send, 200, rendered.headers, b"" if scope["method"] == "HEAD" else rendered.body)

    async def _find(self, secret: str, *, gzipped: bool) -> Rendered | None:
        if not well_formed(secret):
            return None
        feed = await self._sources.feed_version(secret)
        if feed is None:
            return None
        return self._kept.get(feed, gzipped=gzipped) or await self._render(secret, feed, gzipped=gzipped)

    async def _render(self, secret: str, feed: FeedVersion, *, gzipped: bool) -> Rendered | None:
        # Sixteen clients that ask for the same changed feed at once are to wait for one rendering, not to make sixteen.
        async with self._rendering.setdefault((feed.feed_id, gzipped), asyncio.Lock()):
            if kept := self._kept.get(feed, gzipped=gzipped):
                return kept
            calendar = await self._sources.feed(secret)
            if calendar is None:
                return None
            # In a thread: the first rendering of hundreds of meetings takes long enough for presses to be felt late.
            rendered = await asyncio.to_thread(render, calendar, feed, gzipped=gzipped)
            self._kept.put(feed, rendered, gzipped=gzipped)
            return rendered


def well_formed(secret: str) -> bool:
    """Whether this can be a secret of ours at all."""
    return _SECRET.fullmatch(secret) is not None


def render(calendar: Calendar, feed: FeedVersion, *, gzipped: bool) -> Rendered:
    """The feed's bytes with everything HTTP says about them."""
    words = texts(calendar.language)
    body = view.feed(calendar, words)
    if gzipped:
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)  # the time of compressing would make equal feeds differ
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": f'inline; filename="{view.feed_file_name(words)}"',
        "content-length": f"{len(body)}",
        **({"content-encoding": "gzip"} if gzipped else {}),
        "etag": etag,
        "last-modified": http_date(feed.last_modified),
        "cache-control": "private, max-age=300",
        "vary": "Accept-Encoding",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return Rendered(feed.version, body, etag, feed.last_modified, raw)


def _of_304(headers: RawHeaders) -> RawHeaders:
    return [(name, value) for name, value in headers if not name.startswith(b"content-")]


async def _send(send: Send, status: int, headers: RawHeaders, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
