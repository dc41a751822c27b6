"""The directory: who edits it, what everybody sees, and that the cards follow."""

import pytest

from bot.domain.people import Sector
from sandbox import Person
from tests.stories.conftest import ANSWER_REMINDER, CARITAS, COURSES, PARISH, PUP, Stage, wording

NEW_NAME = "Caritas Gdańsk"


async def opened(stage: Stage, organisation: str) -> str:
    """The entry of a partner, as the coordinator sees it."""
    await stage.say(stage.office, "/partnerzy")
    await stage.press(stage.office, organisation)
    return stage.office.chat.last.text


async def ended(stage: Stage, organisation: str, person: Person) -> None:
    await opened(stage, organisation)
    await stage.press(stage.office, wording("button-end", name=person.name))


async def left(stage: Stage, organisation: str) -> None:
    await opened(stage, organisation)
    await stage.press(stage.office, wording("button-leave"), wording("button-leave-sure"))


async def test_a_new_name_stands_in_the_directory_and_on_the_cards(stage: Stage) -> None:
    await stage.announced()
    await opened(stage, CARITAS)
    await stage.press(stage.office, wording("button-rename"))
    await stage.say(stage.office, NEW_NAME)

    assert NEW_NAME in stage.office.chat.last.text
    assert f"{NEW_NAME}: czekamy na odpowiedź" in stage.shown(stage.caritas, "20 maja 2027")
    listed = (await stage.say(stage.pup, "/partnerzy")).text
    assert NEW_NAME in listed
    assert CARITAS not in listed


async def test_a_name_that_another_partner_has_is_refused_and_the_question_stays(stage: Stage) -> None:
    await opened(stage, CARITAS)
    await stage.press(stage.office, wording("button-rename"))

    await stage.say(stage.office, PUP.upper())
    assert wording("refusal-organisation-exists", name=PUP) in stage.office.chat.last.text
    await stage.say(stage.office, NEW_NAME)

    assert NEW_NAME in stage.office.chat.last.text


async def test_another_sector_is_chosen_with_a_button(stage: Stage) -> None:
    assert wording("entry-sector", sector="prywatny") in await opened(stage, COURSES)

    await stage.press(stage.office, wording("button-sector"), "pozarządowy")

    assert wording("entry-sector", sector="pozarządowy") in stage.office.chat.last.text
    assert f"{COURSES} · pozarządowy" in (await stage.say(stage.pup, "/partnerzy")).text


async def test_a_deputy_invited_from_the_entry_stands_there_and_answers(stage: Stage) -> None:
    await stage.announced()

    deputy = await stage.deputy(PUP, "zastępczyni PUP")

    entry = await opened(stage, PUP)
    assert f"{deputy.name}, {wording('role-deputy')}" in entry
    assert f"{stage.pup.name}, {wording('role-representative')}" in entry
    await stage.press(deputy, "Będę")
    assert "Będzie: 1" in stage.shown(stage.pup, "Bez odpowiedzi: 3")


async def test_an_open_invitation_stands_in_the_entry_and_can_be_withdrawn_there(stage: Stage) -> None:
    link = await stage.link_from(PUP, wording("button-deputy"))
    withdraw = wording("button-withdraw-invitation", role=wording("role-deputy"))
    assert wording("entry-invitations") in await opened(stage, PUP)

    await stage.press(stage.office, withdraw)

    assert wording("invitation-withdrawn") in stage.office.chat.last.text
    assert wording("entry-invitations") not in await opened(stage, PUP)
    stranger = stage.narada.telegram.person("spóźniona zastępczyni")
    await stranger.open(link)
    await stage.narada.settled()
    assert wording("refusal-invitation-unusable") in stranger.chat.last.text


async def test_whoever_no_longer_speaks_for_a_partner_answers_no_more_and_is_left_in_peace(stage: Stage) -> None:
    await stage.announced()

    await ended(stage, COURSES, stage.courses)

    assert wording("entry-outside") in stage.office.chat.last.text
    card = stage.shown(stage.caritas, "Bez odpowiedzi: 3")
    assert wording("count-outside", n=1) in card
    toast = await stage.press(stage.courses, "Będę")
    assert toast is not None
    assert toast.alert
    assert "Będzie: 0" in stage.shown(stage.caritas, "Bez odpowiedzi: 3")
    await stage.narada.move(ANSWER_REMINDER)
    assert stage.courses.title not in stage.reminded()
    assert len(stage.reminded()) == 3


async def test_an_answer_given_before_stays_when_its_giver_goes(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.courses, "Będę")

    await ended(stage, COURSES, stage.courses)

    assert "Będzie: 1" in stage.shown(stage.caritas, "Bez odpowiedzi: 3")


async def test_a_partner_that_leaves_is_counted_and_chased_no_more(stage: Stage) -> None:
    await stage.announced()

    await left(stage, PARISH)

    assert wording("card-answered", answered=0, invited=3) in stage.shown(stage.caritas, "Bez odpowiedzi: 3")
    assert PARISH not in (await stage.say(stage.pup, "/partnerzy")).text
    toast = await stage.press(stage.parish, "Będę")
    assert toast is not None
    assert toast.alert
    await stage.narada.move(ANSWER_REMINDER)
    assert set(stage.reminded()) == {stage.pup.title, stage.caritas.title, stage.courses.title}
    await stage.announced("Seminarium; 27.05.2027 10:00; Gdańsk")
    assert stage.parish.chat.containing("Seminarium") is None


async def test_a_partner_that_left_can_be_invited_back(stage: Stage) -> None:
    await stage.announced()
    await left(stage, PARISH)

    link = await stage.narada.invite(stage.office, PARISH, Sector.NGO)
    await stage.newcomer(link, "nowa osoba w parafii")

    assert PARISH in (await stage.say(stage.pup, "/partnerzy")).text
    assert stage.caritas.chat.containing("Bez odpowiedzi: 4")


async def test_leaving_is_asked_about_first(stage: Stage) -> None:
    await opened(stage, PARISH)
    await stage.press(stage.office, wording("button-leave"))
    assert wording("leave-question", organisation=PARISH) in stage.office.chat.last.text

    await stage.press(stage.office, wording("button-back"))

    assert wording("entry-sector", sector="pozarządowy") in stage.office.chat.last.text
    assert PARISH in (await stage.say(stage.pup, "/partnerzy")).text


async def test_a_representative_sees_everybody_and_no_button_that_changes_anything(stage: Stage) -> None:
    listed = await stage.say(stage.pup, "/partnerzy")

    assert all(organisation in listed.text for organisation in (PUP, CARITAS, COURSES, PARISH))
    assert listed.words == [wording("item-menu")]


@pytest.mark.parametrize(
    "data",
    [
        "org:2:rename",
        "org:2:sector:public",
        "org:2:invite",
        "org:2:deputy",
        "org:2:leave",
        "org:2:leave_sure",
        "org:2:end:2",
    ],
)
async def test_what_is_not_offered_to_a_representative_is_refused_to_them(stage: Stage, data: str) -> None:
    await stage.say(stage.pup, "/partnerzy")
    before = await opened(stage, CARITAS)

    toast = await (await stage.pup.forge(data)).answered()

    assert toast is not None
    assert toast.alert
    await stage.narada.settled()
    assert await opened(stage, CARITAS) == before
