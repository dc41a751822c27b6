# ruff: noqa: INP001 - a script of its own, no package
"""Plays the demo and keeps pictures of it for the README.

In the project's folder: `.venv/bin/python -m docs.make_pictures`. It needs the test environment (`make lint` sets it
up), Chromium, and a font with the icons (Debian: chromium, fonts-noto-color-emoji).
"""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from docs.small_png import small
from tests.support.browser import chromium
from tests.support.demo import CARITAS, COURSES, OFFICE, PARISH, PUP, Demo, Desk, opened, running_demo

PICTURES = Path(__file__).with_name("pictures")
MOST_BYTES = 200_000


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with chromium() as browser, running_demo() as demo:
        _the_whole_page(browser, demo)
        _one_phone(browser, demo)


def _the_whole_page(browser: Browser, demo: Demo) -> None:
    """An announced meeting, three answers, one partner silent and reminded; then the page behind a feed's address."""
    with opened(browser, demo) as desk:
        _played(desk)
        _kept(desk.page, "demo.png")
        address = desk.phone(PUP).feed_address()
        desk.page.set_viewport_size({"width": 820, "height": 720})
        desk.page.goto(address.removesuffix(".ics"))
        _kept(desk.page, "calendar.png")


def _played(desk: Desk) -> None:
    office = desk.phone(OFFICE)
    office.say("/nowe Spotkanie robocze; za tydzień o 10; Starostwo Powiatowe, sala 12")
    office.press("Ogłoś")
    for title, answer in ((PUP, "Będę"), (CARITAS, "Może"), (COURSES, "Nie będę")):
        desk.phone(title).press(answer)
    desk.phone(PARISH).shows("Bez odpowiedzi: 1")
    desk.to_the_next_due_moment()
    desk.phone(PARISH).hears("Prosimy o odpowiedź")
    office.press("Kto odpowiedział")
    office.hears("Bez odpowiedzi: 1")
    expect(desk.page.locator(".toast")).to_have_count(0, timeout=10_000)
    desk.page.locator("#help-close").click()
    for log in desk.page.locator(".log").all():
        log.evaluate("log => { log.scrollTop = log.scrollHeight; }")
    desk.page.locator("#now-time").hover()


def _one_phone(browser: Browser, demo: Demo) -> None:
    """The same on a narrow screen, in the dark, with the card of the one who said yes."""
    with opened(browser, demo, width=390, height=844, dark=True) as desk:
        desk.page.get_by_role("tab").nth(1).click()
        desk.phone(PUP).say("/spotkania")
        desk.phone(PUP).root.get_by_role("button", name="Spotkanie robocze").last.click()
        expect(desk.phone(PUP).card).to_be_in_viewport()
        _kept(desk.page, "phone.png")


def _kept(page: Page, name: str) -> None:
    picture = PICTURES / name
    picture.write_bytes(small(page.screenshot(animations="disabled")))
    if picture.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{name} has more than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main()
