"""Half-finished conversations, one a chat."""

import logging
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from bot.domain.dialogs import Dialog, DialogKind, Ended, Step
from storage.rows import Rows
from storage.schema import dialogs

log = logging.getLogger(__name__)

CLOSED = "closed"  # the row stays for its serial, by which buttons of ended dialogs are known


class Dialogs(Rows):
    async def get(self, chat_id: int) -> Dialog | None:
        """The chat's open dialog; none when its row is not ours, so that the person can begin another."""
        query = select(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.kind != CLOSED)
        row = (await self._connection.execute(query)).first()
        try:
            return _dialog(row) if row else None
        except (TypeError, ValueError) as error:
            log.warning("a dialog that cannot be read is passed over (%s)", type(error).__name__)
            return None

    async def open(self, dialog: Dialog) -> Dialog:
        """Begin a dialog in place of whatever the chat was about; it gets the chat's next serial."""
        query = select(dialogs.c.serial).where(dialogs.c.chat_id == dialog.chat_id)
        earlier = (await self._connection.execute(query)).scalar() or 0
        numbered = replace(dialog, serial=earlier + 1)
        await self._put(dialogs, ("chat_id",), _values(numbered))
        return numbered

    async def save(self, dialog: Dialog) -> None:
        await self._connection.execute(
            update(dialogs).where(dialogs.c.chat_id == dialog.chat_id).values(_values(dialog))
        )

    async def close(self, chat_id: int, ended: Ended | None = None) -> None:
        """End the chat's dialog and forget what was typed. What came of it is kept, until the next one opens."""
        outcome = {"kind": ended.kind.value, "facts": dict(ended.facts)} if ended is not None else {}
        await self._connection.execute(
            update(dialogs).where(dialogs.c.chat_id == chat_id).values(kind=CLOSED, draft=outcome, trail=[])
        )

    async def ended(self, chat_id: int) -> Ended | None:
        """What came of the chat's last dialog, if that has ended with an effect."""
        query = select(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.kind == CLOSED)
        row = (await self._connection.execute(query)).first()
        if row is None or not row.draft:
            return None
        try:
            return Ended(kind=DialogKind(row.draft["kind"]), serial=row.serial, facts=dict(row.draft["facts"]))
        except (TypeError, ValueError, LookupError) as error:
            log.warning("what came of a dialog cannot be read (%s)", type(error).__name__)
            return None


def _values(dialog: Dialog) -> dict[str, Any]:
    return {
        "chat_id": dialog.chat_id,
        "serial": dialog.serial,
        "person_id": dialog.person_id,
        "partnership_id": dialog.partnership_id,
        "kind": dialog.kind,
        "step": dialog.step,
        "draft": dict(dialog.draft),
        "trail": [step.value for step in dialog.trail],
        "updated_at": dialog.updated_at,
    }


def _dialog(row: Any) -> Dialog:
    return Dialog(
        chat_id=row.chat_id,
        serial=row.serial,
        person_id=row.person_id,
        partnership_id=row.partnership_id,
        kind=DialogKind(row.kind),
        step=Step(row.step),
        draft=dict(row.draft),
        trail=tuple(Step(step) for step in row.trail),
        updated_at=row.updated_at,
    )
