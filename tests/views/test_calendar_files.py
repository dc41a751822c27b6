"""What a feed and a file are made of around their meetings."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.calendars import FeedKind
from bot.domain.people import Language
from bot.domain.rsvps import Answer
from bot.views.calendar import calendar_file, feed, meeting_file
from bot.views.texts import texts
from tests.support.calendars import (
    WEJHEROWO,
    answered,
    calendar,
    entry,
    meeting,
    year_of_meetings,
)
from tests.support.ical_lint import faults
from tests.support.parsed import events, strictly, text

PL = texts(Language.POLISH)
NO_CONTACT = replace(WEJHEROWO, contact_email="")


def test_a_feed_has_no_method_no_organiser_and_no_alarm() -> None:
    content = feed(calendar(entry(meeting())), PL)

    assert not any(word in content for word in (b"METHOD", b"ORGANIZER", b"VALARM"))


def test_a_feed_names_itself_escaped_and_asks_to_be_read_every_hour() -> None:
    content = feed(calendar(partnerships=(replace(WEJHEROWO, name='Razem; zgodnie, "Kaszuby"'),)), PL)

    assert b'\r\nNAME:Moje spotkania \xe2\x80\x93 Razem\\; zgodnie\\, "Kaszuby"\r\n' in content
    assert b'\r\nX-WR-CALNAME:Moje spotkania \xe2\x80\x93 Razem\\; zgodnie\\, "Kaszuby"\r\n' in content
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in content
    assert b"\r\nCOLOR:teal\r\n" in content


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "Moje spotkania – Partnerstwo w Powiecie Wejherowskim"),
        ({"kind": FeedKind.PARTNERSHIP}, "Partnerstwo w Powiecie Wejherowskim – spotkania"),
        ({"partnerships": (WEJHEROWO, replace(WEJHEROWO, id=2, name="WRZOS"))}, "Moje spotkania"),
        ({"partnerships": ()}, "Moje spotkania"),
    ],
)
def test_a_feed_is_called_after_whose_it_is(facts: dict[str, Any], name: str) -> None:
    assert text(strictly(feed(calendar(**facts), PL)), "NAME") == name


def test_an_empty_feed_keeps_its_time_zone_because_a_calendar_must_hold_something() -> None:
    content = feed(calendar(), PL)

    assert faults(content) == []
    assert strictly(content).walk("VTIMEZONE") != []


def test_a_file_is_published_by_its_organiser() -> None:
    content = meeting_file(entry(meeting()), PL).content
    organiser = events(content)[0]["ORGANIZER"]

    assert strictly(content)["METHOD"] == "PUBLISH"
    assert organiser == "mailto:biuro@partnerstwo.example"
    assert organiser.params["CN"] == "Partnerstwo w Powiecie Wejherowskim"


@pytest.mark.parametrize("email", ["", "biuro", "a b@example.org", "x@example.org\r\nATTENDEE:mailto:y@example.org"])
def test_a_file_without_a_usable_contact_has_no_method_because_publish_demands_an_organiser(email: str) -> None:
    content = meeting_file(entry(meeting(), partnership=replace(WEJHEROWO, contact_email=email)), PL).content

    assert b"METHOD" not in content
    assert b"ORGANIZER" not in content
    assert faults(content) == []


def test_straight_quotes_in_the_organisers_name_become_typographic_ones() -> None:
    one = entry(meeting(), partnership=replace(WEJHEROWO, name='Stowarzyszenie "Razem"; Gdynia'))

    organiser = events(meeting_file(one, PL).content)[0]["ORGANIZER"]

    assert organiser.params["CN"] == "Stowarzyszenie „Razem”; Gdynia"


def test_a_file_rings_once_an_hour_before() -> None:
    alarms: list[Any] = strictly(meeting_file(entry(meeting(), answered(Answer.YES)), PL).content).walk("VALARM")

    assert [(alarm["ACTION"], alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) for alarm in alarms] == [
        ("DISPLAY", timedelta(hours=-1), "Spotkanie robocze")
    ]


def test_a_file_does_not_ring_for_those_who_do_not_come() -> None:
    assert b"VALARM" not in meeting_file(entry(meeting(), answered(Answer.NO)), PL).content


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spotkanie robocze", "spotkanie-robocze-2027-05-12.ics"),
        ("Żółć, łódź & Straße!", "zolc-lodz-strasse-2027-05-12.ics"),
        ("../../etc/passwd\r\n", "etc-passwd-2027-05-12.ics"),
        ("👩‍👩‍👧 日本", "spotkanie-2027-05-12.ics"),
        ("a" * 200, "a" * 60 + "-2027-05-12.ics"),
    ],
)
def test_a_file_has_a_name_that_every_system_takes(title: str, name: str) -> None:
    file = meeting_file(entry(meeting(title=title)), PL)

    assert (file.name, file.media_type) == (name, "text/calendar")


def test_one_file_holds_all_coming_meetings() -> None:
    file = calendar_file(year_of_meetings(12), PL)

    assert file.name == "spotkania.ics"
    assert len(events(file.content)) == 12
    assert faults(file.content) == []


def test_a_file_of_meetings_of_which_one_has_no_organiser_has_no_method() -> None:
    mixed = calendar(entry(meeting(1)), entry(meeting(2), partnership=NO_CONTACT))

    content = calendar_file(mixed, PL).content

    assert b"METHOD" not in content
    assert faults(content) == []
