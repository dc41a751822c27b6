"""Somebody who tries everything that can be pressed or typed, and finds the ways to it alone.

Steps are told apart by what they send, ids left out: of a hundred buttons that differ by an id one stands for all.
After each step the walk remembers what it led to; the next is the nearest that was never taken, what cannot be undone
last.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

import orjson

from bot.domain.meetings import Kind
from bot.domain.people import Language, Sector
from bot.domain.reports import QuestionKind
from bot.domain.rsvps import Answer
from bot.views.commands import ALIASES, Command, slash
from sandbox import Message, Person
from tests.stories.conftest import Stage, wording

MOST_STEPS = 600
TRIES = 6  # for a step that was seen once and is not where it was expected
ANSWERS: dict[str, str | bytes] = {
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
    "ask-request_title": "Report 2",
    "ask-report_deadline": "28.05.2027 12:00",
    "ask-questions": "Online? [tak/nie]\nPeople [liczba]",
    "ask-question_text": "Online lessons?",
    "ask-new_question": "Hours [liczba]",
    "ask-unit": "h",
    "ask-choices": "A\nB",
    "ask-period": "1.04.2027 - 30.06.2027",
    "report-hint-text": "ok",
    "report-hint-number": "15",
    "report-hint-date": "12.04.2027",
    "report-hint-file": b"%PDF-1.4",
}
"""What is typed, or sent as a file, where that is asked."""

REPORT = "rep:#"
HINTS = tuple(f"report-hint-{kind}" for kind in QuestionKind)

# The further down, the later.
LAST = ("off:", "withdraw", ":end:", "leave_sure", ":sure", "erase_sure")
# These end a conversation: whatever else can be done in it comes first.
ENDING = ("d:#:go", "d:#:later", "d:#:cancel")
# Ids, and values of which one stands for all: the kind of a meeting, a sector, a period, how long before, an answer.
ONE_OF_MANY = (
    rf"\d+[dh]?|(?<=:pick:)(?:{'|'.join((*Kind, *Sector, *Answer, 'silent'))})$|(?<=:pick:)\w+_(?:month|before)$"
    r"|(?<=^held:)\w+"
    r"|(?<=:sector:)\w+$"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A press, or a typed or sent answer; `key` is the same for all that differ by an id alone."""

    key: str
    data: str = ""
    sent: str | bytes = ""


@dataclass
class Walk:
    """One person's way through everything, in one language."""

    stage: Stage
    person: Person
    language: Language
    wanted: Callable[[str], bool] = lambda about: True  # for what a step is about; the others are only ways to it
    done: set[str] = field(default_factory=set)  # of equal steps one
    given_up: list[str] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)  # the data, ids and all
    sent: set[str] = field(default_factory=set)

    _known: dict[str, int] = field(default_factory=dict)  # every step that was ever in sight, and when first
    _leads: dict[str, set[str]] = field(default_factory=dict)  # what was in sight after a step
    _tries: dict[str, int] = field(default_factory=dict)
    _opener: dict[int, str] = field(default_factory=dict)  # what opened the dialog of that serial
    _ended: set[int] = field(default_factory=set)  # serials of cancelled dialogs
    _seen: tuple[int, dict[str, tuple[Message | None, Step]]] = field(default=(-1, {}))  # by the version of the chat

    async def walk(self) -> None:
        """Take every step once; what cannot be reached again is in `given_up`."""
        self._look("")
        for _ in range(MOST_STEPS):
            way = self._next()
            if not way:
                return
            await self._go(way)
            if self._tries.get(way[-1], 0) == TRIES // 2:
                await self._look_around()
        raise AssertionError(f"there is always one more: {self._waiting()}")

    async def take(self, beginning: str) -> None:
        """Press what sends data that begin so."""
        assert await self._take(next(key for key in self._visible() if key.startswith(beginning)))

    async def _look_around(self) -> None:
        """Send the commands once more: what they show has changed since."""
        for command in self._commands():
            if self.wanted(_about(command)):
                await self._take(command)

    def _waiting(self) -> list[str]:
        return [key for key in self._known if _equal(key) not in self.done and key not in self.given_up]

    def _next(self) -> list[str]:
        """The way to the nearest step that was never taken; of several, the one that came in sight last."""
        costs, before = self._ways()
        waiting = self._waiting()
        near = [key for key in waiting if key in costs]
        if not near:
            for key in waiting:
                self._fails(key)
            return [slash(Command.START, self.language)] if waiting else []
        way = [min(near, key=lambda key: (_rank(key), costs[key] + _patience(key), -self._known[key]))]
        while way[0] in before:
            way.insert(0, before[way[0]])
        return way

    def _ways(self) -> tuple[dict[str, float], dict[str, str]]:
        """How far every step is from here, and what comes before it on the way (Dijkstra 1959)."""
        costs: dict[str, float] = {}
        before: dict[str, str] = {}
        queue = [(_cost(key), key, "") for key in self._visible()]
        queue.sort()
        while queue:
            cost, key, came = heappop(queue)
            if key in costs:
                continue
            costs[key] = cost
            if came:
                before[key] = came
            for led in self._leads.get(key, ()):
                if led not in costs:
                    heappush(queue, (cost + _cost(led), led, key))
        return costs, before

    async def _go(self, way: list[str]) -> None:
        """One step after another: where one is not where it was expected, the next has nothing to stand on."""
        for came, key in zip(["", *way], way, strict=False):
            if not await self._take(key):
                self._leads.get(came, set()).discard(key)
                self._fails(way[-1])
                return

    def _fails(self, key: str) -> None:
        self._tries[key] = self._tries.get(key, 0) + 1
        if self._tries[key] >= TRIES and _equal(key) not in self.done:
            self.given_up.append(key)

    async def _take(self, key: str) -> bool:
        found = self._visible().get(key)
        if found is None:
            return False
        opens, before = self._opens(*found), self._edits()
        await self._act(*found)
        self.done.add(_equal(key))
        self._look(opens)
        after = self._edits()
        changed = {message_id for message_id, edited in after.items() if before.get(message_id) != edited}
        fresh = {one for one, (at, _) in self._visible().items() if at is not None and at.id in changed}
        self._leads.setdefault(key, set()).update(fresh)
        return True

    def _edits(self) -> dict[int, int]:
        """How often each message has been edited."""
        return {message.id: message.edited for message in self.person.chat.from_bot}

    def _opens(self, message: Message | None, step: Step) -> str:
        """What a conversation that this step begins is known by: in all its parts, and from the menu or a command."""
        if " > " in step.key and message is not None:
            return self._opener[_serial(message)]
        return _about(step.key)

    async def _act(self, message: Message | None, step: Step) -> None:
        if step.data:
            self.pressed.add(step.data)
            if step.data.endswith(":cancel") and message is not None:
                self._ended.add(_serial(message))
            await (await self.person.press(data=step.data, message=message)).answered()
        elif isinstance(step.sent, bytes):
            await self.person.send_file("list.pdf", step.sent)
        else:
            self.sent.add(step.sent)
            await self.person.say(step.sent)
        narada = self.stage.narada
        # Within a conversation nothing is sent that the scheduler would have to see to, until it is confirmed.
        await (narada.stored() if " > " in step.key and ":go" not in step.key else narada.settled())

    def _look(self, key: str) -> None:
        for seen in self._visible(opened_by=key):
            if self.wanted(_about(seen)):
                self._known.setdefault(seen, len(self._known))

    def _visible(self, opened_by: str = "") -> dict[str, tuple[Message | None, Step]]:
        """What can be pressed or typed now, the newest message first."""
        version = self.person.chat.version
        if self._seen[0] != version:
            found: dict[str, tuple[Message | None, Step]] = {}
            newest_last = self.person.chat.from_bot
            last = max(newest_last, key=lambda message: (_serial(message), message.id))
            asking = last if _serial(last) not in self._ended else None
            for message in reversed(newest_last):
                for step in self._steps(message, opened_by, asks=message is asking):
                    found.setdefault(step.key, (message, step))
            found |= {command: (None, Step(command, sent=command)) for command in self._commands()}
            self._seen = (version, found)
        return self._seen[1]

    def _commands(self) -> Iterator[str]:
        return (slash(command, self.language) for command in Command)

    def _steps(self, message: Message, opened_by: str, *, asks: bool) -> Iterator[Step]:
        """The steps from one message, without the buttons of a dialog that no longer `asks` anything there."""
        for row in message.buttons:
            for button in row:
                if button.data and not self._foreign(button.data) and (asks or not button.data.startswith("d:")):
                    yield Step(self._key(button.data, button.text, message, opened_by), data=button.data)
        if asks and _serial(message):
            for question, answer in ANSWERS.items():
                if self._says(question) in message.text:
                    yield Step(f"{self._opener[_serial(message)]} > {question}", sent=answer)

    def _says(self, question: str) -> str:
        facts = {"period": ""} if question == "report-hint-date" else {}
        return wording(question, self.language, **facts).strip()

    def _key(self, data: str, words: str, message: Message, opened_by: str) -> str:
        plain = re.sub(ONE_OF_MANY, "#", data)
        if not plain.startswith("d:"):
            return plain
        opener = self._opener.setdefault(_serial(message), opened_by)
        if plain.endswith(":cancel"):
            return f"{opener} > {plain}"
        if plain.endswith(":go"):  # what it does depends on what it says: send, plan, send at once
            return f"{opener} > {plain} {re.sub(r'[0-9]+', '#', words)}"
        asked = self._question(message)
        if opener == REPORT and ":pick:" in plain and asked not in HINTS:  # each number is another kind of question
            plain = data.partition(":pick:")[2]
        return f"{opener} > {asked} > {plain}"

    def _question(self, message: Message) -> str:
        """The kind of a report's question, else the first line that is the question's own."""
        for hint in HINTS:
            if self._says(hint) in message.text:
                return hint
        resumed = wording("dialog-resumed", self.language)
        first = next(line for line in message.text.splitlines() if line.strip() and line != resumed)
        return re.sub(r"[0-9]+|[„“].*[“”]", "#", first)

    def _foreign(self, data: str) -> bool:
        """Whether it would change the language."""
        return data.startswith("set:language:") and data != f"set:language:{self.language}"


def said(person: Person, stage: Stage, since: int) -> Iterator[str]:
    """Everything the bot said to somebody since that number of the journal.

    Texts, captions, buttons, file names, commands and what popped up: read from Telegram's journal, because a message
    that was edited no longer shows it.
    """
    yield from (toast.text for toast in person.toasts)
    for entry in stage.narada.telegram.journal.select(chat_id=person.id, outcome="ok"):
        if entry.number > since:
            yield from _texts(entry.parameters)


def _texts(parameters: dict[str, Any]) -> Iterator[str]:
    yield from (str(parameters[name]) for name in ("text", "caption", "commands") if name in parameters)
    yield from (value.name for value in parameters.values() if hasattr(value, "mime"))
    markup = parameters.get("reply_markup") or "{}"
    keyboard = (orjson.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    yield from (button["text"] for row in keyboard for button in row)


def _about(key: str) -> str:
    """The press with which it began; a command stands for the button of the menu that opens the same."""
    first = key.partition(" > ")[0]
    command = ALIASES.get(first.removeprefix("/"))
    return f"menu:{command}" if command else first.replace(f"{REPORT}:#", REPORT)


def _equal(key: str) -> str:
    """The same for steps that do the same in every conversation: back and skip at one question, and giving up.

    Whoever gives up a report is told that the answers stay; elsewhere nothing stays.
    """
    if key.endswith((":back", ":skip")):
        return key.partition(" > ")[2]
    return key.partition(" > ")[2] if key.endswith(":cancel") and not key.startswith(REPORT) else key


def _rank(key: str) -> int:
    return max((at for at, part in enumerate(LAST, 1) if part in key), default=0)


def _patience(key: str) -> float:
    """How much later or sooner than others as near: a question of a report can be skipped until it is answered."""
    return 5 if any(part in key for part in ENDING) else -0.5 * key.endswith(":skip")


def _cost(key: str) -> float:
    """Of a step that stands on the way to another: what cannot be undone is no way to anything else."""
    return 1 + 0.5 * key.startswith("/") + 2 * any(part in key for part in ENDING) + 100 * (_rank(key) > 0)


def _serial(message: Message) -> int:
    """Of the dialog to which the message belongs; 0 for every other message."""
    datas = (button.data for row in message.buttons for button in row if button.data)
    return next((int(data.split(":")[1]) for data in datas if data.startswith("d:")), 0)
