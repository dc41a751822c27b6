"""The plan of a run: what a seed stands for."""

from collections import Counter

import pytest

from tests.chaos.plan import KILLS, OUTAGES, Amounts, Day, Deed, Fault, Plan, planned

GREAT = Amounts.of(kills=200, outages=50, troubles=5, presses=20_000, notices=20_000)


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def great(request: pytest.FixtureRequest) -> Plan:
    return planned(7, GREAT, request.param)


def test_a_seed_is_the_same_run_every_time_and_another_seed_is_another_run(great: Plan) -> None:
    small = Amounts(kills=5)

    assert planned(7, small, "SQLite") == planned(7, small, "SQLite") != planned(8, small, "SQLite")


def test_a_run_has_as_many_kills_outages_and_presses_as_were_asked_for(great: Plan) -> None:
    faults = Counter(step.fault for step in great.steps)

    assert sum(faults[fault] for fault in set(KILLS)) == 200
    assert sum(faults[fault] for fault in OUTAGES) == 50
    assert sum(len(step.presses) for step in great.steps) == 20_000


def test_what_only_one_engine_can_suffer_is_not_done_to_the_other() -> None:
    small = Amounts(kills=0, troubles=1)
    of_sqlite, of_postgresql = ({s.fault for s in planned(7, small, e).steps} for e in ("SQLite", "PostgreSQL"))

    assert of_sqlite ^ of_postgresql == {Fault.FULL, Fault.FALL}


def test_each_press_is_another_answer_than_the_one_before_it(great: Plan) -> None:
    last: dict[tuple[int, int], str] = {}

    for press in (press for step in great.steps for press in step.presses):
        assert last.get((press.partner, press.meeting)) != press.answer
        last[press.partner, press.meeting] = press.answer


def test_nobody_presses_twice_about_a_meeting_while_updates_come_out_of_order(great: Plan) -> None:
    for step in (step for step in great.steps if step.fault is Fault.OUT_OF_ORDER):
        pairs = [(press.partner, press.meeting) for press in step.presses]
        assert len(set(pairs)) == len(pairs)


def test_people_are_asked_only_about_meetings_of_their_town_that_are_announced_and_open(great: Plan) -> None:
    known = {act.number for act in great.opening}
    for step in great.steps:
        known |= {act.number for act in step.acts if act.deed is Deed.ANNOUNCE}
        for press in step.presses:
            assert press.meeting in known
            assert press.partner // GREAT.partners == great.town_of(press.meeting)
            assert step.day is Day.NIGHT or not great.is_near(press.meeting)


def test_meetings_are_announced_once_and_moved_at_most_once_and_never_before(great: Plan) -> None:
    announced = [act.number for act in great.opening]
    moved: list[int] = []
    for step in great.steps:
        for act in step.acts:
            assert act.deed is not Deed.MOVE or act.number in announced
            announced += [act.number] if act.deed is Deed.ANNOUNCE else []
            moved += [act.number] if act.deed is Deed.MOVE else []

    assert sorted(announced) == list(range(GREAT.meetings))
    assert len(set(moved)) == len(moved) > GREAT.meetings // 2
