"""Logs: one line an event, an id for each update, and no secret."""

import io
import json
import logging
import os
import sys
import warnings
from collections.abc import Iterator

import pytest

from bot import logs
from bot.cli import main

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
log = logging.getLogger("bot.test")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    levels = {name: logging.getLogger(name).level for name in logs.NOISY}
    with warnings.catch_warnings():
        yield
        logging.captureWarnings(False)
    root.handlers = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def terminal() -> Terminal:
    stream = Terminal()
    logs.set_up({}, stream)
    return stream


@pytest.fixture
def file() -> io.StringIO:
    stream = io.StringIO()
    logs.set_up({}, stream)
    return stream


def test_a_terminal_gets_text_with_the_update_and_the_facts(terminal: Terminal) -> None:
    with logs.about(update=123):
        log.info("card sent", extra={"chat": 7, "reason": "first time"})

    _time, rest = terminal.getvalue().split(" ", 1)
    assert rest == 'INFO bot.test "card sent" update=123 chat=7 reason="first time"\n'


def test_a_file_gets_one_json_object_a_line(file: io.StringIO) -> None:
    with logs.about(update=123):
        log.warning("zażółć\ngęślą", extra={"chat": 7})

    line = json.loads(file.getvalue())
    del line["time"]
    assert line == {
        "level": "WARNING", "logger": "bot.test", "message": "zażółć\ngęślą", "update": 123, "chat": 7
    }  # fmt: skip


@pytest.mark.parametrize(("stream", "wanted"), [(Terminal(), "json"), (io.StringIO(), "text")])
def test_the_environment_chooses_the_format(stream: io.StringIO, wanted: str) -> None:
    logs.set_up({"NARADA_LOG": wanted}, stream)
    log.info("ready")

    assert stream.getvalue().startswith("{") is (wanted == "json")


def test_what_is_about_one_update_ends_with_it_and_nests(file: io.StringIO) -> None:
    with logs.about(update=1):
        with logs.about(chat=5):
            log.info("inside")
        log.info("outside")
    log.info("after")

    told = [
        {name: line.get(name) for name in ("update", "chat")} for line in map(json.loads, file.getvalue().splitlines())
    ]
    assert told == [{"update": 1, "chat": 5}, {"update": 1, "chat": None}, {"update": None, "chat": None}]


def test_a_fact_never_takes_the_place_of_what_every_line_has(file: io.StringIO) -> None:
    with logs.about(level="forged", time="never"):
        log.info("ready")

    line = json.loads(file.getvalue())
    assert line["level"] == "INFO"
    assert line["time"].endswith("Z")


def test_one_event_is_one_line_of_text_whatever_people_write(terminal: Terminal) -> None:
    log.info("said %s", 'a"b\nERROR bot forged')

    assert terminal.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    "said",
    [
        f"the token is {TOKEN}",
        f"POST http://127.0.0.1:8081/bot{TOKEN}/sendMessage",
        f"GET /file/bot{TOKEN}/photos/1.jpg",
        "GET /botSECRET/getMe",
        "GET /calendar/SECRET.ics 200",
        "GET /calendar/SECRET",
        "webcal://example.org/calendar/SECRET.ics?x=1",
        "https://t.me/narada_bot?start=SECRET",
        "text is /start SECRET",
        "text is /start@narada_bot SECRET",
        "X-Telegram-Bot-Api-Secret-Token: SECRET",
        '{"secret_token": "SECRET"}',
        "postgresql+asyncpg://narada:SECRET@db/narada",
    ],
)
@pytest.mark.parametrize("environment", [{"NARADA_LOG": "json"}, {"NARADA_LOG": "text"}])
@pytest.mark.parametrize("place", ["message", "argument", "fact", "about", "traceback", "cause"])
def test_no_secret_reaches_the_log(said: str, environment: dict[str, str], place: str) -> None:
    stream = io.StringIO()
    logs.set_up(environment, stream)
    say(said, place)

    assert stream.getvalue().strip()
    assert "SECRET" not in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def say(said: str, place: str) -> None:
    """Log the text at one of the places where a text can come into a record."""
    match place:
        case "message":
            log.info(said.replace("%", "%%"))
        case "argument":
            log.info("heard %s", said)
        case "fact":
            log.info("heard", extra={"said": said})
        case "about":
            with logs.about(said=said):
                log.info("heard")
        case "traceback":
            fail(said, None)
        case "cause":
            fail("outer", ValueError(said))


def fail(said: str, cause: Exception | None) -> None:
    try:
        raise RuntimeError(said) from cause
    except RuntimeError:
        log.exception("failed")


def test_a_fault_that_ends_the_process_is_told_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("GET /botSECRET/getMe")

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("bot.app.service.run", fails)
    monkeypatch.setenv("NARADA_TELEGRAM__TOKEN", TOKEN)
    with pytest.raises(RuntimeError) as failed:
        main(["run", "--config", os.devnull])
    stream = io.StringIO()
    logs.set_up({}, stream)

    sys.excepthook(failed.type, failed.value, failed.tb)

    told = json.loads(stream.getvalue())
    assert "in fails" in told["traceback"]
    assert "SECRET" not in stream.getvalue()


@pytest.mark.parametrize(
    "said", ["GET /calendars", "the meeting starts at 10:00", "/start", "?state=1", "chat 123456789: sent", "12:AAA"]
)
def test_what_is_no_secret_stays_readable(said: str) -> None:
    assert logs.without_secrets(said) == said


def test_the_place_of_a_failure_stands_in_the_log(file: io.StringIO) -> None:
    fail("the disk is full", None)

    line = json.loads(file.getvalue())
    assert "RuntimeError: the disk is full" in line["traceback"]
    assert "in fail" in line["traceback"]


def test_noisy_libraries_are_heard_only_when_they_warn(file: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("uvicorn.access"), "propagate", True)  # a server made by another test ends it
    for name in logs.NOISY:
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).warning("trouble")

    told = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [(line["logger"], line["message"]) for line in told] == [(name, "trouble") for name in logs.NOISY]
