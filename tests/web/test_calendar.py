"""What a subscribing calendar is answered."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendars import Calendar, Version
from bot.domain.rsvps import Answer
from bot.views.calendar import feed
from bot.views.texts import texts
from bot.web.calendar import Standing, Standings
from bot.web.refusals import LONGEST_TARGET
from bot.web.rendering import FRAGMENTS, Fragments, Held, Rendered, RenderedFeeds, render
from tests.support.calendars import ANNOUNCED, NOW, answered, calendar, entry, meeting, year_of_meetings
from tests.support.web import SECRET, Shelf, browsing, outline, version

ADDRESS = f"/calendar/{SECRET}.ics"
ONE = calendar(entry(meeting()))
CHANGED = calendar(entry(meeting(revision=1), answered(Answer.YES), sequence=2))


def drawn(of: Calendar, feed: Version, *, gzipped: bool = False) -> Rendered:
    """The feed rendered from nothing."""
    return render(outline(of), {}, feed, gzipped=gzipped).rendered


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put(ONE)
    return shelf


async def test_a_feed_is_served_as_a_calendar_with_everything_a_client_needs_to_ask_less(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        answer = await client.get(ADDRESS)

    assert answer.status_code == 200
    assert answer.content == feed(ONE, texts(ONE.language))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["content-disposition"] == 'inline; filename="spotkania.ics"'
    assert answer.headers["last-modified"] == "Thu, 01 Apr 2027 08:30:00 GMT"
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"].startswith('"')


async def test_the_same_feed_comes_byte_for_byte_and_is_looked_up_and_loaded_once_while_nothing_is_committed(
    shelf: Shelf,
) -> None:
    async with browsing(shelf) as client:
        first, second = await client.get(ADDRESS), await client.get(ADDRESS)

    assert (first.content, first.headers) == (second.content, second.headers)
    assert (shelf.loads, shelf.looks_at_feeds) == (1, 1)


async def test_a_change_shows_at_the_next_request_with_another_etag(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        before = await client.get(ADDRESS)
        shelf.put(CHANGED, modified=ANNOUNCED + timedelta(minutes=5))
        after = await client.get(ADDRESS, headers={"if-none-match": before.headers["etag"]})

    assert after.status_code == 200
    assert "SEQUENCE:2" in after.text
    assert after.headers["etag"] != before.headers["etag"]
    assert after.headers["last-modified"] == "Thu, 01 Apr 2027 08:35:00 GMT"


async def test_a_restarted_service_gives_an_unchanged_feed_the_same_etag(shelf: Shelf) -> None:
    tags = []
    for _ in range(2):
        async with browsing(shelf) as client:
            tags.append((await client.get(ADDRESS)).headers["etag"])

    assert tags[0] == tags[1]


@pytest.mark.parametrize("pattern", ["{}", "W/{}", '"other", {}', '"other",W/{} , "third"', "*", " * "])
async def test_a_client_that_has_it_already_is_told_so_without_a_body(shelf: Shelf, pattern: str) -> None:
    async with browsing(shelf) as client:
        full = await client.get(ADDRESS)
        answer = await client.get(ADDRESS, headers={"if-none-match": pattern.format(full.headers["etag"])})

    assert answer.status_code == 304
    assert answer.content == b""
    for name in ("etag", "last-modified", "cache-control", "vary"):
        assert answer.headers[name] == full.headers[name]
    assert "content-type" not in answer.headers
    assert "content-length" not in answer.headers


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 01 Apr 2027 08:30:00 GMT", 304),
        ("Thu, 01 Apr 2027 10:30:01 +0200", 304),
        ("Thu, 01 Apr 2027 08:29:59 GMT", 200),
        ("yesterday", 200),
        ("", 200),
        ("99 Foo 99999 99:99:99 GMT", 200),
    ],
)
async def test_a_client_that_only_knows_the_time_is_answered_by_the_time(shelf: Shelf, since: str, status: int) -> None:
    async with browsing(shelf) as client:
        answer = await client.get(ADDRESS, headers={"if-modified-since": since})

    assert answer.status_code == status


async def test_the_etag_decides_over_the_time_where_both_are_sent(shelf: Shelf) -> None:
    headers = {"if-none-match": '"other"', "if-modified-since": "Fri, 31 Dec 2032 00:00:00 GMT"}
    async with browsing(shelf) as client:
        answer = await client.get(ADDRESS, headers=headers)

    assert answer.status_code == 200


async def test_a_change_within_a_second_still_has_another_etag(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        first = await client.get(ADDRESS)
        shelf.put(CHANGED)
        second = await client.get(ADDRESS, headers={"if-none-match": first.headers["etag"]})

    assert second.status_code == 200


async def test_head_tells_the_same_without_the_body(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        full, head = await client.get(ADDRESS), await client.head(ADDRESS)

    assert head.content == b""
    assert head.headers == full.headers


async def test_gzip_has_an_etag_of_its_own_and_unpacks_to_the_same_bytes(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        plain = await client.get(ADDRESS)
        packed = await client.get(ADDRESS, headers={"accept-encoding": "br, gzip;q=0.8"})
        raw = drawn(ONE, version(), gzipped=True).body
        again = await client.get(ADDRESS, headers={"accept-encoding": "gzip", "if-none-match": packed.headers["etag"]})

    assert raw[4:8] == bytes(4), "the time of compressing would make equal feeds differ (RFC 1952 §2.3.1)"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(raw))
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.content == plain.content == gzip.decompress(raw)
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("accepts", "gzipped"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("*", True),
        ("identity, gzip;q=0", False),
        ("*, gzip;q=0", False),
        ("*;q=0", False),
        ("gzip;q=nonsense", False),
        ("br", False),
        ("", False),
    ],
)
async def test_gzip_is_sent_to_those_alone_who_accept_it(shelf: Shelf, accepts: str, gzipped: bool) -> None:
    async with browsing(shelf) as client:
        answer = await client.get(ADDRESS, headers={"accept-encoding": accepts})

    assert ("content-encoding" in answer.headers) is gzipped


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Google-Calendar-Importer", "accept": "*/*"},
        {"user-agent": "iOS/17 dataaccessd", "accept": "text/html"},
        {"user-agent": "Nextcloud Webcal Service", "accept": "application/json;q=0.1"},
    ],
)
async def test_every_client_gets_the_same_answer(shelf: Shelf, headers: dict[str, str]) -> None:
    async with browsing(shelf) as client:
        usual, answer = await client.get(ADDRESS), await client.get(ADDRESS, headers=headers)

    assert (answer.status_code, answer.headers, answer.content) == (200, usual.headers, usual.content)


async def test_whatever_is_unknown_malformed_or_withdrawn_looks_exactly_like_what_never_was(shelf: Shelf) -> None:
    shelf.put(ONE, secret="w" * 32)
    del shelf.feeds["w" * 32]
    paths = [
        "/nothing",
        "/calendar",
        "/calendar/",
        f"/calendar/{'w' * 32}.ics",
        f"/calendar/{'w' * 32}",
        f"/calendar/{'x' * 32}.ics",
        f"/calendar/{SECRET}.ICS",
        f"/calendar/{SECRET}/",
        f"/calendar/{SECRET}.ics/",
        f"/calendar/{SECRET[:-1]}.ics",
        "/calendar/.ics",
        "/calendar/%00%0d%0aSet-Cookie:x.ics",
        "/calendar/..%2f..%2fetc%2fpasswd.ics",
        "/calendar/żółć.ics",
        "/telegram/webhook",
        "/demo/next",
        "/docs",
    ]
    async with browsing(shelf) as client:
        answers = [await client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    assert [word in answers[0].text for word in ("/kalendarz", "/calendar", "/kalender")] == [True] * 3
    assert len({(answer.content, tuple(answer.headers.items())) for answer in answers}) == 1


async def test_a_renewed_address_answers_and_the_old_one_is_gone(shelf: Shelf) -> None:
    fresh = "n" * 32
    async with browsing(shelf) as client:
        assert (await client.get(ADDRESS)).status_code == 200
        shelf.feeds[fresh] = shelf.feeds.pop(SECRET)
        old, new = await client.get(ADDRESS), await client.get(f"/calendar/{fresh}.ics")

    assert (old.status_code, new.status_code) == (404, 200)


async def test_a_malformed_secret_never_reaches_the_store(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        await client.get("/calendar/a%27%20OR%201=1.ics")

    assert (shelf.looks_at_feeds, shelf.loads) == (0, 0)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("path", [ADDRESS, f"/calendar/{SECRET}", f"/calendar/{'x' * 32}.ics", "/healthz"])
async def test_a_wrong_method_is_told_the_right_ones_whether_the_secret_is_known_or_not(
    shelf: Shelf, method: str, path: str
) -> None:
    async with browsing(shelf) as client:
        answer = await client.request(method, path)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("target", ["/" + "a" * LONGEST_TARGET, "/healthz?" + "a" * LONGEST_TARGET])
async def test_an_address_longer_than_any_of_ours_is_refused(shelf: Shelf, target: str) -> None:
    async with browsing(shelf) as client:
        answer = await client.get(target)

    assert answer.status_code == 414
    assert "aaa" not in answer.text


async def test_a_store_that_is_away_gives_a_503_that_tells_nothing_but_to_come_again(shelf: Shelf) -> None:
    shelf.failure = RuntimeError("disk at /srv/narada is gone")
    async with browsing(shelf) as client:
        answer = await client.get(ADDRESS)

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
    assert "srv" not in answer.text


async def test_sixteen_that_ask_at_once_for_a_changed_feed_wait_for_one_rendering(shelf: Shelf) -> None:
    shelf.put(year_of_meetings(60))
    async with browsing(shelf) as client:
        answers = await asyncio.gather(*(client.get(ADDRESS) for _ in range(16)))

    assert shelf.loads == 1
    assert len({answer.content for answer in answers}) == 1


def test_rendered_feeds_stay_within_their_budget_and_the_least_asked_goes_first() -> None:
    versions = [version(number) for number in range(3)]
    rendered = drawn(ONE, versions[0])
    kept = RenderedFeeds(budget=2 * len(rendered.body))

    for each in versions[:2]:
        kept.put(each, rendered, gzipped=False)
    kept.get(versions[0], gzipped=False)
    kept.put(versions[2], rendered, gzipped=False)

    assert [kept.get(each, gzipped=False) is not None for each in versions] == [True, False, True]
    assert kept.size == 2 * len(rendered.body)


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    old, new = version(), version(digest="2", modified=datetime(2027, 5, 1, tzinfo=UTC))
    kept = RenderedFeeds()
    kept.put(old, drawn(ONE, old), gzipped=False)
    kept.put(new, drawn(CHANGED, new), gzipped=False)

    assert kept.get(old, gzipped=False) is None
    assert kept.size == len(drawn(CHANGED, new).body)


def test_a_feed_larger_than_the_budget_is_served_but_not_kept() -> None:
    kept = RenderedFeeds(budget=10)
    kept.put(version(), drawn(ONE, version()), gzipped=False)

    assert (kept.get(version(), gzipped=False), kept.size) == (None, 0)


def test_kept_events_stay_within_their_budget_whatever_is_asked_for() -> None:
    of = outline(year_of_meetings(40))
    drawn_events = render(of, {}, version(), gzipped=False).fresh
    budget = sum(len(event) for event in drawn_events.values()) // 2
    kept = Fragments(budget)
    for key, event in drawn_events.items():
        kept.put({key: event})
        kept.get(of.events[0])

    assert 0 < kept.size <= budget
    assert 0 < len(kept) < 20
    assert kept.get(of.events[0]) is not None, "what is asked for again and again stays"
    assert kept.get(of.events[1]) is None


def test_of_feeds_without_end_so_many_versions_are_remembered() -> None:
    kept = Standings(most=3)
    for number in range(9):
        kept.put(b"%d" % number, Standing(version(number), "mark", NOW, number))
        kept.get(b"0")
    kept.put(b"8", None)

    assert len(kept) == 2
    assert kept.get(b"0") is not None
    assert kept.get(b"8") is None


def test_an_event_that_is_thrown_out_while_its_feed_is_put_together_is_not_missing() -> None:
    kept = Fragments()
    of = outline(year_of_meetings(3))
    whole = render(of, {}, version(), gzipped=False)
    kept.put(whole.fresh)
    held = Held(kept)
    again = outline(year_of_meetings(3), held)
    kept.put(dict.fromkeys(of.events, b"x" * FRAGMENTS))

    assert again.fresh == {}
    assert len(kept) == 0
    assert render(again, held.events, version(), gzipped=False).rendered.body == whole.rendered.body


async def test_after_a_change_only_what_changed_is_rendered(shelf: Shelf) -> None:
    year = year_of_meetings(20)
    shelf.put(year)
    async with browsing(shelf) as client:
        await client.get(ADDRESS)
        first = shelf.rendered
        shelf.put(calendar(*year.entries[:10], entry(meeting(99, title="Nowe")), *year.entries[11:]))
        changed = await client.get(ADDRESS)

    assert (first, shelf.rendered) == (20, 21)
    assert "Nowe" in changed.text
