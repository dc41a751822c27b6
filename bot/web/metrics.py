"""GET /metrics: what an operator's Prometheus reads, in its text format 0.0.4.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response

from bot.counts import Family, Kind

log = logging.getLogger(__name__)

KEPT_SECONDS = 5.0
"""However often it is asked for, the store is looked at no oftener; Prometheus asks every 15 s or more."""
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Measured:
    """A family with the values of its series, by their names as `Family.series` writes them."""

    family: Family
    values: Mapping[str, float]


Look = Callable[[], Awaitable[Iterable[Measured]]]


class MetricsEndpoint:
    """Answers from what it last saw. `clock` counts seconds."""

    def __init__(self, look: Look, clock: Callable[[], float] = monotonic) -> None:
        self._look, self._clock = look, clock
        self._looking = asyncio.Lock()
        self._seen, self._seen_at = b"", -math.inf

    async def answer(self, _: Request) -> Response:
        body = await self._fresh()
        headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
        return Response(body, 200 if body else 503, headers, MEDIA_TYPE)

    async def _fresh(self) -> bytes:
        """The metrics; nothing when they cannot be had, and that, too, is asked only every now and then."""
        async with self._looking:
            if self._clock() - self._seen_at >= KEPT_SECONDS:
                self._seen = await self._written()
                self._seen_at = self._clock()
            return self._seen

    async def _written(self) -> bytes:
        try:
            return written(await self._look())
        except Exception:
            log.exception("metrics could not be looked up")
            return b""


def written(measured: Iterable[Measured]) -> bytes:
    """The text format. A family that nobody has counted for yet has its two lines of description alone."""
    return "".join(line for each in measured for line in _lines(each)).encode()


def _lines(measured: Measured) -> Iterable[str]:
    family, values = measured.family, measured.values
    yield f"# HELP {family.name} {_help(family.help)}\n"
    yield f"# TYPE {family.name} {family.kind}\n"
    # Of a histogram every series, its buckets rising, as the format demands.
    for series in family.histogram_series() if family.kind is Kind.HISTOGRAM else sorted(values):
        yield f"{series} {_number(values.get(series, 0.0))}\n"


def _help(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _number(value: float) -> str:
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if math.isnan(value):
        return "NaN"
    return str(int(value)) if value == int(value) else repr(value)
