"""`narada run`: the service, until it is told to stop."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Mapping

from bot import logs
from bot.app.parts import Part
from bot.app.start import start
from bot.cli.configured import configured
from bot.cli.ended import ended
from bot.cli.terminal import OutputLost, complain, failed, say
from bot.config import Settings
from bot.views.texts import Texts


def run(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Run the service, or the parts of it that are wanted."""
    settings, clock = configured(chosen, environ)
    logs.set_up(environ, sys.stderr)
    sys.excepthook = logs.uncaught
    only = frozenset(Part(name) for name in chosen.only or Part)
    if not settings.telegram.token and only != {Part.WEB}:
        return failed(t.plain("cli-no-token"))

    async def serve() -> None:
        await start(
            settings,
            clock,
            only,
            stop=_stop_signal(),
            migrate=not chosen.no_migrate,
            demo=chosen.demo,
            ready=lambda: _ready(settings, only, t),
        )

    return ended(serve(), settings, t)


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT, within a running loop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for which in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(which, stop.set)
    return stop


def _ready(settings: Settings, only: frozenset[Part], t: Texts) -> None:
    if Part.WEB not in only:
        return
    try:
        say(t.plain("cli-running", address=f"http://{settings.web.host}:{settings.web.port}"))
    except OutputLost as lost:  # the service is needed, whether or not anybody hears of it
        complain(str(lost))
