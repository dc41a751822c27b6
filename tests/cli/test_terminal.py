"""What is said reaches any terminal, and what nobody can hear keeps no command from its work."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

from bot.cli import main

FULL = Path("/dev/full")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and an environment that says nothing."""
    for name in list(os.environ):
        if name == "LANG" or name.startswith(("NARADA_", "LC_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def no_reader() -> Iterator[None]:
    """A stdout whose reader has gone, as after `| head -1`. To close it writes what is left, which must go well."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stdout, redirect_stdout(stdout):
        yield


@contextmanager
def no_room() -> Iterator[None]:
    """A stdout on a full disk."""
    with FULL.open("w", encoding="utf-8") as stdout, redirect_stdout(stdout):
        yield


def test_a_reader_who_has_gone_keeps_no_command_from_its_work(place: Path, capsys: Captured) -> None:
    with no_reader():
        assert main(["migrate"]) == 0

    assert (place / "narada.db").exists()
    assert capsys.readouterr() == ("", "")


def test_the_exit_status_is_true_also_when_the_reader_has_gone(capsys: Captured) -> None:
    with no_reader():
        assert main(["check"]) == 1  # there is no token

    assert capsys.readouterr() == ("", "")


def test_help_that_nobody_reads_ends_well(capsys: Captured) -> None:
    with no_reader(), pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("arguments", [["check"], ["--help"]], ids=" ".join)
def test_what_finds_no_room_is_a_failure_that_is_told(arguments: list[str], capsys: Captured) -> None:
    with no_room():
        assert main(arguments) == 1

    assert capsys.readouterr() == ("", "/dev/full: No space left on device\n")


def test_a_command_does_its_work_also_when_every_stream_was_closed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)  # as Python has it after `narada init <&- >&- 2>&-`

    assert main(["init"]) == 0

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()
    assert (place / "narada.db").exists()


def test_help_is_shown_on_a_terminal_that_lacks_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    monkeypatch.setenv("LC_ALL", "pl_PL")

    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    assert b"us?ug" in shown.getvalue()
