"""The page as a browser shows it: on a telephone, in the dark, by keyboard, without script."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.web.app import build
from tests.support.calendars import year_of_meetings
from tests.support.require import require
from tests.support.web import SECRET, Shelf, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Every text against what lies behind it, by WCAG 2.2 §1.4.3; gives those below 4.5 to 1.
LOW_CONTRAST = """
() => {
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b; };
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => { for (let e = element; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); }
    return [255, 255, 255]; };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ["SCRIPT", "STYLE"].includes(element.tagName) || !element.offsetParent) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(node.textContent.trim() + " " + ratio.toFixed(2));
  }
  return bad;
}
"""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    require("browser", available=shutil.which(CHROMIUM) is not None, reason=f"{CHROMIUM} is not installed")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield launched
        await launched.close()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    shelf = Shelf()
    shelf.put(year_of_meetings(60))
    async with served(build(shelf.sources())) as port:
        yield f"http://127.0.0.1:{port}/calendar/{SECRET}"


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_overflows_nothing_is_faint_and_the_policy_stops_nothing(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = await context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    await page.goto(address)

    assert await page.evaluate("document.documentElement.scrollWidth") == width
    assert await page.evaluate(LOW_CONTRAST) == []
    assert (complaints, requests) == ([], [address])


async def _focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.id || document.activeElement.className"))


async def test_the_address_is_copied_by_keyboard_and_the_reader_is_told(browser: Browser, address: str) -> None:
    context = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    await page.goto(address)
    path = []
    for _ in range(6):
        await page.keyboard.press("Tab")
        path.append(await _focused(page))
    await page.keyboard.press("Enter")
    await page.wait_for_function("document.getElementById('copied').textContent")

    assert path == ["way", "way", "way", "way", "address", "copy"]
    assert await page.inner_text("#copied") == "Skopiowano adres."
    assert (
        await page.evaluate("navigator.clipboard.readText()") == f"https://narada.powiat.example/calendar/{SECRET}.ics"
    )


async def test_without_script_the_address_can_still_be_selected_and_no_dead_button_stands_there(
    browser: Browser, address: str
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(address)

    assert await page.is_visible("#address")
    assert not await page.is_visible("#copy")
    assert await page.input_value("#address") == f"https://narada.powiat.example/calendar/{SECRET}.ics"


async def test_the_file_downloads_under_its_name(browser: Browser, address: str) -> None:
    page = await (await browser.new_context()).new_page()
    await page.goto(address)
    async with page.expect_download() as downloading:
        await page.click("a[download]")
    download = await downloading.value

    assert download.suggested_filename == "spotkania.ics"
    assert (await download.path()).read_bytes().count(b"BEGIN:VEVENT") == 60
