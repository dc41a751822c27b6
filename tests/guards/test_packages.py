"""What is wrong with a package is told; where nobody can be asked, that is told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.guards.guard import ROOT
from tests.guards.packages import LOCKS, looked_over, pinned, strangers, without_hash

HASH = f"--hash=sha256:{'0' * 64}"
NOBODY = "http://127.0.0.1:9/v1/querybatch"  # the port of "discard": nothing listens there


@contextmanager
def database(answer: object) -> Iterator[tuple[str, list[Any]]]:
    """The address of an advisory database that always says the same, and what it was asked."""
    asked: list[Any] = []

    class Advisories(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/querybatch", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one package in each lock."""
    for lock in LOCKS:
        (tmp_path / lock).write_text(f"aiohttp==3.14.5 \\\n    {HASH}\n    # via narada\n")
    return tmp_path


def test_a_package_without_a_hash_is_found() -> None:
    assert without_hash(f"a==1 \\\n    {HASH}\nb==2 ; python_version < '3'\nc==3 \\\n    {HASH}\n") == ["b==2"]


def test_what_is_installed_and_not_locked_is_found() -> None:
    lock = f"a==1 \\\n    {HASH}\nb==2 \\\n    {HASH}\n"

    assert strangers(lock, {"a": "1"}) == []
    assert strangers(lock, {"a": "1.1", "b": "2", "c": "3"}) == ["a==1.1", "c==3"]


def test_a_package_with_a_known_fault_is_told_with_its_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database({"results": [{"vulns": [{"id": "GHSA-2"}, {"id": "CVE-1"}]}]}) as (address, asked):
        assert looked_over(project, {"aiohttp": "3.14.5"}, address) == [
            "known to be faulty: aiohttp==3.14.5: CVE-1, GHSA-2"
        ]

    assert [(query["package"]["name"], query["version"]) for query in asked[0]["queries"]] == [("aiohttp", "3.14.5")]
    assert "were asked for: 1 packages" in capsys.readouterr().out


def test_sound_packages_are_told_nothing_of(project: Path) -> None:
    with database({"results": [{}]}) as (address, _):
        assert looked_over(project, {"aiohttp": "3.14.5"}, address) == []


def test_where_nobody_can_be_asked_that_is_told_and_the_locks_are_looked_over_all_the_same(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / LOCKS[0]).write_text("aiohttp==3.14.5\n")

    assert looked_over(project, {"aiohttp": "3.14.5"}, NOBODY) == [f"{LOCKS[0]}: no hash for aiohttp==3.14.5"]
    assert "Known faults were not asked for: the advisory database cannot be reached" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [[], {"results": []}, {"results": None}, {"error": "too many"}])
def test_an_answer_of_another_kind_is_no_all_clear(
    answer: object, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database(answer) as (address, _):
        looked_over(project, {}, address)

    assert "were not asked for" in capsys.readouterr().out


def test_the_locks_name_every_package_with_its_hash() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert len(pinned(text)) > 30
        assert without_hash(text) == []
