"""The receiver's side of the inbox, on our store."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.gateway.receiver import HANDLING_LIMIT, Inbox, RawUpdate, Waiting, chat_of
from bot.handlers.errors import code_of
from bot.handlers.visit import ReplyPostponed
from bot.services import Services
from bot.usecases import inbox

LEASE = timedelta(seconds=HANDLING_LIMIT + 10)
TELEGRAM_AWAY = timedelta(seconds=3)
NO_CHAT = 0


def inbox_of(services: Services) -> Inbox:
    """What `bot.gateway.receiver` asks for; its module says what each must do.

    That an update is finished is noted by the commit that takes the next ones, which follows at once: a commit less for
    each. If a crash comes between, the update is taken up again, its effect is found applied, and its reply is rendered
    once more from the state.
    """
    db, clock = services.db, services.clock
    finished: set[int] = set()

    async def store(updates: Sequence[RawUpdate]) -> None:
        rows = [(update["update_id"], chat_of(update) or NO_CHAT, update) for update in updates]
        await inbox.store(db, rows, real_now=clock.real())

    async def take(limit: int, busy: Collection[int]) -> Sequence[Waiting]:
        noted = frozenset(finished)
        taken = await inbox.take(
            db,
            real_now=clock.real(),
            owner=services.owner,
            lease=LEASE,
            limit=limit,
            busy=busy,
            finished=noted,
        )
        finished.difference_update(noted)
        return [Waiting(each.update_id, each.chat_id or None, each.attempts, each.content or {}) for each in taken]

    async def finish(update_id: int) -> None:
        finished.add(update_id)

    async def fail(update_id: int, error: str) -> float | None:
        if error.startswith(ReplyPostponed.__name__):
            await inbox.postpone(db, update_id, error, TELEGRAM_AWAY, real_now=clock.real())
            return TELEGRAM_AWAY.total_seconds()
        pause = await inbox.fail(db, update_id, error, code_of(update_id), now=clock(), real_now=clock.real())
        services.wakes.outbox.set()
        return pause.total_seconds() if pause is not None else None

    async def release(update_ids: Sequence[int]) -> None:
        if finished:
            await inbox.finish(db, finished, real_now=clock.real())
        await inbox.release(db, update_ids)

    return Inbox(store=store, take=take, finish=finish, fail=fail, release=release)
