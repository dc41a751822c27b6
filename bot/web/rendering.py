"""Feeds as bytes: what is kept of them, and how little is rendered anew after a change."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendars import EventKey, Outline, Version
from bot.views import calendar as view
from bot.views.texts import texts
from bot.web.conditions import http_date

KEPT = 16 * 1024 * 1024  # bytes of rendered feeds; some 300 compressed feeds of 500 meetings
FRAGMENTS = 8 * 1024 * 1024  # bytes of rendered events; a feed of 5,000 meetings has some 4 MB
_OVERHEAD = 400  # bytes that a kept event costs beside its own
_GZIP_LEVEL = 6

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A feed ready to be sent, in one encoding."""

    version: str
    body: bytes
    etag: str
    last_modified: datetime
    headers: RawHeaders  # those of a 200
    headers_of_304: RawHeaders  # without what describes a body


class RenderedFeeds:
    """The feeds last asked for, within a budget of bytes. Only the newest version of each is kept."""

    def __init__(self, budget: int = KEPT) -> None:
        self._budget = budget
        self._kept: OrderedDict[tuple[int, bool], Rendered] = OrderedDict()
        self.size = 0

    def get(self, feed: Version, *, gzipped: bool) -> Rendered | None:
        key = (feed.feed_id, gzipped)
        kept = self._kept.get(key)
        if kept is None or kept.version != feed.digest:
            return None
        self._kept.move_to_end(key)
        return kept

    def put(self, feed: Version, rendered: Rendered, *, gzipped: bool) -> None:
        self._forget((feed.feed_id, gzipped))
        self._kept[feed.feed_id, gzipped] = rendered
        self.size += len(rendered.body)
        while self.size > self._budget:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[int, bool]) -> None:
        if gone := self._kept.pop(key, None):
            self.size -= len(gone.body)


class Fragments:
    """Events that were rendered before, within a budget of bytes; those not asked for the longest go first."""

    def __init__(self, budget: int = FRAGMENTS) -> None:
        self._budget = budget
        self._kept: OrderedDict[EventKey, bytes] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: EventKey) -> bytes | None:
        if (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, fresh: Mapping[EventKey, bytes]) -> None:
        for key, event in fresh.items():
            self._forget(key)
            self._kept[key] = event
            self.size += len(event) + _OVERHEAD
        while self.size > self._budget:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: EventKey) -> None:
        if (gone := self._kept.pop(key, None)) is not None:
            self.size -= len(gone) + _OVERHEAD


class Held(Container[EventKey]):
    """The events of one feed while it is put together: what was found here stays, whatever is thrown out meanwhile."""

    def __init__(self, fragments: Fragments) -> None:
        self._get = fragments.get
        self.events: dict[EventKey, bytes] = {}

    def __contains__(self, key: EventKey) -> bool:  # type: ignore[override]  # asked with keys alone
        event = self._get(key)
        if event is None:
            return False
        self.events[key] = event
        return True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rendered feed, and what of it is new."""

    rendered: Rendered
    fresh: Mapping[EventKey, bytes]


def render(outline: Outline, held: Mapping[EventKey, bytes], feed: Version, *, gzipped: bool) -> Drawn:
    """The feed's bytes with everything HTTP says about them, and the events that were rendered for it.

    `held` has every event of the outline that is not fresh.
    """
    fresh = {key: view.event(entry, outline.language) for key, entry in outline.fresh.items()}
    events = [held.get(key) or fresh[key] for key in outline.events]
    body = view.feed_of(outline, outline.zones, events)
    if gzipped:
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)  # the time of compressing would make equal feeds differ
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    about = {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": f'inline; filename="{view.feed_file_name(texts(outline.language))}"',
        "content-length": f"{len(body)}",
        **({"content-encoding": "gzip"} if gzipped else {}),
    }
    always = {
        "etag": etag,
        "last-modified": http_date(feed.last_modified),
        "cache-control": "private, max-age=300",
        "vary": "Accept-Encoding",
        "x-robots-tag": "noindex",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    return Drawn(Rendered(feed.digest, body, etag, feed.last_modified, _raw(about | always), _raw(always)), fresh)


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
