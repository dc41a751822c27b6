"""`narada migrate`: the store at the version of this program."""

import argparse
from collections.abc import Mapping

from bot.app.store import migrated
from bot.cli.configured import configured
from bot.cli.ended import ended
from bot.cli.terminal import say
from bot.views.texts import Texts


def migrate(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Bring the store up to date; nothing changes in one that is."""
    settings, _ = configured(chosen, environ)

    async def bring_up_to_date() -> None:
        await migrated(settings)
        say(t.plain("cli-migrated", store=settings.storage.shown))

    return ended(bring_up_to_date(), settings, t)
