"""Telegram takes about one message a second in a chat: whoever looks at a card there goes before what nobody awaits."""

from functools import partial

import pytest

from bot.gateway.pace import ChatLimit, Pace
from tests.stories.conftest import ANSWER_REMINDER, Stage
from tests.support.service import PATIENCE

MEETINGS = 8  # of which everybody is reminded in the same minute
BURST = ChatLimit(spacing=0.5, burst=2)


async def test_a_pressed_card_changes_before_the_reminders_that_wait_for_their_turn_in_that_chat(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    narada, pup = stage.narada, stage.pup
    for number in range(1, MEETINGS + 1):
        await stage.announced(f"Spotkanie nr {number}; 20.05.2027 10:00-12:00; sala {number}")
    await stage.announced("Seminarium; 21.06.2027 10:00-12:00; Starostwo Powiatowe w Wejherowie")
    await narada.stop()
    monkeypatch.setattr("bot.app.service.Pace", partial(Pace, private=BURST))
    await narada.start()
    narada.clock.at(ANSWER_REMINDER)
    await pup.until(lambda _: stage.reminders(pup) > BURST.burst, PATIENCE)

    await pup.press("Będę", message=pup.chat.containing("Seminarium"))
    await pup.until(lambda _: ": będzie" in stage.shown(pup, "Seminarium"), PATIENCE)

    assert BURST.burst < stage.reminders(pup) < MEETINGS
    await narada.settled()
    assert stage.reminders(pup) == MEETINGS
