"""Whether our clock can be believed: Telegram's last answer says what time it is, too."""

from datetime import datetime, timedelta

from telegram import Bot

from bot.gateway.transport import AiohttpRequest

FAR_OFF = timedelta(hours=15)
"""Further than any mistaken time zone, 14 hours at most: with those a reminder comes at a wrong hour, and is told of by
`narada check`. A clock that is days off would make everything due, or pointless, or old enough to be removed."""


def is_far_off(bot: Bot, real_now: datetime) -> bool:
    """Whether our clock and Telegram's differ by more than FAR_OFF. False while Telegram has answered nothing."""
    request = bot.request
    theirs = request.their_time() if isinstance(request, AiohttpRequest) else None
    return theirs is not None and abs(real_now - theirs) > FAR_OFF
