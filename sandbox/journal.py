"""What was asked of the Bot API server, when, and what became of it.

Numbers start at 1 and rise with the moment of arrival, so reading on from a number and cutting at a moment are cheap
with any length.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sandbox.realtime import monotonic, wall_clock


class Outcome(StrEnum):
    """What the client could have learned from one request."""

    PENDING = "pending"  # not answered yet
    OK = "ok"  # an answer with ok: true was written
    ERROR = "error"  # an answer with ok: false was written
    CUT = "cut"  # the connection was closed without an answer


@dataclass(slots=True)
class Upload:
    """A file inside a request."""

    name: str
    content: bytes
    mime: str

    def as_json(self) -> dict[str, Any]:
        """Name, size in bytes and SHA-256, never the content."""
        return {"name": self.name, "size": len(self.content), "sha256": sha256(self.content).hexdigest()}


@dataclass(slots=True)
class Entry:
    """One request. Moments are seconds of CLOCK_MONOTONIC, comparable between the processes of one machine."""

    number: int
    method: str
    parameters: dict[str, Any]
    at: float  # Unix time of arrival
    started: float
    finished: float | None = None
    outcome: Outcome = Outcome.PENDING
    error_code: int | None = None
    description: str | None = None
    message_id: int | None = None  # the message it made or changed
    update_ids: tuple[int, ...] = ()  # what getUpdates handed out
    accepted: bool = False  # the request took effect, whether or not the client heard of it
    unheard_at: float | None = None  # the client died with the answer unread

    @property
    def chat_id(self) -> int | None:
        """The chat the request is about, when its parameters name one by number."""
        value = self.parameters.get("chat_id")
        try:
            return None if value is None else int(value)
        except (TypeError, ValueError):
            return None

    def note(self, result: Any) -> None:
        """It took effect. Only numbers are kept of the result: a long journal stays small."""
        self.accepted = True
        if isinstance(result, dict):
            self.message_id = result.get("message_id")
        elif isinstance(result, list) and self.method == "getUpdates":
            self.update_ids = tuple(update["update_id"] for update in result)

    def unheard(self) -> None:
        """The connection was reset: nobody has read the answer."""
        self.unheard_at = monotonic()

    def in_flight(self, at: float, grace: float = 0.0) -> bool:
        """Whether it had arrived, and the client did not have its answer (or had it for less than `grace` s)."""
        answered = self.finished if self.unheard_at is None else self.unheard_at
        return self.started <= at and (answered is None or answered + grace > at)

    def as_json(self) -> dict[str, Any]:
        """Everything, files by name, size and hash."""
        return {
            "number": self.number,
            "method": self.method,
            "parameters": {name: _shown(value) for name, value in self.parameters.items()},
            "at": self.at,
            "started": self.started,
            "finished": self.finished,
            "outcome": self.outcome,
            "error_code": self.error_code,
            "description": self.description,
            "accepted": self.accepted,
            "message_id": self.message_id,
            "update_ids": self.update_ids,
            "unheard_at": self.unheard_at,
        }


def _shown(value: Any) -> Any:
    return value.as_json() if isinstance(value, Upload) else value


class Journal:
    """Every request in order of arrival: `len()`, iteration and `[-1]` work as with a list."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __getitem__(self, index: int) -> Entry:
        return self._entries[index]

    def open(self, method: str, parameters: dict[str, Any]) -> Entry:
        """Note that a request has arrived."""
        entry = Entry(len(self._entries) + 1, method, parameters, wall_clock(), monotonic())
        self._entries.append(entry)
        return entry

    def select(
        self, method: str | None = None, *, after: int = 0, chat_id: int | None = None, outcome: str | None = None
    ) -> list[Entry]:
        """Requests of a method (any case) beyond a number, to a chat, with an outcome; None means any."""
        wanted = method.lower() if method else None
        return [
            entry
            for entry in self._entries[max(after, 0) :]
            if (wanted is None or entry.method.lower() == wanted)
            and (chat_id is None or entry.chat_id == chat_id)
            and (outcome is None or entry.outcome == outcome)
        ]

    def in_flight(self, at: float, *, grace: float = 0.0) -> list[Entry]:
        """Requests that had arrived at a CLOCK_MONOTONIC moment and were not answered yet.

        `grace`: also those answered at most so many seconds before; a client killed then may not have noted the answer.
        """
        arrived = bisect_right(self._entries, at, key=lambda entry: entry.started)
        return [entry for entry in self._entries[:arrived] if entry.in_flight(at, grace)]

    def counts(self) -> dict[str, int]:
        """How many requests of each method."""
        return dict(Counter(entry.method for entry in self._entries))

    def errors(self) -> list[Entry]:
        """Requests answered with ok: false, except getUpdates."""
        return [e for e in self._entries if e.outcome is Outcome.ERROR and e.method != "getUpdates"]
