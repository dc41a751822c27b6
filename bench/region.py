"""A store of many partnerships, and the real service on it: `python -m bot run` against a stub."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from sqlalchemy import Connection, insert

from bench.clients import TOKEN
from bench.running import Telegram, running
from bench.stub import PRESSED_MESSAGE
from bot import config
from bot.app.policy import policy_of
from bot.app.store import migrated
from bot.clock import SystemClock
from bot.config import Settings
from bot.domain.letters import Letter
from bot.domain.meetings import Details, Meeting, Slot
from bot.domain.notices import MeetingAnnounced
from storage import schema
from storage.database import Database

UP_WITHIN = 60.0  # seconds
FIRST_DAY = 30  # days from now to the first meetings; each day one of every partnership, all at the same time
SEATS = 40  # organisations in a partnership, each with one person
FIRST_PERSON = 5_000_000  # Telegram's number of the first of them


@dataclass
class Region:
    """Partnerships 1, 2, … with a meeting each; person n belongs to partnership (n - 1) // SEATS + 1."""

    folder: Path
    environment: dict[str, str]
    settings: Settings
    people: int

    @property
    def partnerships(self) -> int:
        return -(-self.people // SEATS)

    @property
    def store(self) -> Path:
        return self.folder / "narada.db"

    def chat(self, person: int) -> int:
        return FIRST_PERSON + person

    def meeting_of(self, person: int) -> int:
        return (person - 1) // SEATS + 1

    def presses(self, count: int) -> list[tuple[int, str]]:
        """Everybody in turn, each time with another answer."""
        who = [number % self.people + 1 for number in range(count)]
        answers = [("yes", "no", "maybe")[number // self.people % 3] for number in range(count)]
        return [(self.chat(n), f"r:{self.meeting_of(n)}:{a}") for n, a in zip(who, answers, strict=True)]


@contextmanager
def region(people: int, *, letters: bool = False, meetings_each: int = 1, **more: str) -> Iterator[Region]:
    """Such a store in a folder of its own; with `letters`, everybody is still to hear of their meeting."""
    with TemporaryDirectory(prefix="narada-bench-") as name:
        folder = Path(name)
        environment = _environment(folder, more)
        made = Region(folder, environment, config.load(None, environment), people)
        asyncio.run(_filled(made, letters=letters, meetings_each=meetings_each))
        yield made


@contextmanager
def service(of: Region, telegram: Telegram, *only: str, **more: str) -> Iterator[Any]:
    """The service on that store, once all of it is running."""
    environment = of.environment | {"NARADA_TELEGRAM__API_URL": telegram.url}
    environment |= {f"NARADA_{name}": value for name, value in more.items()}
    parts = [argument for part in only for argument in ("--only", part)]
    command = [sys.executable, "-m", "bot", "run", "--config", os.devnull, *parts]
    with (of.folder / "log").open("wb") as log, running(command, environment, stdout=log, stderr=log) as process:
        if only != ("web",):
            _until_up(telegram, process, of)
        yield process


def _until_up(telegram: Telegram, process: Any, of: Region) -> None:
    """The menu of commands is set when everything is started; updates are asked for long before."""
    for _ in range(int(UP_WITHIN / 0.05)):
        if telegram.stats()["counts"].get("setMyCommands"):
            return
        if process.poll() is not None:
            break
        sleep(0.05)
    raise RuntimeError("the service did not come up:\n" + (of.folder / "log").read_text()[-2000:])


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, more: dict[str, str]) -> dict[str, str]:
    port = free_port()
    return {
        "NARADA_TELEGRAM__TOKEN": TOKEN,
        "NARADA_TELEGRAM__API_URL": "http://127.0.0.1:9",
        "NARADA_STORAGE__URL": f"sqlite:///{folder}/narada.db",
        "NARADA_WEB__PORT": str(port),
        "NARADA_WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
        "NARADA_OFFICE_HOURS__ENABLED": "false",
        "NARADA_DELIVERY__MESSAGES_PER_SECOND": "1000",
        **{f"NARADA_{name}": value for name, value in more.items()},
    }


async def _filled(of: Region, *, letters: bool, meetings_each: int) -> None:
    await migrated(of.settings)
    db, now = Database.open(of.settings.storage.url), SystemClock().real()
    try:
        async with db.altered() as connection:
            await connection.run_sync(_people, of, now)
        async with db.transaction() as tx:
            policy = policy_of(of.settings)
            for number in range(of.partnerships * meetings_each):
                day, partnership = divmod(number, of.partnerships)
                meeting = _meeting(number, day, partnership + 1, now)
                await tx.meetings.add(meeting, once=f"held/{number}", next_due_at=policy.next_due(meeting, after=now))
            if letters:
                await tx.outbox.add((_letter(of, person, now) for person in range(1, of.people + 1)), now=now)
            else:
                await tx.connection.execute(insert(schema.cards), _cards(of))
    finally:
        await db.close()


def _people(connection: Connection, of: Region, now: datetime) -> None:
    today, everybody = now.date() - timedelta(days=9), range(1, of.people + 1)
    blank = dict.fromkeys(("contact_email", "project_title", "project_number", "funding_note"), "")
    rows: dict[Any, list[dict[str, Any]]] = {
        schema.partnerships: [
            {"id": n, "name": f"Partnerstwo nr {n}", "time_zone": "Europe/Warsaw", "language": "pl", **blank}
            for n in range(1, of.partnerships + 1)
        ],
        schema.organisations: [
            {
                "id": n,
                "partnership_id": of.meeting_of(n),
                "name": f"Gmina nr {n}",
                "folded_name": f"gmina nr {n}",
                "sector": "public",
                "joined_on": today,
            }
            for n in everybody
        ],
        schema.people: [
            {
                "id": n,
                "telegram_id": of.chat(n),
                "name": f"przedstawiciel gminy nr {n}",
                "language": "pl",
                "agreed_at": now,
                "notice_version": "1",
            }
            for n in everybody
        ],
        schema.memberships: [
            {"person_id": n, "organisation_id": n, "role": "representative", "since": today} for n in everybody
        ],
    }
    for table, values in rows.items():
        connection.execute(insert(table), values)


def _cards(of: Region) -> list[dict[str, Any]]:
    """Everybody has the card of their meeting, as the message that the stub's people press."""
    return [
        {
            "meeting_id": of.meeting_of(n),
            "chat_id": of.chat(n),
            "person_id": n,
            "message_id": PRESSED_MESSAGE,
            "digest": "",
            "shown_version": 0,
            "file_sent": False,
        }
        for n in range(1, of.people + 1)
    ]


def _meeting(number: int, day: int, partnership_id: int, now: datetime) -> Meeting:
    wall = (now + timedelta(days=FIRST_DAY + day % 300)).replace(
        hour=10, minute=0, second=0, microsecond=0, tzinfo=None
    )
    details = Details(
        title=f"Narada nr {number + 1}",
        slot=Slot(wall_start=wall, wall_end=wall + timedelta(hours=2), time_zone="Europe/Warsaw"),
        place="Starostwo Powiatowe w Wejherowie, sala 12",
    )
    return Meeting(
        id=0,
        partnership_id=partnership_id,
        uid=f"{number}@narada",
        details=details,
        answer_until=details.slot.starts_at - timedelta(days=1),
        announced_at=now,
        announced_by=None,
        date_set_at=now,
        changed_at=now.replace(microsecond=0),
    )


def _letter(of: Region, person: int, now: datetime) -> Letter:
    return Letter(
        once=f"announced/{person}",
        notice=MeetingAnnounced(meeting_id=of.meeting_of(person)),
        chat_id=of.chat(person),
        person_id=person,
        partnership_id=of.meeting_of(person),
        due_at=now,
    )
