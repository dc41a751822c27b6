"""Calendars of many meetings, and of texts that would like to break out."""

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
import vobject

from bot.domain.calendars import Calendar
from bot.domain.meetings import Kind
from bot.domain.people import Language
from bot.domain.rsvps import Answer
from bot.views.calendar import feed, meeting_file
from bot.views.texts import texts
from tests.support.calendars import (
    PUP,
    WEJHEROWO,
    answered,
    calendar,
    entry,
    meeting,
    year_of_meetings,
)
from tests.support.ical_lint import faults
from tests.support.parsed import events, text

PL = texts(Language.POLISH)


@pytest.fixture(scope="module")
def five_hundred() -> Calendar:
    return year_of_meetings(500)


@pytest.fixture(scope="module")
def big_feed(five_hundred: Calendar) -> bytes:
    return feed(five_hundred, PL)


def test_a_feed_of_500_meetings_passes_strict_parsing_with_every_event_in_it(
    big_feed: bytes, five_hundred: Calendar
) -> None:
    parsed = {str(event["UID"]): event for event in events(big_feed)}

    assert len(parsed) == 500
    for one in five_hundred.entries:
        event = parsed[one.meeting.uid]
        assert event.start.astimezone(UTC) == one.meeting.starts_at
        assert event.end.astimezone(UTC) == one.meeting.ends_at
        assert one.meeting.title in text(event, "SUMMARY")
        assert one.meeting.details.description in text(event, "DESCRIPTION")


def test_a_feed_of_500_meetings_passes_an_independent_lint(big_feed: bytes) -> None:
    assert faults(big_feed) == []


def test_a_feed_of_500_meetings_passes_a_second_parsers_validation(big_feed: bytes) -> None:
    parsed = vobject.readOne(big_feed.decode())

    assert parsed.validate(raiseException=True)
    assert len(parsed.vevent_list) == 500
    assert {event.summary.value.split("Spotkanie ")[1].split(":")[0] for event in parsed.vevent_list} == {
        str(number) for number in range(500)
    }


@pytest.mark.parametrize(
    "broken",
    [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nNAME:a; b\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:" + b"x" * 70 + b"\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_lint_finds_what_is_broken(broken: bytes) -> None:
    assert faults(broken) != []


NASTY = {
    "newlines": "Rada\nDTSTART:19990101T000000Z\r\nATTENDEE:mailto:x@example.org\rEND:VEVENT",
    "separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "quotes": "\"cytat\" 'drugi' \\n \\\\ ; , :",
    "control": "".join(map(chr, [*range(1, 32), *range(127, 160)])) + "koniec",
    "direction": "\u202eodwrotnie\u2066 x\u200f",
    "surrogate": "pół \ud83d znaku",
    "marks": "z" + "\u0335" * 4000,
    "emoji": "👩‍👩‍👧🏳️‍🌈" * 60,
    "polish": "zażółć gęślą jaźń " * 30,
    "html": "<b>ważne</b> &amp; <script>alert(1)</script>",
}


@pytest.mark.parametrize("where", ["title", "place", "description", "cancelled"])
@pytest.mark.parametrize("nasty", NASTY.values(), ids=list(NASTY))
def test_no_text_breaks_out_of_its_property(nasty: str, where: str) -> None:
    facts: dict[str, Any] = {where: nasty}
    one = entry(meeting(**facts))
    for content in (feed(calendar(one), PL), meeting_file(one, PL).content):
        assert faults(content) == []
        assert len(events(content)) == 1
        assert events(content)[0].start.astimezone(UTC) == one.meeting.starts_at
        vobject.readOne(content.decode()).validate(raiseException=True)


@pytest.mark.parametrize("nasty", NASTY.values(), ids=list(NASTY))
def test_no_name_breaks_out_of_its_property(nasty: str) -> None:
    named = replace(WEJHEROWO, name=nasty, project_title=nasty, funding_note=nasty)
    own = answered(Answer.YES, replace(PUP, name=nasty), substitute=nasty)
    one = entry(meeting(kind=Kind.SEMINAR), own, partnership=named)
    for content in (feed(calendar(one, partnerships=(named,)), PL), meeting_file(one, PL).content):
        assert faults(content) == []
        assert len(events(content)) == 1


def test_markup_in_a_title_is_text_in_a_calendar() -> None:
    (event,) = events(feed(calendar(entry(meeting(title="<b>ważne</b> & pilne"))), PL))

    assert text(event, "SUMMARY") == "<b>ważne</b> & pilne"
