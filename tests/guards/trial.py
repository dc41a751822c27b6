"""Taking guards out of a copy of the project, one after another, and seeing whether their tests notice."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.guards.guard import ROOT, Guard

PASSED, FAILED = 0, 1  # pytest's exit statuses; any other says that the tests did not run
TELLS = re.compile(r"^(FAILED|ERROR) \S+::(test_\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happened to the tests of a guard that was taken out. `said` is the end of what pytest said."""

    guard: Guard
    failed: frozenset[str]
    said: str = ""

    @property
    def noticed(self) -> bool:
        return self.failed >= set(self.guard.tests)


def copy_of_the_project(folder: Path) -> Path:
    """Everything that git has or would add, in a folder of its own with a history of one commit."""
    listed = _run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=ROOT).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    _run("git", "init", "--quiet", folder=folder)  # tests ask git for the files of the project
    return folder


def files_of(tests: Iterable[str], root: Path) -> list[str]:
    """The tests as pytest wants them named: with the file that has them. Raises KeyError for one that is nowhere.

    In the order of the files, for tests of one file may share what the earlier ones leave.
    """
    written = {
        name: f"{path.relative_to(root).as_posix()}::{name}"
        for path in sorted((root / "tests").rglob("test_*.py"))
        for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))
    }
    named = {written[test] for test in tests}
    return [name for name in written.values() if name in named]


def all_pass(tests: Iterable[str], root: Path) -> str:
    """Run the tests with every guard in its place; nothing, or what pytest said when one of them does not pass."""
    ran = _tested(tests, root)
    return "" if ran.returncode == PASSED else ran.stdout[-4_000:]


def verdict(guard: Guard, root: Path) -> Verdict:
    """Take the guard out of the copy, run its tests, and put it back."""
    with _taken_out(guard, root):
        ran = _tested(guard.tests, root)
    outcomes = TELLS.findall(ran.stdout) if ran.returncode == FAILED else []
    return Verdict(guard, frozenset(name for _, name in outcomes), ran.stdout[-2_000:])


@contextmanager
def _taken_out(guard: Guard, root: Path) -> Iterator[None]:
    path = root / guard.file
    before, mode = path.read_bytes(), path.stat()
    guard.take_out(root)
    try:
        yield
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(mode.st_atime_ns, mode.st_mtime_ns))  # else what was compiled meanwhile would seem fresh


def _tested(tests: Iterable[str], root: Path) -> "subprocess.CompletedProcess[str]":
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--tb=no", "-rfE")
    return _run(sys.executable, "-m", "pytest", *options, *files_of(tests, root), folder=root)


def _run(*command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
