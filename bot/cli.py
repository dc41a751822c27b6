"""The `narada` command."""

import argparse
import asyncio
import getpass
import os
import signal
import sys
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot import config, logs
from bot.clock import Clock, clock_from
from bot.config import ConfigurationError, Settings
from bot.config.mistakes import language_of
from bot.domain.people import Language
from bot.views.texts import Texts, texts

if TYPE_CHECKING:
    from bot.app.store import StoreUnusable
    from bot.web.server import AddressUnusable
    from sandbox.demo import DemoPlace

DONE, FAILED, WRONG = 0, 1, 2
PARTS = ("bot", "scheduler", "web")
CONFIG = "config.toml"  # read when no other file is named


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 failed, 2 wrong usage or configuration."""
    t = texts(Language(language_of(os.environ)))
    chosen = _parser(t).parse_args(arguments)
    try:
        return _COMMANDS[chosen.command](chosen, os.environ, t)
    except ConfigurationError as wrong:
        _complain(str(wrong))
        return WRONG
    except KeyboardInterrupt:
        return FAILED


def _demo(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    from sandbox import demo

    async def cast(place: demo.DemoPlace) -> list[demo.DemoPerson]:
        from bot.app import sample

        settings = config.load(None, _demo_environment(place))
        links = await sample.prepare(settings, place.bot_username, now=place.starts_at)
        agree = texts(Language(settings.partnership.language)).plain("button-agree")
        return [
            demo.DemoPerson(name=part.person, title=part.title, link=link, presses=(agree,)) for part, link in links
        ]

    try:
        return asyncio.run(
            demo.run(
                command=lambda place: [sys.executable, "-m", "bot", "run", "--demo", "--config", os.devnull],
                environment=_demo_environment,
                prepare=cast,
                port=chosen.port,
                sentence=t.plain("cli-demo"),
            )
        )
    except OSError as error:
        _complain(t.plain("cli-demo-failed", reason=str(error)))
        return FAILED


def _demo_environment(place: "DemoPlace") -> dict[str, str]:
    return {
        "NARADA_TELEGRAM__TOKEN": place.token,
        "NARADA_TELEGRAM__API_URL": place.api_url,
        "NARADA_STORAGE__URL": f"sqlite:///{place.folder}/narada.db",
        "NARADA_WEB__PORT": str(place.web_port),
        "NARADA_WEB__PUBLIC_URL": place.web_url,
        "NARADA_CLOCK_FILE": str(place.clock_file),
    }


def _init(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Write config.toml, never over an existing one, and make the store."""
    path = Path(chosen.config or CONFIG)
    if path.exists():
        return _failed(t.plain("cli-init-exists", path=str(path)))
    token = chosen.token or _asked_token(t)
    # Before anything is written: a file with a mistake in it would have to be deleted before the next try.
    config.load(None, {**environ, "NARADA_TELEGRAM__TOKEN": token} if token else environ)
    try:
        path.touch(mode=0o600, exist_ok=False)  # it may hold the token
        path.write_text(config.example(token=token), encoding="utf-8")
    except OSError as error:
        _complain(t.plain("cli-init-failed", path=str(path), reason=error.strerror or str(error)))
        return FAILED
    settings = config.load(path, environ)
    status = _in_store(t, settings, _migrated(settings))
    if status == DONE:
        _say(t.plain("cli-init-done", path=str(path), store=settings.storage.shown))
    return status


def _run(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    from bot.app.service import BadToken, Part, TelegramUnreachable, WebhookRefused, run
    from bot.app.store import StoreUnusable
    from bot.web.server import AddressUnusable

    settings, clock = _configured(chosen, environ)
    logs.set_up(environ)
    only = frozenset(Part(name) for name in chosen.only or PARTS)
    if not settings.telegram.token and only != {Part.WEB}:
        _complain(t.plain("cli-no-token"))
        return FAILED

    async def serve() -> None:
        await run(
            settings,
            clock,
            only,
            stop=_stop_signal(),
            migrate=not chosen.no_migrate,
            demo=chosen.demo,
            ready=lambda: _ready(settings, only, t),
        )

    try:
        asyncio.run(serve())
    except BadToken:
        return _failed(t.plain("cli-bad-token"))
    except TelegramUnreachable:
        return _failed(t.plain("cli-telegram-unreachable", address=settings.telegram.api_url))
    except WebhookRefused as refused:
        return _failed(t.plain("cli-webhook-refused", address=settings.telegram.webhook_url, reason=str(refused)))
    except StoreUnusable as unusable:
        return _failed(_unusable(t, settings, unusable))
    except AddressUnusable as unheard:
        return _failed(_unheard(t, unheard))
    return DONE


def _unheard(t: Texts, error: "AddressUnusable") -> str:
    from bot.web.server import PortTaken

    if isinstance(error, PortTaken):
        return t.plain("cli-port-taken", host=error.host, port=str(error.port))
    return t.plain("cli-address-unusable", host=error.host, reason=error.reason)


def _coordinator_link(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Print one single-use link, alone on the last line of stdout."""
    from bot.app.chores import BadToken, TelegramUnreachable, coordinator_link
    from bot.domain import typed
    from bot.domain.people import PARTNERSHIP_LIMIT
    from bot.domain.refusals import Refusal
    from bot.views.refusals import sentence

    settings, clock = _configured(chosen, environ)
    if not settings.telegram.token:
        return _failed(t.plain("cli-no-token"))
    try:
        wanted = "" if chosen.partnership is None else typed.line(chosen.partnership, PARTNERSHIP_LIMIT)
    except Refusal as refusal:
        _complain(sentence(refusal, t, settings.partnership.zone))
        return WRONG

    async def issue() -> None:
        link, name = await coordinator_link(settings, clock, wanted)
        _say(t.plain("cli-coordinator-link", name=name), link)

    try:
        return _in_store(t, settings, issue())
    except BadToken:
        return _failed(t.plain("cli-bad-token"))
    except TelegramUnreachable:
        return _failed(t.plain("cli-telegram-unreachable", address=settings.telegram.api_url))


def _check(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """One line a finding; 1 when something is wrong."""
    from bot.app.chores import check

    settings, clock = _configured(chosen, environ)

    async def look() -> bool:
        good = True
        async for finding in check(settings, clock):
            mark = "!" if finding.warning else "✓" if finding.good else "✗"
            _say(f"{mark} {t.plain(finding.key, detail=finding.detail)}")
            good &= finding.good
        return good

    return DONE if asyncio.run(look()) else FAILED


def _migrate(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    settings, _ = _configured(chosen, environ)
    status = _in_store(t, settings, _migrated(settings))
    if status == DONE:
        _say(t.plain("cli-migrated", store=settings.storage.shown))
    return status


async def _migrated(settings: Settings) -> None:
    from bot.app.store import migrated

    await migrated(settings)


def _in_store(t: Texts, settings: Settings, work: Coroutine[Any, Any, None]) -> int:
    from bot.app.store import StoreUnusable

    try:
        asyncio.run(work)
    except StoreUnusable as unusable:
        return _failed(_unusable(t, settings, unusable))
    return DONE


def _unusable(t: Texts, settings: Settings, unusable: "StoreUnusable") -> str:
    key = f"cli-store-{unusable.reason.replace('_', '-')}"
    return t.plain(key, store=settings.storage.shown, detail=unusable.detail)


def _configured(chosen: argparse.Namespace, environ: Mapping[str, str]) -> tuple[Settings, Clock]:
    # Only the usual file may be absent (everything can stand in the environment): a file that was named must be there.
    path = Path(chosen.config or CONFIG)
    nothing = chosen.config == os.devnull or (chosen.config is None and not path.exists())
    settings = config.load(None if nothing else path, environ)
    return settings, clock_from(environ, settings.telegram.api_url)


def _asked_token(t: Texts) -> str:
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass(t.plain("cli-ask-token") + " ").strip()


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT, within a running loop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for which in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(which, stop.set)
    return stop


def _ready(settings: Settings, only: frozenset[str], t: Texts) -> None:
    if "web" in only:
        _say(t.plain("cli-running", address=f"http://{settings.web.host}:{settings.web.port}"))


def _parser(t: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="narada", description=t.plain("cli-narada"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in _COMMANDS:
        command = commands.add_parser(name, help=t.plain(f"cli-help-{name}"), description=t.plain(f"cli-help-{name}"))
        if name == "demo":
            command.add_argument("--port", type=int, default=8080, help=t.plain("cli-help-port"))
            continue
        command.add_argument("--config", metavar=CONFIG, help=t.plain("cli-help-config"))
        _more_arguments(name, command, t)
    return parser


def _more_arguments(name: str, command: argparse.ArgumentParser, t: Texts) -> None:
    match name:
        case "init":
            command.add_argument("--token", default="", help=t.plain("cli-help-token"))
        case "run":
            command.add_argument("--only", action="append", choices=PARTS, help=t.plain("cli-help-only"))
            command.add_argument("--no-migrate", action="store_true", help=t.plain("cli-help-no-migrate"))
            command.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
        case "coordinator-link":
            command.add_argument("--partnership", help=t.plain("cli-help-partnership"))


def _failed(sentence: str) -> int:
    _complain(sentence)
    return FAILED


def _say(*lines: str) -> None:
    for line in lines:
        _write(sys.stdout, line)


def _complain(sentence: str) -> None:
    _write(sys.stderr, sentence)


def _write(stream: TextIO, line: str) -> None:
    """A line on a terminal of any encoding; "?" for what it cannot show, for instance the ✓ in ISO 8859-2."""
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


_COMMANDS = {
    "demo": _demo,
    "init": _init,
    "run": _run,
    "coordinator-link": _coordinator_link,
    "check": _check,
    "migrate": _migrate,
}
