"""`narada demo`: the whole service with virtual people, on one machine."""

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping

from bot import config
from bot.app import sample
from bot.app.store import StoreUnusable
from bot.cli.terminal import failed
from bot.config import Language
from bot.views.texts import Texts, texts
from sandbox.demo import DemoPerson, DemoPlace
from sandbox.demo import run as play


def demo(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Play until somebody stops it."""
    if chosen.store:
        config.store_named("--store", chosen.store, environ)  # now, and under the name that was typed

    def environment(place: DemoPlace) -> dict[str, str]:
        return _environment(place, chosen.store, by_webhook=chosen.webhook)

    async def cast(place: DemoPlace) -> list[DemoPerson]:
        return await _cast(place, environment(place))

    try:
        return asyncio.run(
            play(
                command=lambda place: [sys.executable, "-m", "bot", "run", "--demo", "--config", os.devnull],
                environment=environment,
                prepare=cast,
                port=chosen.port,
                sentence=t.plain("cli-demo"),
            )
        )
    except sample.StoreInUse:
        return failed(t.plain("cli-demo-store-in-use"))
    except StoreUnusable as unusable:
        return failed(t.plain("cli-demo-failed", reason=unusable.detail or unusable.reason))
    except OSError as error:
        return failed(t.plain("cli-demo-failed", reason=str(error)))


async def _cast(place: DemoPlace, environ: Mapping[str, str]) -> list[DemoPerson]:
    """The sample partnership in the demo's store, and who holds the phones."""
    settings = config.load(None, environ)
    links = await sample.prepare(settings, place.bot_username, now=place.starts_at)
    agree = texts(Language(settings.partnership.language)).plain("button-agree")
    return [DemoPerson(name=part.person, title=part.title, link=link, presses=(agree,)) for part, link in links]


def _environment(place: DemoPlace, store: str, *, by_webhook: bool) -> dict[str, str]:
    return {
        "NARADA_TELEGRAM__TOKEN": place.token,
        "NARADA_TELEGRAM__API_URL": place.api_url,
        "NARADA_TELEGRAM__MODE": "webhook" if by_webhook else "polling",
        "NARADA_TELEGRAM__WEBHOOK_URL": place.web_url,
        "NARADA_TELEGRAM__WEBHOOK_SECRET": place.secret,
        "NARADA_STORAGE__URL": store or f"sqlite:///{place.folder}/narada.db",
        "NARADA_WEB__PORT": str(place.web_port),
        "NARADA_WEB__PUBLIC_URL": place.web_url,
        "NARADA_CLOCK_FILE": str(place.clock_file),
    }
