"""`make fuzz`: play inputs of every kind, on all cores, and tell what came of them. Exit status 1 when something was
handled by no rule: then the smallest input that shows it is told, and how to play it again."""

import argparse
import os
import secrets
import sys
from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context

# Read by python-telegram-bot when it is first imported, in this process and in those that it starts.
os.environ["PTB_TIMEDELTA"] = "1"

from tests.fuzz.kinds import KINDS
from tests.fuzz.running import Played
from tests.fuzz.shares import Share, played_share, shares_of

SHOWN_OUTCOMES = 12


@dataclass(slots=True)
class Account:
    """What came of a kind so far."""

    inputs: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    found: list[tuple[Share, Played]] = field(default_factory=list)

    def add(self, share: Share, played: Played) -> None:
        self.inputs += played.inputs
        self.seconds += played.seconds
        self.outcomes += played.outcomes
        if played.found is not None:
            self.found.append((share, played))


def main() -> int:
    """Play, tell, and say whether everything was handled."""
    given = _arguments()
    shares = list(shares_of(given.kind or list(KINDS), given.inputs, given.seed, given.share))
    accounts: dict[str, Account] = {share.kind: Account() for share in shares}
    print(f"seed {given.seed}, {len(shares)} shares on {given.processes} processes", flush=True)
    with ProcessPoolExecutor(given.processes, get_context("spawn")) as pool:
        running = {pool.submit(played_share, share): share for share in shares}
        for done in as_completed(running):
            if done.cancelled():
                continue
            _take(done, running[done], accounts[running[done].kind])
            if accounts[running[done].kind].found:  # one is enough of a kind; the others go on
                for waiting in (future for future, share in running.items() if share.kind == running[done].kind):
                    waiting.cancel()
    _tell(accounts, given.seed)
    return 1 if any(account.found for account in accounts.values()) else 0


def _arguments() -> argparse.Namespace:
    told = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    told.add_argument("--inputs", type=int, default=100_000, help="of each kind")
    told.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="the same seed, the same inputs")
    told.add_argument("--kind", action="append", choices=list(KINDS), help="this kind alone (may be repeated)")
    told.add_argument("--share", type=int, help="this share alone, to play it again")
    told.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return told.parse_args()


def _take(done: "Future[Played]", share: Share, account: Account) -> None:
    played = done.result()
    account.add(share, played)
    print(f"{share.kind}, share {share.number}: {played.inputs} inputs, {played.seconds:.0f} s", flush=True)
    if played.found is not None:
        print(f"Nobody handled this input:\n{played.found.smallest}\n\n{played.found.trouble}", flush=True)


def _tell(accounts: dict[str, Account], seed: int) -> None:
    print(f"\n{'kind':20} {'inputs':>8} {'distinct outcomes':>18} {'seconds':>8} {'unhandled':>10}   seed {seed}")
    for kind, account in accounts.items():
        print(f"{kind:20} {account.inputs:8} {len(account.outcomes):18} {account.seconds:8.0f} {len(account.found):10}")
    for kind, account in accounts.items():
        common = ", ".join(f"{outcome} {count}" for outcome, count in account.outcomes.most_common(SHOWN_OUTCOMES))
        print(f"\n{kind}: {common}")
        for share, _ in account.found:
            print(f'Again: python -m tests.fuzz --kind "{kind}" --seed {seed} --share {share.number}')


if __name__ == "__main__":
    sys.exit(main())
