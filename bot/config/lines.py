"""On which line of a TOML text each setting stands. The standard library's parser does not tell."""

import re

Path = tuple[str, ...]

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
# What ends on its line and is not to be counted; three quotes alone open a text that does not, and are kept.
_NOTHING_TO_COUNT = re.compile(r"""\"\"\".*?\"\"\"|'''.*?'''|(\"\"\"|''')|"(?:\\.|[^"\\])*"|'[^']*'|\#.*""")


def lines_of(text: str) -> dict[Path, int]:
    """The first line, counted from 1, of every section `(section,)` and setting `(section, key)`."""
    found: dict[Path, int] = {}
    section: Path = ()
    for number, line in _starts(text):
        if header := _HEADER.fullmatch(line):
            section = _parts(header[1])
            if section:  # else brackets around something that no name is made of
                found.setdefault(section, number)
        elif key := _KEY.match(line):
            path = (*section, *_parts(key[1]))
            for depth in range(1, len(path) + 1):
                found.setdefault(path[:depth], number)
    return found


def _parts(dotted: str) -> Path:
    return tuple("".join(groups) for groups in _PART.findall(dotted))


def _starts(text: str) -> list[tuple[int, str]]:
    """The lines on which something begins: none inside of a list or of a text that goes over several lines."""
    starts: list[tuple[int, str]] = []
    ends_with = ""  # the quotes that end the text we are in
    depth = 0  # how many lists are open
    for number, line in enumerate(text.splitlines(), start=1):
        rest = line
        if ends_with:
            _, found, rest = line.partition(ends_with)
            if not found:
                continue
            ends_with = ""
        elif depth == 0:
            starts.append((number, line))
            rest = "" if _HEADER.fullmatch(line) else line
        rest = _NOTHING_TO_COUNT.sub(r"\1", rest)
        ends_with = next((quotes for quotes in ('"""', "'''") if quotes in rest), "")
        counted = rest.partition(ends_with)[0] if ends_with else rest
        depth = max(0, depth + counted.count("[") - counted.count("]"))
    return starts
