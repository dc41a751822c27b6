"""A wrong configuration: every mistake at once, each with its line, exit status 2."""

from pathlib import Path

import pytest

from bot.cli import main
from tests.bad_input.command import narada

WRONG = """\
[telegram]
token = "not a token"
mode = "pooling"
[storage]
url = "mysql://narada:hunter2@db/narada"
[web]
port = 70000
prot = 8080
[meetings]
length = "2 hours"
[office_hours]
quiet_from = "25:00"
weekends = "no"
[partnership]
time_zone = "Europe/Warszawa"
"""
IN_ENGLISH = (
    "config.toml:2: [telegram] token: this is not a bot's token",
    "config.toml:3: [telegram] mode: “pooling” is not one of: polling, webhook. Did you mean “polling”?",
    "config.toml:5: [storage] url: this is not the address of a store",
    "config.toml:7: [web] port: 70000 is out of range",
    "config.toml:8: [web] prot: there is no such setting. Did you mean “port”?",
    "config.toml:10: [meetings] length: “2 hours” is not a length of time",
    "config.toml:12: [office_hours] quiet_from: “25:00” is not a time of day",
    "config.toml:13: [office_hours] weekends: expected true or false",
    "config.toml:15: [partnership] time_zone: there is no time zone “Europe/Warszawa”. Did you mean “Europe/Warsaw”?",
    "NARADA_DELIVERY__MESSAGES_PER_SECOND: 0 is out of range",
    "NARADA_WEB__PROT: no setting belongs to this environment variable. Did you mean “NARADA_WEB__PORT”?",
)
IN_POLISH = (
    "config.toml:2: [telegram] token: to nie jest token bota",
    "config.toml:7: [web] port: wartość 70000 jest spoza zakresu",
    "NARADA_WEB__PROT: tej zmiennej środowiskowej nie odpowiada żadne ustawienie.",
)
ENVIRONMENT = {"DELIVERY__MESSAGES_PER_SECOND": "0", "WEB__PROT": "1"}


async def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(WRONG, encoding="utf-8")

    told = await narada("run", "--config", "config.toml", folder=tmp_path, environ=ENVIRONMENT)

    assert told.status == 2
    assert len(told.stderr.splitlines()) == len(IN_ENGLISH)
    for line, beginning in zip(told.stderr.splitlines(), IN_ENGLISH, strict=True):
        assert line.startswith(beginning)
    assert told.stdout == ""
    assert "hunter2" not in told.stderr
    assert not (tmp_path / "narada.db").exists()


def test_mistakes_are_told_in_polish_in_a_polish_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(WRONG, encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    monkeypatch.setenv("NARADA_WEB__PROT", "1")

    assert main(["check", "--config", str(tmp_path / "config.toml")]) == 2

    told = capsys.readouterr().err.splitlines()
    assert [beginning for beginning in IN_POLISH if not any(line.startswith(beginning) for line in told)] == []


def test_a_line_that_is_no_toml_is_told_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[web]\nport = 8O8O\nhost = ''\n[telegram]\nmode = \"no\"\n", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert main(["check", "--config", str(path)]) == 2

    places = [line.split(" ")[0] for line in capsys.readouterr().err.splitlines()]
    assert places == ["config.toml:2:", "config.toml:3:", "config.toml:5:"]
