"""What belongs to an answer: a substitute, a number of people, a note."""

from bot.domain.people import Sector
from tests.stories.conftest import DEADLINE, LINE, PUP, Stage, wording

NAME = "specjalistka ds. rynku pracy"


async def test_a_substitute_is_named_and_the_coordinator_sees_it(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Zastępstwo")
    await stage.say(stage.pup, NAME)

    notice = stage.office.chat.containing(wording("notice-substitute", organisation=PUP, name=NAME))
    assert notice is not None
    await stage.narada.press(stage.office, wording("button-roll"), message=notice)
    roll = stage.office.chat.containing(wording("roll-substitute", name=NAME))
    assert roll is not None
    assert PUP in roll.text
    assert "Będzie: 1" in stage.shown(stage.office, "Bez odpowiedzi: 3")
    assert stage.pup.chat.containing(wording("own-substitute", name=NAME))
    assert stage.caritas.chat.containing(NAME) is None


async def test_people_are_counted_for_the_coordinator_alone(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę", "3")
    await stage.press(stage.caritas, "Będę", wording("button-people-more"))
    await stage.say(stage.caritas, "12")
    await stage.press(stage.courses, "Będę")

    card = stage.office.chat.containing("Razem osób: 16")
    assert card is not None
    assert "Będzie: 3" in card.text
    assert all(partner.chat.containing("Razem osób") is None for partner in stage.partners)


async def test_one_person_is_assumed_and_no_longer_counted_after_a_no(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę", "2")
    assert stage.office.chat.containing("Razem osób: 2")

    await stage.press(stage.pup, "Nie będę")
    assert stage.office.chat.containing("Razem osób: 0")

    await stage.press(stage.pup, "Będę")
    assert stage.office.chat.containing("Razem osób: 1")


async def test_a_note_is_kept_with_the_answer_and_read_by_the_coordinator(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę", wording("button-note"))
    await stage.say(stage.pup, "potrzebny podjazd")

    await stage.press(stage.office, wording("button-roll"))

    assert stage.office.chat.containing("potrzebny podjazd")
    assert stage.pup.chat.containing(wording("own-note", note="potrzebny podjazd"))
    assert stage.caritas.chat.containing("potrzebny podjazd") is None


async def test_a_note_without_an_answer_is_asked_to_wait_for_one(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, wording("button-note"))

    answer = await stage.say(stage.pup, "spóźnię się")

    assert "Spotkanie robocze" in answer.text
    async with stage.narada.db.snapshot() as store:
        assert await store.rsvps.of_meeting(1) == {}


async def test_a_substitute_named_after_the_deadline_is_refused_kindly(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Zastępstwo")
    await stage.narada.move(DEADLINE)

    answer = await stage.say(stage.pup, NAME)

    assert "19 maja 2027" in answer.text
    assert stage.office.chat.containing(NAME) is None


async def test_a_partner_outside_telegram_is_listed_apart_never_chased_and_answered_on_behalf(stage: Stage) -> None:
    await stage.narada.invite(stage.office, "Zakład Karny w Wejherowie", Sector.PUBLIC)
    await stage.say(stage.office, f"/nowe {LINE}")
    assert "Trafi do: 4 organizacji, 5 osób" in stage.office.chat.last.text
    await stage.press(stage.office, "Ogłoś")

    card = stage.office.chat.containing("Bez odpowiedzi: 4")
    assert card is not None
    assert wording("count-outside", n=1) in card.text
    assert stage.office.chat.containing(wording("outside-tell"))
    await stage.press(stage.office, wording("button-behalf"), "Zakład Karny w Wejherowie", wording("behalf-yes"))
    card = stage.office.chat.containing("Będzie: 1")
    assert card is not None
    assert wording("count-outside", n=1) not in card.text
    assert stage.caritas.chat.containing(wording("card-answered", answered=1, invited=5))
    skipped = [letter for letter in await stage.narada.letters() if letter.status == "skipped"]
    assert skipped == []
