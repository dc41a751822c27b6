"""Ten thousand unknown addresses of feeds a minute: what they cost, and who does not notice."""

import logging
from collections.abc import Container
from dataclasses import dataclass, field

import httpx
import pytest

from bot.web.app import build
from bot.web.guesses import ADDRESSES, ALL, AN_ADDRESS, SAID_EVERY, SECRETS_KEPT, Guesses
from tests.support.calendars import calendar, entry, meeting
from tests.support.web import SECRET, Shelf

MINUTE = 60.0
A_MINUTE = 10_000
OFFICE = "203.0.113.7"  # behind which both the guesser and subscribers are


@dataclass
class Ticks:
    """Seconds that a test counts."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Known:
    """The secrets that there are, and how often they were looked at."""

    secrets: set[str] = field(default_factory=lambda: {SECRET})
    looks: int = 0

    async def __call__(self) -> Container[str]:
        self.looks += 1
        return frozenset(self.secrets)


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def guesses(known: Known, ticks: Ticks) -> Guesses:
    return Guesses(known, ticks)


async def guessed(guesses: Guesses, ticks: Ticks, count: int, addresses: list[str]) -> int:
    """So many wrong guesses within a minute; how many of them the store was asked about."""
    asked = 0
    for number in range(count):
        asked += await guesses.may_ask(f"wrong-{number:030}", addresses[number % len(addresses)])
        ticks.now += MINUTE / count
    return asked


async def test_of_ten_thousand_guesses_a_minute_the_store_is_asked_about_a_few(
    guesses: Guesses, known: Known, ticks: Ticks
) -> None:
    asked = await guessed(guesses, ticks, A_MINUTE, [OFFICE])

    assert AN_ADDRESS <= asked <= 2 * AN_ADDRESS  # a minute's worth at the start, and what grew back meanwhile
    assert known.looks <= MINUTE / SECRETS_KEPT + 1


async def test_from_a_thousand_addresses_they_are_no_more_than_all_may_ask_together(
    guesses: Guesses, known: Known, ticks: Ticks
) -> None:
    asked = await guessed(guesses, ticks, A_MINUTE, [f"198.51.{n // 250}.{n % 250}" for n in range(1_000)])

    assert ALL <= asked <= 2 * ALL
    assert known.looks <= MINUTE / SECRETS_KEPT + 1


async def used_up(guesses: Guesses) -> None:
    """Guess until the store is not asked any more."""
    while await guesses.may_ask("wrong" * 6, OFFICE):
        pass


async def test_a_subscriber_behind_the_same_address_is_let_in_meanwhile(
    guesses: Guesses, known: Known, ticks: Ticks
) -> None:
    await used_up(guesses)
    fresh = "n" * 32
    before = [await guesses.may_ask(secret, OFFICE) for secret in (SECRET, fresh)]
    known.secrets.add(fresh)
    ticks.now += SECRETS_KEPT
    await used_up(guesses)
    after = [await guesses.may_ask(secret, OFFICE) for secret in (SECRET, fresh)]

    assert (before, after) == ([True, False], [True, True])


async def test_subscribers_use_nothing_up(guesses: Guesses, known: Known) -> None:
    for _ in range(10 * AN_ADDRESS):
        assert await guesses.may_ask(SECRET, OFFICE)
        guesses.was_right(OFFICE)

    assert known.looks == 0


async def test_after_a_quiet_minute_as_many_may_be_wrong_again(guesses: Guesses, ticks: Ticks) -> None:
    await guessed(guesses, ticks, A_MINUTE, [OFFICE])
    ticks.now += MINUTE

    assert [await guesses.may_ask("w" * 32, OFFICE) for _ in range(AN_ADDRESS + 1)] == [True] * AN_ADDRESS + [False]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("203.0.113.7", "203.0.113.8", False),
        ("", "testclient", True),
    ],
)
async def test_a_house_is_told_by_the_first_half_of_its_address(
    guesses: Guesses, one: str, other: str, together: bool
) -> None:
    for _ in range(AN_ADDRESS):
        await guesses.may_ask("w" * 32, one)

    assert await guesses.may_ask("w" * 32, other) is not together


async def test_ever_new_addresses_do_not_fill_the_memory(guesses: Guesses, ticks: Ticks) -> None:
    await guessed(guesses, ticks, 2 * ADDRESSES, [f"10.{n // 62_500}.{n // 250 % 250}.{n % 250}" for n in range(9_000)])

    assert len(guesses._addresses) == ADDRESSES


async def test_guessing_is_said_in_one_line_a_minute_that_shows_no_secret(
    guesses: Guesses, ticks: Ticks, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "bot.web.guesses"):
        await guessed(guesses, ticks, A_MINUTE, [OFFICE])
        ticks.now += SAID_EVERY
        await guessed(guesses, ticks, A_MINUTE, [OFFICE])

    assert len(caplog.messages) <= 3
    assert "guessed" in caplog.messages[0]
    assert not any("wrong-" in message or OFFICE in message for message in caplog.messages)


async def test_over_http_too_many_unknown_addresses_are_told_to_wait_while_calendars_and_pages_are_served() -> None:
    shelf = Shelf()
    shelf.put(calendar(entry(meeting())))
    app = build(shelf.sources())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://narada") as client:
        answers = [await client.get(f"/calendar/{number:032}{'.ics' * (number % 2)}") for number in range(AN_ADDRESS)]
        late = [await client.get(f"/calendar/{'w' * 32}{ending}") for ending in ("", ".ics")]
        asked = shelf.looks_at_feeds + shelf.loads
        served = [await client.get(f"/calendar/{SECRET}{ending}") for ending in ("", ".ics", "", ".ics")]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.status_code for answer in late} == {429}
    assert all(answer.headers["retry-after"] == "60" for answer in late)
    assert len({answer.content for answer in late}) == 1
    assert asked <= AN_ADDRESS
    assert [answer.status_code for answer in served] == [200, 200, 200, 200]
