"""What keeps the service from starting: one sentence, exit status 1, no traceback, no token.

The commands run at the same time, because most of what each takes is Python starting.
"""

import asyncio
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot import config
from bot.app.telegram import TelegramUnreachable, bot_of, signed_in
from sandbox import Limits, Sandbox
from sandbox.demo import free_port
from storage.upgrade import HEAD
from tests.bad_input.command import PATIENCE, Ended, ended, narada, started
from tests.support import full_disk

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.thorough]

TOKEN = "123456:TEST"
OTHER_TOKEN = "123456:SomebodyElsesSecret"
AT_MOST = 15.0  # seconds in which a silent Telegram is given up

Prepare = Callable[[Path], dict[str, str]]


def nobody_listens(_: Path) -> dict[str, str]:
    return {"TELEGRAM__API_URL": f"http://127.0.0.1:{free_port(23_000)}"}


def a_newer_store(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "narada.db")) as store, store:
        store.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        store.execute("INSERT INTO alembic_version VALUES ('9999')")
    return {}


def no_database(folder: Path) -> dict[str, str]:
    (folder / "narada.db").write_text("Lista partnerów, prowadzona ręcznie\n" * 100)
    return {}


def another_programs_store(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "narada.db")) as store, store:
        store.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        store.execute("INSERT INTO notes (text) VALUES ('nie nasze')")
    return {}


def a_truncated_store(folder: Path) -> dict[str, str]:
    file = folder / "narada.db"
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        store.execute("INSERT INTO alembic_version VALUES ('0001')")
        store.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        store.execute("INSERT INTO people (name) VALUES (?)", ("osoba" * 10_000,))
    with file.open("r+b") as half:
        half.truncate(file.stat().st_size // 2)
    return {}


def a_store_that_lost_its_tables(folder: Path) -> dict[str, str]:
    """What goes wrong with the store once it is opened, but before the parts run."""
    with closing(sqlite3.connect(folder / "narada.db")) as store, store:
        store.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        store.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    return {}


SILENT = "Telegram that accepts and says nothing"
STARTS: dict[str, tuple[Prepare, str]] = {
    SILENT: (lambda _: {}, "Telegram cannot be reached"),
    "wrong token": (lambda _: {"TELEGRAM__TOKEN": OTHER_TOKEN}, "Telegram refuses the bot's token"),
    "no token": (lambda _: {"TELEGRAM__TOKEN": ""}, "The bot's token is missing"),
    "unreachable Telegram": (nobody_listens, "Telegram cannot be reached"),
    "store from a newer version": (a_newer_store, "newer version of Narada (9999)"),
    "store that is no database": (no_database, "file is not a database"),
    "store that is truncated": (a_truncated_store, "database disk image is malformed"),
    "store that lost its tables": (a_store_that_lost_its_tables, "cannot be used: no such table"),
    "store of another program": (another_programs_store, "belongs to another program (table “notes”)"),
    "store where nothing can be written": (lambda _: {"STORAGE__URL": "sqlite:////proc/narada.db"}, "cannot be used"),
    "empty store that may not be migrated": (lambda _: {}, "run: narada migrate"),
    "port taken": (lambda _: {}, "Another program is using 127.0.0.1:"),
}
MORE_ARGUMENTS = {"empty store that may not be migrated": ("--no-migrate",)}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def starts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, asyncio.Task[Ended]]]:
    """Every start, each in a folder of its own, all under way; three at a time, as there are few processors."""
    room = asyncio.Semaphore(3)
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as taken:
        places = {
            "port taken": {"WEB__PORT": str(taken.getsockname()[1])},
            SILENT: {"TELEGRAM__API_URL": f"http://127.0.0.1:{silent.getsockname()[1]}"},
        }
        async with Sandbox(TOKEN, limits=Limits.off()) as telegram, asyncio.TaskGroup() as group:
            yield {
                name: group.create_task(
                    _start(name, tmp_path_factory.mktemp("start"), telegram, places.get(name, {}), room)
                )
                for name in STARTS
            }


async def _start(name: str, folder: Path, telegram: Sandbox, place: dict[str, str], room: asyncio.Semaphore) -> Ended:
    environ = {
        "TELEGRAM__TOKEN": TOKEN,
        "TELEGRAM__API_URL": telegram.api_url,
        "STORAGE__URL": "sqlite:///narada.db",
        "WEB__PORT": str(free_port(21_000)),
    }
    async with room:
        return await narada(
            "run", *MORE_ARGUMENTS.get(name, ()), folder=folder, environ=environ | STARTS[name][0](folder) | place
        )


@pytest.mark.parametrize("name", STARTS)
async def test_what_keeps_the_service_from_starting_is_told_in_one_sentence(
    name: str, starts: dict[str, asyncio.Task[Ended]]
) -> None:
    told = await starts[name]

    assert told.status == 1
    assert STARTS[name][1] in told.sentence
    assert told.stdout == ""
    assert_no_secret(told)


async def test_a_start_asks_a_silent_telegram_no_longer_than_people_wait() -> None:
    """That it then ends is shown above; how long a process takes to start depends on the machine."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        environ = {"NARADA_TELEGRAM__TOKEN": TOKEN}
        environ["NARADA_TELEGRAM__API_URL"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        bot = bot_of(config.load(None, environ))
        async with asyncio.timeout(AT_MOST):
            with pytest.raises(TelegramUnreachable):
                await signed_in(bot)
        await bot.shutdown()


@pytest.mark.parametrize("said_to", ["<&- >&- 2>&-", ">/dev/full 2>/dev/full"], ids=["nobody", "a full disk"])
async def test_the_service_runs_whether_or_not_anybody_can_hear_of_it(said_to: str, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{(port := free_port(24_000))}/robots.txt"
    unheard = ("sh", "-c", f'exec "$@" {said_to}', "sh")
    environ = {"STORAGE__URL": "sqlite:///narada.db", "WEB__PORT": str(port)}
    service = await started("run", "--only", "web", folder=tmp_path, environ=environ, before=unheard)

    assert await answers(address)
    service.terminate()
    assert (await ended(service)).status == 0


async def answers(address: str) -> bool:
    """Whether a page is there, as soon as it is; False when it is not within PATIENCE."""
    async with aiohttp.ClientSession() as session:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while True:
                    with suppress(aiohttp.ClientConnectionError):
                        async with session.get(address) as answer:
                            return answer.status == 200
                    await asyncio.sleep(0.05)
    return False


async def test_a_store_on_a_read_only_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    assert (await narada("migrate", folder=tmp_path)).status == 0
    mounted = ("unshare", "--mount", "sh", "-c", 'mount --bind -o ro . "$PWD" && cd "$PWD" && exec "$@"', "sh")
    if shutil.which("unshare") is None or subprocess.run([*mounted, "true"], cwd=tmp_path, check=False).returncode:
        pytest.skip("no read-only mount can be made here (needs unshare and root)")

    told = await narada("migrate", folder=tmp_path, before=mounted)

    assert told.status == 1
    assert "cannot be used" in told.sentence
    assert_no_secret(told)


async def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    told = await narada("migrate", folder=tmp_path, before=full_disk.BEFORE_A_COMMAND)

    assert told.status == 1
    assert "cannot be used" in told.sentence
    assert_no_secret(told)


def assert_no_secret(told: Ended) -> None:
    assert "Traceback" not in told.stderr
    assert not any(token.partition(":")[2] in told.stdout + told.stderr for token in (TOKEN, OTHER_TOKEN))
