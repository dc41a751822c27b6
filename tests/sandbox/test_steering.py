"""The routes that move the clock and the service, without a browser."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox import demo
from sandbox.clock import ShiftedClock
from sandbox.steering import ServiceDoor, Steering
from sandbox.supervisor import Supervisor

NINE = datetime(2027, 5, 11, 7, 0, tzinfo=UTC)
Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def steered(folder: Path, next_due: object) -> AsyncIterator[tuple[Client, ShiftedClock]]:
    """The routes over a clock at nine and a service whose web address tells `next_due`."""

    async def tell(_: web.Request) -> web.Response:
        return web.json_response(next_due)

    app = web.Application()
    app.add_routes([web.get("/demo/next", tell)])
    clock = ShiftedClock(folder / "clock", starts_at=NINE, real=lambda: NINE - timedelta(days=2))
    idle = [sys.executable, "-c", "import time; time.sleep(600)"]
    async with TestServer(app) as service, aiohttp.ClientSession() as session:
        door = ServiceDoor(session, str(service.make_url("")).rstrip("/"))
        async with Supervisor(idle, {}, log=folder / "log") as supervisor:
            page = web.Application()
            page.add_routes(Steering(clock, supervisor, door).routes())
            async with TestClient(TestServer(page)) as client:
                yield client, clock


async def told(client: Client, path: str, **fields: object) -> tuple[int, dict[str, object]]:
    answer = await client.post(path, json=fields)
    return answer.status, await answer.json()


async def test_forward_moves_the_clock_by_seconds_or_to_a_moment(tmp_path: Path) -> None:
    async with steered(tmp_path, {"next": None}) as (client, clock):
        await told(client, "/sandbox/clock/forward", seconds=3600)
        status, answer = await told(client, "/sandbox/clock/forward", to="2027-05-12T07:00:00+00:00")

        assert (status, answer) == (200, {"offset": 259_200.0, "now": "2027-05-12T07:00:00+00:00"})
        assert float(clock.path.read_text()) == 259_200.0


async def test_forward_to_next_goes_exactly_to_what_the_service_says_is_due(tmp_path: Path) -> None:
    due = {"next": "2027-05-13T06:00:00+00:00", "what": "przypomnienie"}
    async with steered(tmp_path, due) as (client, clock):
        assert await (await client.get("/sandbox/clock/next")).json() == due
        await told(client, "/sandbox/clock/forward", to="next")

        assert clock.now() == datetime(2027, 5, 13, 6, tzinfo=UTC)


async def test_what_was_due_before_now_leaves_the_clock_as_it_is(tmp_path: Path) -> None:
    async with steered(tmp_path, {"next": "2027-05-01T06:00:00+00:00", "what": ""}) as (client, clock):
        status, _ = await told(client, "/sandbox/clock/forward", to="next")

        assert status == 200
        assert clock.now() == NINE


@pytest.mark.parametrize("nothing", [{"next": None, "what": None}, [], {"next": "soon"}, None])
async def test_when_nothing_is_due_the_clock_stays(tmp_path: Path, nothing: object) -> None:
    async with steered(tmp_path, nothing) as (client, clock):
        status, answer = await told(client, "/sandbox/clock/forward", to="next")

        assert (status, answer) == (409, {"error": "nothing is due"})
        assert clock.now() == NINE


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/sandbox/clock/forward", {"seconds": -1}),
        ("/sandbox/clock/forward", {"seconds": "an hour"}),
        ("/sandbox/clock/forward", {"seconds": True}),
        ("/sandbox/clock/forward", {"seconds": 1e300}),
        ("/sandbox/clock/forward", {}),
        ("/sandbox/clock/forward", {"to": "tomorrow"}),
        ("/sandbox/clock/forward", {"to": "2027-05-12T07:00:00"}),
        ("/sandbox/clock/forward", {"to": "2027-05-01T07:00:00+00:00"}),
        ("/sandbox/clock", {"offset": 0}),
    ],
)
async def test_a_step_back_or_nonsense_is_refused_with_a_sentence(
    tmp_path: Path, path: str, fields: dict[str, object]
) -> None:
    async with steered(tmp_path, {"next": None}) as (client, clock):
        status, answer = await told(client, path, **fields)

        assert status == 400
        assert answer["error"]
        assert clock.now() == NINE


async def test_the_service_is_started_killed_and_started_again_over_http(tmp_path: Path) -> None:
    async with steered(tmp_path, {"next": None}) as (client, _):
        _, first = await told(client, "/sandbox/service/start")
        _, killed = await told(client, "/sandbox/service/kill")
        _, again = await told(client, "/sandbox/service/restart")

        assert (killed["status"], killed["exit_code"], killed["pid"]) == ("stopped", -9, None)
        assert again["pid"] not in (None, first["pid"])
        assert again["restarts"] == 1


async def test_the_page_allows_nothing_from_elsewhere(tmp_path: Path) -> None:
    async with steered(tmp_path, {"next": None}) as (client, _):
        answer = await client.get("/")

        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        for file in ("style.css", "page.js", "icon.svg"):
            assert (await client.get(f"/page/{file}")).status == 200


async def nobody(place: demo.DemoPlace) -> Sequence[demo.DemoPerson]:
    assert place.starts_at.weekday() == 1
    return []


async def test_a_service_that_cannot_start_ends_the_demo_and_its_last_words_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    falls = [sys.executable, "-c", "print('the store is from a newer version'); raise SystemExit(1)"]
    status = await demo.run(
        command=lambda _: falls, environment=lambda _: {}, prepare=nobody, port=demo.free_port(8580)
    )

    assert status == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].startswith("http://127.0.0.1:85")
    assert "the store is from a newer version" in shown.err
