"""Telling Telegram where to bring updates."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.gateway.outage import Outage
from bot.gateway.outcomes import retry_after

log = logging.getLogger(__name__)

CONNECTIONS = 40
"""Updates that Telegram may bring at once; each waits for one short transaction."""


class WebhookRefused(Exception):
    """Telegram will not call that address; the words are its own."""


async def set_webhook(bot: Bot, url: str, secret: str, allowed_updates: Sequence[str]) -> None:
    """Have updates brought to `url` from now on; tried until Telegram answers. Raises WebhookRefused."""
    trouble = Outage(log, "Telegram takes the webhook's address")
    while True:
        try:
            await bot.set_webhook(
                url, max_connections=CONNECTIONS, allowed_updates=list(allowed_updates), secret_token=secret
            )
        except BadRequest as error:
            raise WebhookRefused(error.message) from error
        except TelegramError as error:
            pause = retry_after(error)
            await asyncio.sleep(trouble.failed(f"The webhook cannot be set ({error})") if pause is None else pause)
        else:
            trouble.ended()
            return
