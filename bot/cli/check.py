"""`narada check`: whether all is well, a line a finding."""

import argparse
import asyncio
from collections.abc import Mapping

from bot.app import chores
from bot.app.chores import Finding
from bot.cli.configured import configured
from bot.cli.terminal import DONE, FAILED, say
from bot.views.texts import Texts


def check(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Look at everything, and say what was found; 1 when something is wrong."""
    settings, clock = configured(chosen, environ)

    async def look() -> bool:
        good = True
        async for finding in chores.check(settings, clock):
            say(f"{_mark(finding)} {t.plain(finding.key, detail=finding.detail)}")
            good &= finding.good
        return good

    return DONE if asyncio.run(look()) else FAILED


def _mark(finding: Finding) -> str:
    if finding.warning:
        return "!"
    return "✓" if finding.good else "✗"
