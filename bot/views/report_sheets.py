"""A request's reports as a workbook (Office Open XML, ECMA-376): one sheet of everything, and one for each question.

A cell has the type of its answer: a number is a number, a date a date. Whatever people typed is text and stays text,
also when it begins like a formula ("=2+2", "@x", "+48…"): no program may compute it when an office opens the file.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.domain.people import Partnership
from bot.domain.reports import Given, Overview, OwnReport, Question, QuestionKind, Value, ValueKind
from bot.domain.typed import folded
from bot.views.marks import bold, lines
from bot.views.message import File, Message
from bot.views.reports import author, period, status
from bot.views.texts import Texts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = 40
WIDEST, NARROWEST = 60, 10
DATES, MOMENTS = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_FORBIDDEN = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))  # XML 1.0 §2.2

Cell = str | Decimal | date | datetime | None


def workbook(of: Overview, t: Texts, now: datetime) -> Message:
    """The file, with a caption that says what it holds."""
    file = File(f"{_file_name(of)}.xlsx", _content(of, t, now), MEDIA_TYPE)
    counts = t.html("request-counts", sent=len(of.sent), all=len(of.reports))
    return Message(lines(bold(of.request.title), counts), file=file)


def _content(of: Overview, t: Texts, now: datetime) -> bytes:
    from openpyxl import Workbook  # heavy: only those who want a sheet pay for it

    book = Workbook()
    everything = book.active
    assert everything is not None  # a new workbook has one sheet
    everything.title = t.plain("sheet-all")
    _fill_everything(everything, of, t, now)
    for position, asked in enumerate(of.request.questions):
        sheet = book.create_sheet(t.plain("sheet-question", number=str(position + 1)))
        _fill_question(sheet, of, position, asked, t)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _fill_everything(sheet: "Worksheet", of: Overview, t: Texts, now: datetime) -> None:
    """A row a partner, a column a question; sums of what was sent below the numbers."""
    request = of.request
    for name, value in (*_facts(of, t), (t.plain("sheet-made"), _there(now, of))):
        _write(sheet, [name, value])
    _funder(sheet, of.partnership, t)
    _write(sheet, [])
    head = ["organisation", "sector", "status", "sent-at", "sent-by"]
    titles = [_titled(number, asked) for number, asked in enumerate(request.questions, start=1)]
    _write(sheet, [*(t.plain(f"sheet-{name}") for name in head), *titles], strong=True)
    for own in of.reports:
        _write(sheet, [*_about(own, of, t), *(_cell(own.report.given.get(n), t) for n in range(len(titles)))])
    totals = [of.total(n) if asked.kind is QuestionKind.NUMBER else None for n, asked in enumerate(request.questions)]
    if any(total is not None for total in totals):
        _write(sheet, [t.plain("sheet-total"), None, None, None, None, *totals], strong=True)
    _widen(sheet)


def _fill_question(sheet: "Worksheet", of: Overview, position: int, asked: Question, t: Texts) -> None:
    """One question: who answered what, by whom and when."""
    _write(sheet, [_titled(position + 1, asked)], strong=True)
    _write(sheet, [of.request.title])
    _write(sheet, [t.plain("sheet-period"), period(of.request.details.period, t)])
    _funder(sheet, of.partnership, t)
    _write(sheet, [])
    head = ["organisation", "answer", "answered-by", "answered-at", "status"]
    _write(sheet, [t.plain(f"sheet-{name}") for name in head], strong=True)
    for own in of.reports:
        given = own.report.given.get(position)
        by = [author(given, t), _there(given.at, of)] if given else [None, None]
        _write(sheet, [own.organisation.name, _cell(given, t), *by, status(own.report, of.request, t)])
    if asked.kind is QuestionKind.NUMBER:
        _write(sheet, [t.plain("sheet-total"), of.total(position)], strong=True)
    _widen(sheet)


def _facts(of: Overview, t: Texts) -> Iterable[tuple[str, Cell]]:
    request = of.request
    return (
        (t.plain("sheet-request"), request.title),
        (t.plain("sheet-partnership"), of.partnership.name),
        (t.plain("sheet-period"), period(request.details.period, t)),
        (t.plain("sheet-deadline"), _there(request.deadline, of)),
    )


def _funder(sheet: "Worksheet", partnership: Partnership, t: Texts) -> None:
    """The project and who pays for it; nothing where the configuration says nothing."""
    if partnership.project_title:
        _write(sheet, [t.plain("card-project", title=partnership.project_title)])
    if partnership.project_number:
        _write(sheet, [t.plain("card-project-number", number=partnership.project_number)])
    if partnership.funding_note:
        _write(sheet, [partnership.funding_note])


def _about(own: OwnReport, of: Overview, t: Texts) -> list[Cell]:
    report = own.report
    sent_at = _there(report.sent_at, of) if report.sent_at is not None else None
    sent_by = report.sent_by_name or t.plain("report-nobody")
    if report.sent_on_behalf:
        sent_by = t.plain("report-by-office", name=sent_by)
    return [
        own.organisation.name,
        t.plain(f"sector-{own.organisation.sector}"),
        status(report, of.request, t),
        sent_at,
        sent_by if report.sent else None,
    ]


def _cell(given: Given | None, t: Texts) -> Cell:
    return None if given is None else _typed(given.value, t)


def _typed(value: Value, t: Texts) -> Cell:
    match value.kind:
        case ValueKind.NUMBER:
            return value.number
        case ValueKind.DATE:
            return value.day
        case ValueKind.YES_NO:
            return t.plain(f"report-{value.text}")
        case ValueKind.NOT_APPLICABLE:
            return t.plain("report-not-applicable")
        case _:
            return value.text


def _titled(number: int, asked: Question) -> str:
    return f"{number}. {asked.text}{f' [{asked.unit}]' if asked.unit else ''}"


def _there(at: datetime, of: Overview) -> datetime:
    """On the wall clock of the partnership: a sheet knows no time zones (ECMA-376 part 1, §18.17.4)."""
    return at.astimezone(of.partnership.zone).replace(tzinfo=None, microsecond=0)


def _write(sheet: "Worksheet", values: Sequence[Cell], *, strong: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    if not values:
        sheet.cell(row, 1).value = ""
    for column, value in enumerate(values, start=1):
        cell: Any = sheet.cell(row, column)
        cell.value = value.translate(_FORBIDDEN) if isinstance(value, str) else value
        if isinstance(value, str):
            # openpyxl makes a formula of whatever begins with "=", and an office program of more than that.
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in "=+-@\t\r"
        elif isinstance(value, datetime):
            cell.number_format = MOMENTS
        elif isinstance(value, date):
            cell.number_format = DATES
        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str) and len(value) > WIDEST // 2)
        if strong:
            cell.font = Font(bold=True)


def _widen(sheet: "Worksheet") -> None:
    """Columns as wide as what they hold, within what a screen shows."""
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.iter_cols(), start=1):
        longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, NARROWEST), WIDEST)


def _file_name(of: Overview) -> str:
    """A name that every file system takes."""
    words = "".join(letter if letter.isalnum() else " " for letter in folded(of.request.title)[:NAME]).split()
    return "-".join(["raporty", *words, f"{of.request.details.period.first:%Y-%m}"])
