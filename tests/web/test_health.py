"""Whether the service says truthfully that it is well, and what the demo's clock is told."""

import asyncio
from datetime import UTC, datetime

import pytest
from starlette.requests import Request

from bot.web.health import KEPT_SECONDS, Health, HealthEndpoint, PartHealth
from bot.web.sources import Due
from tests.support.web import Shelf, browsing

WEB = PartHealth("web", "host:1", alive=True, seconds_since_beat=0.4)
DEAD = PartHealth("scheduler", "host:2", alive=False, seconds_since_beat=95.0)
NEVER = PartHealth("bot", "", alive=False, seconds_since_beat=None)


async def test_a_service_that_is_well_answers_200_with_its_parts() -> None:
    async with browsing(Shelf(health=Health(ok=True, store="ok", parts=(WEB,)))) as client:
        answer = await client.get("/healthz")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "ok": True,
        "store": "ok",
        "parts": [{"name": "web", "owner": "host:1", "alive": True, "seconds_since_beat": 0.4}],
        "failing": [],
        "held": 0,
    }


@pytest.mark.parametrize(
    ("health", "failing"),
    [
        (Health(ok=False, store="ok", parts=(WEB, DEAD)), ["scheduler"]),
        (Health(ok=True, store="ok", parts=(WEB, DEAD)), ["scheduler"]),
        (Health(ok=False, store="ok", parts=(NEVER,)), ["bot"]),
        (Health(ok=False, store="disk full", parts=(WEB,)), ["store"]),
        (Health(ok=False, store="disk full", parts=(DEAD, NEVER)), ["store", "scheduler", "bot"]),
    ],
)
async def test_a_service_that_is_not_well_answers_503_and_names_what_is_not(health: Health, failing: list[str]) -> None:
    async with browsing(Shelf(health=health)) as client:
        answer = await client.get("/healthz")

    assert answer.status_code == 503
    assert (answer.json()["ok"], answer.json()["failing"]) == (False, failing)


async def test_a_thousand_that_ask_at_once_look_once_and_the_next_look_comes_after_a_moment() -> None:
    looks, now = 0, 0.0

    async def look() -> Health:
        nonlocal looks
        looks += 1
        return Health(ok=True, store="ok", parts=(WEB,))

    endpoint = HealthEndpoint(look, clock=lambda: now)
    request = Request({"type": "http", "method": "GET", "path": "/healthz", "headers": []})
    answers = await asyncio.gather(*(endpoint.answer(request) for _ in range(1000)))
    at_once = looks
    now = KEPT_SECONDS
    await endpoint.answer(request)

    assert {answer.status_code for answer in answers} == {200}
    assert (at_once, looks) == (1, 2)


async def test_a_store_that_cannot_be_asked_is_a_503_and_not_a_crash() -> None:
    async with browsing(Shelf(failure=OSError("secret/path"))) as client:
        answer = await client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "store": "does not answer", "parts": [], "failing": ["store"], "held": 0}


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (None, {"next": None, "what": ""}),
        (Due(None, "nothing"), {"next": None, "what": "nothing"}),
        (
            Due(datetime(2027, 5, 11, 8, tzinfo=UTC), "reminder"),
            {"next": "2027-05-11T08:00:00+00:00", "what": "reminder"},
        ),
    ],
)
async def test_the_demo_is_told_when_something_happens_next(due: Due | None, told: dict[str, str | None]) -> None:
    async with browsing(Shelf(due=due), demo=True) as client:
        answer = await client.get("/demo/next")

    assert (answer.status_code, answer.json()) == (200, told)
