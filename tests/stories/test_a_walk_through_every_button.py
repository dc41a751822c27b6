"""Every button that can be reached from the menu, pressed once: by the office and by a partner, in every language.

Buttons are told apart by what they send, ids left out; what cannot be taken back is pressed last. What the bot said on
the way is read from Telegram's journal, because a message that was edited no longer shows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import pytest
from fluent.syntax import FluentParser
from fluent.syntax.visitor import Visitor

from bot.domain.meetings import Kind
from bot.domain.people import Language
from bot.views import texts as texts_folder
from sandbox import Message, Person
from tests.stories.conftest import CAST, OFFICE, PUP, Stage, wording
from tests.support.service import PARTNERSHIP

MOST_STEPS = 400
MEETING = "Kick-off; 20.05.2027 10:00-12:00; Wejherowo"
TYPED = {
    "ask-title": "Seminar",
    "ask-when": "27.05.2027",
    "ask-hour": "10:00",
    "ask-place": "Luzino",
    "ask-description": "Agenda",
    "ask-deadline": "19.05.2027 12:00",
    "ask-deadline-hour": "12:00",
    "ask-reason": "ill",
    "ask-note": "late",
    "ask-substitute": "N. N.",
    "ask-people": "5",
    "ask-organisation": "Gmina Luzino; publiczny\nBank; prywatny",
    "ask-list": "Gmina Luzino; publiczny",
    "ask-new-name": "Urząd Pracy",
    "ask-pause": "20.05.2027",
    "ask-text": "Newsletter",
    "ask-correction": "Newsletter 2",
    "ask-name": "Team",
    "ask-at": "19.05.2027 13:00",
    "ask-newcomers": "21.05.2027",
}
DATA = (
    PARTNERSHIP,
    OFFICE,
    "Polski",
    "Zapoznałem się",  # in the preview of an announcement, for those who read Polish
    *TYPED.values(),
    *(name for organisation, _, title in CAST for name in (organisation, title)),
)
LAST = (
    "erase_sure",
    "leave_sure",
    ":end:",
    "withdraw",
    "off:",
    "d:#:go",
    "d:#:later",
    "d:#:cancel",
)  # of all: the first
FRAGMENT = 10  # letters of a sentence that is looked for in the other languages
OF_EVERYBODY = {"menu", "m", "ics", "feed", "set", "data"}
OF_THE_OFFICE = OF_EVERYBODY | {"roll", "for", "chg", "off", "org", "inv", "ann", "read"}
OF_A_PARTNER = OF_EVERYBODY | {"r", "n", "note", "sub"}
# Ids, and values of which one stands for all: the kind of a meeting, a sector, an hour.
ONE_OF_MANY = rf"\d+|(?<=:pick:)(?:{'|'.join(Kind)})$|(?<=:sector:)\w+$"


@dataclass(frozen=True, slots=True)
class Step:
    """A press or a typed answer; `key` is the same for all that differ by an id alone."""

    key: str
    data: str | None = None
    typed: str = ""


@dataclass
class Walk:
    stage: Stage
    person: Person
    language: str
    begun: int  # the number in the journal
    done: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)  # by which step a step was first seen
    opener: dict[str, str] = field(default_factory=dict)  # what opened the dialog of that serial

    async def walk(self) -> None:
        await self.stage.say(self.person, "/start")
        self._look("")
        for _ in range(MOST_STEPS):
            waiting = [key for key in self.before if key not in self.done and key not in self.given_up]
            if not waiting:
                return
            visible = self._visible()
            await self._reach(min(waiting, key=lambda key: (_rank(key), key not in visible)))
        raise AssertionError(f"there is always one more: {waiting}")

    async def _reach(self, key: str) -> None:
        """Take that step, after those that led to it as far as they are out of sight."""
        way = [key]
        while key not in self._visible() and (key := self.before[key]):
            way.append(key)
        if not key:
            await self.stage.say(self.person, "/start")
        for step in reversed(way):
            if not await self._take(step):
                self.given_up.append(way[0])
                return

    async def _take(self, key: str) -> bool:
        found = self._visible().get(key)
        if found is None:
            return False
        message, step = found
        if step.typed:
            await self.stage.say(self.person, step.typed)
        else:
            await (await self.person.press(data=step.data, message=message)).answered()
            await self.stage.narada.settled()
        if key not in self.done:
            self.done.append(key)
        self._look(key)
        return True

    def _look(self, key: str) -> None:
        for seen in self._visible(opened_by=key):
            self.before.setdefault(seen, key)

    def _visible(self, opened_by: str = "") -> dict[str, tuple[Message, Step]]:
        """What can be pressed or typed now, the newest message first."""
        found: dict[str, tuple[Message, Step]] = {}
        for message in reversed(self.person.chat.from_bot):
            for step in self._steps(message, opened_by):
                found.setdefault(step.key, (message, step))
        return found

    def _steps(self, message: Message, opened_by: str) -> Iterator[Step]:
        pressable = [button.data for row in message.buttons for button in row if button.data]
        for data in pressable:
            if not _of_another_language(data, self.language) and not self._of_an_earlier_dialog(data):
                yield Step(self._key(data, message, opened_by), data=data)
        cancel = next((data for data in pressable if re.fullmatch(r"d:\d+:cancel", data)), None)
        if cancel is not None and not self._of_an_earlier_dialog(cancel):
            for question, answer in TYPED.items():
                if wording(question, self.language) in message.text:
                    yield Step(f"{self.opener[cancel.split(':')[1]]} > say {question}", typed=answer)

    def _of_an_earlier_dialog(self, data: str) -> bool:
        """Whether another dialog has taken the place of the one that this button belongs to."""
        return data.startswith("d:") and int(data.split(":")[1]) < max(
            (int(serial) for serial in self.opener), default=0
        )

    def _key(self, data: str, message: Message, opened_by: str) -> str:
        plain = re.sub(ONE_OF_MANY, "#", data)
        if not plain.startswith("d:"):
            return plain
        opener = self.opener.setdefault(data.split(":")[1], opened_by)
        if "pick" in plain or "cancel" in plain:
            return f"{opener} > {plain}"
        return f"{message.text.splitlines()[0]} > {plain}"

    def said(self) -> Iterator[str]:
        """Everything the bot said to this person: texts, captions, buttons, file names and what popped up."""
        yield from (toast.text for toast in self.person.toasts)
        for entry in self.stage.narada.telegram.journal.select(chat_id=self.person.id, outcome="ok"):
            if entry.number > self.begun:
                yield from _texts(entry.parameters)


def _texts(parameters: dict[str, Any]) -> Iterator[str]:
    yield from (str(parameters[name]) for name in ("text", "caption", "commands") if name in parameters)
    yield from (value.name for value in parameters.values() if hasattr(value, "mime"))
    markup = parameters.get("reply_markup") or "{}"
    keyboard = (orjson.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    yield from (button["text"] for row in keyboard for button in row)


def _rank(key: str) -> int:
    return next((len(LAST) - at for at, part in enumerate(LAST) if part in key), 0)


def _of_another_language(data: str, language: str) -> bool:
    return data.startswith("set:language:") and data != f"set:language:{language}"


class _Fragments(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_TextElement(self, node: Any) -> None:  # noqa: N802  # Fluent's name
        self.found |= {line.strip() for line in node.value.splitlines()}


@cache
def fragments(language: Language) -> frozenset[str]:
    """The parts of all sentences of a language that stand between their facts."""
    visitor = _Fragments()
    for file in files(texts_folder).joinpath(language.value).iterdir():
        visitor.visit(FluentParser().parse(file.read_text("utf-8")))
    return frozenset(visitor.found)


def polish(said: str, language: Language) -> bool:
    """Whether Polish is left in it, apart from names and what people typed."""
    for name in sorted(DATA, key=len, reverse=True):
        said = said.replace(name, "")
    ours = {part for part in fragments(Language.POLISH) - fragments(language) if len(part) >= FRAGMENT}
    return re.search("[ąćęłńśźżĄĆĘŁŃŚŹŻ]", said) is not None or any(part in said for part in ours)


async def walked(stage: Stage, person: Person, language: Language) -> Walk:
    """A walk in that language, through a partnership with a meeting."""
    await stage.say(person, "/ustawienia")
    await stage.press(person, wording("language-own-name", language))
    begun = stage.narada.telegram.journal.select()[-1].number
    walk = Walk(stage, person, language.value, begun=begun)
    await stage.announced(MEETING)
    await walk.walk()
    return walk


def is_well(walk: Walk, language: Language) -> None:
    """Nothing was out of reach, nothing a button offered was refused, and nothing was said in another language."""
    assert walk.given_up == []
    if language is not Language.POLISH:
        assert [said for said in walk.said() if polish(said, language)] == []


def refused(walk: Walk) -> list[str]:
    return [toast.text for toast in walk.person.toasts if toast.alert]


def verbs(walk: Walk) -> set[str]:
    """What the pressed buttons send, as far as they are no dialog's."""
    return {key.split(":")[0] for key in walk.done if " > " not in key}


@pytest.mark.parametrize("language", list(Language))
async def test_the_office_can_press_everything_and_is_answered_in_its_language(
    stage: Stage, language: Language
) -> None:
    walk = await walked(stage, stage.office, language)

    is_well(walk, language)
    assert refused(walk) == [wording("refusal-last-coordinator", language, partnership=PARTNERSHIP)]
    assert verbs(walk) == OF_THE_OFFICE


@pytest.mark.parametrize("language", list(Language))
async def test_a_partner_can_press_everything_and_is_answered_in_their_language(
    stage: Stage, language: Language
) -> None:
    walk = await walked(stage, stage.pup, language)

    is_well(walk, language)
    assert refused(walk) == []
    assert verbs(walk) == OF_A_PARTNER
