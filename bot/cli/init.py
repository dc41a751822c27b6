"""`narada init`: a first configuration, and a store that is ready."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot import config
from bot.app.store import migrated
from bot.cli.configured import CONFIG
from bot.cli.ended import ended
from bot.cli.terminal import asked_secret, failed, say
from bot.views.texts import Texts


def init(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Write config.toml, never over an existing one, and make the store."""
    path = Path(chosen.config or CONFIG)
    try:
        if path.exists():
            return failed(t.plain("cli-init-exists", path=str(path)))
        token = chosen.token or asked_secret(t.plain("cli-ask-token"))
        # Before anything is written: a file with a mistake in it would have to be deleted before the next try.
        config.load(None, {**environ, "NARADA_TELEGRAM__TOKEN": token} if token else environ)
        _write(path, config.example(token=token))
    except OSError as error:
        return failed(t.plain("cli-init-failed", path=str(path), reason=error.strerror or str(error)))
    settings = config.load(path, environ)

    async def make() -> None:
        await migrated(settings)
        say(t.plain("cli-init-done", path=str(path), store=settings.storage.shown))

    return ended(make(), settings, t)


def _write(path: Path, text: str) -> None:
    """A new file for its owner alone, as it may hold the token; half a file would be in the way of the next try."""
    path.touch(mode=0o600, exist_ok=False)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        path.unlink()
        raise
