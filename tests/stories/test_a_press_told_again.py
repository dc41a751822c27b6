"""A button whose effect is stored and whose reply is lost: how things are is told again, and nothing else is touched.

Telegram cuts off the replies, or does not answer; at that moment the process dies. The next one finds the effect in the
store. What stands in the chat and is needed (an announcement, the account of its copies) stays there.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.policy import policy_of
from bot.handlers.resumed import TELLING
from bot.usecases import announcements
from bot.views.callback_data import Verb
from sandbox import Message, Person
from sandbox.journal import Outcome
from tests.stories.announcing import TEXT, account, copies, half_sent, send
from tests.stories.conftest import CARITAS, OFFICE, PARISH, Stage, wording
from tests.stories.test_a_report import ask, summary_of
from tests.stories.test_a_restored_store import RESTORED_AT, chooses, restored, yesterday

# A process that dies closes nothing. What is found open in this one belongs to the dead.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

READ = wording("button-read")
MENU = wording("menu-title")
REPLIES = ("sendMessage", "editMessageText", "sendPhoto")
FOR_EVER = 600.0  # seconds: longer than any process of these stories lives


@pytest.fixture(autouse=True)
def nothing_left_for_later_stories() -> Iterator[None]:
    yield
    gc.collect()


async def cut_off(stage: Stage, person: Person, *words: str) -> None:
    """The person presses; the process dies with the reply, and another one comes."""
    *way, last = words
    await stage.press(person, *way)
    telegram = stage.narada.telegram
    heard, faults = len(telegram.journal), telegram.faults
    rules = [faults.cut(times=None, method=method) for method in REPLIES]
    await _killed_when(stage, lambda: _replied(stage, person, heard), person.press(last))
    for rule in rules:
        faults.withdraw(rule)
    await _begun_anew(stage)


async def unanswered(stage: Stage, person: Person, *words: str) -> None:
    """The person presses and sees the effect; the process dies before it knows that the press was answered."""
    *way, last = words
    await stage.press(person, *way)
    await _killed_unanswered(stage, person, last)
    await _begun_anew(stage)


async def _killed_unanswered(stage: Stage, person: Person, words: str) -> None:
    heard, faults = len(stage.narada.telegram.journal), stage.narada.telegram.faults
    slow = faults.slow(FOR_EVER, method="answerCallbackQuery")
    await _killed_when(stage, lambda: bool(_pending(stage, heard)), person.press(words))
    if slow is not None:
        faults.withdraw(slow)


async def _killed_when(stage: Stage, it_is_time: Callable[[], bool], act: Awaitable[object]) -> None:
    await act
    async with asyncio.timeout(10):
        while not it_is_time():  # noqa: ASYNC110 - a journal has no event
            await asyncio.sleep(0.005)
    await stage.narada.kill()


async def _begun_anew(stage: Stage) -> None:
    await stage.narada.start()
    await stage.narada.settled()


def _replied(stage: Stage, person: Person, heard: int) -> bool:
    cut = stage.narada.telegram.journal.select(after=heard, chat_id=person.id, outcome=Outcome.CUT)
    return any(entry.method in REPLIES for entry in cut)


def _pending(stage: Stage, heard: int) -> list[object]:
    return list(stage.narada.telegram.journal.select("answerCallbackQuery", after=heard, outcome=Outcome.PENDING))


Dies = Callable[..., Awaitable[None]]
DEATHS: dict[str, Dies] = {"cut off": cut_off, "unanswered": unanswered}


@pytest.fixture(params=DEATHS)
def dies(request: pytest.FixtureRequest) -> Dies:
    return DEATHS[request.param]


# --- announcements: the account goes on being one


async def test_stopped_the_account_says_stopped_and_goes_on_from_there(stage: Stage, dies: Dies) -> None:
    await half_sent(stage)
    following = the_account(stage)

    await dies(stage, stage.office, "Zatrzymaj")
    await stage.narada.move(timedelta(minutes=5))

    assert "Zatrzymane: wysłano 2 z 4" in following.text
    await stage.press(stage.office, "Wyślij pozostałym")
    assert "Wysłane: 4 z 4" in following.text
    assert [len(copies(partner)) for partner in stage.partners] == [1, 1, 1, 1]


async def test_sent_to_the_others_everybody_has_one_copy_and_the_account_says_so(stage: Stage, dies: Dies) -> None:
    await half_sent(stage)
    following = the_account(stage)
    await stage.press(stage.office, "Zatrzymaj")

    await dies(stage, stage.office, "Wyślij pozostałym")
    await stage.narada.move(timedelta(minutes=5))

    assert "Wysłane: 4 z 4" in following.text
    assert all(copies(partner) for partner in stage.partners)


async def test_stopped_again_by_a_press_of_before_nothing_is_that_others_have_let_go_on(stage: Stage) -> None:
    second = await stage.narada.coordinator("druga osoba z koordynacji")
    await half_sent(stage)
    await _killed_unanswered(stage, stage.office, "Zatrzymaj")
    policy = policy_of(stage.narada.settings)
    await announcements.go_on(stage.narada.db, second.id, 1, policy, now=stage.narada.clock())

    await _begun_anew(stage)
    await stage.narada.move(timedelta(minutes=5))

    assert "Wysłane: 4 z 4" in account(stage)


async def test_taken_back_the_account_says_so(stage: Stage, dies: Dies) -> None:
    await send(stage)

    await dies(stage, stage.office, "Wycofaj", "Tak, wycofaj")
    await stage.narada.move(timedelta(minutes=5))

    assert "Wycofane" in account(stage)
    assert not any(copies(partner) for partner in stage.partners)


async def test_asked_for_the_right_text_the_account_stays_beside_the_question(stage: Stage, dies: Dies) -> None:
    await send(stage)
    following = the_account(stage)

    await dies(stage, stage.office, "Popraw")

    assert "Wysłane: 4 z 4" in following.text
    assert stage.office.chat.containing(wording("ask-correction")) is not None


async def test_a_copy_that_was_read_still_says_what_it_said(stage: Stage, dies: Dies) -> None:
    await send(stage, TEXT, "Poproś o potwierdzenie")
    (copy,) = copies(stage.caritas)

    await dies(stage, stage.caritas, READ)

    assert copy.text == TEXT
    assert copy.words == [f"✅ {READ}"]
    assert "Potwierdziły organizacje: 1 z 4" in account(stage)


async def test_a_copy_that_was_read_and_then_taken_back_says_that_it_was_taken_back(stage: Stage) -> None:
    await send(stage, TEXT, "Poproś o potwierdzenie")
    (copy,) = copies(stage.caritas)
    await _killed_unanswered(stage, stage.caritas, READ)
    await announcements.withdraw(stage.narada.db, stage.office.id, 1, now=stage.narada.clock())

    await _begun_anew(stage)

    assert "To ogłoszenie zostało wycofane" in copy.text


async def test_the_menu_opened_from_an_account_stands_below_it(stage: Stage) -> None:
    await half_sent(stage)
    following = the_account(stage)

    await stage.press(stage.office, MENU)
    await stage.narada.move(timedelta(minutes=5))

    assert "Wysłane: 4 z 4" in following.text
    assert stage.office.chat.last.text.startswith(MENU)


def the_account(stage: Stage) -> Message:
    found = stage.office.chat.containing("📢 Ogłoszenie")
    assert found is not None
    return found


# --- everything else that is done with one button


@dataclass(frozen=True, slots=True)
class Told:
    """Who presses what, and what must be read afterwards."""

    presses: tuple[str, ...]
    then: str
    says: str = ""
    by: str = "office"


BUTTONS = {
    "noted for a partner": Told(
        (wording("button-roll"), wording("button-behalf"), CARITAS, wording("behalf-yes")),
        wording("roll-on-behalf", name=OFFICE),
    ),
    "reminders off": Told((wording("settings-turn-off"),), wording("settings-reminders-off"), "/ustawienia", "pup"),
    "in English": Told(("English",), wording("settings-title", "en"), "/ustawienia", "pup"),
    "a new address": Told((wording("button-feed-renew"),), wording("feed-person"), "/kalendarz", "pup"),
    "no address": Told((wording("button-feed-withdraw"),), wording("feed-withdrawn"), "/kalendarz", "pup"),
    "another sector": Told(
        (PARISH, wording("button-sector"), wording("sector-business")),
        wording("entry-sector", sector=wording("sector-business")),
        "/partnerzy",
    ),
    "a deputy invited": Told((PARISH, "Zaproś zastępstwo"), "https://t.me/narada_bot?start=", "/partnerzy"),
    "no longer a partner": Told((PARISH, wording("button-leave"), wording("button-leave-sure")), CARITAS, "/partnerzy"),
    "no longer speaking": Told(
        (PARISH, wording("button-end", name="przedstawiciel parafii")), wording("entry-outside"), "/partnerzy"
    ),
    "erased": Told((wording("button-erase"), wording("button-erase-sure")), wording("erased"), "/moje_dane", "pup"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", BUTTONS)
async def test_what_a_button_has_done_is_told_again(stage: Stage, dies: Dies, name: str) -> None:
    told = BUTTONS[name]
    person: Person = getattr(stage, told.by)
    if told.says:
        await stage.say(person, told.says)
    else:
        await stage.announced()

    await dies(stage, person, *told.presses)

    assert told.then in person.chat.last.text, person.chat.described(4)


async def test_somebody_who_has_agreed_is_welcomed_and_has_the_commands(stage: Stage, dies: Dies) -> None:
    link = await stage.link_from(PARISH, "Zaproś zastępstwo")
    person = stage.narada.telegram.person("zastępczyni z parafii")
    await person.open(link)
    await person.sees(wording("button-agree"))

    await dies(stage, person, wording("button-agree"))

    assert person.chat.last.text.startswith(wording("welcome"))
    assert person.commands


async def test_an_invitation_taken_back_stays_taken_back(stage: Stage, dies: Dies) -> None:
    link = await stage.link_from(PARISH, "Zaproś zastępstwo")

    await dies(stage, stage.office, wording("button-withdraw"))

    assert wording("invitation-withdrawn") in stage.office.chat.last.text
    stranger = stage.narada.telegram.person("ktoś")
    await stranger.open(link)
    await stage.narada.settled()
    assert wording("button-agree") not in stranger.chat.last.words


async def test_a_request_taken_back_is_shown_as_taken_back(stage: Stage, dies: Dies) -> None:
    await ask(stage)
    await summary_of(stage)

    await dies(stage, stage.office, "Wycofaj prośbę", "Tak, wycofaj")

    assert wording("request-is-withdrawn") in stage.office.chat.last.text
    assert len(await stage.narada.letters("ReportNoLongerNeeded")) == 4


async def test_a_report_begun_stands_at_its_first_question(stage: Stage, dies: Dies) -> None:
    await ask(stage)

    await dies(stage, stage.pup, "Wypełnij")

    assert "Ile osób skorzystało ze wsparcia?" in stage.pup.chat.last.text
    await stage.say(stage.pup, "15")
    assert "Czy odbyły się szkolenia?" in stage.pup.chat.last.text


async def test_what_was_held_and_dropped_is_gone_from_the_list(stage: Stage, tmp_path: Path, dies: Dies) -> None:
    path = await yesterday(stage, tmp_path)
    await stage.narada.move(RESTORED_AT)
    await restored(stage, path)
    await chooses(stage, "Wszystkie (")
    drop = next(words for words in stage.office.chat.last.words if words.startswith("Odrzuć ("))

    await dies(stage, stage.office, drop)

    assert wording("held-nothing") in stage.office.chat.last.text


OPENS_A_DIALOG = {Verb.DIALOG, Verb.NOTE, Verb.SUBSTITUTE, Verb.CHANGE, Verb.CALL_OFF}
CHANGES_NOTHING = {Verb.NOTICE, Verb.MENU, Verb.WHICH, Verb.MEETINGS, Verb.MEETING, Verb.FILE, Verb.ROLL}


def test_of_every_button_it_is_known_what_to_tell_again() -> None:
    assert set(TELLING) == set(Verb) - OPENS_A_DIALOG - CHANGES_NOTHING
