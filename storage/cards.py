"""Where each meeting's card stands in each chat, and which of them no longer show how things are."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, case, exists, or_, select, tuple_, update

from bot.domain.letters import ShownCard
from storage.news import News
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import Moment, cards, meetings

UNKNOWN = -1  # less than any version of a meeting or an announcement
_COLUMNS = ("meeting_id", "chat_id", "person_id", "message_id", "digest", "shown_version", "file_sent")


class Cards(Rows):
    async def get(self, meeting_id: int, chat_id: int) -> ShownCard | None:
        row = (await self._run(_ONE, {"of_meeting": meeting_id, "in_chat": chat_id})).first()
        return _card(row) if row else None

    async def of_meeting(self, meeting_id: int) -> list[ShownCard]:
        return [
            _card(row) for row in await self._connection.execute(select(cards).where(cards.c.meeting_id == meeting_id))
        ]

    async def put(self, card: ShownCard) -> None:
        """This message is the chat's card of the meeting from now on.

        It may show less than the meeting's other cards do: while it was on its way they were all brought up to date.
        """
        values: dict[str, Any] = {name: getattr(card, name) for name in _COLUMNS}
        values |= {"owner": None, "lease_until": None, "edit_after": None}
        await self._put(cards, ("meeting_id", "chat_id"), values)
        await self._run(_AT_MOST, {"of_meeting": card.meeting_id, "at_version": card.shown_version})

    async def all_shown(self, edits: Iterable[tuple[ShownCard, str, int, datetime | None]]) -> None:
        """These messages show this much now: (card, digest, version, edit_after).

        A card that has moved to another message meanwhile is left alone. One that somebody else has edited meanwhile
        counts as behind: nobody knows whose edit came last to Telegram, and an older text might stay for good.
        """
        values = [
            {
                "of_meeting": card.meeting_id,
                "in_chat": card.chat_id,
                "of_message": card.message_id,
                "from_version": card.shown_version,
                "at_version": version,
                "new_digest": digest,
                "not_before": edit_after,
            }
            for card, digest, version, edit_after in edits
        ]
        if values:
            await self._run(_ALL_SHOWN, values)

    async def presume(
        self, meeting_id: int, chat_id: int, *, version: int, edited_until: datetime | None = None
    ) -> ShownCard | None:
        """Count the chat's card as up to date: whoever changed the meeting edits it right after this commit.

        What it shows is not known until then, and nobody else edits it before `edited_until` (real time): of two edits
        under way at once nobody knows which comes last. None when the chat has no card of the meeting.
        """
        place = {"of_meeting": meeting_id, "in_chat": chat_id}
        row = (await self._run(_PRESUME, {**place, "at_version": version, "not_before": edited_until})).first()
        return _card(row) if row else None

    async def fall_behind(self, card: ShownCard, *, at_once: bool) -> None:
        """Count the card as out of date, so that the keeper edits it, and its meeting with it.

        `at_once` when nobody else has an edit of it under way.
        """
        free = {"edit_after": None} if at_once else {}
        await self._connection.execute(
            update(cards)
            .where(cards.c.meeting_id == card.meeting_id, cards.c.chat_id == card.chat_id)
            .values(shown_version=card.shown_version - 1, **free)
        )
        await self._connection.execute(
            update(meetings)
            .where(meetings.c.id == card.meeting_id, meetings.c.shown_version >= card.shown_version)
            .values(shown_version=card.shown_version - 1)
        )
        await self._tell(News.CARDS)

    async def note_file(self, meeting_id: int, chat_id: int) -> None:
        """The chat took the meeting's .ics file, and gets it again when the meeting changes."""
        await self._connection.execute(
            update(cards).where(cards.c.meeting_id == meeting_id, cards.c.chat_id == chat_id).values(file_sent=True)
        )

    async def some_behind(self) -> bool:
        """Whether some card may be out of date, by one look into an index that is empty when none is."""
        query = select(exists().where(meetings.c.shown_version < meetings.c.version))
        return bool((await self._connection.execute(query)).scalar())

    async def behind_meetings(self) -> list[int]:
        """Meetings of which some card may be out of date."""
        query = select(meetings.c.id).where(meetings.c.shown_version < meetings.c.version)
        return list((await self._connection.execute(query)).scalars())

    async def caught_up(self) -> list[int]:
        """Meetings that count as out of date though every card of theirs is true by now."""
        return [row.id for row in await self._run(_CAUGHT_UP)]

    async def behind(self, *, now: datetime, limit: int, but_not: Collection[int] = ()) -> list[ShownCard]:
        """Cards that show less than their meeting's version and may be edited now, in none of the given chats.

        `now` is real time. Those whose person has just pressed come first.
        """
        asked = {"now": now, "most": limit, "busy": list(but_not)}
        return [_card(row) for row in await self._connection.execute(_BEHIND, asked)]

    async def claim(
        self, chosen: Collection[ShownCard], *, now: datetime, owner: str, lease_until: datetime
    ) -> list[ShownCard]:
        """Take those of the cards that nobody else has taken meanwhile, or is about to edit, or is just writing to."""
        place, places = (
            tuple_(cards.c.meeting_id, cards.c.chat_id),
            [(card.meeting_id, card.chat_id) for card in chosen],
        )
        free = or_(cards.c.lease_until.is_(None), cards.c.lease_until <= now)
        rested = or_(cards.c.edit_after.is_(None), cards.c.edit_after <= now)  # its reader may have pressed meanwhile
        still = select(cards.c.meeting_id, cards.c.chat_id).where(place.in_(places), free, rested)
        result = await self._connection.execute(
            update(cards)
            .where(place.in_(still.with_for_update(skip_locked=True)))
            .values(owner=owner, lease_until=lease_until)
            .returning(*(cards.c[name] for name in _COLUMNS), cards.c.edit_after)
        )
        # A fresh card may be edited at any time, too, but what it shows is known.
        return [replace(_card(row), awaited=row.edit_after is None and not row.digest) for row in result]

    async def doubt(self, dead: Collection[str], *, until: datetime) -> None:
        """What owners that died were editing counts as behind, and is edited again, but not before that moment.

        Their last edits may still be on their way, and would arrive after one that is made now.
        """
        doubted = await self._connection.execute(
            update(cards)
            .where(cards.c.owner.in_(list(dead)))
            .values(owner=None, lease_until=None, shown_version=UNKNOWN, digest="", edit_after=until)
            .returning(cards.c.meeting_id)
        )
        those = {row.meeting_id for row in doubted}
        await self._connection.execute(update(meetings).where(meetings.c.id.in_(those)).values(shown_version=UNKNOWN))

    async def let_go(self, card: ShownCard, *, until: datetime | None) -> None:
        """Give a claimed card back; not to be edited before `until`."""
        await self._connection.execute(
            update(cards)
            .where(cards.c.meeting_id == card.meeting_id, cards.c.chat_id == card.chat_id)
            .values(owner=None, lease_until=None, edit_after=until)
        )

    async def forget(self, card: ShownCard) -> None:
        """The message is gone or can't be edited: there is no card in that chat any more."""
        await self._connection.execute(
            cards.delete().where(
                cards.c.meeting_id == card.meeting_id,
                cards.c.chat_id == card.chat_id,
                cards.c.message_id == card.message_id,
            )
        )

    async def in_chat(self, chat_id: int) -> list[ShownCard]:
        return [_card(row) for row in await self._connection.execute(select(cards).where(cards.c.chat_id == chat_id))]


_NOW = bindparam("now", type_=Moment)
_SOME_BEHIND = exists().where(cards.c.meeting_id == meetings.c.id, cards.c.shown_version < meetings.c.version)
_CAUGHT_UP = Prepared(select(meetings.c.id).where(meetings.c.shown_version < meetings.c.version, ~_SOME_BEHIND))
_BEHIND = (
    select(cards)
    .join(meetings, cards.c.meeting_id == meetings.c.id)
    .where(
        meetings.c.shown_version < meetings.c.version,
        cards.c.shown_version < meetings.c.version,
        or_(cards.c.lease_until.is_(None), cards.c.lease_until <= _NOW),
        or_(cards.c.edit_after.is_(None), cards.c.edit_after <= _NOW),
        cards.c.chat_id.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(case((cards.c.edit_after.is_(None), 0), else_=1), cards.c.edit_after)
    .limit(bindparam("most", type_=Integer))
)
_ONE = Prepared(
    select(cards).where(cards.c.meeting_id == bindparam("of_meeting"), cards.c.chat_id == bindparam("in_chat"))
)
_PRESUME = Prepared(
    update(cards)
    .where(cards.c.meeting_id == bindparam("of_meeting"), cards.c.chat_id == bindparam("in_chat"))
    .values(shown_version=bindparam("at_version"), digest="", edit_after=bindparam("not_before"))
    .returning(*(cards.c[name] for name in _COLUMNS))
)
_AT_MOST = Prepared(
    update(meetings)
    .where(meetings.c.id == bindparam("of_meeting"), meetings.c.shown_version > bindparam("at_version"))
    .values(shown_version=bindparam("at_version"))
)
_ALL_SHOWN = Prepared(
    update(cards)
    .where(
        cards.c.meeting_id == bindparam("of_meeting"),
        cards.c.chat_id == bindparam("in_chat"),
        cards.c.message_id == bindparam("of_message"),
    )
    .values(
        digest=case((cards.c.shown_version == bindparam("from_version"), bindparam("new_digest")), else_=""),
        shown_version=case((cards.c.shown_version == bindparam("from_version"), bindparam("at_version")), else_=0),
        owner=None,
        lease_until=None,
        edit_after=bindparam("not_before"),
    )
)


def _card(row: Any) -> ShownCard:
    return ShownCard(**{name: getattr(row, name) for name in _COLUMNS})
