"""What runs did and what came of them, in one table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.account import CUT, IN_FLIGHT
from tests.chaos.run import Outcome

SHOWN = 40  # lines of what is wrong
WHY = (CUT, IN_FLIGHT, None)


@dataclass(frozen=True, slots=True)
class Column:
    """One run. Only this is kept of it: its journal alone may fill a gigabyte."""

    name: str
    figures: dict[str, int]
    wrong: tuple[str, ...]
    fell: tuple[str, ...]  # last words of processes that ended by themselves


def column(name: str, outcome: Outcome) -> Column:
    """The figures of a run, in the order in which they are shown."""
    found = outcome.account
    twice = found.twice()
    why = Counter(found.why_twice(entries[0]) for _, entries in twice)
    figures = {
        "seed": outcome.plan.seed,
        "seconds": round(outcome.seconds),
        "kills": outcome.kills,
        "outages of Telegram": outcome.outages,
        "other faults": len(outcome.plan.steps) - outcome.kills - outcome.outages,
        "processes that ended by themselves": len(outcome.fell),
        "presses": found.load.presses,
        "presses lost": found.lost_presses(),
        "presses applied twice": found.repeated_presses(),
        "notices that reached their chats": found.arrived(),
        "notices lost": len(found.lost()),
        "notices in doubt twice, closed as failed": found.given_up(),
        "notices marked possibly twice": sum(row.possibly_twice for row in found.rows),
        "notices that came twice": len(twice),
        **{f"  {reason or 'unexplained'}": why[reason] for reason in WHY},
        "notices that came three times or more": sum(len(entries) > 2 for entries in found.copies.values()),
        "cards that do not show the truth": len(found.untrue_cards()),
        "accounts of announcements that are followed": found.followed(),
        "accounts that do not show the truth": len(found.untrue_accounts()),
        "lines about a lock in the log": len(outcome.locked),
    }
    return Column(name, figures, tuple(outcome.wrong()), tuple(outcome.fell))


def shown(columns: Sequence[Column]) -> str:
    """The table, and below it what is wrong."""
    wide = max(len(name) for each in columns for name in each.figures) + 2
    lines = ["", " " * wide + "".join(f"{each.name:>28}" for each in columns)]
    lines += [
        f"{name:{wide}}" + "".join(f"{each.figures[name]:>28}" for each in columns) for name in columns[0].figures
    ]
    for each in columns:
        lines += ["", f"{each.name}: {len(each.wrong)} wrong" if each.wrong else f"{each.name}: all is well"]
        lines += each.wrong[:SHOWN]
        lines += [f"ended by itself: {words}" for words in each.fell]
    return "\n".join(lines)
