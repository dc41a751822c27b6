"""The `narada` command: one file a command, and what they share.

`parser` knows what can be typed, `configured` reads what the command is about, `terminal` is where it tells, and
`ended` and `troubles` turn what keeps it from its work into a sentence.
"""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence

from bot.cli import terminal
from bot.cli.parser import parser
from bot.cli.terminal import FAILED, WRONG, OutputLost
from bot.config import ConfigurationError
from bot.config.mistakes import language_of
from bot.domain.people import Language
from bot.views.texts import Texts, texts

Command = Callable[[argparse.Namespace, Mapping[str, str], Texts], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 failed, 2 wrong usage or configuration."""
    terminal.open_what_is_closed()
    t = texts(Language(language_of(os.environ)))
    try:
        chosen = parser(t).parse_args(arguments)
        return command(chosen.command)(chosen, os.environ, t)
    except ConfigurationError as wrong:
        terminal.complain(str(wrong))
        return WRONG
    except OutputLost as lost:
        return terminal.failed(str(lost))
    except KeyboardInterrupt:
        return FAILED


def command(name: str) -> Command:  # noqa: C901 - a table; as a match it loads only the command that is run
    """What `narada <name>` does."""
    match name:
        case "demo":
            from bot.cli.demo import demo

            return demo
        case "init":
            from bot.cli.init import init

            return init
        case "run":
            from bot.cli.run import run

            return run
        case "coordinator-link":
            from bot.cli.coordinator_link import coordinator_link

            return coordinator_link
        case "check":
            from bot.cli.check import check

            return check
        case "migrate":
            from bot.cli.migrate import migrate

            return migrate
        case "backup":
            from bot.cli.backups import backup

            return backup
        case "restore":
            from bot.cli.backups import restore

            return restore
        case "copy":
            from bot.cli.copying import copy

            return copy
        case "why":
            from bot.cli.why import why

            return why
    raise KeyError(name)
