"""The Bot API over HTTP on loopback: https://core.telegram.org/bots/api#making-requests.

`/bot<token>/<method>` and `/file/bot<token>/<path>` as at api.telegram.org; `/sandbox/…` (see `control`) is for the
page and for tests in other processes. Faults come between arrival and answer; every request is in the journal.
"""

import asyncio
import re
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

import orjson
from aiohttp import web

from sandbox import parameters as given
from sandbox.cast import Cast
from sandbox.chats import Wire
from sandbox.connections import when_reset
from sandbox.control import control_routes
from sandbox.errors import BotApiError, ConnectionCut
from sandbox.faults import Kind, Outage, Rule
from sandbox.journal import Entry, Outcome
from sandbox.limits import Limits
from sandbox.methods import METHODS
from sandbox.realtime import monotonic
from sandbox.webhooks import Webhooks
from sandbox.world import TEST_TOKEN

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class Sandbox(Cast):
    """A Telegram of one's own, for one bot: `async with Sandbox() as telegram`, or `start()` and `stop()`.

    `port=0` takes a free one. `extra_routes` are added to the same application (the page); `app` is that application.
    """

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        extra_routes: Iterable[web.AbstractRouteDef] = (),
        **world: Any,
    ) -> None:
        super().__init__(token, limits=limits, **world)
        self.host, self.port = host, port
        self._open: dict[int, web.Request] = {}
        self._hung: set[asyncio.Future[None]] = set()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self.webhooks = Webhooks(self.updates, self.faults, self._is_up)
        self.app = self._application(extra_routes)

    @property
    def url(self) -> str:
        """http://host:port, known once started."""
        return f"http://{self.host}:{self.port}"

    # What `telegram.api_url` of the configuration is set to.
    api_url = url

    async def start(self) -> None:
        """Listen; `OSError` when the port is taken."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await self.listen()

    async def listen(self) -> None:
        """Accept connections (again, after `hang_up`, on the same port)."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, self.host, self.port, backlog=1024)
        await self._site.start()
        self.port = self._runner.addresses[0][1]
        self.updates.stirred.set()

    async def hang_up(self) -> None:
        """Refuse connections, as a host that is down, the control routes too; `faults.outage` spares those."""
        assert self._runner is not None
        assert self._site is not None
        assert self._runner.server is not None
        await self._site.stop()
        self._site = None
        self._cut_everything()
        for connection in self._runner.server.connections:
            connection.force_close()

    async def stop(self) -> None:
        """Cut what waits and close the port."""
        self._cut_everything()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def faults_changed(self) -> None:
        """An outage also cuts the requests under way."""
        self.updates.stirred.set()
        if self.faults.down is not Outage.NONE:
            self._cut_everything()
        if self.faults.down is not Outage.HANG:
            self._let_go()
        super().faults_changed()

    def _is_up(self) -> bool:
        return self._site is not None and self.faults.down is Outage.NONE

    def _cut_everything(self) -> None:
        self.updates.interrupt()
        self._let_go()
        for request in list(self._open.values()):
            _abort(request)

    def _let_go(self) -> None:
        """Requests that hung are cut."""
        for hung in self._hung:
            if not hung.done():
                hung.set_result(None)

    def _application(self, extra_routes: Iterable[web.AbstractRouteDef]) -> web.Application:
        app = web.Application(client_max_size=self.limits.file_bytes + 2 * 1024 * 1024)
        app.cleanup_ctx.append(self.webhooks.running)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.add_routes(control_routes(self))
        app.add_routes(list(extra_routes))
        app.router.add_route("*", "/bot{token}", _not_found)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        entry = self.journal.open(_name(request.match_info["method"]), {})
        when_reset(request, entry.unheard)
        self._open[entry.number] = request
        try:
            status, body = await self._answered(request, entry)
            entry.outcome = Outcome.OK if status == 200 else Outcome.ERROR
            return _json(body, status)
        except ConnectionCut:
            _abort(request)
            return web.Response(status=502)
        finally:
            if entry.outcome is Outcome.PENDING:
                entry.outcome = Outcome.CUT
            entry.finished = monotonic()
            del self._open[entry.number]

    async def _answered(self, request: web.Request, entry: Entry) -> tuple[int, Wire]:
        if self.faults.down is Outage.RESET:
            raise ConnectionCut
        if self.faults.down is Outage.HANG:
            await self._hang()
        if self.faults.down is Outage.BAD_GATEWAY:
            return 502, _noted(entry, BotApiError(502, "Bad Gateway"))
        try:
            self._check(request.match_info["token"], entry.method.lower())
            entry.parameters = await given.read_parameters(request, self.limits.file_bytes)
        except BotApiError as error:
            return error.code, _noted(entry, error)
        return await self._with_faults(request, entry)

    async def _hang(self) -> None:
        """Answer nothing until the outage is over, and then nothing either."""
        hung: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hung.add(hung)
        try:
            await hung
        finally:
            self._hung.discard(hung)
        raise ConnectionCut

    def _check(self, token: str, method: str) -> None:
        if not _TOKEN.fullmatch(token) or (method not in METHODS and method != "getupdates"):
            raise BotApiError(404, "Not Found")
        if token != self.token:
            raise BotApiError(401, "Unauthorized")

    async def _with_faults(self, request: web.Request, entry: Entry) -> tuple[int, Wire]:
        method = entry.method.lower()
        faults = self.faults.drawn(method, entry.chat_id)
        answer = await self._carried_out(entry, method, faults)
        if slow := faults.get(Kind.SLOW):
            await asyncio.sleep(slow.seconds)
        if Kind.LOSE_ANSWER in faults or request.transport is None or request.transport.is_closing():
            raise ConnectionCut
        return answer

    async def _carried_out(self, entry: Entry, method: str, faults: dict[Kind, Rule]) -> tuple[int, Wire]:
        if Kind.CUT in faults:
            raise ConnectionCut
        try:
            if failing := faults.get(Kind.FAIL):
                raise _failure(failing)
            if method == "getupdates":
                result: Any = await self._get_updates(entry.parameters)
            else:
                result = METHODS[method][1](self, entry.parameters)
        except BotApiError as error:
            return error.code, _noted(entry, error)
        entry.note(result)
        return 200, {"ok": True, "result": result}

    async def _get_updates(self, parameters: given.Parameters) -> list[Wire]:
        limit = given.integer(parameters, "limit", 100)
        allowed = given.structure(parameters, "allowed_updates", "allowed updates")
        return await self.updates.get(
            given.integer(parameters, "offset"),
            limit if 1 <= limit <= 100 else 100,
            float(max(given.integer(parameters, "timeout"), 0)),
            allowed if isinstance(allowed, list) else None,
        )

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down is not Outage.NONE:
            _abort(request)
        path = request.match_info["path"]
        found = next((file for file in self.files.values() if file.path == path), None)
        if request.match_info["token"] != self.token or found is None:
            return await _not_found(request)
        return web.Response(body=found.bytes, content_type="application/octet-stream")


def _name(method: str) -> str:
    """A method as the documentation spells it; names are case-insensitive."""
    known = METHODS.get(method.lower())
    return known[0] if known else "getUpdates" if method.lower() == "getupdates" else method


def _json(body: Wire, status: int) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def _noted(entry: Entry, error: BotApiError) -> Wire:
    entry.error_code, entry.description = error.code, error.description
    return error.answer()


def _failure(rule: Rule) -> BotApiError:
    parameters = None if rule.retry_after is None else {"retry_after": rule.retry_after}
    return BotApiError(rule.code, rule.description, parameters)


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _not_found(_request: web.Request) -> web.StreamResponse:
    return _json(BotApiError(404, "Not Found").answer(), 404)
