"""The `narada` command."""

import argparse
import asyncio
import getpass
import os
import signal
import sys
from collections.abc import Coroutine, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot import VERSION, config, logs
from bot.clock import Clock, clock_from
from bot.config import ConfigurationError, Settings
from bot.config.mistakes import language_of
from bot.domain.people import Language
from bot.views.texts import Texts, texts

if TYPE_CHECKING:
    from bot.app.store import StoreUnusable
    from bot.domain.backups import BackupRefused, Label
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
    from bot.app import sample
    from bot.app.store import StoreUnusable
    from sandbox import demo

    def environment(place: demo.DemoPlace) -> dict[str, str]:
        return _demo_environment(place, chosen.store, by_webhook=chosen.webhook)

    async def cast(place: demo.DemoPlace) -> list[demo.DemoPerson]:
        settings = config.load(None, environment(place))
        links = await sample.prepare(settings, place.bot_username, now=place.starts_at)
        agree = texts(Language(settings.partnership.language)).plain("button-agree")
        return [
            demo.DemoPerson(name=part.person, title=part.title, link=link, presses=(agree,)) for part, link in links
        ]

    try:
        return asyncio.run(
            demo.run(
                command=lambda place: [sys.executable, "-m", "bot", "run", "--demo", "--config", os.devnull],
                environment=environment,
                prepare=cast,
                port=chosen.port,
                sentence=t.plain("cli-demo"),
            )
        )
    except sample.StoreInUse:
        return _failed(t.plain("cli-demo-store-in-use"))
    except StoreUnusable as unusable:
        return _failed(t.plain("cli-demo-failed", reason=unusable.detail or unusable.reason))
    except OSError as error:
        return _failed(t.plain("cli-demo-failed", reason=str(error)))


def _demo_environment(place: "DemoPlace", store: str, *, by_webhook: bool) -> dict[str, str]:
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
    from bot.app.parts import Part
    from bot.app.start import start

    settings, clock = _configured(chosen, environ)
    logs.set_up(environ)
    sys.excepthook = logs.uncaught
    only = frozenset(Part(name) for name in chosen.only or PARTS)
    if not settings.telegram.token and only != {Part.WEB}:
        _complain(t.plain("cli-no-token"))
        return FAILED

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

    try:
        asyncio.run(serve())
    except Exception as error:
        return _failed(_not_started(t, settings, error))
    return DONE


def _not_started(t: Texts, settings: Settings, error: Exception) -> str:
    """What is to be done about it, in a sentence. Raises the error itself when it is a mistake of ours."""
    from bot.app.service import BadToken, TelegramUnreachable, WebhookRefused
    from bot.app.store import StoreUnusable
    from bot.web.server import AddressUnusable

    match error:
        case BadToken():
            return t.plain("cli-bad-token")
        case TelegramUnreachable():
            return t.plain("cli-telegram-unreachable", address=settings.telegram.api_url)
        case WebhookRefused():
            return t.plain("cli-webhook-refused", address=settings.telegram.webhook_url, reason=str(error))
        case StoreUnusable():
            return _unusable(t, settings.storage.shown, error)
        case AddressUnusable():
            return _unheard(t, error)
        case _:
            raise error


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


def _why(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    from bot.app.store import StoreUnusable
    from bot.app.why import What, explained

    settings, clock = _configured(chosen, environ)
    try:
        lines = asyncio.run(explained(settings, clock, What(chosen.what), chosen.number, t))
    except StoreUnusable as unusable:
        return _failed(_unusable(t, settings.storage.shown, unusable))
    if lines is None:
        return _failed(t.plain("why-unknown", id=str(chosen.number)))
    _say(*lines)
    return DONE


def _backup(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Write a checked copy of the store into one file, while the service may run."""
    from bot.app.backups import BackupRefused, backup

    settings, clock = _configured(chosen, environ)

    async def take() -> None:
        label = await backup(settings, clock, chosen.file, replace=chosen.replace)
        _say(t.plain("cli-backup-done", file=str(chosen.file)), _counted(t, label))

    try:
        return _in_store(t, settings, take())
    except BackupRefused as refused:
        return _failed(_no_backup(t, refused, chosen.file))


def _restore(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Put a backup in the place of the store, and hold everything that was due."""
    from bot.app.backups import BackupRefused, restore

    settings, clock = _configured(chosen, environ)

    async def put_back() -> None:
        done = await restore(settings, clock, chosen.file)
        taken_at = f"{done.label.taken_at:%Y-%m-%d %H:%M} UTC"
        _say(t.plain("cli-restored", store=settings.storage.shown, taken_at=taken_at), _counted(t, done.label))
        if done.kept is not None:
            _say(t.plain("cli-restored-kept", file=str(done.kept)))
        _say(t.plain("cli-restored-held", n=done.held), t.plain("cli-restored-erased"))

    try:
        return _in_store(t, settings, put_back())
    except BackupRefused as refused:
        return _failed(_no_backup(t, refused, chosen.file))


def _copy(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Copy the store into another one, and read every row of both again."""
    from bot.app.copying import Compared, CopyRefused, OneUnusable, copy

    settings, clock = _configured(chosen, environ)
    target = config.store_named("--to", chosen.to, environ)

    def told(same: Compared) -> None:
        _say(t.plain("cli-copy-same", table=same.table, rows=same.rows, digest=same.digest))

    try:
        asyncio.run(copy(settings, clock, target, told))
    except OneUnusable as one:
        return _failed(_unusable(t, one.store, one.unusable))
    except CopyRefused as refused:
        return _failed(t.plain(f"cli-copy-{refused.trouble}", store=refused.store, detail=refused.detail))
    except KeyboardInterrupt:
        return _failed(t.plain("cli-copy-stopped", store=target.shown))
    _say(t.plain("cli-copy-done", source=settings.storage.shown, store=target.shown))
    return DONE


def _counted(t: Texts, label: "Label") -> str:
    counts = label.counts
    return t.plain(
        "cli-backup-counts",
        partnerships=counts.partnerships,
        people=counts.people,
        meetings=counts.meetings,
        waiting=counts.waiting,
    )


def _no_backup(t: Texts, refused: "BackupRefused", file: Path) -> str:
    return t.plain(f"cli-backup-{refused.trouble}", file=str(file), detail=refused.detail)


async def _migrated(settings: Settings) -> None:
    from bot.app.store import migrated

    await migrated(settings)


def _in_store(t: Texts, settings: Settings, work: Coroutine[Any, Any, None]) -> int:
    from bot.app.store import StoreUnusable

    try:
        asyncio.run(work)
    except StoreUnusable as unusable:
        return _failed(_unusable(t, settings.storage.shown, unusable))
    return DONE


def _unusable(t: Texts, store: str, unusable: "StoreUnusable") -> str:
    key = f"cli-store-{unusable.reason.replace('_', '-')}"
    return t.plain(key, store=store, detail=unusable.detail)


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
    """What can be typed. Where argparse expects a sentence it is given a key: see `_InWords`."""
    in_words = partial(_InWords, t)
    parser = argparse.ArgumentParser(prog="narada", description="cli-narada", formatter_class=in_words)
    parser.add_argument("--version", action="version", version=f"narada {VERSION}", help="cli-help-version")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in _COMMANDS:
        key = f"cli-help-{name}"
        command = commands.add_parser(name, help=key, description=key, formatter_class=in_words)
        if name == "demo":
            command.add_argument("--port", type=int, default=8080, help="cli-help-port")
            command.add_argument("--store", metavar="URL", default="", help="cli-help-store")
            command.add_argument("--webhook", action="store_true", help="cli-help-webhook")
            continue
        command.add_argument("--config", metavar=CONFIG, help="cli-help-config")
        _more_arguments(name, command)
    return parser


def _more_arguments(name: str, command: argparse.ArgumentParser) -> None:
    match name:
        case "init":
            command.add_argument("--token", default="", help="cli-help-token")
        case "run":
            command.add_argument("--only", action="append", choices=PARTS, help="cli-help-only")
            command.add_argument("--no-migrate", action="store_true", help="cli-help-no-migrate")
            command.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
        case "why":
            command.add_argument("what", choices=("person", "meeting", "delivery"), help="cli-help-why-what")
            command.add_argument("number", type=int, help="cli-help-why-number")
        case "coordinator-link":
            command.add_argument("--partnership", help="cli-help-partnership")
        case "backup":
            command.add_argument("file", metavar="FILE", type=Path, help="cli-help-backup-file")
            command.add_argument("--replace", action="store_true", help="cli-help-replace")
        case "restore":
            command.add_argument("file", metavar="FILE", type=Path, help="cli-help-restore-file")
        case "copy":
            command.add_argument("--to", metavar="URL", required=True, help="cli-help-to")


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
    "backup": _backup,
    "restore": _restore,
    "copy": _copy,
    "why": _why,
}
