"""What people are shown of requests and reports: their own, one being filled in, and the office's view of all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.people import Organisation, Partnership
from bot.domain.reports import Report, ReportRequest, RequestDetails, Value, ValueKind


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


class RequestChange(StrEnum):
    """What of a request that was sent can be changed."""

    TITLE = "title"
    DEADLINE = "deadline"
    QUESTIONS = "questions"


def differences(before: RequestDetails, after: RequestDetails) -> tuple[RequestChange, ...]:
    return tuple(change for change in RequestChange if getattr(before, change) != getattr(after, change))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePreview:
    """What saving a change would mean: only a new deadline is told, to so many people. `meanwhile`: somebody else
    changed the request after this coordinator had looked at it."""

    before: ReportRequest
    after: ReportRequest
    partnership: Partnership
    people: int
    meanwhile: bool = False

    @property
    def changes(self) -> tuple[RequestChange, ...]:
        return differences(self.before.details, self.after.details)


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

    @property
    def in_turn(self) -> tuple[OwnReport, ...]:
        """Those whose report is missing first, because they are the ones who telephone; then by name."""
        return tuple(sorted(self.reports, key=lambda own: (own.report.sent, own.organisation.name)))

    def after(self, organisation_id: int) -> Organisation | None:
        """The partner whose report is read next."""
        order = [own.organisation for own in self.in_turn]
        at = next((n for n, each in enumerate(order) if each.id == organisation_id), len(order))
        return order[at + 1] if at + 1 < len(order) else None

    @property
    def missing_outside(self) -> tuple[str, ...]:
        """Names of partners whose report is missing and who can't be reached in Telegram."""
        return tuple(own.organisation.name for own in self.missing if not own.in_telegram)

    def answered(self, position: int) -> tuple[Value, ...]:
        """What was answered to a question, sent reports only."""
        return tuple(own.report.given[position].value for own in self.sent if position in own.report.given)

    def total(self, position: int) -> Decimal:
        """The sum of all answered numbers of a question, sent reports only."""
        numbers = (value.number for value in self.answered(position) if value.kind is ValueKind.NUMBER)
        return sum(numbers, Decimal(0))

    def counts(self, position: int) -> Counter[str]:
        """How often each ready answer was given, sent reports only."""
        ready = {ValueKind.YES_NO, ValueKind.CHOICE}
        return Counter(value.text for value in self.answered(position) if value.kind in ready)
