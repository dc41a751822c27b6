"""Two bots, two schedulers and a web part on one server: what one leaves others take up, because the store tells."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.app.service import Part
from tests.stories.conftest import START_REMINDER, Stage, wording
from tests.support.service import PATIENCE, beside
from tests.support.ways import WEBHOOK_ON_POSTGRESQL

pytestmark = pytest.mark.parametrize("prepared", [WEBHOOK_ON_POSTGRESQL], indirect=True)
NEVER = 3600.0  # seconds: whoever is not told would find nothing within the patience of a test


@pytest.fixture
async def several(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """The same stage, played by five processes' worth of the service."""
    monkeypatch.setattr("bot.services.LOOK_SELDOM", NEVER)
    await stage.narada.stop()
    async with AsyncExitStack() as ending:
        for part in (Part.WEB, Part.BOT, Part.BOT, Part.SCHEDULER, Part.SCHEDULER):
            await ending.enter_async_context(beside(stage.narada, part))
        yield stage
        await stage.narada.settled()


async def test_what_one_process_leaves_another_takes_up_without_being_asked(several: Stage) -> None:
    await several.announced()

    answers = ("Będę", "Nie będę", "Może", "Będę")
    pressed = await asyncio.gather(
        *(person.press(words) for person, words in zip(several.partners, answers, strict=True))
    )
    toasts = await asyncio.gather(*(each.answered(PATIENCE) for each in pressed))
    await several.narada.settled()

    assert all(toast is not None and not toast.alert for toast in toasts)
    for person in several.everybody:  # by two keepers, of presses that two bots took
        shown = several.shown(person, wording("card-answered", answered=4, invited=4))
        assert "Będzie: 2 · Nie będzie: 1" in shown


async def test_two_schedulers_that_are_woken_at_once_send_everything_once(several: Stage) -> None:
    await several.announced()
    for person in several.partners:
        await several.press(person, "Będę")

    await several.narada.move(START_REMINDER)

    letters = await several.narada.letters()
    assert several.reminded() == {person.title: 1 for person in several.partners}
    assert not any(letter.possibly_twice for letter in letters)
    assert {letter.status for letter in letters} <= {"sent", "skipped"}
