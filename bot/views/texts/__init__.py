"""Every sentence, in Fluent files: one folder a language, one file a noun (Project Fluent syntax 1.0).

A missing sentence or a missing fact raises: a reader must never see a key. Two ways in: `html` escapes every text fact
for Telegram's HTML, `plain` leaves it as it is for calendars, files and pop-ups.

A sentence is parsed when it is said for the first time: parsing all of them in three languages took longer than all
else in a start, and kept 12 MB of syntax trees of which a day's work needs a fraction.
"""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.domain.people import Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

Fact = str | int | float
LONG = 2000  # characters; Fluent refuses a fact of more than 2,500, as if it were sentences that unfold one another
KEPT = 2000  # sentences of a language without a word of anybody's: buttons, counts

_ENTRY = re.compile(r"^(?=([a-zA-Z][\w-]*) *=)", re.MULTILINE | re.ASCII)
"""Where a message begins: only its first line does so without being indented (Fluent syntax, "Multiline Text")."""


class TextMissing(LookupError):
    """A sentence or one of its facts is missing: a mistake of ours, found by the tests."""


class Texts:
    """The sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._kept: dict[tuple[object, ...], str] = {}

    @property
    def keys(self) -> frozenset[str]:
        """Of every sentence."""
        return frozenset(self._sources)

    def html(self, key: str, /, **facts: Fact) -> str:
        """The sentence as Telegram HTML; every text fact is escaped."""
        return self.plain(key, **{name: escape(fact) for name, fact in facts.items()})

    def plain(self, key: str, /, **facts: Fact) -> str:
        """The sentence with its facts as they are."""
        if any(isinstance(fact, str) for fact in facts.values()):
            return self._said(key, facts)  # what people typed is not kept
        known = (key, *facts.items(), *map(type, facts.values()))  # 1 and 1.0 are equal, and may read differently
        said = self._kept.get(known)
        if said is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            said = self._kept[known] = self._said(key, facts)
        return said

    def _said(self, key: str, facts: Mapping[str, Fact]) -> str:
        message, attribute = self._find(key)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise TextMissing(f"{self.language.value}: {key}")
        long = {name: fact for name, fact in facts.items() if isinstance(fact, str) and len(fact) > LONG}
        text, errors = self._bundle.format_pattern(pattern, {**facts, **{name: _stand_in(name) for name in long}})
        if errors:
            raise TextMissing(f"{self.language.value}: {key}: {errors}")
        said = str(text)
        for name, fact in long.items():
            said = said.replace(_stand_in(name), fact)
        return said

    @staticmethod
    def escaped(sentence: str) -> str:
        """A finished plain sentence as Telegram HTML."""
        return html.escape(sentence, quote=False)

    def has(self, key: str) -> bool:
        name, _, attribute = key.partition(".")
        return name in self._sources and (not attribute or attribute in self._find(name)[0].attributes)

    def _find(self, key: str) -> tuple[Any, str]:  # Fluent's own type of a message is private
        """The message, and which attribute of it is meant ("": the message itself)."""
        name, _, attribute = key.partition(".")
        if name not in self._sources:
            raise TextMissing(f"{self.language.value}: {key}")
        if not self._bundle.has_message(name):
            self._bundle.add_resource(_parsed(self._sources[name]))
        return self._bundle.get_message(name), attribute

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """Each message as it is written, by its key."""
        return {
            key: source
            for file in sorted(Path(__file__).with_name(self.language.value).glob("*.ftl"))
            for key, source in _messages(file.read_text("utf-8"))
        }

    @cached_property
    def _bundle(self) -> "FluentBundle":
        from fluent.runtime import FluentBundle  # with Babel behind it: only those who say something pay for it

        return FluentBundle([self.language.value], use_isolating=False)


def escape(fact: Fact) -> Fact:
    """The fact made safe for Telegram's HTML; numbers stay numbers, because plural forms depend on them."""
    return html.escape(fact, quote=False) if isinstance(fact, str) else fact


@cache
def texts(language: Language) -> Texts:
    """The sentences of a language, read once."""
    return Texts(language)


def _stand_in(name: str) -> str:
    """What holds a long fact's place in its sentence, between characters without a meaning (Unicode, private use)."""
    return f"\ue000{name}\ue000"


def _messages(text: str) -> Iterator[tuple[str, str]]:
    found = list(_ENTRY.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return ((each.group(1), text[each.start() : end]) for each, end in zip(found, ends, strict=True))


def _parsed(source: str) -> Any:
    from fluent.runtime import FluentResource

    return FluentResource(source)
