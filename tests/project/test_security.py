"""What docs/security.md promises: guards that are there, tests that prove them, and what no file of ours may do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.every import GUARDS, Line, as_lines, lines
from tests.guards.guard import ROOT, Guard
from tests.guards.trial import files_of

SHIPPED = ("bot", "storage")
OPENERS = {
    "zipfile", "tarfile", "xml", "lxml", "defusedxml", "csv", "pickle", "shelve", "marshal", "yaml", "zlib", "bz2",
}  # fmt: skip
OPENING = {"load_workbook", "decompress", "get_file", "download_to_drive", "download_as_bytearray", "extractall"}
SECRET = re.compile(r"(^|_)(secret|token|password|tajne)s?$")


def nodes(words: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the shipped files in which one of the words stands: to parse them all takes seconds."""
    for package in SHIPPED:
        for path in sorted((ROOT / package).rglob("*.py")):
            code = path.read_text(encoding="utf-8")
            if re.search(words, code):
                yield from ((path.relative_to(ROOT).as_posix(), node) for node in ast.walk(ast.parse(code)))


# --- the threat model and its guards


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.threat}: {guard.file}")
def test_a_guard_stands_where_it_is_taken_out(guard: Guard) -> None:
    assert guard.place()
    assert guard.text != guard.without


def test_the_threat_model_names_the_guards_and_tests_that_were_tried() -> None:
    def sorted_lines(found: tuple[Line, ...]) -> dict[str, Line]:
        return {line.threat: line for line in found}

    assert sorted_lines(lines()) == sorted_lines(as_lines())


def test_every_test_of_a_guard_exists() -> None:
    assert len(files_of([test for guard in GUARDS for test in guard.tests], ROOT)) >= len(GUARDS)


def test_every_threat_that_the_issue_names_is_in_the_model() -> None:
    told = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

    assert {
        "forged button", "old button", "guessed feed", "guessed invitation", "forged webhook call",
        "replayed webhook call", "same press again", "HTML in a name", "link in a name", "formula in a sheet",
        "bomb in a file", "path in a file name", "secret in a log", "group", "coordinator's button",
        "former representative", "package with a known fault", "secret in the history", "rights of the process",
    } <= {line.threat for line in lines()}  # fmt: skip
    assert "## Tried" in told


# --- what no file of ours may do


def test_nothing_that_people_send_is_opened_or_unpacked_and_no_csv_is_written() -> None:
    found = [
        (file, name)
        for file, node in nodes("|".join({*OPENERS, *OPENING}))
        for name in _names(node)
        if name.partition(".")[0] in OPENERS or name in OPENING
    ]

    assert found == []


def _names(node: ast.AST) -> list[str]:
    """What a node imports or calls."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=str(module), names=names):
            return [module, *(name.name for name in names)]
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return [name]
    return []


def test_no_statement_is_put_together_from_texts() -> None:
    found = [
        (file, ast.unparse(node))
        for file, node in nodes(r"\b(text|exec_driver_sql)\(")
        if isinstance(node, ast.Call) and _called(node) in {"text", "exec_driver_sql"} and file.startswith("storage/")
        and not all(isinstance(each, ast.Constant | ast.Name) or _names_a_table(each) for each in node.args)
    ]  # fmt: skip

    assert found == []


def _names_a_table(node: ast.AST) -> bool:
    """Whether nothing is put into the text but the name of a table of ours, which no statement can bind."""
    inserted = [part for part in ast.walk(node) if isinstance(part, ast.FormattedValue)]
    return bool(inserted) and all(ast.unparse(part.value) == "_sequence(table.name)" for part in inserted)


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", None) or getattr(node.func, "attr", ""))


def test_no_secret_is_compared_letter_by_letter() -> None:
    """`==` ends at the first letter that differs, and how long it took tells how many were right."""
    found = [
        (file, ast.unparse(node))
        for file, node in nodes(r"(secret|token|password|tajne)\S* [=!]=|[=!]= \S*(secret|token|password|tajne)")
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
        and any(SECRET.search(_last_name(side)) for side in (node.left, *node.comparators))
    ]  # fmt: skip

    assert found == []


def _last_name(node: ast.AST) -> str:
    """The name that a value is known by: of `a.secret.encode()` it is "secret"."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Attribute(value=value, attr="encode" | "strip" | "get_secret_value")):
            return _last_name(value)
    return ""


# --- packages, secrets, history


@pytest.mark.parametrize("file", ["Makefile", "deploy/Containerfile"])
def test_packages_are_installed_with_their_hashes_alone(file: str) -> None:
    commands = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    from_locks = [line for line in commands if re.search(r"(pip install|\$\(PIP\))[^&|]* -r ", line)]

    assert from_locks
    assert [line for line in from_locks if "--require-hashes" not in line] == []


def test_continuous_integration_looks_for_secrets_and_over_the_packages() -> None:
    script = Path(ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert re.search(r"^\.venv/bin/python -m tests\.guards\.leaks .*\|\| status=", script, re.MULTILINE)
    assert re.search(r"^\.venv/bin/python -m tests\.guards\.packages .*\|\| status=", script, re.MULTILINE)
