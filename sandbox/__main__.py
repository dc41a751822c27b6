"""`python -m sandbox [--port P] [--token T]`: the server alone, until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import signal
import sys

from sandbox.limits import Limits
from sandbox.server import Sandbox
from sandbox.world import TEST_TOKEN


async def serve(token: str, host: str, port: int, limits: Limits) -> int:
    """Serve until told to stop; the exit status."""
    sandbox = Sandbox(token, host=host, port=port, limits=limits)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await sandbox.start()
    except OSError as problem:
        sys.stderr.write(f"sandbox: cannot listen on {host}:{port}: {problem.strerror}\n")
        return 1
    sys.stdout.write(f"{sandbox.url}\n")
    sys.stdout.flush()
    await stop.wait()
    await sandbox.stop()
    return 0


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Bot API server for this machine alone.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--token", default=TEST_TOKEN, help="the bot's token (default %(default)s)")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429")
    options = parser.parse_args()
    limits = Limits.off() if options.no_limits else Limits()
    return asyncio.run(serve(options.token, options.host, options.port, limits))


if __name__ == "__main__":
    raise SystemExit(main())
