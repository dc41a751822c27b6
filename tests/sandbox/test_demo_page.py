"""The page of the demo, in a real browser, around a real (if small) service under the real supervisor."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from sandbox.demo import free_port
from tests.support.require import require

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COORDINATOR, OFFICE, PARISH = "Powiat Wejherowski", "PUP w Wejherowie", "Parafia p.w. Św. Trójcy w Wejherowie"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo in a process of its own."""

    process: "subprocess.Popen[str]"
    url: str

    def get(self, path: str) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:
            told: dict[str, object] = json.load(answer)
        return told

    def post(self, path: str, **fields: object) -> None:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}{path}", json.dumps(fields).encode(), headers)
        urllib.request.urlopen(request).close()


def begun(port: int, **environment: str) -> Demo:
    command = [sys.executable, "-m", "tests.sandbox.small_service", "demo", str(port)]
    environment = {**os.environ, **environment}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True, env=environment)
    assert process.stdout is not None
    return Demo(process, process.stdout.readline().strip())


def ended(demo: Demo, how: signal.Signals = signal.SIGTERM) -> int:
    """Stop it as `kill` or Ctrl-C does; its exit status. Fails after five seconds."""
    demo.process.send_signal(how)
    status = demo.process.wait(timeout=5)
    assert demo.process.stdout is not None
    demo.process.stdout.close()
    return status


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    require("browser", available=CHROMIUM.exists(), reason=f"{CHROMIUM} is missing")
    playing = begun(free_port(8380))
    yield playing
    ended(playing)


@pytest.fixture(scope="module")
def browser(demo: Demo) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(demo: Demo, browser: Browser) -> Iterator[Page]:
    yield from opened(browser, demo, 1440)


@pytest.fixture
def narrow_page(demo: Demo, browser: Browser) -> Iterator[Page]:
    yield from opened(browser, demo, 390)


def opened(browser: Browser, demo: Demo, width: int) -> Iterator[Page]:
    """A page with the phones on it; any error in its console fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="pl-PL")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    demo.post("/sandbox/faults", clear=True)
    demo.post("/sandbox/service/start")
    page.goto(demo.url)
    expect(page.locator("#service-status")).to_have_attribute("data-status", "running")
    expect(newest(phone(page, OFFICE).locator(".theirs"))).to_be_attached(timeout=15_000)
    yield page
    context.close()
    assert wrong == []


def phone(page: Page, title: str) -> Locator:
    return page.locator(f'article[aria-label="{title}"]')


def newest(messages: Locator) -> Locator:
    return messages.last


def say(holder: Locator, text: str) -> None:
    holder.locator("textarea").fill(text)
    holder.locator("textarea").press("Enter")


def card(holder: Locator) -> Locator:
    """Ask for a new card and wait for it."""
    before = holder.get_by_text("Karta Będzie").count()
    say(holder, "/karta")
    found = holder.locator(".message", has_text="Karta Będzie").nth(before)
    expect(found).to_be_visible()
    return found


def test_everybody_who_was_given_a_link_has_arrived_and_agreed(page: Page) -> None:
    for title in (COORDINATOR, OFFICE):
        expect(phone(page, title).locator(".theirs", has_text="Menu")).to_be_visible()
    expect(phone(page, PARISH).get_by_role("button", name="START")).to_be_visible()


def test_a_card_is_edited_in_place_and_its_button_keeps_the_focus(page: Page) -> None:
    shown = card(phone(page, OFFICE))
    element = shown.element_handle()
    shown.get_by_role("button", name="Będę", exact=False).first.focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("Będzie: 1")
    expect(shown).to_contain_text("edytowano")

    assert shown.evaluate("(now, before) => now === before", element)
    assert page.evaluate("document.activeElement.textContent") == "✅ Będę"
    expect(shown.locator("[aria-busy]")).to_have_count(0)


def test_news_in_one_phone_leaves_the_text_typed_in_another_and_the_focus_alone(page: Page, demo: Demo) -> None:
    office, coordinator = phone(page, OFFICE), phone(page, COORDINATOR)
    office.locator("textarea").fill("niedokończone zdanie")
    first = str(state_of(demo, COORDINATOR)["id"])
    demo.post(f"/sandbox/people/{first}/say", text="wiadomość z boku")
    expect(coordinator.locator(".theirs", has_text="Słyszę: wiadomość z boku")).to_be_visible()

    expect(office.locator("textarea")).to_have_value("niedokończone zdanie")
    expect(office.locator("textarea")).to_be_focused()
    expect(coordinator.locator(".unread")).to_be_visible()


def state_of(demo: Demo, title: str) -> dict[str, object]:
    people = demo.get("/sandbox/state")["people"]
    assert isinstance(people, list)
    return next(person for person in people if person["title"] == title)


def test_a_reader_who_scrolled_up_stays_there_and_is_told_of_news(page: Page, demo: Demo) -> None:
    coordinator = phone(page, COORDINATOR)
    who = state_of(demo, COORDINATOR)["id"]
    demo.post(f"/sandbox/people/{who}/say", text="linia\n" * 40 + "koniec")
    expect(coordinator.locator(".theirs", has_text="koniec")).to_be_attached()
    log = coordinator.locator(".log")
    log.evaluate("log => { log.scrollTop = 0; }")
    expect(coordinator.locator(".down")).to_be_visible()
    edited = coordinator.locator(".message").first
    top = edited.evaluate("message => message.getBoundingClientRect().top")
    bot_speaks(demo, who, "Nowina")
    expect(coordinator.locator(".theirs", has_text="Nowina")).to_be_attached()

    assert edited.evaluate("message => message.getBoundingClientRect().top") == top
    coordinator.locator(".down").click()
    expect(coordinator.locator(".theirs", has_text="Nowina")).to_be_in_viewport()


def bot_speaks(demo: Demo, who: object, text: str) -> None:
    demo.post("/bot123456:SANDBOX/sendMessage", chat_id=who, text=text)


def test_a_press_while_the_bot_is_dead_waits_and_counts_once_after_the_restart(page: Page) -> None:
    shown = card(phone(page, OFFICE))
    page.locator("#kill").click()
    expect(page.locator("#service-status")).to_contain_text("Bot nie działa")
    expect(phone(page, OFFICE).locator(".bot-state")).to_have_text("bot nie działa")
    expect(page.locator("#start")).to_be_focused()
    shown.get_by_role("button", name="Będę").first.click()
    expect(shown.locator("[aria-busy=true]")).to_have_count(1)
    page.locator("#start").click()

    expect(shown).to_contain_text("Będzie: 1", timeout=10_000)
    expect(shown.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator("#service-status")).to_contain_text("Bot działa")
    expect(page.locator("#events")).to_contain_text("bot zabity")


def test_what_is_said_during_an_outage_of_telegram_is_answered_after_it(page: Page) -> None:
    outage = page.get_by_role("switch", name="Awaria Telegrama")
    outage.click()
    expect(outage).to_have_attribute("aria-checked", "true")
    say(phone(page, OFFICE), "halo w awarii")
    expect(phone(page, OFFICE).locator(".bot-state")).to_have_text("Telegram nie działa")
    outage.click()

    expect(phone(page, OFFICE).locator(".theirs", has_text="Słyszę: halo w awarii")).to_be_visible(timeout=10_000)


def test_the_clock_goes_an_hour_a_day_and_to_what_is_due_next(page: Page) -> None:
    expect(page.locator("#now-day")).to_contain_text("wtorek")
    hour = int(page.locator("#now-time").inner_text()[:2])
    page.get_by_role("button", name="+1 godz.").click()
    expect(page.locator("#now-time")).to_have_text(f"{hour + 1:02}:{page.locator('#now-time').inner_text()[3:]}")
    expect(page.locator("#next-what")).to_contain_text("przypomnienie")
    page.locator("#to-next").click()

    expect(phone(page, OFFICE).locator(".theirs", has_text="Przypomnienie")).to_be_visible(timeout=10_000)
    expect(page.locator("#next-what")).to_have_text("nic nie czeka", timeout=10_000)
    page.get_by_role("button", name="+1 dzień").click()
    expect(page.locator("#now-day")).to_contain_text("środa")


def test_a_link_to_the_bot_opens_in_that_phone_and_any_other_in_a_tab(page: Page) -> None:
    office = phone(page, OFFICE)
    office.get_by_role("link", name="Zaproszenie").first.click()
    expect(office.locator(".theirs", has_text="Witamy: /start again").first).to_be_visible()

    other = office.get_by_role("link", name="Strona (otwiera się w nowej karcie)").first
    expect(other).to_have_attribute("target", "_blank")
    expect(other).to_have_attribute("rel", "noopener noreferrer")


def test_a_copy_button_copies(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone(page, OFFICE).get_by_role("button", name="Kopiuj adres").first.click()

    expect(phone(page, OFFICE).get_by_role("alert")).to_have_text("Skopiowano.")
    assert page.evaluate("navigator.clipboard.readText()") == "http://127.0.0.1/kalendarz"


def test_a_toast_is_an_alert_and_an_alert_waits_to_be_closed(page: Page) -> None:
    office = phone(page, OFFICE)
    shown = card(office)
    shown.get_by_role("button", name="Będę").first.click()
    expect(office.get_by_role("alert")).to_have_text("Zapisano: yes")
    shown.get_by_role("button", name="Nie będę").click()
    alert = office.get_by_role("alertdialog")
    expect(alert).to_contain_text("Zapisano: no")
    expect(alert.get_by_role("button", name="OK")).to_be_focused()
    page.keyboard.press("Escape")

    expect(alert).to_be_hidden()
    expect(shown.get_by_role("button", name="Nie będę")).to_be_focused()


def test_a_file_of_the_bot_downloads_under_its_own_name(page: Page) -> None:
    office = phone(page, OFFICE)
    say(office, "/plik")
    with page.expect_download() as waiting:
        office.get_by_role("link", name="spotkanie.ics").first.click()

    assert waiting.value.suggested_filename == "spotkanie.ics"
    assert Path(waiting.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_person_sends_a_file_and_a_picture_that_is_shown(page: Page) -> None:
    office = phone(page, OFFICE)
    chooser = office.locator("input[type=file]")
    chooser.set_input_files({"name": "lista.txt", "mimeType": "text/plain", "buffer": b"lista"})
    expect(office.locator(".theirs", has_text="Słyszę: lista.txt")).to_be_visible()
    picture = page.locator("h1").screenshot()
    chooser.set_input_files({"name": "obraz.png", "mimeType": "image/png", "buffer": picture})

    expect(office.locator(".mine img").first).to_be_visible()


def test_the_command_menu_is_walked_with_arrows_and_left_with_escape(page: Page) -> None:
    office = phone(page, OFFICE)
    opener = office.get_by_role("button", name="Polecenia")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(office.get_by_role("button", name="/plik plik .ics")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(office.locator(".theirs", has_text="Karta").last).to_be_visible()
    expect(office.locator("textarea")).to_be_focused()


def test_blocking_and_unblocking_is_one_button(page: Page) -> None:
    office = phone(page, OFFICE)
    office.get_by_role("button", name="Zablokuj").click()
    expect(office.locator(".bot-state")).to_have_text("zablokowany")
    expect(office.locator("textarea")).to_be_hidden()
    office.locator(".wide-action").click()

    expect(office.locator("textarea")).to_be_visible()


def test_a_phone_has_a_language_of_its_own_and_the_page_another(page: Page, demo: Demo) -> None:
    phone(page, OFFICE).locator("select").select_option("de")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Kill")).to_be_visible()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert state_of(demo, OFFICE)["language"] == "de"


def test_the_first_step_types_a_command_in_the_language_of_the_phone(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Type it into the phone").click()

    expect(phone(page, COORDINATOR).locator("textarea")).to_be_focused()
    expect(phone(page, COORDINATOR).locator("textarea")).to_have_value(re.compile("^/nowe .*; za tydzień o 10; "))


def test_one_more_phone_can_be_added(page: Page) -> None:
    page.locator("main [data-add]").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Gość")
    page.keyboard.press("Enter")
    guest = phone(page, "Gość")
    guest.get_by_role("button", name="START").click()

    expect(guest.locator(".theirs", has_text="Witamy")).to_be_visible()


def test_on_a_narrow_screen_one_phone_is_shown_and_arrows_change_it(narrow_page: Page) -> None:
    tabs = narrow_page.get_by_role("tab")
    expect(narrow_page.locator("article:visible")).to_have_count(1)
    expect(phone(narrow_page, COORDINATOR)).to_be_visible()
    tabs.first.focus()
    narrow_page.keyboard.press("ArrowRight")

    expect(phone(narrow_page, OFFICE)).to_be_visible()
    expect(narrow_page.locator("article:visible")).to_have_count(1)
    expect(tabs.nth(1)).to_be_focused()
    assert narrow_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_tab_key_reaches_everything_and_gets_out_again(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    reached: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        # The browser's own buttons follow after the last thing on the page; headless, it begins again at the first.
        if page.evaluate("document.activeElement.matches('body, .skip')"):
            break
        reached.update(page.evaluate("[document.activeElement.id, ...document.activeElement.classList]"))

    assert page.evaluate("document.activeElement.matches('body, .skip')"), "the focus never left the page"
    assert {"kill", "outage", "to-next", "log", "key", "commands", "send", "add"} <= reached


def test_every_control_has_a_name_and_every_chat_is_a_named_log(page: Page) -> None:
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, a, select, textarea, input')]
        .filter((e) => e.checkVisibility())
        .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.[0]?.textContent.trim()))
        .filter((e) => !e.querySelector('img')?.alt)
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    assert page.get_by_role("log", name="Rozmowa: ").count() == page.locator("article").count()
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("heading", level=2, name=OFFICE).count() == 1


def test_only_telegrams_tags_of_a_chat_text_reach_the_page(demo: Demo, browser: Browser) -> None:
    page = browser.new_page()  # its console may complain: the page's content policy refuses the same things once more
    page.goto(demo.url)
    shown = page.evaluate(
        """async () => {
          const { chatText } = await import('/page/chat_text.js');
          const box = document.createElement('div');
          box.append(chatText(
            '<b onclick="x()">a</b><img src=x onerror=x()><script>x()</script><a href="javascript:x()">b</a>'
            + '<iframe src="/"></iframe><a href="https://example.org/?a=1&amp;b=2">c</a>'
            + '<span class="tg-spoiler">d</span> /pomoc &lt;i&gt;'));
          return box.innerHTML;
        }"""
    )
    page.close()

    assert shown == (
        '<strong>a</strong>b<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">c</a>'
        '<span class="spoiler" tabindex="0">d</span> '
        '<button type="button" class="command-link" data-command="/pomoc">/pomoc</button> &lt;i&gt;'
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")

    assert page.evaluate(Path(__file__).with_name("contrast.js").read_text()) == []


def test_the_three_languages_of_the_page_have_the_same_sentences(page: Page) -> None:
    page.get_by_role("button", name="Deutsch").click()
    page.locator("#log-toggle").click()

    missing = page.evaluate(
        "[...document.querySelectorAll('[data-word]')].filter((e) => ['', 'undefined'].includes(e.textContent)).length"
    )
    assert missing == 0
    assert page.locator("#steps li").count() == 5
    expect(page.locator("#kill")).to_have_text("Hart beenden")


def test_a_taken_port_moves_the_page_to_the_next_free_one(demo: Demo) -> None:
    second = begun(int(demo.url.rsplit(":", 1)[1]))

    assert second.url.startswith("http://127.0.0.1:")
    assert second.url != demo.url
    assert ended(second) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_everything_within_five_seconds_while_a_page_is_open(how: signal.Signals) -> None:
    playing = begun(free_port(8480))
    service = Path("/proc", str(pid_of_the_service(playing)))
    with urllib.request.urlopen(f"{playing.url}/sandbox/events") as watching:
        assert watching.readline() == b": hello\n"

        assert ended(playing, how) == 0
    assert not service.exists()


def pid_of_the_service(demo: Demo) -> object:
    while (pid := demo.get("/sandbox/service")["pid"]) is None:
        os.sched_yield()
    return pid


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent has died")
def test_a_demo_that_is_killed_takes_its_service_along(tmp_path: Path) -> None:
    # Nobody is left to remove its folder; let pytest do it.
    playing = begun(free_port(8480), TMPDIR=str(tmp_path))
    with playing.process:
        pid = pid_of_the_service(playing)
        playing.process.kill()

    while exists(pid):
        os.sched_yield()


def exists(pid: object) -> bool:
    """Whether there is such a process, and it is no zombie that merely waits to be collected."""
    try:
        return "\nState:\tZ" not in Path("/proc", str(pid), "status").read_text()
    except FileNotFoundError:
        return False
