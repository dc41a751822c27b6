"""Reading what a pressed button carries. It may be old or forged: what none of our buttons carries is ButtonForeign."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from telegram import Message

from bot.domain.people import Sector
from bot.domain.refusals import ButtonForeign
from bot.domain.rsvps import Answer
from bot.views.callback_data import Verb, split

Result = TypeVar("Result")


def number(text: str) -> int:
    """An id from a button; raises ButtonForeign for what none of ours carries."""
    if not _is_number(text):
        raise ButtonForeign
    return int(text)


def called(handler: Callable[..., Awaitable[Result]], visit: object, parts: Iterable[str]) -> Awaitable[Result]:
    """What a button asks for; raises ButtonForeign when it carries more or fewer parts than any of ours."""
    try:
        return handler(visit, *parts)
    except TypeError as wrong:
        raise ButtonForeign from wrong


def answer_named(text: str) -> Answer:
    try:
        return Answer(text)
    except ValueError as forged:
        raise ButtonForeign from forged


def sector_named(text: str) -> Sector:
    try:
        return Sector(text)
    except ValueError as forged:
        raise ButtonForeign from forged


def numbers_under(message: Message, verb: Verb) -> frozenset[int]:
    """The ids that buttons under a message carry behind that verb."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    carried = [split(button.callback_data) for row in rows for button in row if isinstance(button.callback_data, str)]
    about = [parts[0] for found, parts in carried if found is verb and parts]
    return frozenset(number(text) for text in about if _is_number(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
