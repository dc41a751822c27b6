"""How much of Telegram's 30 messages a second a broadcast uses, against a server that enforces them (P1).

The baseline is the ceiling itself: the rate is given as a share of it, the fullest sliding second too, and each
"too many requests" is one too many. `--seconds 60` says how long.
"""

import asyncio
import sys

from telegram import Bot

from bot.gateway.pace import Lane, Pace
from bot.gateway.sender import Sender, Sent
from bot.gateway.transport import AiohttpRequest
from bot.views.message import Message
from sandbox import Limits, Sandbox

CEILING = 30
SECONDS = int(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 60


async def broadcast(telegram: Sandbox, chats: list[int]) -> int:
    """Send one message to each chat; returns how many were taken."""
    request = AiohttpRequest(read_timeout=5)
    bot = Bot(telegram.token, base_url=f"{telegram.api_url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    pace = Pace(CEILING)
    sender, message = Sender(bot, pace), Message("Proszę o potwierdzenie obecności.")
    async with asyncio.TaskGroup() as group:
        dispatcher = group.create_task(pace.run())
        outcomes = await asyncio.gather(*(sender.send(chat, message, lane=Lane.BULK) for chat in chats))
        dispatcher.cancel()
    await request.shutdown()
    return sum(isinstance(outcome, Sent) for outcome in outcomes)


def fullest_second(moments: list[float]) -> int:
    """The most messages that arrived within any one second."""
    return max(sum(at <= other < at + 1 for other in moments) for at in moments)


async def main() -> None:
    async with Sandbox(limits=Limits()) as telegram:
        people = [telegram.person(f"przedstawiciel partnera nr {number}") for number in range(CEILING * SECONDS)]
        for person in people:
            await person.start()
        taken = await broadcast(telegram, [person.id for person in people])
        arrived = sorted(entry.started for entry in telegram.journal.select("sendMessage"))
    rate, fullest = (len(arrived) - 1) / (arrived[-1] - arrived[0]), fullest_second(arrived)
    print(f"{taken} of {len(people)} taken, {len(people) - taken} times 429")
    print(f"rate ÷ ceiling {rate / CEILING:.3f}; fullest sliding second ÷ ceiling {fullest / CEILING:.2f}")


asyncio.run(main())
