"""What can be wrong in a configuration, and the sentence that says so in the operator's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """One word for each kind of mistake; the sentences below have one entry for each."""

    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    NOT_UTF8 = "not_utf8"
    SYNTAX = "syntax"
    TWICE = "twice"
    UNKNOWN_SECTION = "unknown_section"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_VARIABLE = "unknown_variable"
    NOT_A_SECTION = "not_a_section"
    NOT_TEXT = "not_text"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_LIST = "not_a_list"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_LENGTH = "not_a_length"
    LENGTH_TOO_SHORT = "length_too_short"
    LENGTH_TOO_LONG = "length_too_long"
    REPEATED = "repeated"
    NOT_A_TIME = "not_a_time"
    NOT_A_CHOICE = "not_a_choice"
    EMPTY = "empty"
    CONTROL_CHARACTER = "control_character"
    NO_SUCH_ZONE = "no_such_zone"
    NO_SUCH_COUNTRY = "no_such_country"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_STORE = "not_a_store"
    NOT_A_TOKEN = "not_a_token"  # noqa: S105 - the word for a kind of mistake, not a password
    NOT_A_SECRET = "not_a_secret"  # noqa: S105 - likewise
    WEBHOOK_NEEDS = "webhook_needs"
    WEBHOOK_NEEDS_HTTPS = "webhook_needs_https"
    WEBHOOK_PORT = "webhook_port"
    TOO_FAST = "too_fast"
    CLOCK_FILE = "clock_file"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: where (a file's setting, or an environment variable), on which line, and the facts."""

    where: str
    code: Code
    line: int | None = None  # None: the mistake is in an environment variable, or in what is missing from the file
    source: str = ""  # the file's name; empty for an environment variable
    facts: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """What is wrong and what to do, in English or ("pl") Polish; never contains a secret's value."""
        english, polish = SENTENCES[self.code]
        told = (polish if language == "pl" else english).format_map(self.facts)
        if guess := self.facts.get("guess"):
            told += f" Czy chodziło o „{guess}”?" if language == "pl" else f" Did you mean “{guess}”?"
        return told

    def shown(self, language: str = "en") -> str:
        """The sentence after its place: `config.toml:12: [telegram] mode: …`."""
        place = ":".join(part for part in (self.source, str(self.line or "")) if part)
        return ": ".join(part for part in (place, self.where, self.sentence(language)) if part)


class ConfigurationError(Exception):
    """Everything that is wrong with a configuration, at once; `str()` gives one line a mistake."""

    def __init__(self, mistakes: tuple[Mistake, ...], language: str = "en") -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes
        self.language = language

    def __str__(self) -> str:
        return "\n".join(mistake.shown(self.language) for mistake in self.mistakes)


def language_of(environ: Mapping[str, str]) -> str:
    """`pl` when the operator's terminal speaks Polish (LC_ALL before LC_MESSAGES before LANG, POSIX 8.2), else `en`."""
    spoken = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "pl" if spoken.lower().startswith("pl") else "en"


# In English, in Polish. Here and not among views/texts: a configuration is read before anything else is there.
SENTENCES: dict[Code, tuple[str, str]] = {
    Code.FILE_MISSING: (
        "there is no such file; `narada init` writes one.",
        "nie ma takiego pliku; tworzy go polecenie `narada init`.",
    ),
    Code.FILE_UNREADABLE: ("the file cannot be read: {reason}.", "nie można odczytać pliku: {reason}."),
    Code.NOT_UTF8: (
        "the file is not UTF-8 text; please save it as UTF-8.",
        "plik nie jest tekstem UTF-8; proszę zapisać go jako UTF-8.",
    ),
    Code.SYNTAX: ("this is not valid TOML: {reason}.", "to nie jest poprawny zapis TOML: {reason}."),
    Code.TWICE: (
        "this is set twice; please keep one of the two.",
        "to ustawienie występuje dwa razy; proszę zostawić jedno.",
    ),
    Code.UNKNOWN_SECTION: ("there is no such section.", "nie ma takiej sekcji."),
    Code.UNKNOWN_KEY: ("there is no such setting.", "nie ma takiego ustawienia."),
    Code.UNKNOWN_VARIABLE: (
        "no setting belongs to this environment variable.",
        "tej zmiennej środowiskowej nie odpowiada żadne ustawienie.",
    ),
    Code.NOT_A_SECTION: (
        "this is a section; please write its settings under [{section}].",
        "to jest sekcja; proszę wpisać jej ustawienia pod [{section}].",
    ),
    Code.NOT_TEXT: (
        "expected text in quotes, found {found}.",
        "potrzebny jest tekst w cudzysłowie, a jest: {found}.",
    ),
    Code.NOT_A_FLAG: ("expected true or false, found {found}.", "potrzebne jest true albo false, a jest: {found}."),
    Code.NOT_A_NUMBER: ("expected a whole number, found {found}.", "potrzebna jest liczba całkowita, a jest: {found}."),
    Code.NOT_A_LIST: (
        'expected a list such as ["3d", "1d"], found {found}.',
        'potrzebna jest lista, np. ["3d", "1d"], a jest: {found}.',
    ),
    Code.OUT_OF_RANGE: (
        "{got} is out of range; it must lie between {least} and {most}.",
        "wartość {got} jest spoza zakresu; dozwolone są wartości od {least} do {most}.",
    ),
    Code.NOT_A_LENGTH: (
        "“{got}” is not a length of time; write it like 30s, 15m, 2h, 1d or 1w.",
        "„{got}” nie jest długością czasu; proszę pisać np. 30s, 15m, 2h, 1d albo 1w.",
    ),
    Code.LENGTH_TOO_SHORT: (
        "“{got}” is too short; at least {least} is needed.",
        "„{got}” to za krótko; potrzeba co najmniej {least}.",
    ),
    Code.LENGTH_TOO_LONG: (
        "“{got}” is too long; at most {most} is possible.",
        "„{got}” to za długo; można najwyżej {most}.",
    ),
    Code.REPEATED: ("“{got}” is listed twice.", "„{got}” jest na liście dwa razy."),
    Code.NOT_A_TIME: (
        "“{got}” is not a time of day; write it like 07:00 or 20:30.",
        "„{got}” nie jest godziną; proszę pisać np. 07:00 albo 20:30.",
    ),
    Code.NOT_A_CHOICE: ("“{got}” is not one of: {choices}.", "„{got}” nie jest żadną z wartości: {choices}."),
    Code.EMPTY: ("this must not be empty.", "to pole nie może być puste."),
    Code.CONTROL_CHARACTER: (
        "line breaks and control characters are not possible here.",
        "znaki końca wiersza i znaki sterujące nie są tu możliwe.",
    ),
    Code.NO_SUCH_ZONE: ("there is no time zone “{got}”.", "nie ma strefy czasowej „{got}”."),
    Code.NO_SUCH_COUNTRY: (
        "no public holidays are known for “{got}”; write a country code such as PL, or nothing.",
        "nie są znane dni wolne kraju „{got}”; proszę wpisać kod kraju, np. PL, albo zostawić puste.",
    ),
    Code.NOT_AN_ADDRESS: (
        "“{got}” is not an address; write it like {like}.",
        "„{got}” nie jest adresem; proszę pisać np. {like}.",
    ),
    Code.NOT_AN_EMAIL: ("“{got}” is not an e-mail address.", "„{got}” nie jest adresem e-mail."),
    Code.NOT_A_STORE: (
        "this is not the address of a store; write it like sqlite:///narada.db or postgresql://user@host/name.",
        "to nie jest adres bazy danych; proszę pisać np. sqlite:///narada.db albo postgresql://uzytkownik@serwer/nazwa.",
    ),
    Code.NOT_A_TOKEN: (
        "this is not a bot's token; @BotFather gives it as digits, a colon, and letters.",
        "to nie jest token bota; @BotFather podaje go jako cyfry, dwukropek i litery.",
    ),
    Code.NOT_A_SECRET: (
        "the secret may have 1–256 characters: letters A–Z and a–z, digits, _ and -.",
        "sekret może mieć od 1 do 256 znaków: litery A–Z i a–z, cyfry, _ i -.",
    ),
    Code.WEBHOOK_NEEDS: ('mode = "webhook" needs this setting.', 'mode = "webhook" wymaga tego ustawienia.'),
    Code.WEBHOOK_NEEDS_HTTPS: (
        "Telegram calls https addresses only.",
        "Telegram łączy się tylko z adresami https.",
    ),
    Code.WEBHOOK_PORT: (
        "Telegram calls the ports 443, 80, 88 and 8443 only.",
        "Telegram łączy się tylko z portami 443, 80, 88 i 8443.",
    ),
    Code.TOO_FAST: (
        "more than 30 messages a second need paid_broadcast = true.",
        "więcej niż 30 wiadomości na sekundę wymaga paid_broadcast = true.",
    ),
    Code.CLOCK_FILE: (
        "the clock cannot be moved while api_url is Telegram's own; please unset this variable.",
        "nie można przesuwać zegara, gdy api_url wskazuje na serwer Telegrama; proszę usunąć tę zmienną.",
    ),
}
