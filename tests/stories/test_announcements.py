"""A coordinator announces: with what, to whom, and when it leaves."""

from datetime import UTC, datetime
from typing import Any

from tests.stories.announcing import PNG, TEXT, account, copies, having, rows
from tests.stories.conftest import CARITAS, PARISH, PUP, Stage, wording


async def test_an_announcement_in_one_line_reaches_all_partners_once(stage: Stage) -> None:
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    preview = stage.office.chat.last.text

    assert "Trafi do: 4 organizacji, 4 osób" in preview
    assert having(stage, TEXT) == []

    await stage.press(stage.office, "Wyślij")

    assert all(len(copies(partner)) == 1 for partner in stage.partners)
    assert "Wysłane: 4 z 4" in account(stage)


async def test_a_photo_for_one_sector_preview_count_is_rows_is_chats_reached(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_photo(PNG, caption="Plakat seminarium")
    await stage.narada.settled()
    await stage.press(stage.office, "sektor: pozarządowy")
    preview = stage.office.chat.last.text
    await stage.press(stage.office, "Wyślij")

    assert "Trafi do: 2 organizacji, 2 osób" in preview
    assert len(await rows(stage)) == 2
    assert having(stage, "Plakat seminarium") == [stage.caritas.title, stage.parish.title]
    assert stage.caritas.chat.last.file is not None


async def test_the_formatting_of_the_coordinator_arrives_as_it_was(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    text = "Ważne 👩‍👩‍👧: <b>nie znacznik & strona"
    at = text.encode("utf-16-le").index("strona".encode("utf-16-le")) // 2
    marks = [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "text_link", "offset": at, "length": 6, "url": "https://wejherowo.example/?a=1&b=2"},
    ]
    await typed(stage, text, marks)
    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij")

    copy = stage.pup.chat.last

    assert copy.text == text
    assert [(each["type"], each["offset"], each.get("url")) for each in copy.entities] == [
        ("bold", 0, None),
        ("text_link", at, "https://wejherowo.example/?a=1&b=2"),
    ]


async def typed(stage: Stage, text: str, marks: list[dict[str, Any]]) -> None:
    """A text with formatting, as an app sends it."""
    world = stage.office._world
    message = world.new_message(stage.office.chat, stage.office.user, text=text, entities=marks)
    world.updates.put("message", message.wire())
    await stage.narada.settled()


async def test_a_text_of_4097_units_is_refused_with_a_sentence_and_can_be_shortened(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.say("ż" * 4097)  # the app sends two messages
    await stage.narada.settled()

    assert stage.office.chat.containing(wording("refusal-text-too-long", length=4097, limit=4096)) is not None
    assert await rows(stage) == []

    await stage.press(stage.office, "wszyscy partnerzy", "Popraw", "Treść")
    await stage.say(stage.office, "ż" * 4096)
    await stage.press(stage.office, "Wyślij")

    assert stage.pup.chat.last.text == "ż" * 4096


async def test_an_announcement_to_nobody_cannot_be_sent(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.office, "/ogloszenie")
    await stage.say(stage.office, TEXT)
    await stage.press(stage.office, "Według odpowiedzi na spotkanie", "20.05 Spotkanie robocze", "może")

    assert wording("announcing-nobody") in stage.office.chat.last.text
    assert "Wyślij" not in stage.office.chat.last.words

    serial = next(b.data for row in stage.office.chat.last.buttons for b in row if b.data).split(":")[1]
    await stage.office.forge(f"d:{serial}:go")
    await stage.narada.settled()

    assert stage.office.toasts[-1].text == wording("refusal-nobody-to-tell")
    assert await rows(stage) == []


async def test_the_silent_of_a_meeting_are_those_who_have_not_answered_when_it_leaves(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.office, "/ogloszenie")
    await stage.say(stage.office, TEXT)
    await stage.press(stage.office, "Według odpowiedzi na spotkanie", "20.05 Spotkanie robocze", "bez odpowiedzi")
    await stage.press(stage.office, "Wyślij później")
    await stage.say(stage.office, "12.05 o 10")
    await stage.press(stage.office, "Zaplanuj wysyłkę")
    await stage.press(stage.caritas, "Nie będę")
    assert having(stage, TEXT) == []

    await stage.narada.move(datetime(2027, 5, 12, 8, tzinfo=UTC))

    assert having(stage, TEXT) == [stage.courses.title, stage.parish.title]


async def test_those_who_answered_so_get_it(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.office, "/ogloszenie")
    await stage.say(stage.office, TEXT)
    await stage.press(stage.office, "Według odpowiedzi na spotkanie", "20.05 Spotkanie robocze", "będzie", "Wyślij")

    assert having(stage, TEXT) == [stage.pup.title]


async def test_ones_own_choice_is_kept_under_a_name(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.say(stage.office, TEXT)
    await stage.press(stage.office, "Wybrane organizacje", PARISH, PUP, CARITAS, CARITAS, "Zapisz wybór pod nazwą")
    await stage.say(stage.office, "Grupa stała")
    await stage.press(stage.office, "Wyślij")
    await stage.say(stage.office, "/ogloszenie")
    await stage.say(stage.office, "Drugie")
    await stage.press(stage.office, "Grupa stała", "Wyślij")

    assert having(stage, TEXT) == having(stage, "Drugie") == [stage.pup.title, stage.parish.title]


async def test_while_the_office_is_closed_it_can_wait_for_the_opening(stage: Stage) -> None:
    await stage.narada.move(datetime(2027, 5, 15, 10, tzinfo=UTC))  # a Saturday
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Wyślij w poniedziałek o 7:00")

    assert "Zaplanowane: poniedziałek, 17 maja 2027, godz. 07:00" in account(stage)
    assert having(stage, TEXT) == []

    await stage.narada.move(datetime(2027, 5, 17, 5, tzinfo=UTC))

    assert len(having(stage, TEXT)) == 4


async def test_scheduled_before_a_meeting_it_moves_when_the_meeting_moves(stage: Stage) -> None:
    await stage.announced()
    card = stage.office.chat.last
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Wyślij później", "Przed spotkaniem", "20.05 Spotkanie robocze", "1 dzień")
    assert "środa, 19 maja 2027, godz. 10:00" in stage.office.chat.last.text
    await stage.press(stage.office, "Zaplanuj wysyłkę")
    await stage.narada.press(stage.office, wording("button-change"), message=card)
    await stage.press(stage.office, "Termin")
    await stage.say(stage.office, "27.05.2027 10:00-12:00")
    await stage.press(stage.office, wording("button-save-and-tell"))

    assert "Zaplanowane: środa, 26 maja 2027, godz. 10:00" in account(stage)

    await stage.narada.move(datetime(2027, 5, 19, 9, tzinfo=UTC))
    assert having(stage, TEXT) == []

    await stage.narada.move(datetime(2027, 5, 26, 8, tzinfo=UTC))
    assert len(having(stage, TEXT)) == 4


async def test_when_its_meeting_is_called_off_it_does_not_leave(stage: Stage) -> None:
    await stage.announced()
    card = stage.office.chat.last
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Wyślij później", "Przed spotkaniem", "20.05 Spotkanie robocze", "1 dzień")
    await stage.press(stage.office, "Zaplanuj wysyłkę")
    await stage.narada.press(stage.office, wording("button-call-off"), message=card)
    await stage.say(stage.office, "choroba")
    await stage.press(stage.office, wording("button-call-off"))
    await stage.narada.move(datetime(2027, 5, 19, 9, tzinfo=UTC))

    assert having(stage, TEXT) == []
    assert wording("stage-dropped") in account(stage)
