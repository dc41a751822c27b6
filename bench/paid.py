"""P2: 1,000 messages a second (paid broadcasts) out of the durable outbox, on one core, at 50 ms round trip."""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from bench.region import Region, region, service
from bench.running import Figures, Telegram, telegram
from bench.table import Line, shown

PACE, ROUND_TRIP = 1000, 0.05
TICKS = 100  # of a process' CPU time in a second (proc_pid_stat(5))


def measure(quick: bool) -> Iterator[Line]:
    seconds = 5 if quick else 30
    with region(PACE * seconds, letters=True, DELIVERY__PAID_BROADCAST="true") as here:
        figures = _broadcast(here, seconds)
    rate, cpu, slow = figures["rate"], figures["cpu"], figures["p99"]
    yield Line("P2", f"{PACE}/s for {seconds} s, from the outbox", f"{rate:.0f}/s", "–", rate / PACE, "≥ 0.97")
    yield Line("P2", "share of one core", f"{cpu:.0%}", "–", cpu, "≤ 0.35")
    yield Line("P2", "late against the pace p99, ms", f"{slow:.0f}", "–", slow, "≤ 100")


def _broadcast(here: Region, seconds: int) -> Figures:
    with telegram(delay=ROUND_TRIP) as server, service(here, server) as process:
        began = _cpu(process.pid)
        for _ in range(2 * seconds):
            sleep(1)
            if _sent(server) >= PACE * seconds:
                break
        taken, used = server.stats()["taken"], _cpu(process.pid) - began
    span = taken[-1] - taken[0]
    late = sorted(at - taken[0] - number / PACE for number, at in enumerate(taken))
    return {
        "rate": (len(taken) - 1) / span,
        "cpu": used / max(span, 1.0),
        "p99": 1000 * late[int(0.99 * len(late))],
    }


def _sent(server: Telegram) -> int:
    return int(server.stats()["counts"].get("sendMessage", 0))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    sys.exit(shown(measure))
