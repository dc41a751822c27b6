"""P12: `make demo` in a fresh clone until its page answers; packages come from the package manager's own cache."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench.region import free_port
from bench.table import Line, shown

LONGEST = 240.0  # seconds
HERE = Path(__file__).resolve().parent.parent


def measure(quick: bool) -> Iterator[Line]:
    took = [_once() for _ in range(1 if quick else 2)]
    yield Line("P12", "make demo in a fresh clone, s, warm package cache", f"{min(took):.0f}", "–", min(took), "≤ 60")


def _once() -> float:
    port = free_port()
    with TemporaryDirectory(prefix="narada-bench-") as folder:
        subprocess.run(["git", "clone", "--quiet", str(HERE), f"{folder}/narada"], check=True)
        began = perf_counter()
        command = ["make", "demo", f"PORT={port}"]
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=f"{folder}/narada", stdout=log, stderr=log, start_new_session=True, env=_environment()
            )
            try:
                return _answered(port, process, began)
            except TimeoutError:
                raise RuntimeError(Path(f"{folder}/log").read_text("utf-8", "replace")[-2000:]) from None
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(30)


def _environment() -> dict[str, str]:
    """Without this environment's own Python before all others, as somebody has it who has just cloned."""
    bench = str(Path(sys.prefix) / "bin")
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != bench)
    return {**{name: value for name, value in os.environ.items() if not name.startswith("NARADA_")}, "PATH": path}


def _answered(port: int, process: "subprocess.Popen[bytes]", began: float) -> float:
    while perf_counter() - began < LONGEST and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return perf_counter() - began
        sleep(0.1)
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(shown(measure))
