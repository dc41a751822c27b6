"""What the web part answers from."""

from collections.abc import Container
from datetime import datetime

from bot.app.metrics import look_of
from bot.domain.calendars import Calendar, EventKey, Outline, Version
from bot.services import Services
from bot.usecases import calendars, held, parts, reminders
from bot.web.health import Health, PartHealth
from bot.web.sources import Due, Sources
from storage.database import Database

PARTS = ("bot", "scheduler", "web")


def sources_of(services: Services) -> Sources:
    db, clock = services.db, services.clock

    async def mark() -> str | None:
        return await calendars.mark(db)

    async def latest(
        secret: str, digest: str | None, known: Container[EventKey]
    ) -> tuple[Version, Outline | None] | None:
        return await calendars.latest(db, secret, digest, known, now=clock())

    async def secrets() -> Container[str]:
        return await calendars.secrets_of(db)

    async def feed(secret: str) -> Calendar | None:
        return await calendars.calendar(db, secret, now=clock())

    async def health() -> Health:
        return await health_of(db, real_now=clock.real())

    async def next_due() -> Due | None:
        found = await reminders.next_due(db, now=clock())
        return Due(*found) if found else None

    return Sources(
        mark_at_once=db.mark,
        mark=mark,
        latest=latest,
        feed=feed,
        secrets=secrets,
        health=health,
        next_due=next_due,
        metrics=look_of(db, clock, services.counts),
        now=clock,
        public_url=services.settings.web.public_url.rstrip("/"),
    )


async def health_of(db: Database, *, real_now: datetime) -> Health:
    """Every part that a service needs, by whoever is doing it; a dead process with a living successor is no matter."""
    found = await parts.alive(db, real_now=real_now)
    living = {each.name for each in found if each.alive}
    shown = [
        PartHealth(each.name, each.owner, each.alive, round(each.since_beat.total_seconds(), 1))
        for each in found
        if each.alive or each.name not in living
    ]
    named = {part.name for part in shown}
    shown += [PartHealth(name, "", False, None) for name in PARTS if name not in named]
    waiting = await held.count_all(db)
    return Health(ok=all(name in living for name in PARTS), store="ok", parts=tuple(shown), held=waiting)
