"""`grep` for an update's number finds the press, every letter it led to, and what followed from those letters."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from tests.stories.conftest import CARITAS, LINE, PARISH, PUP, Stage


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The service's log, as a file would hold it."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    with warnings.catch_warnings():
        logs.set_up({logs.FORMAT_VARIABLE: "json"}, stream)
        yield stream
        logging.captureWarnings(False)
    root.handlers = handlers
    root.setLevel(level)


def lines_with(written: io.StringIO, update: int) -> list[dict[str, Any]]:
    """What `grep` finds, read."""
    found = [line for line in written.getvalue().splitlines() if str(update) in line]
    return [json.loads(line) for line in found]


async def update_of(stage: Stage, words: str) -> int:
    """The number of the update that a coordinator's press on these words was."""
    await stage.say(stage.office, f"/nowe {LINE}")
    await stage.press(stage.office, words)
    async with stage.narada.db.snapshot() as store:
        number = await store.inbox.last_update_id()
    assert number is not None
    return number


async def test_one_id_leads_from_the_press_to_every_delivery(written: io.StringIO, stage: Stage) -> None:
    announced = await update_of(stage, "Ogłoś")

    told = [(line["message"], "delivery" in line) for line in lines_with(written, announced)]
    assert sorted(told) == [("handled: a press", False), *[("sent: MeetingAnnounced", True)] * len(stage.everybody)]
    letters = {line["delivery"] for line in lines_with(written, announced) if "delivery" in line}
    assert letters == {letter.id for letter in await stage.narada.letters("MeetingAnnounced")}

    await stage.press(stage.pup, "Będę")
    await stage.change("Miejsce", "Sala widowiskowa")
    async with stage.narada.db.snapshot() as store:
        changed = await store.inbox.last_update_id() or 0
    assert {line["message"] for line in lines_with(written, changed)} == {"handled: a press", "sent: MeetingChanged"}


async def test_the_log_of_a_day_names_nobody_and_holds_no_secret(written: io.StringIO, stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.caritas, "Będę")
    await stage.call_off("choroba prowadzącego")

    text = written.getvalue()
    settings = stage.narada.settings
    names = (PUP, CARITAS, PARISH, "Starostwo", "choroba", *(person.title for person in stage.everybody))
    assert "sent: MeetingCalledOff" in text
    assert [said for said in (*names, settings.telegram.token, settings.telegram.webhook_secret) if said in text] == []
