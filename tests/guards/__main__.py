"""`make guards`: take every guard out, one at a time, in a copy; exit 1 unless each is missed by its tests."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.guards.every import DOCUMENT, GUARDS
from tests.guards.guard import ROOT, Guard
from tests.guards.trial import Verdict, all_pass, copy_of_the_project, verdict

HEADING = "## Tried\n"
COLUMNS = "| threat | taken out | test | without it |\n|---|---|---|---|"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every guard was missed, 1 when some test passed without it, or fails with it."""
    parser = argparse.ArgumentParser(prog="tests.guards", description=__doc__)
    parser.add_argument("threats", nargs="*", help="only these threats, by their names in docs/security.md")
    parser.add_argument("--write", action="store_true", help="put the table at the end of docs/security.md")
    chosen = parser.parse_args(arguments)
    guards = [guard for guard in GUARDS if not chosen.threats or guard.threat in chosen.threats]
    with tempfile.TemporaryDirectory(prefix="narada-guards-") as folder:
        verdicts = list(_tried(guards, copy_of_the_project(Path(folder))))
    missed = sum(each.noticed for each in verdicts)
    print(f"\n{missed} of {len(guards)} guards are missed when they are taken out.")
    if chosen.write and missed == len(GUARDS):
        _write([row for each in verdicts for row in _rows(each)])
    return 0 if missed == len(guards) else 1


def _tried(guards: Sequence[Guard], root: Path) -> Iterator[Verdict]:
    """Each guard's verdict, told as it comes; none when a test fails with every guard in its place."""
    tests = dict.fromkeys(test for guard in guards for test in guard.tests)
    if trouble := all_pass(tests, root):
        print(trouble, "With every guard in its place a test fails: nothing can be shown.", sep="\n")
        return
    print(COLUMNS, flush=True)
    for guard in guards:
        found = verdict(guard, root)
        print(*_rows(found), sep="\n", flush=True)
        if not found.noticed:
            print(found.said, file=sys.stderr)
        yield found


def _rows(found: Verdict) -> list[str]:
    guard = found.guard
    outcomes = [(test, "fails, as it must" if test in found.failed else "**passes**") for test in guard.tests]
    return [f"| {guard.threat} | `{guard.place()}` | `{test}` | {outcome} |" for test, outcome in outcomes]


def _write(rows: Sequence[str]) -> None:
    document = ROOT / DOCUMENT
    above = document.read_text(encoding="utf-8").partition(HEADING)[0]
    told = f"`make guards`, {len(GUARDS)} guards, each taken out once:"
    document.write_text("\n".join([f"{above}{HEADING}", told, "", COLUMNS, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
