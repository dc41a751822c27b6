"""Invitations: links that let their bearer join. Of a link its hash is kept, never the token."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from bot.domain.people import Invitation, Role
from storage.rows import Rows
from storage.schema import invitations


class Invitations(Rows):
    async def add(self, invitation: Invitation, token: str) -> Invitation:
        values = {column: getattr(invitation, column) for column in _INVITATION if column != "id"}
        await self._insert_new(invitations, {**values, "token_hash": hashed(token)})
        found = await self.by_token(token)
        assert found is not None
        return found

    async def by_token(self, token: str) -> Invitation | None:
        """The invitation with that token. It is looked up by hash, so the time it takes tells nothing of the token."""
        query = select(invitations).where(invitations.c.token_hash == hashed(token))
        row = (await self._connection.execute(query)).first()
        return _invitation(row) if row else None

    async def get(self, invitation_id: int) -> Invitation | None:
        row = (await self._connection.execute(select(invitations).where(invitations.c.id == invitation_id))).first()
        return _invitation(row) if row else None

    async def forget(self, *, before: datetime, limit: int) -> int:
        """Delete those that could not be used any more by that moment, at most so many; how many."""
        expired, withdrawn = invitations.c.expires_at < before, invitations.c.withdrawn_at < before
        old = select(invitations.c.id).where(or_(expired, withdrawn)).limit(limit)
        return (await self._connection.execute(delete(invitations).where(invitations.c.id.in_(old)))).rowcount

    async def open(self, partnership_id: int, *, now: datetime) -> list[Invitation]:
        query = select(invitations).where(
            invitations.c.partnership_id == partnership_id,
            invitations.c.withdrawn_at.is_(None),
            invitations.c.uses_left > 0,
            invitations.c.expires_at > now,
        )
        return [_invitation(row) for row in await self._connection.execute(query.order_by(invitations.c.id))]

    async def use(self, invitation_id: int) -> bool:
        """Take one use; False when none was left, for instance because somebody else was faster."""
        taken = await self._connection.execute(
            update(invitations)
            .where(invitations.c.id == invitation_id, invitations.c.uses_left > 0)
            .values(uses_left=invitations.c.uses_left - 1)
        )
        return taken.rowcount == 1

    async def withdraw(self, invitation_id: int, *, now: datetime) -> None:
        await self._connection.execute(
            update(invitations)
            .where(invitations.c.id == invitation_id, invitations.c.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        )


_INVITATION = tuple(column.name for column in invitations.c if column.name != "token_hash")


def hashed(secret: str) -> str:
    """What of a secret is kept and looked up: its SHA-256. The secrets are random, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _invitation(row: Any) -> Invitation:
    values = {name: getattr(row, name) for name in _INVITATION}
    return Invitation(**{**values, "role": Role(row.role)})
