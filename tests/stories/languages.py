"""Telling one language of the bot from another, by its own sentences and by the names of days and months."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.domain.people import Language
from bot.views import texts as texts_folder
from bot.views.commands import NAMES
from bot.views.texts import texts

FRAGMENT = 10  # letters of a part of a sentence that is looked for in another language
LETTERS = {Language.POLISH: "ąćęłńśźżĄĆĘŁŃŚŹŻ", Language.ENGLISH: "", Language.GERMAN: "äöüßÄÖÜ"}
KEY_LIKE = re.compile(r"\b[a-z_]+(?:-[a-z_]+)+\b")


def strayed(said: str, language: Language) -> str:
    """What in it belongs to another language, is a name of ours for a sentence, or a gap; nothing when all is well."""
    for other in Language:
        if other is not language:
            found = _of(other, language, said)
            if found:
                return found
    gap = re.search(r"[{}]|\$\w", said)
    return gap[0] if gap else next((key for key in KEY_LIKE.findall(said) if texts(language).has(key)), "")


def _of(other: Language, language: Language, said: str) -> str:
    letters = set(LETTERS[other]) - set(LETTERS[language])
    strange = next((letter for letter in said if letter in letters), "")
    part = next((part for part in _only(other, language) if part in said), "")
    word = _words_only(other, language).search(said)
    return strange or part or (word[0] if word else "")


@cache
def _only(other: Language, language: Language) -> tuple[str, ...]:
    return tuple(sorted(part for part in fragments(other) - fragments(language) if len(part) >= FRAGMENT))


@cache
def _words_only(other: Language, language: Language) -> re.Pattern[str]:
    """The names of days and months, and of commands."""
    words = sorted(_calendar_words(other) - _calendar_words(language))
    commands = sorted(names[other] for names in NAMES.values() if names[other] not in {names[language], ""})
    return re.compile(rf"\b(?:{'|'.join(words)})\b|(?<!\S)/(?:{'|'.join(commands)})\b")


@cache
def _calendar_words(language: Language) -> frozenset[str]:
    locale = Locale(language.value)
    months = (locale.months[form]["wide"].values() for form in ("format", "stand-alone"))
    days = (locale.days[form]["wide"].values() for form in ("format", "stand-alone"))
    return frozenset(name for names in (*months, *days) for name in names)


class _Fragments(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_TextElement(self, node: Any) -> None:  # noqa: N802  # Fluent's name
        self.found |= {line.strip() for line in node.value.splitlines()}


@cache
def fragments(language: Language) -> frozenset[str]:
    """The parts of all sentences of a language that stand between their facts."""
    visitor = _Fragments()
    for file in _files(language):
        visitor.visit(FluentParser().parse(file.read_text("utf-8")))
    return frozenset(visitor.found)


@cache
def keys(language: Language) -> frozenset[str]:
    """The names of all sentences."""
    parsed = (FluentParser().parse(file.read_text("utf-8")) for file in _files(language))
    return frozenset(part.id.name for resource in parsed for part in resource.body if isinstance(part, ast.Message))


def _files(language: Language) -> Iterator[Any]:
    return files(texts_folder).joinpath(language.value).iterdir()
