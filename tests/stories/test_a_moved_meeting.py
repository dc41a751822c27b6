"""The date moves: everybody hears it, is asked again, and is reminded again exactly once."""

from datetime import UTC, datetime, timedelta

from bot.domain.people import Sector
from tests.stories.calendars import addresses, newest_file, starts, subscribed
from tests.stories.conftest import ANSWER_REMINDER, DEADLINE, PUP, SECOND, START, Stage, wording

LATER = "27.05.2027 12:00-14:00"
NEW_START = datetime(2027, 5, 27, 10, tzinfo=UTC)
NEW_REMINDER = datetime(2027, 5, 25, 10, tzinfo=UTC)


async def test_card_notice_file_and_feed_show_the_new_time_and_everybody_is_asked_again(stage: Stage) -> None:
    await stage.announced()
    card = stage.pup.chat.last
    await stage.press(stage.pup, "Będę", "Do kalendarza")
    feed = (await addresses(stage, stage.pup))[0]
    before, before_in_file = await subscribed(feed), newest_file(stage.pup)

    await stage.change("Termin", LATER)

    assert "27 maja 2027" in card.text
    notice = stage.pup.chat.containing(wording("notice-changed"))
    assert notice is not None
    assert notice.reply_to == card.id
    assert not notice.silent
    assert all(part in notice.text for part in ("20 maja 2027", "27 maja 2027"))
    assert {"Będę", "Nie będę", "Może"} <= set(notice.words)
    after, after_in_file = await subscribed(feed), newest_file(stage.pup)
    assert starts(before) == starts(before_in_file) == START
    assert starts(after) == starts(after_in_file) == NEW_START
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert int(after_in_file["SEQUENCE"]) == int(after["SEQUENCE"]) > int(before_in_file["SEQUENCE"])
    assert after["UID"] == before["UID"] == after_in_file["UID"]
    for person in stage.partners:
        assert person.chat.containing("Bez odpowiedzi: 4")
    assert "poprzedni termin" in card.text


async def test_who_answered_the_previous_date_is_chased_again_and_exactly_once(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER)
    assert set(stage.reminded().values()) == {1}
    for partner in stage.partners:
        await stage.press(partner, "Będę")
    await stage.change("Termin", LATER)
    await stage.press(stage.caritas, "Będę")

    await stage.narada.move(NEW_REMINDER)
    await stage.narada.move(NEW_REMINDER + timedelta(hours=1))

    assert stage.reminded() == {
        stage.pup.title: 2,
        stage.caritas.title: 1,
        stage.courses.title: 2,
        stage.parish.title: 2,
    }


async def test_nobody_is_reminded_at_the_moments_of_the_previous_date(stage: Stage) -> None:
    await stage.announced()
    await stage.change("Termin", LATER)

    await stage.narada.move(ANSWER_REMINDER)

    assert stage.reminded() == {}


async def test_an_answer_from_the_notice_stands_for_the_new_date(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.change("Termin", LATER)
    notice = stage.pup.chat.containing(wording("notice-changed"))

    await stage.narada.press(stage.pup, "Nie będę", message=notice)

    for person in stage.everybody:
        card = person.chat.containing("Bez odpowiedzi: 3")
        assert card is not None
        assert "Nie będzie: 1" in card.text


async def test_a_new_place_lets_answers_stand_and_reminds_nobody_again(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.narada.move(ANSWER_REMINDER)
    reminded = stage.reminded()

    await stage.change("Miejsce", "Urząd Miejski w Wejherowie, sala 3")
    await stage.narada.move(ANSWER_REMINDER + timedelta(hours=1))

    assert stage.reminded() == reminded
    card = stage.pup.chat.containing("Będzie: 1")
    assert card is not None
    assert "Urząd Miejski w Wejherowie" in card.text
    notice = stage.pup.chat.containing(wording("notice-answers-stand"))
    assert notice is not None
    assert "Będę" not in notice.words


async def test_the_deadline_moves_with_the_date(stage: Stage) -> None:
    await stage.announced()
    await stage.change("Termin", LATER)
    await stage.narada.move(DEADLINE + SECOND)

    toast = await stage.press(stage.pup, "Będę")

    assert toast is not None
    assert not toast.alert


async def test_a_newcomer_between_two_dates_sees_only_the_new_one(stage: Stage) -> None:
    await stage.announced()
    await stage.change("Termin", LATER)

    gmina = await stage.narada.partner(stage.office, "Gmina Miasta Wejherowa", Sector.PUBLIC)
    await stage.narada.settled()

    assert gmina.chat.containing("27 maja 2027")
    assert gmina.chat.containing("20 maja 2027") is None
    assert stage.reminders(gmina) == 0


async def test_moved_twice_before_anything_was_sent_tells_only_the_last_change(stage: Stage) -> None:
    await stage.announced()
    before = len(stage.pup.chat.from_bot)
    await stage.change("Termin", "26.05.2027 12:00-14:00")
    await stage.change("Termin", LATER)

    said = [message.text for message in stage.pup.chat.from_bot[before:]]

    assert len(said) == 2
    assert "27 maja 2027" in said[-1]
    assert PUP in stage.shown(stage.pup, "Bez odpowiedzi: 4")
