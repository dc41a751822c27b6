"""Bad input while a report is asked for and filled in: a sentence, or a text that stays a text; nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO

import openpyxl
import pytest

from sandbox import Person
from tests.bad_input.town import Town, pressed, reply
from tests.stories.conftest import PUP

pytestmark = pytest.mark.asyncio(loop_scope="module")

BEGUN = "zapisane wcześniej"
TOO_BIG = bytes(20 * 1024 * 1024 + 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was sent to everybody, and two who speak for the same partner; the first question is answered."""

    town: Town
    request_id: int
    office: Person
    first: Person
    second: Person

    async def told(self, act: Callable[[], Awaitable[object]], person: Person | None = None) -> str:
        """What the bot says last to whoever did that."""
        text = (await reply(person or self.first, act)).text
        await self.town.narada.settled()
        return text

    async def press(self, person: Person, *words: str) -> str:
        """The last thing that is shown after these buttons."""
        for each in words:
            await self.town.narada.press(person, each)
        return person.chat.last.text

    @property
    def kept(self) -> list[str]:
        """The answers in the store, in the order of their questions."""
        query = "SELECT json_extract(value, '$.text') FROM report_answers WHERE request_id = ? ORDER BY question"
        return [text for (text,) in self.town.rows(query, self.request_id)]


Act = Callable[[Asked], Awaitable[str]]


def typed(text: str) -> Act:
    return lambda asked: asked.told(lambda: asked.first.say(text))


def filed(name: str, content: bytes) -> Act:
    return lambda asked: asked.told(lambda: asked.first.send_file(name, content))


async def sent_while_the_other_goes_on(asked: Asked) -> str:
    """Both see the whole report; one corrects it in the instant in which the other sends it. The first of them wins."""
    await asked.told(lambda: asked.first.say("15"))
    await pressed(asked.second, f"rep:{asked.request_id}")
    await asked.town.narada.settled()
    await asked.press(asked.first, "2")
    await asyncio.gather(
        asked.first.say("16"),
        asked.second.press("Wyślij raport"),
    )
    await asked.town.narada.settled()
    if "Tymczasem" in asked.second.chat.last.text:
        await asked.press(asked.second, "Wyślij raport")
    return asked.second.chat.last.text


async def withdrawn_meanwhile(asked: Asked) -> str:
    await pressed(asked.office, f"req:{asked.request_id}:withdraw_sure")
    await asked.town.narada.settled()
    return await asked.told(lambda: asked.first.say("15"))


def in_the_sheet(text: str) -> Act:
    """The report is sent with that answer; what its cell holds, and of which type it is."""

    async def act(asked: Asked) -> str:
        await asked.told(lambda: asked.first.say(text))
        await asked.press(asked.first, "Wyślij raport")
        await pressed(asked.office, f"req:{asked.request_id}:xlsx")
        await asked.town.narada.settled()
        file = asked.office.chat.last.document
        assert file is not None
        everything = openpyxl.load_workbook(BytesIO(file.bytes)).worksheets[0]
        (cell,) = (row[6] for row in everything.iter_rows() if row[0].value == PUP)
        return f"{cell.value} {cell.data_type}"

    return act


NUMBER, DAY, FILE, TEXT = "Ile osób? [osoby]", "Kiedy? [data]", "Lista [plik]", "Wnioski"
LINES: dict[str, tuple[str, Act, str]] = {
    "about 15": (NUMBER, typed("ok. 15"), "bez „około”. Na przykład: 15"),
    "a number with a space and a comma": (NUMBER, typed("1 200,50"), "1\u00a0200,5"),
    "a negative number": (NUMBER, typed("\u22123"), "nie może być ujemna"),
    "digits of another script": (NUMBER, typed("\u0661\u0662"), "to nie liczba"),
    "a date outside the period": (DAY, typed("12.05.2027"), "nie należy do okresu raportu: 1 kwietnia 2027"),
    "a file of the wrong kind": (FILE, filed("wirus.exe", b"MZ"), "nie można przyjąć"),
    "a file too big": (FILE, filed("film.pdf", TOO_BIG), "jest za duży"),
    "a file where a number is asked": (NUMBER, filed("lista.pdf", b"%PDF"), "Tutaj potrzebny jest tekst"),
    "a text where a file is asked": (FILE, typed("wyślę jutro"), "potrzebny jest plik"),
    "begun by one, sent by another at the same instant": (NUMBER, sent_while_the_other_goes_on, "Raport wysłany"),
    "withdrawn while being filled in": (NUMBER, withdrawn_meanwhile, "Biuro partnerstwa wycofało prośbę"),
    "a formula": (TEXT, in_the_sheet("=2+2"), "=2+2 s"),
    "an old formula": (TEXT, in_the_sheet("@x"), "@x s"),
    "a telephone number": (TEXT, in_the_sheet("+48 58 677"), "+48 58 677 s"),
}


@pytest.mark.parametrize("name", LINES)
async def test_what_is_wrong_about_a_report_gets_a_sentence_and_loses_nothing(name: str, town: Town) -> None:
    question, act, words = LINES[name]
    asked = await _asked(town, question)

    assert words in await act(asked)

    assert asked.kept[0] == BEGUN


async def _asked(town: Town, question: str) -> Asked:
    office = town.anybody()
    await reply(office, lambda: office.say(f"/prosba Raport; 21.05.2027 12:00; Uwagi; {question}"))
    await town.narada.press(office, "Wyślij")
    request_id = town.number("SELECT max(id) FROM report_requests")
    asked = Asked(town, request_id, office, next(town.pups), next(town.pups))
    await pressed(asked.first, f"rep:{request_id}")
    await town.narada.settled()
    await asked.told(lambda: asked.first.say(BEGUN))
    return asked
