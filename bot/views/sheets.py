"""Spreadsheets (Office Open XML, ECMA-376): cells that are what they say, and the funder's lines above every table.

A text stays a text whatever it begins with ("=2+2", "@x", "+48 …" would be formulas to a spreadsheet); numbers are
numbers, days are dates; moments stand on the partnership's wall clock, because the format knows no time zones.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.people import Partnership
from bot.views.texts import Texts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767  # characters a cell holds (ECMA-376; Excel cuts what is longer)
TITLE_LIMIT = 31  # characters of a sheet's name
NARROWEST, WIDEST = 8, 48  # characters of a column
PAGE_WIDTH, READABLE = 170, 16  # characters of all columns together that can be read in print; of one of them
HEAD_WIDEST = 18  # characters of a column's name; a longer one goes on in the next line and does not widen the column
LINE_HEIGHT, TALLEST = 15.0, 409.0  # points; ECMA-376 lets no row be taller
FONT, GREY, SHADE = "Calibri", "FFB8C2CC", "FFE7EBF0"
MARGIN = 0.5  # inches around a printed page
DAYS, MOMENTS = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
A4 = 9  # ST_PaperSize
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold

Cell = str | int | float | Decimal | datetime | date | None


class Book:
    """A workbook being written, sheet by sheet."""

    def __init__(self, zone: ZoneInfo) -> None:
        from openpyxl import Workbook  # heavy: only those who ask for a sheet pay for it

        self._book = Workbook()
        for page in self._book.worksheets:  # a new workbook brings a sheet of its own
            self._book.remove(page)
        self._zone = zone
        self._sheets: list[Sheet] = []

    def sheet(self, name: str) -> "Sheet":
        """A new sheet, the last one. Signs that no name of a sheet may have become spaces."""
        page = self._book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", name)[:TITLE_LIMIT])
        self._sheets.append(Sheet(page, self._zone))
        return self._sheets[-1]

    def content(self) -> bytes:
        """The finished file."""
        for sheet in self._sheets:
            sheet.finish()
        written = io.BytesIO()
        self._book.save(written)
        return written.getvalue()


class Sheet:
    """One table being written, row by row."""

    def __init__(self, page: "Worksheet", zone: ZoneInfo) -> None:
        self._page = page
        self._zone = zone
        self._row = 0
        self._head = 0  # the row of the columns' names, once it is written
        self._widths: dict[int, int] = {}
        self._needed: dict[int, int] = {}  # by numbers and dates: they cannot go on in the next line
        self._wide: list[tuple[int, int]] = []  # row and column of what may go on over the columns after it

    def line(self, *cells: Cell, bold: bool = False, wide: bool = False) -> None:
        """The next row. A `wide` one is a heading: it widens no column, its last cell goes on to the right."""
        self._row += 1
        filled = [(column, value) for column, value in enumerate(cells, start=1) if value is not None]
        for column, value in filled:
            self._write(column, value, bold=bold)
            if not wide:
                self._widen(column, min(_shown(value) + 2, WIDEST))
            if not isinstance(value, str):
                self._needed[column] = max(self._needed.get(column, READABLE), _shown(value) + 2)
        if wide and filled:
            self._wide.append((self._row, filled[-1][0]))

    def head(self, partnership: Partnership, title: str, t: Texts) -> None:
        """The title, the partnership, and the funder: project, number, note."""
        self.line(title, bold=True, wide=True)
        self.line(partnership.name, wide=True)
        if partnership.project_title:
            self.line(t.plain("card-project", title=partnership.project_title), wide=True)
        if partnership.project_number:
            self.line(t.plain("card-project-number", number=partnership.project_number), wide=True)
        if partnership.funding_note:
            self.line(partnership.funding_note, wide=True)
        self.gap()

    def columns(self, names: Sequence[str]) -> None:
        """The names of the columns, which stay in sight while the table is scrolled and stand on every printed page."""
        from openpyxl.styles import PatternFill

        self._row += 1
        self._head = self._row
        for column, name in enumerate(names, start=1):
            self._write(column, name, bold=True)
            self._page.cell(self._row, column).fill = PatternFill("solid", fgColor=SHADE)
            word = max(map(len, name.split()), default=0)
            self._widen(column, min(max(word, min(len(name), HEAD_WIDEST)) + 3, WIDEST))
        self._page.freeze_panes = f"A{self._row + 1}"
        self._page.print_title_rows = f"{self._row}:{self._row}"

    def gap(self) -> None:
        self._row += 1

    def finish(self) -> None:
        """Widths, heights, and a print on A4 across, all columns on one page; before the book is written."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        page = self._page
        self._narrow()
        for column, width in self._widths.items():
            page.column_dimensions[get_column_letter(column)].width = width
        self._rule()
        self._lay_out()
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_margins.left = page.page_margins.right = page.page_margins.top = MARGIN
        footer = page.oddFooter
        assert footer is not None  # every sheet of a workbook that is written has one
        footer.center.text = "&P / &N"

    def _write(self, column: int, value: str | int | float | Decimal | datetime | date, *, bold: bool) -> None:
        from openpyxl.styles import Alignment, Font

        cell = self._page.cell(self._row, column)
        self._put(cell, value)
        cell.font = Font(name=FONT, size=11, bold=bold)  # without its name, a bold one would be of another family
        side = "left" if isinstance(value, str | date) else "right"
        cell.alignment = Alignment(
            horizontal=side, vertical="top", indent=int(side == "right"), wrap_text=side == "left"
        )

    def _widen(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths.get(column, NARROWEST), width)

    def _narrow(self) -> None:
        """Take from the widest columns until the page can be read in print; their texts go on in the next line."""
        while sum(self._widths.values()) > PAGE_WIDTH:
            spare, widest = max(
                (width - self._needed.get(column, READABLE), column) for column, width in self._widths.items()
            )
            if spare <= 0:
                return
            self._widths[widest] -= 1

    def _rule(self) -> None:
        """Fine lines in the table: without them a number stands close to the text beside it."""
        from openpyxl.styles import Border, Side

        fine = Side(style="thin", color=GREY)
        for row in range(self._head, self._row + 1) if self._head else ():
            for column in self._widths:
                self._page.cell(row, column).border = Border(left=fine, right=fine, top=fine, bottom=fine)

    def _lay_out(self) -> None:
        """Let wide cells go on to the table's last column, and make every row as tall as its text.

        A long text in one cell would make the printed sheet as wide as itself; and programs find the height of a row by
        themselves only where no cells are joined.
        """
        from openpyxl.styles import Alignment

        last, wide = max(self._widths, default=1), dict(self._wide)
        for row, column in wide.items():
            for each in range(1, column + 1):
                self._page.cell(row, each).alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if column < last:
                self._page.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
        for row in range(1, self._row + 1):
            texts = [(cell.column, cell.value) for cell in self._page[row] if isinstance(cell.value, str)]
            tall = max((_lines(text, self._room(at, last, wide.get(row) == at)) for at, text in texts), default=1)
            if tall > 1:
                self._page.row_dimensions[row].height = min(tall * LINE_HEIGHT, TALLEST)

    def _room(self, column: int, last: int, wide: bool) -> int:
        """How many characters fit into one line there."""
        across = range(column, max(last, column) + 1) if wide else (column,)
        return sum(self._widths.get(each, NARROWEST) for each in across)

    def _put(self, cell: Any, value: str | int | float | Decimal | datetime | date) -> None:
        if isinstance(value, datetime):
            cell.value = value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
            cell.number_format = MOMENTS
        elif isinstance(value, date):
            cell.value, cell.number_format = value, DAYS
        elif isinstance(value, str):
            cell.value = _ILLEGAL.sub(" ", value)[:CELL_LIMIT]
            cell.data_type = "s"  # the library takes what begins with "=" for a formula
            cell.quotePrefix = True  # and so would a spreadsheet once somebody edits the cell
        else:
            cell.value, cell.number_format = value, _pattern(value)


def _pattern(number: int | float | Decimal) -> str:
    """Thousands apart, and as many decimals as the number has: "General" would turn a long sum into powers of ten."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _shown(value: str | int | float | Decimal | datetime | date) -> int:
    """How many characters of a column it takes."""
    if isinstance(value, datetime):
        return len(MOMENTS)
    if isinstance(value, date):
        return len(DAYS)
    if isinstance(value, str):
        return max(map(len, value.splitlines()), default=0)
    return len(f"{value:,}")


def _lines(text: str, room: int) -> int:
    """How many lines the text takes: most letters are narrower than the figures that a column's width counts."""
    return sum(len(wrap(line, room * 11 // 10)) or 1 for line in text.splitlines())
