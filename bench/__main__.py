"""`python -m bench [--quick] [P4 P8 …]`: every claim that was named, or all of them, and the table at the end."""

import importlib
import sys
from collections.abc import Iterator
from time import perf_counter

from bench.table import Line, head

CLAIMS = {
    "P1": "ceiling",
    "P2": "paid",
    "P3": "hidden",
    "P4": "sending",
    "P5": "alongside",
    "P6": "presses",
    "P7": "reaction",
    "P8": "feed",
    "P9": "reminders",
    "P10": "outbox",
    "P11": "start",
    "P12": "demo",
}


def main(arguments: list[str]) -> int:
    wanted = [claim for claim in CLAIMS if claim in arguments] or list(CLAIMS)
    lines = list[Line]()
    for claim in wanted:
        began = perf_counter()
        print(f"{claim}: bench/{CLAIMS[claim]}.py …", end=" ", flush=True)
        lines += _measured(claim, quick="--quick" in arguments)
        print(f"{perf_counter() - began:.0f} s", flush=True)
    print(head(), *lines, sep="\n")
    return 0


def _measured(claim: str, *, quick: bool) -> Iterator[Line]:
    """One that fails is a line of the table as well: no goal may silently be missing."""
    try:
        yield from importlib.import_module(f"bench.{CLAIMS[claim]}").measure(quick)
    except Exception as error:
        print(f"\n{error}", file=sys.stderr)
        yield Line(claim, f"not measured: {type(error).__name__}", "–", "–", float("nan"), "≥ 0")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
