"""When people are reminded of a meeting, or why not: the deadline, the moments of the rules, the keys."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.meetings import Meeting
from bot.domain.office_hours import OfficeHours
from bot.domain.reminders import Deadline, Rule, RuleKind, Rules, Skip, answer_deadline, next_due, once, plan
from tests.support.reminded import RULES, TUESDAY, meeting_at, moved, outcome, planned_by, slot_at
from tests.support.warsaw import DAY, HOUR, OFFICE, SECOND, WARSAW, at, shown

ALWAYS = OfficeHours(zone=WARSAW, enabled=False)
NO_HOLIDAYS = OfficeHours(zone=WARSAW, holidays="")
WEEKENDS_TOO = OfficeHours(zone=WARSAW, weekends=True)
GERMAN = OfficeHours(zone=WARSAW, holidays="DE")
UNANNOUNCED = str(Skip.BEFORE_ANNOUNCEMENT)


def outcomes(meeting: Meeting, hours: OfficeHours = OFFICE) -> dict[str, str]:
    return {
        planned.rule.key: outcome(planned).replace(UNANNOUNCED, "unannounced")
        for planned in plan(meeting, RULES, hours)
    }


# The deadline is a day before the start; the silent are reminded 3 days and 1 day before it, those who come 1 day and
# 2 hours before the start; quiet from 20:00 until 7:00. "unannounced": the rule lies before the announcement.
IN_OFFICE_HOURS = """
meeting          announced        deadline         answer/3d        answer/1d        meeting/1d       meeting/2h

Mon 12.04 10:00  Thu 01.04 12:00  Fri 09.04 10:00  Tue 06.04 10:00  Thu 08.04 10:00  Fri 09.04 20:00  Mon 12.04 08:00
Mon 12.04 10:00  Fri 09.04 09:00  Fri 09.04 10:00  unannounced      unannounced      Fri 09.04 20:00  Mon 12.04 08:00
Mon 12.04 10:00  Fri 09.04 09:01  start            Fri 09.04 10:00  Fri 09.04 20:00  Fri 09.04 20:00  Mon 12.04 08:00
Mon 12.04 10:00  Fri 09.04 20:00  start            unannounced      Fri 09.04 20:00  Fri 09.04 20:00  Mon 12.04 08:00
Mon 12.04 10:00  Sat 10.04 12:00  start            unannounced      Mon 12.04 07:00  Mon 12.04 07:00  Mon 12.04 08:00
Mon 12.04 10:00  Sun 11.04 12:00  start            unannounced      unannounced      unannounced      Mon 12.04 08:00
Mon 12.04 08:00  Thu 01.04 12:00  Fri 09.04 08:00  Tue 06.04 08:00  Thu 08.04 08:00  same_moment      Fri 09.04 20:00
Mon 12.04 08:00  Fri 09.04 12:00  start            unannounced      Fri 09.04 20:00  same_moment      Fri 09.04 20:00
Mon 12.04 08:00  Sat 10.04 12:00  start            unannounced      Mon 12.04 07:00  same_moment      Mon 12.04 07:00
Mon 12.04 07:00  Sat 10.04 12:00  start            unannounced      after_deadline   after_start      after_start

Tue 13.04 10:00  Thu 01.04 12:00  Mon 12.04 10:00  Fri 09.04 10:00  Fri 09.04 20:00  Mon 12.04 10:00  Tue 13.04 08:00
Tue 13.04 10:00  Mon 12.04 09:30  start            unannounced      Mon 12.04 10:00  Mon 12.04 10:00  Tue 13.04 08:00
Tue 13.04 10:00  Mon 12.04 14:00  start            unannounced      unannounced      unannounced      Tue 13.04 08:00
Tue 13.04 10:00  Sat 10.04 12:00  Mon 12.04 10:00  unannounced      Mon 12.04 07:00  Mon 12.04 10:00  Tue 13.04 08:00
Tue 13.04 10:00  Tue 13.04 08:30  start            unannounced      unannounced      unannounced      unannounced

Tue 30.03 10:00  Mon 15.03 12:00  Fri 26.03 10:00  Tue 23.03 10:00  Thu 25.03 10:00  Fri 26.03 20:00  Tue 30.03 08:00
Tue 30.03 10:00  Fri 26.03 12:00  start            same_moment      Fri 26.03 20:00  Fri 26.03 20:00  Tue 30.03 08:00
Tue 30.03 10:00  Sat 27.03 09:00  start            same_moment      Tue 30.03 07:00  Tue 30.03 07:00  Tue 30.03 08:00
Tue 30.03 10:00  Sat 27.03 12:00  start            unannounced      Tue 30.03 07:00  Tue 30.03 07:00  Tue 30.03 08:00

Thu 27.05 10:00  Mon 10.05 12:00  Wed 26.05 10:00  Fri 21.05 20:00  Tue 25.05 10:00  Wed 26.05 10:00  Wed 26.05 20:00
Thu 27.05 10:00  Wed 26.05 09:30  start            unannounced      Wed 26.05 10:00  Wed 26.05 10:00  Wed 26.05 20:00
Thu 27.05 10:00  Sat 22.05 12:00  Wed 26.05 10:00  Mon 24.05 07:00  Tue 25.05 10:00  Wed 26.05 10:00  Wed 26.05 20:00
Thu 27.05 10:00  Thu 27.05 07:30  start            unannounced      unannounced      unannounced      after_start

Fri 28.05 10:00  Mon 10.05 12:00  Wed 26.05 10:00  Fri 21.05 20:00  Tue 25.05 10:00  Wed 26.05 20:00  Fri 28.05 08:00
Fri 28.05 10:00  Wed 26.05 15:00  start            unannounced      Wed 26.05 20:00  Wed 26.05 20:00  Fri 28.05 08:00
Fri 28.05 10:00  Sat 22.05 12:00  Wed 26.05 10:00  Mon 24.05 07:00  Tue 25.05 10:00  Wed 26.05 20:00  Fri 28.05 08:00
Fri 28.05 10:00  Wed 26.05 21:00  start            unannounced      Fri 28.05 07:00  Fri 28.05 07:00  Fri 28.05 08:00

Fri 24.12 10:00  Wed 01.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  Thu 23.12 10:00  Thu 23.12 20:00
Fri 24.12 10:00  Thu 23.12 12:00  start            unannounced      unannounced      unannounced      Thu 23.12 20:00
Fri 24.12 10:00  Sat 18.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  Thu 23.12 10:00  Thu 23.12 20:00
Sat 25.12 10:00  Wed 01.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  same_moment      Thu 23.12 20:00
Sat 25.12 10:00  Thu 23.12 12:00  start            unannounced      Thu 23.12 20:00  same_moment      Thu 23.12 20:00
Sat 25.12 10:00  Sat 18.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  same_moment      Thu 23.12 20:00
Sat 25.12 10:00  Sat 25.12 07:00  start            unannounced      unannounced      unannounced      after_start
Sun 26.12 10:00  Wed 01.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  same_moment      Thu 23.12 20:00
Sun 26.12 10:00  Thu 23.12 12:00  start            unannounced      Thu 23.12 20:00  same_moment      Thu 23.12 20:00
Sun 26.12 10:00  Sat 25.12 12:00  start            unannounced      unannounced      unannounced      after_start
Mon 27.12 10:00  Wed 01.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  Thu 23.12 20:00  Mon 27.12 08:00
Mon 27.12 10:00  Thu 23.12 12:00  start            same_moment      Thu 23.12 20:00  Thu 23.12 20:00  Mon 27.12 08:00
Mon 27.12 10:00  Sat 25.12 12:00  start            unannounced      Mon 27.12 07:00  Mon 27.12 07:00  Mon 27.12 08:00

Tue 02.11 10:00  Fri 01.10 12:00  Fri 29.10 10:00  Tue 26.10 10:00  Thu 28.10 10:00  Fri 29.10 20:00  Tue 02.11 08:00
"""
ALWAYS_OPEN = """
meeting          announced        deadline         answer/3d        answer/1d        meeting/1d       meeting/2h

Mon 12.04 10:00  Thu 01.04 12:00  Sun 11.04 10:00  Thu 08.04 10:00  Sat 10.04 10:00  Sun 11.04 10:00  Mon 12.04 08:00
Mon 12.04 10:00  Sat 10.04 12:00  Sun 11.04 10:00  unannounced      unannounced      Sun 11.04 10:00  Mon 12.04 08:00
Sun 28.03 04:00  Mon 15.03 12:00  Sat 27.03 04:00  Wed 24.03 04:00  Fri 26.03 04:00  Sat 27.03 04:00  Sun 28.03 01:00
Sun 31.10 10:00  Fri 01.10 12:00  Sat 30.10 10:00  Wed 27.10 10:00  Fri 29.10 10:00  Sat 30.10 10:00  Sun 31.10 08:00
Sun 31.10 10:00  Sat 30.10 09:30  start            unannounced      Sat 30.10 10:00  Sat 30.10 10:00  Sun 31.10 08:00
Sat 25.12 10:00  Fri 24.12 12:00  start            unannounced      unannounced      unannounced      Sat 25.12 08:00
"""
WITH_WEEKENDS = """
meeting          announced        deadline         answer/3d        answer/1d        meeting/1d       meeting/2h

Mon 12.04 10:00  Thu 01.04 12:00  Sun 11.04 10:00  Thu 08.04 10:00  Sat 10.04 10:00  Sun 11.04 10:00  Mon 12.04 08:00
Mon 12.04 08:00  Thu 01.04 12:00  Sun 11.04 08:00  Thu 08.04 08:00  Sat 10.04 08:00  Sun 11.04 08:00  Sun 11.04 20:00
Mon 27.12 10:00  Sat 18.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  Thu 23.12 20:00  Mon 27.12 08:00
Tue 30.03 10:00  Sat 20.03 12:00  Sat 27.03 10:00  Wed 24.03 10:00  Fri 26.03 10:00  Sat 27.03 20:00  Tue 30.03 08:00
"""
WITHOUT_HOLIDAYS = """
meeting          announced        deadline         answer/3d        answer/1d        meeting/1d       meeting/2h

Tue 30.03 10:00  Mon 15.03 12:00  Mon 29.03 10:00  Fri 26.03 10:00  Fri 26.03 20:00  Mon 29.03 10:00  Tue 30.03 08:00
Thu 27.05 10:00  Mon 10.05 12:00  Wed 26.05 10:00  Fri 21.05 20:00  Tue 25.05 10:00  Wed 26.05 10:00  Thu 27.05 08:00
Mon 27.12 10:00  Wed 01.12 12:00  Fri 24.12 10:00  Tue 21.12 10:00  Thu 23.12 10:00  Fri 24.12 20:00  Mon 27.12 08:00
"""
WITH_GERMAN_HOLIDAYS = """
meeting          announced        deadline         answer/3d        answer/1d        meeting/1d       meeting/2h

Tue 30.03 10:00  Mon 15.03 12:00  Thu 25.03 10:00  Mon 22.03 10:00  Wed 24.03 10:00  Thu 25.03 20:00  Tue 30.03 08:00
Fri 28.05 10:00  Mon 10.05 12:00  Thu 27.05 10:00  Mon 24.05 10:00  Wed 26.05 10:00  Thu 27.05 10:00  Fri 28.05 08:00
Fri 24.12 10:00  Wed 01.12 12:00  Thu 23.12 10:00  Mon 20.12 10:00  Wed 22.12 10:00  Thu 23.12 10:00  Fri 24.12 08:00
"""


def rows(table: str) -> list[object]:
    """The rows of a table: its cells stand two spaces apart."""
    lines = [re.split(r" {2,}", line.strip()) for line in table.strip().splitlines() if line.strip()]
    return [pytest.param(*cells, id=f"{cells[0]}, announced {cells[1]}") for cells in lines[1:]]


def check(hours: OfficeHours, starts: str, announced: str, deadline: str, expected: tuple[str, ...]) -> None:
    meeting = meeting_at(at(starts), announced=at(announced), hours=hours)
    derived = answer_deadline(at(starts), since=at(announced), lead=DAY, hours=hours)

    assert derived == Deadline(at=at(starts) if deadline == "start" else at(deadline), is_start=deadline == "start")
    assert tuple(outcomes(meeting, hours).items()) == tuple(
        zip(("answer/3d", "answer/1d", "meeting/1d", "meeting/2h"), expected, strict=True)
    )


COLUMNS = ("starts", "announced", "deadline", "answer_3d", "answer_1d", "meeting_1d", "meeting_2h")


@pytest.mark.parametrize(COLUMNS, rows(IN_OFFICE_HOURS))
def test_reminders_keep_polish_office_hours(
    starts: str, announced: str, deadline: str, answer_3d: str, answer_1d: str, meeting_1d: str, meeting_2h: str
) -> None:
    check(OFFICE, starts, announced, deadline, (answer_3d, answer_1d, meeting_1d, meeting_2h))


@pytest.mark.parametrize(COLUMNS, rows(ALWAYS_OPEN))
def test_without_office_hours_every_rule_keeps_its_own_moment(
    starts: str, announced: str, deadline: str, answer_3d: str, answer_1d: str, meeting_1d: str, meeting_2h: str
) -> None:
    check(ALWAYS, starts, announced, deadline, (answer_3d, answer_1d, meeting_1d, meeting_2h))


@pytest.mark.parametrize(COLUMNS, rows(WITH_WEEKENDS))
def test_reminders_come_on_weekends_where_those_are_working_days(
    starts: str, announced: str, deadline: str, answer_3d: str, answer_1d: str, meeting_1d: str, meeting_2h: str
) -> None:
    check(WEEKENDS_TOO, starts, announced, deadline, (answer_3d, answer_1d, meeting_1d, meeting_2h))


@pytest.mark.parametrize(COLUMNS, rows(WITHOUT_HOLIDAYS))
def test_without_a_country_reminders_come_on_public_holidays(
    starts: str, announced: str, deadline: str, answer_3d: str, answer_1d: str, meeting_1d: str, meeting_2h: str
) -> None:
    check(NO_HOLIDAYS, starts, announced, deadline, (answer_3d, answer_1d, meeting_1d, meeting_2h))


@pytest.mark.parametrize(COLUMNS, rows(WITH_GERMAN_HOLIDAYS))
def test_reminders_keep_german_holidays(
    starts: str, announced: str, deadline: str, answer_3d: str, answer_1d: str, meeting_1d: str, meeting_2h: str
) -> None:
    check(GERMAN, starts, announced, deadline, (answer_3d, answer_1d, meeting_1d, meeting_2h))


def test_a_day_before_is_23_or_25_hours_where_the_clocks_changed() -> None:
    spring = planned_by("meeting/1d", meeting_at(at("Sun 28.03 10:00"), announced=at("Mon 15.03 12:00")), ALWAYS)
    autumn = planned_by("meeting/1d", meeting_at(at("Sun 31.10 10:00"), announced=at("Fri 01.10 12:00")), ALWAYS)

    assert spring.counts_from - spring.nominal == 23 * HOUR
    assert autumn.counts_from - autumn.nominal == 25 * HOUR


@pytest.mark.parametrize(
    ("starts", "since", "lead", "deadline"),
    [
        ("Tue 13.04 10:00", "Thu 01.04 12:00", timedelta(0), "start"),
        ("Sat 10.04 10:00", "Thu 01.04 12:00", timedelta(0), "start"),
        ("Sat 10.04 10:00", "Thu 01.04 12:00", DAY, "Fri 09.04 10:00"),
        ("Tue 13.04 10:00", "Thu 01.04 12:00", 2 * HOUR, "Tue 13.04 08:00"),
        ("Tue 13.04 08:00", "Thu 01.04 12:00", 2 * HOUR, "Mon 12.04 20:00"),
        ("Tue 13.04 21:30", "Thu 01.04 12:00", DAY, "Mon 12.04 20:00"),
        ("Mon 19.04 10:00", "Thu 01.04 12:00", 7 * DAY, "Mon 12.04 10:00"),
    ],
)
def test_the_deadline_is_the_lead_before_the_start_at_an_open_moment(
    starts: str, since: str, lead: timedelta, deadline: str
) -> None:
    derived = answer_deadline(at(starts), since=at(since), lead=lead, hours=OFFICE)

    assert ("start" if derived.is_start else shown(derived.at)) == deadline
    assert derived.at == (at(starts) if derived.is_start else at(deadline))


@pytest.mark.parametrize(("late", "is_start"), [(-SECOND, False), (timedelta(0), False), (SECOND, True)])
def test_less_than_an_hour_to_the_deadline_makes_it_the_start(late: timedelta, is_start: bool) -> None:
    announced = at("Mon 12.04 09:00") + late

    assert answer_deadline(at("Tue 13.04 10:00"), since=announced, lead=DAY, hours=OFFICE).is_start is is_start


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (Rule(kind=RuleKind.ANSWER, lead=3 * DAY), "answer/3d"),
        (Rule(kind=RuleKind.MEETING, lead=2 * HOUR), "meeting/2h"),
        (Rule(kind=RuleKind.MEETING, lead=24 * HOUR), "meeting/1d"),
        (Rule(kind=RuleKind.MEETING, lead=36 * HOUR), "meeting/36h"),
        (Rule(kind=RuleKind.ANSWER, lead=timedelta(minutes=90)), "answer/90m"),
        (Rule(kind=RuleKind.ANSWER, lead=timedelta(seconds=45)), "answer/45s"),
        (Rule(kind=RuleKind.ANSWER, lead=timedelta(0)), "answer/0d"),
    ],
)
def test_a_rule_is_called_by_its_kind_and_lead(rule: Rule, key: str) -> None:
    assert rule.key == key


def test_a_lead_written_twice_is_one_rule() -> None:
    rules = Rules(answer=(DAY, 24 * HOUR), meeting=(DAY,), report=(DAY,))

    assert [rule.key for rule in rules.each] == ["answer/1d", "meeting/1d", "report/1d"]


def test_a_rule_exactly_at_the_announcement_is_not_before_it() -> None:
    meeting = meeting_at(at("Tue 13.04 10:00"), announced=at("Mon 12.04 10:00"))

    assert outcomes(meeting)["meeting/1d"] == "Mon 12.04 10:00"
    assert next_due(plan(meeting, RULES, OFFICE), hours=OFFICE) == at("Mon 12.04 10:00")


def test_a_rule_without_a_lead_has_no_moment_left() -> None:
    planned = plan(TUESDAY, Rules(answer=(timedelta(0),), meeting=(timedelta(0),)), OFFICE)

    assert [each.skip for each in planned] == [Skip.AFTER_DEADLINE, Skip.AFTER_START]


def test_a_cancelled_meeting_reminds_nobody() -> None:
    cancelled = TUESDAY.called_off("choroba", now=at("Fri 02.04 12:00"))

    assert set(outcomes(cancelled).values()) == {"cancelled"}
    assert next_due(plan(cancelled, RULES, OFFICE), hours=OFFICE) is None


def test_a_moved_meeting_is_reminded_of_by_its_new_date() -> None:
    later = moved(TUESDAY, at("Tue 20.04 10:00"), now=at("Mon 12.04 14:00"))

    assert outcomes(later) == {
        "answer/3d": "Fri 16.04 10:00",
        "answer/1d": "Fri 16.04 20:00",
        "meeting/1d": "Mon 19.04 10:00",
        "meeting/2h": "Tue 20.04 08:00",
    }


def test_a_rule_before_the_change_of_date_is_skipped_for_that_reason() -> None:
    soon = moved(TUESDAY, at("Wed 14.04 10:00"), now=at("Mon 12.04 14:00"))

    assert outcomes(soon) == {
        "answer/3d": "before_date_change",
        "answer/1d": "before_date_change",
        "meeting/1d": "Tue 13.04 10:00",
        "meeting/2h": "Wed 14.04 08:00",
    }


def test_a_change_of_place_changes_no_reminder() -> None:
    details = replace(TUESDAY.details, place="sala 12")
    elsewhere = TUESDAY.changed(details, TUESDAY.answer_until, now=at("Mon 12.04 14:00"))

    assert plan(elsewhere, RULES, OFFICE) == plan(TUESDAY, RULES, OFFICE)


def test_a_named_deadline_is_what_chasing_counts_from() -> None:
    named = replace(TUESDAY, answer_until=at("Fri 09.04 15:00"))

    assert outcomes(named) == {
        "answer/3d": "Tue 06.04 15:00",
        "answer/1d": "Thu 08.04 15:00",
        "meeting/1d": "Mon 12.04 10:00",
        "meeting/2h": "Tue 13.04 08:00",
    }


def test_a_reminder_is_stored_under_what_it_counts_from() -> None:
    assert once(TUESDAY, planned_by("meeting/2h"), 7) == "reminder/12/meeting/2h/20270413T080000Z/7"
    assert once(TUESDAY, planned_by("answer/3d"), 7) == "reminder/12/answer/3d/20270412T080000Z/7"


def test_a_moved_meeting_chases_again_even_for_the_same_named_deadline() -> None:
    named = replace(TUESDAY, answer_until=at("Fri 09.04 15:00"))
    details = replace(named.details, slot=slot_at(at("Wed 14.04 10:00")))
    later = named.changed(details, named.answer_until, now=at("Thu 08.04 12:00"))

    assert once(later, planned_by("answer/1d", later), 7) == "reminder/12/answer/1d/20270409T130000Z.1/7"
