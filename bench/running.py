"""Fresh processes: the server under test's stub on one core, what is measured on another, one after the other."""

import asyncio
import importlib
import json
import os
import statistics
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import process_time, sleep
from typing import Any

Figures = dict[str, Any]

LONGEST = 600.0  # seconds that one measurement may take
_CORES = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Telegram:
    """A running stub."""

    url: str

    def stats(self) -> Figures:
        """What it has counted so far."""
        return self._ask("stats", {})

    def press(self, data: list[tuple[int, str]], *, at_once: int) -> None:
        """Let people press: (chat, callback data) in this order, so many without an answer at a time."""
        self._ask("press", {"data": data, "at_once": at_once})

    def pressed(self, data: list[tuple[int, str]], *, at_once: int, within: float) -> Figures:
        """The same, until all are answered or the time is over."""
        self.press(data, at_once=at_once)
        for _ in range(int(within / 0.2)):
            sleep(0.2)
            if not (stats := self.stats())["left"]:
                break
        return stats

    def _ask(self, command: str, told: Figures) -> Figures:
        with urllib.request.urlopen(f"{self.url}/{command}", json.dumps(told).encode(), timeout=30) as answer:
            figures: Figures = json.load(answer)
        return figures


@contextmanager
def telegram(**told: Any) -> Iterator[Telegram]:
    """A stub in a process of its own; `delay` is the round trip in seconds, `limits` what it enforces."""
    with _process([sys.executable, "-m", "bench.stub", json.dumps(told)], core=-1, stdout=subprocess.PIPE) as stub:
        assert stub.stdout is not None
        yield Telegram(f"http://127.0.0.1:{int(stub.stdout.readline())}")


@contextmanager
def running(command: list[str], environment: Mapping[str, str] | None = None, **more: Any) -> Iterator[Any]:
    """A program under test, ended with the block."""
    with _process(command, core=0, env={**os.environ, **(environment or {})}, **more) as process:
        yield process


def fresh(function: str, *, core: int | None = 0, **arguments: Any) -> Figures:
    """What `module.function(**arguments)` of this folder returns in a process of its own, and the CPU it took."""
    command = [sys.executable, "-m", "bench.running", function, json.dumps(arguments)]
    with _process(command, core=core, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        printed, complaints = process.communicate(timeout=LONGEST)
    if process.returncode:
        raise RuntimeError(f"{function} failed:\n{complaints.decode()[-3000:]}")
    figures: Figures = json.loads(printed.splitlines()[-1])
    return figures


def median(figures: list[Figures], name: str) -> float:
    return float(statistics.median(each[name] for each in figures))


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


@contextmanager
def _process(command: list[str], *, core: int | None, **more: Any) -> Iterator[Any]:
    with subprocess.Popen(command, **more) as process:
        if core is not None and len(_CORES) > 1:
            os.sched_setaffinity(process.pid, {_CORES[core]})
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                process.kill()


def _called(function: str, arguments: Figures) -> Figures:
    module, _, name = function.rpartition(".")
    called = getattr(importlib.import_module(f"bench.{module}"), name)(**arguments)
    began = process_time()
    figures: Figures = asyncio.run(called) if asyncio.iscoroutine(called) else called
    return {"cpu": process_time() - began, **figures}


if __name__ == "__main__":
    print(json.dumps(_called(sys.argv[1], json.loads(sys.argv[2]))))
