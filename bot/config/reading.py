"""config.toml and the environment become Settings, or a list of everything that is wrong with them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.clock import CLOCK_FILE_VARIABLE, ClockFileRefused, clock_from, is_telegrams_own
from bot.config.kinds import Kind, WrongValue, is_store, nearest
from bot.config.lines import lines_of
from bot.config.mistakes import Code, ConfigurationError, Mistake, language_of
from bot.config.settings import Mode, Settings, StorageSettings

WEBHOOK_PORTS = {443, 80, 88, 8443}  # Bot API, setWebhook: "Ports currently supported for webhooks"
FREE_MESSAGES_PER_SECOND = 30  # Bot FAQ: "the bot can broadcast up to 30 messages per second"
VARIABLE = re.compile(r"NARADA_([A-Z0-9_]+?)__([A-Z0-9_]+)")
SECTIONS: dict[str, Any] = {section.name: section.default for section in fields(Settings)}


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the file (None: defaults alone), let the environment override it, check everything.

    Raises ConfigurationError with every mistake at once, in file order, the environment's last.
    """
    reading = _Reading(path.name if path is not None else "")
    if path is not None:
        reading.take_file(path)
    reading.take_environment(environ)
    settings = reading.settings()
    reading.check_together(settings, environ)
    if reading.mistakes:
        raise ConfigurationError(tuple(reading.in_order()), language_of(environ))
    return settings


def store_named(option: str, url: str, environ: Mapping[str, str]) -> StorageSettings:
    """A store whose address stands on the command line, checked like one of the configuration.

    Raises ConfigurationError.
    """
    try:
        is_store(url)
    except WrongValue as wrong:
        raise ConfigurationError((Mistake(option, wrong.code, facts=wrong.facts),), language_of(environ)) from wrong
    return StorageSettings(url=url)


@dataclass
class _Reading:
    """One reading of a configuration: the values found so far, where they stand, and what is wrong."""

    source: str
    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    variables: dict[tuple[str, str], str] = field(default_factory=dict)  # the settings an environment variable gave
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    wrong: set[tuple[str, str]] = field(default_factory=set)

    def take_file(self, path: Path) -> None:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self._in_file("", None, Code.FILE_MISSING)
        except OSError as error:
            self._in_file("", None, Code.FILE_UNREADABLE, reason=error.strerror or type(error).__name__)
        except UnicodeDecodeError as error:
            self._in_file("", error.object.count(b"\n", 0, error.start) + 1, Code.NOT_UTF8)
        else:
            self.take_text(text)

    def take_text(self, text: str) -> None:
        self.lines = lines_of(text)
        for name, table in self._parsed(text).items():
            if name not in SECTIONS:
                self._in_file(
                    f"[{name}]", self.lines.get((name,)), Code.UNKNOWN_SECTION, guess=nearest(name, [*SECTIONS])
                )
            elif not isinstance(table, dict):
                self._in_file(name, self.lines.get((name,)), Code.NOT_A_SECTION, section=name)
            else:
                self._take_section(name, table)

    def _parsed(self, text: str) -> dict[str, Any]:
        """What the text says. A line that cannot be read is left out, and told, so that the others are checked too."""
        lines = text.split("\n")
        for _ in range(len(lines)):
            try:
                return tomllib.loads("\n".join(lines))
            except (ValueError, RecursionError) as error:
                line = self._tell_syntax(_syntax(error, lines), len(lines))
                if not _stands_alone(str(error), lines[line - 1]):
                    return {}  # the line told is not the line to blame: what follows would be guesswork
                lines[line - 1] = ""
        return {}

    def _tell_syntax(self, told: str, last: int) -> int:
        reason, _, place = told.partition(" (at ")
        match = re.match(r"line (\d+)", place)
        line = int(match[1]) if match else last
        twice = reason.startswith("Cannot")  # overwrite a value, declare twice, mutate, expand
        where = next((_named(path) for path, number in self.lines.items() if number == line), "")
        self._in_file(where, line, Code.TWICE if twice else Code.SYNTAX, reason=reason)
        return line

    def _take_section(self, section: str, table: dict[str, Any]) -> None:
        keys = _keys(section)
        for key, raw in table.items():
            line = self.lines.get((section, key), self.lines.get((section,)))
            if key not in keys:
                self._in_file(_named((section, key)), line, Code.UNKNOWN_KEY, guess=nearest(key, [*keys]))
                continue
            try:
                self.values[section, key] = _kind(keys[key]).read(raw)
            except WrongValue as wrong:
                self.wrong.add((section, key))
                self._in_file(_named((section, key)), line, wrong.code, **wrong.facts)

    def take_environment(self, environ: Mapping[str, str]) -> None:
        known = {_variable(section, key): (section, key) for section in SECTIONS for key in _keys(section)}
        for name in sorted(environ):
            if name in known:
                self._take_variable(name, environ[name], *known[name])
            elif VARIABLE.fullmatch(name):
                self.mistakes.append(Mistake(name, Code.UNKNOWN_VARIABLE, facts={"guess": nearest(name, [*known])}))

    def _take_variable(self, name: str, text: str, section: str, key: str) -> None:
        self.variables[section, key] = name
        kind = _kind(_keys(section)[key])
        try:
            self.values[section, key] = kind.read(kind.from_environment(text))
        except WrongValue as wrong:
            self.wrong.add((section, key))
            self.mistakes.append(Mistake(name, wrong.code, facts=wrong.facts))

    def settings(self) -> Settings:
        """What was read; a wrong or missing value is its default."""
        tables = {
            name: type(defaults)(**{key: value for (of, key), value in self.values.items() if of == name})
            for name, defaults in SECTIONS.items()
        }
        return Settings(**tables)

    def check_together(self, settings: Settings, environ: Mapping[str, str]) -> None:
        """The rules that more than one setting has a part in."""
        if any(mistake.code in {Code.SYNTAX, Code.FILE_MISSING, Code.FILE_UNREADABLE} for mistake in self.mistakes):
            return  # what could not be read may be exactly what a rule would miss
        for section, key, code in _rules_broken(settings):
            if (section, key) not in self.wrong:
                self._about(section, key, code)
        try:
            clock_from(environ, settings.telegram.api_url)
        except ClockFileRefused:
            self.mistakes.append(Mistake(CLOCK_FILE_VARIABLE, Code.CLOCK_FILE))

    def _about(self, section: str, key: str, code: Code) -> None:
        if variable := self.variables.get((section, key)):
            self.mistakes.append(Mistake(variable, code))
        else:
            line = self.lines.get((section, key), self.lines.get((section,)))
            self._in_file(_named((section, key)), line, code)

    def _in_file(self, where: str, line: int | None, code: Code, **facts: str) -> None:
        self.mistakes.append(Mistake(where, code, line, self.source, facts))

    def in_order(self) -> list[Mistake]:
        """As an operator reads: down the file, then the environment."""
        return sorted(self.mistakes, key=lambda mistake: (not mistake.source, mistake.line or 0))


def _rules_broken(settings: Settings) -> Iterator[tuple[str, str, Code]]:
    telegram, delivery = settings.telegram, settings.delivery
    real = is_telegrams_own(telegram.api_url)
    if telegram.mode is Mode.WEBHOOK:
        if not telegram.webhook_url:
            yield "telegram", "webhook_url", Code.WEBHOOK_NEEDS
        elif real and not telegram.webhook_url.startswith("https://"):
            yield "telegram", "webhook_url", Code.WEBHOOK_NEEDS_HTTPS
        elif real and (urlsplit(telegram.webhook_url).port or 443) not in WEBHOOK_PORTS:
            yield "telegram", "webhook_url", Code.WEBHOOK_PORT
        if not telegram.webhook_secret:
            yield "telegram", "webhook_secret", Code.WEBHOOK_NEEDS
    if real and delivery.messages_per_second > FREE_MESSAGES_PER_SECOND and not delivery.paid_broadcast:
        yield "delivery", "messages_per_second", Code.TOO_FAST


def _syntax(error: ValueError | RecursionError, lines: list[str]) -> str:
    """The parser's words with the place it names. It names none for a number of thousands of digits, and for brackets
    in brackets beyond what Python follows: then it is the longest line that is to blame."""
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    reason = "brackets too deep" if isinstance(error, RecursionError) else "a value beyond what can be read"
    longest = max(range(len(lines)), key=lambda number: len(lines[number]))
    return f"{reason} (at line {longest + 1})"


def _stands_alone(told: str, line: str) -> bool:
    """Whether the mistake is in this line alone, so that leaving it out leaves the rest as it was meant."""
    across = re.search(r"Unclosed|Unterminated|at end of document|declare", told)
    return across is None and not line.lstrip().startswith("[") and "=" in line


def _keys(section: str) -> dict[str, Field[Any]]:
    return {key.name: key for key in fields(SECTIONS[section])}


def _kind(key: Field[Any]) -> Kind[Any]:
    kind: Kind[Any] = key.metadata["kind"]
    return kind


def _variable(section: str, key: str) -> str:
    return f"NARADA_{section}__{key}".upper()


def _named(path: tuple[str, ...]) -> str:
    return " ".join([f"[{path[0]}]", ".".join(path[1:])]).strip()
