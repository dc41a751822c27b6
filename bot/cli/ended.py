"""The work of a command, run to its end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.cli.terminal import DONE, failed
from bot.config import Settings
from bot.views.texts import Texts


def ended(work: Coroutine[Any, Any, None], settings: Settings, t: Texts) -> int:
    """The exit status; what kept it from its work has then been told. Raises a fault that is ours."""
    try:
        asyncio.run(work)
    except Exception as error:
        from bot.cli.troubles import trouble  # what it names is long to load: a start must not wait for it

        return failed(trouble(error, settings, t))
    return DONE
