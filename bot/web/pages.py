"""What opens in a browser: the page of a feed, the front door, and robots.txt."""

from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.domain.people import Language
from bot.views import calendar_page
from bot.views.calendar import feed_name
from bot.views.texts import texts
from bot.web.calendar import well_formed
from bot.web.refusals import not_found
from bot.web.sources import Sources

_HEADERS = {
    "content-security-policy": calendar_page.CONTENT_SECURITY_POLICY,
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# Nothing is disallowed: a calendar service that may not fetch robots.txt's paths, or finds none, drops the feed.
# Search engines are kept away by X-Robots-Tag.
_ROBOTS = "User-agent: *\nDisallow:\n"


class Pages:
    """The handlers of the pages."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    async def calendar(self, request: Request) -> Response:
        """The page that helps to subscribe to one feed."""
        secret = request.path_params["secret"]
        calendar = await self._sources.feed(secret) if well_formed(secret) else None
        if calendar is None:
            return not_found()
        words = texts(calendar.language)
        links = calendar_page.addresses(self._sources.public_url, secret, feed_name(calendar, words))
        return _html(calendar_page.page(calendar, links, words, now=self._sources.now()))


async def front_door(_: Request) -> Response:
    """Where somebody lands who shortens an address: a word in each language about what lives here."""
    return _html(_front_page())


async def robots(_: Request) -> Response:
    return PlainTextResponse(_ROBOTS, headers={"x-content-type-options": "nosniff"})


@cache
def _front_page() -> str:
    return calendar_page.front_page([texts(language) for language in Language])


def _html(page: str) -> Response:
    return Response(page, headers=dict(_HEADERS), media_type="text/html; charset=utf-8")
