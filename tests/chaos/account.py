"""Settling up at the end: what people pressed and saw, against what the store and the journal say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.letters import Status
from bot.domain.rsvps import Rsvp
from sandbox.journal import Entry, Outcome
from tests.chaos.killing import Kill
from tests.chaos.load import Load
from tests.support.crowd import Partner

TITLE = re.compile(r"(?:Narada|Ogłoszenie) nr \d{4}")
KINDS = {  # by how their text begins; a silent card without such a beginning is the announcement
    "Zmiana spotkania": "MeetingChanged",
    "🔔 Prosimy": "AnswerReminder",
    "🔔 Przypominamy": "MeetingReminder",
}
TOLD, FOLLOWED = "AnnouncementMade", "📢"
CUT, IN_FLIGHT = "its answer was cut", "in flight at a kill"
COUNTED = {"yes": "Będzie", "no": "Nie będzie", "maybe": "Może"}

Key = tuple[int, str, str]  # chat, title of the meeting or the announcement, kind of notice


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
    shown: dict[tuple[int, int], int]  # the message that is the card, by meeting and chat
    accounts: dict[tuple[int, int], int] = field(default_factory=dict)  # the same of announcements that are followed

    def pressed_otherwise(self) -> list[str]:
        """Presses that do not count exactly once: the last one stands, and every one of them was a change."""
        return [
            f"meeting {meeting_id}, {partner.person}: pressed {pressed}, kept {found}"
            for partner, meeting_id, pressed, found in self._presses()
            if found != (pressed[-1], len(pressed))
        ]

    def lost_presses(self) -> int:
        """Presses that had no effect."""
        return sum(max(0, len(pressed) - found[1]) for _, _, pressed, found in self._presses())

    def repeated_presses(self) -> int:
        """Effects beyond one for each press."""
        return sum(max(0, found[1] - len(pressed)) for _, _, pressed, found in self._presses()) + len(self.invented())

    def invented(self) -> list[str]:
        """Answers of those who never pressed."""
        pressed = {(m, p.organisation_id) for p in self.load.partners for m in p.pressed}
        kept = {(meeting_id, each) for meeting_id, rsvps in self.answers.items() for each in rsvps}
        return [f"meeting {m}, organisation {o}" for m, o in sorted(kept - pressed)]

    def lost(self) -> list[str]:
        """Notices that did not end well: neither in the chat they were for, nor skipped for a reason with a name."""
        return [f"{row}, arrived {self._arrived(row)}×" for row in self.rows if not self._ended_well(row)]

    def unexplained(self) -> list[str]:
        """Notices that came twice though the first copy was not in flight at a kill and had its answer, or that are not
        marked; and all that came three times."""
        rows = {row.key: row for row in self.rows}
        wrong = [f"{key} came {len(entries)}×" for key, entries in self.copies.items() if len(entries) > 2]
        for key, entries in self.twice():
            row = rows.get(key)
            if row is None or not row.possibly_twice or self.why_twice(entries[0]) is None:
                apart = round(entries[1].started - entries[0].started, 1)
                wrong.append(f"{row or key} came twice, {apart} s apart, {self._shown(entries[0])}")
        return wrong

    def twice(self) -> list[tuple[Key, list[Entry]]]:
        """The notices that came twice."""
        return [(key, entries) for key, entries in self.copies.items() if len(entries) == 2]

    def why_twice(self, first: Entry) -> str | None:
        """What the journal says of the first copy; None when it says that once was enough."""
        if first.outcome is Outcome.CUT:
            return CUT
        return IN_FLIGHT if any(kill.caught(first) for kill in self.kills) else None

    def arrived(self) -> int:
        """Notices that reached their chats, each counted once."""
        return len(self.copies)

    def given_up(self) -> int:
        """Notices that were cut off twice: either copy may have arrived, and a third would be one too many."""
        return sum(row.status == Status.FAILED and row.possibly_twice for row in self.rows)

    def untold(self) -> list[str]:
        """People whose chat does not show a meeting they should have heard of."""
        return [
            f"{partner.person}: {self.load.meetings[number].title}"
            for number, partner in self._invited()
            if partner.person.chat.containing(self.load.meetings[number].title) is None
        ]

    def not_reminded(self) -> list[str]:
        """Those who never answered a meeting of this week must be asked; those who come must be reminded."""
        wrong = []
        for number, partner in self._invited():
            meeting = self.load.meetings[number]
            pressed = partner.pressed.get(meeting.id)
            if not self.load.near(number) or (pressed is not None and pressed[-1] == "no"):
                continue
            kind = "AnswerReminder" if pressed is None else "MeetingReminder"
            if not self.copies.get((partner.person.id, meeting.title, kind)):
                wrong.append(f"{partner.person}: {kind}, {meeting.title}, answered {pressed}")
        return wrong

    def untrue_cards(self) -> list[str]:
        """Cards that do not show the answers as they are.

        Of a card in doubt twice nobody knows which message it is: it is brought up to date by its first press.
        """
        unknown = {(row.key[0], row.key[1]) for row in self.rows if row.status == Status.FAILED}
        wrong = []
        for number, partner in self._invited():
            meeting, chat = self.load.meetings[number], partner.person.chat
            if (chat.id, meeting.title) in unknown:
                continue
            message = chat.by_id.get(self.shown.get((meeting.id, chat.id), 0))
            words = self._words_of(number)
            missing = words if message is None else [each for each in words if each not in message.text]
            if missing:
                wrong.append(f"{partner.person}, {meeting.title}: {missing} not in {message and message.text!r}")
        return wrong

    def followed(self) -> int:
        """Accounts of announcements that coordinators have opened."""
        return sum(len(follower.followed) for follower in self.load.followers)

    def untrue_accounts(self) -> list[str]:
        """Accounts that do not say how many copies have arrived."""
        wrong = []
        for follower in self.load.followers:
            for announcement_id in follower.followed:
                title, chat = self.load.told[announcement_id], follower.person.chat
                ends = [row.status for row in self.rows if row.key[1] == title]
                wanted = [title, f"Wysłane: {ends.count(Status.SENT)} z {len(ends)}"]
                message = chat.by_id.get(self.accounts.get((announcement_id, chat.id), 0))
                if message is None or not all(words in message.text for words in wanted):
                    wrong.append(f"{follower.person}: {wanted} not in {message and message.text!r}")
        return wrong

    def wrong(self) -> list[str]:
        """Everything that is wrong."""
        return [
            *self.pressed_otherwise(),
            *self.invented(),
            *self.lost(),
            *self.unexplained(),
            *self.untold(),
            *self.not_reminded(),
            *self.untrue_cards(),
            *self.untrue_accounts(),
        ]

    def _presses(self) -> Iterator[tuple[Partner, int, list[str], tuple[str, int]]]:
        """Who pressed what about which meeting, and what was kept of it: the answer and how many changes."""
        for partner in self.load.partners:
            for meeting_id, pressed in partner.pressed.items():
                rsvp = self.answers[meeting_id].get(partner.organisation_id)
                yield partner, meeting_id, pressed, ("", 0) if rsvp is None else (rsvp.answer.value, rsvp.changes)

    def _invited(self) -> Iterator[tuple[int, Partner]]:
        """Every meeting's number with each partner of its town."""
        for number in self.load.meetings:
            for partner in self.load.crowds[self.load.plan.town_of(number)].partners:
                yield number, partner

    def _words_of(self, number: int) -> list[str]:
        counts = Counter(rsvp.answer.value for rsvp in self.answers[self.load.meetings[number].id].values())
        moved = [self.load.moved[number]] if number in self.load.moved else []
        return [f"{word}: {counts[answer]}" for answer, word in COUNTED.items()] + moved

    def _arrived(self, row: Row) -> int:
        return len(self.copies.get(row.key, ()))

    def _ended_well(self, row: Row) -> bool:
        if row.status == Status.SKIPPED and row.reason:
            return True
        doubted_twice = row.status == Status.FAILED and row.possibly_twice
        return self._arrived(row) > 0 and (row.status == Status.SENT or doubted_twice)

    def _shown(self, entry: Entry) -> str:
        """What happened to it, for whoever looks for the fault."""
        finished = None if entry.finished is None else round(entry.finished - entry.started, 3)
        after = [round(kill.at - entry.started, 3) for kill in self.kills if kill.at > entry.started - 1]
        return f"request {entry.number}: {entry.outcome}, answered after {finished}, kills after {after[:3]}"


async def account(load: Load, kills: Sequence[Kill]) -> Account:
    """Read everything there is to know."""
    place = load.place
    titles = {meeting.id: meeting.title for meeting in load.meetings.values()}
    async with place.db.snapshot() as store:
        rows = [row for many in load.crowds for row in await store.outbox.account(many.partnership_id)]
        answers = {meeting_id: await store.rsvps.of_meeting(meeting_id) for meeting_id in titles}
        cards = [card for meeting_id in titles for card in await store.cards.of_meeting(meeting_id)]
        of_chats = [
            await store.announcements.account_in(announcement_id, follower.person.chat.id)
            for follower in load.followers
            for announcement_id in follower.followed
        ]
    found = [_row(row, titles, load.told) for row in rows if row.kind in {"MeetingAnnounced", TOLD, *KINDS.values()}]
    shown = {(card.meeting_id, card.chat_id): card.message_id for card in cards}
    accounts = {(each.announcement_id, each.chat_id): each.message_id for each in of_chats if each is not None}
    return Account(load, kills, found, _copies(place.journal), answers, shown, accounts)


def _row(row: Any, titles: dict[int, str], told: dict[int, str]) -> Row:
    title = told[row.facts["announcement_id"]] if row.kind == TOLD else titles[row.facts["meeting_id"]]
    return Row(row.id, (row.chat_id, title, row.kind), row.status, row.possibly_twice, row.last_error or "")


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
    if title is None or entry.chat_id is None or text.startswith(FOLLOWED):
        return None
    kind = next((kind for words, kind in KINDS.items() if text.startswith(words)), None)
    if title.group(0).startswith("Ogłoszenie"):
        kind = TOLD
    elif kind is None and entry.parameters.get("disable_notification"):
        kind = "MeetingAnnounced"  # announced at night, so without a sound; a card that answers a press has one
    return None if kind is None else (entry.chat_id, title.group(0), kind)
