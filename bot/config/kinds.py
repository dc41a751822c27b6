"""The kinds of values a setting can have: how each is read from TOML or the environment, checked, and written back."""

import difflib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Generic, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.config.mistakes import Code

CERTAIN_COUNTRY = "PL"  # the default

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

Check = Callable[[str], None]


class WrongValue(Exception):
    """A value that its setting cannot have; the reader adds where it stands."""

    def __init__(self, code: Code, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str] = facts


def nearest(word: str, known: list[str]) -> str:
    """The known word that `word` was probably meant to be; empty when nothing is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return near[0] if near else ""


class Kind(ABC, Generic[T]):
    """How one kind of value is read and written."""

    def from_environment(self, text: str) -> object:
        """What TOML would have given for this text of an environment variable."""
        return text

    @abstractmethod
    def read(self, raw: object) -> T:
        """The value that TOML's `raw` stands for. Raises WrongValue."""

    def write(self, value: T) -> str:
        """The value as TOML; `read` of it gives the value back."""
        return json.dumps(str(value), ensure_ascii=False)


@dataclass(frozen=True)
class Text(Kind[str]):
    """Text on one line, with the checks of its own meaning."""

    check: Check | None = None
    required: bool = False

    def read(self, raw: object) -> str:
        text = as_text(raw)
        if any(ord(character) < 32 or ord(character) == 127 for character in text):
            raise WrongValue(Code.CONTROL_CHARACTER)
        if self.required and not text.strip():
            raise WrongValue(Code.EMPTY)
        if text and self.check is not None:
            self.check(text)
        return text


class Flag(Kind[bool]):
    """`true` or `false`."""

    def from_environment(self, text: str) -> object:
        return {"true": True, "false": False}.get(text.strip().lower(), text)

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise WrongValue(Code.NOT_A_FLAG, found=described(raw))
        return raw

    def write(self, value: bool) -> str:
        return "true" if value else "false"


@dataclass(frozen=True)
class Number(Kind[int]):
    """A whole number between `least` and `most`, both allowed."""

    least: int
    most: int

    def from_environment(self, text: str) -> object:
        return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()) else text

    def read(self, raw: object) -> int:
        # bool is an int in Python, and `port = true` is still a mistake.
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise WrongValue(Code.NOT_A_NUMBER, found=described(raw))
        if not self.least <= raw <= self.most:
            raise WrongValue(Code.OUT_OF_RANGE, got=str(raw), least=str(self.least), most=str(self.most))
        return raw

    def write(self, value: int) -> str:
        return str(value)


SECONDS_IN = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Length(Kind[timedelta]):
    """A length of time: `30s`, `15m`, `2h`, `1d`, `1w`."""

    least: timedelta = timedelta(0)

    def read(self, raw: object) -> timedelta:
        text = as_text(raw)
        match = re.fullmatch(r"([0-9]{1,9})\s*([smhdw])", text.strip())
        if match is None:
            raise WrongValue(Code.NOT_A_LENGTH, got=text)
        seconds = int(match[1]) * SECONDS_IN[match[2]]
        if seconds > LONGEST.total_seconds():  # asked first: a timedelta holds no more than 999,999,999 days
            raise WrongValue(Code.LENGTH_TOO_LONG, got=text, most=written_length(LONGEST))
        if timedelta(seconds=seconds) < self.least:
            raise WrongValue(Code.LENGTH_TOO_SHORT, got=text, least=written_length(self.least))
        return timedelta(seconds=seconds)

    def write(self, value: timedelta) -> str:
        return f'"{written_length(value)}"'


@dataclass(frozen=True)
class Lengths(Kind[tuple[timedelta, ...]]):
    """A list of lengths of time, each once; comma separated in the environment."""

    each: Length = Length(least=timedelta(minutes=1))

    def from_environment(self, text: str) -> object:
        return [part.strip() for part in text.split(",")] if text.strip() else []

    def read(self, raw: object) -> tuple[timedelta, ...]:
        if not isinstance(raw, list):
            raise WrongValue(Code.NOT_A_LIST, found=described(raw))
        lengths: list[timedelta] = []
        for item in raw:
            length = self.each.read(item)
            if length in lengths:
                raise WrongValue(Code.REPEATED, got=str(item))
            lengths.append(length)
        return tuple(lengths)

    def write(self, value: tuple[timedelta, ...]) -> str:
        return f"[{', '.join(map(self.each.write, value))}]"


class TimeOfDay(Kind[time]):
    """`HH:MM`, on the wall clock of the partnership."""

    def read(self, raw: object) -> time:
        # TOML has times of its own: 07:00:00 without quotes is accepted too.
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0)
        text = as_text(raw)
        match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip())
        if match is None:
            raise WrongValue(Code.NOT_A_TIME, got=text)
        return time(int(match[1]), int(match[2]))

    def write(self, value: time) -> str:
        return f'"{value:%H:%M}"'


@dataclass(frozen=True)
class Choice(Kind[E]):
    """One of a few words."""

    words: type[E]

    def read(self, raw: object) -> E:
        text = as_text(raw)
        known = [word.value for word in self.words]
        if text not in known:
            guess = nearest(text.lower(), known)
            raise WrongValue(Code.NOT_A_CHOICE, got=text, choices=", ".join(known), guess=guess)
        return self.words(text)


def as_text(raw: object) -> str:
    """`raw` when it is text. Raises WrongValue."""
    if not isinstance(raw, str):
        raise WrongValue(Code.NOT_TEXT, found=described(raw))
    return raw


def described(raw: object) -> str:
    """A wrong value for a sentence: the type and never the text, which may be a secret on the wrong line."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, int | float):
        return str(raw)
    names = {"str": '"…"', "list": "[…]", "dict": "{…}"}
    return names.get(type(raw).__name__, type(raw).__name__)


def written_length(length: timedelta) -> str:
    """A length in its largest whole unit up to days: `7d`, not `1w`, for people count reminders in days."""
    seconds = int(length.total_seconds())
    unit = next(unit for unit in "dhms" if seconds % SECONDS_IN[unit] == 0)
    return f"{seconds // SECONDS_IN[unit]}{unit}" if seconds else "0s"


def is_time_zone(text: str) -> None:
    """Refuse what the time-zone database does not have."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # a path, a folder of zones ("Europe"), an unknown name
        raise WrongValue(Code.NO_SUCH_ZONE, got=text, guess=nearest(text, sorted(available_timezones()))) from None


def is_country(text: str) -> None:
    """Refuse a country whose public holidays nobody knows."""
    if text == CERTAIN_COUNTRY:
        return
    import holidays  # a fifth of the time of a start, and only those who name another country need it

    known = list(holidays.list_supported_countries())
    if text not in known:
        raise WrongValue(Code.NO_SUCH_COUNTRY, got=text, guess=nearest(text.upper(), known))


def is_address(text: str) -> None:
    """Refuse what is not an http(s) address with a host and nothing after its path."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    else:
        usable = usable and not (parts.query or parts.fragment or parts.username) and " " not in text
    if not usable:
        raise WrongValue(Code.NOT_AN_ADDRESS, got=without_password(text), like="https://example.org")


def is_web_page(text: str) -> None:
    """Refuse what a browser could not open: http(s) with a host; a query and a fragment are welcome."""
    is_address(text.partition("#")[0].partition("?")[0])


def is_email(text: str) -> None:
    """Refuse what RFC 5322 could not deliver to; existence is not asked."""
    if not re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", text):
        raise WrongValue(Code.NOT_AN_EMAIL, got=text)


def is_store(text: str) -> None:
    """Refuse what is neither a SQLite file nor a PostgreSQL database; never repeat it, for it may hold a password."""
    file = r"sqlite(\+aiosqlite)?:///[^\s?].*"
    server = r"postgres(ql)?(\+asyncpg)?://([^/\s]*@)?(\[[^\]/\s]+\]|[^:/\[\]\s]*)(:\d{1,5})?/\S+"
    if not re.fullmatch(f"{file}|{server}", text):
        raise WrongValue(Code.NOT_A_STORE)


def is_token(text: str) -> None:
    """Refuse what cannot be a bot's token."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text):
        raise WrongValue(Code.NOT_A_TOKEN)


def is_webhook_secret(text: str) -> None:
    """Bot API, setWebhook: 1–256 characters, only A-Z, a-z, 0-9, _ and -."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise WrongValue(Code.NOT_A_SECRET)


def without_password(address: str) -> str:
    """An address with `***` for its password, for people to read."""
    return re.sub(r"(?<=://)([^/@]*?):[^/]*@", r"\1:***@", address)
