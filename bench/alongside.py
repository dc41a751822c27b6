"""P5: a button's answer, while a broadcast runs at the ceiling, against the same while the service is idle."""

import sys
from collections.abc import Iterator

from bench.region import Region, region, service
from bench.running import Figures, percentile, telegram
from bench.table import Line, shown

CEILING, ROUND_TRIP = 30, 0.05
PEOPLE = 2400  # more letters than the broadcast gets rid of meanwhile


def measure(quick: bool) -> Iterator[Line]:
    presses = 60 if quick else 400
    found = {}
    for name, letters in (("idle", False), ("busy", True)):
        with region(PEOPLE, letters=letters) as here:
            found[name] = _pressed(here, presses)
    busy, idle = (1000 * percentile(found[name]["answers"], 0.99) for name in ("busy", "idle"))
    what = f"press to answer p99, ms, during a broadcast of {CEILING}/s"
    yield Line("P5", what, f"{busy:.0f}", f"{idle:.0f} idle", busy / idle, "≤ 2.0")


def _pressed(here: Region, presses: int) -> Figures:
    ceiling = str(CEILING)
    with telegram(delay=ROUND_TRIP) as server, service(here, server, DELIVERY__MESSAGES_PER_SECOND=ceiling):
        server.pressed(here.presses(10), at_once=1, within=30)
        return server.pressed(here.presses(presses), at_once=1, within=120)


if __name__ == "__main__":
    sys.exit(shown(measure))
