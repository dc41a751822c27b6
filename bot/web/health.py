"""GET /healthz: whether the store answers and every part that is to run is alive."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

import orjson
from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger(__name__)

STORE_ANSWERS = "ok"
KEPT_SECONDS = 0.25
"""However often it is asked for, the store is looked at no oftener; a heart that stopped is noticed after seconds."""


@dataclass(frozen=True, slots=True)
class PartHealth:
    """One part of the service: who runs it, and how long ago it last said that it is alive (None: never)."""

    name: str
    owner: str
    alive: bool
    seconds_since_beat: float | None


@dataclass(frozen=True, slots=True)
class Health:
    """The whole service. `store` is "ok" or says in a few words what is wrong with it.

    `held` messages wait for a coordinator's decision: no fault, and no reason for a 503.
    """

    ok: bool
    store: str
    parts: tuple[PartHealth, ...] = ()
    held: int = 0

    @property
    def failing(self) -> tuple[str, ...]:
        """What is not well, by name."""
        store = () if self.store == STORE_ANSWERS else ("store",)
        return store + tuple(part.name for part in self.parts if not part.alive)


class HealthEndpoint:
    """Answers with `look`'s findings: 200 when all is well, else 503 naming what is not. `clock` counts seconds."""

    def __init__(self, look: Callable[[], Awaitable[Health]], clock: Callable[[], float] = monotonic) -> None:
        self._look, self._clock = look, clock
        self._looking = asyncio.Lock()
        self._seen = Health(ok=False, store="not asked yet")
        self._seen_at = -math.inf

    async def answer(self, _: Request) -> Response:
        async with self._looking:
            if self._clock() - self._seen_at >= KEPT_SECONDS:
                self._seen = await self._looked_up()
                self._seen_at = self._clock()
            return _answer(self._seen)

    async def _looked_up(self) -> Health:
        try:
            return await self._look()
        except Exception:
            # The one who asks must hear "no", not a broken connection: a store that cannot be read is what this is for.
            log.exception("health could not be looked up")
            return Health(ok=False, store="does not answer")


def _answer(health: Health) -> Response:
    parts = [
        {"name": part.name, "owner": part.owner, "alive": part.alive, "seconds_since_beat": part.seconds_since_beat}
        for part in health.parts
    ]
    well = health.ok and not health.failing
    body = {
        "ok": well,
        "store": health.store,
        "parts": parts,
        "failing": list(health.failing),
        "held": health.held,
    }
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Response(orjson.dumps(body), 200 if well else 503, headers, "application/json")
