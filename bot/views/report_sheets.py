"""A request's reports as a workbook: one sheet of everything, and one for each question, the funder above every table.

A cell has the type of its answer: a number is a number, its unit stands in the head of the column; a day is a day.
"""

from datetime import datetime
from decimal import Decimal

from bot.domain.report_overviews import Overview, OwnReport
from bot.domain.reports import Given, Numbered, QuestionKind, Value, ValueKind
from bot.domain.typed import folded
from bot.views.marks import bold, lines
from bot.views.message import File, Message
from bot.views.reports import author, period, status
from bot.views.sheets import MEDIA_TYPE, Book, Cell, Sheet
from bot.views.texts import Texts

NAME = 40
ABOUT = ("organisation", "sector", "status", "sent-at", "sent-by")
OF_ANSWER = ("organisation", "answer", "answered-by", "answered-at", "status")


def workbook(of: Overview, t: Texts, now: datetime) -> Message:
    """The file, with a caption that says what it holds."""
    book = Book(of.partnership.zone)
    _everything(book.sheet(t.plain("sheet-all")), of, t, now)
    for asked in of.request.asked:
        _question(book.sheet(t.plain("sheet-question", number=str(asked.number))), of, asked, t)
    counts = t.html("request-counts", sent=len(of.sent), all=len(of.reports))
    file = File(f"{_file_name(of)}.xlsx", book.content(), MEDIA_TYPE)
    return Message(lines(bold(of.request.title), counts), file=file)


def _everything(sheet: Sheet, of: Overview, t: Texts, now: datetime) -> None:
    """A row a partner, a column a question; sums of what was sent below the numbers."""
    asked = of.request.asked
    sheet.head(of.partnership, of.request.title, t)
    _facts(sheet, of, t)
    sheet.line(t.plain("sheet-made"), now, wide=True)
    sheet.line(t.plain("sheet-asked"), len(of.reports), wide=True)
    sheet.line(t.plain("sheet-sent"), len(of.sent), wide=True)
    sheet.gap()
    sheet.columns([*(t.plain(f"sheet-{name}") for name in ABOUT), *(_titled(each) for each in asked)])
    for own in of.reports:
        sheet.line(*_about(own, of, t), *(_cell(own.report.given.get(each.position), t) for each in asked))
    totals = [_total(of, each) for each in asked]
    if any(total is not None for total in totals):
        sheet.line(t.plain("sheet-total"), *(None for _ in ABOUT[1:]), *totals, bold=True)


def _question(sheet: Sheet, of: Overview, asked: Numbered, t: Texts) -> None:
    """One question: who answered what, by whom and when."""
    sheet.head(of.partnership, of.request.title, t)
    sheet.line(_titled(asked), bold=True, wide=True)
    _facts(sheet, of, t)
    sheet.gap()
    unit = f" [{asked.question.unit}]" if asked.question.unit else ""
    sheet.columns([t.plain(f"sheet-{name}") + unit * (name == "answer") for name in OF_ANSWER])
    for own in of.reports:
        given = own.report.given.get(asked.position)
        by = (author(given, t), given.at) if given else (None, None)
        sheet.line(own.organisation.name, _cell(given, t), *by, status(own.report, of.request, t))
    for name, total in _totals(of, asked, t):
        sheet.line(name, total, bold=True)


def _facts(sheet: Sheet, of: Overview, t: Texts) -> None:
    sheet.line(t.plain("sheet-period"), period(of.request.details.period, t), wide=True)
    sheet.line(t.plain("sheet-deadline"), of.request.deadline, wide=True)


def _total(of: Overview, asked: Numbered) -> Decimal | None:
    return of.total(asked.position) if asked.question.kind is QuestionKind.NUMBER else None


def _totals(of: Overview, asked: Numbered, t: Texts) -> list[tuple[str, Cell]]:
    """The sum of numbers, or how often each ready answer was given."""
    sent = t.plain("sheet-total")
    if asked.question.kind is QuestionKind.NUMBER:
        return [(sent, of.total(asked.position))]
    counts = of.counts(asked.position)
    if asked.question.kind is QuestionKind.YES_NO:
        return [(f"{sent}: {t.plain(f'report-{answer}')}", counts[answer]) for answer in ("yes", "no")]
    return [(f"{sent}: {choice}", counts[choice]) for choice in asked.question.choices]


def _about(own: OwnReport, of: Overview, t: Texts) -> list[Cell]:
    report = own.report
    sent_by = report.sent_by_name or t.plain("report-nobody")
    if report.sent_on_behalf:
        sent_by = t.plain("report-by-office", name=sent_by)
    return [
        own.organisation.name,
        t.plain(f"sector-{own.organisation.sector}"),
        status(report, of.request, t),
        report.sent_at,
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


def _titled(asked: Numbered) -> str:
    unit = f" [{asked.question.unit}]" if asked.question.unit else ""
    return f"{asked.number}. {asked.question.text}{unit}"


def _file_name(of: Overview) -> str:
    """A name that every file system takes."""
    words = "".join(letter if letter.isalnum() else " " for letter in folded(of.request.title)[:NAME]).split()
    return "-".join(["raporty", *words, f"{of.request.details.period.first:%Y-%m}"])
