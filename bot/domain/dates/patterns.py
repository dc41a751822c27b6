"""Phrases written as patterns, and where they match in a row of tokens.

A pattern is a row of items divided by blanks: `za|in` is one of these words, `MONTH` a slot that finds a number (1-12
for a month), `?` after an item makes it optional, `~` before it lets nothing stand between it and the item before.
Every way to match is found; nothing is recursive, so the work is bounded by the length of the text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from bot.domain.dates.text import Token, folded

T = TypeVar("T")
Tokens: TypeAlias = tuple[Token, ...]
Found: TypeAlias = dict[str, int]
Slot: TypeAlias = Callable[[Tokens, int], Iterator[tuple[int, int]]]
"""Finds a value at a position: every pair of the value and the position after it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern: a word out of several, or a slot."""

    words: frozenset[str]
    slot: str | None
    optional: bool
    joined: bool


Pattern: TypeAlias = tuple[Item, ...]


def pattern(written: str) -> Pattern:
    """The pattern that is written in the notation above."""
    return tuple(_item(item) for item in written.split())


def _item(written: str) -> Item:
    core = written.removeprefix("~").removesuffix("?")
    slot = core if core.isupper() else None
    words = frozenset() if slot else frozenset(folded(word) for word in core.split("|"))
    return Item(words, slot, optional=written.endswith("?"), joined=written.startswith("~"))


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A phrase and what it means, built from what its slots found."""

    phrase: Pattern
    build: Callable[[Found], T]


def rule(written: str, build: Callable[[Found], T]) -> Rule[T]:
    """A rule for the pattern as written."""
    return Rule(pattern(written), build)


def matches(phrase: Pattern, tokens: Tokens, start: int, slots: Mapping[str, Slot]) -> list[tuple[Found, int]]:
    """Every way in which the phrase matches from `start`: what its slots found, and the position after it."""
    ways: list[tuple[Found, int]] = [({}, start)]
    for item in phrase:
        longer = [
            ({**found, **more}, after) for found, end in ways for more, after in _item_matches(item, tokens, end, slots)
        ]
        ways = ways + longer if item.optional else longer
        if not ways:
            break
    return ways


def _item_matches(item: Item, tokens: Tokens, at: int, slots: Mapping[str, Slot]) -> Iterator[tuple[Found, int]]:
    if at >= len(tokens) or (item.joined and not tokens[at].joined):
        return
    if item.slot is not None:
        for value, end in slots[item.slot](tokens, at):
            yield {item.slot: value}, end
    elif tokens[at].text in item.words:
        yield {}, at + 1


def number(*lengths: int, first: str = "0123456789", most: int = 9999) -> Slot:
    """A slot for a number up to `most`, written with that many digits, the first one out of `first`."""

    def find(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
        text = tokens[at].text
        if tokens[at].is_number and len(text) in lengths and text[0] in first and int(text) <= most:
            yield int(text), at + 1

    return find


def either(*slots: Slot) -> Slot:
    """A slot that finds what any of these finds."""

    def find(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
        for slot in slots:
            yield from slot(tokens, at)

    return find


def words(meanings: Mapping[str, int]) -> Slot:
    """A slot for words and what they mean; `dwudziesta_pierwsza` is two words. A full stop may follow at once."""
    spelled = {tuple(spelling.split("_")): value for word, value in meanings.items() for spelling in spellings(word)}
    longest = max(len(row) for row in spelled)

    def find(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
        row = tuple(token.text for token in tokens[at : at + longest])
        for length in range(1, len(row) + 1):
            if row[:length] in spelled:
                end = at + length
                yield spelled[row[:length]], end
                if end < len(tokens) and tokens[end].text == "." and tokens[end].joined:
                    yield spelled[row[:length]], end + 1

    return find


def spellings(word: str) -> set[str]:
    """The ways a word is typed where there is no key for its letters: `fünf`, `funf`, `fuenf`."""
    spread = word.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {folded(word), folded(spread)}


def numbered(first: int, *rows: str) -> dict[str, int]:
    """The words of each row mean one number; the next row, the next number."""
    return {word: value for value, row in enumerate(rows, first) for word in row.split()}
