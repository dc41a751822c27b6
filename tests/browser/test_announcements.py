"""Announcements on the demo's page: a photo for one sector, and an album whose sending is stopped in the middle."""

import io
import struct
import zlib
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from tests.support.demo import CARITAS, COURSES, OFFICE, PARISH, PARTNERS, PATIENCE, PUP, Demo, Desk, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]

TEXT = "Zapraszamy na seminarium w Wejherowie"
HALF_A_DAY = 43_200  # seconds: longer than the test, so that only a new process speaks to that chat again


def picture(shade: int) -> bytes:
    """A small grey picture that a browser can show (PNG, Third Edition)."""
    size = 8
    rows = zlib.compress((b"\0" + bytes([shade] * size)) * size)
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def attach(phone: Phone, text: str, number: int) -> None:
    """Choose so many photos in the phone's file dialog, with the text as their caption."""
    phone.root.locator("textarea").fill(text)
    photos: Any = [
        {"name": f"zdjecie{n}.png", "mimeType": "image/png", "buffer": picture(60 * n)} for n in range(1, number + 1)
    ]
    phone.root.locator("input[type=file]").set_input_files(photos)


def announced(office: Phone, photos: int, audience: str, people: str) -> None:
    """Everything up to the preview, which says whom it reaches."""
    office.say("/ogloszenie")
    office.hears("Jaka jest treść ogłoszenia?")
    attach(office, TEXT, photos)
    office.hears("Do kogo je wysłać?")
    office.press(audience)
    expect(office.hears("Podgląd ogłoszenia")).to_contain_text(people)


def pictures(phone: Phone) -> Locator:
    """The pictures that the bot has sent to this phone."""
    return phone.root.locator(".theirs img")


def delivered(office: Phone) -> int:
    """The rows of the list that the store says have arrived."""
    office.press("Lista XLSX")
    sheet = load_workbook(io.BytesIO(office.download(office.hears("Lista doręczeń").get_by_role("link")))).active
    assert sheet is not None
    return sum(cell.value == "doręczone" for row in sheet.iter_rows() for cell in row)


def test_a_photo_for_one_sector_preview_count_is_rows_is_phones_reached(desk: Desk, demo: Demo) -> None:
    office = desk.phone(OFFICE)
    announced(office, 1, "sektor: pozarządowy", "Trafi do: 2 organizacji, 2 osób")
    assert [pictures(desk.phone(title)).count() for title in PARTNERS] == [0, 0, 0, 0]

    office.press("Wyślij")

    office.hears("Wysłane: 2 z 2")
    for title in (CARITAS, PARISH):
        shown = desk.phone(title).hears(TEXT).locator("img")
        expect(shown).to_have_js_property("complete", True)
        expect(shown).to_have_js_property("naturalWidth", 8)
    assert [pictures(desk.phone(title)).count() for title in (PUP, COURSES)] == [0, 0]
    assert delivered(office) == 2
    reached = [chat for chat in demo.sent(TEXT, method="sendPhoto") if chat != demo.chat_of(OFFICE)]
    assert reached == sorted(demo.chat_of(title) for title in (CARITAS, PARISH))


def test_an_album_stopped_in_the_middle_reaches_the_rest_after_a_kill_and_nobody_twice(desk: Desk, demo: Demo) -> None:
    office = desk.phone(OFFICE)
    announced(office, 2, "wszyscy partnerzy", "Trafi do: 4 organizacji, 4 osób")
    pause = {"kind": "fail", "times": 1, "method": "sendMediaGroup", "retry_after": HALF_A_DAY}
    assert desk.page.request.post(f"{demo.url}/sandbox/faults", data=pause).ok

    office.press("Wyślij")
    office.hears("Wysyłanie: 3 z 4")
    office.press("Zatrzymaj")
    office.hears("Zatrzymane: wysłano 3 z 4")
    desk.kill()
    desk.start()
    office.press("Wyślij pozostałym")

    office.hears("Wysłane: 4 z 4")
    for title in PARTNERS:
        expect(pictures(desk.phone(title))).to_have_count(2, timeout=PATIENCE)
    assert delivered(office) == 4
    reached = [chat for chat in demo.sent(TEXT, method="sendMediaGroup") if chat != demo.chat_of(OFFICE)]
    assert reached == sorted(demo.chat_of(title) for title in PARTNERS)
