"""The seat belongs to the organisation: any of its people answers, and the last answer counts."""

from tests.stories.conftest import ANSWER_REMINDER, DEADLINE, PUP, SECOND, Stage, wording


async def test_a_deputy_changes_yes_to_no_it_stays_one_vote_and_neither_is_chased(stage: Stage) -> None:
    deputy = await stage.deputy(PUP, "zastępca z PUP")
    await stage.announced()
    await stage.press(stage.pup, "Będę")

    toast = await stage.press(deputy, "Nie będę")

    assert toast is not None
    assert toast.text == wording("toast-answer", organisation=PUP, answer=wording("answer-no"))
    for person in (*stage.everybody, deputy):
        card = person.chat.containing("Bez odpowiedzi: 3")
        assert card is not None
        assert all(
            count in card.text
            for count in ("Będzie: 0", "Nie będzie: 1", wording("card-answered", answered=1, invited=4))
        )
    for person in (stage.pup, deputy):
        assert person.chat.containing(wording("own-by", name="zastępca z PUP"))
    await stage.narada.move(ANSWER_REMINDER)
    assert "🔔" not in stage.pup.chat.last.text + deputy.chat.last.text
    assert stage.reminded() == {person.title: 1 for person in (stage.caritas, stage.courses, stage.parish)}


async def test_pressing_the_same_answer_twice_changes_nothing(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    shown = stage.pup.chat.last.text

    await stage.press(stage.pup, "Będę")

    assert stage.pup.chat.last.text == shown
    assert "Będzie: 1" in shown


async def test_a_mind_may_be_changed_until_the_deadline_and_a_press_after_it_is_refused_kindly(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(DEADLINE - SECOND)
    await stage.press(stage.pup, "Będę")
    await stage.press(stage.pup, "Może")

    card = stage.pup.chat.last
    buttons = [button.data for row in card.buttons for button in row if button.text.endswith("Nie będę")]
    await stage.narada.move(DEADLINE)
    late = await stage.pup.forge(str(buttons[0]), message=card)
    toast = await late.answered()
    await stage.narada.settled()

    assert toast is not None
    assert toast.alert
    assert "środa, 19 maja 2027" in toast.text
    card_of_office = stage.office.chat.containing("Może: 1")
    assert card_of_office is not None
    assert "Nie będzie: 0" in card_of_office.text
