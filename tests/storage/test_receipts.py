"""What a killed process knew of its letters is known to whoever takes over, unless nobody can know."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import receipts
from storage.receipts import SLOTS, Receipts, known_of

HANDS = """
import os, signal, sys
from storage.receipts import Receipts
notes = Receipts(sys.argv[1])
for letter in (1, 2, 3, 4):
    notes.left(letter)
notes.answered(2, 72)
notes.answered(3, 73)
notes.recorded(3)
notes.recorded(4)
notes.left(5)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def owner() -> Iterator[str]:
    name = f"machine/4026:17:{secrets.token_hex(4)}"
    yield name
    receipts.forget(name)


def test_of_a_killed_process_it_is_known_what_had_left_and_what_was_answered(owner: str) -> None:
    died = subprocess.run([sys.executable, "-c", HANDS, owner], cwd=Path(__file__).parents[2], check=False)

    assert died.returncode == -signal.SIGKILL
    assert known_of(owner) == {1: None, 2: 72, 5: None}


def test_of_a_process_that_has_left_nothing_behind_nothing_is_known(owner: str) -> None:
    assert known_of(owner) is None


def test_what_was_settled_is_forgotten(owner: str) -> None:
    Receipts(owner).left(1)

    receipts.forget(owner)

    assert known_of(owner) is None


def test_a_file_that_is_not_ours_or_not_whole_tells_nothing(owner: str, tmp_path: Path) -> None:
    Receipts(owner).left(1)
    file = receipts._path(owner)
    content = file.read_bytes()

    file.write_bytes(content[:-1])
    assert known_of(owner) is None
    file.unlink()
    (tmp_path / "elsewhere").write_bytes(content)
    file.symlink_to(tmp_path / "elsewhere")
    assert known_of(owner) is None


def test_a_name_that_is_taken_is_not_written_to(owner: str) -> None:
    first = Receipts(owner)
    first.left(1)

    second = Receipts(owner)
    second.left(2)

    assert known_of(owner) is None  # of two nobody knows whose letters are whose


def test_when_there_is_no_room_for_a_note_nothing_is_known_rather_than_something_wrong(owner: str) -> None:
    notes = Receipts(owner)
    for letter in range(SLOTS):
        notes.left(letter)
    assert len(known_of(owner) or {}) == SLOTS

    notes.left(SLOTS)

    assert known_of(owner) is None


def test_where_there_is_no_such_memory_letters_are_sent_all_the_same(
    owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.receipts.MEMORY", tmp_path / "missing")

    notes = Receipts(owner)
    notes.left(1)
    notes.answered(1, 71)
    notes.recorded(1)

    assert known_of(owner) is None
