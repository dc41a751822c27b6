"""`python -m tests.chaos`: the great runs, and a table at the end. The exit code says whether all was well."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from storage.copying import clear, copy_rows
from storage.database import Database
from storage.upgrade import migrate
from tests.chaos.fleet import Layout
from tests.chaos.load import TUESDAY_AFTERNOON
from tests.chaos.plan import Amounts, Fault, planned
from tests.chaos.run import Outcome, Run
from tests.chaos.table import Column, column, shown
from tests.support.postgres import FallingPostgres, started_to_fall
from tests.support.processes import place
from tests.support.ways import settings_of

SQLITE, POSTGRESQL, FOUR = "SQLite", "PostgreSQL", "four"
RUNS = (SQLITE, POSTGRESQL, FOUR)
LAYOUTS = (Layout.ONE, Layout.APART, Layout.TWO)
A_SECOND = 25  # presses, where a run is measured in time
NOTICES_A_SECOND = 20


def main() -> int:
    """Play what the arguments ask for."""
    wanted = _arguments()
    seed = wanted.seed or secrets.randbelow(1_000_000)
    columns = [asyncio.run(_played(wanted, each, seed)) for each in wanted.runs or RUNS]
    _say(shown(columns))
    return 1 if any(each.wrong for each in columns) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument(
        "runs", nargs="*", help=f"of {', '.join(RUNS)} (processes on PostgreSQL); all of them by default"
    )
    parser.add_argument("--seed", type=int, default=0, help="repeat the run that printed this seed")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--outages", type=int, default=50)
    parser.add_argument("--troubles", type=int, default=5, help="faults of each other kind")
    parser.add_argument("--presses", type=int, default=20_000)
    parser.add_argument("--notices", type=int, default=20_000, help="that reach their chats, at least")
    parser.add_argument("--layouts", nargs="+", type=Layout, default=LAYOUTS, metavar="LAYOUT")
    parser.add_argument("--kill-every", type=float, default=10.0, metavar="S", help="of four: one is killed so often")
    parser.add_argument("--for", type=float, default=300.0, dest="lasting", metavar="S", help="of four: so long")
    wanted = parser.parse_args()
    if unknown := set(wanted.runs) - set(RUNS):
        parser.error(f"no such run: {', '.join(sorted(unknown))}")
    return wanted


async def _played(wanted: argparse.Namespace, name: str, seed: int) -> Column:
    folder = Path(mkdtemp(prefix="narada-chaos-"))
    _say(f"{name} --seed {seed}; the logs and the store are in {folder} and stay there unless all is well")
    async with _server(name) as (server, settings), place(folder, TUESDAY_AFTERNOON, settings) as here:
        amounts, layouts, every = _four(wanted) if name == FOUR else _great(wanted)
        only = (Fault.KILL,) * amounts.kills if name == FOUR else ()
        plan = planned(seed, amounts, SQLITE if name == SQLITE else POSTGRESQL, only=only)
        outcome: Outcome = await Run(plan, here, layouts, server=server, say=_say, every=every).played()
        found = column(name, outcome)
        if found.wrong and server is not None:
            await _left_behind(settings["STORAGE__URL"], folder)
    if not found.wrong:
        rmtree(folder)
    return found


async def _left_behind(url: str, folder: Path) -> None:
    """A server's store goes with it: leave it as a file."""
    source, left = Database.open(url), Database.open(f"sqlite:///{folder}/narada.db")
    await migrate(left)
    async with source.inspected() as rows, left.altered() as copy:
        await clear(copy)
        await copy_rows(rows, copy)
    await source.close()
    await left.close()


def _great(wanted: argparse.Namespace) -> tuple[Amounts, tuple[Layout, ...], float]:
    amounts = Amounts.of(wanted.kills, wanted.outages, wanted.troubles, wanted.presses, wanted.notices)
    return amounts, tuple(wanted.layouts), 0.0


def _four(wanted: argparse.Namespace) -> tuple[Amounts, tuple[Layout, ...], float]:
    """Bot, web and two schedulers on PostgreSQL, one of them killed every so many seconds."""
    kills, seconds = round(wanted.lasting / wanted.kill_every), wanted.lasting
    amounts = Amounts.of(kills, 0, 0, round(seconds * A_SECOND), round(seconds * NOTICES_A_SECOND))
    return amounts, (Layout.FOUR,), wanted.kill_every


@asynccontextmanager
async def _server(name: str) -> AsyncIterator[tuple[FallingPostgres | None, dict[str, str]]]:
    if name == SQLITE:
        yield None, {}
        return
    with started_to_fall() as server:
        async with settings_of(server.postgres) as settings:
            yield server, settings


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
