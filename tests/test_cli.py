"""The `narada` command: what it writes, says and returns."""

import asyncio
import getpass
import os
import pty
import re
import resource
import signal
import socket
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event, Thread

import pytest

from bot import config
from bot.cli import command, main
from bot.cli.parser import COMMANDS
from sandbox import Limits, Sandbox

TOKEN = "123456:TEST"
TOO_LONG = "n" * 300  # for a file of any system that we run on
LINK = re.compile(r"https://t\.me/narada_bot\?start=[A-Za-z0-9_-]{22}")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and an environment that says nothing."""
    for name in list(os.environ):
        if name == "LANG" or name.startswith(("NARADA_", "LC_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def telegram_url() -> Iterator[str]:
    """A Telegram in a thread of its own: `main` has an event loop of its own, too."""
    address: list[str] = []
    listening, over = Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def play() -> None:
        async with Sandbox(TOKEN, limits=Limits.off()) as telegram:
            address.append(telegram.api_url)
            loops.append(asyncio.get_running_loop())
            listening.set()
            await over.wait()

    thread = Thread(target=lambda: asyncio.run(play()))
    thread.start()
    assert listening.wait(10)
    yield address[0]
    loops[0].call_soon_threadsafe(over.set)
    thread.join(10)


@pytest.fixture
def telegram(telegram_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A configuration by which the commands reach Telegram."""
    monkeypatch.setenv("NARADA_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("NARADA_TELEGRAM__API_URL", telegram_url)
    return telegram_url


def only_line(told: str) -> str:
    """What was said, which must be one line."""
    (line,) = told.splitlines()
    return line


def test_init_writes_a_configuration_that_loads_with_the_token_and_makes_the_store(place: Path) -> None:
    assert main(["init", "--token", TOKEN]) == 0

    settings = config.load(place / "config.toml", {})
    assert settings.telegram.token == TOKEN
    assert stat.S_IMODE((place / "config.toml").stat().st_mode) == 0o600
    assert main(["migrate", "--config", "config.toml"]) == 0
    with closing(sqlite3.connect(place / "narada.db")) as store:
        assert store.execute("SELECT count(*) FROM alembic_version").fetchall() == [(1,)]


def test_init_never_writes_over_a_file(place: Path, capsys: Captured) -> None:
    (place / "config.toml").write_text("# ręcznie\n")

    assert main(["init", "--token", TOKEN]) == 1

    assert (place / "config.toml").read_text() == "# ręcznie\n"
    assert "config.toml is there already" in capsys.readouterr().err


def test_init_does_not_print_the_token(capsys: Captured) -> None:
    main(["init", "--token", TOKEN])

    assert TOKEN not in "".join(capsys.readouterr())


def test_init_with_a_token_that_is_none_writes_nothing(place: Path, capsys: Captured) -> None:
    assert main(["init", "--token", "sekret"]) == 2

    assert list(place.iterdir()) == []
    assert "not a bot's token" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["nowhere/config.toml", TOO_LONG], ids=["no such folder", "no possible name"])
def test_init_of_a_file_that_cannot_be_is_told_in_a_sentence(file: str, capsys: Captured) -> None:
    assert main(["init", "--token", TOKEN, "--config", file]) == 1

    assert f"{file} cannot be written" in only_line(capsys.readouterr().err)


def test_init_on_a_full_disk_leaves_no_half_file_in_the_way_of_the_next_try(place: Path, capsys: Captured) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        status = main(["init", "--token", TOKEN])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert status == 1
    assert "config.toml cannot be written" in only_line(capsys.readouterr().err)
    assert list(place.iterdir()) == []


def test_whoever_wants_out_when_asked_for_the_token_has_written_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_of_input(_: str) -> str:
        raise EOFError

    ours, theirs = pty.openpty()
    monkeypatch.setattr(getpass, "getpass", end_of_input)
    with os.fdopen(ours, "rb"), os.fdopen(theirs, encoding="utf-8") as keyboard:
        monkeypatch.setattr(sys, "stdin", keyboard)
        assert main(["init"]) == 1

    assert list(place.iterdir()) == []


@pytest.mark.parametrize("command", ["run", "check", "migrate", "coordinator-link"])
def test_a_configuration_that_is_named_must_be_there(command: str, place: Path, capsys: Captured) -> None:
    assert main([command, "--config", "missing.toml"]) == 2

    assert capsys.readouterr().err.startswith("missing.toml: there is no such file")
    assert list(place.iterdir()) == []


def test_a_configuration_that_cannot_even_be_looked_at_is_not_passed_over(place: Path, capsys: Captured) -> None:
    (place / "config.toml").symlink_to(TOO_LONG)

    assert main(["migrate"]) == 2

    assert only_line(capsys.readouterr().err).startswith("config.toml: the file cannot be read")


@pytest.mark.parametrize("command", ["run", "check", "migrate", "coordinator-link"])
def test_the_clock_cannot_be_moved_while_real_people_are_written_to(
    command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("NARADA_CLOCK_FILE", str(place / "clock"))

    assert main([command]) == 2

    assert capsys.readouterr().err.startswith("NARADA_CLOCK_FILE: the clock cannot be moved")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["run", "--only", "mail"],
        ["run", "--port", "80"],
        ["demo", "--port", "x"],
        ["demo", "--port", "0"],
        ["demo", "--port", "-5"],
        ["demo", "--port", "65536"],
        ["check", "now"],
        ["why", "person", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_status_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: narada" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_can_be_typed_can_be_run(name: str) -> None:
    assert callable(command(name))


def test_a_demo_in_no_store_is_told_under_the_name_that_was_typed(capsys: Captured) -> None:
    assert main(["demo", "--store", "narada.db"]) == 2

    told = capsys.readouterr()
    assert only_line(told.err).startswith("--store: this is not the address of a store")
    assert told.out == ""


def test_a_coordinators_link_stands_alone_on_the_last_line_and_is_another_each_time(
    telegram: str, capsys: Captured
) -> None:
    links = []
    for _ in range(2):
        assert main(["coordinator-link"]) == 0
        links.append(capsys.readouterr().out.splitlines()[-1])

    assert all(LINK.fullmatch(link) for link in links)
    assert links[0] != links[1]


def test_a_coordinators_link_makes_the_partnership_that_is_named(telegram: str, place: Path, capsys: Captured) -> None:
    for _ in range(2):
        assert main(["coordinator-link", "--partnership", "Partnerstwo\u202e na rzecz   Zatrudnienia"]) == 0

    assert "“Partnerstwo na rzecz Zatrudnienia”" in capsys.readouterr().out
    with closing(sqlite3.connect(place / "narada.db")) as store:
        assert store.execute("SELECT name FROM partnerships").fetchall() == [("Partnerstwo na rzecz Zatrudnienia",)]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "P" * 161, "a" + "\u0301" * 4_000, "\udc80"], ids=range(6))
def test_a_partnership_cannot_have_a_name_that_nobody_could_read(
    name: str, telegram: str, place: Path, capsys: Captured
) -> None:
    assert main(["coordinator-link", "--partnership", name]) == 2

    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(place.iterdir()) == []


def test_check_is_0_when_all_is_well_and_says_a_line_a_finding(telegram: str, capsys: Captured) -> None:
    assert main(["migrate"]) == 0
    capsys.readouterr()

    assert main(["check"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "✓ Telegram: @narada_bot answers." in lines
    assert all(line[0] in "✓!" for line in lines)


@pytest.mark.parametrize(
    ("variable", "value", "finding"),
    [
        ("NARADA_TELEGRAM__TOKEN", "", "✗ Telegram: the bot's token is missing."),
        ("NARADA_TELEGRAM__TOKEN", "123456:OTHER", "✗ Telegram: the bot's token is refused."),
        ("NARADA_TELEGRAM__API_URL", "http://127.0.0.1:1", "✗ Telegram: cannot be reached at http://127.0.0.1:1."),
        ("NARADA_STORAGE__URL", "sqlite:////proc/narada.db", "✗ Store: cannot be used"),
        ("NARADA_STORAGE__URL", "postgresql://narada:hunter2@db/narada", "✗ Store: cannot be used"),
        ("NARADA_STORAGE__URL", f"sqlite:///{TOO_LONG}", "✗ Store: cannot be used"),
        ("NARADA_STORAGE__URL", "sqlite:///.", "✗ Store: cannot be used"),
    ],
)
def test_check_is_1_when_something_is_wrong(
    variable: str, value: str, finding: str, telegram: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv(variable, value)

    assert main(["check"]) == 1

    told = capsys.readouterr().out
    assert any(line.startswith(finding) for line in told.splitlines()), told
    assert "OTHER" not in told
    assert "hunter2" not in told


def test_migrate_may_be_repeated(capsys: Captured) -> None:
    assert [main(["migrate"]), main(["migrate"])] == [0, 0]

    assert capsys.readouterr().out.splitlines() == ["The store sqlite:///narada.db is up to date."] * 2


def test_a_store_that_is_not_ours_is_refused_and_left_as_it_was(place: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(place / "narada.db")) as store, store:
        store.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")

    assert main(["migrate"]) == 1

    assert "belongs to another program (table “notes”)" in capsys.readouterr().err
    with closing(sqlite3.connect(place / "narada.db")) as store:
        assert store.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////dev/null/narada.db", "unable to open database file"),
        ("sqlite:////", "unable to open database file"),
        ("postgresql://narada:hunter2@db/narada", "asyncpg"),
    ],
    ids=["below a file", "a folder", "an engine that is not installed"],
)
def test_a_store_that_cannot_be_opened_is_told_in_one_sentence(
    url: str, reason: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("NARADA_STORAGE__URL", url)
    monkeypatch.setitem(sys.modules, "asyncpg", None)  # as where nobody has installed it

    assert main(["migrate"]) == 1

    (sentence,) = capsys.readouterr().err.splitlines()
    assert reason in sentence
    assert "hunter2" not in sentence


@pytest.mark.parametrize(
    "arguments",
    [["migrate"], ["backup", "x"], ["why", "meeting", "1"], ["copy", "--to", "sqlite:///x.db"]],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("file", [".", TOO_LONG], ids=["a folder", "no possible name"])
def test_a_store_that_is_no_file_is_told_in_one_sentence_whatever_is_wanted_of_it(
    file: str, arguments: list[str], place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("NARADA_STORAGE__URL", f"sqlite:///{file}")

    assert main(arguments) == 1

    assert f"The store sqlite:///{file} cannot be used" in only_line(capsys.readouterr().err)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["migrate"], ["backup", "x"], ["copy", "--to", "sqlite:///x.db"], ["init", "--token", TOKEN]],
    ids=lambda arguments: arguments[0],
)
def test_in_a_folder_that_is_gone_a_command_fails_and_says_so(
    arguments: list[str], place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    gone = place / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert main(arguments) == 1

    assert "No such file or directory" in "".join(capsys.readouterr())


@pytest.mark.parametrize("number", [str(2**63), str(-(2**63) - 1), "9" * 40], ids=["above", "below", "far above"])
@pytest.mark.parametrize("what", ["person", "meeting", "delivery"])
def test_why_of_a_number_that_no_store_can_hold_is_told_in_one_sentence(
    what: str, number: str, capsys: Captured
) -> None:
    assert main(["why", what, number]) == 1

    assert only_line(capsys.readouterr().err) == f"There is no such number: {number}."


def test_ctrl_c_ends_a_command_with_status_1_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, ExitStack() as held:
        silent.settimeout(10)
        monkeypatch.setenv("NARADA_TELEGRAM__TOKEN", TOKEN)
        monkeypatch.setenv("NARADA_TELEGRAM__API_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")

        def interrupt() -> None:
            held.enter_context(silent.accept()[0])  # which gets no answer
            os.kill(os.getpid(), signal.SIGINT)

        # A shell makes what it starts in the background deaf to Ctrl-C.
        held.callback(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))
        waiting = Thread(target=interrupt)
        waiting.start()
        assert main(["coordinator-link"]) == 1
        waiting.join()

    assert capsys.readouterr() == ("", "")


def test_the_command_speaks_polish_in_a_polish_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")

    assert main(["migrate"]) == 0
    assert main(["check"]) == 1

    assert "Baza sqlite:///narada.db jest aktualna." in capsys.readouterr().out
