"""Neither chats nor cards are spared: the pauses between messages and edits have tests of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest

from bot.gateway.pace import ChatLimit, Pace

AT_ONCE = "1000"  # messages a second

_LOOKS = 0.1  # seconds between two looks for what another has left
_PAUSES: dict[str, object] = {
    "bot.app.service.Pace": partial(Pace, private=ChatLimit.within(1.0, 1000, 1000)),
    "bot.handlers.visit.TO_ITSELF": timedelta(0),
    "bot.handlers.visit.ARRIVING": -timedelta(days=1),
    "bot.app.inbox.TELEGRAM_AWAY": timedelta(milliseconds=100),
    "bot.scheduler.cards.BETWEEN_EDITS": timedelta(0),
    "bot.scheduler.cards.A_PARTNER": timedelta(0),
    "bot.scheduler.cards.LOOK_EVERY": _LOOKS,
    "bot.scheduler.cards.GATHER": _LOOKS / 2,
    "bot.scheduler.announcements.BETWEEN_EDITS": timedelta(0),
    "bot.scheduler.announcements.LOOK_EVERY": _LOOKS,
}


@contextmanager
def without_pauses() -> Iterator[None]:
    """Every service that runs inside does without."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _PAUSES.items():
            patch.setattr(name, value)
        yield
