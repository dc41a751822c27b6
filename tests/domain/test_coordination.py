"""Whose coordination may end: somebody who has one here, and never the last."""

import pytest

from bot.domain.people import Coordination, Language, Member, Partnership, Person
from bot.domain.refusals import LastCoordinator, NotFound

HOME = Partnership(
    id=1, name="Partnerstwo w Powiecie Wejherowskim", time_zone="Europe/Warsaw", language=Language.POLISH
)


def person(number: int) -> Person:
    return Person(id=number, telegram_id=5_000_000_000 + number, name=f"osoba {number}", language=Language.POLISH)


def run_by(*numbers: int) -> Coordination:
    viewer = Member(person=person(numbers[0]), partnership=HOME, coordinator=True)
    return Coordination(partnership=HOME, coordinators=tuple(map(person, numbers)), viewer=viewer)


@pytest.mark.parametrize("number", [1, 2])
def test_of_two_coordinators_each_may_go(number: int) -> None:
    assert run_by(1, 2).to_end(number) == person(number)


def test_the_last_coordinator_may_not_go() -> None:
    with pytest.raises(LastCoordinator) as refused:
        run_by(1).to_end(1)

    assert refused.value.partnership == HOME.name


@pytest.mark.parametrize("numbers", [(1,), (1, 2)])
def test_whoever_coordinates_nothing_here_does_not_exist(numbers: tuple[int, ...]) -> None:
    with pytest.raises(NotFound):
        run_by(*numbers).to_end(7)
