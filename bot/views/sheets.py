"""Spreadsheets (Office Open XML): cells that are what they say, and the funder's lines above every table.

A text stays a text whatever it begins with ("=2+2", "@x", "+48 …" would be formulas to a spreadsheet); numbers are
numbers; moments are dates on the partnership's wall clock, because the format knows no time zones.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.people import Partnership
from bot.views.texts import Texts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767  # characters a cell holds (ECMA-376; Excel cuts what is longer)
WIDEST = 60
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold

Cell = str | int | float | datetime | None


class Sheet:
    """One table being written, row by row."""

    def __init__(self, name: str, zone: ZoneInfo) -> None:
        from openpyxl import Workbook  # heavy: only those who ask for a sheet pay for it

        self._book = Workbook()
        page = self._book.active
        assert page is not None  # a new workbook has one
        self._page: Worksheet = page
        self._page.title = re.sub(r"[\\/*?:\[\]]", " ", name)[:31]
        self._zone = zone
        self._row = 0
        self._widths: dict[int, int] = {}

    def line(self, *cells: Cell, bold: bool = False, wide: bool = False) -> None:
        """The next row. A `wide` one is a heading that does not widen its column."""
        from openpyxl.styles import Font

        self._row += 1
        for column, value in enumerate(cells, start=1):
            if value is None:
                continue
            self._put(column, value)
            if bold:
                self._page.cell(self._row, column).font = Font(bold=True)
            if not wide:
                shown = 16 if isinstance(value, datetime) else max(map(len, str(value).splitlines()), default=0)
                self._widths[column] = max(self._widths.get(column, 8), min(shown + 2, WIDEST))

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
        """The names of the columns, which stay in sight while the table is scrolled."""
        self.line(*names, bold=True)
        self._page.freeze_panes = f"A{self._row + 1}"

    def gap(self) -> None:
        self._row += 1

    def content(self) -> bytes:
        """The finished file."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        for column, width in self._widths.items():
            self._page.column_dimensions[get_column_letter(column)].width = width
        self._page.page_setup.orientation = "landscape"
        self._page.page_setup.fitToWidth, self._page.page_setup.fitToHeight = 1, 0
        self._page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        written = io.BytesIO()
        self._book.save(written)
        return written.getvalue()

    def _put(self, column: int, value: str | int | float | datetime) -> None:
        cell = self._page.cell(self._row, column)
        if isinstance(value, datetime):
            cell.value = value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
            cell.number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(value, str):
            cell.value = _ILLEGAL.sub(" ", value)[:CELL_LIMIT]
            cell.data_type = "s"  # the library takes what begins with "=" for a formula
            cell.quotePrefix = True  # and so would a spreadsheet once somebody edits the cell
        else:
            cell.value = value
