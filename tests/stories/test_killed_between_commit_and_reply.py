"""Killed after the commit and before the reply, at every step: the conversation goes on, and takes nothing twice.

Telegram cuts off every reply of the bot. At the first reply that is tried the effect is committed; at that moment the
process dies, its store as it was. The next process finds the update applied and only says where things stand.
"""

import asyncio
import gc
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from sandbox import Person
from sandbox.journal import Outcome
from tests.stories.conftest import LINE, PUP, Stage, wording
from tests.support.service import PARTNERSHIP

# A process that dies closes nothing. What is found open in this one belongs to the dead.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

REPLIES = ("sendMessage", "editMessageText", "sendPhoto", "sendDocument")
TITLE, DAY, PLACE = "Posiedzenie zespołu", "20.05.2027", "Starostwo, sala 12"


@pytest.fixture(autouse=True)
def nothing_left_for_later_stories() -> Iterator[None]:
    yield
    gc.collect()


async def dies_before_replying(stage: Stage, person: Person, act: Awaitable[object]) -> None:
    """The person acts; the process dies between commit and reply; another one comes."""
    telegram = stage.narada.telegram
    heard = len(telegram.journal)
    cuts = [telegram.faults.cut(times=None, method=method) for method in REPLIES]
    await act
    async with asyncio.timeout(10):
        while not _tried_to_reply(stage, person, heard):  # noqa: ASYNC110 - a journal has no event
            await asyncio.sleep(0.005)
    await stage.narada.kill()
    for cut in cuts:
        telegram.faults.rules.remove(cut)
    await stage.narada.start()
    await stage.narada.settled()


def _tried_to_reply(stage: Stage, person: Person, heard: int) -> bool:
    cut = stage.narada.telegram.journal.select(after=heard, chat_id=person.id, outcome=Outcome.CUT)
    return any(entry.method in REPLIES for entry in cut)


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a conversation: what is typed, or which button is pressed, and what must be read after the death."""

    says: str = ""
    presses: str = ""
    then: str = ""

    async def __call__(self, person: Person) -> None:
        if self.says:
            await person.say(self.says)
        else:
            await person.press(self.presses)


def asks(step: str) -> str:
    return wording(f"ask-{step}")


NEW_MEETING = (
    Turn(says="/nowe", then=asks("title")),
    Turn(says=TITLE, then=asks("when")),
    Turn(says=DAY, then=asks("hour")),
    Turn(presses="10:00", then=asks("place")),
    Turn(says=PLACE, then=wording("preview-title")),
    Turn(presses="Popraw", then=asks("fields")),
    Turn(presses=wording("pick-description"), then=asks("description")),
    Turn(presses=wording("button-skip"), then=wording("preview-title")),
    Turn(presses="Ogłoś", then=wording("announced-now", title=TITLE, n=5)),
)
CLOCKS_GO_BACK = (
    Turn(says="/nowe", then=asks("title")),
    Turn(says=TITLE, then=asks("when")),
    Turn(says="31.10.2027 2:30", then=asks("which_hour")),
    Turn(presses=wording("button-back"), then=asks("when")),
)
CHANGE = (
    Turn(presses=wording("button-change"), then=asks("fields")),
    Turn(presses=wording("pick-place"), then=asks("place")),
    Turn(says="Urząd Miejski", then=wording("preview-change-title")),
    Turn(presses=wording("button-save-and-tell"), then=wording("changed-answers-stand")),
)
CALL_OFF = (
    Turn(presses=wording("button-call-off"), then=asks("reason")),
    Turn(says="choroba prowadzącego", then=wording("call-off-question", title="Spotkanie robocze")),
    Turn(presses=wording("button-call-off"), then=wording("called-off-done", title="Spotkanie robocze", n=4)),
)
INVITE = (
    Turn(says="/zapros", then=asks("organisation")),
    Turn(says="Gmina Luzino", then=asks("sector")),
    Turn(presses=wording("sector-public"), then="https://t.me/narada_bot?start="),
)
PASTE = (
    Turn(says="/zapros Gmina Luzino; publiczny\nGmina Gniewino; publiczny", then=wording("pasted-title")),
    Turn(presses=wording("button-send-invitations"), then="https://t.me/narada_bot?start="),
)
OF_THE_OFFICE = {
    "new meeting": NEW_MEETING,
    "the doubled hour": CLOCKS_GO_BACK,
    "change": CHANGE,
    "call off": CALL_OFF,
    "invite": INVITE,
    "paste": PASTE,
}
SUBSTITUTE = (
    Turn(presses="Zastępstwo", then=asks("substitute")),
    Turn(says="specjalistka ds. rynku pracy", then=wording("own-substitute", name="specjalistka ds. rynku pracy")),
)
NOTE = (
    Turn(presses="Będę", then="Będzie: 1"),
    Turn(presses=wording("button-note"), then=asks("note")),
    Turn(says="potrzebny podjazd", then=wording("own-note", note="potrzebny podjazd")),
)
PEOPLE = (
    Turn(presses="Będę", then="Będzie: 1"),
    Turn(presses=wording("button-people-more"), then=asks("people")),
    Turn(says="12", then=wording("people", n=12)),
)
PAUSE = (
    Turn(says="/ustawienia", then=wording("settings-title")),
    Turn(presses=wording("settings-pause"), then=asks("pause")),
    Turn(says="25.05", then=wording("settings-resume")),
)
OF_A_PARTNER = {"substitute": SUBSTITUTE, "note": NOTE, "people": PEOPLE, "pause": PAUSE}


@pytest.mark.parametrize("name", OF_THE_OFFICE)
async def test_a_conversation_of_the_coordinator_survives_a_death_at_every_step(stage: Stage, name: str) -> None:
    if name in {"change", "call off"}:
        await stage.announced()

    await _dies_at_every_step(stage, stage.office, OF_THE_OFFICE[name])


@pytest.mark.parametrize("name", OF_A_PARTNER)
async def test_a_conversation_of_a_partner_survives_a_death_at_every_step(stage: Stage, name: str) -> None:
    await stage.announced()

    await _dies_at_every_step(stage, stage.pup, OF_A_PARTNER[name])


async def _dies_at_every_step(stage: Stage, person: Person, turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        since = max(person.chat.by_id, default=0)
        await dies_before_replying(stage, person, turn(person))
        assert any(turn.then in text for text in _said(person, since)), f"{turn}\n{person.chat.described(4)}"


def _said(person: Person, since: int) -> list[str]:
    """What the bot has said or edited after a message, with the words on its buttons."""
    newer = [message for message in person.chat.from_bot if message.id > since or message.edited]
    return [text for message in newer for text in (message.text, *message.words)]


@pytest.mark.thorough
async def test_a_coordination_that_ended_at_a_death_is_told_and_the_command_menu_follows(stage: Stage) -> None:
    second = await stage.narada.coordinator("drugi koordynator")
    await stage.say(stage.office, "/partnerzy")
    await stage.press(stage.office, wording("button-coordinators"), wording("button-end", name=second.name))
    since = max(stage.office.chat.by_id)

    await dies_before_replying(stage, stage.office, stage.office.press(wording("button-coordinator-end-sure")))

    ended = wording("coordinator-ended", name=second.name, partnership=PARTNERSHIP)
    assert any(ended in text for text in _said(stage.office, since))
    assert len(await stage.narada.letters("CoordinationEnded")) == 1
    assert "nowe" not in [command["command"] for command in second.commands]


async def test_a_meeting_announced_at_a_death_is_announced_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.scheduler.delivery.CALM", 0.0)
    await stage.say(stage.office, f"/nowe {LINE}")

    await dies_before_replying(stage, stage.office, stage.office.press("Ogłoś"))
    await stage.narada.move(timedelta(minutes=1))  # letters that were cut off, too, are tried again after a pause

    async with stage.narada.db.snapshot() as store:
        assert await store.meetings.get(1) is not None
        assert await store.meetings.get(2) is None
    for partner in stage.partners:
        cards = [message for message in partner.chat.from_bot if "Bez odpowiedzi: 4" in message.text]
        assert len(cards) == 1


async def test_a_partner_invited_at_a_death_is_one_partner_with_one_working_link(stage: Stage) -> None:
    await stage.say(stage.office, "/zapros")

    await dies_before_replying(stage, stage.office, stage.office.say("Gmina Luzino; publiczny"))

    async with stage.narada.db.snapshot() as store:
        assert len(await store.invitations.open(1, now=stage.narada.clock())) == 1


async def test_the_question_in_whose_name_is_asked_again_after_a_death(stage: Stage) -> None:
    await stage.narada.arrive(stage.parish, await stage.narada.invite(stage.office, "Fundacja z Gdyni"))
    await stage.announced()

    await dies_before_replying(stage, stage.parish, stage.parish.press("Będę"))

    assert "Fundacja z Gdyni" in stage.parish.chat.last.words


async def test_an_answer_given_at_a_death_counts_once_and_the_press_is_answered(stage: Stage) -> None:
    await stage.announced()

    await dies_before_replying(stage, stage.pup, stage.pup.press("Będę"))

    for person in stage.everybody:
        assert "Będzie: 1" in stage.shown(person, "Bez odpowiedzi: 3")
    async with stage.narada.db.snapshot() as store:
        (kept,) = (await store.rsvps.of_meeting(1)).values()
    assert kept.changes == 1
    assert PUP in stage.shown(stage.pup, "Będzie: 1")
