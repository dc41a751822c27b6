"""Every address that is served, on one page. Import it only where HTTP is to be served: Starlette takes its time."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.at_once import AtOnce
from bot.web.calendar import FeedEndpoint
from bot.web.guesses import Guesses
from bot.web.health import HealthEndpoint
from bot.web.metrics import MetricsEndpoint
from bot.web.pages import Pages, front_door, robots
from bot.web.refusals import RefuseLongTargets, on_failure, on_http_exception
from bot.web.sources import WEBHOOK_PATH, Doorbell, Sources
from bot.web.telegram import WebhookEndpoint


class Application(Starlette):
    """What is served, and what of it a server may answer `at_once` without asking the application."""

    at_once: AtOnce


def build(sources: Sources, *, demo: bool = False, doorbell: Doorbell | None = None) -> Application:
    """The application. `demo` adds the address that tells where the demo's clock can jump, `doorbell` Telegram's."""
    guesses = Guesses(sources.secrets)
    feeds = FeedEndpoint(sources, guesses)
    routes = [
        Route("/calendar/{secret}.ics", feeds, methods=["GET"]),
        Route("/calendar/{secret}", Pages(sources, guesses).calendar, methods=["GET"]),
        Route("/healthz", HealthEndpoint(sources.health).answer, methods=["GET"]),
        Route("/metrics", MetricsEndpoint(sources.metrics).answer, methods=["GET"]),
        Route("/robots.txt", robots, methods=["GET"]),
        Route("/", front_door, methods=["GET"]),
    ]
    if doorbell is not None:
        routes.append(Route(WEBHOOK_PATH, WebhookEndpoint(doorbell)))
    if demo:
        routes.append(Route("/demo/next", _next_due(sources), methods=["GET"]))
    app = Application(
        routes=routes,
        middleware=[Middleware(RefuseLongTargets)],
        exception_handlers={HTTPException: on_http_exception, Exception: on_failure},
    )
    # A redirect from /calendar/x/ would tell apart addresses that are to look alike, and calendars follow few of them.
    app.router.redirect_slashes = False
    app.at_once = feeds.at_once
    return app


def _next_due(sources: Sources) -> Callable[[Request], Awaitable[Response]]:
    async def next_due(_: Request) -> Response:
        due = await sources.next_due()
        at = due.at.isoformat() if due is not None and due.at is not None else None
        return JSONResponse({"next": at, "what": due.what if due is not None else ""})

    return next_due
