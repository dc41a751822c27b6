"""`narada backup` and `narada restore`: the store in a file, and back."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot.app import backups
from bot.app.backups import BackupRefused
from bot.cli.configured import configured
from bot.cli.ended import ended
from bot.cli.terminal import failed, say
from bot.domain.backups import Label
from bot.views.texts import Texts


def backup(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Write a checked copy of the store into one file, while the service may run."""
    settings, clock = configured(chosen, environ)

    async def take() -> None:
        label = await backups.backup(settings, clock, chosen.file, replace=chosen.replace)
        say(t.plain("cli-backup-done", file=str(chosen.file)), _counted(label, t))

    try:
        return ended(take(), settings, t)
    except BackupRefused as refused:
        return failed(_why_not(refused, chosen.file, t))


def restore(chosen: argparse.Namespace, environ: Mapping[str, str], t: Texts) -> int:
    """Put a backup in the place of the store, and hold everything that was due."""
    settings, clock = configured(chosen, environ)

    async def put_back() -> None:
        done = await backups.restore(settings, clock, chosen.file)
        taken_at = f"{done.label.taken_at:%Y-%m-%d %H:%M} UTC"
        say(t.plain("cli-restored", store=settings.storage.shown, taken_at=taken_at), _counted(done.label, t))
        if done.kept is not None:
            say(t.plain("cli-restored-kept", file=str(done.kept)))
        say(t.plain("cli-restored-held", n=done.held), t.plain("cli-restored-erased"))

    try:
        return ended(put_back(), settings, t)
    except BackupRefused as refused:
        return failed(_why_not(refused, chosen.file, t))


def _counted(label: Label, t: Texts) -> str:
    counts = label.counts
    return t.plain(
        "cli-backup-counts",
        partnerships=counts.partnerships,
        people=counts.people,
        meetings=counts.meetings,
        waiting=counts.waiting,
    )


def _why_not(refused: BackupRefused, file: Path, t: Texts) -> str:
    return t.plain(f"cli-backup-{refused.trouble}", file=str(file), detail=refused.detail)
