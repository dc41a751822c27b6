"""What docs/security.md promises is proved by tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISED = sorted(set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8"))))
WRITTEN = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("test", PROMISED)
def test_every_test_that_is_named_there_exists(test: str) -> None:
    assert test in WRITTEN


def test_every_threat_names_a_test() -> None:
    rows = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    threats = [row for row in rows if row.startswith("| ") and not row.startswith("| threat")]
    assert len(threats) >= 20
    assert [row for row in threats if "`test_" not in row] == []
