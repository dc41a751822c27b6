"""The same message sent by us, by python-telegram-bot as everybody uses it, and by aiogram."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.views.message import Button, Message

TOKEN = "1000001:bench"
TEXT = "<b>Przypominamy</b>: narada partnerstwa w Starostwie Powiatowym w Wejherowie, sala 12. Proszę o odpowiedź."
BUTTONS = (("Będziemy", "r:1:yes"), ("Nie", "r:1:no"))
MESSAGE = Message(TEXT, ((Button(*BUTTONS[0]), Button(*BUTTONS[1])),))

Send = Callable[[int], Awaitable[bool]]


@asynccontextmanager
async def narada(url: str, per_second: int | None) -> AsyncIterator[Send]:
    """Our sender, at so many a second; None: as fast as it can."""
    from telegram import Bot

    from bot.gateway.pace import Lane, Pace
    from bot.gateway.sender import Sender, Sent
    from bot.gateway.transport import AiohttpRequest

    request = AiohttpRequest()
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    pace = Pace(per_second or 1000)
    sender = Sender(bot, pace)
    lane = Lane.BULK if per_second else None

    async def send(chat: int) -> bool:
        return isinstance(await sender.send(chat, MESSAGE, lane=lane), Sent)

    async with asyncio.TaskGroup() as group:
        dispatcher = group.create_task(pace.run())
        yield send
        dispatcher.cancel()
    await request.shutdown()


@asynccontextmanager
async def stock(url: str, *, limited: bool = False) -> AsyncIterator[Send]:
    """python-telegram-bot with its own HTTP layer, and its rate limiter if wanted."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.error import TelegramError
    from telegram.ext import AIORateLimiter, ApplicationBuilder

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").connection_pool_size(256).pool_timeout(600)
    bot = (builder.rate_limiter(AIORateLimiter()) if limited else builder).build().bot
    rows = [[InlineKeyboardButton(text, callback_data=data) for text, data in BUTTONS]]
    await bot.initialize()

    async def send(chat: int) -> bool:
        try:
            await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(rows))
        except TelegramError:
            return False
        return True

    yield send
    await bot.shutdown()


@asynccontextmanager
async def aiogram(url: str) -> AsyncIterator[Send]:
    """aiogram as its manual has it."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url), limit=256))
    rows = [[InlineKeyboardButton(text=text, callback_data=data) for text, data in BUTTONS]]

    async def send(chat: int) -> bool:
        await bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
        return True

    yield send
    await bot.session.close()
