"""What can be typed, and the help that explains it in the reader's language."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot import VERSION
from bot.app.parts import Part
from bot.cli import terminal
from bot.cli.configured import CONFIG
from bot.views.texts import Texts

PARTS = tuple(part.value for part in Part)


def parser(t: Texts) -> argparse.ArgumentParser:
    """Every command. Where argparse expects a sentence it is given a key: see `_InWords`."""
    in_words = partial(_InWords, t)
    narada = _Parser(prog="narada", description="cli-narada", formatter_class=in_words)
    narada.add_argument("--version", action="version", version=f"narada {VERSION}", help="cli-help-version")
    commands = narada.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, arguments in COMMANDS.items():
        key = f"cli-help-{name}"
        arguments(commands.add_parser(name, help=key, description=key, formatter_class=in_words))
    return narada


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, default=8080, help="cli-help-port")
    command.add_argument("--store", metavar="URL", default="", help="cli-help-store")
    command.add_argument("--webhook", action="store_true", help="cli-help-webhook")


def _configured(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config", metavar=CONFIG, help="cli-help-config")


def _init(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("--token", default="", help="cli-help-token")


def _run(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("--only", action="append", choices=PARTS, help="cli-help-only")
    command.add_argument("--no-migrate", action="store_true", help="cli-help-no-migrate")
    command.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)


def _coordinator_link(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("--partnership", help="cli-help-partnership")


def _backup(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("file", metavar="FILE", type=Path, help="cli-help-backup-file")
    command.add_argument("--replace", action="store_true", help="cli-help-replace")


def _restore(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("file", metavar="FILE", type=Path, help="cli-help-restore-file")


def _copy(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("--to", metavar="URL", required=True, help="cli-help-to")


def _why(command: argparse.ArgumentParser) -> None:
    _configured(command)
    command.add_argument("what", choices=("person", "meeting", "delivery"), help="cli-help-why-what")
    command.add_argument("number", type=int, help="cli-help-why-number")


COMMANDS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "demo": _demo,
    "init": _init,
    "run": _run,
    "coordinator-link": _coordinator_link,
    "check": _configured,
    "migrate": _configured,
    "backup": _backup,
    "restore": _restore,
    "copy": _copy,
    "why": _why,
}


def _port(typed: str) -> int:
    port = int(typed)
    if not 1 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"not a port: {port}")
    return port


class _Parser(argparse.ArgumentParser):
    """A parser whose help and complaints, too, reach a terminal of any encoding, and readers who may have gone."""

    def _print_message(self, message: str, file: object = None) -> None:
        is_help = file is sys.stdout
        terminal.write(sys.stdout if is_help else sys.stderr, message)


class _InWords(argparse.HelpFormatter):
    """Help in the reader's language. Only who asks for it waits until all its sentences are read."""

    def __init__(self, t: Texts, prog: str) -> None:
        super().__init__(prog)
        self._t = t

    def add_text(self, text: str | None) -> None:
        """What stands above and below the lists."""
        super().add_text(self._said(text))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return self._said(action.help)

    def _said(self, text: str | None) -> str | None:
        """The sentence of this key; argparse's own words as they are."""
        return self._t.plain(text) if text and self._t.has(text) else text
