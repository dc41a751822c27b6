"""Playing inputs of one kind until there were enough of them, or one was handled by no rule."""

import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

Play = Callable[[Any], Sequence[str]]
"""Play one drawn value; one word for each input in it: what came of it. Raises what nobody handled."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input. `together` is about how many inputs one drawn value holds."""

    name: str
    drawn: Callable[[], SearchStrategy[Any]]
    playing: Callable[[], AbstractContextManager[Play]]
    share: int = 5_000  # inputs after which everything begins afresh, so that neither a store nor a tree grows on
    together: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What nobody handled: the smallest input that shows it, and the traceback."""

    smallest: str
    trouble: str


@dataclass(slots=True)
class Played:
    """What came of the inputs of one share."""

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    found: Found | None = None


def play(kind: Kind, inputs: int, number: int) -> Played:
    """Play at least so many inputs, drawn from the seed `number`; stops at the first that nobody handles."""
    played = Played()
    begun = perf_counter()
    with kind.playing() as one:
        for round_number in _rounds():
            missing = inputs - played.inputs
            if missing <= 0 or played.found is not None:
                break
            played.found = _round(kind, one, -(-missing // kind.together), number + round_number, played)
    played.seconds = perf_counter() - begun
    return played


def _rounds() -> Iterator[int]:
    """Seeds to add: a value holds fewer inputs than hoped for now and then, and what is missing is drawn anew."""
    yield from (step << 48 for step in range(1_000))


def _round(kind: Kind, one: Play, examples: int, number: int, played: Played) -> Found | None:
    last: list[Any] = []  # the value that failed last: when the search for smaller ones has ended, the smallest

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(kind.drawn())
    def each(value: Any) -> None:
        try:
            outcomes = one(value)
        except BaseException:
            last[:] = [value]
            raise
        if not last:
            played.inputs += len(outcomes)
            played.outcomes.update(outcomes)

    try:
        each()
    except Exception as error:
        if not last:
            raise  # not the input's doing
        return Found(written(last[0]), "".join(traceback.format_exception(error)))
    return None


def written(value: Any) -> str:
    """The input on one line, to be pasted into a test."""
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return repr(value)
