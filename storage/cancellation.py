"""What must not be left half done by who is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def seen_through(work: Coroutine[Any, Any, None]) -> None:
    """Wait until it is done; who is cancelled meanwhile is so afterwards."""
    doing, cancelled = asyncio.ensure_future(work), None  # noqa: TID251 - awaited right here
    while not doing.done():
        try:
            await asyncio.shield(doing)
        except asyncio.CancelledError as error:
            cancelled = error
    doing.result()
    if cancelled is not None:
        raise cancelled
