# ruff: noqa: INP001 - a script of its own, no package
"""Plays the demo once in each language of the guides, and keeps the messages that the guides show.

In the project's folder: `.venv/bin/python -m docs.guide_pictures`; what it needs is said in `make_pictures`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from bot.domain.people import Language
from bot.views.commands import Command, slash
from bot.views.texts import Texts, texts
from docs.small_png import small
from tests.support.browser import chromium
from tests.support.demo import (
    CARITAS,
    COURSES,
    EVERYBODY,
    OFFICE,
    PARTNERS,
    PATIENCE,
    PUP,
    Demo,
    Desk,
    Phone,
    opened,
    running_demo,
)

PICTURES = Path(__file__).parent / "guides" / "pictures"
LANGUAGES = (Language.POLISH, Language.ENGLISH)
MOST_BYTES = 80_000
WIDTH, HEIGHT, SCALE = 430, 1500, 1.5
MARGIN = 5  # CSS pixels around a message

TYPED: Mapping[Language, Mapping[str, str]] = {
    Language.POLISH: {
        "meeting": "Spotkanie robocze; za tydzień o 10; Starostwo Powiatowe, sala 12; Plan szkoleń na drugie półrocze",
        "announcement": "Nabór wniosków o staże trwa do końca miesiąca. Wzór wniosku jest na stronie urzędu.",
        "request": "Raport miesięczny; za 2 tygodnie o 12; Ile osób skorzystało ze wsparcia? [liczba osób]; "
        "Czy odbyły się szkolenia? [tak/nie]; Najważniejsze wydarzenie",
        "invited": "Gmina Luzino; publiczny",
        "event": "Dzień otwarty dla pracodawców",
    },
    Language.ENGLISH: {
        "meeting": "Working meeting; in a week at 10; County Office, room 12; Plan of trainings for the second half",
        "announcement": "Applications for internships are open until the end of the month. The form is on our website.",
        "request": "Monthly report; in 2 weeks at 12; How many people were supported? [people]; "
        "Were there any trainings? [yes/no]; The most important event",
        "invited": "Gmina Luzino; public",
        "event": "Open day for employers",
    },
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The page in one language: who acts on it, and what they type."""

    desk: Desk
    t: Texts

    def phone(self, title: str) -> Phone:
        """The phone, brought to the front: on a narrow page one is shown at a time."""
        self.desk.page.get_by_role("tab").nth(EVERYBODY.index(title)).click()
        return self.desk.phone(title)

    def word(self, key: str, **facts: str) -> str:
        return self.t.plain(key, **facts)

    def typed(self, name: str) -> str:
        return TYPED[self.t.language][name]

    def command(self, command: Command, rest: str = "") -> str:
        return f"{slash(command, self.t.language)} {rest}".strip()

    def keep(self, name: str, message: Locator) -> None:
        """The picture of one message with its buttons."""
        expect(self.desk.page.locator(".toast")).to_have_count(0, timeout=PATIENCE)
        message.scroll_into_view_if_needed()
        self.desk.page.mouse.move(0, 0)  # no button looks pressed
        self.desk.page.evaluate("document.activeElement.blur()")
        box = message.bounding_box()
        assert box is not None
        picture = PICTURES / f"{self.t.language}-{name}.png"
        taken = self.desk.page.screenshot(
            animations="disabled",
            clip={
                "x": max(box["x"] - MARGIN, 0),
                "y": box["y"] - MARGIN,
                "width": min(box["width"] + 2 * MARGIN, WIDTH),
                "height": box["height"] + 2 * MARGIN,
            },
        )
        picture.write_bytes(small(taken))
        if picture.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{picture.name} has more than {MOST_BYTES} bytes")


def main() -> None:
    """Every scene in every language."""
    PICTURES.mkdir(exist_ok=True)
    with chromium() as browser:
        for language in LANGUAGES:
            with running_demo() as demo:
                play(browser, demo, texts(language))


def play(browser: Browser, demo: Demo, t: Texts) -> None:
    with opened(browser, demo, width=WIDTH, height=HEIGHT, scale=SCALE) as desk:
        # The sign of unread messages would lie on the last button.
        desk.page.locator(".down").evaluate_all("signs => signs.forEach((sign) => { sign.style.display = 'none'; })")
        stage = Stage(desk, t)
        desk.page.locator(f'[data-language="{t.language}"]').click()
        for title in (OFFICE, PUP, CARITAS, COURSES):
            _speaks(stage, title)
        for scene in SCENES:
            scene(stage)


def _speaks(stage: Stage, title: str) -> None:
    if stage.t.language is Language.POLISH:
        return
    phone = stage.phone(title)
    phone.say("/ustawienia")
    phone.press(stage.word("language-own-name"))
    phone.hears(stage.word("settings-title"))


def the_menu(stage: Stage) -> None:
    office = stage.phone(OFFICE)
    office.say("/start")
    stage.keep("menu", office.hears(stage.word("role-coordinator")))


def an_invitation(stage: Stage) -> None:
    office = stage.phone(OFFICE)
    office.say(stage.command(Command.INVITE, stage.typed("invited")))
    stage.keep("invitation", office.hears("https://t.me/"))


def a_meeting(stage: Stage) -> None:
    office, place = stage.phone(OFFICE), stage.typed("meeting").split("; ")[2]
    office.say(stage.command(Command.NEW, stage.typed("meeting")))
    stage.keep("meeting-preview", office.hears(stage.word("preview-title")))
    office.press(stage.word("button-announce"))
    for title, answer in ((PUP, "yes"), (CARITAS, "maybe")):
        stage.phone(title).press(stage.word(f"button-{answer}"))
        if title == PUP:
            expect(stage.desk.phone(PUP).button("1")).to_be_visible(timeout=PATIENCE)
    stage.keep("card", stage.phone(PUP).heard(place))
    office = stage.phone(OFFICE)
    office.press(stage.word("button-roll"))
    stage.keep("roll", office.hears(stage.word("button-refresh")))


def an_announcement(stage: Stage) -> None:
    office = stage.phone(OFFICE)
    office.say(stage.command(Command.ANNOUNCE, stage.typed("announcement")))
    office.press(stage.word("button-receipt-on"))
    stage.keep("announcement-preview", office.hears(stage.word("button-receipt-off")))
    office.press(stage.word("button-send"))
    stage.phone(PUP).press(stage.word("button-read"))
    office = stage.phone(OFFICE)
    stage.keep("announcement-account", office.hears(stage.word("account-read", read="1", asked=str(len(PARTNERS)))))


def a_report(stage: Stage) -> None:
    office = stage.phone(OFFICE)
    office.say(stage.command(Command.REQUEST, stage.typed("request")))
    stage.keep("request-preview", office.hears(stage.word("preview-title")))
    office.press(stage.word("request-button-send"))
    pup = stage.phone(PUP)
    pup.press(stage.word("report-button-fill"))
    stage.keep("report-question", pup.hears(stage.word("report-hint-number")))
    pup.say("34")
    pup.press(stage.word("report-yes"))
    pup.hears(stage.word("report-hint-text"))
    pup.say(stage.typed("event"))
    pup.press(stage.word("report-button-send"))
    office = stage.phone(OFFICE)
    office.say(stage.command(Command.REPORTS))
    office.press(stage.typed("request").split(";")[0])
    stage.keep("request-state", office.hears(stage.word("request-button-sheet")))


def the_calendar(stage: Stage) -> None:
    pup = stage.phone(PUP)
    pup.say(stage.command(Command.CALENDAR))
    stage.keep("calendar", pup.hears(stage.word("feeds-title")))


SCENES: tuple[Callable[[Stage], None], ...] = (
    the_menu,
    an_invitation,
    a_meeting,
    an_announcement,
    a_report,
    the_calendar,
)


if __name__ == "__main__":
    main()
