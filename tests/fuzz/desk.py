"""The service without its sockets towards whoever brings updates: the webhook's endpoint and the polling loop, the
inbox, the receiver, the handlers and the store are the real ones; replies go to a Telegram on loopback."""

import asyncio
import json
import logging
import shutil
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, delete, func, insert, select

from bot import config
from bot.app import telegram as wire
from bot.app.inbox import doorbell_of, inbox_of
from bot.app.policy import policy_of
from bot.app.store import seal_of
from bot.counts import TELEGRAM_REQUESTS, Counts, Family
from bot.gateway.pace import Lane, Pace
from bot.gateway.receiver import RawUpdate, Receiver, Waiting
from bot.gateway.sender import Sender
from bot.gateway.transport import AiohttpRequest
from bot.services import Services
from bot.usecases import inbox as inbox_cases
from bot.usecases.parts import new_owner
from bot.web.telegram import WebhookEndpoint
from sandbox import Limits, Sandbox
from sandbox.journal import Entry
from storage import schema
from storage.database import Database
from tests.bad_input.town import TUESDAY_MORNING
from tests.fuzz.presses import SERIAL
from tests.fuzz.running import Play
from tests.fuzz.town import PEOPLE, prepared
from tests.support.service import StoryClock

PATIENCE = 30.0  # seconds until an update that is not handled counts as lost
SECRET = "znany-tylko-Telegramowi"
FIRST_UPDATE = 700_000_001
NOT_OURS = (
    "query is too old", "query ID is invalid", "chat not found", "message to edit not found", "message is not modified",
    "there is no text in the message to edit", "there is no caption in the message to edit", "message can't be edited",
    "message identifier is not specified",
)  # fmt: skip

_KNOWN = select(func.count()).select_from(schema.people).where(schema.people.c.telegram_id.in_(PEOPLE))
_COORDINATING = select(func.count()).select_from(schema.coordinators)
_now: ContextVar["Came | None"] = ContextVar("_now", default=None)


class Unhandled(AssertionError):
    """Something that a person heard an apology for, or would have."""


@dataclass(slots=True)
class Came:
    """What came of one update: refusals, warnings, calls."""

    words: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        return " ".join(dict.fromkeys(self.words)) or "nothing"


class FreePace(Pace):
    """Nobody waits for a turn."""

    async def turn(self, chat_id: int, lane: Lane) -> None:
        return

    def chat_waits(self, chat_id: int) -> float:
        return 0.0


class Calls(Counts):
    """Notes what is asked of Telegram in the update's account."""

    def add(self, family: Family, *labels: str, by: float = 1) -> None:
        came = _now.get()
        if family is TELEGRAM_REQUESTS and came is not None:
            came.words.append(labels[0])


class Ears(logging.Handler):
    """Hears what is logged: refusals into the update's account, errors among the troubles."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.troubles: list[BaseException] = []
        self.stirred = asyncio.Event()

    def trouble(self, error: BaseException) -> None:
        self.troubles.append(error)
        self.stirred.set()

    def emit(self, record: logging.LogRecord) -> None:
        came = _now.get()
        if record.levelno >= logging.ERROR:
            error = record.exc_info[1] if record.exc_info else None
            self.trouble(error or Unhandled(record.getMessage()))
        elif came is not None and record.name.startswith("bot."):
            came.words.append(record.getMessage().partition(" (")[0])


@dataclass(slots=True)
class Desk:
    """One service and its Telegram. `play` returns when everything that was brought has been handled."""

    telegram: Sandbox
    services: Services
    ears: Ears
    came: dict[int, Came] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    batches: asyncio.Queue[list[RawUpdate]] = field(default_factory=asyncio.Queue)
    fetched: asyncio.Event = field(default_factory=asyncio.Event)
    prepared: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)
    next_id: int = FIRST_UPDATE
    read: int = 0

    async def play(self, updates: Sequence[Mapping[str, Any]]) -> list[str]:
        """Bring half of them by webhook and half by polling; one word for each. Raises the first trouble."""
        numbered = [await self._numbered(update) for update in updates]
        self.ears.troubles.clear()
        words = [await self._by_webhook(update) for update in numbered[::2]]
        words += await self._by_polling(numbered[1::2])
        await self._all_closed()
        if self.ears.troubles:
            self.open.clear()
            raise self.ears.troubles[0]
        self._check_replies()
        await self._bring_back()
        told = [self.came[number].told if number is not None else "no update" for number in words]
        self.came.clear()
        return told

    async def _all_closed(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self.open and not self.ears.troubles:
                    self.ears.stirred.clear()
                    await self.ears.stirred.wait()
        except TimeoutError:
            raise Unhandled(f"not handled within {PATIENCE:.0f} seconds: {len(self.open)} updates") from None

    async def _numbered(self, update: Mapping[str, Any]) -> RawUpdate:
        self.next_id += 1
        whole: RawUpdate = {"update_id": self.next_id, **update}
        press = whole.get("callback_query")
        if isinstance(press, dict) and isinstance(press.get("data"), str) and SERIAL in press["data"]:
            return {
                **whole,
                "callback_query": {**press, "data": press["data"].replace(SERIAL, await self._serial(press))},
            }
        return whole

    async def _serial(self, press: Mapping[str, Any]) -> str:
        sender = press.get("from")
        number = sender.get("id") if isinstance(sender, dict) else None
        if number not in PEOPLE:
            return "1"
        async with self.services.db.snapshot() as store:
            dialog = await store.dialogs.get(number)
        return str(dialog.serial) if dialog else "1"

    async def _by_webhook(self, update: RawUpdate) -> int | None:
        body, answers = json.dumps(update).encode(), []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            answers.append(message)

        headers = [(b"x-telegram-bot-api-secret-token", SECRET.encode())]
        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
        before = set(self.came)
        await WebhookEndpoint(self._doorbell)(scope, receive, send)
        return next(iter(self.came.keys() - before), None) if answers[0]["status"] == 200 else None

    @property
    def _doorbell(self) -> Any:
        return replace(doorbell_of(self.services), store=self.ring)

    async def ring(self, update: RawUpdate) -> None:
        await self.store([update])
        self.services.wakes.inbox.set()

    async def _by_polling(self, updates: list[RawUpdate]) -> list[int | None]:
        if not updates:
            return []
        before = set(self.came)
        self.next_id += 1  # one that is sound comes along: what has no number would be asked for again after a pause
        body = json.dumps({"ok": True, "result": [*updates, {"update_id": self.next_id, "hologram": {}}]}).encode()
        self.fetched.clear()
        await self.batches.put(AiohttpRequest.parse_json_payload(body)["result"])
        await self.fetched.wait()
        new: list[int | None] = [*(self.came.keys() - before - {self.next_id})]
        return new + [None] * (len(updates) - len(new))

    async def fetch(self, _offset: int, _seconds: int) -> list[RawUpdate]:
        """What the polling loop asks; the second question after a batch says that it has been stored."""
        if self.batches.empty():
            self.fetched.set()
        return await self.batches.get()

    async def store(self, updates: Sequence[RawUpdate]) -> None:
        try:
            await inbox_of(self.services).store(updates)
        except Exception as error:
            self.ears.trouble(error)
            self.fetched.set()  # polling comes back with the same updates for ever
            raise
        for update in updates:
            number = update["update_id"]
            self.came[number] = Came()
            if number in self.seen:  # a non-event
                self.came[number].words.append("known already")
                continue
            self.seen.add(number)
            self.open.add(number)

    async def handle(self, raw: RawUpdate, handling: Any) -> None:
        _now.set(self.came.get(raw.get("update_id", 0)))
        await handling(raw)

    def close(self, update_id: int) -> None:
        self.open.discard(update_id)
        self.ears.stirred.set()

    async def give_up(self, update_id: int) -> None:
        """A try has failed, which is what is looked for: the row is closed without the pauses between the tries."""
        await inbox_cases.finish(self.services.db, [update_id], real_now=self.services.clock.real())
        self.close(update_id)

    async def _bring_back(self) -> None:
        """Somebody is erased or no coordinator now: all is put back, or what follows would be said by strangers."""
        async with self.services.db.inspected() as connection:
            known = (await connection.execute(_KNOWN)).scalar_one()
            coordinating = (await connection.execute(_COORDINATING)).scalar_one()
        if known == len(self.prepared[schema.people]) and coordinating >= len(self.prepared[schema.coordinators]):
            return
        async with self.services.db.altered() as connection:
            for table in reversed(self.prepared):
                await connection.execute(delete(table))
            for table, rows in self.prepared.items():
                if rows:
                    await connection.execute(insert(table), rows)

    async def remember(self) -> None:
        """What is put back, all but the inbox."""
        async with self.services.db.inspected() as connection:
            for table in schema.metadata.sorted_tables:
                if table is not schema.inbox:
                    self.prepared[table] = [dict(row._mapping) for row in await connection.execute(select(table))]

    def _check_replies(self) -> None:
        entries = [self.telegram.journal[number] for number in range(self.read, len(self.telegram.journal))]
        self.read = len(self.telegram.journal)
        for entry in entries:
            if entry.error_code == 400 and not _is_answered_in_kind(entry):
                raise Unhandled(f"Telegram refuses our {entry.method}: {entry.description} {_shown(entry)}")


def _is_answered_in_kind(entry: Entry) -> bool:
    """Whether Telegram says no to what came from nowhere: a chat, a message or a press that it does not know."""
    told = entry.description or ""
    return any(known in told for known in NOT_OURS) or (entry.method == "answerCallbackQuery" and "parse JSON" in told)


def _shown(entry: Entry) -> str:
    return str({name: value for name, value in entry.parameters.items() if name in {"text", "caption", "chat_id"}})[
        :600
    ]


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Desk]:
    """A desk over a store."""
    async with Sandbox(limits=Limits.off()) as telegram:
        for _ in PEOPLE:
            telegram.person("osoba").chat.reachable = True
        settings = config.load(
            None,
            {
                "NARADA_TELEGRAM__TOKEN": telegram.token,
                "NARADA_TELEGRAM__API_URL": telegram.api_url,
                "NARADA_TELEGRAM__WEBHOOK_SECRET": SECRET,
                "NARADA_STORAGE__URL": url,
            },
        )
        db, bot, ears = (
            Database.open(settings.storage.url, seal=seal_of(settings)),
            wire.bot_of(settings, Calls()),
            Ears(),
        )
        clock, pace = StoryClock(TUESDAY_MORNING), FreePace(1_000)
        await wire.signed_in(bot)
        services = Services(
            db=db,
            settings=settings,
            policy=policy_of(settings),
            clock=clock,
            sender=Sender(bot, pace),
            pace=pace,
            username="narada_bot",
            owner=new_owner(),
        )
        with _listened_to(ears):
            try:
                async with _working(Desk(telegram, services, ears)) as desk:
                    await desk.remember()
                    yield desk
            finally:
                await bot.shutdown()
                await db.close()


@asynccontextmanager
async def _working(desk: Desk) -> AsyncIterator[Desk]:
    application = wire.application_of(desk.services.sender.bot, desk.services)
    await application.initialize()
    handling, real = wire.handling(application), inbox_of(desk.services)

    async def finish(update_id: int) -> None:
        await real.finish(update_id)
        desk.close(update_id)

    async def fail(update_id: int, error: str) -> None:
        await real.fail(update_id, error)
        await desk.give_up(update_id)

    async def postpone(update_id: int, reason: str) -> float:
        pause = await real.postpone(update_id, reason)
        await desk.give_up(update_id)
        return pause

    async def take(limit: int, busy: Collection[int]) -> Sequence[Waiting]:
        try:
            return await real.take(limit, busy)
        except Exception as error:
            desk.ears.trouble(error)
            raise

    inbox = replace(real, store=desk.store, take=take, finish=finish, fail=fail, postpone=postpone)
    receiver = Receiver(inbox, lambda raw: desk.handle(raw, handling), fetch=desk.fetch, wake=desk.services.wakes.inbox)
    async with asyncio.TaskGroup() as group:
        group.create_task(receiver.poll())
        group.create_task(receiver.work())
        try:
            yield desk
        finally:
            receiver.stop()


@contextmanager
def _listened_to(ears: Ears) -> Iterator[None]:
    everything, ours = logging.getLogger(), logging.getLogger("bot")
    level = ours.level
    everything.addHandler(ears)
    ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        everything.removeHandler(ears)
        ours.setLevel(level)


@contextmanager
def working() -> Iterator[Play]:
    """A desk whose loop turns whenever something is played."""
    store = prepared()
    with TemporaryDirectory() as folder, asyncio.Runner() as runner:
        shutil.copy(store, Path(folder, "narada.db"))
        ready: asyncio.Future[Desk] = runner.get_loop().create_future()
        stop = asyncio.Event()
        serving = runner.get_loop().create_task(_serve(f"sqlite:///{folder}/narada.db", ready, stop))
        desk = runner.run(_soon(ready, serving))
        try:
            yield lambda updates: runner.run(_unless_it_ends(serving, desk, updates))
        finally:
            stop.set()
            runner.run(_ended(serving))


async def _serve(url: str, ready: "asyncio.Future[Desk]", stop: asyncio.Event) -> None:
    async with opened(url) as desk:
        ready.set_result(desk)
        await stop.wait()


async def _soon(ready: "asyncio.Future[Desk]", serving: "asyncio.Task[None]") -> Desk:
    serving.add_done_callback(lambda _: ready.cancel())
    try:
        return await ready
    except asyncio.CancelledError:
        await serving  # raises what kept it from starting
        raise


async def _unless_it_ends(serving: "asyncio.Task[None]", desk: Desk, updates: Sequence[Mapping[str, Any]]) -> list[str]:
    playing = asyncio.get_running_loop().create_task(desk.play(updates))
    both: set[asyncio.Task[Any]] = {playing, serving}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if not playing.done():
        playing.cancel()
        raise Unhandled("the service has ended") from serving.exception()
    return playing.result()


async def _ended(serving: "asyncio.Task[None]") -> None:
    await serving
