"""Meetings with the deadline that the bot derives, and what the default rules plan for them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.meetings import Details, Meeting, Slot
from bot.domain.office_hours import OfficeHours
from bot.domain.reminders import Planned, Rules, answer_deadline, plan
from tests.support.warsaw import DAY, HOUR, OFFICE, WARSAW, at, shown

RULES = Rules()


def slot_at(starts_at: datetime) -> Slot:
    wall = starts_at.astimezone(WARSAW)
    start = wall.replace(tzinfo=None)
    return Slot(wall_start=start, wall_end=start + 2 * HOUR, time_zone="Europe/Warsaw", fold=wall.fold)


def meeting_at(starts_at: datetime, *, announced: datetime, hours: OfficeHours = OFFICE) -> Meeting:
    return Meeting(
        id=12,
        partnership_id=1,
        details=Details(title="Spotkanie robocze", slot=slot_at(starts_at)),
        answer_until=answer_deadline(starts_at, since=announced, lead=DAY, hours=hours).at,
        announced_at=announced,
        announced_by=1,
        date_set_at=announced,
        changed_at=announced,
        uid="12@narada",
    )


def moved(meeting: Meeting, starts_at: datetime, *, now: datetime, hours: OfficeHours = OFFICE) -> Meeting:
    deadline = answer_deadline(starts_at, since=now, lead=DAY, hours=hours)
    return meeting.changed(replace(meeting.details, slot=slot_at(starts_at)), deadline.at, now=now)


TUESDAY = meeting_at(at("Tue 13.04 10:00"), announced=at("Thu 01.04 12:00"))


def planned_by(key: str, meeting: Meeting = TUESDAY, hours: OfficeHours = OFFICE) -> Planned:
    """What the rule of that key means for the meeting."""
    return next(planned for planned in plan(meeting, RULES, hours) if planned.rule.key == key)


def outcome(planned: Planned) -> str:
    """Its moment, or the reason why it has none."""
    return shown(planned.due_at) if planned.due_at else str(planned.skip)
