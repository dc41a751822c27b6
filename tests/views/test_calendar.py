"""What a calendar app is told about a meeting."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.calendars import OwnAnswer
from bot.domain.meetings import Kind
from bot.domain.people import Language
from bot.domain.rsvps import Answer
from bot.views.calendar import feed, meeting_file
from bot.views.texts import texts
from tests.support.calendars import (
    ANNOUNCED,
    CARITAS,
    PUP,
    WEJHEROWO,
    answered,
    calendar,
    entry,
    meeting,
    year_of_meetings,
)
from tests.support.parsed import events, text

PL = texts(Language.POLISH)


def in_feed(of: Any, *own: OwnAnswer, **facts: Any) -> Any:
    """One meeting as it comes out of a feed."""
    return events(feed(calendar(entry(of, *own, **facts)), PL))[0]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert feed(year_of_meetings(40), PL) == feed(year_of_meetings(40), PL)


def test_dtstamp_and_last_modified_are_the_time_of_the_last_change() -> None:
    changed = datetime(2027, 5, 2, 9, 15, 7, 900_000, tzinfo=UTC)

    event = in_feed(meeting(changed_at=changed))

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == changed.replace(microsecond=0)
    assert event["CREATED"].dt == ANNOUNCED


def test_sequence_is_always_written_even_while_it_is_zero() -> None:
    assert in_feed(meeting())["SEQUENCE"] == 0
    assert in_feed(meeting(), sequence=7)["SEQUENCE"] == 7


def test_file_and_feed_carry_the_same_uid_and_sequence() -> None:
    one = entry(meeting(revision=2), sequence=5)

    file, subscribed = events(meeting_file(one, PL).content)[0], events(feed(calendar(one), PL))[0]

    assert (file["UID"], file["SEQUENCE"], file["DTSTAMP"].dt) == (
        subscribed["UID"],
        subscribed["SEQUENCE"],
        subscribed["DTSTAMP"].dt,
    )


@pytest.mark.parametrize("uid", ["ł@example", "x" * 201, "a\r\nATTENDEE:mailto:x@example", "a\tb"])
def test_a_uid_that_calendars_cannot_keep_apart_is_our_mistake_and_raises(uid: str) -> None:
    with pytest.raises(ValueError, match="not a UID"):
        feed(calendar(entry(meeting(uid=uid))), PL)


def test_a_change_of_answer_alone_changes_the_event() -> None:
    silent = feed(calendar(entry(meeting())), PL)
    coming = feed(calendar(entry(meeting(), answered(Answer.YES), sequence=1)), PL)

    assert silent != coming


def test_two_readers_of_one_meeting_each_see_their_own_answer() -> None:
    mine, theirs = entry(meeting(), answered(Answer.YES), sequence=1), entry(meeting(), answered(Answer.NO), sequence=1)

    assert text(events(feed(calendar(mine), PL))[0], "SUMMARY") == "Będę: Spotkanie robocze"
    assert text(events(feed(calendar(theirs), PL))[0], "SUMMARY") == "Nie będę: Spotkanie robocze"


def test_the_same_meeting_reads_differently_in_each_language() -> None:
    shown = {
        language: text(
            events(feed(calendar(entry(meeting(cancelled="")), language=language), texts(language)))[0], "SUMMARY"
        )
        for language in Language
    }

    assert shown == {
        "pl": "Odwołane: Spotkanie robocze",
        "en": "Cancelled: Spotkanie robocze",
        "de": "Abgesagt: Spotkanie robocze",
    }


def test_a_renamed_partnership_is_named_anew_in_its_events() -> None:
    before = in_feed(meeting())
    after = in_feed(meeting(), partnership=replace(WEJHEROWO, name="Partnerstwo Kaszuby"))

    assert "Powiecie Wejherowskim" in text(before, "DESCRIPTION")
    assert "Partnerstwo Kaszuby" in text(after, "DESCRIPTION")


# --- answers ---


@pytest.mark.parametrize(
    ("answer", "prefix", "busy"),
    [(Answer.YES, "Będę: ", True), (Answer.MAYBE, "Może: ", False), (Answer.NO, "Nie będę: ", False)],
)
def test_the_own_answer_leads_the_title_and_only_yes_takes_up_time(answer: Answer, prefix: str, busy: bool) -> None:
    event = in_feed(meeting(), answered(answer))

    assert text(event, "SUMMARY") == f"{prefix}Spotkanie robocze"
    assert text(event, "TRANSP") == ("OPAQUE" if busy else "TRANSPARENT")
    assert text(event, "STATUS") == "CONFIRMED"


def test_without_an_answer_the_title_stands_alone_and_the_time_is_free() -> None:
    event = in_feed(meeting())

    assert text(event, "SUMMARY") == "Spotkanie robocze"
    assert text(event, "TRANSP") == "TRANSPARENT"


def test_every_organisation_the_reader_speaks_for_is_named_with_its_answer() -> None:
    event = in_feed(
        meeting(), answered(Answer.NO, PUP, substitute="kierowniczka działu"), answered(Answer.YES, CARITAS, people=3)
    )

    assert text(event, "SUMMARY") == "Będę: Spotkanie robocze"
    assert text(event, "DESCRIPTION").startswith(
        "PUP w Wejherowie: nie będzie, w zastępstwie: kierowniczka działu\n"
        "Caritas Archidiecezji Gdańskiej: będzie, 3 osoby\n"
    )


def test_an_answer_to_the_previous_date_is_shown_as_such_and_takes_up_no_time() -> None:
    event = in_feed(meeting(), answered(Answer.YES, stands=False))

    assert text(event, "SUMMARY") == "Nowy termin: Spotkanie robocze"
    assert "odpowiedź „będzie” dotyczyła poprzedniego terminu" in text(event, "DESCRIPTION")
    assert text(event, "TRANSP") == "TRANSPARENT"


def test_no_attendee_is_ever_named() -> None:
    one = entry(meeting(), answered(Answer.YES))

    assert b"ATTENDEE" not in feed(calendar(one), PL) + meeting_file(one, PL).content


# --- cancelled ---


def test_a_cancelled_meeting_says_so_in_its_title_its_state_and_its_reason() -> None:
    event = in_feed(meeting(cancelled="choroba prowadzącej"), answered(Answer.YES))

    assert text(event, "SUMMARY") == "Odwołane: Spotkanie robocze"
    assert text(event, "STATUS") == "CANCELLED"
    assert text(event, "TRANSP") == "TRANSPARENT"
    assert text(event, "DESCRIPTION").startswith("Spotkanie zostało odwołane. Powód: choroba prowadzącej\n")
    assert "Odpowiedzi w Telegramie do" not in text(event, "DESCRIPTION")


def test_a_cancelled_meeting_rings_no_alarm() -> None:
    assert b"VALARM" not in meeting_file(entry(meeting(cancelled="")), PL).content


# --- place, link, texts ---


def test_an_online_meeting_has_its_link_where_each_client_looks() -> None:
    event = in_feed(meeting(place="https://meet.example.org/rada?pwd=a;b,c"))

    assert text(event, "URL") == "https://meet.example.org/rada?pwd=a;b,c"
    assert text(event, "LOCATION") == "https://meet.example.org/rada?pwd=a;b,c"
    assert "Spotkanie online: https://meet.example.org/rada?pwd=a;b,c" in text(event, "DESCRIPTION")


def test_a_link_in_the_description_serves_a_meeting_without_a_place() -> None:
    event = in_feed(meeting(place="", description="Dołączamy tu: https://meet.example.org/ą."))

    assert text(event, "URL") == "https://meet.example.org/%C4%85"
    assert text(event, "LOCATION") == "https://meet.example.org/ą"


def test_a_meeting_in_a_room_has_no_link() -> None:
    event = in_feed(meeting(place="javascript:alert(1)"))

    assert "URL" not in event
    assert text(event, "LOCATION") == "javascript:alert(1)"


def test_the_description_gives_text_deadline_partnership_and_contact() -> None:
    event = in_feed(meeting(description="Porządek obrad:\r\n1. Wyniki; plany, budżet\\"))

    assert text(event, "DESCRIPTION") == (
        "Porządek obrad:\n1. Wyniki; plany, budżet\\\n\n"
        "Odpowiedzi w Telegramie do: wtorek, 11 maja 2027, godz. 10:00\n\n"
        "Partnerstwo w Powiecie Wejherowskim\nKontakt: biuro@partnerstwo.example"
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_the_funder_is_named_on_seminars_trainings_and_conferences(kind: Kind) -> None:
    told = text(in_feed(meeting(kind=kind)), "DESCRIPTION")

    named = kind in {Kind.SEMINAR, Kind.TRAINING, Kind.CONFERENCE}
    for line in ("Projekt: Rozwój Partnerstwa", "Numer projektu: POKL.07", "Współfinansowane przez Unię"):
        assert (line in told) is named


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_has_a_category_in_every_language(kind: Kind, language: Language) -> None:
    content = feed(calendar(entry(meeting(kind=kind)), language=language), texts(language))

    assert events(content)[0].categories != []
