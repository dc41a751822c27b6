"""`narada copy`: the whole store in another one."""

import argparse
import asyncio
from collections.abc import Mapping

from bot import config
from bot.app import copying
from bot.app.copying import Compared, CopyRefused, OneUnusable
from bot.cli.configured import configured
from bot.cli.terminal import DONE, failed, say
from bot.cli.troubles import unusable
from bot.views.texts import Texts


def copy(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Copy the store into another one, and read every row of both again."""
    settings, clock = configured(chosen, environ)
    target = config.store_named("--to", chosen.to, environ)

    def told(same: Compared) -> None:
        say(t.plain("cli-copy-same", table=same.table, rows=same.rows, digest=same.digest))

    try:
        asyncio.run(copying.copy(settings, clock, target, told))
    except OneUnusable as one:
        return failed(unusable(one.unusable, one.store, t))
    except CopyRefused as refused:
        return failed(t.plain(f"cli-copy-{refused.trouble}", store=refused.store, detail=refused.detail))
    except KeyboardInterrupt:
        return failed(t.plain("cli-copy-stopped", store=target.shown))
    say(t.plain("cli-copy-done", source=settings.storage.shown, store=target.shown))
    return DONE
