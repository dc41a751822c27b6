"""What goes out at a moment, and what holds it back from a person."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.meetings import Meeting
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Language, Organisation, Person, Sector
from bot.domain.reminders import Planned, Rules, Skip, due, held_back, next_due, one_each, plan
from bot.domain.rsvps import Answer, Rsvp, SeatAnswer
from tests.support.reminded import RULES, TUESDAY, meeting_at, moved, outcome, planned_by
from tests.support.warsaw import DAY, HOUR, OFFICE, SECOND, WARSAW, at, shown


def keys(planned: tuple[Planned, ...]) -> list[str]:
    return [each.rule.key for each in planned]


def test_a_reminder_is_due_from_its_moment_until_it_is_pointless() -> None:
    reminder = (planned_by("meeting/1d"),)
    begins, ends = at("Mon 12.04 10:00"), at("Mon 12.04 16:00")

    assert [bool(due(reminder, now=now, hours=OFFICE)) for now in (begins - SECOND, begins, ends - SECOND, ends)] == [
        False,
        True,
        True,
        False,
    ]
    assert not reminder[0].pointless(ends - SECOND)
    assert reminder[0].pointless(ends)


def test_a_reminder_is_pointless_once_what_it_counts_from_has_come() -> None:
    assert planned_by("meeting/2h").pointless_at == at("Tue 13.04 10:00")


def test_a_reminder_that_waited_is_pointless_six_hours_after_the_opening() -> None:
    saturday = meeting_at(at("Tue 13.04 10:00"), announced=at("Sat 10.04 12:00"))
    with_time = replace(saturday, answer_until=at("Mon 12.04 18:00"))  # a day before is the closed Sunday

    assert planned_by("answer/1d", with_time).due_at == at("Mon 12.04 07:00")
    assert planned_by("answer/1d", with_time).pointless_at == at("Mon 12.04 13:00")


def test_of_several_that_are_due_only_the_nearest_of_a_kind_goes_out() -> None:
    rules = Rules(answer=(2 * HOUR, HOUR), meeting=(4 * HOUR, 2 * HOUR))
    planned = plan(TUESDAY, rules, OFFICE)

    assert keys(due(planned, now=at("Mon 12.04 08:30"), hours=OFFICE)) == ["answer/2h"]
    assert keys(due(planned, now=at("Mon 12.04 09:30"), hours=OFFICE)) == ["answer/1h"]
    assert keys(due(planned, now=at("Tue 13.04 08:30"), hours=OFFICE)) == ["meeting/2h"]


def test_a_bot_that_comes_back_at_night_lets_people_sleep() -> None:
    planned = plan(meeting_at(at("Mon 12.04 10:00"), announced=at("Thu 01.04 12:00")), RULES, OFFICE)

    assert keys(due(planned, now=at("Fri 09.04 20:00") + 59 * SECOND, hours=OFFICE)) == ["meeting/1d"]
    assert due(planned, now=at("Fri 09.04 23:00"), hours=OFFICE) == ()
    assert next_due(planned, after=at("Fri 09.04 23:00"), hours=OFFICE) == at("Mon 12.04 08:00")


def test_what_a_short_night_held_up_is_due_again_in_the_morning() -> None:
    hours = OfficeHours(zone=WARSAW, quiet_from=time(1), quiet_until=time(5))
    meeting = meeting_at(at("Tue 13.04 10:00"), announced=at("Thu 01.04 12:00"), hours=hours)
    planned = plan(meeting, Rules(answer=(), meeting=(8 * HOUR,)), hours)

    assert [outcome(each) for each in planned] == ["Tue 13.04 01:00"]
    assert due(planned, now=at("Tue 13.04 03:00"), hours=hours) == ()
    assert next_due(planned, after=at("Tue 13.04 03:00"), hours=hours) == at("Tue 13.04 05:00")
    assert keys(due(planned, now=at("Tue 13.04 05:00"), hours=hours)) == ["meeting/8h"]
    assert next_due(planned, after=at("Tue 13.04 05:00"), hours=hours) is None


def test_the_index_goes_from_one_moment_to_the_next() -> None:
    planned = plan(TUESDAY, RULES, OFFICE)
    moments = [next_due(planned, hours=OFFICE)]
    while moments[-1] is not None:
        moments.append(next_due(planned, after=moments[-1], hours=OFFICE))

    assert [shown(moment) for moment in moments if moment] == [
        "Fri 09.04 10:00",
        "Fri 09.04 20:00",
        "Mon 12.04 10:00",
        "Tue 13.04 08:00",
    ]


PUP = Organisation(id=1, partnership_id=1, name="PUP w Wejherowie", sector=Sector.PUBLIC, joined_on=date(2026, 1, 1))
CARITAS = Organisation(id=2, partnership_id=1, name="Caritas", sector=Sector.NGO, joined_on=date(2026, 1, 1))
PERSON = Person(id=7, telegram_id=700, name="przedstawiciel PUP w Wejherowie", language=Language.POLISH)
NOW = at("Fri 09.04 11:00")


def seat(organisation: Organisation, answer: Answer | None = None, *, date_revision: int = 0) -> SeatAnswer:
    if answer is None:
        return SeatAnswer(organisation=organisation, rsvp=None)
    rsvp = Rsvp(
        meeting_id=TUESDAY.id,
        organisation_id=organisation.id,
        answer=answer,
        answered_at=NOW,
        answered_by=7,
        answered_by_name="przedstawiciel",
        date_revision=date_revision,
    )
    return SeatAnswer(organisation=organisation, rsvp=rsvp)


@pytest.mark.parametrize(
    ("key", "seats", "reason"),
    [
        ("answer/3d", [seat(PUP)], None),
        ("answer/3d", [seat(PUP, Answer.YES)], Skip.ANSWERED),
        ("answer/3d", [seat(PUP, Answer.NO)], Skip.ANSWERED),
        ("answer/3d", [seat(PUP, Answer.MAYBE)], Skip.ANSWERED),
        ("answer/3d", [seat(PUP, Answer.YES), seat(CARITAS)], None),
        ("answer/3d", [], Skip.NO_LONGER_SPEAKS),
        ("answer/3d", [seat(replace(PUP, left_on=date(2027, 4, 9)))], Skip.LEFT),
        ("answer/3d", [seat(replace(PUP, left_on=date(2027, 4, 10)))], None),
        ("meeting/1d", [seat(PUP)], Skip.NOT_COMING),
        ("meeting/1d", [seat(PUP, Answer.YES)], None),
        ("meeting/1d", [seat(PUP, Answer.MAYBE)], None),
        ("meeting/1d", [seat(PUP, Answer.NO)], Skip.NOT_COMING),
        ("meeting/1d", [seat(PUP, Answer.NO), seat(CARITAS, Answer.YES)], None),
        ("meeting/1d", [seat(replace(PUP, left_on=date(2027, 4, 1)), Answer.YES), seat(CARITAS)], Skip.NOT_COMING),
    ],
)
def test_the_silent_are_chased_and_those_who_come_are_reminded(
    key: str, seats: list[SeatAnswer], reason: Skip | None
) -> None:
    assert held_back(planned_by(key), TUESDAY, PERSON, seats, now=NOW) is reason


def test_an_answer_for_the_previous_date_does_not_stop_chasing() -> None:
    later = moved(TUESDAY, at("Tue 20.04 10:00"), now=NOW)

    assert held_back(planned_by("answer/3d", later), later, PERSON, [seat(PUP, Answer.YES)], now=NOW) is None
    assert (
        held_back(planned_by("meeting/1d", later), later, PERSON, [seat(PUP, Answer.YES)], now=NOW) is Skip.NOT_COMING
    )
    confirmed = [seat(PUP, Answer.YES, date_revision=1)]
    assert held_back(planned_by("answer/3d", later), later, PERSON, confirmed, now=NOW) is Skip.ANSWERED


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (replace(PERSON, blocked_at=NOW - DAY), Skip.BLOCKED),
        (replace(PERSON, paused_until=NOW + SECOND), Skip.PAUSED),
        (replace(PERSON, paused_until=NOW), None),
        (replace(PERSON, reminders=False), Skip.SWITCHED_OFF),
    ],
)
def test_a_block_a_pause_and_a_wish_stop_reminders(person: Person, reason: Skip | None) -> None:
    assert held_back(planned_by("answer/3d"), TUESDAY, person, [seat(PUP)], now=NOW) is reason
    assert held_back(planned_by("meeting/1d"), TUESDAY, person, [seat(PUP, Answer.YES)], now=NOW) is reason


@pytest.mark.parametrize(
    ("meeting", "now", "chasing", "reminding"),
    [
        (TUESDAY.called_off("choroba", now=NOW), NOW, Skip.CANCELLED, Skip.CANCELLED),
        (moved(TUESDAY, at("Tue 20.04 10:00"), now=NOW), NOW, Skip.MOVED, Skip.MOVED),
        (replace(TUESDAY, answer_until=at("Fri 09.04 18:00")), NOW, Skip.MOVED, None),
        (TUESDAY, at("Fri 09.04 16:00"), Skip.POINTLESS, None),
        (TUESDAY, at("Mon 12.04 10:00"), Skip.ANSWERS_CLOSED, None),
        (TUESDAY, at("Mon 12.04 16:00"), Skip.ANSWERS_CLOSED, Skip.POINTLESS),
        (TUESDAY, at("Tue 13.04 10:00"), Skip.MEETING_BEGUN, Skip.MEETING_BEGUN),
    ],
)
def test_a_reminder_on_its_way_is_stopped_by_what_happened_meanwhile(
    meeting: Meeting, now: datetime, chasing: Skip, reminding: Skip | None
) -> None:
    silent, coming = [seat(PUP)], [seat(PUP, Answer.YES, date_revision=meeting.date_revision)]

    assert held_back(planned_by("answer/3d"), meeting, PERSON, silent, now=now) is chasing
    assert held_back(planned_by("meeting/1d"), meeting, PERSON, coming, now=now) is reminding


def test_a_skipped_rule_keeps_its_own_reason() -> None:
    late = meeting_at(at("Tue 13.04 10:00"), announced=at("Mon 12.04 14:00"))

    assert held_back(planned_by("answer/1d", late), late, PERSON, [seat(PUP)], now=NOW) is Skip.BEFORE_ANNOUNCEMENT


def test_one_person_gets_one_reminder_and_chasing_goes_first() -> None:
    chasing, reminding = planned_by("answer/1d"), planned_by("meeting/1d")
    sent = one_each([(7, reminding), (8, reminding), (7, chasing)])

    assert sent == ((7, reminding.skipped(Skip.ONE_AT_A_TIME)), (8, reminding), (7, chasing))


def test_of_one_kind_a_person_gets_the_nearest() -> None:
    far, near = planned_by("answer/3d"), planned_by("answer/1d")

    assert one_each([(7, far), (7, near)]) == ((7, far.skipped(Skip.ONE_AT_A_TIME)), (7, near))


def test_a_skipped_reminder_takes_nobodys_place() -> None:
    skipped, reminding = planned_by("answer/1d").skipped(Skip.ANSWERED), planned_by("meeting/1d")

    assert one_each([(7, skipped), (7, reminding)]) == ((7, skipped), (7, reminding))
