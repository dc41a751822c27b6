"""Spreadsheets: what was typed stays text, what is a number is a number, and the funder stands above."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.domain.people import Language
from bot.views.sheets import CELL_LIMIT, Cell, Sheet
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import Words

WARSAW = ZoneInfo("Europe/Warsaw")


def opened(sheet: Sheet) -> Any:
    return load_workbook(io.BytesIO(sheet.content())).active


def cell(value: Cell) -> Any:
    sheet = Sheet("Ogłoszenie", WARSAW)
    sheet.line(value)
    return opened(sheet).cell(1, 1)


@pytest.mark.parametrize(
    "typed", ["=2+2", "@x", "+48 58 123 45 67", "-1", "=HYPERLINK(A1)", "{=1}", "007", "1,5", "12.05"]
)
def test_what_was_typed_stays_text(typed: str) -> None:
    found = cell(typed)

    assert (found.value, found.data_type, found.quotePrefix) == (typed, "s", True)


@pytest.mark.parametrize("number", [0, 12, -3, 1200.5])
def test_a_number_is_a_number(number: float) -> None:
    assert (cell(number).value, cell(number).data_type) == (number, "n")


def test_a_moment_is_a_date_on_the_wall_clock_of_the_partnership() -> None:
    found = cell(datetime(2027, 5, 11, 7, 30, tzinfo=UTC))

    assert found.is_date
    assert found.value == datetime(2027, 5, 11, 9, 30)  # noqa: DTZ001 - the format knows no time zones


def test_characters_that_the_format_cannot_hold_and_endless_texts_do_not_break_it() -> None:
    assert cell("a\x00b\x0bc\ud800").value == "a b c "
    assert len(cell("ż" * 40_000).value) == CELL_LIMIT


@pytest.mark.parametrize("language", Language)
def test_the_funder_stands_above_every_table(language: Language) -> None:
    words = Words()
    sheet = Sheet("Ogłoszenie: / lista * [1]?", WARSAW)
    sheet.head(a.partnership(words), "Lista", texts(language))
    above = "\n".join(str(row[0].value) for row in opened(sheet).iter_rows())

    assert words.partnership in above
    assert "POKL.07.02" in above
    assert above.count(words.configured) == 2
