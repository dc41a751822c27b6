"""How Telegram is asked for updates (Bot API, getUpdates). Apart from `polling`: it is asked before that is loaded."""

from collections.abc import Sequence
from typing import Any

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
_BATCH = 100  # the most that Telegram gives at once


def question(offset: int, seconds: int, allowed: Sequence[str] = ALLOWED_UPDATES) -> dict[str, Any]:
    """For the updates from `offset` on, waiting up to `seconds` for the first; `allowed` are the kinds to receive."""
    return {"offset": offset, "timeout": seconds, "limit": _BATCH, "allowed_updates": list(allowed)}
