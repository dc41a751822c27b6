"""One line of the table: a claim, our figure and the baseline's, and whether the goal is met."""

import operator
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_WIDTHS = (4, 58, 14, 16, 9, 9, 7)
_ORDERS = {"≥": operator.ge, "≤": operator.le}


@dataclass(frozen=True, slots=True)
class Line:
    """`judged` is what the goal is about: a ratio, or our figure itself; `goal` reads "≥ 0.97"."""

    claim: str
    what: str
    ours: str
    baseline: str
    judged: float
    goal: str

    @property
    def met(self) -> bool:
        order, bound = self.goal.split()
        return bool(_ORDERS[order](self.judged, float(bound)))

    def __str__(self) -> str:
        cells = (self.claim, self.what, self.ours, self.baseline, f"{self.judged:.3g}", self.goal, _word(met=self.met))
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


def head() -> str:
    cells = ("", "what", "ours", "baseline", "ratio", "goal", "")
    rule = "|" + "|".join("-" * (width + 2) for width in _WIDTHS) + "|"
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + f" |\n{rule}"


def shown(measure: Callable[[bool], Iterable[Line]]) -> int:
    """Measure one claim and print its lines; `--quick` for a short run. For a program of this folder."""
    print(head(), flush=True)
    for line in measure("--quick" in sys.argv):
        print(line, flush=True)
    return 0


def _word(*, met: bool) -> str:
    return "met" if met else "MISSED"
