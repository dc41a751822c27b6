"""Settling up after the kills: what people pressed and saw, against what the store and the journal say."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.letters import Status
from bot.domain.rsvps import Rsvp
from sandbox.journal import Entry, Outcome
from tests.kill.killing import Kill
from tests.kill.load import Load

TITLE = re.compile(r"Narada nr \d{3}")
KINDS = {  # by how their text begins; a silent card without such a beginning is the announcement
    "Zmiana spotkania": "MeetingChanged",
    "🔔 Prosimy": "AnswerReminder",
    "🔔 Przypominamy": "MeetingReminder",
}
COUNTED = {"yes": "Będzie", "no": "Nie będzie", "maybe": "Może"}

Key = tuple[int, str, str]  # chat, title of the meeting, kind of notice


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the outbox."""

    id: int
    key: Key
    status: str
    possibly_twice: bool
    reason: str


@dataclass
class Account:
    """Everything there is to know at the end. Each method names what is wrong; an empty list is the wish."""

    load: Load
    kills: Sequence[Kill]
    rows: list[Row]
    copies: dict[Key, list[Entry]]
    answers: dict[int, dict[int, Rsvp]]  # by meeting and organisation

    def miscounted(self) -> list[str]:
        """Presses that do not count exactly once: the last one stands, and every one of them was a change."""
        wrong = []
        for partner in self.load.crowd.partners:
            for meeting_id, pressed in partner.pressed.items():
                rsvp = self.answers[meeting_id].get(partner.organisation_id)
                found = None if rsvp is None else (rsvp.answer.value, rsvp.changes)
                if found != (pressed[-1], len(pressed)):
                    wrong.append(f"meeting {meeting_id}, {partner.person}: pressed {pressed}, kept {found}")
        return wrong

    def invented(self) -> list[str]:
        """Answers of those who never pressed."""
        pressed = {(m, p.organisation_id) for p in self.load.crowd.partners for m in p.pressed}
        kept = {(meeting_id, each) for meeting_id, rsvps in self.answers.items() for each in rsvps}
        return [f"meeting {m}, organisation {o}" for m, o in sorted(kept - pressed)]

    def lost(self) -> list[str]:
        """Notices that did not end well: neither in the chat they were for, nor skipped for a reason with a name."""
        wrong = []
        for row in self.rows:
            arrived = len(self.copies.get(row.key, ()))
            if row.status == Status.SKIPPED and row.reason:
                continue
            doubted_twice = row.status == Status.FAILED and row.possibly_twice
            if not arrived or not (row.status == Status.SENT or doubted_twice):
                wrong.append(f"{row}, arrived {arrived}×")
        return wrong

    def unexplained(self) -> list[str]:
        """Notices that came twice though the first copy was not in flight at a kill and had its answer, or that are not
        marked; and all that came three times."""
        rows = {row.key: row for row in self.rows}
        wrong = []
        for key, entries in self.copies.items():
            row = rows.get(key)
            marked = row is not None and row.possibly_twice
            if len(entries) > 2:
                wrong.append(f"{key} came {len(entries)}×")
            if len(entries) == 2 and not (row is not None and marked and self._doubtful(row, entries[0])):
                wrong.append(
                    f"{key} came twice, marked: {marked}, {_shown(entries[0])}; kills {self._around(entries[0])}"
                )
        return wrong

    def twice(self) -> int:
        """How many notices came twice."""
        return sum(len(entries) == 2 for entries in self.copies.values())

    def untold(self) -> list[str]:
        """People whose chat does not show a meeting they should have heard of."""
        return [
            f"{partner.person}: {meeting.title}"
            for partner in self.load.crowd.partners
            for meeting in self.load.crowd.meetings
            if partner.person.chat.containing(meeting.title) is None
        ]

    def not_reminded(self) -> list[str]:
        """Those who never answered a meeting of this week must be asked; those who come must be reminded."""
        wrong = []
        for partner in self.load.crowd.partners:
            for meeting in self.load.near:
                pressed = partner.pressed.get(meeting.id)
                kind = "AnswerReminder" if pressed is None else "MeetingReminder"
                if pressed is not None and pressed[-1] == "no":
                    continue
                if not self.copies.get((partner.person.id, meeting.title, kind)):
                    wrong.append(f"{partner.person}: {kind}, {meeting.title}, answered {pressed}")
        return wrong

    def untrue_cards(self, shown: dict[tuple[int, int], int]) -> list[str]:
        """Cards (message by meeting and chat) that do not show the answers as they are.

        Of a card in doubt twice nobody knows which message it is: it is brought up to date by its first press.
        """
        wrong = []
        unknown = {(row.key[0], row.key[1]) for row in self.rows if row.status == Status.FAILED}
        for meeting in self.load.crowd.meetings:
            counts = Counter(rsvp.answer.value for rsvp in self.answers[meeting.id].values())
            words = [f"{word}: {counts[answer]}" for answer, word in COUNTED.items()]
            if meeting.id in self.load.moved:
                words.append(self.load.moved[meeting.id])
            for partner in self.load.crowd.partners:
                chat = partner.person.chat
                if (chat.id, meeting.title) in unknown:
                    continue
                message = chat.by_id.get(shown.get((meeting.id, chat.id), 0))
                missing = words if message is None else [each for each in words if each not in message.text]
                if missing:
                    wrong.append(f"{partner.person}, {meeting.title}: {missing} not in {message and message.text!r}")
        return wrong

    def _doubtful(self, row: Row, entry: Entry) -> bool:
        if entry.outcome is Outcome.CUT or any(kill.caught(entry) for kill in self.kills):
            return True
        left = [kill for kill in self.kills if kill.left_unrecorded(row.id, entry)]
        return bool(left) and not self._followed(entry, left[0].at)

    def _followed(self, entry: Entry, until: float) -> bool:
        """Whether another letter went to that chat afterwards: then this one ought to have been recorded first."""
        return any(
            key[0] == entry.chat_id and any(entry.started < other.started < until for other in entries)
            for key, entries in self.copies.items()
        )

    def _around(self, entry: Entry) -> list[float]:
        return [round(kill.at - entry.started, 3) for kill in self.kills if abs(kill.at - entry.started) < 5]


async def account(load: Load, kills: Sequence[Kill]) -> tuple[Account, dict[tuple[int, int], int]]:
    """Read everything there is to know, and which message is each chat's card of each meeting."""
    place = load.crowd.place
    titles = {meeting.id: meeting.title for meeting in load.crowd.meetings}
    async with place.db.snapshot() as store:
        rows = [_row(row, titles) for row in await store.outbox.account(load.crowd.partnership_id)]
        answers = {meeting_id: await store.rsvps.of_meeting(meeting_id) for meeting_id in titles}
        cards = [card for meeting_id in titles for card in await store.cards.of_meeting(meeting_id)]
    shown = {(card.meeting_id, card.chat_id): card.message_id for card in cards}
    found = [row for row in rows if row is not None]
    return Account(load, kills, found, _copies(place.journal), answers), shown


def _row(row: Any, titles: dict[int, str]) -> Row | None:
    if row.kind not in {"MeetingAnnounced", *KINDS.values()}:
        return None
    key = (row.chat_id, titles[row.facts["meeting_id"]], row.kind)
    return Row(row.id, key, row.status, row.possibly_twice, row.last_error or "")


def _copies(journal: Any) -> dict[Key, list[Entry]]:
    """Every notice that reached a chat, once for each message. What answers a press directly is not one of them."""
    found: dict[Key, list[Entry]] = {}
    for entry in journal.select("sendMessage"):
        key = _key(entry) if entry.accepted else None
        if key is not None:
            found.setdefault(key, []).append(entry)
    return found


def _key(entry: Entry) -> Key | None:
    text = str(entry.parameters.get("text", ""))
    title = TITLE.search(text)
    if title is None or entry.chat_id is None:
        return None
    kind = next((kind for words, kind in KINDS.items() if text.startswith(words)), None)
    if kind is None:
        # Announced at night, so without a sound; a card that answers a press directly has one.
        kind = "MeetingAnnounced" if entry.parameters.get("disable_notification") else None
    return None if kind is None else (entry.chat_id, title.group(0), kind)


def _shown(entry: Entry) -> str:
    finished = None if entry.finished is None else round(entry.finished - entry.started, 3)
    return f"request {entry.number}: {entry.outcome}, answered after {finished}"
