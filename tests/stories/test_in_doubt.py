"""A letter whose sender died on the way twice is sent no third time: the office reads whom it may not have reached."""

import asyncio
import gc
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select, update

from bot.domain.letters import Status
from storage import receipts, schema
from tests.stories.conftest import Stage, wording

# A process that dies closes nothing. What is found open in this one belongs to the dead.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def nothing_left_for_later_stories() -> Iterator[None]:
    yield
    gc.collect()


async def on_its_way_for_the_second_time(stage: Stage) -> None:
    """The announcement to PUP, as it stands while a process sends it once more."""
    letter = next(row for row in await stage.narada.letters("MeetingAnnounced") if row.chat_id == stage.pup.id)
    async with stage.narada.db.altered() as connection:
        owner = (await connection.execute(select(schema.parts.c.owner).limit(1))).scalar_one()
        again = {"status": Status.SENDING, "possibly_twice": True, "owner": owner}
        await connection.execute(update(schema.outbox).where(schema.outbox.c.id == letter.id).values(again))


async def test_the_list_of_answers_names_whom_the_card_may_not_have_reached(stage: Stage) -> None:
    await stage.announced()
    await on_its_way_for_the_second_time(stage)
    await stage.narada.kill()
    await stage.narada.start()
    await stage.narada.settled()

    await stage.say(stage.office, "/spotkania")
    await (await stage.office.forge("roll:1")).answered()
    await stage.narada.settled()

    in_doubt = f"{wording('count-in-doubt', n=1)}\n• {stage.pup.name}"
    assert in_doubt in stage.office.chat.last.text


@pytest.mark.parametrize(("just", "asks"), [(60.0, 1), (-1.0, 2)], ids=["at once", "after waiting for the store"])
async def test_a_letter_in_doubt_does_not_leave_before_telegram_has_answered_something_harmless(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, just: float, asks: int
) -> None:
    monkeypatch.setattr("bot.scheduler.delivery.CALM", 0.0)
    monkeypatch.setattr("bot.scheduler.delivery.JUST", just)
    await stage.announced()
    journal, before = stage.narada.telegram.journal, len(stage.narada.telegram.journal)
    stage.narada.telegram.faults.cut(method="getMe", times=2)
    async with stage.narada.db.altered() as connection:
        again = {"status": Status.QUEUED, "possibly_twice": True}
        ours = schema.outbox.c.kind == "MeetingAnnounced", schema.outbox.c.chat_id == stage.pup.id
        await connection.execute(delete(schema.cards).where(schema.cards.c.chat_id == stage.pup.id))
        await connection.execute(update(schema.outbox).where(*ours).values(again))

    await stage.narada.settled()

    asked = [entry.method for entry in list(journal)[before:] if entry.method in {"getMe", "sendMessage"}]
    assert asked == ["getMe", "getMe", *["getMe"] * asks, "sendMessage"]
    fates = {(row.status, row.possibly_twice) for row in await stage.narada.letters("MeetingAnnounced")}
    assert fates == {(Status.SENT, False), (Status.SENT, True)}


async def test_what_telegram_made_of_a_letter_is_noted_before_anything_else_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.scheduler.delivery")
    await stage.announced()
    async with stage.narada.db.altered() as connection:
        owner = (await connection.execute(select(schema.parts.c.owner).limit(1))).scalar_one()
        ours = schema.outbox.c.kind == "MeetingAnnounced", schema.outbox.c.chat_id == stage.pup.id
        await connection.execute(delete(schema.cards).where(schema.cards.c.chat_id == stage.pup.id))
        await connection.execute(update(schema.outbox).where(*ours).values(status=Status.QUEUED))
    caplog.clear()

    async with asyncio.timeout(10):
        while not any((receipts.known_of(owner) or {}).values()):  # noqa: ASYNC110 - at every turn of the loop
            await asyncio.sleep(0)

    assert "sent: MeetingAnnounced" not in caplog.text
    await stage.narada.settled()
    assert "sent: MeetingAnnounced" in caplog.text


async def test_nobody_is_in_doubt_while_every_letter_arrives(stage: Stage) -> None:
    await stage.announced()

    await (await stage.office.forge("roll:1")).answered()
    await stage.narada.settled()

    assert wording("count-in-doubt", n=1) not in stage.office.chat.last.text
