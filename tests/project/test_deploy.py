"""What deploy/ says of Narada is true: its commands, settings, addresses and files are there, its walls stand."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from bot import VERSION
from bot.app import metrics as gauges
from bot.app.service import STOP_SECONDS, Part
from bot.cli import main
from bot.config import Settings
from bot.counts import KEPT, Family
from bot.web.app import build
from bot.web.sources import WEBHOOK_PATH, Doorbell
from tests.support.require import require
from tests.support.web import Shelf

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
UNITS = ("narada.service", "narada@.service", "narada-part@.service")
PROXIES = ("caddy/Caddyfile", "nginx/narada.conf")
WALLS = {
    "User": "narada",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "SystemCallFilter": "@system-service",
    "MemoryDenyWriteExecute": "yes",
    "UMask": "0077",
}
MOST_EXPOSED = 15  # of 100, as systemd-analyze counts
PACKAGES = ("bot", "storage", "sandbox")


def said(file: str) -> str:
    return (DEPLOY / file).read_text(encoding="utf-8")


def assignments(unit: str) -> list[tuple[str, str]]:
    """Every `Name=value` of a unit."""
    return re.findall(r"^([A-Za-z]+)=(.*)$", said(f"systemd/{unit}"), re.MULTILINE)


def only(unit: str, name: str) -> str:
    (found,) = [value for key, value in assignments(unit) if key == name]
    return found


def served() -> set[str]:
    """The beginnings of every address that the web part serves."""
    routes = build(Shelf().sources(), doorbell=Doorbell("", _nothing)).routes
    return {re.sub(r"\{.*", "", route.path) for route in routes if isinstance(route, Route)}


async def _nothing(_: dict[str, Any]) -> None: ...


# --- systemd


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("wall", WALLS)
def test_a_unit_has_its_walls(unit: str, wall: str) -> None:
    assert (wall, WALLS[wall]) in assignments(unit)


def test_a_part_runs_like_the_whole_but_for_its_name() -> None:
    whole, part = (dict.fromkeys(assignments(unit)) for unit in UNITS[:2])

    assert [each for each in part if each not in whole] == [
        ("Description", "Narada, the assistant of a partnership in Telegram: %i"),
        ("ExecStart", f"{only(UNITS[0], 'ExecStart')} --only %i"),
    ]


def test_several_of_a_part_run_like_one_but_for_their_names_and_ports() -> None:
    several = [each for each in assignments("narada-part@.service") if each[0] != "Environment"]

    assert several == [
        (name, value.replace("--only %i", "--only %j").replace("Telegram: %i", "Telegram: %j %i"))
        for name, value in assignments("narada@.service")
    ]
    assert ("Environment", "NARADA_WEB__PORT=808%i") in assignments("narada-part@.service")


def test_a_stop_is_given_the_time_it_needs() -> None:
    assert all(int(only(unit, "TimeoutStopSec")) > 2 * STOP_SECONDS for unit in UNITS)
    assert {int(seconds) for seconds in re.findall(r"stop_grace_period: (\d+)s", said("compose.yaml"))} == {15, 60}


def test_the_unit_runs_the_program_that_the_guide_installs_in_its_own_folder() -> None:
    guide = (PROJECT / "docs" / "guides" / "pl" / "instalacja-w-urzedzie.md").read_text(encoding="utf-8")
    program, *_ = only(UNITS[0], "ExecStart").split()

    assert f"python3 -m venv {program.removesuffix('/bin/narada')}" in guide
    assert f"/var/lib/{only(UNITS[0], 'StateDirectory')}" == only(UNITS[0], "WorkingDirectory")
    assert f"--config /etc/{only(UNITS[0], 'ConfigurationDirectory')}/config.toml" in only(UNITS[0], "ExecStart")
    assert f"{DEPLOY.name}/systemd/{UNITS[0]}" in guide


def test_systemd_finds_nothing_wrong_with_the_units_and_little_exposed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze") or ""
    require("systemd", available=bool(analyze), reason="systemd-analyze is not installed")
    for unit in UNITS:
        program = only(unit, "ExecStart").split()[0]
        (tmp_path / unit).write_text(said(f"systemd/{unit}").replace(program, sys.executable))
        verified = run(analyze, "verify", str(tmp_path / unit))
        exposed = run(analyze, "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", str(tmp_path / unit))

        assert (verified.returncode, verified.stderr) == (0, "")
        assert exposed.returncode == 0, exposed.stdout[-300:]


# --- the web server in front


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_web_server_lets_calendars_and_the_webhook_through_and_nothing_that_is_for_those_inside(proxy: str) -> None:
    text = re.sub(r"#.*", "", said(proxy))
    if "Caddyfile" in proxy:
        let_through = {path.rstrip("*") for path in re.findall(r"@served path (.*)", text)[0].split()}
    else:
        blocks = re.findall(r"location (?:= )?(\S+) \{([^}]*)\}", text)
        let_through = {path for path, block in blocks if "proxy_pass" in block}

    assert let_through == {"/", "/robots.txt", "/calendar/", WEBHOOK_PATH}
    assert let_through < served()
    assert served() - let_through == {"/healthz", "/metrics"}


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_web_server_asks_where_narada_listens_unless_told_otherwise(proxy: str) -> None:
    web = Settings().web

    assert f"{web.host}:{web.port}" in said(proxy)


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_web_server_logs_no_address_of_a_calendar_and_takes_one_megabyte(proxy: str) -> None:
    caddy = ("request>uri delete", "request>headers delete", "max_size 1MB")
    nginx = ("access_log off;\n    error_log /var/log/nginx/narada.log crit;", "client_max_body_size 1m;")

    assert all(line in said(proxy) for line in (caddy if "Caddyfile" in proxy else nginx))


def test_caddy_takes_its_file() -> None:
    caddy = shutil.which("caddy") or ""
    require("caddy", available=bool(caddy), reason="caddy is not installed")
    checked = run(caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "caddy" / "Caddyfile"))

    assert checked.returncode == 0, checked.stderr[-500:]


# --- containers


def test_compose_runs_every_part_once_and_lets_web_alone_be_reached() -> None:
    text = said("compose.yaml")

    assert sorted(re.findall(r"command: \[run, --only, (\w+)\]", text)) == sorted(Part)
    assert re.findall(r"ports: (.*)", text) == ['["80:80", "443:443", "443:443/udp"]']
    assert f"NARADA_UPSTREAM: web:{Settings().web.port}" in text


def test_the_container_runs_without_rights_and_looks_after_its_health() -> None:
    text = said("Containerfile")
    last = text.split("\nFROM ")[-1]

    assert f"http://127.0.0.1:{Settings().web.port}/healthz" in last
    assert "/healthz" in served()
    assert re.search(r"^USER narada$", last, re.MULTILINE)
    assert "pip install" not in last
    assert "--require-hashes" in text


def test_the_container_installs_the_locked_driver_of_postgresql(tmp_path: Path) -> None:
    (command,) = re.findall(r"sed -n '(.*)' requirements-test.lock", said("Containerfile"))
    found = run("sed", "-n", command, str(PROJECT / "requirements-test.lock")).stdout.splitlines()

    assert found[0].startswith("asyncpg==")
    assert all(line.strip().startswith("--hash=sha256:") for line in found[1:])
    assert [line for line in found if not line.endswith("\\")] == found[-1:]


def test_the_container_is_built_from_files_that_are_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", said("Containerfile"), re.MULTILINE)

    named = {name for line in copied for name in line.split()}
    let_in = set(re.findall(r"^!(.*)$", (PROJECT / ".dockerignore").read_text(), re.MULTILINE))

    assert [name for name in named if not (PROJECT / name).exists()] == []
    assert named >= {*PACKAGES, "pyproject.toml", "requirements.lock"}
    assert named == let_in


# --- what all of them say


@pytest.mark.parametrize("file", sorted(str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*") if path.is_file()))
def test_every_setting_that_is_named_can_be_set(file: str) -> None:
    named = set(re.findall(r"NARADA_[A-Z]+__[A-Z_]+", said(file)))
    known = {
        f"NARADA_{section.name}__{key.name}".upper()
        for section in fields(Settings)
        for key in fields(getattr(Settings(), section.name))
    }

    assert named <= known


def test_every_flag_that_is_named_is_one_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    flags = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    used = " ".join([*(only(unit, "ExecStart") for unit in UNITS), *re.findall(r"command: .*", said("compose.yaml"))])

    assert set(re.findall(r"--[a-z-]+", used)) <= flags


def test_every_metric_that_is_worth_an_alarm_is_told() -> None:
    told = {family.name for family in (*KEPT, *vars(gauges).values()) if isinstance(family, Family)}
    named = {name.removesuffix("_bucket") for name in re.findall(r"\bnarada_[a-z_]+\b", said("README.md"))}

    assert len(named) > 4
    assert named <= told


def test_files_that_are_named_are_there() -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", said("README.md"))

    assert len(linked) > 5
    assert [name for name in linked if not (DEPLOY / name).exists()] == []


# --- the package


def test_a_wheel_has_every_file_of_the_packages(tmp_path: Path) -> None:
    # A copy: setuptools leaves its workings beside what it builds from.
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    script = "from setuptools import build_meta; build_meta.build_wheel('.')"
    built = subprocess.run([sys.executable, "-c", script], cwd=source, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-500:]
    (wheel,) = source.glob("narada-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())

    written = {path.relative_to(PROJECT).as_posix() for name in PACKAGES for path in (PROJECT / name).rglob("*.*")}
    assert {name for name in written if "__pycache__" not in name} - packed == set()
    assert {"bot/views/texts/pl/cli.ftl", "storage/migrations/versions/0001_the_first_tables.py"} <= packed
    assert any(name.startswith("sandbox/page/") for name in packed)


def test_the_command_tells_the_version_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert (ended.value.code, capsys.readouterr().out) == (0, f"narada {VERSION}\n")
    assert tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"] == VERSION


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)
