"""`narada why`: from the store, why somebody got a message or did not."""

import argparse
import asyncio
from collections.abc import Mapping

from bot.app.store import StoreUnusable
from bot.app.why import What, explained
from bot.cli.configured import configured
from bot.cli.terminal import DONE, failed, say
from bot.cli.troubles import unusable
from bot.views.texts import Texts


def why(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Say what the store knows of a person, a meeting or a delivery."""
    settings, clock = configured(chosen, environ)
    try:
        lines = asyncio.run(explained(settings, clock, What(chosen.what), chosen.number, t))
    except StoreUnusable as error:
        return failed(unusable(error, settings.storage.shown, t))
    if lines is None:
        return failed(t.plain("why-unknown", id=str(chosen.number)))
    say(*lines)
    return DONE
