"""Short reports: what a coordinator asks partners for, and what each of them has answered so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.people import Organisation, Person, Sector
from bot.domain.periods import Period
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
    """`withdrawn`: taken back after it was sent. It keeps its place: answers name their question by position."""

    text: str
    kind: QuestionKind = QuestionKind.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()
    withdrawn: bool = False

    def as_json(self) -> dict[str, Any]:
        facts = {"text": self.text, "kind": self.kind.value, "unit": self.unit, "choices": list(self.choices)}
        return {**facts, "withdrawn": True} if self.withdrawn else facts

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Question":
        return cls(
            text=facts["text"],
            kind=QuestionKind(facts["kind"]),
            unit=facts["unit"],
            choices=tuple(facts["choices"]),
            withdrawn=bool(facts.get("withdrawn")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A question that stands: its position in the request, and the number that people see."""

    number: int
    position: int
    question: Question


def standing(questions: Iterable[Question]) -> tuple[Numbered, ...]:
    """The questions that were not withdrawn, numbered from one."""
    left = ((position, asked) for position, asked in enumerate(questions) if not asked.withdrawn)
    return tuple(Numbered(number=n, position=at, question=asked) for n, (at, asked) in enumerate(left, start=1))


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

    @property
    def asked(self) -> tuple[Numbered, ...]:
        return standing(self.questions)


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
    def asked(self) -> tuple[Numbered, ...]:
        """The questions that stand."""
        return self.details.asked

    def at(self, position: int) -> Numbered | None:
        """The question at that position; None when it was withdrawn or never was."""
        return next((each for each in self.asked if each.position == position), None)

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

    def changed(self, details: RequestDetails) -> "ReportRequest":
        """The request with another title, deadline or wording; raises RequestWithdrawn."""
        if self.withdrawn:
            raise RequestWithdrawn(title=self.title)
        return replace(self, details=details)


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
        return tuple(each.position for each in request.asked if each.position not in self.given)

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
