"""A secret that is put into a file, or was once, is found; what only looks like one is not."""

import subprocess
from pathlib import Path

import pytest

from tests.guards.leaks import leaks

# Put together from pieces, so that this file does not hold them either.
TOKEN = "7654321098:" + "AAE" + "x7Qz" * 8
SECRETS = {
    "a bot's token": f'token = "{TOKEN}"',
    "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "a password in an address": "NARADA_STORAGE__URL=postgresql://narada:" + "Zielony-koń-7@db/narada",
    "a key of a cloud": "key: AKIA" + "QWERTYUIOP123456",
    "a secret that is set": "NARADA_TELEGRAM__WEBHOOK_SECRET=" + "9f86d081884c7d659a2feaa0c55ad015",
}
HARMLESS = """\
NARADA_TELEGRAM__TOKEN=
#NARADA_TELEGRAM__WEBHOOK_SECRET=
token = secrets.token_urlsafe(24)
url = "postgresql://narada:${POSTGRES_PASSWORD:?set it in .env}@db/narada"
at 12:30:45.123456789012345678901234567890
NARADA_STORAGE__URL=postgresql://narada@db/narada
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "narada.env").write_text(HARMLESS, encoding="utf-8")
    return tmp_path


def git(project: Path, *arguments: str) -> None:
    somebody = ("-c", "user.name=biuro", "-c", "user.email=biuro@urzad.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *somebody, *arguments], cwd=project, check=True, capture_output=True)


def test_what_only_looks_like_a_secret_is_none(project: Path) -> None:
    assert leaks(project) == []


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_in_a_file_is_found_and_not_told(kind: str, project: Path) -> None:
    (project / "notatki.txt").write_text(f"pierwszy wiersz\n{SECRETS[kind]}\n", encoding="utf-8")

    found = leaks(project)

    assert (kind, "notatki.txt:2") in [(leak.kind, leak.where) for leak in found]
    assert SECRETS[kind] not in str(found)


def test_a_secret_that_was_taken_out_again_is_found_in_the_history(project: Path) -> None:
    (project / "notatki.txt").write_text(f"{TOKEN}\n")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "notatki")
    (project / "notatki.txt").write_text("nic\n")
    git(project, "commit", "--quiet", "--all", "--message", "bez notatek")

    (found,) = leaks(project)

    assert found.kind == "a bot's token"
    assert found.where.startswith("notatki.txt in ")
