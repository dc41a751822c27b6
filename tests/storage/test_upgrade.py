"""A store of every earlier version is brought up to date with every row, works, and can be had back as it was."""

import asyncio
import os
import re
import stat
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.cli import main
from storage import backup_file, upgrade
from storage.database import Database
from tests.storage.earlier import REVISIONS, STORES, Rows, build, put, still_there, written
from tests.support.postgres import Postgres

# The version before this one stands for those before it, which `make thorough` tries too.
TRIED = (*(pytest.param(each, marks=pytest.mark.thorough) for each in REVISIONS[:-1]), REVISIONS[-1])
VERSIONS = Path(upgrade.__file__).parent / "migrations" / "versions"
# What processes of the version before go on with while the new schema is in: additions that may stay empty.
ADDS = re.compile(r"(op|batch_op)\.(create_table|create_index|add_column|f|batch_alter_table)$")


@pytest.fixture
async def url(server: Postgres | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty store, on each engine in turn."""
    async with AsyncExitStack() as ending:
        if server is None:
            yield f"sqlite:///{tmp_path}/narada.db"
        else:
            yield await ending.enter_async_context(server.database())


@pytest.fixture
async def earlier(url: str) -> AsyncIterator[Database]:
    db = Database.open(url)
    yield db
    await db.close()


async def command(monkeypatch: pytest.MonkeyPatch, url: str, *words: str) -> int:
    """Run the real command on that store; in a thread, for it has a loop of its own."""
    monkeypatch.setenv("NARADA_STORAGE__URL", url)
    return await asyncio.to_thread(main, [words[0], "--config", os.devnull, *words[1:]])


@pytest.mark.parametrize("revision", TRIED)
async def test_a_store_of_an_earlier_version_is_brought_up_to_date_with_every_row(
    revision: str, earlier: Database, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = await build(earlier, revision, tmp_path)
    assert await upgrade.revision(earlier) == revision
    assert min(len(rows[name]) for name in ("partnerships", "people", "meetings", "rsvps", "feeds", "outbox")) >= 1

    assert await command(monkeypatch, url, "migrate") == 0

    assert await upgrade.revision(earlier) == upgrade.HEAD
    assert await still_there(earlier, rows) == rows


@pytest.mark.parametrize("revision", TRIED)
async def test_a_process_of_the_version_before_goes_on_writing_while_the_new_schema_is_in(
    revision: str, earlier: Database, tmp_path: Path
) -> None:
    rows = written(revision, tmp_path)
    await upgrade.migrate(earlier)

    async with earlier.altered() as connection:
        await put(connection, rows)  # with the columns that it knows

    assert await still_there(earlier, rows) == rows


@pytest.mark.parametrize("file", sorted(path.name for path in VERSIONS.glob("0*.py")))
def test_a_migration_only_adds_so_that_both_versions_run_beside_each_other(file: str) -> None:
    code = (VERSIONS / file).read_text(encoding="utf-8")
    upward = code[code.index("def upgrade()") : code.index("def downgrade()")]
    calls = set(re.findall(r"(?:op|batch_op)\.\w+", upward))
    added = re.findall(r"add_column\((.*)\)\n", upward)

    assert calls
    assert [call for call in calls if not ADDS.match(call)] == []
    assert [column for column in added if "nullable=True" not in column and "server_default" not in column] == []


async def test_the_way_back_is_kept_before_the_schema_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/narada.db"
    rows = await _closed(url, "0003", tmp_path)
    assert await command(monkeypatch, url, "migrate") == 0

    kept = tmp_path / f"narada.before-{upgrade.HEAD}.db"
    assert backup_file.looked_at(kept).revision == "0003"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    assert await command(monkeypatch, f"sqlite:///{tmp_path}/other.db", "restore", str(kept)) == 0
    restored = Database.open(f"sqlite:///{tmp_path}/other.db")
    back = await still_there(restored, rows)
    await restored.close()
    assert all(len(back[name]) == len(rows[name]) for name in rows)


async def test_where_the_way_back_cannot_be_kept_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/narada.db"
    rows = await _closed(url, "0003", tmp_path)
    (tmp_path / f"narada.before-{upgrade.HEAD}.db").write_text("czyjś plik")

    assert await command(monkeypatch, url, "migrate") == 1

    assert "no copy of it could be kept" in capsys.readouterr().err
    db = Database.open(url)
    assert await upgrade.revision(db) == "0003"
    assert await still_there(db, rows) == rows
    await db.close()


async def test_nothing_is_kept_where_nothing_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/narada.db"
    for _ in range(2):
        assert await command(monkeypatch, url, "migrate") == 0

    assert [path.name for path in tmp_path.iterdir() if "before" in path.name] == []


async def test_a_new_store_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await command(monkeypatch, f"sqlite:///{tmp_path}/narada.db", "migrate") == 0

    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("narada.db*")} == {0o600}


async def test_an_older_program_leaves_a_newer_store_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/narada.db"
    assert await command(monkeypatch, url, "migrate") == 0
    monkeypatch.setattr(upgrade, "HEAD", "0004")
    monkeypatch.setattr(upgrade, "known_revisions", lambda: set(REVISIONS))

    for words in (("migrate",), ("backup", str(tmp_path / "kopia.db"))):
        assert await command(monkeypatch, url, *words) == 1

    assert capsys.readouterr().err.count("newer version of Narada") == 2
    assert not (tmp_path / "kopia.db").exists()


def test_every_revision_before_this_one_has_a_store_to_begin_with() -> None:
    assert {path.stem for path in STORES.glob("*.sql")} == set(REVISIONS) == upgrade.known_revisions() - {upgrade.HEAD}


async def _closed(url: str, revision: str, folder: Path) -> Rows:
    db = Database.open(url)
    rows = await build(db, revision, folder)
    await db.close()
    return rows
