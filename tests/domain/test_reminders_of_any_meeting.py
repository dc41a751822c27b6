"""What holds for the reminders of any meeting, by any rules, in any office."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.meetings import Meeting
from bot.domain.office_hours import OfficeHours
from bot.domain.reminders import Planned, Rules, due, next_due, once, plan
from tests.support.reminded import RULES, meeting_at, moved
from tests.support.warsaw import DAY, HOUR, WARSAW

PATIENT = settings(deadline=None)  # the first question about a holiday loads the package
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
MINUTES = st.integers(0, 365 * 24 * 60).map(lambda minute: NEW_YEAR + timedelta(minutes=minute))
LEADS = st.lists(st.integers(1, 6 * 24 * 4).map(lambda quarters: quarters * timedelta(minutes=15)), max_size=4)
SOME_RULES = st.builds(Rules, answer=LEADS.map(tuple), meeting=LEADS.map(tuple))
SOME_HOURS = st.builds(
    OfficeHours, zone=st.just(WARSAW), weekends=st.booleans(), holidays=st.sampled_from(("PL", "DE", ""))
)
NOTICE = st.integers(1, 14 * 24 * 60).map(lambda minute: timedelta(minutes=minute))


@st.composite
def planned_meetings(draw: st.DrawFn) -> tuple[Meeting, OfficeHours, tuple[Planned, ...]]:
    hours, starts_at = draw(SOME_HOURS), draw(MINUTES)
    meeting = meeting_at(starts_at, announced=starts_at - draw(NOTICE), hours=hours)
    return meeting, hours, plan(meeting, draw(SOME_RULES), hours)


@given(planned_meetings())
@PATIENT
def test_every_reminder_comes_in_open_hours_after_the_announcement_and_before_the_event(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]],
) -> None:
    meeting, hours, planned = drawn

    for each in planned:
        assert (each.due_at is None) is (each.skip is not None)
        if each.due_at is not None and each.pointless_at is not None:
            assert hours.open_at(each.due_at)
            assert meeting.announced_at <= each.due_at < each.pointless_at <= each.counts_from <= meeting.starts_at


@given(planned_meetings())
@PATIENT
def test_no_two_reminders_of_a_kind_come_at_the_same_moment(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]],
) -> None:
    moments = [(each.rule.kind, each.due_at) for each in drawn[2] if each.due_at is not None]

    assert len(set(moments)) == len(moments)


@given(planned_meetings(), MINUTES)
@PATIENT
def test_nothing_goes_out_in_closed_hours_whenever_the_bot_looks(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]], now: datetime
) -> None:
    _, hours, planned = drawn
    now = min((each.due_at for each in planned if each.due_at), default=now) + (now - NEW_YEAR) % (2 * DAY)
    found = due(planned, now=now, hours=hours)

    assert not found or hours.open_at(now)
    assert len({each.rule.kind for each in found}) == len(found)


@given(planned_meetings())
@PATIENT
def test_looking_only_at_the_moments_of_the_index_misses_no_reminder(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]],
) -> None:
    _, hours, planned = drawn
    found, moment = set(), next_due(planned, hours=hours)
    while moment is not None:
        found |= set(due(planned, now=moment, hours=hours))
        moment = next_due(planned, after=moment, hours=hours)

    assert found == {each for each in planned if each.due_at is not None}


@given(planned_meetings(), st.integers(1, 30), st.integers(0, 20))
@PATIENT
def test_the_keys_of_a_moved_meeting_are_all_new(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]], quarters: int, hours_later: int
) -> None:
    meeting, hours, planned = drawn
    now = meeting.announced_at + hours_later * HOUR
    later = moved(meeting, meeting.starts_at + quarters * timedelta(minutes=15), now=now, hours=hours)
    before = {once(meeting, each, 7) for each in planned}
    after = {once(later, each, 7) for each in plan(later, RULES, hours)}

    assert before.isdisjoint(after)


@given(planned_meetings(), st.text(max_size=20))
@PATIENT
def test_the_keys_of_a_meeting_that_kept_its_date_stay(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]], place: str
) -> None:
    meeting, _, planned = drawn
    changed = meeting.changed(replace(meeting.details, place=place), meeting.answer_until, now=meeting.announced_at)

    assert [once(changed, each, 7) for each in planned] == [once(meeting, each, 7) for each in planned]


@given(planned_meetings())
@PATIENT
def test_every_rule_and_every_person_has_a_key_of_its_own(
    drawn: tuple[Meeting, OfficeHours, tuple[Planned, ...]],
) -> None:
    meeting, _, planned = drawn
    all_keys = [once(meeting, each, person) for each in planned for person in (7, 8, 77)]

    assert len(set(all_keys)) == len(all_keys)
