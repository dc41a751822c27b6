"""P11: from exec to the first getUpdates, and the memory of the idle service, against a bare python-telegram-bot."""

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench.clients import TOKEN
from bench.region import region, service
from bench.running import Figures, Telegram, running, telegram
from bench.table import Line, shown

BARE = """
import sys
from telegram.ext import ApplicationBuilder
ApplicationBuilder().token(sys.argv[1]).base_url(sys.argv[2] + "/bot").build().run_polling()
"""
IDLE_AFTER = 3.0  # seconds


def measure(quick: bool) -> Iterator[Line]:
    rounds = 2 if quick else 5
    ours, theirs = list[Figures](), list[Figures]()
    with region(40) as here:
        for warm in range(rounds + 1):
            with telegram() as server:
                began = perf_counter()
                with service(here, server) as process:
                    ours.append(_figures(server, process, began))
            with telegram() as server:
                began = perf_counter()
                with running([sys.executable, "-c", BARE, TOKEN, server.url]) as process:
                    theirs.append(_figures(server, process, began))
            if not warm:  # the first compiled what was not compiled yet
                ours.clear()
                theirs.clear()
    for what, name, goal, form in (
        ("exec to the first getUpdates, s", "start", "≤ 1.3", "{:.2f}"),
        ("idle RSS, MB", "memory", "≤ 1.4", "{:.0f}"),
    ):
        own, other = (statistics.median(each[name] for each in figures) for figures in (ours, theirs))
        yield Line("P11", what, form.format(own), f"{form.format(other)} bare PTB", own / other, goal)


def _figures(server: Telegram, process: Any, began: float) -> Figures:
    while not (asked := server.stats()["firsts"].get("getUpdates")):
        sleep(0.02)
    sleep(IDLE_AFTER)
    return {"start": asked - began, "memory": memory(process.pid)}


def memory(pid: int) -> float:
    """Resident set, MB (proc_pid_status(5))."""
    with Path(f"/proc/{pid}/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(shown(measure))
