"""Every sentence that counts, with 0, 1, 2, 5, 12, 22 and 1.5: the right form of the right word in each language.

The tables are the grammar, written down once more by hand and apart from the sentences: a form that is wrong in a
sentence matches no row.
"""

import re

import pytest

from bot.domain.people import Language
from bot.views.texts import texts
from tests.views.test_texts import NUMBERS, Facts, entries, facts

Row = tuple[str, ...]

POLISH: tuple[Row, ...] = (
    # 1; 2 and 22; 0, 5 and 12; 1,5
    ("{n} osoba", "{n} osoby", "{n} osób", "{n} osoby"),
    ("{n} wiersz", "{n} wiersze", "{n} wierszy", "{n} wiersza"),
    ("do {n} osoby", "do {n} osób", "do {n} osób", "do {n} osoby"),
    ("organizacji, {n} osoby", "organizacji, {n} osób", "organizacji, {n} osób", "organizacji, {n} osoby"),
    ("otrzyma {n} osoba", "otrzymają {n} osoby", "otrzyma {n} osób", "otrzyma {n} osoby"),
    (
        "dowie się {n} osoba, której raportu",
        "dowiedzą się {n} osoby, których raportu",
        "dowie się {n} osób, których raportu",
        "dowie się {n} osoby, których raportu",
    ),
    ("{n} partner", "{n} partnerzy", "{n} partnerów", "{n} partnera"),
    ("z {n} partnera", "z {n} partnerów", "z {n} partnerów", "z {n} partnerów"),
    ("Odpowiedział {n}", "Odpowiedziało {n}", "Odpowiedziało {n}", "Odpowiedziało {n}"),
    ("{n} organizacja", "{n} organizacje", "{n} organizacji", "{n} organizacji"),
    ("{n} wybrana organizacja", "{n} wybrane organizacje", "{n} wybranych organizacji", "{n} wybranej organizacji"),
    ("{n} spotkanie", "{n} spotkania", "{n} spotkań", "{n} spotkania"),
    (
        "jest jeszcze {n} spotkanie",
        "są jeszcze {n} spotkania",
        "jest jeszcze {n} spotkań",
        "jest jeszcze {n} spotkania",
    ),
    ("{n} dzień", "{n} dni", "{n} dni", "{n} dnia"),
    ("po {n} dniu", "po {n} dniach", "po {n} dniach", "po {n} dnia"),
    ("{n} godzina", "{n} godziny", "{n} godzin", "{n} godziny"),
    ("{n} minuta", "{n} minuty", "{n} minut", "{n} minuty"),
    ("za godzinę", "za {n} godziny", "za {n} godzin", "za {n} godziny"),
    ("za minutę", "za {n} minuty", "za {n} minut", "za {n} minuty"),
    ("{n} znak", "{n} znaki", "{n} znaków", "{n} znaku"),
    ("jeden raz", "{n} razy", "{n} razy", "{n} razu"),
    ("Link działa jeden raz i jest ważny", "Link jest ważny", "Link jest ważny", "Link jest ważny"),
    (
        "{n} wiersz (zostanie pominięty)",
        "{n} wiersze (zostaną pominięte)",
        "{n} wierszy (zostanie pominiętych)",
        "{n} wiersza (zostanie pominięte)",
    ),
    (
        "{n} zaproszenie. Poniżej jest gotowy list",
        "{n} zaproszenia. Poniżej są gotowe listy",
        "{n} zaproszeń. Poniżej są gotowe listy",
        "{n} zaproszenia. Poniżej są gotowe listy",
    ),
    ("Wiadomość powyżej wygląda", *["Wiadomości powyżej wyglądają"] * 3),
    (
        "Zmieni się {n} wysłana wiadomość",
        "Zmienią się {n} wysłane wiadomości",
        "Zmieni się {n} wysłanych wiadomości",
        "Zmieni się {n} wysłanej wiadomości",
    ),
    ("Załącznik:", "Załączniki:", "Załączniki:", "Załączniki:"),
    ("{n} zdjęcie", "{n} zdjęcia", "{n} zdjęć", "{n} zdjęcia"),
    ("Brakuje {n} odpowiedzi", *["Brakuje {n} odpowiedzi"] * 3),
    ("Otrzymany raport ({n}) zostanie", *["Otrzymane raporty ({n}) zostaną"] * 3),
    # What a restore has held.
    ("{n} wiadomość czeka", "{n} wiadomości czekają", "{n} wiadomości czeka", "{n} wiadomości czeka"),
    (
        "{n} wiadomość sprzed przywrócenia jest wstrzymana",
        "{n} wiadomości sprzed przywrócenia są wstrzymane",
        "{n} wiadomości sprzed przywrócenia jest wstrzymanych",
        "{n} wiadomości sprzed przywrócenia jest wstrzymanych",
    ),
    (
        "{n} z nich straciła już sens i zostanie pominięta",
        "{n} z nich straciły już sens i zostaną pominięte",
        "{n} z nich straciło już sens i zostanie pominiętych",
        "{n} z nich straciło już sens i zostanie pominięte",
    ),
    ("{n} zaproszenie na", "{n} zaproszenia na", "{n} zaproszeń na", "{n} zaproszenia na"),
    ("{n} wiadomość", "{n} wiadomości", "{n} wiadomości", "{n} wiadomości"),
    ("{n} inna wiadomość", "{n} inne wiadomości", "{n} innych wiadomości", "{n} innej wiadomości"),
    (
        "{n} nieobsłużona wiadomość",
        "{n} nieobsłużone wiadomości",
        "{n} nieobsłużonych wiadomości",
        "{n} nieobsłużonej wiadomości",
    ),
    ("{n} przypomnienie", "{n} przypomnienia", "{n} przypomnień", "{n} przypomnienia"),
    ("{n} kopia", "{n} kopie", "{n} kopii", "{n} kopii"),
    ("{n} poprawka", "{n} poprawki", "{n} poprawek", "{n} poprawki"),
    ("{n} prośba", "{n} prośby", "{n} próśb", "{n} prośby"),
)
ENGLISH: tuple[Row, ...] = (
    ("{n} row", "{n} rows"),
    # 1; every other number
    ("{n} person", "{n} people"),
    ("{n} person whose report is missing hears", "{n} people whose report is missing hear"),
    ("{n} partner", "{n} partners"),
    ("partner has answered", "partners have answered"),
    ("{n} organisation", "{n} organisations"),
    ("{n} chosen organisation", "{n} chosen organisations"),
    ("{n} meeting", "{n} meetings"),
    ("{n} more meeting is", "{n} more meetings are"),
    ("{n} day", "{n} days"),
    ("{n} hour", "{n} hours"),
    ("{n} minute", "{n} minutes"),
    ("in an hour", "in {n} hours"),
    ("in a minute", "in {n} minutes"),
    ("{n} character", "{n} characters"),
    ("works once", "works {n} times"),
    ("The link works once and is valid", "The link is valid"),
    ("{n} line", "{n} lines"),
    ("{n} invitation has been created. A ready e-mail", "{n} invitations have been created. Ready e-mails"),
    ("The message above looks exactly as its readers", "The messages above look exactly as their readers"),
    ("{n} message that was sent", "{n} messages that were sent"),
    ("Attachment: treść (please attach it", "Attachments: treść (please attach them"),
    ("{n} photo", "{n} photos"),
    ("{n} answer is missing", "{n} answers are missing"),
    ("The report received ({n}) stays", "The reports received ({n}) stay"),
    ("{n} message waits", "{n} messages wait"),
    ("{n} message from before the restore is held", "{n} messages from before the restore are held"),
    ("{n} of them is pointless", "{n} of them are pointless"),
    ("{n} invitation to", "{n} invitations to"),
    ("{n} message", "{n} messages"),
    ("{n} other message", "{n} other messages"),
    ("{n} reminder", "{n} reminders"),
    ("{n} copy", "{n} copies"),
    ("{n} correction", "{n} corrections"),
    ("{n} request", "{n} requests"),
)
GERMAN: tuple[Row, ...] = (
    ("{n} Person", "{n} Personen"),
    ("{n} Person wird", "{n} Personen werden"),
    ("{n} Person, deren Bericht fehlt, erfährt", "{n} Personen, deren Bericht fehlt, erfahren"),
    ("von {n} Partner", "von {n} Partnern"),
    ("hat geantwortet", "haben geantwortet"),
    ("{n} Organisation", "{n} Organisationen"),
    ("{n} ausgewählte Organisation", "{n} ausgewählte Organisationen"),
    ("{n} Treffen", "{n} Treffen"),
    ("{n} weiteres Treffen steht", "{n} weitere Treffen stehen"),
    ("{n} Tag", "{n} Tage"),
    ("in {n} Tag", "in {n} Tagen"),
    ("nach {n} Tag", "nach {n} Tagen"),
    ("{n} Stunde", "{n} Stunden"),
    ("{n} Minute", "{n} Minuten"),
    ("in einer Stunde", "in {n} Stunden"),
    ("in einer Minute", "in {n} Minuten"),
    ("funktioniert einmal", "funktioniert {n}-mal"),
    ("Der Link funktioniert einmal und ist gültig", "Der Link ist gültig"),
    ("{n} Zeile", "{n} Zeilen"),
    ("{n} Zeile (wird ausgelassen)", "{n} Zeilen (werden ausgelassen)"),
    ("{n} Einladung ist erstellt. Es folgt eine fertige", "{n} Einladungen sind erstellt. Es folgen fertige"),
    ("Die Nachricht oben sieht", "Die Nachrichten oben sehen"),
    ("{n} gesendete Nachricht ändert sich", "{n} gesendete Nachrichten ändern sich"),
    ("Anlage:", "Anlagen:"),
    ("{n} Foto", "{n} Fotos"),
    ("fehlt {n} Antwort", "fehlen {n} Antworten"),
    ("Der erhaltene Bericht ({n}) bleibt", "Die erhaltenen Berichte ({n}) bleiben"),
    ("{n} Nachricht wartet", "{n} Nachrichten warten"),
    ("{n} Nachricht von vor der Wiederherstellung ist", "{n} Nachrichten von vor der Wiederherstellung sind"),
    ("{n} davon ist inzwischen", "{n} davon sind inzwischen"),
    ("{n} Einladung zu", "{n} Einladungen zu"),
    ("{n} Nachricht", "{n} Nachrichten"),
    ("{n} weitere Nachricht", "{n} weitere Nachrichten"),
    ("{n} unbearbeitete Nachricht", "{n} unbearbeitete Nachrichten"),
    ("{n} Erinnerung", "{n} Erinnerungen"),
    ("{n} Exemplar", "{n} Exemplare"),
    ("{n} Korrektur", "{n} Korrekturen"),
    ("{n} Bitte um", "{n} Bitten um"),
)
RIGHT = {Language.POLISH: POLISH, Language.ENGLISH: ENGLISH, Language.GERMAN: GERMAN}
SAID_OF_NONE = {"file-all", "cli-restored-held", "request-withdraw-what"}  # a sentence of its own in place of "0 …"

COUNTING = [(language, key) for language in Language for _, key, _ in entries(language) if facts(language)[key].plurals]


def form(language: Language, number: float) -> int:
    """Which part of a row is right (CLDR's categories, by hand)."""
    if language is not Language.POLISH:
        return 0 if number == 1 else 1
    return {1: 0, 2: 1, 22: 1, 1.5: 3}.get(number, 2)


def shown(language: Language, number: float) -> str:
    return str(number) if language is Language.ENGLISH else str(number).replace(".", ",")


def sentence(language: Language, key: str, of: Facts, number: float) -> str:
    given: dict[str, str | int | float] = dict.fromkeys(of.names, "treść")
    return texts(language).plain(key, **{**given, **dict.fromkeys(of.counted, number)})


def fits(row: Row, language: Language, said: dict[float, str]) -> bool:
    """Whether the sentence has this word in its right form, with every number."""
    right = {number: row[form(language, number)].replace("{n}", shown(language, number)) for number in said}
    return all(re.search(rf"(?<![\w,.]){re.escape(right[number])}(?!\w)", text) for number, text in said.items())


@pytest.mark.parametrize(("language", "key"), COUNTING)
def test_every_counted_word_has_its_right_form_with_every_number(language: Language, key: str) -> None:
    of = facts(language)[key]
    numbers = [number for number in NUMBERS if number or key not in SAID_OF_NONE]
    said = {number: sentence(language, key, of, number) for number in numbers}

    rows = [row for row in RIGHT[language] if fits(row, language, said)]

    assert len(rows) >= len(of.plurals), said


@pytest.mark.parametrize("language", Language)
def test_a_wrong_form_fits_no_row(language: Language) -> None:
    wrong = {1: "1 osoby, 1 people, 1 Personen", 5: "5 osoby, 5 person, 5 Person", 1.5: "1,5 osób, 1.5 person"}

    assert not any(fits(row, language, wrong) for row in RIGHT[language])
