"""GET /calendar/<secret>.ics: a feed, kept as bytes for as long as nothing was committed that it shows (0016)."""

import asyncio
import hashlib
import itertools
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.domain.calendars import Outline, Version
from bot.web.conditions import takes_gzip, unchanged
from bot.web.guesses import Guesses
from bot.web.refusals import not_found, too_many
from bot.web.rendering import Fragments, Held, RawHeaders, Rendered, RenderedFeeds, render
from bot.web.sources import Sources

STANDINGS = 8_192  # feeds whose version is remembered; some 600 bytes each
FEW, MANY = 4, 1_000  # events that are rendered, and put together, without leaving the loop: a millisecond or two
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,128}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: a status, its headers, and a body."""

    status: int
    headers: RawHeaders
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Standing:
    """A feed's version, looked up after the store showed `mark`; `ticket` tells who came before that."""

    feed: Version
    mark: str | None
    asked_at: datetime
    ticket: int

    def holds(self, mark: str | None, now: datetime) -> bool:
        """Whether it is still so: nothing was committed, and what happens by itself is yet to come."""
        return mark is not None and mark == self.mark and self.covers(now)

    def covers(self, now: datetime) -> bool:
        return self.asked_at <= now < self.feed.until


class Standings:
    """What is known of the feeds last asked for, by the hash of their secret."""

    def __init__(self, most: int = STANDINGS) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Standing] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> Standing | None:
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, standing: Standing | None) -> None:
        """Remember it in place of what was known; None: there is no such feed."""
        self._kept.pop(key, None)
        if standing is not None:
            self._kept[key] = standing
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


class FeedEndpoint:
    """The ASGI application behind a feed's address. Whether anything was committed is asked at every request.

    So a withdrawn address is none at the next request, and a change shows at the next.
    """

    def __init__(self, sources: Sources, guesses: Guesses) -> None:
        self._sources, self._guesses = sources, guesses
        self._standings = Standings()
        self._kept = RenderedFeeds()
        self._fragments = Fragments()
        self._tickets = itertools.count()
        self._looking: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, secret = Headers(scope=scope), scope["path_params"]["secret"]
        found = await self._find(secret, address_of(scope), gzipped=takes_gzip(headers))
        if isinstance(found, Response):
            await found(scope, receive, send)
            return
        answer = answer_of(found, headers)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})

    def at_once(self, secret: str, headers: Headers) -> Answer | None:
        """The answer to a GET when all of it is at hand; None when something has to be waited for."""
        standing = self._standings.get(_key(secret))
        if standing is None or not standing.holds(self._sources.mark_at_once(), self._sources.now()):
            return None
        rendered = self._kept.get(standing.feed, gzipped=takes_gzip(headers))
        return answer_of(rendered, headers) if rendered is not None else None

    async def _find(self, secret: str, address: str, *, gzipped: bool) -> Rendered | Response:
        if not well_formed(secret):
            return not_found()
        key, arrived = _key(secret), next(self._tickets)
        mark, now = await self._sources.mark(), self._sources.now()
        standing = self._standings.get(key)
        if standing is not None and standing.holds(mark, now):
            if kept := self._kept.get(standing.feed, gzipped=gzipped):
                return kept
        elif standing is None and not await self._guesses.may_ask(secret, address):
            return too_many()
        # Sixteen clients that ask for the same changed feed at once are to wait for one rendering, not to make sixteen.
        async with self._looking.setdefault(key, asyncio.Lock()):
            found = self._seen_since(arrived, key, now, gzipped=gzipped)
            found = found or await self._look(secret, key, mark, now, gzipped=gzipped)
        if found is None:
            return not_found()
        if standing is None:
            self._guesses.was_right(address)
        return found

    def _seen_since(self, arrived: int, key: bytes, now: datetime, *, gzipped: bool) -> Rendered | None:
        """What a look found that began after somebody had come: that is what they came for."""
        standing = self._standings.get(key)
        if standing is None or standing.ticket < arrived or not standing.covers(now):
            return None
        return self._kept.get(standing.feed, gzipped=gzipped)

    async def _look(
        self, secret: str, key: bytes, mark: str | None, now: datetime, *, gzipped: bool
    ) -> Rendered | None:
        ticket, standing, held = next(self._tickets), self._standings.get(key), Held(self._fragments)
        kept = self._kept.get(standing.feed, gzipped=gzipped) if standing is not None else None
        found = await self._sources.latest(secret, kept.version if kept is not None else None, held)
        self._standings.put(key, Standing(found[0], mark, now, ticket) if found is not None else None)
        if found is None:
            return None
        feed, outline = found
        return kept if outline is None else await self._render(feed, outline, held, gzipped=gzipped)

    async def _render(self, feed: Version, outline: Outline, held: Held, *, gzipped: bool) -> Rendered:
        if len(outline.fresh) > FEW or len(outline.events) > MANY or gzipped:
            # In a thread: it takes long enough for presses to be felt late.
            drawn = await asyncio.to_thread(render, outline, held.events, feed, gzipped=gzipped)
        else:
            drawn = render(outline, held.events, feed, gzipped=gzipped)
        self._fragments.put(drawn.fresh)
        self._kept.put(feed, drawn.rendered, gzipped=gzipped)
        return drawn.rendered


def well_formed(secret: str) -> bool:
    """Whether this can be a secret of ours at all."""
    return _SECRET.fullmatch(secret) is not None


def address_of(scope: Scope) -> str:
    """Where a request comes from; that of a proxy, where one stands before us."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def answer_of(rendered: Rendered, headers: Headers) -> Answer:
    """The whole feed, or that the client has it already."""
    if unchanged(headers, rendered.etag, rendered.last_modified):
        return Answer(304, rendered.headers_of_304)
    return Answer(200, rendered.headers, rendered.body)


def _key(secret: str) -> bytes:
    # By hash, as in the store: how long a comparison takes must tell nothing of a secret that nearly fits.
    return hashlib.sha256(secret.encode()).digest()
