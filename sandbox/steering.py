"""What the page may do besides playing people: look at and move the clock; watch, kill and start the service.

GET  / · /page/… · /sandbox/clock · /sandbox/clock/next · /sandbox/service
POST /sandbox/clock · /sandbox/clock/forward · /sandbox/service/kill|start|restart
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import orjson
from aiohttp import web

from sandbox.clock import ShiftedClock
from sandbox.supervisor import Status, Supervisor

PAGE = Path(__file__).with_name("page")
ASK = aiohttp.ClientTimeout(total=2.0)
LONGEST_STEP = timedelta(days=366)

# Nothing on the page comes from elsewhere; a chat text that slipped through the page's own whitelist still could not
# load or run anything.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Due:
    """The next moment at which the service has something to do by itself."""

    next: datetime
    what: str


class ServiceDoor:
    """Asks the service over its own web address; silence and nonsense are answers too (False, None)."""

    def __init__(self, session: aiohttp.ClientSession, web_url: str) -> None:
        self._session = session
        self._web_url = web_url

    async def healthy(self) -> bool:
        """Whether `GET /healthz` says 200."""
        try:
            async with self._session.get(f"{self._web_url}/healthz", timeout=ASK) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def next_due(self) -> Due | None:
        """What `GET /demo/next` tells; None when nothing is due or the service does not answer."""
        try:
            async with self._session.get(f"{self._web_url}/demo/next", timeout=ASK) as answer:
                told = orjson.loads(await answer.read()) if answer.status == 200 else {}
            return Due(datetime.fromisoformat(told["next"]), str(told.get("what") or "")) if told.get("next") else None
        except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class Steering:
    """The handlers, over the clock and the service that they move."""

    clock: ShiftedClock
    service: Supervisor
    door: ServiceDoor

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, the clock and the service."""
        return [
            web.get("/", _index),
            web.static("/page", PAGE),
            web.get("/sandbox/clock", self.show_clock),
            web.post("/sandbox/clock", self.set_clock),
            web.post("/sandbox/clock/forward", self.forward),
            web.get("/sandbox/clock/next", self.show_next),
            web.get("/sandbox/service", self.show_service),
            web.post("/sandbox/service/kill", self.kill),
            web.post("/sandbox/service/start", self.start),
            web.post("/sandbox/service/restart", self.restart),
        ]

    async def show_clock(self, _: web.Request) -> web.Response:
        """`{offset, now}`: seconds ahead of the real clock, and the service's time."""
        return _json({"offset": self.clock.offset.total_seconds(), "now": self.clock.now()})

    async def set_clock(self, request: web.Request) -> web.Response:
        """`{offset}`: seconds ahead of the real clock, not fewer than now."""
        offset = _seconds(await _fields(request), "offset")
        return await self._step(request, offset - self.clock.offset)

    async def forward(self, request: web.Request) -> web.Response:
        """`{seconds}`, `{to: "next"}` or `{to: an ISO moment}`; 409 when nothing is due."""
        fields = await _fields(request)
        if "to" not in fields:
            return await self._step(request, _seconds(fields, "seconds"))
        if fields["to"] != "next":
            return await self._step(request, _moment(fields["to"]) - self.clock.now())
        due = await self.door.next_due()
        if due is None:
            return _json({"error": "nothing is due"}, status=409)
        return await self._step(request, max(due.next - self.clock.now(), timedelta(0)))

    async def show_next(self, _: web.Request) -> web.Response:
        """`{next, what}`, both null when nothing is due or the service does not answer."""
        due = await self.door.next_due()
        return _json({"next": due.next if due else None, "what": due.what if due else None})

    async def show_service(self, _: web.Request) -> web.Response:
        """`{status, restarts, pid, exit_code, asked, lines}`; lines: the service's last words while it is stopped."""
        return _json(self._service())

    async def kill(self, _: web.Request) -> web.Response:
        """SIGKILL to the service."""
        await self.service.kill()
        return _json(self._service())

    async def start(self, _: web.Request) -> web.Response:
        """Start the service unless it is there."""
        await self.service.start()
        return _json(self._service())

    async def restart(self, _: web.Request) -> web.Response:
        """Stop the service if it is there, and start it."""
        await self.service.restart()
        return _json(self._service())

    async def _step(self, request: web.Request, by: timedelta) -> web.Response:
        if not timedelta(0) <= by <= LONGEST_STEP:
            return _json({"error": "the clock goes forward, at most a year at a time"}, status=400)
        self.clock.forward(by)
        return await self.show_clock(request)

    def _service(self) -> dict[str, object]:
        report = self.service.report
        return {
            "status": report.status,
            "restarts": report.restarts,
            "pid": report.pid,
            "exit_code": report.exit_code,
            "asked": report.asked,
            "lines": self.service.last_lines() if report.status is Status.STOPPED else [],
        }


async def _index(_: web.Request) -> web.Response:
    # no-store: a visitor who updates the project must not see yesterday's page.
    headers = {"Content-Security-Policy": CONTENT_POLICY, "Cache-Control": "no-store"}
    html = PAGE.joinpath("index.html").read_text("utf-8")
    return web.Response(text=html, content_type="text/html", headers=headers)


async def _fields(request: web.Request) -> dict[str, object]:
    try:
        fields = orjson.loads(await request.read() or b"{}")
    except orjson.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict):
        raise _refused("a JSON object is expected")
    return fields


def _seconds(fields: dict[str, object], name: str) -> timedelta:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e10:
        raise _refused(f"{name} is a number of seconds")
    return timedelta(seconds=value)


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise _refused('"to" is "next" or a moment in ISO 8601') from None
    if moment.tzinfo is None:
        raise _refused('"to" needs its offset from UTC')
    return moment


def _refused(error: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=orjson.dumps({"error": error}).decode(), content_type="application/json")


def _json(value: dict[str, object], status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")
