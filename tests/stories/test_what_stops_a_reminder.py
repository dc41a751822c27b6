"""An answer one second before its reminder stops it. So do a block, a pause, a cancellation, an answer on behalf."""

import pytest

from bot.app.policy import policy_of
from bot.app.service import Part
from bot.usecases import reminders
from tests.stories.conftest import ANSWER_REMINDER, PUP, SECOND, Stage, wording


@pytest.mark.parametrize("words", ["Będę", "Nie będę", "Może"])
async def test_an_answer_one_second_before_stops_the_reminder(stage: Stage, words: str) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.press(stage.pup, words)

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.reminded() == {person.title: 1 for person in (stage.caritas, stage.courses, stage.parish)}


async def test_an_answer_on_behalf_one_second_before_stops_it_and_the_partner_is_told(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.press(stage.office, wording("button-behalf"), PUP, wording("behalf-yes"))

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.pup.title not in stage.reminded()
    assert len(stage.reminded()) == 3
    notice = stage.pup.chat.containing(wording("notice-answered-for-you", organisation=PUP))
    assert notice is not None
    assert wording("own-on-behalf", name=stage.office.name) in notice.text


async def test_a_wrong_answer_on_behalf_is_put_right_with_one_press(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.office, wording("button-behalf"), PUP, wording("behalf-yes"))
    notice = stage.pup.chat.containing(wording("notice-answered-for-you", organisation=PUP))

    await stage.narada.press(stage.pup, "Nie będę", message=notice)

    assert "Nie będzie: 1" in stage.shown(stage.office, "Odpowiedział 1 z 4")


async def test_a_block_one_second_before_stops_it(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.pup.block()
    await stage.narada.settled()

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.pup.title not in stage.reminded()
    assert len(stage.reminded()) == 3


async def test_a_pause_one_second_before_stops_it(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.say(stage.pup, "/ustawienia")
    await stage.press(stage.pup, wording("settings-pause"))
    await stage.say(stage.pup, "25.05")

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.pup.title not in stage.reminded()
    assert len(stage.reminded()) == 3


async def test_reminders_switched_off_one_second_before_stop_it(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.say(stage.pup, "/ustawienia")
    await stage.press(stage.pup, wording("settings-turn-off"))

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.pup.title not in stage.reminded()
    assert len(stage.reminded()) == 3


async def test_a_cancellation_one_second_before_stops_every_reminder(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.call_off()

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.reminded() == {}


async def test_a_partner_who_has_left_one_second_before_is_not_reminded(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await stage.say(stage.office, "/partnerzy")
    await stage.press(stage.office, PUP, wording("button-leave"), wording("button-leave-sure"))

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.pup.title not in stage.reminded()
    assert len(stage.reminded()) == 3


@pytest.mark.parametrize("stopping", ["answer", "behalf", "block", "pause", "cancellation"])
async def test_what_happens_while_a_reminder_waits_for_its_turn_stops_it_with_a_reason(
    stage: Stage, stopping: str
) -> None:
    """The sweep has queued it already; Telegram is slow, and the last look before sending decides."""
    await stage.announced()
    reasons = {
        "answer": "answered",
        "behalf": "answered",
        "block": "blocked",
        "pause": "paused",
        "cancellation": "cancelled",
    }
    await stage.narada.move(ANSWER_REMINDER - SECOND)
    await _queued_but_not_sent(stage)

    await _stop(stage, stopping)
    await stage.narada.start()
    await stage.narada.settled()

    mine = [letter for letter in await stage.narada.letters("AnswerReminder") if letter.chat_id == stage.pup.id]
    assert [(letter.status, letter.last_error) for letter in mine] == [("skipped", reasons[stopping])]
    assert stage.pup.title not in stage.reminded()


async def _queued_but_not_sent(stage: Stage) -> None:
    """Everything but the delivery has run: the store as a process leaves it that stops between sweep and sending."""
    await stage.narada.stop()
    stage.narada.clock.at(ANSWER_REMINDER)
    swept = await reminders.sweep(stage.narada.db, policy_of(stage.narada.settings), now=ANSWER_REMINDER)
    assert swept.queued == 4


async def _stop(stage: Stage, how: str) -> None:
    """What people do while only the parts that hear and answer them run."""
    await stage.narada.start(frozenset({Part.BOT, Part.WEB}))
    match how:
        case "answer":
            await (await stage.pup.press("Będę")).answered()
        case "behalf":
            for words in (wording("button-behalf"), PUP, wording("behalf-no")):
                await (await stage.office.press(words)).answered()
        case "block":
            await stage.pup.block()
        case "pause":
            await stage.pup.say("/ustawienia")
            await stage.pup.sees(wording("settings-title"))
            await (await stage.pup.press(wording("settings-pause"))).answered()
            await stage.pup.say("25.05")
            await stage.pup.until(lambda chat: any(wording("settings-resume") in m.words for m in chat.from_bot))
        case "cancellation":
            await (await stage.office.press(wording("button-call-off"))).answered()
            await stage.office.say("choroba prowadzącego")
            await stage.office.sees("choroba prowadzącego")
            await (await stage.office.press(wording("button-call-off"))).answered()
    await stage.narada.stored()
    await stage.narada.stop()


async def test_the_silent_alone_are_reminded_and_each_of_them_once(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.press(stage.parish, "Nie będę")
    await stage.narada.move(ANSWER_REMINDER)
    await stage.narada.move(SECOND)

    assert stage.reminded() == {stage.caritas.title: 1, stage.courses.title: 1}
