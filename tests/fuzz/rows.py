"""Rows as an older or a foreign program could have left them, in tables that the service works through by itself."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Table, insert
from telegram import Bot

from bot.app import telegram as wire
from bot.domain.dialogs import DialogKind, Step
from bot.domain.held import heap_of
from bot.domain.letters import InboxStatus, Status
from bot.domain.notices import KINDS, SkipNotice, UpdateSetAside
from bot.domain.people import Language
from bot.usecases import last_look
from bot.views import notices, why
from bot.views.texts import texts
from storage import schema
from storage.database import Database, Store
from tests.bad_input.town import TUESDAY_MORNING
from tests.fuzz import odd
from tests.fuzz.running import Kind, Play
from tests.fuzz.town import COORDINATOR, PARTNER, PEOPLE, prepared
from tests.fuzz.updates import real_updates
from tests.support.store import policy

Wire = dict[str, Any]
NOW = TUESDAY_MORNING
FAR = (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC))
FACTS: Wire = {
    "meeting_id": 1, "announcement_id": 1, "request_id": 1, "organisation_id": 1, "revision": 1, "message_id": 1,
    "by": None,
    "rule": "meeting/1d", "counts_from": "2027-05-20T08:00:00+00:00", "reason": "", "changes": ["date", "place"],
    "old_title": "x", "old_place": "y", "old_start": "2027-05-20T08:00:00+00:00", "person_name": "osoba",
    "code": "A1B2C3",
    "organisation_name": "Gmina Luzino",
    "organisation_names": ["Gmina Luzino"], "nobody_left": False, "substitute": "ktoś",
    "last_taken_at": None, "old_deadline": "2027-05-31T13:00:00+00:00", "new_deadline": "2027-06-30T13:00:00+00:00",
    "began_at": "2027-05-01T00:00:00+00:00", "ended_at": "2027-05-09T00:00:00+00:00", "files": 0,
}  # fmt: skip
FIRST = 900_000_000


class _Undone(Exception):
    """Ends a transaction of which nothing must stay."""


_moments = st.sampled_from((NOW, NOW, NOW - timedelta(days=400), *FAR))
_numbers = st.sampled_from((1, 2, 5, 0, -1, 2**31, 2**53, 2**63 - 1, -(2**63)))
_words = st.sampled_from(("", "x", "Hologram", "żółw", "0", "null", "Notice", "Told", "__init__"))
_people = st.sampled_from((None, 1, 2, 3, 6))


@st.composite
def letters(draw: st.DrawFn) -> Wire:
    """A row of the outbox."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    facts: Any = {name: FACTS[name] for name in KINDS[kind].__dataclass_fields__ if name in FACTS}
    if draw(st.integers(0, 5)):
        facts = draw(odd.bent(facts)) if draw(st.integers(0, 4)) else draw(odd.values)
    return {
        "table": "outbox",
        "row": {
            "once": draw(st.sampled_from(("x", "aside/1/1/1", "reminder/1/1d/x/1")) | _words),
            "partnership_id": draw(st.sampled_from((None, 1, 2))),
            "person_id": draw(_people),
            "chat_id": draw(st.sampled_from(PEOPLE) | _numbers),
            "kind": kind if draw(st.integers(0, 5)) else draw(_words),
            "facts": facts,
            "urgency": draw(st.sampled_from((0, 1, 2, 3, -1, 10**9))),
            "silent": draw(st.booleans()),
            "created_at": draw(_moments),
            "due_at": draw(_moments),
            "pointless_at": draw(st.none() | _moments),
            "status": draw(st.sampled_from((Status.QUEUED, Status.QUEUED, Status.SENDING, Status.HELD))),
            "attempts": draw(_numbers.filter(lambda number: abs(number) < 2**62)),
            "possibly_twice": draw(st.booleans()),
            "lease_until": draw(st.none() | st.sampled_from(FAR)),
            "owner": draw(st.none() | _words),
        },
    }


@st.composite
def arrivals(draw: st.DrawFn) -> Wire:
    """A row of the inbox."""
    content = draw(st.one_of(real_updates(), real_updates().flatmap(odd.bent), odd.values))
    if isinstance(content, dict) and draw(st.integers(0, 5)):
        content = {"update_id": FIRST, **content}
    return {
        "table": "inbox",
        "row": {
            "update_id": draw(st.sampled_from((FIRST, FIRST, 0, -1, 2**63 - 1, -(2**63)))),
            "chat_id": draw(st.sampled_from(PEOPLE) | _numbers),
            "content": content,
            "received_at": draw(_moments),
            "status": draw(
                st.sampled_from((InboxStatus.WAITING, InboxStatus.WAITING, InboxStatus.WORKING, InboxStatus.HELD))
            ),
            "applied": draw(st.booleans()),
            "attempts": draw(st.sampled_from((0, 1, 2, 3, 10**6, -5))),
            "try_after": draw(st.none() | _moments),
            "lease_until": draw(st.none() | _moments),
        },
    }


@st.composite
def conversations(draw: st.DrawFn) -> Wire:
    """A row of the dialogs."""
    steps = st.sampled_from((*Step, "hologram", ""))
    trail: Any = draw(st.lists(steps, max_size=3)) if draw(st.integers(0, 4)) else draw(odd.values)
    draft: Any = draw(
        odd.bent(
            {"title": "x", "start": "2027-05-20T10:00:00", "place": "y", "meeting_id": 1, "kind": "note", "facts": {}}
        )
    )
    return {
        "table": "dialogs",
        "row": {
            "chat_id": draw(st.sampled_from((COORDINATOR, PARTNER))),
            "serial": draw(st.sampled_from((1, 2, 0, -1, 2**31 - 1))),
            "person_id": draw(st.sampled_from((1, 2, 3))),
            "partnership_id": draw(st.sampled_from((None, 1, 2))),
            "kind": draw(st.sampled_from((*DialogKind, "closed", "closed", "hologram", ""))),
            "step": draw(steps),
            "draft": draft if draw(st.integers(0, 4)) else draw(odd.values),
            "trail": trail,
            "updated_at": draw(_moments),
        },
    }


def drawn() -> st.SearchStrategy[Wire]:
    return st.one_of(letters(), letters(), arrivals(), conversations())


async def _go_through_outbox(store: Store, row: Wire) -> str:
    """Reserve what is due, look once more and put it into words: the good letter beside it must come along."""
    taken = await store.outbox.take_due(
        now=datetime(9999, 12, 31, tzinfo=UTC), real_now=NOW, owner="we", lease_until=NOW, limit=1_000
    )
    held = await store.outbox.held([1, 2])
    doubtful = await store.outbox.doubtful(real_now=NOW)
    assert any(letter.once == "good" for letter in taken), "the good letter did not come along"
    told = ""
    for letter in (*taken, *held, *doubtful):
        if letter.once != row["once"]:
            continue
        assert heap_of(letter).kind
        assert why.kind(type(letter.notice), texts(Language.POLISH))
        told = type(letter.notice).__name__
        try:
            facts, _ = await last_look.told(store, letter, policy(), now=NOW)
        except SkipNotice as skip:
            told = f"{told}: {skip.reason}"
        else:
            assert notices.message(facts, texts(facts.reader.language), NOW).text
    return told or "stays where it is"


async def _go_through_inbox(store: Store, row: Wire, bot: Bot) -> str:
    """Claim what is waiting and read it: the good update of somebody else must come along."""
    taken = await store.inbox.take(now=NOW, owner="we", lease_until=NOW, limit=1_000)
    assert any(arrived.update_id == FIRST + 1 for arrived in taken), "the good update did not come along"
    assert await store.inbox.held([1, 2]) is not None
    for arrived in taken:
        if arrived.update_id == row["update_id"]:
            return "an update" if wire.update_in(arrived.content or {}, bot) else "passed over"
    return "stays where it is"


async def _go_through_dialogs(store: Store, row: Wire) -> str:
    """Look what is asked, and begin something else."""
    dialog, ended = await store.dialogs.get(row["chat_id"]), await store.dialogs.ended(row["chat_id"])
    await store.dialogs.close(row["chat_id"])
    assert await store.dialogs.get(row["chat_id"]) is None
    return f"asks {dialog.kind}" if dialog else f"ended {ended.kind}" if ended else "nothing is asked"


GOOD_LETTER: Wire = {
    "once": "good", "person_id": 1, "partnership_id": 1, "chat_id": COORDINATOR, "kind": UpdateSetAside.__name__,
    "facts": {"code": "A1B2C3"}, "urgency": 2, "silent": True, "created_at": NOW, "due_at": NOW,
    "status": Status.QUEUED, "attempts": 0, "possibly_twice": False,
}  # fmt: skip
GOOD_UPDATE: Wire = {
    "update_id": FIRST + 1, "chat_id": 77, "content": {"update_id": FIRST + 1}, "received_at": NOW,
    "status": InboxStatus.WAITING, "applied": False, "attempts": 0,
}  # fmt: skip


@contextmanager
def working_through() -> Iterator[Play]:
    """A store of which every change is undone."""
    store = prepared()
    with TemporaryDirectory() as folder, asyncio.Runner() as runner:
        shutil.copy(store, Path(folder, "narada.db"))
        db, bot = Database.open(f"sqlite:///{folder}/narada.db"), Bot("1:x")
        ways: dict[str, tuple[Table, Callable[[Store, Wire], Awaitable[str]]]] = {
            "outbox": (schema.outbox, _go_through_outbox),
            "inbox": (schema.inbox, lambda store, row: _go_through_inbox(store, row, bot)),
            "dialogs": (schema.dialogs, _go_through_dialogs),
        }
        try:
            yield lambda given: runner.run(_played(db, *ways[given["table"]], given["row"]))
        finally:
            runner.run(db.close())


async def _played(db: Database, table: Table, go: Callable[[Store, Wire], Awaitable[str]], row: Wire) -> Sequence[str]:
    outcome = ""
    try:
        async with db.transaction() as store:
            connection = store.connection
            for of, good in ((schema.outbox, GOOD_LETTER), (schema.inbox, GOOD_UPDATE)):
                await connection.execute(insert(of), good)
            if table is schema.dialogs:
                await connection.execute(table.delete().where(table.c.chat_id == row["chat_id"]))
            await connection.execute(insert(table), row)
            outcome = await go(store, row)
            raise _Undone
    except _Undone:
        return [f"{table.name}: {outcome}"]


ROWS = Kind("stored rows", drawn, working_through)
