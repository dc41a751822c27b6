"""A coordinator on a Saturday: now and without sound, or on Monday at seven; what cannot wait sounds always."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Person
from tests.stories.conftest import LINE, SECOND, Stage, wording

SATURDAY = datetime(2027, 5, 15, 10, tzinfo=UTC)
MONDAY_AT_SEVEN = datetime(2027, 5, 17, 5, tzinfo=UTC)
LATER = "Ogłoś w poniedziałek o 7:00"
MONDAY_AT_ELEVEN = "Narada; 17.05.2027 11:00; Starostwo Powiatowe w Wejherowie"
DAY = "20 maja 2027"
LISTED = "czwartek, 20 maja"


@pytest.fixture
async def saturday(stage: Stage) -> Stage:
    await stage.narada.move(SATURDAY)
    return stage


def news(stage: Stage) -> list[str]:
    """What stands in the chats about the meeting of LINE, by whose chat it is."""
    return [person.title for person in stage.everybody if _card(person)]


def _card(person: Person) -> bool:
    return any(DAY in message.text and "Bez odpowiedzi" in message.text for message in person.chat.from_bot)


async def test_the_preview_offers_both_and_says_why(saturday: Stage) -> None:
    preview = await saturday.say(saturday.office, f"/nowe {LINE}")

    assert {"Ogłoś", LATER} <= set(preview.words)
    said = wording("preview-closed", weekday="w poniedziałek", time="7:00")
    assert said in preview.text


async def test_on_a_working_morning_nothing_is_offered_but_now(stage: Stage) -> None:
    preview = await stage.say(stage.office, f"/nowe {LINE}")

    assert [word for word in preview.words if word.startswith("Ogłoś")] == ["Ogłoś"]


async def test_announced_for_monday_nobody_hears_before_and_everybody_at_seven(saturday: Stage) -> None:
    await saturday.say(saturday.office, f"/nowe {LINE}")
    await saturday.press(saturday.office, LATER)

    assert "poniedziałek, 17 maja 2027, godz. 07:00" in saturday.office.chat.last.text
    await saturday.narada.move(MONDAY_AT_SEVEN - SECOND)
    assert news(saturday) == []
    for person in saturday.partners:
        assert wording("listing-empty") in (await saturday.say(person, "/spotkania")).text

    await saturday.narada.move(MONDAY_AT_SEVEN)
    assert news(saturday) == [person.title for person in saturday.everybody]
    assert not any(person.chat.last.silent for person in saturday.partners)
    assert LISTED in (await saturday.say(saturday.pup, "/spotkania")).text


async def test_a_meeting_waiting_for_monday_is_seen_by_the_office_alone(saturday: Stage) -> None:
    await saturday.say(saturday.office, f"/nowe {LINE}")
    await saturday.press(saturday.office, LATER)

    assert LISTED in (await saturday.say(saturday.office, "/spotkania")).text
    await saturday.say(saturday.pup, "/spotkania")
    for data in ("m:1", "r:1:yes", "ics:1"):
        toast = await (await saturday.pup.forge(data)).answered()
        assert toast is not None
        assert toast.text == wording("refusal-not-found")
    await saturday.narada.settled()
    assert news(saturday) == []


async def test_the_office_sees_until_monday_that_its_meeting_is_only_planned(saturday: Stage) -> None:
    await saturday.say(saturday.office, f"/nowe {LINE}")
    await saturday.press(saturday.office, LATER)
    planned = wording("listing-planned", weekday="w poniedziałek", time="7:00")

    assert planned in (await saturday.say(saturday.office, "/spotkania")).text
    await (await saturday.office.forge("roll:1")).answered()
    await saturday.narada.settled()
    assert planned in saturday.office.chat.last.text

    await saturday.narada.move(MONDAY_AT_SEVEN)
    assert planned not in (await saturday.say(saturday.office, "/spotkania")).text


async def test_a_meeting_called_off_before_it_was_announced_is_never_heard_of(saturday: Stage) -> None:
    await saturday.say(saturday.office, f"/nowe {LINE}")
    await saturday.press(saturday.office, LATER)
    await saturday.say(saturday.office, "/spotkania")
    await saturday.press(saturday.office, "20.05 · Spotkanie robocze")
    await saturday.call_off()

    await saturday.narada.move(MONDAY_AT_SEVEN)

    for person in saturday.partners:
        assert not any("Spotkanie robocze" in message.text for message in person.chat.from_bot), person.title


async def test_announced_now_it_comes_without_sound(saturday: Stage) -> None:
    await saturday.announced()

    assert news(saturday) == [person.title for person in saturday.everybody]
    assert all(person.chat.last.silent for person in saturday.partners)


async def test_a_change_far_ahead_comes_without_sound_and_a_soon_one_sounds(saturday: Stage) -> None:
    await saturday.announced()
    await saturday.change("Miejsce", "Luzino, Urząd Gminy")
    assert saturday.pup.chat.last.silent

    await saturday.narada.move(datetime(2027, 5, 19, 19, tzinfo=UTC))  # the evening before, 21:00
    await saturday.change("Miejsce", "Luzino, Dom Kultury")

    assert "Dom Kultury" in saturday.pup.chat.last.text
    assert not saturday.pup.chat.last.silent


async def test_a_cancellation_on_a_saturday_goes_at_once_and_sounds(saturday: Stage) -> None:
    await saturday.announced()
    await saturday.call_off()

    for person in saturday.partners:
        assert wording("notice-called-off") in person.chat.last.text
        assert not person.chat.last.silent


async def test_the_preview_says_when_answers_are_taken_until_the_start(saturday: Stage) -> None:
    preview = await saturday.say(saturday.office, f"/nowe {MONDAY_AT_ELEVEN}")
    # The derived deadline is Friday, which is over: the rule of late announcements.
    assert wording("preview-deadline-is-start") in preview.text
    assert "Odpowiedzi do: poniedziałek, 17 maja 2027, godz. 11:00" in preview.text

    far = await saturday.say(saturday.office, f"/nowe {LINE}")
    assert wording("preview-deadline-is-start") not in far.text


async def test_planned_for_monday_the_deadline_counts_from_monday(saturday: Stage) -> None:
    """Tuesday 7:30: a deadline of Monday 7:30 is days off on Saturday, and half an hour on Monday at seven."""
    preview = await saturday.say(saturday.office, "/nowe Narada; 18.05.2027 7:30; Luzino")
    assert wording("preview-deadline-is-start") not in preview.text
    assert wording("preview-later-until-start", weekday="w poniedziałek", time="7:00") in preview.text
    await saturday.press(saturday.office, LATER)

    await saturday.narada.move(MONDAY_AT_SEVEN)

    assert "Odpowiedzi do: wtorek, 18 maja 2027, godz. 07:30" in saturday.pup.chat.last.text
    toast = await saturday.press(saturday.pup, "Będę")
    assert toast is not None
    assert not toast.alert
    await saturday.narada.move(MONDAY_AT_SEVEN + timedelta(hours=1))
    assert "Będzie: 1" in saturday.shown(saturday.caritas, "Bez odpowiedzi: 3")
