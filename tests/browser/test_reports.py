"""A report on the demo's page: two representatives in turns across a kill, the one that is missing, and a late one."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.demo import OFFICE, PARISH, PARTNERS, PATIENCE, PUP, Demo, Desk, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]

DEPUTY = "Zastępca z PUP"
# The demo begins on a Tuesday at 9:00: two days before Friday noon is the first moment of chasing still to come.
REQUEST = "/prosba Raport miesięczny; piątek 12:00; Ile osób? [liczba osób]; Czy odbyły się szkolenia? [tak/nie]"
TO_FRIDAY_AFTERNOON = 49 * 3600


def deputy_of_pup(desk: Desk, demo: Demo) -> Phone:
    """Somebody new, with the link that the coordinator gets for a deputy of the labour office."""
    office = desk.phone(OFFICE)
    office.say("/partnerzy")
    office.press(PUP)
    office.press("Zaproś zastępstwo")
    link = re.search(r"start=([\w-]+)", office.hears("start=").inner_text())
    assert link is not None
    person = desk.page.request.post(f"{demo.url}/sandbox/people", data={"title": DEPUTY}).json()
    desk.page.request.post(f"{demo.url}/sandbox/people/{person['id']}/start", data={"payload": link[1]})
    deputy = desk.phone(DEPUTY)
    deputy.press("Zgadzam się")
    deputy.hears("Zaproszenie przyjęte")
    return deputy


def asked(phone: Phone, words: str) -> None:
    """Wait until that is the newest thing the bot says there."""
    expect(phone.root.locator(".theirs").last).to_contain_text(words, timeout=PATIENCE)


def fill_in(*phones: Phone) -> None:
    """Both answers, and the report is sent: side by side, because a chat takes about a message a second."""
    for phone in phones:
        phone.press("Wypełnij")
    for phone in phones:
        asked(phone, "Pytanie 1 z 2")
        phone.say("15")
    for phone in phones:
        asked(phone, "Pytanie 2 z 2")
        phone.press("tak")
    for phone in phones:
        phone.press("Wyślij raport")
    for phone in phones:
        asked(phone, "Raport wysłany")


def test_two_fill_in_a_report_across_a_kill_one_missing_is_chased_and_a_late_one_is_marked(
    desk: Desk, demo: Demo
) -> None:
    office, pup, caritas, courses, parish = (desk.phone(title) for title in (OFFICE, *PARTNERS))
    deputy = deputy_of_pup(desk, demo)
    office.say(REQUEST)
    office.hears("Trafi do: 4 organizacji, 5 osób")
    office.press("Wyślij")
    pup.press("Wypełnij")
    asked(pup, "Pytanie 1 z 2")
    pup.say("1 200,50")
    asked(pup, "Pytanie 2 z 2")
    desk.kill()
    desk.start()
    deputy.press("Wypełnij")
    asked(deputy, "Pytanie 2 z 2")
    deputy.press("tak")
    asked(deputy, "1\u00a0200,5")
    deputy.press("Wyślij raport")
    asked(deputy, "Raport wysłany")
    fill_in(caritas, courses)
    arriving = office.hears("Wpłynęły raporty")
    expect(arriving).to_contain_text("Wysłane raporty: 3 z 4", timeout=PATIENCE)

    desk.to_the_next_due_moment()
    parish.hears("Czekamy na raport")
    # What this sweep had for the others was queued in the same transaction; all of them have said something later.
    desk.page.request.post(f"{demo.url}/sandbox/clock/forward", data={"seconds": TO_FRIDAY_AFTERNOON})
    fill_in(parish)

    expect(parish.heard("Raport wysłany")).to_contain_text("Wysłany po terminie")
    expect(arriving).to_contain_text("Wysłane raporty: 4 z 4", timeout=PATIENCE)
    expect(arriving).to_contain_text("wysłany po terminie")
    assert demo.sent("🔔") == [demo.chat_of(PARISH)]
    assert demo.sent("Wpłynęły raporty") == [demo.chat_of(OFFICE)]
