"""Where a need is demanded, its absence is a failure and not a skip."""

import pytest

from tests.support.require import VARIABLE, require

skipped = pytest.skip.Exception
failed = pytest.fail.Exception


def test_what_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "browser")

    require("browser", available=True, reason="never told")


def test_what_is_missing_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgres")

    with pytest.raises(skipped, match="no browser: chromium is not installed"):
        require("browser", available=False, reason="chromium is not installed")


def test_what_is_missing_and_demanded_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "postgres, browser")

    with pytest.raises(failed, match="browser is required here"):
        require("browser", available=False, reason="chromium is not installed")
