"""The rules of the house: what a configuration decides about meetings, reminders and office hours."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.meetings import Details, Meeting
from bot.domain.office_hours import OfficeHours
from bot.domain.reminders import Deadline, Planned, Rules, answer_deadline, next_due, plan, plan_of
from bot.domain.report_reminders import subject
from bot.domain.reports import ReportRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One for the whole service; only the time zone differs between partnerships."""

    rules: Rules
    office: OfficeHours
    answer_deadline: timedelta = timedelta(days=1)
    length: timedelta = timedelta(hours=2)

    def hours(self, zone: ZoneInfo) -> OfficeHours:
        """The office hours on the wall clock of that zone."""
        return replace(self.office, zone=zone)

    def deadline(self, details: Details, *, since: datetime) -> Deadline:
        """The named answer deadline, or the one that follows from the start; `since`: announced or moved then."""
        if details.answer_until is not None:
            at = min(details.answer_until, details.slot.starts_at)
            return Deadline(at=at, is_start=at == details.slot.starts_at)
        hours = self.hours(details.slot.zone)
        return answer_deadline(details.slot.starts_at, since=since, lead=self.answer_deadline, hours=hours)

    def next_due(self, meeting: Meeting, *, after: datetime | None = None) -> datetime | None:
        """When a reminder rule applies next; without `after` the first of all, for a meeting with a fresh date."""
        hours = self.hours(meeting.zone)
        return next_due(plan(meeting, self.rules, hours), hours=hours, after=after)

    def report_plan(self, request: ReportRequest) -> tuple[Planned, ...]:
        """When those whose report is missing are chased."""
        return plan_of(subject(request), self.rules, self.hours(request.zone))

    def next_report_due(self, request: ReportRequest, *, after: datetime | None = None) -> datetime | None:
        """When a chasing rule applies next; without `after` the first of all."""
        return next_due(self.report_plan(request), hours=self.hours(request.zone), after=after)
