"""What people type about reports, read: questions with their kinds, periods, and answers of every kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import dates, typed
from bot.domain.numbers import number
from bot.domain.people import Language
from bot.domain.periods import Period
from bot.domain.refusals import (
    ChoiceUnknown,
    DateOutsidePeriod,
    DayNotUnderstood,
    FileExpected,
    FileTooBig,
    FileWrongKind,
    PeriodNotUnderstood,
    QuestionUnclear,
    TooManyQuestions,
)
from bot.domain.reports import (
    CHOICE_LIMIT,
    MOST_CHOICES,
    MOST_FILE_BYTES,
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    TEXT_LIMIT,
    UNIT_LIMIT,
    Question,
    QuestionKind,
    Value,
    ValueKind,
)
from bot.domain.typed import folded

FILES = {"pdf", "doc", "docx", "odt", "rtf", "txt", "csv", "xls", "xlsx", "ods", "ppt", "pptx", "odp"}
PICTURES = {"jpg", "jpeg", "png", "heic", "tif", "tiff", "webp"}
LONGEST_PERIOD = timedelta(days=5 * 366)
NAME_LIMIT = 160

_MARKED = re.compile(r"(.*?)\s*\[([^\[\]]*)\]\s*", re.DOTALL)
_MARKS = {
    QuestionKind.YES_NO: {"tak/nie", "yes/no", "ja/nein"},
    QuestionKind.DATE: {"data", "date", "datum"},
    QuestionKind.FILE: {"plik", "file", "datei"},
    QuestionKind.TEXT: {"tekst", "text"},
}
_BARE_NUMBER = {"liczba", "number", "zahl"}
_YES = {"tak", "t", "yes", "y", "ja", "j"}
_NO = {"nie", "n", "no", "nein"}
_BETWEEN = re.compile(r"\s+(?:-|–|—|do|to|bis)\s+|(?<=[0-9])\s*[–—]\s*(?=[0-9])|(?<=[0-9]{4})-(?=[0-9]{1,2}\.)")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def question(text: str) -> Question:
    """A question with its kind in brackets at its end: [liczba osób], [tak/nie], [a|b|c], [data], [plik]; else a text.

    Raises QuestionUnclear for brackets that say nothing or a choice of fewer than two.
    """
    marked = _MARKED.fullmatch(text)
    words, mark = (marked[1], marked[2]) if marked else (text, "tekst")
    asked = typed.line(words, QUESTION_LIMIT)
    if "|" in mark:
        return Question(text=asked, kind=QuestionKind.CHOICE, choices=choices(mark, asked))
    known = folded(mark)
    for kind, names in _MARKS.items():
        if known in names:
            return Question(text=asked, kind=kind)
    if not known:
        raise QuestionUnclear(text=asked)
    unit = "" if known in _BARE_NUMBER else typed.line(mark, UNIT_LIMIT)
    return Question(text=asked, kind=QuestionKind.NUMBER, unit=unit)


def questions(texts: Iterable[str]) -> tuple[Question, ...]:
    """Every question that is not empty, in order. Raises TooManyQuestions, QuestionUnclear, or what a text raises."""
    found = tuple(question(text) for text in texts if text.strip())
    if len(found) > MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    return found


def choices(mark: str, asked: str) -> tuple[str, ...]:
    """`a|b|c`, two to ten different ones; else QuestionUnclear, which names the question."""
    found = tuple(typed.line(choice, CHOICE_LIMIT) for choice in mark.split("|") if choice.strip())
    if not 2 <= len(found) <= MOST_CHOICES or len({folded(choice) for choice in found}) < len(found):
        raise QuestionUnclear(text=asked)
    return found


def period(text: str) -> Period:
    """`1.04.2027 - 30.06.2027`, also with ISO dates. Raises PeriodNotUnderstood."""
    days = [_plain_day(part) for part in _BETWEEN.split(text.strip())]
    first, last = (days[0], days[-1]) if len(days) in {1, 2} else (None, None)
    if first is None or last is None or last < first or last - first > LONGEST_PERIOD:
        raise PeriodNotUnderstood(text=text[:60])
    return Period(first=first, last=last)


def _plain_day(text: str) -> date | None:
    match = _DAY.fullmatch(text.strip())
    if match is None or not text.isascii():
        return None
    numbers = [int(group) for group in match.groups() if group]
    year, month, day = numbers if match[4] else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Everything that decides how an answer is understood."""

    language: Language
    zone: ZoneInfo
    period: Period


def answer(asked: Question, text: str, meant: Meant) -> Value:
    """The typed answer as a value of the question's kind; raises a Refusal that says what is expected."""
    match asked.kind:
        case QuestionKind.TEXT:
            return Value(kind=ValueKind.TEXT, text=typed.paragraph(text, TEXT_LIMIT))
        case QuestionKind.NUMBER:
            return Value(kind=ValueKind.NUMBER, text=f"{number(text, meant.language, asked.unit):f}")
        case QuestionKind.YES_NO:
            return _yes_no(text)
        case QuestionKind.CHOICE:
            return _chosen(asked, text)
        case QuestionKind.DATE:
            return Value(kind=ValueKind.DATE, text=_day(text, meant).isoformat())
        case QuestionKind.FILE:
            raise FileExpected


def picked(asked: Question, value: str) -> Value:
    """The answer of a ready button; raises ValueError for one that this question does not have."""
    match asked.kind, value:
        case _, "na":
            return Value(kind=ValueKind.NOT_APPLICABLE)
        case QuestionKind.YES_NO, ("yes" | "no"):
            return Value(kind=ValueKind.YES_NO, text=value)
        case QuestionKind.NUMBER, "0":
            return Value(kind=ValueKind.NUMBER, text="0")
        case QuestionKind.CHOICE, _ if value.isdecimal() and int(value) < len(asked.choices):
            return Value(kind=ValueKind.CHOICE, text=asked.choices[int(value)])
        case _:
            raise ValueError(value)


def file(name: str, size: int, file_id: str, *, photo: bool = False) -> Value:
    """A file that was sent. Raises FileWrongKind or FileTooBig."""
    shown = typed.line(re.split(r"[/\\]", name)[-1], NAME_LIMIT)
    if not photo and shown.rpartition(".")[2].lower() not in FILES | PICTURES:
        raise FileWrongKind(name=shown)
    if size > MOST_FILE_BYTES:
        raise FileTooBig(name=shown, most=MOST_FILE_BYTES // 1024 // 1024)
    return Value(kind=ValueKind.FILE, text=shown, file_id=file_id, size=size, photo=photo)


def _yes_no(text: str) -> Value:
    word = folded(text).strip(".! ")
    if word in _YES | _NO:
        return Value(kind=ValueKind.YES_NO, text="yes" if word in _YES else "no")
    raise ChoiceUnknown(text=text[:60])


def _chosen(asked: Question, text: str) -> Value:
    for choice in asked.choices:
        if folded(choice) == folded(text):
            return Value(kind=ValueKind.CHOICE, text=choice)
    raise ChoiceUnknown(text=text[:60])


def _day(text: str, meant: Meant) -> date:
    """A day of the period; the year may be left out. Raises DateOutsidePeriod, or what the grammar of dates refuses."""
    known = _plain_day(text)
    if known is not None:
        return _within(known, meant.period)
    start, before = (_first_after(text, meant, meant.period.first - timedelta(days=back)) for back in (0, 8))
    # "wtorek" and "jutro" would be counted from the period, which nobody means: a day reads alike from either moment.
    if (start.day, start.month) != (before.day, before.month):
        raise DayNotUnderstood(text=text[:60])
    return _within(start if meant.period.holds(start) else before, meant.period)


def _first_after(text: str, meant: Meant, first: date) -> date:
    """The day that the text means for somebody who reads it on the morning of `first`."""
    morning = datetime.combine(first, time(), meant.zone)
    try:
        return dates.understand(text, language=meant.language.value, now=morning, zone=meant.zone).start.date()
    except dates.HourMissing as missing:
        return missing.date
    except dates.DateNotUnderstood as unread:
        raise DayNotUnderstood(text=text[:60]) from unread
    except dates.DateInPast as past:
        return past.start.date()


def _within(day: date, period: Period) -> date:
    if not period.holds(day):
        raise DateOutsidePeriod(day=day, first=period.first, last=period.last)
    return day
