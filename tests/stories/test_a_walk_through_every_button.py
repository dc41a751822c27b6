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
from tests.stories.conftest import CAST, OFFICE, Stage, wording
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
    "ask-organisation": "Zespół Szkół; publiczny\nZwiązek; prywatny",
    "ask-list": "Zespół Szkół; publiczny",
    "ask-new-name": "Urząd Pracy",
    "ask-pause": "20.05.2027",
    "ask-text": "Newsletter",
    "ask-correction": "Newsletter 2",
    "ask-name": "Team",
    "ask-at": "19.05.2027 13:00",
    "ask-newcomers": "21.05.2027",
}
NAMES = (
    *(PARTNERSHIP, OFFICE, "Polski", "Zespół Szkół", "Związek", "Urząd Pracy", "Ośrodek Kursów"),
    "Zapoznałem się",  # in the preview of an announcement, for those who read Polish
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
    opener: dict[int, str] = field(default_factory=dict)  # what opened the dialog of that serial

    _seen: tuple[int, dict[str, tuple[Message, Step]]] = field(default=(-1, {}))  # by the version of the chat

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
        """Take that step, after those that led to it: from the nearest in sight, else once more from the menu."""
        way = [key]
        while self.before[way[0]]:
            way.insert(0, self.before[way[0]])
        visible = self._visible()
        near = max((at for at, step in enumerate(way) if step in visible), default=0)
        if await self._go(way[near:]):
            return
        await self.stage.say(self.person, "/start")
        if not await self._go(way):
            self.given_up.append(key)

    async def _go(self, way: list[str]) -> bool:
        for step in way:  # one after another: where a step fails, the next has nothing to stand on
            if not await self._take(step):
                return False
        return True

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
        version = self.person.chat.version
        if self._seen[0] != version:
            found: dict[str, tuple[Message, Step]] = {}
            newest_last = self.person.chat.from_bot
            asking = max(newest_last, key=lambda message: (_serial(message), message.id))
            for message in reversed(newest_last):
                for step in self._steps(message, opened_by, asks=message is asking):
                    found.setdefault(step.key, (message, step))
            self._seen = (version, found)
        return self._seen[1]

    def _steps(self, message: Message, opened_by: str, *, asks: bool) -> Iterator[Step]:
        """The steps from one message, without the buttons of a dialog that no longer `asks` anything there."""
        for data in _pressable(message):
            if not _of_another_language(data, self.language) and (asks or not data.startswith("d:")):
                yield Step(self._key(data, message, opened_by), data=data)
        if asks and _serial(message):
            for question, answer in TYPED.items():
                if wording(question, self.language) in message.text:
                    yield Step(f"{self.opener[_serial(message)]} > say {question}", typed=answer)

    def _key(self, data: str, message: Message, opened_by: str) -> str:
        plain = re.sub(ONE_OF_MANY, "#", data)
        if not plain.startswith("d:"):
            return plain
        opener = self.opener.setdefault(_serial(message), opened_by)
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


def _pressable(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row if button.data]


def _serial(message: Message) -> int:
    """Of the dialog to which the message belongs; 0 for every other message."""
    return next((int(data.split(":")[1]) for data in _pressable(message) if data.startswith("d:")), 0)


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
    for name in sorted(NAMES, key=len, reverse=True):
        said = said.replace(name, "")
    ours = {part for part in fragments(Language.POLISH) - fragments(language) if len(part) >= FRAGMENT}
    return re.search("[ąćęłńśźżĄĆĘŁŃŚŹŻ]", said) is not None or any(part in said for part in ours)


async def walked(stage: Stage, person: Person, language: Language) -> Walk:
    """A walk in that language, through a partnership with a meeting."""
    await stage.announced(MEETING)
    await stage.say(person, "/ustawienia")
    await stage.press(person, wording("language-own-name", language))
    begun = stage.narada.telegram.journal.select()[-1].number
    walk = Walk(stage, person, language.value, begun=begun)
    await walk.walk()
    return walk


def is_well(walk: Walk, language: Language) -> None:
    """Nothing was out of reach, nothing a button offered was refused, and nothing was said in another language."""
    assert walk.given_up == []
    if language is not Language.POLISH:
        assert [said for said in walk.said() if polish(said, language)] == []


def refused(walk: Walk) -> list[str]:
    """What was refused, but for what is rightly said of the buttons of a conversation that has ended."""
    ended = {wording(f"refusal-{name}", walk.language) for name in ("nothing-to-cancel", "question-gone")}
    return [toast.text for toast in walk.person.toasts if toast.alert and toast.text not in ended]


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
