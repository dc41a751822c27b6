"""Short reports: what a coordinator asks partners for, and what each of them has answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.people import Organisation, Partnership, Person, Sector
from bot.domain.refusals import ReportClosed, ReportIncomplete, RequestWithdrawn

TITLE_LIMIT = 200
QUESTION_LIMIT = 300
UNIT_LIMIT = 40
CHOICE_LIMIT = 60
TEXT_LIMIT = 2000
MOST_QUESTIONS = 20
MOST_CHOICES = 10
MOST_FILE_BYTES = 20 * 1024 * 1024  # what a bot may fetch (Bot API getFile)


class QuestionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    text: str
    kind: QuestionKind = QuestionKind.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind.value, "unit": self.unit, "choices": list(self.choices)}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Question":
        kind = QuestionKind(facts["kind"])
        return cls(text=facts["text"], kind=kind, unit=facts["unit"], choices=tuple(facts["choices"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a report is about: from the first day to the last, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def whole_month(self) -> bool:
        return self.first.day == 1 and month_of(self.first) == self


def month_of(day: date) -> Period:
    """The calendar month of that day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first=first, last=following - timedelta(days=1))


def month_before(day: date) -> Period:
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_before(day: date) -> Period:
    """The last calendar quarter that is over on that day."""
    current = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    last = current - timedelta(days=1)
    return Period(first=last.replace(month=last.month - 2, day=1), last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a request asks: all partners, a sector, or chosen organisations."""

    sector: Sector | None = None
    organisation_ids: tuple[int, ...] = ()

    def includes(self, organisation: Organisation) -> bool:
        if self.organisation_ids:
            return organisation.id in self.organisation_ids
        return self.sector is None or organisation.sector is self.sector


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """What a coordinator says about a request."""

    title: str
    questions: tuple[Question, ...]
    period: Period
    deadline: datetime
    audience: Audience = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """A request that was sent (or leaves when the office opens: `sent_at` is then still to come)."""

    id: int
    partnership_id: int
    details: RequestDetails
    time_zone: str
    sent_at: datetime
    sent_by: int | None
    withdrawn_at: datetime | None = None

    @property
    def title(self) -> str:
        return self.details.title

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.details.questions

    @property
    def deadline(self) -> datetime:
        return self.details.deadline

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def asks(self, organisation: Organisation) -> bool:
        """Whether that organisation was asked: it was a partner on the day of sending and is among the audience."""
        sent_on = self.sent_at.astimezone(self.zone).date()
        return organisation.belongs_on(sent_on) and self.details.audience.includes(organisation)

    def withdrawn_by(self, now: datetime) -> "ReportRequest":
        if self.withdrawn:
            raise RequestWithdrawn(title=self.title)
        return replace(self, withdrawn_at=now)


class ValueKind(StrEnum):
    """What was answered: a value of the question's kind, or that the question does not apply."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    FILE = "file"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """An answer's content. `text` is the text, plain digits with a point, "yes"/"no", the choice, an ISO date or the
    name of a file; `file_id` is Telegram's."""

    kind: ValueKind
    text: str = ""
    file_id: str = ""
    size: int = 0
    photo: bool = False

    @property
    def number(self) -> Decimal:
        return Decimal(self.text)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.text)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "text": self.text,
            "file_id": self.file_id,
            "size": self.size,
            "photo": self.photo,
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Value":
        return cls(**{**facts, "kind": ValueKind(facts["kind"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An organisation's answer to one question, by whom, and whether in its name by the office."""

    question: int
    value: Value
    by: int | None
    by_name: str
    at: datetime
    on_behalf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An organisation's answers by the position of their questions. `revision` rises with every change of any."""

    request_id: int
    organisation_id: int
    given: Mapping[int, Given] = field(default_factory=dict)
    revision: int = 0
    sent_at: datetime | None = None
    sent_by: int | None = None
    sent_by_name: str = ""
    sent_on_behalf: bool = False

    @property
    def sent(self) -> bool:
        return self.sent_at is not None

    def late(self, request: ReportRequest) -> bool:
        return self.sent_at is not None and self.sent_at > request.deadline

    def missing(self, request: ReportRequest) -> tuple[int, ...]:
        """Positions of the questions that have no answer yet."""
        return tuple(position for position in range(len(request.questions)) if position not in self.given)

    def next_missing(self, request: ReportRequest, after: int = -1) -> int | None:
        """The next question without an answer, from the first again after the last."""
        missing = self.missing(request)
        return next((position for position in missing if position > after), missing[0] if missing else None)

    def answered(self, given: Given) -> "Report":
        return replace(self, given={**self.given, given.question: given}, revision=self.revision + 1)

    def sent_off(self, request: ReportRequest, by: Person, *, on_behalf: bool, now: datetime) -> "Report":
        """The report as sent; sent again it stays as it was. Raises ReportIncomplete."""
        if missing := self.missing(request):
            raise ReportIncomplete(title=request.title, missing=len(missing))
        if self.sent:
            return self
        return replace(
            self,
            sent_at=now,
            sent_by=by.id,
            sent_by_name=by.name,
            sent_on_behalf=on_behalf,
            revision=self.revision + 1,
        )


def must_take(request: ReportRequest, report: Report, *, now: datetime, on_behalf: bool) -> None:
    """Raise why nothing can be written: withdrawn, or sent and past the deadline. The office may correct even then."""
    if request.withdrawn:
        raise RequestWithdrawn(title=request.title)
    if report.sent and now > request.deadline and not on_behalf:
        raise ReportClosed(title=request.title, closed_at=request.deadline, time_zone=request.time_zone)


# --- what people are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """One organisation's report, begun or not."""

    organisation: Organisation
    report: Report
    in_telegram: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """A request as one person sees it: with the reports of the organisations they speak for."""

    request: ReportRequest
    partnership: Partnership
    own: tuple[OwnReport, ...]
    names_partnership: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A report being filled in: everything that a question or the summary shows."""

    request: ReportRequest
    partnership: Partnership
    organisation: Organisation
    report: Report
    on_behalf: bool = False

    def open(self, now: datetime) -> bool:
        """Whether answers can be written now."""
        return not self.request.withdrawn and (not self.report.sent or now <= self.request.deadline or self.on_behalf)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPreview:
    """What sending a request would mean."""

    details: RequestDetails
    partnership: Partnership
    organisations: tuple[Organisation, ...]
    people: int
    outside: tuple[str, ...] = ()
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent:
    """A request that was just sent, and how many people hear of it; `at` when it waits for the office to open."""

    request: ReportRequest
    people: int
    outside: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The coordinator's view of a request: every organisation that was asked, with its report."""

    request: ReportRequest
    partnership: Partnership
    reports: tuple[OwnReport, ...]

    @property
    def sent(self) -> tuple[OwnReport, ...]:
        return tuple(own for own in self.reports if own.report.sent)

    @property
    def missing(self) -> tuple[OwnReport, ...]:
        return tuple(own for own in self.reports if not own.report.sent)

    def total(self, position: int) -> Decimal:
        """The sum of all answered numbers of a question, sent reports only."""
        values = (own.report.given[position].value for own in self.sent if position in own.report.given)
        return sum((value.number for value in values if value.kind is ValueKind.NUMBER), Decimal(0))
