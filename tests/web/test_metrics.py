"""GET /metrics: readable by the strictest reader, cheap, truthful, and silent about people."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from bot.app.service import Part
from bot.counts import ERRORS, MOST_SERIES, PRESS_ANSWER, TELEGRAM_REQUESTS, Counts, ErrorCounter, Family, Kind
from bot.web import metrics
from bot.web.metrics import KEPT_SECONDS, Measured, MetricsEndpoint, written
from sandbox import Person
from tests.support.exposition import Exposed, read, value
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import PARTNERSHIP, PATIENCE, Narada, narada
from tests.support.web import Shelf, browsing

TUESDAY_MORNING = datetime(2027, 5, 11, 7, tzinfo=UTC)
LINE = "Spotkanie robocze; 20.05.2027 10:00-12:00; Starostwo Powiatowe w Wejherowie, sala 12"
ANSWER_REMINDER = datetime(2027, 5, 18, 8, tzinfo=UTC)
PUP, CARITAS = "Powiatowy Urząd Pracy w Wejherowie", "Caritas Archidiecezji Gdańskiej"
GAUGE = Family("narada_test", Kind.GAUGE, 'A "test"\nof \\ signs.', ("where",))


@dataclass
class Ticks:
    """Seconds that a test counts."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


# --- the text format


def test_signs_that_mean_something_in_the_format_are_escaped() -> None:
    text = written([Measured(GAUGE, {GAUGE.series('a"b\\c\nd'): 2.5})]).decode()

    assert text.splitlines() == [
        '# HELP narada_test A "test"\\nof \\\\ signs.',
        "# TYPE narada_test gauge",
        'narada_test{where="a\\"b\\\\c\\nd"} 2.5',
    ]
    assert value(read(text), "narada_test", where='a\\"b\\\\c\\nd') == 2.5


@pytest.mark.parametrize(
    ("number", "told"),
    [(0.0, "0"), (3.0, "3"), (1e15, "1000000000000000"), (0.1, "0.1"), (float("inf"), "+Inf"), (float("nan"), "NaN")],
)
def test_a_number_is_written_without_loss(number: float, told: str) -> None:
    assert written([Measured(GAUGE, {"narada_test": number})]).decode().splitlines()[-1] == f"narada_test {told}"


def test_a_histogram_has_all_its_buckets_before_anything_was_observed_and_after() -> None:
    counts = Counts()
    for seconds in (0.04, 0.3, 0.3, 70.0, -1.0):
        counts.observe(PRESS_ANSWER, seconds)

    nothing = read(written([Measured(PRESS_ANSWER, {})]).decode())
    something = read(written([Measured(PRESS_ANSWER, counts.take())]).decode())

    assert value(nothing, "narada_press_answer_seconds_count") == 0
    assert [value(something, "narada_press_answer_seconds_bucket", le=le) for le in ("0.05", "0.2", "0.5", "+Inf")] == [
        2,
        2,
        4,
        5,
    ]
    assert value(something, "narada_press_answer_seconds_sum") == pytest.approx(70.64)


# --- counting


def test_a_label_without_bound_fills_neither_memory_nor_store() -> None:
    counts = Counts()
    for number in range(10 * MOST_SERIES):
        counts.add(TELEGRAM_REQUESTS, f"method{number}", "ok")

    taken = counts.take()
    assert len(taken) == MOST_SERIES + 1
    assert taken[TELEGRAM_REQUESTS.series("other", "other")] == 9 * MOST_SERIES


def test_an_error_is_counted_by_module_and_kind_and_its_text_is_left_out() -> None:
    counts = Counts()
    log = logging.getLogger("bot.somewhere")
    handler = ErrorCounter(counts)
    log.addHandler(handler)
    try:
        log.warning("%s did not answer", PUP)
        log.error("%s did not answer", PUP)
        raise LookupError(PUP)
    except LookupError:
        log.exception("nothing found for %s", PUP)
    finally:
        log.removeHandler(handler)

    assert counts.take() == {
        ERRORS.series("bot.somewhere", "message"): 1,
        ERRORS.series("bot.somewhere", "LookupError"): 1,
    }


# --- the address


async def test_a_thousand_scrapes_look_once_and_the_next_look_comes_after_five_seconds() -> None:
    shelf, ticks = Shelf(measured=(Measured(GAUGE, {GAUGE.series("a"): 1}),)), Ticks()
    endpoint = MetricsEndpoint(shelf.sources().metrics, clock=ticks)
    request = a_request()

    answers = await asyncio.gather(*(endpoint.answer(request) for _ in range(1000)))
    assert ({answer.status_code for answer in answers}, shelf.looks) == ({200}, 1)
    ticks.now = KEPT_SECONDS - 0.001
    await endpoint.answer(request)
    assert shelf.looks == 1
    ticks.now = KEPT_SECONDS
    await endpoint.answer(request)
    assert shelf.looks == 2


async def test_a_store_that_is_away_is_a_503_and_is_not_asked_more_often_for_it() -> None:
    shelf, ticks = Shelf(failure=OSError("secret/path")), Ticks()
    endpoint = MetricsEndpoint(shelf.sources().metrics, clock=ticks)
    request = a_request()

    answers = [await endpoint.answer(request) for _ in range(100)]
    assert ({answer.status_code for answer in answers}, {bytes(each.body) for each in answers}) == ({503}, {b""})
    assert shelf.looks == 1
    ticks.now, shelf.failure = KEPT_SECONDS, None
    shelf.measured = (Measured(GAUGE, {GAUGE.series("a"): 1}),)
    assert (await endpoint.answer(request)).status_code == 200


async def test_the_answer_names_its_format_and_is_kept_by_nobody() -> None:
    async with browsing(Shelf(measured=(Measured(GAUGE, {GAUGE.series("a"): 1}),))) as client:
        answer = await client.get("/metrics")

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


# --- the service


@dataclass
class Town:
    """A running service with a meeting announced to two partners."""

    narada: Narada
    office: Person
    pup: Person
    caritas: Person

    async def text(self) -> str:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{self.narada.url}/metrics")
        assert answer.status_code == 200
        return answer.text

    async def seen(self) -> dict[str, Exposed]:
        return read(await self.text())

    async def counted(self, sample: str, **labels: str) -> None:
        """Return once something was counted there."""
        for _ in range(int(PATIENCE / 0.02)):
            if value(await self.seen(), sample, **labels):
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{sample} {labels} was never counted")


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    with without_pauses():
        async with narada(folder, TUESDAY_MORNING, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE) as service:
            office = await service.coordinator()
            pup, caritas = await service.partner(office, PUP), await service.partner(office, CARITAS)
            await service.announce(office, LINE)
            await service.settled()
            yield Town(service, office, pup, caritas)


async def test_what_happens_is_counted_and_nobody_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "KEPT_SECONDS", 0.0)
    async with town(tmp_path) as stage:
        service, before = stage.narada, await stage.seen()
        await service.press(stage.pup, "Będę")
        service.telegram.faults.fail(method="answerCallbackQuery", retry_after=1)
        await stage.pup.press("Może")
        await service.settled()
        await service.move(ANSWER_REMINDER + timedelta(minutes=10))
        after = await stage.seen()

        def rose(sample: str, **labels: str) -> float:
            return value(after, sample, **labels) - value(before, sample, **labels)

        assert rose("narada_press_answer_seconds_count") == 1
        assert rose("narada_telegram_requests_total", method="answerCallbackQuery", outcome="ok") == 1
        assert rose("narada_telegram_requests_total", method="answerCallbackQuery", outcome="429") == 1
        assert rose("narada_letters_total", kind="AnswerReminder", outcome="sent") == 1  # to Caritas alone
        assert rose("narada_reminder_lateness_seconds_bucket", le="300") == 0
        assert rose("narada_reminder_lateness_seconds_bucket", le="900") == 1
        assert value(after, "narada_inbox_oldest_seconds") == value(after, "narada_outbox_oldest_due_seconds") == 0
        assert all(value(after, "narada_part_up", part=part) == 1 for part in Part)
        assert all(value(after, "narada_starts_total", part=part) == 1 for part in Part)
        _nobody_is_named(stage, await stage.text())


async def test_a_fault_of_ours_is_counted_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "KEPT_SECONDS", 0.0)

    def broken(*_: object) -> str:
        raise ZeroDivisionError(PUP)

    async with town(tmp_path) as stage:
        monkeypatch.setattr("bot.views.rsvps.toast", broken)
        await (await stage.pup.press("Będę")).answered(PATIENCE)
        await stage.counted("narada_errors_total", where="bot.gateway.receiver", kind="ZeroDivisionError")
        seen = await stage.seen()

        assert value(seen, "narada_updates_total", outcome="failed") == 1
        _nobody_is_named(stage, await stage.text())


async def test_counters_go_on_where_they_were_after_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "KEPT_SECONDS", 0.0)
    async with town(tmp_path) as stage:
        sent = value(await stage.seen(), "narada_telegram_requests_total", method="sendMessage", outcome="ok")
        await stage.narada.stop()
        await stage.narada.start()

        seen = await stage.seen()
        assert value(seen, "narada_telegram_requests_total", method="sendMessage", outcome="ok") == sent > 0
        assert value(seen, "narada_starts_total", part="bot") == 2


async def test_web_tells_what_other_processes_counted_and_goes_on_telling_it_when_they_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "KEPT_SECONDS", 0.0)
    monkeypatch.setattr("bot.usecases.counts.WRITTEN_EVERY", timedelta(milliseconds=50))
    async with narada(tmp_path, TUESDAY_MORNING, running=False) as service:
        web = Town(service, *(service.telegram.person(name) for name in ("a", "b", "c")))
        await service.start(frozenset({Part.WEB}))
        others = Narada(service.telegram, service.clock, service.settings, service.db)
        await others.start(frozenset({Part.BOT, Part.SCHEDULER}))
        try:
            await web.office.say("/start")
            await web.counted("narada_updates_total", outcome="handled")
            beside = await web.seen()
        finally:
            await others.stop()
        alone = await web.seen()

    assert [value(beside, "narada_part_up", part=part) for part in Part] == [1, 1, 1]
    assert [value(alone, "narada_part_up", part=part) for part in Part] == [0, 0, 1]
    for sample, labels in (
        ("narada_updates_total", {"outcome": "handled"}),
        ("narada_telegram_requests_total", {"method": "sendMessage", "outcome": "ok"}),
        ("narada_starts_total", {"part": "bot"}),
    ):
        assert value(alone, sample, **labels) >= value(beside, sample, **labels) > 0


def _nobody_is_named(stage: Town, text: str) -> None:
    service = stage.narada
    secret = (
        service.settings.telegram.token,
        service.settings.telegram.webhook_secret,
        str(service.settings.storage.url),
    )
    people = (stage.office, stage.pup, stage.caritas)
    names = (PARTNERSHIP, PUP, CARITAS, "Starostwo", *(person.title for person in people))
    numbers = tuple(str(person.id) for person in people)
    assert [told for told in (*secret, *names, *numbers) if told in text] == []


def a_request() -> Request:
    """A request that nothing is read from."""
    return Request({"type": "http", "method": "GET", "path": "/metrics", "headers": []})
