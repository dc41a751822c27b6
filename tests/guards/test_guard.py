"""A guard knows where it stands, and can be taken out only where that is beyond doubt."""

from pathlib import Path

import pytest

from tests.guards.guard import Guard
from tests.guards.trial import files_of

CODE = """LIMIT = 3


class Door:
    def open(self) -> bool:
        return self.known


def bell() -> None:
    ring()
"""


def guard(text: str, file: str = "door.py") -> Guard:
    return Guard("a threat", file, text, "pass", ("test_of_the_door",))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "door.py").write_text(CODE)
    (tmp_path / "door.conf").write_text("locked yes\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_door.py").write_text("def test_of_the_door(): ...\ndef test_of_the_bell(): ...\n")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "place"),
    [("return self.known", "door.py:Door.open"), ("    ring()\n", "door.py:bell"), ("LIMIT = 3", "door.py:LIMIT")],
)
def test_a_guard_is_named_by_the_function_around_it(text: str, place: str, project: Path) -> None:
    assert guard(text).place(project) == place
    assert guard("locked", "door.conf").place(project) == "door.conf"


@pytest.mark.parametrize("text", ["nowhere", "self"])
def test_what_stands_nowhere_or_twice_is_no_guard(text: str, project: Path) -> None:
    with pytest.raises(ValueError, match=text):
        guard(text).take_out(project)

    assert (project / "door.py").read_text() == CODE


def test_a_guard_that_is_taken_out_is_gone(project: Path) -> None:
    guard("return self.known").take_out(project)

    assert (project / "door.py").read_text() == CODE.replace("return self.known", "pass")


def test_tests_are_named_with_their_files_in_the_order_of_the_files(project: Path) -> None:
    assert files_of(["test_of_the_bell", "test_of_the_door"], project) == [
        "tests/test_door.py::test_of_the_door",
        "tests/test_door.py::test_of_the_bell",
    ]
    with pytest.raises(KeyError):
        files_of(["test_of_nothing"], project)
