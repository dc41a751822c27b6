"""Two people press, and two schedulers look, at the same moment."""

import asyncio

from bot.app.service import Part
from bot.domain.rsvps import Answer
from tests.stories.conftest import ANSWER_REMINDER, PUP, START_REMINDER, Stage, wording
from tests.support.service import PATIENCE, beside

WORDS = {Answer.YES: "Będzie: 1 · Nie będzie: 0", Answer.NO: "Będzie: 0 · Nie będzie: 1"}


async def test_two_representatives_of_one_partner_press_at_the_same_moment_and_the_last_press_is_its_one_vote(
    stage: Stage,
) -> None:
    deputy = await stage.deputy(PUP, "zastępca z PUP")
    await stage.announced()

    pressed = await asyncio.gather(stage.pup.press("Będę"), deputy.press("Nie będę"))
    toasts = await asyncio.gather(*(each.answered(PATIENCE) for each in pressed))
    await stage.narada.settled()

    async with stage.narada.db.snapshot() as store:
        (meeting,) = await store.meetings.between([1], stage.narada.clock())
        (kept,) = (await store.rsvps.of_meeting(meeting.id)).values()
    assert kept.changes == 2
    assert [toast is not None and toast.alert for toast in toasts] == [False, False]
    for person in (*stage.everybody, deputy):
        shown = stage.shown(person, wording("card-answered", answered=1, invited=4))
        assert WORDS[kept.answer] in shown


async def test_with_two_schedulers_on_one_store_everybody_is_reminded_once(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")

    async with beside(stage.narada, Part.SCHEDULER), beside(stage.narada, Part.SCHEDULER):
        await stage.narada.move(ANSWER_REMINDER)
        silent = {person.title: 1 for person in (stage.caritas, stage.courses, stage.parish)}
        assert stage.reminded() == silent
        await stage.narada.move(START_REMINDER)

    letters = await stage.narada.letters()
    reminders = [letter for letter in letters if letter.kind in {"AnswerReminder", "MeetingReminder"}]
    assert stage.reminders(stage.pup) == len([each for each in reminders if each.chat_id == stage.pup.id])
    assert len({letter.once for letter in reminders}) == len(reminders)
    assert {letter.status for letter in reminders} == {"sent"}
    assert not any(letter.possibly_twice for letter in letters)
