"""P6: pressed buttons a second at 50 ms round trip, everything durable, against the bot that everybody writes."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from bench.region import region, service
from bench.running import Figures, Telegram, percentile, running, telegram
from bench.table import Line, shown

PEOPLE, AT_ONCE = 1000, 64
ROUND_TRIP = 0.05


def measure(quick: bool) -> Iterator[Line]:
    presses = 600 if quick else 3000
    ours = _ours(presses)
    yield _against(ours, _stock(40 if quick else 120), "stock", "≥ 100")
    yield _against(ours, _stock(200 if quick else 1000, "--concurrent"), "concurrent", "≥ 8")
    p99 = 1000 * percentile(ours["answers"], 0.99)
    yield Line("P6", f"press to answer p99, ms, {AT_ONCE} at once", f"{p99:.0f}", "–", p99, "≤ 200")
    yield Line("P6", "presses lost, 'locked' in the log", f"{ours['lost']}, {ours['locked']}", "–", _bad(ours), "≤ 0")


def rate(stats: Figures) -> float:
    """Answers a second from the first press to the last answer."""
    answered: list[float] = stats["answered"]
    return len(answered) / (max(answered) - float(min(stats["made"])))


@contextmanager
def stock(server: Telegram, *more: str) -> Iterator[None]:
    """The bot that everybody writes, once it has asked for updates."""
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        command = [sys.executable, "-m", "bench.stock", server.url, f"{folder}/stock.db", *more]
        with running(command, stdout=log, stderr=log):
            for _ in range(1200):
                if server.stats()["counts"].get("getUpdates"):
                    break
                sleep(0.05)
            yield


def _ours(presses: int) -> Figures:
    with region(PEOPLE) as here, telegram(delay=ROUND_TRIP) as server, service(here, server):
        server.pressed(here.presses(AT_ONCE), at_once=AT_ONCE, within=20)  # warm
        stats = server.pressed(here.presses(presses), at_once=AT_ONCE, within=120)
        with closing(sqlite3.connect(here.store)) as store:
            applied = store.execute("SELECT count(*) FROM inbox WHERE applied").fetchone()[0]
        locked = (here.folder / "log").read_text().count("locked")
    return stats | {"lost": presses + AT_ONCE - applied, "locked": locked}


def _stock(presses: int, *more: str) -> Figures:
    data = [(5_000_001 + number % PEOPLE, "r:1:yes") for number in range(presses)]
    with telegram(delay=ROUND_TRIP) as server, stock(server, *more):
        return server.pressed(data, at_once=AT_ONCE, within=40)


def _against(ours: Figures, theirs: Figures, name: str, goal: str) -> Line:
    shown_by, others = f"{rate(ours):.0f}", f"{rate(theirs):.1f} {name}"
    return Line("P6", "presses/s at 50 ms, durable", shown_by, others, rate(ours) / rate(theirs), goal)


def _bad(ours: Figures) -> float:
    return float(ours["lost"] + ours["locked"])


if __name__ == "__main__":
    sys.exit(shown(measure))
