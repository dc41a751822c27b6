"""Feeds that are kept as bytes: never older than the store, and byte for byte what would be rendered from nothing."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import update
from starlette.datastructures import Headers

from bot.domain.calendars import FEED_PAST, EventKey, Feed
from bot.domain.meetings import Meeting
from bot.domain.people import Language, Organisation, Partnership, Role
from bot.domain.rsvps import Answer
from bot.usecases import calendars, rsvps
from bot.views.calendar import feed as rendered_from_nothing
from bot.views.texts import texts
from bot.web.app import Application, build
from bot.web.health import Health
from bot.web.sources import Sources
from storage.database import Database
from storage.schema import meetings, partnerships
from tests.support.clock import FakeClock
from tests.support.store import JOINED, Town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
STEPS = 40
KOLKATA = Partnership(id=0, name="Partnerstwo za morzem", time_zone="Asia/Kolkata", language=Language.ENGLISH)


def sources(db: Database, clock: FakeClock) -> Sources:
    """What the service gives its web part, as far as feeds need it."""

    async def well() -> Health:
        return Health(ok=True, store="ok")

    async def nothing() -> tuple[()]:
        return ()

    async def no_due() -> None:
        return None

    return Sources(
        mark_at_once=db.mark,
        mark=lambda: calendars.mark(db),
        latest=lambda secret, digest, known: calendars.latest(db, secret, digest, known, now=clock()),
        feed=lambda secret: calendars.calendar(db, secret, now=clock()),
        secrets=lambda: calendars.secrets_of(db),
        health=well,
        next_due=no_due,
        metrics=nothing,
        now=clock,
        public_url="https://narada.powiat.example",
    )


@dataclass
class Readers:
    """Feeds with somebody who asks for them over HTTP."""

    db: Database
    clock: FakeClock
    app: Application
    client: httpx.AsyncClient

    async def get(self, secret: str, **headers: str) -> httpx.Response:
        return await self.client.get(f"/calendar/{secret}.ics", headers={"accept-encoding": "identity", **headers})

    async def anew(self, secret: str) -> bytes:
        """The feed rendered from nothing but the store."""
        calendar = await calendars.calendar(self.db, secret, now=self.clock())
        assert calendar is not None
        return rendered_from_nothing(calendar, texts(calendar.language))

    def at_once(self, secret: str) -> bytes | None:
        answer = self.app.at_once(secret, Headers(raw=[]))
        return answer.body if answer is not None else None


@pytest.fixture
async def readers(wejherowo: Town, clock: FakeClock) -> AsyncIterator[Readers]:
    async with reading(wejherowo.db, clock) as readers:
        yield readers


@asynccontextmanager
async def reading(db: Database, clock: FakeClock) -> AsyncIterator[Readers]:
    app = build(sources(db, clock))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://narada") as client:
        yield Readers(db, clock, app, client)


@dataclass
class Life:
    """Everything that can happen to what a feed shows, chosen by a seed."""

    town: Town
    clock: FakeClock
    chance: random.Random
    away: Partnership
    known: list[Meeting] = field(default_factory=list)
    count: int = 0

    async def step(self) -> str:
        """One change, and its name."""
        things: list[Callable[[], Awaitable[None]]] = [
            self.announced, self.announced_later, self.retitled, self.moved, self.cancelled, self.answered,
            self.answered, self.counted, self.renamed, self.spoken_for_another, self.no_longer_spoken_for,
            self.in_another_language, self.contact_changed, self.time_passed, self.night_passed,
        ]  # fmt: skip
        thing = self.chance.choice(things)
        await thing()
        return thing.__name__

    async def announced(self, *, at: datetime | None = None) -> None:
        self.count += 1
        day = START + timedelta(days=self.chance.randrange(-8, 8), hours=self.chance.randrange(12))
        meeting = await self.town.meeting(day, title=f"Spotkanie {self.count}")
        if self.chance.random() < 0.3 or at is not None:
            where = self.away.id if self.chance.random() < 0.3 else self.town.partnership.id
            meeting = replace(meeting, partnership_id=where, announced_at=at or self.clock())
            await self._save(meeting)
        self.known.append(meeting)

    async def announced_later(self) -> None:
        await self.announced(at=self.clock() + timedelta(minutes=self.chance.randrange(1, 40)))

    async def retitled(self) -> None:
        await self._changed(lambda of: replace(of.details, title=f"{of.title}; wersja {of.revision + 1}"))

    async def moved(self) -> None:
        by = timedelta(days=self.chance.randrange(1, 4))
        await self._changed(
            lambda of: replace(
                of.details,
                slot=replace(
                    of.details.slot, wall_start=of.details.slot.wall_start + by, wall_end=of.details.slot.wall_end + by
                ),
            )
        )

    async def _changed(self, change: Callable[[Meeting], object]) -> None:
        if running := [meeting for meeting in self.known if not meeting.cancelled]:
            meeting = self.chance.choice(running)
            await self._save(meeting.changed(change(meeting), meeting.answer_until, now=self.clock()))  # type: ignore[arg-type]

    async def cancelled(self) -> None:
        if running := [meeting for meeting in self.known if not meeting.cancelled]:
            await self._save(self.chance.choice(running).called_off("choroba prowadzącej", now=self.clock()))

    async def _save(self, meeting: Meeting) -> None:
        async with self.town.db.transaction() as tx:
            await tx.meetings.save(meeting, next_due_at=None)
        self.known = [meeting if each.id == meeting.id else each for each in self.known]

    async def answered(self) -> None:
        open_ones = [
            each
            for each in self.known
            if not each.closed(self.clock())
            and each.partnership_id == self.town.partnership.id
            and each.announced_at <= self.clock()
        ]
        if open_ones:
            meeting, answer = self.chance.choice(open_ones), self.chance.choice(list(Answer))
            who = self.town.people["PUP"].telegram_id
            await rsvps.answer_meeting(self.town.db, who, meeting.id, answer, "all", now=self.clock())

    async def counted(self) -> None:
        async with self.town.db.transaction() as tx:
            for meeting in self.known:
                if given := await tx.rsvps.get(meeting.id, self.town.partners["PUP"].id):
                    await tx.rsvps.put(given.with_people(self.chance.randrange(1, 9), now=self.clock()))

    async def renamed(self) -> None:
        organisation = self._organisation()
        async with self.town.db.transaction() as tx:
            await tx.people.save_organisation(replace(organisation, name=f"{organisation.name} {self.count}"))
        self.count += 1

    def _organisation(self) -> Organisation:
        return self.chance.choice(list(self.town.partners.values()))

    async def spoken_for_another(self) -> None:
        today = self.town.partnership.today(self.clock())
        async with self.town.db.transaction() as tx:
            since = today + timedelta(days=self.chance.randrange(2))
            person, other = self.town.people["PUP"], self.town.partners["GOPS Luzino"]
            await tx.people.add_membership(person.id, other.id, Role.DEPUTY, since=since)

    async def no_longer_spoken_for(self) -> None:
        today, person = self.town.partnership.today(self.clock()), self.town.people["PUP"]
        async with self.town.db.transaction() as tx:
            seats = await tx.people.seats(person.id, self.town.partnership.id, on=today)
            if len(seats) > 1:
                await tx.people.end_membership(seats[-1].membership_id, until=today + timedelta(days=1))

    async def in_another_language(self) -> None:
        person = self.town.people["PUP"]
        async with self.town.db.transaction() as tx:
            found = await tx.people.person(person.telegram_id)
            assert found is not None
            await tx.people.save_person(replace(found, language=self.chance.choice(list(Language))))

    async def contact_changed(self) -> None:
        self.count += 1
        async with self.town.db.altered() as connection:
            await connection.execute(
                update(partnerships).values(contact_email=f"biuro{self.count}@partnerstwo.example")
            )

    async def time_passed(self) -> None:
        self.clock.forward(timedelta(minutes=self.chance.randrange(1, 30)))

    async def night_passed(self) -> None:
        self.clock.forward(timedelta(hours=self.chance.randrange(6, 30)))


async def life(town: Town, clock: FakeClock, seed: int) -> tuple[Life, list[Feed]]:
    """Two partnerships, a person in both and one in the first alone, and all their feeds."""
    await town.partner("PUP")
    await town.partner("GOPS Luzino")
    async with town.db.transaction() as tx:
        away = await tx.people.add_partnership(KOLKATA)
        await tx.people.make_coordinator(town.people["PUP"].id, away.id, since=JOINED)
    feeds: dict[int, Feed] = {}
    for name in ("PUP", "GOPS Luzino"):
        for each in await calendars.feeds_of(town.db, town.people[name].telegram_id, now=clock()):
            feeds[each.id] = each
    return Life(town, clock, random.Random(seed), away), list(feeds.values())


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 13))])
async def test_whatever_happens_a_kept_feed_is_what_would_be_rendered_from_nothing(
    wejherowo: Town, clock: FakeClock, readers: Readers, seed: int
) -> None:
    happening, feeds = await life(wejherowo, clock, seed)
    assert len(feeds) == 4
    happened = []
    for number in range(STEPS):
        happened.append(await happening.step())
        if number % 3 == 2:
            continue  # so that several changes come together
        for feed in feeds:
            expected = await readers.anew(feed.secret)
            assert (await readers.get(feed.secret)).content == expected, happened
            assert readers.at_once(feed.secret) == (expected if readers.db.is_sqlite else None), happened
        packed = await readers.get(feeds[0].secret, **{"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == await readers.anew(feeds[0].secret), happened


async def test_a_withdrawn_address_is_none_at_the_very_next_request(
    wejherowo: Town, clock: FakeClock, readers: Readers
) -> None:
    await wejherowo.partner("PUP")
    await wejherowo.meeting(START)
    who = wejherowo.people["PUP"].telegram_id
    own, *_ = await calendars.feeds_of(wejherowo.db, who, now=clock())
    served = [(await readers.get(own.secret)).status_code for _ in range(2)]
    await calendars.withdraw(wejherowo.db, who, own.id, now=clock())

    assert readers.at_once(own.secret) is None
    assert (served, (await readers.get(own.secret)).status_code) == ([200, 200], 404)


async def test_a_meeting_shows_from_the_moment_it_is_announced_though_nothing_is_committed_then(
    wejherowo: Town, clock: FakeClock, readers: Readers
) -> None:
    await wejherowo.partner("PUP")
    meeting = await wejherowo.meeting(START)
    opens = clock() + timedelta(minutes=7)
    async with wejherowo.db.transaction() as tx:
        await tx.connection.execute(update(meetings).where(meetings.c.id == meeting.id).values(announced_at=opens))
    own, *_ = await calendars.feeds_of(wejherowo.db, wejherowo.people["PUP"].telegram_id, now=clock())

    before = await readers.get(own.secret)
    clock.at(opens - timedelta(seconds=1))
    still = readers.at_once(own.secret)
    clock.at(opens)
    now_due = readers.at_once(own.secret)
    seen = {"if-modified-since": before.headers["last-modified"]}
    after = await readers.get(own.secret, **seen)

    assert "Spotkanie robocze" not in before.text
    assert now_due is None
    assert (after.status_code, "Spotkanie robocze" in after.text) == (200, True)
    assert still == (before.content if readers.db.is_sqlite else None)


async def test_a_cancelled_meeting_leaves_at_midnight_though_nothing_is_committed_then(
    wejherowo: Town, clock: FakeClock, readers: Readers
) -> None:
    await wejherowo.partner("PUP")
    meeting = await wejherowo.meeting(clock().replace(tzinfo=None) + timedelta(hours=5))
    async with wejherowo.db.transaction() as tx:
        await tx.meetings.save(meeting.called_off("choroba", now=clock()), next_due_at=None)
    own, *_ = await calendars.feeds_of(wejherowo.db, wejherowo.people["PUP"].telegram_id, now=clock())
    midnight = datetime(2027, 5, 11, 22, tzinfo=UTC)

    clock.at(midnight - timedelta(seconds=1))
    evening = await readers.get(own.secret)
    clock.at(midnight)
    night = await readers.get(own.secret, **{"if-none-match": evening.headers["etag"]})

    assert "Odwołane" in evening.text
    assert (night.status_code, "Odwołane" in night.text) == (200, False)


async def test_an_old_meeting_leaves_at_midnight_and_not_in_the_middle_of_a_day(
    wejherowo: Town, clock: FakeClock, readers: Readers
) -> None:
    await wejherowo.partner("PUP")
    await wejherowo.meeting(START.replace(hour=10))  # until 12:00 in Warsaw
    own, *_ = await calendars.feeds_of(wejherowo.db, wejherowo.people["PUP"].telegram_id, now=clock())
    last = datetime(2027, 5, 20, 8, tzinfo=UTC) + FEED_PAST
    shown = []
    for hours in (0, 6, 16):  # 10:00, 16:00, and 2:00 of the next day
        clock.at(last + timedelta(hours=hours))
        anew = await readers.anew(own.secret)
        assert (await readers.get(own.secret)).content == anew
        shown.append(b"Spotkanie" in anew)

    assert shown == [True, True, False]


async def test_after_a_change_only_what_changed_is_loaded_and_readers_share_what_they_see_alike(
    wejherowo: Town, clock: FakeClock
) -> None:
    await wejherowo.partner("PUP")
    await wejherowo.partner("GOPS Luzino")
    first, *_ = [await wejherowo.meeting(START + timedelta(days=day)) for day in range(5)]
    loaded = list[int]()

    async def latest(db: Database, feed: Feed, known: frozenset[EventKey] = frozenset()) -> frozenset[EventKey]:
        found = await calendars.latest(db, feed.secret, None, known, now=clock())
        assert found is not None
        assert found[1] is not None
        loaded.append(len(found[1].fresh))
        return frozenset(found[1].events)

    (own, shared), (other, _) = [
        await calendars.feeds_of(wejherowo.db, wejherowo.people[name].telegram_id, now=clock())
        for name in ("PUP", "GOPS Luzino")
    ]
    known = await latest(wejherowo.db, own)
    for feed in (shared, other):
        await latest(wejherowo.db, feed, known)
    who = wejherowo.people["PUP"].telegram_id
    await rsvps.answer_meeting(wejherowo.db, who, first.id, Answer.YES, now=clock())
    await latest(wejherowo.db, own, known)
    await latest(wejherowo.db, other, known)

    assert loaded == [5, 0, 0, 1, 0]
