"""Every guard of docs/security.md, and what that document says of each threat."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.guards.addresses import ADDRESSES
from tests.guards.guard import ROOT
from tests.guards.keeping import KEEPING
from tests.guards.rights import RIGHTS
from tests.guards.typed import TYPED

GUARDS = (*RIGHTS, *ADDRESSES, *TYPED, *KEEPING)
DOCUMENT = "docs/security.md"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the threat model: the threat, the places of its guards and the tests that prove them."""

    threat: str
    places: frozenset[str]
    tests: frozenset[str]


def lines(root: Path = ROOT) -> tuple[Line, ...]:
    """The threat model as it is written: the rows of the table whose second column names a file."""
    rows = (row.split("|") for row in (root / DOCUMENT).read_text(encoding="utf-8").splitlines())
    cells = ([cell.strip() for cell in row[1:-1]] for row in rows if len(row) == 5)
    return tuple(
        Line(threat, frozenset(re.findall(r"`([\w./@-]+(?::[\w.]+)?)`", guard)), frozenset(_named(tests)))
        for threat, guard, tests in cells
        if _named(tests)
    )


def as_lines(root: Path = ROOT) -> tuple[Line, ...]:
    """The threat model as the guards have it, in their order."""
    return tuple(
        Line(
            threat,
            frozenset(guard.place(root) for guard in GUARDS if guard.threat == threat),
            frozenset(test for guard in GUARDS if guard.threat == threat for test in guard.tests),
        )
        for threat in dict.fromkeys(guard.threat for guard in GUARDS)
    )


def _named(tests: str) -> list[str]:
    return re.findall(r"`(test_\w+)`", tests)
