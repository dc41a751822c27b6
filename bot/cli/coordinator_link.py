"""`narada coordinator-link`: how the first person gets in."""

import argparse
from collections.abc import Mapping

from bot.app import chores
from bot.cli.configured import configured
from bot.cli.ended import ended
from bot.cli.terminal import WRONG, complain, failed, say
from bot.domain import typed
from bot.domain.people import PARTNERSHIP_LIMIT
from bot.domain.refusals import Refusal
from bot.views.refusals import sentence
from bot.views.texts import Texts


def coordinator_link(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Print one single-use link, alone on the last line of stdout."""
    settings, clock = configured(chosen, environ)
    if not settings.telegram.token:
        return failed(t.plain("cli-no-token"))
    try:
        wanted = "" if chosen.partnership is None else typed.line(chosen.partnership, PARTNERSHIP_LIMIT)
    except Refusal as refusal:
        complain(sentence(refusal, t, settings.partnership.zone))
        return WRONG

    async def issue() -> None:
        link, name = await chores.coordinator_link(settings, clock, wanted)
        say(t.plain("cli-coordinator-link", name=name), link)

    return ended(issue(), settings, t)
