"""One person, two organisations: one question for a meeting. Two partnerships: asked once, never mixed."""

import pytest

from bot.domain.people import Sector
from sandbox import Person
from tests.stories.conftest import ANSWER_REMINDER, LINE, PARISH, PUP, Stage, wording

WRZOS = "Partnerstwo WRZOS"
FOUNDATION = "Fundacja z Gdyni"


@pytest.fixture
async def both(stage: Stage) -> Person:
    """The representative of the parish, who speaks for Caritas' neighbour too."""
    link = await stage.narada.invite(stage.office, FOUNDATION, Sector.NGO)
    await stage.narada.arrive(stage.parish, link)
    await stage.narada.settled()
    return stage.parish


async def test_a_press_that_fits_two_seats_asks_once_and_counts_for_the_one_named(stage: Stage, both: Person) -> None:
    await stage.announced()

    await stage.press(both, "Będę")
    question = both.chat.last
    assert {PARISH, FOUNDATION} <= set(question.words)
    await stage.press(both, FOUNDATION)

    card = stage.office.chat.containing("Bez odpowiedzi: 4")
    assert card is not None
    assert "Będzie: 1" in card.text


async def test_all_answers_for_every_seat_and_the_choice_is_remembered(stage: Stage, both: Person) -> None:
    await stage.announced()

    await stage.press(both, "Będę", "wszystkie")
    assert "Będzie: 2" in stage.shown(stage.office, "Bez odpowiedzi: 3")
    questions = len(both.chat.from_bot)
    await stage.press(both, "Nie będę")

    assert len(both.chat.from_bot) == questions
    assert "Nie będzie: 2" in stage.shown(stage.office, "Bez odpowiedzi: 3")


async def test_who_answered_for_one_seat_is_still_chased_for_the_other(stage: Stage, both: Person) -> None:
    await stage.announced()
    await stage.press(both, "Będę", FOUNDATION)

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.reminders(both) == 1


async def test_a_choice_is_remembered_for_its_meeting_alone(stage: Stage, both: Person) -> None:
    await stage.announced()
    await stage.press(both, "Będę", "wszystkie")
    await stage.announced("Seminarium; 27.05.2027 10:00; Gdańsk")

    await stage.press(both, "Będę")

    assert {PARISH, FOUNDATION} <= set(both.chat.last.words)


@pytest.fixture
async def elsewhere(stage: Stage) -> Person:
    """The coordinator of another partnership."""
    return await stage.narada.coordinator("koordynator WRZOS", partnership=WRZOS)


async def test_whoever_is_in_two_partnerships_is_asked_which_and_cards_name_theirs(
    stage: Stage, elsewhere: Person
) -> None:
    await stage.narada.arrive(stage.pup, await stage.narada.invite(elsewhere, FOUNDATION, Sector.NGO))
    await stage.narada.settled()
    await stage.announced()
    card = stage.pup.chat.last
    await stage.narada.announce(elsewhere, "Rada; 21.05.2027 10:00; Warszawa")
    await stage.narada.settled()

    assert "Partnerstwo w Powiecie Wejherowskim" in card.text
    assert WRZOS in stage.pup.chat.last.text
    await stage.say(stage.pup, "/partnerzy")
    assert {"Partnerstwo w Powiecie Wejherowskim", WRZOS} <= set(stage.pup.chat.last.words)
    await stage.press(stage.pup, WRZOS)
    assert FOUNDATION in stage.pup.chat.last.text
    assert PUP not in stage.pup.chat.last.text
    listing = await stage.say(stage.pup, "/spotkania")
    assert "Rada" in listing.text
    assert "Spotkanie robocze" in listing.text


async def test_a_command_of_a_coordinator_of_two_asks_which_and_then_goes_on(stage: Stage, elsewhere: Person) -> None:
    await stage.narada.coordinator_of(elsewhere)
    await stage.narada.settled()

    await stage.say(elsewhere, "/nowe")
    await stage.press(elsewhere, "Partnerstwo w Powiecie Wejherowskim")

    assert wording("ask-title") in elsewhere.chat.last.text


async def test_the_line_typed_before_the_question_which_partnership_is_not_lost(
    stage: Stage, elsewhere: Person
) -> None:
    await stage.narada.coordinator_of(elsewhere)
    await stage.narada.settled()

    await stage.say(elsewhere, f"/nowe {LINE}")
    await stage.press(elsewhere, "Partnerstwo w Powiecie Wejherowskim")

    assert "Ogłoś" in elsewhere.chat.last.words
    assert "20 maja 2027" in elsewhere.chat.last.text


async def test_data_of_another_partnership_does_not_exist(stage: Stage, elsewhere: Person) -> None:
    await stage.announced()

    for data in (
        "m:1", "r:1:yes", "r:1:yes:1", "n:1:1:3", "ics:1", "roll:1", "for:1:1:yes", "chg:1", "off:1", "note:1:1",
        "org:1", "org:1:invite", "org:1:rename", "org:1:leave_sure", "org:1:end:1", "inv:1:withdraw", "which:1:new",
        "co:1", "co:1:1", "co:1:1:sure", "set:partnership:1", "feed:renew:1", "feed:withdraw:1",
    ):  # fmt: skip
        toast = await (await elsewhere.forge(data)).answered()
        assert toast is not None, data
        assert toast.alert, data
    await stage.narada.settled()

    assert not any("Spotkanie robocze" in message.text for message in elsewhere.chat.from_bot)
    assert stage.office.chat.containing("Bez odpowiedzi: 4")
    directory = await stage.say(elsewhere, "/partnerzy")
    assert PUP not in directory.text
