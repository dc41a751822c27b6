"""The demo as a visitor starts it, and its page as a visitor uses it."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.demo import free_port

OFFICE = "Biuro Partnerstwa · Starostwo Powiatowe w Wejherowie"
PUP = "Powiatowy Urząd Pracy w Wejherowie"
CARITAS = "Caritas Archidiecezji Gdańskiej"
COURSES = "OK Ośrodek Kursów"
PARISH = "Parafia p.w. Św. Trójcy"
PARTNERS = (PUP, CARITAS, COURSES, PARISH)
EVERYBODY = (OFFICE, *PARTNERS)

FIRST_PORT, PORTS_EACH = 18_000, 40
PATIENCE = 30_000  # milliseconds until something that is to appear is given up


@dataclass(frozen=True, slots=True)
class Demo:
    """`narada demo` in a process of its own, and the routes that its page uses."""

    process: "subprocess.Popen[str]"
    url: str

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:
            return json.load(answer)

    def chat_of(self, title: str) -> int:
        """The number of somebody's chat with the bot."""
        people = self.get("/sandbox/state")["people"]
        return next(int(person["id"]) for person in people if person["title"] == title)

    def sent(self, words: str, *, method: str = "sendMessage") -> list[int]:
        """The chats to which messages with these words went, one entry a message that Telegram took."""
        entries = self.get(f"/sandbox/journal?method={method}&limit=100000")["entries"]
        told = [entry for entry in entries if entry["accepted"] and words in json.dumps(entry, ensure_ascii=False)]
        return sorted(int(entry["parameters"]["chat_id"]) for entry in told)


@contextmanager
def running_demo(*options: str) -> Iterator[Demo]:
    """The command of `make demo`, with more options. The first line it prints is the address."""
    # Tests that run side by side look for free ports each in a range of its own: a demo takes two, one after the other.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    port = free_port(FIRST_PORT + worker * PORTS_EACH)
    command = [str(Path(sys.executable).with_name("narada")), "demo", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        try:
            yield Demo(process, process.stdout.readline().strip())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the phones on the page."""

    root: Locator

    def say(self, text: str) -> None:
        self.root.locator("textarea").fill(text)
        self.root.locator("textarea").press("Enter")

    def press(self, words: str) -> None:
        """Press the newest button with these words; an icon or the mark of the chosen answer may stand before them."""
        self.button(words).click(timeout=PATIENCE)

    def button(self, words: str) -> Locator:
        return self.root.get_by_role("button", name=re.compile(rf"^(\W+ )?{re.escape(words)}$")).last

    def heard(self, words: str) -> Locator:
        """The newest message of the bot with these words."""
        return self.root.locator(".theirs", has_text=words).last

    def hears(self, words: str) -> Locator:
        """Wait until the bot has said these words."""
        message = self.heard(words)
        expect(message).to_be_attached(timeout=PATIENCE)
        return message

    @property
    def card(self) -> Locator:
        """The meeting's card: the newest message that counts the answers and can be acted on."""
        counting = self.root.locator(".theirs", has_text=re.compile("Odpowiedział"))
        return counting.filter(has=self.root.page.locator(".keyboard button")).last

    def shows(self, *counts: str) -> None:
        """Wait until the card says all of this."""
        for words in counts:
            expect(self.card).to_contain_text(words, timeout=PATIENCE)

    def download(self, link: Locator) -> bytes:
        """The content of a file in the chat, as the browser saves it."""
        with self.root.page.expect_download() as waiting:
            link.click()
        return Path(waiting.value.path()).read_bytes()

    def feed_address(self) -> str:
        """The secret address of this person's own calendar, as the copy button of /kalendarz has it."""
        self.say("/kalendarz")
        self.hears("Kalendarz do subskrypcji")
        address = self.root.locator("[data-copy]").first.get_attribute("data-copy")
        assert address is not None
        return address


class Desk:
    """The page with all its phones, in a browser."""

    def __init__(self, page: Page, demo: Demo) -> None:
        self.page, self.demo = page, demo

    def phone(self, title: str) -> Phone:
        return Phone(self.page.locator(f'article[aria-label="{title}"]'))

    def everybody_has_arrived(self) -> None:
        """Wait until each phone shows the menu that follows the notice."""
        for title in EVERYBODY:
            self.phone(title).hears("Zaproszenie przyjęte")

    def kill(self) -> None:
        """End the bot in mid-step."""
        self.page.locator("#kill").click()
        expect(self.page.locator("#service-status")).to_have_attribute("data-status", "stopped", timeout=PATIENCE)

    def start(self) -> None:
        self.page.locator("#start").click()
        expect(self.page.locator("#service-status")).to_have_attribute("data-status", "running", timeout=PATIENCE)

    def outage(self, *, on: bool) -> None:
        """Switch Telegram off or on again, as the bot sees it."""
        switch = self.page.get_by_role("switch", name="Awaria Telegrama")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true" if on else "false")

    def to_the_next_due_moment(self) -> None:
        """Wait until the page names one, and go there."""
        expect(self.page.locator("#to-next")).to_have_attribute("aria-disabled", "false", timeout=PATIENCE)
        self.page.locator("#to-next").click()


@contextmanager
def opened(
    browser: Browser, demo: Demo, *, width: int = 1440, height: int = 900, dark: bool = False, scale: float = 1
) -> Iterator[Desk]:
    """The page, once everybody has arrived. An error in its console fails the test; `scale` as in CSS."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="pl-PL",
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(demo.url)
    desk = Desk(page, demo)
    desk.everybody_has_arrived()
    yield desk
    context.close()
    assert not wrong, wrong
