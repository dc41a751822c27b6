"""A guide as somebody reads it who does what it says: headings, and the blocks under them that are to be pasted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
_FENCE = re.compile(r"(?P<indent> *)(?P<fence>```+)(?P<language>\w*)\s*")
_HEADING = re.compile(r"#{2,} +(.+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what its language is, and under which heading it stands."""

    heading: str
    language: str
    text: str
    line: int  # of the opening fence, counted from 1


def blocks(markdown: str) -> Iterator[Block]:
    """Every fenced block in order. ValueError when one is not closed."""
    heading, lines = "", iter(enumerate(markdown.splitlines(), start=1))
    for number, line in lines:
        if found := _HEADING.fullmatch(line):
            heading = found[1]
        elif opening := _FENCE.fullmatch(line):
            yield Block(heading, opening["language"], _until_closed(opening, lines, number), number)


def _until_closed(opening: "re.Match[str]", lines: Iterator[tuple[int, str]], number: int) -> str:
    inside: list[str] = []
    for _, line in lines:
        if line.strip() == opening["fence"]:
            return "".join(f"{each}\n" for each in inside)
        inside.append(line.removeprefix(opening["indent"]))
    raise ValueError(f"the block that begins in line {number} is not closed")
