"""The configuration: defaults, overrides, and every mistake at once with its line."""

import string
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.config import Code, ConfigurationError, Language, Mode, Settings, example, language_of, load
from bot.config.lines import lines_of
from bot.config.mistakes import SENTENCES

Write = Callable[[str], Path]
TOKEN = "123456:secret-token"
SECTIONS = [getattr(Settings(), section.name) for section in fields(Settings)]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def mistakes(path: Path | None, **environ: str) -> list[tuple[str, int | None, Code]]:
    """Where each mistake is, on which line, and what it is."""
    with pytest.raises(ConfigurationError) as caught:
        load(path, environ)
    return [(mistake.where, mistake.line, mistake.code) for mistake in caught.value.mistakes]


def sentences(path: Path | None, **environ: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load(path, environ)
    return str(caught.value)


def test_without_a_file_everything_has_its_default() -> None:
    assert load(None, {}) == Settings()


def test_an_empty_file_changes_nothing(write: Write) -> None:
    assert load(write(""), {}) == Settings()


def test_the_written_example_is_the_default(write: Write) -> None:
    assert load(write(example()), {}) == Settings()


def test_a_token_given_to_init_stands_in_the_file(write: Write) -> None:
    assert load(write(example(token=TOKEN)), {}).telegram.token == TOKEN


def test_each_setting_has_a_comment_in_the_example() -> None:
    assignments = [line for line in example().splitlines() if " = " in line and not line.startswith("#")]

    assert len(assignments) == sum(len(fields(section)) for section in SECTIONS)
    assert [line for line in assignments if "  # " not in line] == []


def test_a_file_is_read(write: Write) -> None:
    settings = load(
        write(
            """
[telegram]
mode = "webhook"
webhook_url = "https://narada.example.org/telegram/webhook"
webhook_secret = "a-b_C1"
[storage]
url = "postgresql://narada:hunter2@db/narada"
[partnership]
name = "Partnerstwo na rzecz Zatrudnienia"
language = "de"
[reminders]
answer_before_deadline = ["1w", "90m"]
before_meeting = []
[office_hours]
quiet_from = "19:30"
quiet_until = 8:00
holidays = ""
""".replace("8:00", '"8:00"')
        ),
        {},
    )

    assert settings.telegram.mode is Mode.WEBHOOK
    assert settings.partnership.language is Language.GERMAN
    assert settings.partnership.zone.key == "Europe/Warsaw"
    assert settings.reminders.answer_before_deadline == (timedelta(weeks=1), timedelta(minutes=90))
    assert settings.reminders.before_meeting == ()
    assert (settings.office_hours.quiet_from, settings.office_hours.quiet_until) == (time(19, 30), time(8))
    assert settings.storage.shown == "postgresql://narada:***@db/narada"


def test_every_setting_can_be_overridden_by_the_environment(write: Write) -> None:
    settings = load(
        write('[telegram]\ntoken = "1:file"\n[web]\nport = 9000\n'),
        {
            "NARADA_TELEGRAM__TOKEN": TOKEN,
            "NARADA_WEB__PORT": "9001",
            "NARADA_OFFICE_HOURS__WEEKENDS": "true",
            "NARADA_REMINDERS__BEFORE_MEETING": "2d, 3h",
            "NARADA_REMINDERS__REPORT_BEFORE_DEADLINE": "",
            "NARADA_OFFICE_HOURS__QUIET_FROM": "21:00",
            "NARADA_MEETINGS__LENGTH": "45m",
            "NARADA_PARTNERSHIP__LANGUAGE": "en",
        },
    )

    assert settings.telegram.token == TOKEN
    assert settings.web.port == 9001
    assert settings.office_hours.weekends is True
    assert settings.reminders.before_meeting == (timedelta(days=2), timedelta(hours=3))
    assert settings.reminders.report_before_deadline == ()
    assert settings.office_hours.quiet_from == time(21)
    assert settings.meetings.length == timedelta(minutes=45)
    assert settings.partnership.language is Language.ENGLISH


def test_other_variables_of_narada_are_no_settings() -> None:
    assert load(None, {"NARADA_LOG": "json", "NARADA_REQUIRE": "browser", "HOME": "/root"}) == Settings()


@pytest.mark.parametrize(
    ("section", "line", "code"),
    [
        ("telegram", "token = 12", Code.NOT_TEXT),
        ("telegram", 'token = "abc"', Code.NOT_A_TOKEN),
        ("telegram", 'api_url = ""', Code.EMPTY),
        ("telegram", 'api_url = "api.telegram.org"', Code.NOT_AN_ADDRESS),
        ("telegram", 'api_url = "ftp://api.telegram.org"', Code.NOT_AN_ADDRESS),
        ("telegram", 'api_url = "https://"', Code.NOT_AN_ADDRESS),
        ("telegram", 'api_url = "https://example.org:99999"', Code.NOT_AN_ADDRESS),
        ("telegram", 'api_url = "https://[example.org"', Code.NOT_AN_ADDRESS),
        ("telegram", 'mode = "pooling"', Code.NOT_A_CHOICE),
        ("telegram", "mode = true", Code.NOT_TEXT),
        ("telegram", 'webhook_secret = "zażółć"', Code.NOT_A_SECRET),
        ("telegram", f'webhook_secret = "{"a" * 257}"', Code.NOT_A_SECRET),
        ("storage", 'url = "narada.db"', Code.NOT_A_STORE),
        ("storage", 'url = "mysql://host/name"', Code.NOT_A_STORE),
        ("storage", 'url = "sqlite://"', Code.NOT_A_STORE),
        ("web", "port = 0", Code.OUT_OF_RANGE),
        ("web", "port = 65536", Code.OUT_OF_RANGE),
        ("web", 'port = "8080"', Code.NOT_A_NUMBER),
        ("web", "port = 80.5", Code.NOT_A_NUMBER),
        ("web", "port = true", Code.NOT_A_NUMBER),
        ("partnership", 'name = "  "', Code.EMPTY),
        ("partnership", 'name = "a\\nb"', Code.CONTROL_CHARACTER),
        ("partnership", 'time_zone = "Europe/Warszawa"', Code.NO_SUCH_ZONE),
        ("partnership", 'time_zone = "Europe"', Code.NO_SUCH_ZONE),
        ("partnership", 'time_zone = "../etc/passwd"', Code.NO_SUCH_ZONE),
        ("partnership", 'language = "PL"', Code.NOT_A_CHOICE),
        ("partnership", 'contact_email = "biuro.example.org"', Code.NOT_AN_EMAIL),
        ("meetings", 'length = "0s"', Code.LENGTH_TOO_SHORT),
        ("meetings", 'length = "2"', Code.NOT_A_LENGTH),
        ("meetings", "length = 2", Code.NOT_TEXT),
        ("meetings", 'answer_deadline = "-1d"', Code.NOT_A_LENGTH),
        ("meetings", 'answer_deadline = "60w"', Code.LENGTH_TOO_LONG),
        ("reminders", 'before_meeting = "1d"', Code.NOT_A_LIST),
        ("reminders", 'before_meeting = ["1d", "24h"]', Code.REPEATED),
        ("reminders", 'before_meeting = ["1d", 2]', Code.NOT_TEXT),
        ("reminders", 'before_meeting = ["1d", "soon"]', Code.NOT_A_LENGTH),
        ("office_hours", 'enabled = "yes"', Code.NOT_A_FLAG),
        ("office_hours", "enabled = 1", Code.NOT_A_FLAG),
        ("office_hours", 'quiet_from = "24:00"', Code.NOT_A_TIME),
        ("office_hours", 'quiet_from = "20"', Code.NOT_A_TIME),
        ("office_hours", 'holidays = "Polska"', Code.NO_SUCH_COUNTRY),
        ("privacy", "inbox_days = 0", Code.OUT_OF_RANGE),
        ("privacy", 'notice_url = "rodo"', Code.NOT_AN_ADDRESS),
        ("delivery", "messages_per_second = 0", Code.OUT_OF_RANGE),
        ("delivery", "messages_per_second = 100", Code.TOO_FAST),
        ("delivery", "paid_broadcast = 0", Code.NOT_A_FLAG),
    ],
)
def test_a_wrong_value_is_told_with_its_line(write: Write, section: str, line: str, code: Code) -> None:
    path = write(f"# a comment\n\n[{section}]\n\n{line}\n")

    assert mistakes(path) == [(f"[{section}] {line.split(' = ', 1)[0]}", 5, code)]


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(write: Write) -> None:
    path = write("""\
[telegram]
mode = "webhook"
tokn = "x"

[web]
port = 70000

[office]
enabled = true

[office_hours]
quiet_from = "8 pm"
""")

    assert mistakes(path, NARADA_WEB__PORT="http", NARADA_TELEGRAM__TOKN="x") == [
        ("[telegram] webhook_url", 1, Code.WEBHOOK_NEEDS),
        ("[telegram] webhook_secret", 1, Code.WEBHOOK_NEEDS),
        ("[telegram] tokn", 3, Code.UNKNOWN_KEY),
        ("[web] port", 6, Code.OUT_OF_RANGE),
        ("[office]", 8, Code.UNKNOWN_SECTION),
        ("[office_hours] quiet_from", 12, Code.NOT_A_TIME),
        ("NARADA_TELEGRAM__TOKN", None, Code.UNKNOWN_VARIABLE),
        ("NARADA_WEB__PORT", None, Code.NOT_A_NUMBER),
    ]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ('[telegram]\ntokn = ""\n', "token"),
        ("[ofice_hours]\n", "office_hours"),
        ('[telegram]\nmode = "Webhook"\n', "webhook"),
        ('[partnership]\ntime_zone = "Europe/Warszawa"\n', "Europe/Warsaw"),
        ('[office_hours]\nholidays = "pl"\n', "PL"),
    ],
)
def test_what_was_probably_meant_is_suggested(write: Write, text: str, guess: str) -> None:
    assert f"Did you mean “{guess}”?" in sentences(write(text))


def test_a_variable_that_was_probably_meant_is_suggested() -> None:
    assert "Did you mean “NARADA_TELEGRAM__TOKEN”?" in sentences(None, NARADA_TELEGRAM__TOKN="x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[web]\nport = \n", [("[web] port", 2, Code.SYNTAX)]),
        ("[web]\nport 8080\n", [("", 2, Code.SYNTAX)]),
        ("[web]\nport = 1\nport = 2\n", [("", 3, Code.TWICE)]),
        ("[web]\nport = 1\n[web]\n", [("", 3, Code.TWICE)]),
        ('[web]\nhost = "a\nport = 0\n', [("[web] host", 2, Code.SYNTAX), ("[web] port", 3, Code.OUT_OF_RANGE)]),
        ("[web]\nport = x\n[delivery]\nmessages_per_second = 0\n",
         [("[web] port", 2, Code.SYNTAX), ("[delivery] messages_per_second", 4, Code.OUT_OF_RANGE)]),
        ("web = 3\n", [("web", 1, Code.NOT_A_SECTION)]),
        ("[[web]]\nport = 1\n", [("web", 1, Code.NOT_A_SECTION)]),
    ],
)  # fmt: skip
def test_what_is_not_toml_is_told_with_its_line(write: Write, text: str, expected: list[tuple[str, int, Code]]) -> None:
    assert mistakes(write(text)) == expected


@pytest.mark.parametrize(
    "text", ["[web", "[web]\nport = [", '[web]\nhost = """\n', "\x00", "=", "[", "[[[", "a.b.c = ]"]
)
def test_whatever_the_file_holds_the_answer_is_a_mistake_with_a_line(write: Write, text: str) -> None:
    assert all(line is not None for _where, line, _code in mistakes(write(text)))


def test_a_file_that_is_not_there_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    assert sentences(tmp_path / "config.toml") == "config.toml: there is no such file; `narada init` writes one."


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert mistakes(tmp_path) == [("", None, Code.FILE_UNREADABLE)]


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('[partnership]\nname = "Powiśle"\n'.encode("iso-8859-2"))

    assert mistakes(path) == [("", 2, Code.NOT_UTF8)]


def test_a_file_that_notepad_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("\ufeff[web]\r\nport = 9000\r\n".encode())

    assert load(path, {}).web.port == 9000


WEBHOOK = '[telegram]\nmode = "webhook"\nwebhook_secret = "s"\n'


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ('webhook_url = "http://example.org"\n', Code.WEBHOOK_NEEDS_HTTPS),
        ('webhook_url = "https://example.org:8080"\n', Code.WEBHOOK_PORT),
        ("", Code.WEBHOOK_NEEDS),
    ],
)
def test_telegram_itself_calls_https_on_its_own_ports_only(write: Write, rest: str, code: Code) -> None:
    [(where, _line, told)] = mistakes(write(WEBHOOK + rest))

    assert (where, told) == ("[telegram] webhook_url", code)


def test_a_bot_api_server_of_ones_own_may_call_http(write: Write) -> None:
    own = 'api_url = "http://127.0.0.1:8081"\nwebhook_url = "http://127.0.0.1:8080"\n'

    assert load(write(WEBHOOK + own), {}).telegram.mode is Mode.WEBHOOK


def test_more_than_thirty_messages_a_second_are_paid_for_at_telegram_only(write: Write) -> None:
    fast = "[delivery]\nmessages_per_second = 1000\n"

    assert load(write(f"{fast}paid_broadcast = true\n"), {}).delivery.messages_per_second == 1000
    assert load(write(fast), {"NARADA_TELEGRAM__API_URL": "http://127.0.0.1:1"}).delivery.messages_per_second == 1000


def test_a_rule_that_an_override_breaks_names_the_variable() -> None:
    assert mistakes(None, NARADA_DELIVERY__MESSAGES_PER_SECOND="31") == [
        ("NARADA_DELIVERY__MESSAGES_PER_SECOND", None, Code.TOO_FAST)
    ]


def test_the_clock_is_not_moved_with_telegrams_own_address() -> None:
    assert mistakes(None, NARADA_CLOCK_FILE="offset") == [("NARADA_CLOCK_FILE", None, Code.CLOCK_FILE)]


def test_the_clock_may_be_moved_with_an_address_of_ones_own() -> None:
    environ = {"NARADA_CLOCK_FILE": "offset", "NARADA_TELEGRAM__API_URL": "http://127.0.0.1:1"}

    assert load(None, environ).telegram.api_url == "http://127.0.0.1:1"


def test_no_secret_is_shown() -> None:
    environ = {
        "NARADA_TELEGRAM__TOKEN": TOKEN,
        "NARADA_TELEGRAM__WEBHOOK_SECRET": "hush-hush",
        "NARADA_STORAGE__URL": "postgresql://narada:hunter2@db/narada",
    }
    settings = load(None, environ)
    shown = f"{settings!r} {settings} {settings.telegram} {settings.storage} {settings.storage.shown}"

    assert [secret for secret in (TOKEN, "hush-hush", "hunter2") if secret in shown] == []


def test_no_secret_is_shown_in_a_mistake(write: Write) -> None:
    path = write("""\
[telegram]
token = "hunter2"
api_url = "https://me:hunter2@example.org"
webhook_secret = "hunter2 hunter2"
[storage]
url = "mysql://me:hunter2@db/name"
[web]
port = "hunter2"
""")
    told = sentences(path, NARADA_TELEGRAM__TOKEN="hunter2", NARADA_WEB__PORT="hunter2")

    assert told.count("\n") == 6
    assert "hunter2" not in told


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().web.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "pl_PL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "pl_PL"}, "pl"),
        ({}, "en"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_terminal(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


def test_a_polish_operator_reads_polish(write: Write) -> None:
    told = sentences(write('[web]\nport = 0\n\n[telegram]\nmode = "webhok"\n'), LANG="pl_PL.UTF-8")

    assert told.splitlines() == [
        "config.toml:2: [web] port: wartość 0 jest spoza zakresu; dozwolone są wartości od 1 do 65535.",
        (
            "config.toml:5: [telegram] mode: „webhok” nie jest żadną z wartości: polling, webhook."
            " Czy chodziło o „webhook”?"
        ),
    ]


def test_each_kind_of_mistake_has_a_sentence_with_the_same_facts_in_both_languages() -> None:
    assert set(SENTENCES) == set(Code)
    for code, (english, polish) in SENTENCES.items():
        assert _facts(english) == _facts(polish), code


def _facts(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


def test_lines_are_found_in_every_way_of_writing_toml() -> None:
    text = '''\
telegram.token = "a"
[ web ] # the server
"port" = 1
host = """
port = 2
[delivery]
"""
[reminders]
before_meeting = [
  "1d", # [delivery]
  "2h",
]
'pointless_after' = "6h" # before = 1
[partnership]
name = "[delivery]"
funding_note = """one"""
language = "pl"
'''

    assert lines_of(text) == {
        ("telegram",): 1,
        ("telegram", "token"): 1,
        ("web",): 2,
        ("web", "port"): 3,
        ("web", "host"): 4,
        ("reminders",): 8,
        ("reminders", "before_meeting"): 9,
        ("reminders", "pointless_after"): 13,
        ("partnership",): 14,
        ("partnership", "name"): 15,
        ("partnership", "funding_note"): 16,
        ("partnership", "language"): 17,
    }
