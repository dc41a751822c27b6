"""The machine was off from Friday to Monday: the office hears of it once, and decides what still makes sense."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Person
from tests.stories.conftest import ANSWER_REMINDER, SECOND, Stage, wording
from tests.support.service import PATIENCE, StoryClock

FRIDAY = datetime(2027, 5, 14, 14, 30, tzinfo=UTC)
SATURDAY_FAIR = "Zapraszamy jutro na targi pracy."
MONDAY_CALL = "Nabór wniosków ruszył dziś rano."
MONDAY = datetime(2027, 5, 17, 6, tzinfo=UTC)  # 8:00 in Warsaw
LATER_LINE = "Seminarium; 21.06.2027 10:00-12:00; Starostwo Powiatowe w Wejherowie"


async def later(stage: Stage, text: str, when: str) -> None:
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, "Wyślij później")
    await stage.say(stage.office, when)
    await stage.press(stage.office, "Zaplanuj wysyłkę")


async def off_until(stage: Stage, moment: datetime) -> None:
    """The service stops; when it starts again, both its clock and its last sign of life are days apart."""
    narada = stage.narada
    away = moment - narada.clock()
    await narada.stop()
    async with narada.db.transaction() as tx:
        for part in ("bot", "scheduler", "web"):
            await tx.restores.seen([part], now=narada.clock.real() - away)
    narada.clock.at(moment)
    await narada.start()
    await narada.settled()


def copies(person: Person, text: str) -> int:
    return sum(text in message.text for message in person.chat.from_bot)


@pytest.fixture
async def monday(stage: Stage) -> Stage:
    """Two announcements were to leave meanwhile, one on Saturday, one on Monday an hour before the machine is back."""
    await stage.announced()
    await stage.narada.move(FRIDAY)
    await later(stage, SATURDAY_FAIR, "14.05.2027 16:45")
    await later(stage, MONDAY_CALL, "17.05.2027 7:30")
    await off_until(stage, MONDAY)
    return stage


async def test_the_office_is_told_once_and_decides_with_the_buttons_of_a_restore(monday: Stage) -> None:
    stage = monday
    told = stage.shown(stage.office, wording("notice-downtime"))
    assert "Początek: piątek, 14 maja 2027" in told
    assert "Koniec: poniedziałek, 17 maja 2027, godz. 08:00" in told
    assert "4 wiadomości, których termin minął w tym czasie, nie wyszły same" in told
    assert [copies(person, SATURDAY_FAIR) for person in stage.partners] == [0, 0, 0, 0]
    assert [copies(person, MONDAY_CALL) for person in stage.partners] == [1, 1, 1, 1]

    found = stage.office.chat.containing(wording("notice-downtime"))
    await stage.narada.press(stage.office, f"{wording('item-held')} (4)", message=found)
    assert wording("held-why-downtime") in stage.office.chat.last.text
    assert wording("held-why-restore") not in stage.office.chat.last.text
    (heap,) = (label for label in stage.office.chat.last.words if label.startswith("4 kopie ogłoszenia"))
    await stage.press(stage.office, heap, "Odrzuć (4)")
    assert wording("held-nothing") in stage.office.chat.last.text
    assert {letter.last_error for letter in await stage.narada.letters("AnnouncementMade")} == {
        None,
        "dropped_after_downtime",
    }

    await stage.narada.stop()
    await stage.narada.start()
    await stage.narada.settled()
    assert len(await stage.narada.letters("DowntimeEnded")) == 1


async def test_afterwards_everything_goes_out_as_always(monday: Stage) -> None:
    stage = monday
    await stage.narada.announce(stage.office, LATER_LINE)
    await stage.narada.settled()
    await stage.say(stage.office, "/start")
    assert wording("held-in-menu-downtime", n=4) in stage.office.chat.last.text

    await stage.narada.move(ANSWER_REMINDER + SECOND)

    assert stage.reminded() == {person.title: 1 for person in stage.partners}


async def test_by_a_clock_that_is_a_year_ahead_nothing_is_sent_or_held_and_then_all_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    year = timedelta(days=365)
    await later(stage, SATURDAY_FAIR, "11.05.2027 9:30")
    narada, now = stage.narada, stage.narada.clock()
    await narada.stop()
    real = StoryClock.real
    monkeypatch.setattr(StoryClock, "real", lambda self: real(self) + year)
    narada.clock.at(now + year)
    with caplog.at_level(logging.ERROR, "bot.scheduler.housekeeping"):
        await narada.start()
        before = len(stage.office.chat.from_bot)
        await stage.office.say("/start")
        await stage.office.until(lambda chat: len(chat.from_bot) > before, PATIENCE)
    assert "days off" in caplog.text
    assert wording("item-held") not in " ".join(stage.office.chat.last.words)
    await narada.stop()
    assert [copies(person, SATURDAY_FAIR) for person in stage.partners] == [0, 0, 0, 0]

    monkeypatch.setattr(StoryClock, "real", real)
    narada.clock.at(now + timedelta(minutes=31))
    await narada.start()
    await narada.settled()
    assert [copies(person, SATURDAY_FAIR) for person in stage.partners] == [1, 1, 1, 1]
    assert await narada.letters("DowntimeEnded") == []
