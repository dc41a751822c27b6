"""Which way imports point: every contract of pyproject.toml holds, and each, broken once, is told."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = ("bot", "storage", "sandbox")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# The contract, the module that imports wrongly (it is added to a copy), and what it says.
WRONG = [
    ("layers", "bot/domain/wrong.py", "import bot.clock"),
    ("layers", "bot/views/wrong.py", "import bot.usecases"),
    ("layers", "bot/usecases/wrong.py", "from bot import gateway"),
    ("layers", "bot/handlers/wrong.py", "import bot.web"),
    ("layers", "bot/usecases/wrong.py", "import bot.views.message"),
    ("layers", "bot/web/wrong.py", "import bot.handlers.visit"),
    ("layers", "bot/placeless.py", ""),
    ("storage-knows-the-domain", "storage/wrong.py", "import bot.clock"),
    ("storage-knows-the-domain", "storage/wrong.py", "from bot.config import Settings"),
    ("who-reaches-storage", "bot/handlers/wrong.py", "import storage"),
    ("who-reaches-storage", "bot/scheduler/wrong.py", "from storage import database"),
    ("sqlalchemy-in-storage", "bot/usecases/wrong.py", "from sqlalchemy import select"),
    ("telegram-at-the-edge", "bot/scheduler/wrong.py", "from telegram.ext import Application"),
    ("telegram-at-the-edge", "bot/web/wrong.py", "import telegram"),
    ("telegram-at-the-edge", "storage/wrong.py", "import telegram"),
    ("apscheduler-in-the-timetable", "bot/scheduler/wrong.py", "from apscheduler.job import Job"),
    ("domain-without-io", "bot/domain/wrong.py", "from pathlib import Path"),
    ("domain-without-io", "bot/domain/wrong.py", "import asyncio"),
    ("views-load-nothing", "bot/views/wrong.py", "import sqlite3"),
    ("sandbox-stands-alone", "sandbox/wrong.py", "import bot.domain"),
    ("who-reaches-the-sandbox", "bot/gateway/wrong.py", "import sandbox"),
    ("who-reaches-the-sandbox", "storage/wrong.py", "import sandbox"),
    ("no-circles", "storage/wrong.py", "from storage import wrong_too"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The linter's own cache: unchanged files are then read once for all copies."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and the contracts, in a folder of their own."""
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "page"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(folder: Path, cache: Path) -> list[str]:
    """The ids of the contracts that the linter reports broken in this folder."""
    # A process of its own: the linter imports the packages by name, and this one has the originals in memory.
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--cache-dir", cache],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = {
        name: re.findall(rf"^{re.escape(name)} (KEPT|BROKEN)\b", run.stdout, re.MULTILINE)
        for name in CONTRACTS.values()
    }
    assert all(told.values()), run.stdout + run.stderr
    return [identity for identity, name in CONTRACTS.items() if "BROKEN" in told[name]]


def test_every_import_points_the_right_way(copy: Path, cache: Path) -> None:
    assert broken_contracts(copy, cache) == []


@pytest.mark.parametrize(("contract", "module", "line"), WRONG)
def test_a_wrong_import_breaks_exactly_its_contract(
    copy: Path, cache: Path, contract: str, module: str, line: str
) -> None:
    wrong = copy / module
    wrong.write_text(f"{line}\n")
    if contract == "no-circles":
        wrong.with_name("wrong_too.py").write_text("from storage import wrong\n")

    assert broken_contracts(copy, cache) == [contract]


def test_each_contract_is_broken_once() -> None:
    assert {contract for contract, _module, _line in WRONG} == set(CONTRACTS)
