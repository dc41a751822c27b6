"""How the tables of spoken dates are read: the moment they are read at, and results written as in the tables."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.dates import When, understand
from bot.domain.refusals import Refusal

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2027, 4, 20, 9, 0, tzinfo=WARSAW)
"""A Tuesday."""
IN_FEBRUARY = datetime(2027, 2, 1, 9, 0, tzinfo=WARSAW)
"""A Monday before both changes of the clocks: 28 March and 31 October 2027."""


def read(text: str, language: str, *, now: datetime = NOW, on: str | None = None, fold: int | None = None) -> When:
    """What is understood, perhaps of a day already known."""
    known = None if on is None else date.fromisoformat(on)
    return understand(text, language=language, now=now, zone=WARSAW, date=known, fold=fold)


def written(when: When) -> str:
    """`2027-05-12 10:00`, with `-12:00` or `- 2027-05-13 14:00` after it when an end was typed."""
    if when.end is None:
        return told(when.start)
    if when.end.date() == when.start.date():
        return f"{told(when.start)}-{when.end:%H:%M}"
    return f"{told(when.start)} - {told(when.end)}"


def told(moment: date) -> str:
    """`2027-05-12 10:00`, or `2027-05-12` for a day."""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def refusal(text: str, language: str, *, now: datetime = NOW, on: str | None = None) -> tuple[object, ...]:
    """The class of the refusal and its facts, in order; the text, which must be the one typed, is left out."""
    with pytest.raises(Refusal) as refused:
        read(text, language, now=now, on=on)
    facts = dict(vars(refused.value))
    assert facts.pop("text", text) == text[:200]
    return (type(refused.value), *(_fact(fact) for fact in facts.values()))


def _fact(fact: object) -> object:
    if isinstance(fact, tuple):
        return tuple(_fact(one) for one in fact)
    return told(fact) if isinstance(fact, date) else fact
