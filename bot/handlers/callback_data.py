"""Reading what a pressed button carries. It may be old or forged: what none of our buttons carries is ButtonForeign."""

from bot.domain.people import Sector
from bot.domain.refusals import ButtonForeign
from bot.domain.rsvps import Answer


def number(text: str) -> int:
    """An id from a button; raises ButtonForeign for what none of ours carries."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise ButtonForeign
    return int(text)


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
