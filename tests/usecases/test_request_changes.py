"""Changing a request that was sent, in the store: the moments of chasing, two at once, and what is not told."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.dialogs import Dialog
from bot.domain.refusals import ForCoordinators, NotFound, NothingChanged, QuestionGone
from bot.domain.report_overviews import ChangePreview
from bot.usecases import dialogs, outbox, reminders, report_requests, reports, request_changes
from bot.usecases.dialogs import Asked
from tests.support.clock import FakeClock
from tests.support.store import Town, policy
from tests.usecases.test_reports import WEEK_BEFORE, asked, opened

LATER = "1.06.2027 12:00"
WEEK_BEFORE_LATER = datetime.fromisoformat("2027-05-25T12:00:00+02:00")


async def drafted(town: Town, request_id: int, typed: str, now: datetime, field: str = "report_deadline") -> Dialog:
    """The office's dialog at the preview of a change."""
    office = town.office.telegram_id
    begun = await request_changes.begin(town.db, office, request_id, now=now)
    await dialogs.picked(town.db, office, begun.serial, field, policy(), now=now)
    at = await dialogs.said(town.db, office, typed, policy(), now=now)
    assert isinstance(at, Asked)
    return at.dialog


async def save(town: Town, dialog: Dialog, now: datetime) -> ChangePreview | Dialog:
    return await request_changes.save(town.db, town.office.telegram_id, dialog.serial, policy(), now=now)


async def letters(town: Town, kind: str) -> list[str]:
    """The names of the letters of that kind."""
    async with town.db.snapshot() as store:
        return [row.once for row in await store.outbox.account(town.partnership.id) if row.kind == kind]


async def test_a_new_deadline_moves_the_moment_of_chasing(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())

    done = await save(wejherowo, await drafted(wejherowo, request_id, LATER, clock()), clock())

    assert isinstance(done, ChangePreview)
    assert done.people == 1
    async with wejherowo.db.snapshot() as store:
        assert await store.reports.next_due() == WEEK_BEFORE_LATER
    clock.at(WEEK_BEFORE)
    assert (await reminders.sweep(wejherowo.db, policy(), now=clock())).queued == 0
    clock.at(WEEK_BEFORE_LATER)
    assert (await reminders.sweep(wejherowo.db, policy(), now=clock())).queued == 1


async def test_a_rule_that_was_over_before_the_change_does_not_come_back(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())
    clock.at(WEEK_BEFORE_LATER + timedelta(hours=1) - timedelta(days=4))

    await save(wejherowo, await drafted(wejherowo, request_id, "28.05.2027 12:00", clock()), clock())

    async with wejherowo.db.snapshot() as store:
        assert await store.reports.next_due() == datetime.fromisoformat("2027-05-26T12:00:00+02:00")


async def test_a_deadline_that_moves_there_and_back_is_told_each_time(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())

    for typed in (LATER, "25.05.2027 12:00", LATER):
        await save(wejherowo, await drafted(wejherowo, request_id, typed, clock()), clock())

    assert len(set(await letters(wejherowo, "ReportDeadlineMoved"))) == 3


async def test_what_another_change_has_overtaken_is_not_told(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())
    for typed in (LATER, "2.06.2027 12:00"):
        await save(wejherowo, await drafted(wejherowo, request_id, typed, clock()), clock())

    taken = await outbox.take_due(
        wejherowo.db, now=clock(), real_now=clock.real(), owner="x", lease=timedelta(minutes=1), limit=9
    )
    begun = [
        await outbox.begin(
            wejherowo.db,
            letter,
            policy(),
            owner="x",
            now=clock(),
            real_now=clock.real(),
            lease=timedelta(minutes=1),
        )
        for letter in taken
        if "moved" in letter.once
    ]

    assert [each if isinstance(each, str) else "goes" for each in begun] == ["overtaken_by_a_later_change", "goes"]


async def test_saving_twice_at_the_same_instant_changes_once(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())
    first = await drafted(wejherowo, request_id, "Pierwszy", clock(), "request_title")

    ends = await asyncio.gather(*(save(wejherowo, first, clock()) for _ in range(2)), return_exceptions=True)

    assert sum(isinstance(end, ChangePreview) for end in ends) == 1
    assert any(isinstance(end, QuestionGone) for end in ends)


async def test_a_change_that_changes_nothing_is_said_to_be_none(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())

    with pytest.raises(NothingChanged):
        await save(wejherowo, await drafted(wejherowo, request_id, "Raport", clock(), "request_title"), clock())


async def test_nobody_but_the_office_changes_a_request(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())

    with pytest.raises((NotFound, ForCoordinators)):
        await request_changes.begin(wejherowo.db, wejherowo.people["PUP"].telegram_id, request_id, now=clock())


async def test_each_report_that_arrives_is_one_letter_to_each_coordinator(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())
    await opened(wejherowo, "PUP", request_id, clock())
    summary = await dialogs.said(wejherowo.db, wejherowo.people["PUP"].telegram_id, "15", policy(), now=clock())
    assert isinstance(summary, Asked)
    await reports.send(wejherowo.db, wejherowo.people["PUP"].telegram_id, summary.dialog.serial, now=clock())

    assert len(await letters(wejherowo, "ReportArrived")) == 1
    overview = await report_requests.overview(wejherowo.db, wejherowo.office.telegram_id, request_id, now=clock())
    assert overview.total(0) == 15
