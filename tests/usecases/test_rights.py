"""Rights are checked in the use case, whatever button was pressed: what one may not see does not exist."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.domain.dialogs import DialogKind
from bot.domain.meetings import Meeting
from bot.domain.people import Role, Sector
from bot.domain.refusals import ForCoordinators, NotFound, NotInvited, Refusal
from bot.domain.rsvps import Answer
from bot.usecases import calendars, cards, dialogs, meetings, partners, rsvps
from tests.support.clock import FakeClock
from tests.support.store import Town, town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
STRANGER = 4_999_999_999


@pytest.fixture
async def tczew(wejherowo: Town, clock: FakeClock) -> Town:
    """Another partnership in the same store."""
    other = await town(wejherowo.db, clock(), "Trzy Filary w Powiecie Tczewskim")
    await other.partner("Fundacja Pokolenia", Sector.NGO)
    return other


@pytest.fixture
async def meeting(wejherowo: Town) -> Meeting:
    await wejherowo.partner("PUP")
    return await wejherowo.meeting(START)


Deed = Callable[[Town, int, int, datetime], Awaitable[object]]

TO_A_MEETING: dict[str, Deed] = {
    "see its card": lambda town, who, meeting, now: cards.card(town.db, who, meeting, now=now),
    "answer it": lambda town, who, meeting, now: rsvps.answer_meeting(town.db, who, meeting, Answer.YES, now=now),
    "see who answered": lambda town, who, meeting, now: cards.roll_call(town.db, who, meeting, now=now),
    "answer on behalf": lambda town, who, meeting, now: rsvps.answer_on_behalf(
        town.db, who, meeting, town.partners["PUP"].id, Answer.NO, now=now
    ),
    "say how many come": lambda town, who, meeting, now: rsvps.set_people(
        town.db, who, meeting, town.partners["PUP"].id, 3, now=now
    ),
    "change it": lambda town, who, meeting, now: meetings.begin_change(
        town.db, who, meeting, DialogKind.CHANGE_MEETING, now=now
    ),
    "cancel it": lambda town, who, meeting, now: meetings.begin_change(
        town.db, who, meeting, DialogKind.CANCEL_MEETING, now=now
    ),
    "take its file": lambda town, who, meeting, now: calendars.meeting_entry(town.db, who, meeting, now=now),
}
FOR_ITS_COORDINATORS = {"see who answered", "answer on behalf", "change it", "cancel it"}

TO_A_PARTNERSHIP: dict[str, Deed] = {
    "invite": lambda town, who, _, now: partners.invite(
        town.db, who, town.partnership.id, "Gmina Luzino", Sector.PUBLIC, now=now
    ),
    "invite to a partner": lambda town, who, _, now: partners.invite_to(
        town.db, who, town.partners["PUP"].id, Role.DEPUTY, now=now
    ),
    "take a partner out": lambda town, who, _, now: partners.leave(town.db, who, town.partners["PUP"].id, now=now),
    "change a sector": lambda town, who, _, now: partners.set_sector(
        town.db, who, town.partners["PUP"].id, Sector.NGO, now=now
    ),
    "end a membership": lambda town, who, _, now: partners.end_membership(
        town.db, who, town.partners["PUP"].id, 1, now=now
    ),
    "read a pasted list": lambda town, who, _, now: partners.pasted(
        town.db, who, town.partnership.id, "Gmina Luzino; publiczny", now=now
    ),
    "begin a meeting": lambda town, who, _, now: dialogs.begin(
        town.db, who, DialogKind.NEW_MEETING, partnership_id=town.partnership.id, now=now
    ),
}


async def everything(town: Town) -> list[object]:
    """What the partnership has, for a comparison before and after."""
    async with town.db.snapshot() as store:
        day = town.partnership.today(town.now)
        return [
            await store.people.directory(town.partnership.id, on=day, now=town.now),
            await store.meetings.between([town.partnership.id], town.now),
            [await store.rsvps.of_meeting(number) for number in range(1, 4)],
        ]


@pytest.mark.parametrize("deed", TO_A_MEETING)
async def test_a_meeting_of_another_partnership_does_not_exist(
    deed: str, wejherowo: Town, tczew: Town, meeting: Meeting, clock: FakeClock
) -> None:
    before = await everything(wejherowo)
    for person in (tczew.office, tczew.people["Fundacja Pokolenia"]):
        with pytest.raises(NotFound):
            await TO_A_MEETING[deed](wejherowo, person.telegram_id, meeting.id, clock())

    assert await everything(wejherowo) == before


@pytest.mark.parametrize("deed", TO_A_MEETING)
async def test_a_stranger_can_do_nothing_to_a_meeting(
    deed: str, wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    before = await everything(wejherowo)
    with pytest.raises(Refusal):
        await TO_A_MEETING[deed](wejherowo, STRANGER, meeting.id, clock())

    assert await everything(wejherowo) == before


@pytest.mark.parametrize("deed", sorted(FOR_ITS_COORDINATORS))
async def test_what_coordinators_do_does_not_exist_for_a_representative(
    deed: str, wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    before = await everything(wejherowo)
    with pytest.raises(NotFound):
        await TO_A_MEETING[deed](wejherowo, wejherowo.people["PUP"].telegram_id, meeting.id, clock())

    assert await everything(wejherowo) == before


@pytest.mark.parametrize("deed", TO_A_PARTNERSHIP)
async def test_only_coordinators_run_a_partnership(
    deed: str, wejherowo: Town, tczew: Town, meeting: Meeting, clock: FakeClock
) -> None:
    before = await everything(wejherowo)
    outsiders = (STRANGER, tczew.office.telegram_id, wejherowo.people["PUP"].telegram_id)
    for who in outsiders:
        with pytest.raises((NotFound, ForCoordinators, NotInvited)):
            await TO_A_PARTNERSHIP[deed](wejherowo, who, meeting.id, clock())

    assert await everything(wejherowo) == before


async def test_one_partner_cannot_answer_for_another(wejherowo: Town, meeting: Meeting, clock: FakeClock) -> None:
    caritas = await wejherowo.partner("Caritas", Sector.NGO)

    with pytest.raises(NotFound):
        await rsvps.answer_meeting(
            wejherowo.db, wejherowo.people["PUP"].telegram_id, meeting.id, Answer.YES, caritas.id, now=clock()
        )


async def test_somebody_elses_feed_can_be_neither_renewed_nor_withdrawn(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    (own, shared) = await calendars.feeds_of(wejherowo.db, wejherowo.office.telegram_id, now=clock())
    pup = wejherowo.people["PUP"].telegram_id

    for feed in (own, shared):
        with pytest.raises(NotFound):
            await calendars.renew(wejherowo.db, pup, feed.id, now=clock())
        with pytest.raises(NotFound):
            await calendars.withdraw(wejherowo.db, pup, feed.id, now=clock())

    assert await calendars.calendar(wejherowo.db, own.secret, now=clock()) is not None


async def test_a_former_representative_sees_and_answers_nothing(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    pup, person = wejherowo.partners["PUP"], wejherowo.people["PUP"]
    entry, _ = await partners.entry(wejherowo.db, wejherowo.office.telegram_id, pup.id, now=clock())
    (speaker,) = entry.speakers
    assert speaker.membership_id is not None
    await partners.end_membership(
        wejherowo.db, wejherowo.office.telegram_id, pup.id, speaker.membership_id, now=clock()
    )

    with pytest.raises(NotFound):
        await rsvps.answer_meeting(wejherowo.db, person.telegram_id, meeting.id, Answer.YES, now=clock())


async def test_a_meeting_not_yet_announced_exists_for_coordinators_alone(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    wejherowo.now = datetime.fromisoformat("2027-05-12T07:00:00+02:00")
    meeting = await wejherowo.meeting(START)

    card = await cards.card(wejherowo.db, wejherowo.office.telegram_id, meeting.id, now=clock())
    assert card.meeting == meeting
    with pytest.raises(NotFound):
        await cards.card(wejherowo.db, wejherowo.people["PUP"].telegram_id, meeting.id, now=clock())
