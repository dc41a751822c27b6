"""A real subscribing client, vdirsyncer, follows a feed through its changes."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar as ICalendar

from bot.domain.rsvps import Answer
from bot.web.app import build
from tests.support.calendars import answered, calendar, entry, meeting
from tests.support.web import SECRET, Shelf, served

CONFIG = """\
[general]
status_path = "{folder}/status"

[pair subscription]
a = "feed"
b = "mine"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "http://127.0.0.1:{port}/calendar/{secret}.ics"

[storage mine]
type = "filesystem"
path = "{folder}/mine"
fileext = ".ics"
"""


class Subscriber:
    """vdirsyncer with a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        (folder / "mine").mkdir()
        (folder / "config").write_text(CONFIG.format(folder=folder, port=port, secret=SECRET))

    async def run(self, command: str) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "vdirsyncer", "--config", str(self._folder / "config"), command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"},
        )  # fmt: skip
        told, _ = await asyncio.wait_for(process.communicate(b"y\n" * 5), 60)
        assert process.returncode == 0, told.decode()

    def events(self) -> dict[str, tuple[str, int, str]]:
        """What the client now holds: title, SEQUENCE and state of each meeting by start."""
        held = {}
        for file in sorted((self._folder / "mine").glob("*.ics")):
            found: list[Any] = ICalendar.from_ical(file.read_bytes()).walk("VEVENT")
            (event,) = found
            held[f"{event['DTSTART'].dt:%d.%m %H:%M}"] = (
                str(event["SUMMARY"]),
                event["SEQUENCE"],
                str(event["STATUS"]),
            )
        return held


@pytest.mark.slow
async def test_a_subscribed_client_follows_an_answer_a_move_a_cancellation_and_a_meeting_that_is_gone(
    tmp_path: Path,
) -> None:
    first, second = meeting(1), meeting(2, start="2027-05-20 10:00")
    third = meeting(3, title="Seminarium", start="2027-05-27 10:00")
    gone = meeting(4, title="Warsztaty", start="2027-05-28 10:00")
    shelf = Shelf()
    shelf.put(calendar(*(entry(of) for of in (first, second, third, gone))))
    async with served(build(shelf.sources())) as port:
        subscriber = Subscriber(tmp_path, port)
        await subscriber.run("discover")
        await subscriber.run("sync")
        before = subscriber.events()
        moved = meeting(2, start="2027-05-21 12:00", revision=1)
        off = meeting(3, title="Seminarium", start="2027-05-27 10:00", revision=1, cancelled="choroba")
        shelf.put(calendar(entry(first, answered(Answer.YES), sequence=1), entry(moved), entry(off)))
        await subscriber.run("sync")
        after = subscriber.events()
        await subscriber.run("sync")
        again = subscriber.events()

    assert before == {
        "12.05 10:00": ("Spotkanie robocze", 0, "CONFIRMED"),
        "20.05 10:00": ("Spotkanie robocze", 0, "CONFIRMED"),
        "27.05 10:00": ("Seminarium", 0, "CONFIRMED"),
        "28.05 10:00": ("Warsztaty", 0, "CONFIRMED"),
    }
    assert (
        after
        == again
        == {
            "12.05 10:00": ("Będę: Spotkanie robocze", 1, "CONFIRMED"),
            "21.05 12:00": ("Spotkanie robocze", 1, "CONFIRMED"),
            "27.05 10:00": ("Odwołane: Seminarium", 1, "CANCELLED"),
        }
    )
