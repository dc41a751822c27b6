"""A backup of a week ago is restored: of all that came due since nothing goes out by itself, whatever its kind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.letters import Status
from bot.usecases import backups
from tests.stories.conftest import LINE, Stage, wording

READ_ME = "Proszę o potwierdzenie udziału w targach pracy."
PLANNED = "Zapraszamy na targi pracy w Wejherowie."
BEFORE = "Dokumenty na spotkanie są w starostwie."
SOON = "Odprawa; 14.05.2027 9:00; Luzino"  # over before the restore
OPEN = "Seminarium; 21.05.2027 10:00; Gdańsk"  # still takes answers at the restore
REQUEST = "Raport miesięczny; 21.05.2027 12:00; Ile osób skorzystało ze wsparcia? [liczba osób]"
RESTORED_AT = datetime(2027, 5, 19, 12, tzinfo=UTC)  # eight days later, a day before the meeting of LINE

# What came due between the backup and the restore: every kind of letter that nobody has to ask for.
DUE_BY_THEN = {
    "AnnouncementMade",
    "AnswerReminder",
    "MeetingReminder",
    "ReadingAsked",
    "ReportReminder",
}


@pytest.fixture
async def a_week_later(stage: Stage, tmp_path: Path) -> Stage:
    """The backup; then the week as it was, in which all of it went out; then the restore."""
    narada, path = stage.narada, tmp_path / "kopia.db"
    await stage.announced(SOON)
    await stage.press(stage.pup, "Będę")
    await stage.announced(LINE)
    await stage.press(stage.pup, "Będę")
    await stage.announced(OPEN)
    await announce(stage, READ_ME, "Poproś o potwierdzenie", "Wyślij")
    await announce(stage, PLANNED, "Wyślij później")
    await stage.say(stage.office, "13.05.2027 9:00")
    await stage.press(stage.office, "Zaplanuj wysyłkę")
    await stage.say(stage.office, f"/prosba {REQUEST}")
    await stage.press(stage.office, "Wyślij")
    await backups.take(narada.db, path, replace=False, now=narada.clock())

    for day in range(1, 9):
        await narada.move(datetime(2027, 5, 11, 12, tzinfo=UTC) + timedelta(days=day))
    assert narada.clock() == RESTORED_AT
    assert {row.kind for row in await narada.letters() if row.status == Status.SENT} >= DUE_BY_THEN

    await narada.stop()
    await backups.put_back(narada.db, path, now=narada.clock(), real_now=narada.clock.real())
    await narada.start()
    await narada.settled()
    return stage


async def announce(stage: Stage, text: str, *words: str) -> None:
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, *words)


def sent_after(stage: Stage, number: int) -> list[tuple[int, str]]:
    """Who was sent what with a message of its own, since that entry of Telegram's journal."""
    entries = stage.narada.telegram.journal.select(after=number, outcome="ok")
    return [
        (entry.parameters["chat_id"], entry.parameters.get("text", entry.method))
        for entry in entries
        if entry.method.startswith("send") and entry.method != "sendChatAction"
    ]


async def choose(stage: Stage, words: str) -> None:
    """The office presses the button that begins so."""
    await stage.press(stage.office, next(label for label in stage.office.chat.last.words if label.startswith(words)))


@pytest.mark.thorough
async def test_of_that_week_only_what_a_coordinator_lets_out_is_sent_and_what_is_due_from_then_on(
    a_week_later: Stage,
) -> None:
    stage = a_week_later
    narada, before = stage.narada, len(stage.narada.telegram.journal)
    for _ in range(6):
        await narada.move(timedelta(hours=1))

    assert sent_after(stage, before) == []
    held = [row for row in await narada.letters() if row.status == Status.HELD]
    assert {row.kind for row in held} == DUE_BY_THEN
    assert [row.once for row in await narada.letters() if row.status in {Status.QUEUED, Status.SENDING}] == []

    await stage.say(stage.office, "/start")
    await choose(stage, wording("item-held"))
    assert f"„{PLANNED}”" in stage.office.chat.last.text
    before = len(narada.telegram.journal)
    await choose(stage, "4 kopie ogłoszenia")
    await choose(stage, "Wyślij (4)")

    let_out = sent_after(stage, before)
    assert sorted(chat for chat, text in let_out if PLANNED in text) == sorted(person.id for person in stage.partners)
    assert [text for chat, text in let_out if chat != stage.office.id and PLANNED not in text] == []

    before = len(narada.telegram.journal)
    await narada.move(datetime(2027, 5, 20, 6, tzinfo=UTC) + timedelta(seconds=1))  # two hours before the meeting
    assert [chat for chat, text in sent_after(stage, before) if text.startswith("🔔")] == [stage.pup.id]
