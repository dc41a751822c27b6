"""Logs: one line an event, with the id of the update it belongs to, and without any secret.

On a terminal the lines are `key=value` text; elsewhere (a file, a journal, a container), or with NARADA_LOG=json, each
is one JSON object. NARADA_LOG=text asks for text everywhere.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

FORMAT_VARIABLE = "NARADA_LOG"
HIDDEN = "***"
# What these say at INFO is one line for every request or statement; their warnings stay.
NOISY = ("aiosqlite", "alembic", "apscheduler", "asyncio", "httpcore", "httpx", "uvicorn.access")

_about: ContextVar[Mapping[str, object]] = ContextVar("about", default={})  # noqa: B039 - never changed in place

# A token is found wherever it stands; the other secrets only where they stand in an address, a header or a command,
# for a feed's secret alone looks like any other word.
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(/(?:file/)?bot)[^/\s\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"\b\d+:[A-Za-z0-9_-]{30,}"), HIDDEN),
    (re.compile(r"(/calendar/)[^/\s?#\"'<>.]+"), rf"\1{HIDDEN}"),
    (re.compile(r"([?&]start(?:group)?=)[A-Za-z0-9_-]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/start(?:@\w+)?\s+)[A-Za-z0-9_-]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(secret[-_]token[\"']?\s*[:=]\s*[\"']?)[A-Za-z0-9_-]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    (re.compile(r"(\w://[^/\s:@]*):[^/\s@]+@"), rf"\1:{HIDDEN}@"),
)
# One look for what every one of them must contain: nearly every line has none of it, and a service writes thousands.
_MAYBE_SECRET = re.compile(r"/bot|\d:|/calendar/|[?&]start|/start|(?i:secret)|://")

_OURS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "about"}


def without_secrets(text: str) -> str:
    """The text with tokens, feed secrets, start payloads, webhook secrets and passwords replaced by `***`."""
    if _MAYBE_SECRET.search(text) is None:
        return text
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


@contextmanager
def about(**facts: object) -> Iterator[None]:
    """All that is logged inside carries these facts: `with logs.about(update=123):`; so do tasks started inside."""
    token = _about.set({**_about.get(), **facts})
    try:
        yield
    finally:
        _about.reset(token)


def set_up(environ: Mapping[str, str], stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Send every log of this process to `stream`; takes the place of what was set up before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(environ, stream))
    handler.addFilter(_remember_what_it_is_about)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A `sys.excepthook` that logs: Python's own would write the traceback past the filter, and addresses with it."""
    logging.getLogger(__name__).critical("ended by a fault", exc_info=(kind, error, trace))


def _formatter(environ: Mapping[str, str], stream: TextIO) -> logging.Formatter:
    wanted = environ.get(FORMAT_VARIABLE, "").lower()
    if wanted == "json" or (wanted != "text" and not stream.isatty()):
        return JsonLines()
    return TextLines()


def _remember_what_it_is_about(record: logging.LogRecord) -> bool:
    record.about = dict(_about.get())
    return True


def _facts(record: logging.LogRecord) -> dict[str, object]:
    """What the record is about, then what its caller gave as `extra`."""
    extra = {name: value for name, value in vars(record).items() if name not in _OURS}
    facts: dict[str, object] = getattr(record, "about", {})
    return {**facts, **extra}


class _Lines(logging.Formatter):
    """What both formats share."""

    def trouble(self, record: logging.LogRecord) -> str:
        """The traceback of the record, if it has one."""
        traceback = self.formatException(record.exc_info) if record.exc_info else ""
        return "\n".join(part for part in (traceback, record.stack_info) if part)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's
        """UTC with milliseconds, ISO 8601. The machine's time: a log must not jump with a moved clock."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class TextLines(_Lines):
    """`2027-05-11T07:00:00.000Z INFO bot.gateway "what happened" update=123`, a traceback on the lines below."""

    def format(self, record: logging.LogRecord) -> str:
        # Secrets go before the quoting, which would put backslashes between a name and its secret.
        facts = "".join(f" {name}={_quoted(without_secrets(str(value)))}" for name, value in _facts(record).items())
        message = _quoted(without_secrets(record.getMessage()))
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {message}{facts}"
        trouble = without_secrets(self.trouble(record))
        return f"{head}\n{trouble}" if trouble else head


class JsonLines(_Lines):
    """One JSON object a line: time, level, logger, message, the facts, and the traceback as one text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        # A fact never takes the place of what every line has.
        line.update({name: _told(value) for name, value in _facts(record).items() if name not in line})
        if trouble := without_secrets(self.trouble(record)):
            line["traceback"] = trouble
        return json.dumps(line, ensure_ascii=False)


def _told(value: object) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    return without_secrets(str(value))


def _quoted(text: str) -> str:
    """As it is when it is one word; else as a JSON text, so that one event stays on one line."""
    return text if re.fullmatch(r"[^\s\"=]+", text) else json.dumps(text, ensure_ascii=False)
