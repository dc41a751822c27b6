"""Before the start those who said yes or maybe are reminded, those who said no are left in peace."""

from tests.stories.conftest import ANSWER_REMINDER, DEADLINE, PUP, START, START_REMINDER, Stage, wording


async def test_yes_and_maybe_are_reminded_twice_no_and_silent_never(stage: Stage) -> None:
    await stage.announced()
    for person, answer in ((stage.pup, "Będę"), (stage.caritas, "Może"), (stage.courses, "Nie będę")):
        await stage.press(person, answer)
    for moment in (DEADLINE, START_REMINDER, START):
        await stage.narada.move(moment)

    assert stage.reminded() == {stage.pup.title: 2, stage.caritas.title: 2}


async def test_a_reminder_becomes_the_card_and_the_older_one_points_to_it(stage: Stage) -> None:
    await stage.announced()
    old = stage.pup.chat.last

    await stage.narada.move(ANSWER_REMINDER)

    reminder = stage.pup.chat.last
    assert "🔔" in reminder.text
    assert {"Będę", "Nie będę", "Może"} <= set(reminder.words)
    assert old.words == []
    assert wording("card-retired") in old.text
    await stage.press(stage.caritas, "Będę")
    assert "Będzie: 1" in reminder.text
    assert "Będzie" not in old.text


async def test_an_answer_on_the_reminder_counts_and_the_reminder_stays_the_card(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER)

    await stage.press(stage.pup, "Będę")

    card = stage.pup.chat.last
    assert "Będzie: 1" in card.text
    assert PUP in card.text
    assert len([message for message in stage.pup.chat.from_bot if "Będę" in " ".join(message.words)]) == 1


async def test_an_old_button_of_a_retired_card_says_what_is_the_case_now(stage: Stage) -> None:
    await stage.announced()
    old = stage.pup.chat.last
    button = next(button for row in old.buttons for button in row if button.text == "Będę")
    await stage.narada.move(ANSWER_REMINDER)

    await (await stage.pup.forge(str(button.data), message=old)).answered()
    await stage.narada.settled()

    assert "Będzie: 1" in stage.pup.chat.last.text


async def test_who_was_reminded_gets_one_reminder_when_two_rules_meet(stage: Stage) -> None:
    """At the deadline minus nothing: one sweep, one reminder about a meeting for one person."""
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.narada.move(START_REMINDER)

    assert stage.reminders(stage.pup) == 1
