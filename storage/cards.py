"""Where each meeting's card stands in each chat, and which of them no longer show how things are."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update

from bot.domain.letters import ShownCard
from storage.rows import Rows
from storage.schema import cards, meetings

_COLUMNS = ("meeting_id", "chat_id", "person_id", "message_id", "digest", "shown_version", "file_sent")


class Cards(Rows):
    async def get(self, meeting_id: int, chat_id: int) -> ShownCard | None:
        query = select(cards).where(cards.c.meeting_id == meeting_id, cards.c.chat_id == chat_id)
        row = (await self._connection.execute(query)).first()
        return _card(row) if row else None

    async def of_meeting(self, meeting_id: int) -> list[ShownCard]:
        return [
            _card(row) for row in await self._connection.execute(select(cards).where(cards.c.meeting_id == meeting_id))
        ]

    async def put(self, card: ShownCard) -> None:
        """This message is the chat's card of the meeting from now on."""
        values: dict[str, Any] = {name: getattr(card, name) for name in _COLUMNS}
        values |= {"owner": None, "lease_until": None, "edit_after": None}
        await self._put(cards, ("meeting_id", "chat_id"), values)

    async def shown(self, card: ShownCard, *, digest: str, version: int, edit_after: datetime | None = None) -> None:
        """The message shows this much now. A card that has moved to another message meanwhile is left alone."""
        await self._connection.execute(
            update(cards)
            .where(
                cards.c.meeting_id == card.meeting_id,
                cards.c.chat_id == card.chat_id,
                cards.c.message_id == card.message_id,
                cards.c.shown_version <= version,
            )
            .values(digest=digest, shown_version=version, owner=None, lease_until=None, edit_after=edit_after)
        )

    async def note_file(self, meeting_id: int, chat_id: int) -> None:
        """The chat took the meeting's .ics file, and gets it again when the meeting changes."""
        await self._connection.execute(
            update(cards).where(cards.c.meeting_id == meeting_id, cards.c.chat_id == chat_id).values(file_sent=True)
        )

    async def behind_meetings(self) -> list[int]:
        """Meetings of which some card may be out of date."""
        query = select(meetings.c.id).where(meetings.c.shown_version < meetings.c.version)
        return list((await self._connection.execute(query)).scalars())

    async def take_behind(
        self, meeting_id: int, *, now: datetime, owner: str, lease_until: datetime, limit: int
    ) -> list[ShownCard]:
        """Claim cards that show less than their meeting's version. `now` and the lease are real time."""
        version = select(meetings.c.version).where(meetings.c.id == meeting_id).scalar_subquery()
        free = or_(cards.c.lease_until.is_(None), cards.c.lease_until <= now)
        ready = or_(cards.c.edit_after.is_(None), cards.c.edit_after <= now)
        chosen = (
            select(cards.c.chat_id)
            .where(and_(cards.c.meeting_id == meeting_id, cards.c.shown_version < version, free, ready))
            .limit(limit)
        )
        result = await self._connection.execute(
            update(cards)
            .where(cards.c.meeting_id == meeting_id, cards.c.chat_id.in_(chosen))
            .values(owner=owner, lease_until=lease_until)
            .returning(*(cards.c[name] for name in _COLUMNS))
        )
        return [_card(row) for row in result]

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


def _card(row: Any) -> ShownCard:
    return ShownCard(**{name: getattr(row, name) for name in _COLUMNS})
