"""What a test needs and a machine may lack.

NARADA_REQUIRE is a comma-separated list (`browser`, `postgres`, `systemd`, `caddy`); what it names must be there: a
test that would be skipped for want of it fails instead.
"""

import os

import pytest

VARIABLE = "NARADA_REQUIRE"


def require(need: str, *, available: bool, reason: str) -> None:
    """Go on when `available`; else skip with the reason, or fail where NARADA_REQUIRE names the need."""
    if available:
        return
    if need in demanded():
        pytest.fail(f"{need} is required here ({VARIABLE}), but {reason}", pytrace=False)
    pytest.skip(f"no {need}: {reason}")


def demanded() -> set[str]:
    """The needs that this machine must have."""
    return {need.strip() for need in os.environ.get(VARIABLE, "").split(",")} - {""}
