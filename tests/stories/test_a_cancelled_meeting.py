"""A cancellation never waits, always sounds, and ends everything else about the meeting."""

from datetime import UTC, datetime

from tests.stories.calendars import addresses, newest_file, subscribed
from tests.stories.conftest import ANSWER_REMINDER, START_REMINDER, Stage, wording

SATURDAY_NIGHT = datetime(2027, 5, 15, 20, 30, tzinfo=UTC)


async def test_card_notice_file_and_feed_say_so_and_nobody_is_reminded(stage: Stage) -> None:
    await stage.announced()
    card = stage.pup.chat.last
    await stage.press(stage.pup, "Będę", "Do kalendarza")
    feed = (await addresses(stage, stage.pup))[0]
    before = await subscribed(feed)

    await stage.call_off("choroba prowadzącego")

    assert wording("card-cancelled") in card.text
    assert "choroba prowadzącego" in card.text
    assert "Będę" not in card.words
    (notice,) = [message for message in stage.pup.chat.from_bot if message.reply_to == card.id]
    assert wording("notice-called-off") in notice.text
    assert not notice.silent
    after = await subscribed(feed)
    assert str(after["STATUS"]) == str(newest_file(stage.pup)["STATUS"]) == "CANCELLED"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    for moment in (ANSWER_REMINDER, START_REMINDER):
        await stage.narada.move(moment)
    assert stage.reminded() == {}


async def test_a_press_on_an_old_button_is_refused_kindly(stage: Stage) -> None:
    await stage.announced()
    card = stage.caritas.chat.last
    button = next(button for row in card.buttons for button in row if button.text == "Będę")
    await stage.call_off("choroba prowadzącego")

    toast = await (await stage.caritas.forge(str(button.data), message=card)).answered()
    await stage.narada.settled()

    assert toast is not None
    assert toast.alert
    assert "choroba prowadzącego" in toast.text
    async with stage.narada.db.snapshot() as store:
        assert await store.rsvps.of_meeting(1) == {}


async def test_it_sounds_at_once_also_on_a_saturday_night(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(SATURDAY_NIGHT)

    await stage.call_off()

    for partner in stage.partners:
        notice = partner.chat.containing(wording("notice-called-off"))
        assert notice is not None
        assert not notice.silent


async def test_a_cancelled_meeting_is_cancelled_once(stage: Stage) -> None:
    await stage.announced()
    shown = stage.office.chat.last
    again = next(button for row in shown.buttons for button in row if button.text == wording("button-call-off"))
    await stage.call_off()
    heard = len(stage.pup.chat.from_bot)

    toast = await (await stage.office.forge(str(again.data), message=shown)).answered()
    await stage.narada.settled()

    assert toast is not None
    assert toast.alert
    assert len(stage.pup.chat.from_bot) == heard
