"""Secrets where none may be: in the files of the project, and in every line that its history has ever added.

`python -m tests.guards.leaks` prints one line for each (without the secret) and exits 1 when there is any.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.guards.guard import ROOT

# What makes a secret: its own form where it has one, else the name it is given to.
KINDS = {
    "a bot's token": re.compile(r"\b(\d{8,10}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])"),
    "a private key": re.compile(r"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"),
    "a password in an address": re.compile(
        r"\b(?:postgres(?:ql)?|https?|redis|amqp)\S*?://[^\s:/@{}$]+:([^\s/@{}$<>*]{4,})@"
    ),
    "a key of a cloud": re.compile(
        r"\b((?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[A-Za-z0-9-]{20,})\b"
    ),
    "a secret that is set": re.compile(
        r"(?i)(?:^|[\s\"'_])(?:token|webhook_secret|password|passwd|api_key)"
        r"[\"']?\s*[=:]\s*[\"']?([A-Za-z0-9_+/-]{24,})[\"']?\s*$"
    ),
}
# Made up, for tests and for examples: what opens nothing. A new one is added here, where it can be seen.
MADE_UP = frozenset({"123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0", "SECRET", "hunter2", "pass", "sekret"})
ADDED = re.compile(r"^\+(?!\+\+ )")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found: of which kind, and where; never the secret itself."""

    kind: str
    where: str


def leaks(root: Path = ROOT) -> list[Leak]:
    """Every secret in the files that git has or would add, and in the lines that any commit has added."""
    return [*_in_files(root), *_in_history(root)]


def _in_files(root: Path) -> list[Leak]:
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    paths = (root / name for name in dict.fromkeys(listed) if name)
    return [
        leak
        for path in paths
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        for leak in _of_line(line, f"{path.relative_to(root)}:{number}")
    ]


def _in_history(root: Path) -> list[Leak]:
    """A secret that was taken out again is known to whoever has the history."""
    if not _git(root, "rev-list", "--all", "--max-count=1"):
        return []
    return list(
        dict.fromkeys(_of_log(_git(root, "log", "--all", "-p", "--no-color", "--unified=0", "--format=%x01%h")))
    )


def _of_log(log: str) -> Iterator[Leak]:
    commit = file = ""
    for line in log.splitlines():
        if line.startswith("\x01"):
            commit = line[1:]
        elif line.startswith("+++ "):
            file = line[6:]
        elif ADDED.match(line):
            yield from _of_line(line[1:], f"{file} in {commit}")


def _of_line(line: str, where: str) -> Iterable[Leak]:
    for kind, pattern in KINDS.items():
        for found in pattern.finditer(line):
            if found.group(1) not in MADE_UP:
                yield Leak(kind, where)


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def main() -> int:
    found = leaks()
    for leak in found:
        print(f"{leak.where}: {leak.kind}")
    print(f"Secrets in the files and in the history: {len(found)}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
