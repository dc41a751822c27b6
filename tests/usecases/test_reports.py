"""Reports in the store: two who write at once, two schedulers, and what stays of somebody who is erased."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.dialogs import Dialog, DialogKind
from bot.usecases import dialogs, people, reminders, report_requests, reports
from bot.usecases.dialogs import Asked
from bot.usecases.reports import Closed
from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

LINE = "Raport; 25.05.2027 12:00; Ile osób? [liczba osób]"
WEEK_BEFORE = datetime.fromisoformat("2027-05-18T12:00:00+02:00")


async def asked(town: Town, now: datetime, line: str = LINE) -> int:
    """A request that was sent; its id."""
    office = town.office.telegram_id
    shown = await dialogs.begin_with(
        town.db, office, DialogKind.NEW_REQUEST, line, policy(), partnership_id=town.partnership.id, now=now
    )
    assert isinstance(shown, Asked)
    sent = await report_requests.send(town.db, office, shown.dialog.serial, policy(), now=now)
    return sent.request.id


async def opened(town: Town, name: str, request_id: int, now: datetime) -> Dialog:
    found = await reports.begin(town.db, town.people[name].telegram_id, request_id, now=now)
    assert isinstance(found, Dialog)
    return found


async def test_two_answers_at_the_same_instant_are_one_and_the_other_is_shown_it(
    wejherowo: Town, clock: FakeClock
) -> None:
    await wejherowo.partner("PUP", people=2)
    request_id = await asked(wejherowo, clock())
    both = [wejherowo.people[name].telegram_id for name in ("PUP", "PUP 1")]
    for name in ("PUP", "PUP 1"):
        await opened(wejherowo, name, request_id, clock())

    ends = await asyncio.gather(
        *(dialogs.said(wejherowo.db, who, text, policy(), now=clock()) for who, text in zip(both, "12", strict=True))
    )

    told = [end.dialog.draft.get("meanwhile", False) for end in ends if isinstance(end, Asked)]
    assert sorted(told) == [False, True]
    async with wejherowo.db.snapshot() as store:
        (report,) = (await store.reports.reports(request_id)).values()
    assert report.revision == 1
    assert report.given[0].by == wejherowo.people[("PUP", "PUP 1")[told.index(False)]].id


async def test_two_who_send_at_the_same_instant_send_one_report(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP", people=2)
    request_id = await asked(wejherowo, clock())
    await opened(wejherowo, "PUP", request_id, clock())
    await dialogs.said(wejherowo.db, wejherowo.people["PUP"].telegram_id, "15", policy(), now=clock())
    seen = {name: await opened(wejherowo, name, request_id, clock()) for name in ("PUP", "PUP 1")}

    ends = await asyncio.gather(
        *(reports.send(wejherowo.db, one.chat_id, one.serial, now=clock()) for one in seen.values())
    )

    sent = [end.filling for end in ends if isinstance(end, Closed)]
    shown = [end for end in ends if isinstance(end, Dialog)]
    assert len(sent) == 1
    assert [dialog.draft["meanwhile"] for dialog in shown] == [True]
    async with wejherowo.db.snapshot() as store:
        report = await store.reports.report(request_id, wejherowo.partners["PUP"].id)
    assert report.sent_by_name == sent[0].report.sent_by_name


async def test_pressing_send_twice_asks_once(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    await asked(wejherowo, clock())

    async with wejherowo.db.snapshot() as store:
        rows = await store.outbox.account(wejherowo.partnership.id)
        requests = await store.reports.requests([wejherowo.partnership.id], limit=9)
    assert [row.kind for row in rows] == ["ReportRequested"]
    assert len(requests) == 1


async def test_two_schedulers_at_the_same_moment_chase_once(store_url: str, wejherowo: Town, clock: FakeClock) -> None:
    for number in range(5):
        await wejherowo.partner(f"Gmina {number}")
    await asked(wejherowo, clock())
    other = Database.open(store_url)
    clock.at(WEEK_BEFORE)

    swept = await asyncio.gather(
        *(reminders.sweep(db, policy(), now=clock()) for db in (wejherowo.db, other, wejherowo.db, other))
    )
    await other.close()

    assert sum(each.queued for each in swept) == 5
    assert (await reminders.sweep(wejherowo.db, policy(), now=clock() + timedelta(minutes=5))).requests == 0


async def test_the_next_moment_of_chasing_is_told(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    await asked(wejherowo, clock())
    async with wejherowo.db.transaction() as tx:
        (letter,) = await tx.outbox.take_due(
            now=clock(), real_now=clock.real(), owner="x", lease_until=clock.real(), limit=5
        )
        await tx.outbox.skipped(letter.id, "test")

    assert await reminders.next_due(wejherowo.db, now=clock()) == (WEEK_BEFORE, "reminder")
    assert await reminders.renew_due_moments(wejherowo.db, policy(), now=clock()) == 1
    assert await reminders.next_due(wejherowo.db, now=clock()) == (WEEK_BEFORE, "reminder")


async def test_an_erased_persons_answers_stay_without_the_name(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    request_id = await asked(wejherowo, clock())
    who = wejherowo.people["PUP"].telegram_id
    await opened(wejherowo, "PUP", request_id, clock())
    summary = await dialogs.said(wejherowo.db, who, "15", policy(), now=clock())
    assert isinstance(summary, Asked)
    await reports.send(wejherowo.db, who, summary.dialog.serial, now=clock())
    kept = (await people.dossier(wejherowo.db, who, now=clock())).reports
    assert [(title, organisation, answer) for title, organisation, answer, _ in kept] == [("Raport", "PUP", "15")]

    await people.erase(wejherowo.db, who, now=clock())

    async with wejherowo.db.snapshot() as store:
        report = await store.reports.report(request_id, wejherowo.partners["PUP"].id)
    assert (report.given[0].value.text, report.given[0].by_name, report.sent_by_name) == ("15", "", "")
