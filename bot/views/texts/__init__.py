"""Every sentence, in Fluent files: one folder a language, one file a noun (Project Fluent syntax 1.0).

A missing sentence or a missing fact raises: a reader must never see a key. Two ways in: `html` escapes every text fact
for Telegram's HTML, `plain` leaves it as it is for calendars, files and pop-ups.
"""

import html
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.domain.people import Language

Fact = str | int | float


class TextMissing(LookupError):
    """A sentence or one of its facts is missing: a mistake of ours, found by the tests."""


class Texts:
    """The sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._bundle = FluentBundle([language.value], use_isolating=False)
        folder = files(__package__).joinpath(language.value)
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".ftl"):
                self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def html(self, key: str, /, **facts: Fact) -> str:
        """The sentence as Telegram HTML; every text fact is escaped."""
        return self.plain(key, **{name: escape(fact) for name, fact in facts.items()})

    def plain(self, key: str, /, **facts: Fact) -> str:
        """The sentence with its facts as they are."""
        message, attribute = self._find(key)
        pattern = message.value if attribute is None else message.attributes.get(attribute)
        if pattern is None:
            raise TextMissing(f"{self.language.value}: {key}")
        text, errors = self._bundle.format_pattern(pattern, self._arguments(facts))
        if errors:
            raise TextMissing(f"{self.language.value}: {key}: {errors}")
        return str(text)

    @staticmethod
    def escaped(sentence: str) -> str:
        """A finished plain sentence as Telegram HTML."""
        return html.escape(sentence, quote=False)

    def has(self, key: str) -> bool:
        name, _, attribute = key.partition(".")
        return self._bundle.has_message(name) and (
            not attribute or attribute in self._bundle.get_message(name).attributes
        )

    def _find(self, key: str):  # type: ignore[no-untyped-def]  # Fluent's own message type is private
        name, _, attribute = key.partition(".")
        if not self._bundle.has_message(name):
            raise TextMissing(f"{self.language.value}: {key}")
        return self._bundle.get_message(name), attribute or None

    @staticmethod
    def _arguments(facts: Mapping[str, Fact]) -> dict[str, Fact]:
        return dict(facts)


def escape(fact: Fact) -> Fact:
    """The fact made safe for Telegram's HTML; numbers stay numbers, because plural forms depend on them."""
    return html.escape(fact, quote=False) if isinstance(fact, str) else fact


@cache
def texts(language: Language) -> Texts:
    """The sentences of a language, read once."""
    return Texts(language)
