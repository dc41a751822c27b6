"""The configuration that a command is about."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from bot import config
from bot.clock import Clock, clock_from
from bot.config import Settings

CONFIG = "config.toml"  # read when no other file is named


def configured(chosen: argparse.Namespace, environ: Mapping[str, str]) -> tuple[Settings, Clock]:
    """The settings of the file that was named and of the environment, and their clock. Raises ConfigurationError."""
    # Only the usual file may be absent (everything can stand in the environment): a file that was named must be there.
    path = Path(chosen.config or CONFIG)
    nothing = chosen.config == os.devnull or (chosen.config is None and not _is_there(path))
    settings = config.load(None if nothing else path, environ)
    return settings, clock_from(environ, settings.telegram.api_url)


def _is_there(path: Path) -> bool:
    """A file that cannot even be looked at is there: passed over, its settings would be missed by nobody."""
    try:
        return path.exists()
    except OSError:
        return True
