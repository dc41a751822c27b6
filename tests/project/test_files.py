"""Files that are made from something else are up to date, and nothing names what it must not."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.config import example

PROJECT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".woff2", ".pdf", ".zip"}

# Put together from pieces, so that this file does not name them either.
FORBIDDEN = {
    "a package registry's host": re.compile(
        r"py" + r"pi\.(org|python)|python" + r"hosted|registry\.npm" + r"js|files\.py" + "thon"
    ),
    "a folder of somebody's machine": re.compile(
        r"(?<![\w./-])/(wo" + r"rk|ho" + r"me/\w+|Us" + r"ers/\w+|ro" + r"ot)/"
    ),
    "a note to ourselves": re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
}


def written_files() -> list[Path]:
    """Every text file that is part of the project: what git has or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    paths = (PROJECT / name for name in listed if name)
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def pins(lock: str) -> dict[str, str]:
    """The package's name and version for every line of a lock that names one."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", (PROJECT / lock).read_text(), re.MULTILINE))


def requirements(*groups: str) -> set[str]:
    """The names that pyproject.toml asks for, as a lock writes them."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(name for group in groups for name in project["optional-dependencies"][group])]
    names = (re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0] for requirement in asked)
    return {re.sub(r"[._-]+", "-", name).lower() for name in names}


def test_the_example_configuration_is_made_from_the_settings() -> None:
    assert (PROJECT / "config.example.toml").read_text(encoding="utf-8") == example()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text()

    assert re.findall(r"\w+://\S+|^\s*-{1,2}[a-z-]*(?:index|find-links|host)\S*", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_package(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", (PROJECT / lock).read_text(), flags=re.MULTILINE)[1:]

    assert len(entries) >= len(pins(lock)) > 30
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert requirements("install") - set(pins("requirements.lock")) == set()
    assert requirements("install", "test") - set(pins("requirements-test.lock")) == set()
    assert requirements("install", "bench") - set(pins("requirements-bench.lock")) == set()


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_tests_and_measurements_run_with_the_versions_that_people_run(lock: str) -> None:
    tested = pins(lock)

    assert {name: version for name, version in pins("requirements.lock").items() if tested.get(name) != version} == {}


def test_the_demo_installs_no_database_driver_it_does_not_need() -> None:
    assert {name for name in pins("requirements.lock") if name.startswith(("psycopg", "asyncpg", "postgres"))} == set()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FORBIDDEN[what].search(line)
    ]

    assert found == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "manager"])
def test_no_module_is_named_after_nothing(word: str) -> None:
    modules = [path for path in written_files() if path.suffix == ".py"]

    assert [path for path in modules if word in {path.stem, *path.relative_to(PROJECT).parts}] == []


def test_every_make_target_that_people_are_told_of_is_there() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE)

    assert {"help", "demo", "test", "lint", "bench", "kill", "lock", "clean"} <= set(targets)


def test_continuous_integration_runs_the_same_tests_and_demands_a_browser_and_a_server() -> None:
    script = (PROJECT / ".ci" / "run").read_text()

    assert "export NARADA_REQUIRE=browser,postgres\n" in script
    assert "for target in test thorough postgres; do\n" in script
