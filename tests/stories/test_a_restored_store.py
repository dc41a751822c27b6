"""A backup made yesterday is restored today: nothing goes out by itself; the office sends and drops by choice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.domain.letters import Status
from bot.usecases import backups
from sandbox import Message, Person
from tests.stories.conftest import SECOND, Stage, wording

TEXT = "Zapraszamy na targi pracy w Wejherowie."
RESTORED_AT = datetime(2027, 5, 18, 10, tzinfo=UTC)  # Tuesday, 12:00 in Warsaw: two hours after the reminder


async def yesterday(stage: Stage, folder: Path) -> Path:
    """A meeting that PUP has answered, an announcement that waits for Monday; then the backup is made."""
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Wyślij później")
    await stage.say(stage.office, "17.05.2027 9:00")
    await stage.press(stage.office, "Zaplanuj wysyłkę")
    path = folder / "kopia.db"
    await backups.take(stage.narada.db, path, replace=False, now=stage.narada.clock())
    return path


async def restored(stage: Stage, path: Path) -> backups.Restored:
    """The service is stopped, the backup put back, the service started."""
    narada = stage.narada
    await narada.stop()
    done = await backups.put_back(narada.db, path, now=narada.clock(), real_now=narada.clock.real())
    await narada.start()
    await narada.settled()
    return done


def sent_since(stage: Stage, number: int) -> list[str]:
    """The texts of everything that came with a message of its own."""
    return [
        entry.parameters["text"]
        for entry in stage.narada.telegram.journal.select("sendMessage", after=number, outcome="ok")
    ]


def now(stage: Stage) -> int:
    return len(stage.narada.telegram.journal)


async def chooses(stage: Stage, *words: str) -> str:
    """The office opens the list from the menu, and presses; what it reads then."""
    await stage.say(stage.office, "/start")
    for word in (wording("item-held"), *words):
        labels = [button.text for row in stage.office.chat.last.buttons for button in row]
        await stage.press(stage.office, next(label for label in labels if label.startswith(word)))
    return stage.office.chat.last.text


@pytest.fixture
async def restored_stage(stage: Stage, tmp_path: Path) -> Stage:
    """What happens after the backup: the announcement and the reminders go out, Caritas answers. Then the restore."""
    path = await yesterday(stage, tmp_path)
    await stage.narada.move(datetime(2027, 5, 17, 7, tzinfo=UTC))
    await stage.narada.move(datetime(2027, 5, 18, 8, tzinfo=UTC))
    assert stage.reminded() == {person.title: 1 for person in silent_yesterday(stage)}
    await stage.press(stage.caritas, "Będę")
    await stage.narada.move(RESTORED_AT)
    await restored(stage, path)
    return stage


async def test_after_a_restore_nothing_is_sent_by_itself_and_the_office_decides_on_all_of_it_at_once(
    restored_stage: Stage,
) -> None:
    stage, before = restored_stage, now(restored_stage)
    for _ in range(3):
        await stage.narada.move(timedelta(minutes=10))

    assert sent_since(stage, before) == []
    assert stage.reminded() == {person.title: 1 for person in silent_yesterday(stage)}
    async with aiohttp.ClientSession() as client, client.get(f"{stage.narada.url}/healthz") as answer:
        assert (await answer.json())["held"] == 7
    await stage.say(stage.office, "/start")
    assert wording("held-in-menu", n=7) in stage.office.chat.last.text

    seen = await chooses(stage)
    assert "3 przypomnienia o spotkaniu: „Spotkanie robocze”, 20 maja 2027" in seen
    assert f"4 kopie ogłoszenia: „{TEXT}”" in seen

    assert "Wstrzymane do decyzji: wysłano 0 z 4" in stage.shown(stage.office, "Ogłoszenie")

    await chooses(stage, "Wszystkie (7)", "Wyślij (7)")
    assert "Wysłane: 4 z 4" in stage.shown(stage.office, "📢")
    assert wording("held-nothing") in stage.office.chat.last.text
    assert [copies_of(person) for person in stage.partners] == [2, 2, 2, 2]
    assert stage.reminded() == {person.title: 2 for person in silent_yesterday(stage)}


async def test_what_is_held_is_sent_or_dropped_by_choice_and_the_pointless_is_skipped(restored_stage: Stage) -> None:
    stage = restored_stage
    await stage.press(stage.parish, "Nie będę")
    preview = await chooses(stage, "3 przypomnienia")
    assert "Dla osób: 3" in preview
    assert wording("held-pointless", n=1) in preview
    drop = data_of(stage.office.chat.last, "Odrzuć (3)")
    await stage.press(stage.office, "Wyślij (3)")

    assert wording("held-sent", n=3) in stage.office.chat.last.text
    assert stage.reminded() == {stage.caritas.title: 2, stage.courses.title: 2, stage.parish.title: 1}
    reasons = {letter.chat_id: letter.last_error for letter in await stage.narada.letters("AnswerReminder")}
    assert reasons[stage.parish.id] == "answered"

    await (await stage.office.forge(drop, message=stage.office.chat.last)).answered()  # the preview in another window
    await stage.narada.settled()
    assert wording("held-already") in stage.office.chat.last.text

    await chooses(stage, "4 kopie ogłoszenia", "Odrzuć (4)")
    assert wording("held-dropped", n=4) in stage.office.chat.last.text
    assert [copies_of(person) for person in stage.partners] == [1, 1, 1, 1]
    dropped = await stage.narada.letters("AnnouncementMade")
    assert {(letter.status, letter.last_error) for letter in dropped} == {(Status.SKIPPED, "dropped_after_restore")}
    await stage.say(stage.office, "/start")
    assert wording("item-held") not in " ".join(stage.office.chat.last.words)


async def test_what_people_do_after_the_restore_goes_out_as_always(restored_stage: Stage) -> None:
    stage, before = restored_stage, now(restored_stage)
    await stage.narada.announce(stage.office, "Seminarium; 27.05.2027 10:00-12:00; Starostwo Powiatowe")
    await stage.narada.settled()
    await stage.press(stage.pup, "Będę")

    assert sum("Seminarium" in text for text in sent_since(stage, before)) >= len(stage.partners)
    assert "Będzie: 1" in stage.shown(stage.pup, "Seminarium")

    await stage.narada.move(datetime(2027, 5, 25, 8, tzinfo=UTC) + SECOND)  # the first reminder of the seminar
    assert stage.reminders(stage.courses) == 2
    assert stage.reminders(stage.pup) == 0


def silent_yesterday(stage: Stage) -> tuple[Person, ...]:
    """Who had not answered when the backup was made, as the restored store knows it."""
    return (stage.caritas, stage.courses, stage.parish)


def copies_of(person: Person) -> int:
    return sum(TEXT in message.text for message in person.chat.from_bot)


def data_of(message: Message, words: str) -> str:
    """What a button sends."""
    return next(button.data or "" for row in message.buttons for button in row if button.text == words)
