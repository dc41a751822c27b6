"""Spreadsheets: what was typed stays text, what is a number is a number, and the funder stands above."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.domain.people import Language
from bot.views.sheets import CELL_LIMIT, PAGE_WIDTH, READABLE, WIDEST, Book, Cell
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import Words

WARSAW = ZoneInfo("Europe/Warsaw")


def opened(book: Book) -> Any:
    return load_workbook(io.BytesIO(book.content())).worksheets[-1]


def cell(value: Cell) -> Any:
    book = Book(WARSAW)
    book.sheet("Ogłoszenie").line(value)
    return opened(book).cell(1, 1)


@pytest.mark.parametrize(
    "typed", ["=2+2", "@x", "+48 58 123 45 67", "-1", "=HYPERLINK(A1)", "{=1}", "007", "1,5", "12.05"]
)
def test_what_was_typed_stays_text(typed: str) -> None:
    found = cell(typed)

    assert (found.value, found.data_type, found.quotePrefix) == (typed, "s", True)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "#,##0"),
        (12, "#,##0"),
        (-3, "#,##0"),
        (1200.5, "#,##0.0"),
        (Decimal("1200.50"), "#,##0.0"),
        (Decimal("0.125"), "#,##0.000"),
        (Decimal(999_999_999_999_999), "#,##0"),
    ],
)
def test_a_number_is_a_number_with_all_its_decimals(number: float | Decimal, shown: str) -> None:
    found = cell(number)

    assert (found.value, found.data_type, found.number_format) == (float(number), "n", shown)


def test_a_day_is_a_date_without_an_hour() -> None:
    found = cell(date(2027, 4, 30))

    assert found.is_date
    assert (found.value, found.number_format) == (datetime(2027, 4, 30), "yyyy-mm-dd")  # noqa: DTZ001 - see below


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
    book = Book(WARSAW)
    book.sheet("Ogłoszenie: / lista * [1]?").head(a.partnership(words), "Lista", texts(language))
    above = "\n".join(str(row[0].value) for row in opened(book).iter_rows())

    assert words.partnership in above
    assert "POKL.07.02" in above
    assert above.count(words.configured) == 2


def test_the_head_of_a_table_stays_in_sight_and_stands_on_every_printed_page() -> None:
    book = Book(WARSAW)
    sheet = book.sheet("Lista")
    sheet.line("Partnerstwo", wide=True)
    sheet.columns(["Partner", "Ż" * 300])
    sheet.line("Parafia", "ż" * 300)
    page = opened(book)

    assert page.freeze_panes == "A3"
    assert page.print_title_rows == "$2:$2"
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.column_dimensions["B"].width == WIDEST
    assert page["B2"].alignment.wrap_text


def test_sheets_of_one_name_are_told_apart() -> None:
    book = Book(WARSAW)
    for _ in range(2):
        book.sheet("Pytanie 1").line("x")

    names = load_workbook(io.BytesIO(book.content())).sheetnames
    assert len(set(names)) == 2


def test_a_long_heading_goes_on_over_the_columns_of_the_table_and_makes_the_print_no_wider() -> None:
    book = Book(WARSAW)
    sheet = book.sheet("Lista")
    sheet.line("Treść", "ż" * 300, wide=True)
    sheet.columns(["Partner", "Odpowiedź", "Stan"])
    sheet.line("Parafia", "tak", "wysłany")
    page = opened(book)

    assert [str(joined) for joined in page.merged_cells.ranges] == ["B1:C1"]
    assert page.row_dimensions[1].height > 5 * 15
    assert max(page.column_dimensions[letter].width for letter in "ABC") < 20


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    book = Book(WARSAW)
    sheet = book.sheet("Lista")
    sheet.columns(["Partner", "Odpowiedź"])
    sheet.line("Parafia", "Trzy spotkania. " * 20)
    sheet.line("Caritas", "Jedno spotkanie.")
    page = opened(book)

    assert page.row_dimensions[2].height > 5 * 15
    assert page.row_dimensions[3].height is None


def test_many_wide_columns_share_a_page_that_can_be_read_and_no_number_is_cut() -> None:
    book = Book(WARSAW)
    sheet = book.sheet("Raporty")
    sheet.columns(["Partner", *(f"Pytanie {number}" for number in range(1, 8)), "Suma"])
    sheet.line("Parafia", *["Trzy spotkania z rodzicami. " * 3] * 7, 123_456_789_012_345)
    widths = [dimension.width for dimension in opened(book).column_dimensions.values()]

    assert sum(widths) <= PAGE_WIDTH
    assert min(widths[1:8]) >= READABLE
    assert widths[-1] >= len("123,456,789,012,345")


def test_what_is_bold_is_of_the_same_family_as_the_rest() -> None:
    book = Book(WARSAW)
    sheet = book.sheet("Lista")
    sheet.columns(["Partner"])
    sheet.line("Parafia")
    page = opened(book)

    assert (page["A1"].font.bold, page["A1"].font.name) == (True, page["A2"].font.name)
