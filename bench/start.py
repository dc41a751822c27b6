"""P11: from exec to the first getUpdates, and the memory of the idle service, against a bare python-telegram-bot.

A press waits from the beginning: what is asked early would be worth nothing if its answer came late.
"""

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
from telegram.ext import ApplicationBuilder, CallbackQueryHandler

async def answer(update, context):
    await update.callback_query.answer()

application = ApplicationBuilder().token(sys.argv[1]).base_url(sys.argv[2] + "/bot").build()
application.add_handler(CallbackQueryHandler(answer))
application.run_polling()
"""
PRESSER = 5_000_001  # the first person of a region
PRESS = [(PRESSER, "r:1:yes")]
IDLE_AFTER = 3.0  # seconds
ANSWERED_WITHIN, LOOK_EVERY = 60.0, 0.02


def measure(quick: bool) -> Iterator[Line]:
    rounds = 2 if quick else 5
    ours, theirs = list[Figures](), list[Figures]()
    with region(40) as here:
        for warm in range(rounds + 1):
            ours.append(_ours(here))
            theirs.append(_bare())
            if not warm:  # the first compiled what was not compiled yet
                ours.clear()
                theirs.clear()
    for what, name, goal, form in (
        ("exec to the first getUpdates, s", "start", "≤ 1.3", "{:.2f}"),
        ("idle RSS, MB", "memory", "≤ 1.4", "{:.0f}"),
    ):
        own, other = (statistics.median(each[name] for each in figures) for figures in (ours, theirs))
        yield Line("P11", what, form.format(own), f"{form.format(other)} bare PTB", own / other, goal)
    own, other = (statistics.median(each["answer"] for each in figures) for figures in (ours, theirs))
    yield Line("P11", "exec to the answer of a press, s", f"{own:.2f}", f"{other:.2f} bare PTB", own, "≤ 1.5")


def _ours(here: Any) -> Figures:
    with telegram() as server:
        server.press(PRESS, at_once=1)
        began = perf_counter()
        with service(here, server) as process:
            return _figures(server, process, began)


def _bare() -> Figures:
    with telegram() as server:
        server.press(PRESS, at_once=1)
        began = perf_counter()
        with running([sys.executable, "-c", BARE, TOKEN, server.url]) as process:
            return _figures(server, process, began)


def _figures(server: Telegram, process: Any, began: float) -> Figures:
    for _ in range(int(ANSWERED_WITHIN / LOOK_EVERY)):
        if server.stats()["answers"]:
            break
        sleep(LOOK_EVERY)
    sleep(IDLE_AFTER)
    stats = server.stats()
    (answer,) = stats["answers"]
    return {"start": stats["firsts"]["getUpdates"] - began, "answer": answer, "memory": memory(process.pid)}


def memory(pid: int) -> float:
    """Resident set, MB (proc_pid_status(5))."""
    with Path(f"/proc/{pid}/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(shown(measure))
