"""The sentences: the same keys and facts in all three languages, every plural form, and none that nobody says."""

import ast as python
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot
from bot.domain.people import Language
from bot.views import cards, moments
from bot.views import texts as texts_folder
from bot.views.texts import TextMissing, Texts, texts
from tests.views.samples import Words
from tests.views.walk import every_view

NUMBERS = (0, 1, 2, 5, 12, 22, 1.5)
CHAT = {
    f"{name}.ftl"
    for name in [
        "announcements",
        "buttons",
        "cards",
        "commands",
        "dialogs",
        "feeds",
        "held",
        "invitations",
        "meetings",
        "moments",
        "my_data",
        "notices",
        "people",
        "privacy",
        "refusals",
        "reports",
        "rsvps",
        "settings",
    ]
}
CATEGORIES = {
    Language.POLISH: {"one", "few", "many", "other"},
    Language.ENGLISH: {"one", "other"},
    Language.GERMAN: {"one", "other"},
}
NAMES_ALONE = {"page-delay-outlook"}  # of products
# Their word has fewer forms than the language ("z 1 partnera", "z 2, 5 partnerów"), or they only tell once from more.
FEWER_FORMS = {"card-answered", "email-terms", "invitation-uses"}

spoken = pytest.mark.parametrize("language", Language)


@dataclass
class Facts(Visitor):
    """The variables of one message, and which of them decide a plural form."""

    names: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    plurals: list[set[str]] = field(default_factory=list)

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802  # Fluent's name
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: Any) -> None:  # noqa: N802  # Fluent's name
        variants = {variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)}
        if variants <= CATEGORIES[Language.POLISH]:
            self.counted.add(node.selector.id.name)
            self.plurals += [variants]
        self.generic_visit(node)


@cache
def resources(language: Language) -> Mapping[str, Any]:
    """The parsed files of a language by name."""
    folder = files(texts_folder).joinpath(language.value)
    return {file.name: FluentParser().parse(file.read_text("utf-8")) for file in folder.iterdir()}


def entries(language: Language) -> Iterator[tuple[str, str, Any]]:
    """File, key and pattern of every message and attribute."""
    for name, resource in resources(language).items():
        for message in resource.body:
            if isinstance(message, ast.Message):
                yield name, message.id.name, message.value
                yield from ((name, f"{message.id.name}.{one.id.name}", one.value) for one in message.attributes)


@cache
def facts(language: Language) -> dict[str, Facts]:
    found = {}
    for _, key, pattern in entries(language):
        found[key] = Facts()
        found[key].visit(pattern)
    return found


@spoken
def test_every_file_is_fluent_to_its_last_line(language: Language) -> None:
    junk = [
        (name, part.content)
        for name, resource in resources(language).items()
        for part in resource.body
        if isinstance(part, ast.Junk)
    ]

    assert junk == []


@spoken
def test_a_key_stands_in_one_place_only(language: Language) -> None:
    twice = [key for key, times in Counter(key for _, key, _ in entries(language)).items() if times > 1]

    assert twice == []


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_every_language_has_the_same_files_keys_attributes_and_facts(language: Language) -> None:
    polish = {(name, key): facts(Language.POLISH)[key].names for name, key, _ in entries(Language.POLISH)}
    other = {(name, key): facts(language)[key].names for name, key, _ in entries(language)}

    assert other == polish


@spoken
def test_every_sentence_has_words_for_every_number(language: Language) -> None:
    for key, of in facts(language).items():
        for number in NUMBERS:
            given: dict[str, str | int | float] = dict.fromkeys(of.names, "treść")
            given |= dict.fromkeys(of.counted, number)

            assert texts(language).plain(key, **given).strip(), key


def test_a_fact_of_any_length_stands_in_its_sentence_whole() -> None:
    note = "&" * 4096  # escaped, five times as long

    assert texts(Language.POLISH).html("own-note", note=note).endswith("&amp;" * 4096)


@spoken
def test_a_sentence_without_its_facts_is_a_mistake_not_a_gap(language: Language) -> None:
    for key, of in facts(language).items():
        if of.names:
            with pytest.raises(TextMissing):
                texts(language).plain(key)


@spoken
def test_a_counted_word_has_every_plural_form_of_its_language(language: Language) -> None:
    short = {
        key
        for name, key, _ in entries(language)
        for forms in facts(language)[key].plurals
        if name in CHAT and not forms >= CATEGORIES[language]
    }

    assert short <= FEWER_FORMS


def test_every_sentence_is_said_by_some_view(monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()
    plain = Texts.plain

    def noting(self: Texts, key: str, /, **given: Any) -> str:
        said.add(key)
        return plain(self, key, **given)

    for module in (cards, moments):  # what another test had them say is kept, and would not be said again
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear") and kept.__module__ == module.__name__:
                kept.cache_clear()
    monkeypatch.setattr(Texts, "plain", noting)
    for _ in every_view(Words(), texts(Language.POLISH)):
        pass

    assert {key for name, key, _ in entries(Language.POLISH) if name in CHAT} - said == set()


def test_every_sentence_outside_the_chat_is_named_in_the_code() -> None:
    named = "|".join(sorted(keys_in_code()))
    unnamed = [key for name, key, _ in entries(Language.POLISH) if name not in CHAT and not re.fullmatch(named, key)]

    assert unnamed == []


def keys_in_code() -> set[str]:
    """What is written as a string in the code, as patterns; `f"kind-{kind}"` stands for every key that begins so."""
    found = set()
    for path in Path(bot.__path__[0]).rglob("*.py"):
        for node in python.walk(python.parse(path.read_text("utf-8"))):
            if isinstance(node, python.Constant) and isinstance(node.value, str) and "-" in node.value:
                found.add(re.escape(node.value))
            if isinstance(node, python.JoinedStr) and isinstance(node.values[0], python.Constant):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, python.Constant) else ".+" for part in node.values
                ]
                found.add("".join(parts))
    return found


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_no_sentence_was_left_in_another_language(language: Language) -> None:
    every = {of: {key: visible_text(pattern).strip() for _, key, pattern in entries(of)} for of in Language}
    same = [
        key
        for other in Language
        for key, text in every[language].items()
        if other is not language and text == every[other][key] and len(re.findall(r"[^\W\d_]{2,}", text)) >= 3
    ]

    assert set(same) <= NAMES_ALONE


@spoken
def test_sentences_hold_no_markup_because_views_add_it(language: Language) -> None:
    marked = [key for _, key, pattern in entries(language) if re.search(r"[<>&]", visible_text(pattern))]

    assert marked == []


@pytest.mark.parametrize(
    ("language", "opening", "closing"),
    [(Language.POLISH, "„", "”"), (Language.ENGLISH, "“", "”"), (Language.GERMAN, "„", "“")],
)
def test_quotation_marks_are_those_of_the_language_and_closed(language: Language, opening: str, closing: str) -> None:
    for _, key, pattern in entries(language):
        text = visible_text(pattern)

        assert text.count(opening) == text.count(closing), key
        assert not set('„“”"') - {opening, closing} & set(text), key


def test_polish_speaks_to_everybody_alike() -> None:
    gendered = re.compile(r"użytkowni|łeś\b|łaś\b|ałem\b|ałam\b|\bPan\b|\bPani\b|\bty\b", re.IGNORECASE)
    found = [key for _, key, pattern in entries(Language.POLISH) if gendered.search(visible_text(pattern))]
    found.remove("button-read")  # the office's own formula, which everybody signs as it stands

    assert found == []


def visible_text(pattern: Any) -> str:
    """The words of a pattern, every variant of it, without its syntax."""

    spoken_parts = Parts()
    spoken_parts.visit(pattern)
    return "".join(spoken_parts.texts)


@dataclass
class Parts(Visitor):
    """The words between a pattern's placeholders."""

    texts: list[str] = field(default_factory=list)

    def visit_TextElement(self, node: Any) -> None:  # noqa: N802  # Fluent's name
        self.texts.append(node.value)


FIXED = {
    # interface.md: people's habits, other programs and the documentation rely on these words
    "button-agree": ("Zgadzam się", "I agree", "Ich stimme zu"),
    "button-yes": ("Będę", "I'll come", "Ich komme"),
    "button-no": ("Nie będę", "I can't come", "Ich komme nicht"),
    "button-maybe": ("Może", "Maybe", "Vielleicht"),
    "button-substitute": ("Zastępstwo", "Substitute", "Vertretung"),
    "button-file": ("Do kalendarza", "Add to calendar", "In den Kalender"),
    "button-announce": ("Ogłoś", "Announce", "Ankündigen"),
    "button-edit": ("Popraw", "Edit", "Ändern"),
    "button-cancel": ("Anuluj", "Cancel", "Abbrechen"),
    "report-button-fill": ("Wypełnij", "Fill in", "Ausfüllen"),
    "report-button-send": ("Wyślij raport", "Send report", "Bericht senden"),
    "request-button-send": ("Wyślij", "Send", "Senden"),
    "button-read": ("Zapoznałem się", "I have read it", "Zur Kenntnis genommen"),
    "count-yes": ("Będzie: 3", "Coming: 3", "Zusagen: 3"),
    "count-no": ("Nie będzie: 3", "Not coming: 3", "Absagen: 3"),
    "count-maybe": ("Może: 3", "Maybe: 3", "Vielleicht: 3"),
    "count-silent": ("Bez odpowiedzi: 3", "No answer: 3", "Ohne Antwort: 3"),
}


@pytest.mark.parametrize(("key", "words"), FIXED.items(), ids=list(FIXED))
def test_the_words_of_the_public_interface_stay_as_they_are(key: str, words: tuple[str, str, str]) -> None:
    given = {"n": 3} if key.startswith("count") else {}

    assert tuple(texts(language).plain(key, **given) for language in Language) == words


@pytest.mark.parametrize(
    ("answered", "invited", "line"),
    [
        (0, 9, "Odpowiedziało 0 z 9 partnerów"),
        (1, 9, "Odpowiedział 1 z 9 partnerów"),
        (2, 9, "Odpowiedziało 2 z 9 partnerów"),
        (7, 22, "Odpowiedziało 7 z 22 partnerów"),
        (1, 1, "Odpowiedział 1 z 1 partnera"),
    ],
)
def test_polish_counts_partners_in_the_right_case(answered: int, invited: int, line: str) -> None:
    assert texts(Language.POLISH).plain("card-answered", answered=answered, invited=invited) == line


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "1 osoba"),
        (2, "2 osoby"),
        (5, "5 osób"),
        (12, "12 osób"),
        (22, "22 osoby"),
        (1.5, "1,5 osoby"),
        (0, "0 osób"),
    ],
)
def test_polish_counts_people_in_all_its_forms(number: float, line: str) -> None:
    assert texts(Language.POLISH).plain("people", n=number) == line
