"""GET /healthz: whether the store answers and every part that is to run is alive."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger(__name__)

STORE_ANSWERS = "ok"


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

    `held` messages wait for a coordinator's decision after a restore: no fault, and no reason for a 503.
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


def endpoint(look: Callable[[], Awaitable[Health]]) -> Callable[[Request], Awaitable[Response]]:
    """The handler that answers with `look`'s findings: 200 when all is well, else 503 naming what is not."""

    async def healthz(_: Request) -> Response:
        try:
            health = await look()
        except Exception:
            # The one who asks must hear "no", not a broken connection: a store that cannot be read is what this is for.
            log.exception("health could not be looked up")
            health = Health(ok=False, store="does not answer")
        return _answer(health)

    return healthz


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
