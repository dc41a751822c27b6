"""P7: how long one press takes until its card is edited, at 50 ms round trip, against the bot that everybody writes."""

import sys
from collections.abc import Iterator
from statistics import median

from bench.presses import PEOPLE, ROUND_TRIP, stock
from bench.region import region, service
from bench.running import telegram
from bench.table import Line, shown


def measure(quick: bool) -> Iterator[Line]:
    presses = 30 if quick else 200
    with region(PEOPLE) as here, telegram(delay=ROUND_TRIP) as server, service(here, server):
        server.pressed(here.presses(5), at_once=1, within=20)
        ours = server.pressed(here.presses(presses), at_once=1, within=60)
    with telegram(delay=ROUND_TRIP) as server, stock(server):
        theirs = server.pressed([(5_000_001 + n, "r:1:yes") for n in range(presses)], at_once=1, within=60)
    for what, name, goal in (
        ("press to its edited card", "edits", "≤ 0.55"),
        ("press to its answer", "answers", "≤ 1.0"),  # a round trip is the least: beside it little is left to win
    ):
        own, other = 1000 * median(ours[name]), 1000 * median(theirs[name])
        yield Line("P7", f"{what}, p50, ms, one at a time", f"{own:.0f}", f"{other:.0f} stock", own / other, goal)


if __name__ == "__main__":
    sys.exit(shown(measure))
