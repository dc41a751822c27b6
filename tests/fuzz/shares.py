"""The inputs of a run in shares, each of which can be played in a process of its own, and again alone."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.fuzz.kinds import KINDS
from tests.fuzz.running import Played, play


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the inputs of a kind, with a seed of its own; it can be played again alone."""

    kind: str
    number: int
    inputs: int
    seed: int


def shares_of(kinds: Sequence[str], inputs: int, seed: int, only: int | None) -> Iterator[Share]:
    """In turn of every kind one, so that a run that is ended early has seen something of each."""
    longest = max(-(-inputs // KINDS[kind].share) for kind in kinds)
    for number in range(longest):
        for kind in kinds:
            left = inputs - number * KINDS[kind].share
            if left > 0 and only in {None, number}:
                yield Share(kind, number, min(left, KINDS[kind].share), seed * 10_000 + number)


def played_share(share: Share) -> Played:
    """Play a share; the same one brings the same inputs. What the service warns of on the way is left out."""
    logging.getLogger().addHandler(logging.NullHandler())
    return play(KINDS[share.kind], share.inputs, share.seed)
