"""A coordinator has left the office: whoever remains ends their access, and every button they have kept is dead."""

import pytest

from sandbox import Person
from tests.stories.conftest import PUP, Stage, wording
from tests.support.service import PARTNERSHIP

SECOND = "koordynator, który odchodzi"
OLD_BUTTONS = (
    "menu:new", "menu:invite", "menu:announce", "menu:request", "menu:reports", "roll:1", "for:1:1:yes", "chg:1",
    "off:1", "org:1:invite", "org:1:rename", "org:1:leave_sure", "co:1", "co:1:1", "co:1:1:sure", "held:all:0:9:send",
)  # fmt: skip


async def test_whoever_no_longer_coordinates_is_told_warmly_and_can_do_nothing_more(stage: Stage) -> None:
    second = await stage.narada.coordinator(SECOND)
    await stage.announced()
    await stage.say(second, "/nowe")
    assert "nowe" in commands(second)

    await listed(stage, stage.office)
    await stage.press(stage.office, wording("button-end", name=second.name))
    assert wording("coordinator-end-rights") in stage.office.chat.last.text
    await stage.press(stage.office, wording("button-coordinator-end-sure"))

    said = wording("coordinator-ended", name=second.name, partnership=PARTNERSHIP)
    assert said in stage.office.chat.last.text
    assert second.chat.last.text == wording("notice-coordination-ended", partnership=PARTNERSHIP)
    assert commands(second) == ["start", "ustawienia", "moje_dane", "pomoc", "anuluj"]
    await no_right(stage, second, "d:1:cancel")
    for data in OLD_BUTTONS:
        await no_right(stage, second, data)
    await stage.say(second, "Seminarium")
    assert wording("refusal-not-understood") in second.chat.last.text
    assert wording("coordinators-one") in await listed(stage, stage.office)
    assert wording("button-coordinator-end-own") not in stage.office.chat.last.words


@pytest.mark.thorough
async def test_one_who_leaves_by_themselves_goes_on_answering_for_their_partner(stage: Stage) -> None:
    second = await stage.deputy(PUP, SECOND)
    await stage.narada.coordinator_of(second)
    await stage.announced()

    await listed(stage, second)
    own = (wording("button-coordinator-end-own"), wording("button-coordinator-end-sure"))
    await stage.press(second, *own)

    assert second.chat.last.text == wording("coordinator-ended-own", partnership=PARTNERSHIP)
    left = wording("notice-coordinator-left", name=second.name, partnership=PARTNERSHIP)
    assert stage.office.chat.last.text == left
    assert "spotkania" in commands(second)
    assert "nowe" not in commands(second)
    await stage.press(second, "Będę")
    assert "Będzie: 1" in stage.shown(stage.pup, "Bez odpowiedzi: 3")


def commands(person: Person) -> list[str]:
    """What Telegram's command menu offers them."""
    return [command["command"] for command in person.commands]


async def listed(stage: Stage, person: Person) -> str:
    """The coordinators, as one of them opens the list from the directory."""
    await stage.say(person, "/partnerzy")
    await stage.press(person, wording("button-coordinators"))
    return person.chat.last.text


async def no_right(stage: Stage, person: Person, data: str) -> None:
    """The press is refused with a sentence, and nothing else happens."""
    before = len(person.chat.from_bot)
    toast = await (await person.forge(data)).answered()
    await stage.narada.settled()
    assert toast is not None, data
    assert toast.alert, data
    assert len(person.chat.from_bot) == before, data
