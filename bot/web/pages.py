"""What opens in a browser: the page of a feed, the front door, and robots.txt."""

from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.domain.people import Language
from bot.views import calendar_page
from bot.views.calendar import feed_name
from bot.views.texts import texts
from bot.web.calendar import address_of, well_formed
from bot.web.guesses import Guesses
from bot.web.refusals import not_found, too_many
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

    def __init__(self, sources: Sources, guesses: Guesses) -> None:
        self._sources, self._guesses = sources, guesses

    async def calendar(self, request: Request) -> Response:
        """The page that helps to subscribe to one feed."""
        secret, address = request.path_params["secret"], address_of(request.scope)
        if not well_formed(secret):
            return not_found()
        if not await self._guesses.may_ask(secret, address):
            return too_many()
        calendar = await self._sources.feed(secret)
        if calendar is None:
            return not_found()
        self._guesses.was_right(address)
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
