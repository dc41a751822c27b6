"""The pages that people open."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest

from bot.domain.calendars import Calendar, FeedKind
from bot.domain.people import Language
from bot.domain.rsvps import Answer
from tests.support.calendars import CARITAS, answered, calendar, entry, meeting, year_of_meetings
from tests.support.web import PUBLIC_URL, SECRET, Shelf, browsing

PAGE = f"/calendar/{SECRET}"


class Outline(HTMLParser):
    """What a page consists of: every tag with its attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


async def opened(shown: Calendar, public_url: str = PUBLIC_URL) -> tuple[httpx.Response, Outline]:
    shelf = Shelf()
    shelf.put(shown)
    async with browsing(shelf, public_url=public_url) as client:
        answer = await client.get(PAGE)
    return answer, Outline(answer.text)


async def test_the_page_offers_every_way_to_subscribe() -> None:
    _, page = await opened(calendar())
    links = [link["href"] for link in page.all("a")]
    address = f"{PUBLIC_URL}{PAGE}.ics"
    webcal = f"webcal://narada.powiat.example{PAGE}.ics"

    assert links[0] == webcal
    assert links[1] == "https://calendar.google.com/calendar/render?cid=" + links[1].partition("cid=")[2]
    assert unquote(links[1].partition("cid=")[2]) == webcal
    for link, host in zip(links[2:4], ("outlook.live.com", "outlook.office.com"), strict=True):
        assert (urlsplit(link).hostname, urlsplit(link).path) == (host, "/calendar/0/addfromweb")
        assert parse_qs(urlsplit(link).query) == {
            "url": [address],
            "name": ["Moje spotkania – Partnerstwo w Powiecie Wejherowskim"],
        }
    assert links[4] == f"{PAGE}.ics"
    assert [field["value"] for field in page.all("input")] == [address]


async def test_the_page_needs_nothing_from_elsewhere_and_its_policy_allows_nothing_else() -> None:
    answer, page = await opened(calendar())
    policy = answer.headers["content-security-policy"]

    assert not [tag for tag, attributes in page.tags if "src" in attributes or tag in {"link", "img", "iframe"}]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (block,) = re.findall(f"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


async def test_the_page_is_kept_from_search_engines_caches_and_referrers() -> None:
    answer, page = await opened(calendar())

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    for link in page.all("a"):
        if link["href"].startswith("https://"):
            assert link["rel"] == "noopener noreferrer"


async def test_the_next_five_meetings_are_listed_with_their_answers_and_the_rest_is_counted() -> None:
    past = entry(meeting(9, title="Minione", start="2027-04-12 10:00"))
    shown = calendar(
        past,
        entry(meeting(1, title="Pierwsze"), answered(Answer.YES, people=2), answered(Answer.NO, CARITAS)),
        entry(meeting(2, title="Drugie", cancelled="choroba"), answered(Answer.YES)),
        entry(meeting(3, title="Trzecie"), answered(Answer.MAYBE, stands=False)),
        *(entry(meeting(number, title=f"Spotkanie {number}")) for number in range(4, 9)),
    )

    _, page = await opened(shown)

    assert "Minione" not in page.text
    assert "PierwszeBędę" in page.text.replace(" ", "")
    assert "PUP w Wejherowie: będzie, 2 osoby" in page.text
    assert "Caritas Archidiecezji Gdańskiej: nie będzie" in page.text
    assert "DrugieOdwołane" in page.text.replace(" ", "")
    assert "Nowy termin – bez odpowiedzi" in page.text
    assert "środa, 12 maja, godz. 10:00–12:00" in page.text
    assert len(page.all("time")) == 5
    assert "W kalendarzu są jeszcze 3 spotkania." in page.text


async def test_a_page_without_meetings_says_that_new_ones_will_come() -> None:
    _, page = await opened(calendar())

    assert "Na razie nie ma zapowiedzianych spotkań." in page.text


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
        ("https://narada.powiat.example", False),
        ("http://192.168.1.5:8080", False),
    ],
)
async def test_an_address_of_this_machine_alone_is_said_to_be_one(url: str, warned: bool) -> None:
    _, page = await opened(calendar(), url)

    assert ("Ten adres działa tylko na tym komputerze." in page.text) is warned


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(FeedKind))
async def test_the_whole_page_speaks_the_feeds_language(language: Language, kind: FeedKind) -> None:
    shown = year_of_meetings(12)

    answer, page = await opened(calendar(*shown.entries, kind=kind, language=language))

    assert answer.status_code == 200
    assert page.all("html") == [{"lang": language.value}]
    commands = {"pl": "/kalendarz", "en": "/calendar", "de": "/kalender"}
    assert re.findall(r"(?<=\s)/kal\w+|(?<=\s)/cal\w+", page.text) == [commands[language.value]]


async def test_a_screen_reader_finds_landmarks_headings_a_label_and_a_spoken_confirmation() -> None:
    _, page = await opened(year_of_meetings(3))
    tags = [tag for tag, _ in page.tags]
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}

    assert (tags.count("header"), tags.count("main"), tags.count("h1")) == (1, 1, 1)
    assert {section["aria-labelledby"] for section in page.all("section")} <= ids
    assert [label["for"] for label in page.all("label")] == [field["id"] for field in page.all("input")]
    assert {"id": "copied", "role": "status"} in page.all("p")
    assert all(header["scope"] in {"row", "col"} for header in page.all("th"))


async def test_markup_in_titles_places_and_names_stays_text() -> None:
    nasty = "<script>alert(1)</script>\"'&\u202e"
    one = entry(meeting(title=nasty, place=nasty), answered(Answer.YES, substitute=nasty))

    answer, page = await opened(calendar(one))

    assert len(page.all("script")) == 1
    assert "<script>alert(1)" not in answer.text
    assert page.text.count("alert(1)") == 3


async def test_robots_are_allowed_everywhere_because_a_calendar_service_that_is_not_drops_the_feed() -> None:
    async with browsing(Shelf()) as client:
        answer = await client.get("/robots.txt")

    assert (answer.status_code, answer.text) == (200, "User-agent: *\nDisallow:\n")


async def test_the_front_door_says_in_three_languages_what_lives_here() -> None:
    async with browsing(Shelf()) as client:
        page = Outline((await client.get("/")).text)

    assert [paragraph.get("lang") for paragraph in page.all("p")] == ["pl", "en", "de"]
    assert page.all("script") == []
