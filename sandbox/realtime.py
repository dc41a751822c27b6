"""The only place of the sandbox that asks the machine what time it is.

The rest of the sandbox is given a number. Demo and tests may hand `Sandbox` another wall clock (a shifted day), but
pacing, waiting and the journal always use real time: a client that retries after N seconds really waits N seconds.
"""

import time


def wall_clock() -> float:
    """Seconds since 1970-01-01 UTC (Unix time), as in `Message.date`."""
    return time.time()


def monotonic() -> float:
    """Seconds of CLOCK_MONOTONIC: the same line of time for every process of this machine, never set back."""
    return time.monotonic()
