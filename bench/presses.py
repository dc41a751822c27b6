"""How fast a pressed button is answered: one by one while idle, and 1,000 from 50 people at once."""

import asyncio
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.people import Press
from sandbox.realtime import monotonic
from tests.support.crowd import Crowd, crowd
from tests.support.processes import place

PEOPLE, PRESSES, SINGLE = 50, int(sys.argv[sys.argv.index("--presses") + 1]) if "--presses" in sys.argv else 1000, 100
TUESDAY = datetime(2027, 5, 11, 20, tzinfo=UTC)
ANSWERS = ("yes", "no", "maybe")


async def single(many: Crowd) -> list[float]:
    """Seconds from the press to answerCallbackQuery, each after the one before."""
    took = []
    for number in range(SINGLE):
        partner = many.partners[number % PEOPLE]
        began = monotonic()
        pressed = await partner.person.press(data=f"r:{many.meetings[0].id}:{ANSWERS[number // PEOPLE % 3]}")
        await pressed.answered(10)
        took.append(monotonic() - began)
    return took


async def together(many: Crowd) -> float:
    """Seconds from the first press to the last answer when all press without waiting for one another."""
    began = monotonic()
    presses: list[Press] = []
    for number in range(PRESSES):
        partner = many.partners[number % PEOPLE]
        answer = ANSWERS[(2 + number // PEOPLE) % 3]
        presses.append(await partner.person.press(data=f"r:{many.meetings[0].id}:{answer}"))
    queries = [pressed.query for pressed in presses if pressed.query is not None]
    while left := sum(not query.answered and not query.refused for query in queries):
        if "--log" in sys.argv:
            print(f"{monotonic() - began:.1f} s: {left} left")
        await asyncio.sleep(0.5 if "--log" in sys.argv else 0.02)
    return monotonic() - began


async def main() -> None:
    with TemporaryDirectory() as folder:
        async with place(Path(folder), TUESDAY) as here:
            many = await crowd(here, PEOPLE)
            await many.announce("Narada nr 001; 21.05.2027 10:00; Sala nr 1")
            service = await here.process()
            await here.up(service)
            await here.at_rest()
            took = await single(many)
            deciles = statistics.quantiles(took, n=20)
            print(f"one by one: p50 {1000 * statistics.median(took):.1f} ms, p95 {1000 * deciles[-1]:.1f} ms")
            await here.at_rest()
            seconds = await together(many)
            print(f"{PRESSES} presses from {PEOPLE} people: {seconds:.1f} s, {PRESSES / seconds:.0f} a second")
            print("requests:", here.journal.counts())
            began = monotonic()
            await here.at_rest(180)
            print(f"every card true {monotonic() - began:.1f} s later")
            await service.stop()
            if "--log" in sys.argv:
                print(here.log()[-4000:])


asyncio.run(main())
