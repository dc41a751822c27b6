"""The store that every share of updates begins with: two partnerships in the middle of their work."""

import asyncio
import atexit
import shutil
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from sandbox.chats import Chat
from tests.bad_input.town import TUESDAY_MORNING, settle
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import PARTNERSHIP, PATIENCE, compacted, forget_updates, narada

FIRST = 5_000_000_001
PEOPLE = tuple(range(FIRST, FIRST + 8))
COORDINATOR, _SECOND, PARTNER, _, _ELSEWHERE, _CARITAS, MAYOR, STRANGER = PEOPLE
REQUEST = "/prosba Sprawozdanie za maj; 31.05.2027 15:00; Ile osób przeszkolono?; Uwagi"
SEND = "Wyślij"
ANNOUNCEMENT = "/ogloszenie Szanowni Państwo, w piątek biuro partnerstwa jest nieczynne."


@cache
def prepared() -> Path:
    """The store, made once a process."""
    folder = Path(mkdtemp(prefix="narada-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with without_pauses():
        asyncio.run(_prepare(folder))
    asyncio.run(forget_updates(f"sqlite:///{folder}/narada.db"))
    return compacted(folder / "narada.db")


async def _prepare(folder: Path) -> None:
    async with narada(
        folder, TUESDAY_MORNING, PARTNERSHIP__NAME=PARTNERSHIP, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE
    ) as service:
        town = await settle(service, offices=2)
        assert sorted(service.telegram.people) == list(PEOPLE)
        for line in (REQUEST, ANNOUNCEMENT):
            await service.settled()
            seen = len(town.office.chat.history)
            await town.office.say(line)
            await town.office.until(partial(_offers_to_send, seen=seen), PATIENCE)
            await service.press(town.office, SEND)


def _offers_to_send(chat: Chat, seen: int) -> bool:
    return any(SEND in message.words for message in chat.history[seen:])
