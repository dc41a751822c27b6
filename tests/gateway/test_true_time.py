"""Whether our clock can be believed is seen by what Telegram's clock says."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.gateway.transport import AiohttpRequest
from bot.gateway.true_time import is_far_off
from tests.gateway.wire import TOKEN, serving

HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """Of a Telegram that answers everything with its date."""
    async with serving() as wire:
        request = AiohttpRequest(read_timeout=5)
        bot = Bot(TOKEN, base_url=f"{wire.url}/bot", request=request, get_updates_request=request)
        await request.initialize()
        yield bot
        await request.shutdown()


async def test_before_telegram_has_answered_anything_no_clock_is_wrong(bot: Bot) -> None:
    assert not is_far_off(bot, datetime(1970, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("off", "wrong"), [(0 * HOUR, False), (14 * HOUR, False), (-14 * HOUR, False), (16 * HOUR, True), (-YEAR, True)]
)
async def test_a_clock_is_wrong_when_no_time_zone_explains_it(off: timedelta, wrong: bool, bot: Bot) -> None:
    await bot.do_api_request("get_Me")  # spelt so that the library does not offer its own
    request = bot.request
    assert isinstance(request, AiohttpRequest)
    theirs = request.their_time()

    assert theirs is not None
    assert is_far_off(bot, theirs + off) is wrong
