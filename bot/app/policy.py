"""What the configuration means for meetings, reminders and office hours."""

from bot.config import Settings
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Language, Partnership
from bot.domain.policy import Policy
from bot.domain.reminders import Rules


def policy_of(settings: Settings) -> Policy:
    hours = settings.office_hours
    return Policy(
        rules=Rules(
            answer=settings.reminders.answer_before_deadline,
            meeting=settings.reminders.before_meeting,
            report=settings.reminders.report_before_deadline,
            pointless_after=settings.reminders.pointless_after,
        ),
        office=OfficeHours(
            zone=settings.partnership.zone,
            enabled=hours.enabled,
            quiet_from=hours.quiet_from,
            quiet_until=hours.quiet_until,
            weekends=hours.weekends,
            holidays=hours.holidays,
        ),
        answer_deadline=settings.meetings.answer_deadline,
        length=settings.meetings.length,
    )


def new_partnership(settings: Settings, name: str = "") -> Partnership:
    """A partnership as the configuration would have a new one."""
    defaults = settings.partnership
    return Partnership(
        id=0,
        name=name or defaults.name,
        time_zone=defaults.time_zone,
        language=Language(defaults.language),
        contact_email=defaults.contact_email,
        project_title=defaults.project_title,
        project_number=defaults.project_number,
        funding_note=defaults.funding_note,
    )
