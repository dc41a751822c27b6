"""A coordinator announces: to whom, when, with what, and what becomes of every copy."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from openpyxl import load_workbook

from bot.domain.people import Sector
from sandbox import Message, Person
from tests.stories.conftest import CARITAS, PARISH, PUP, Stage, wording

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (640).to_bytes(4, "big")
    + (480).to_bytes(4, "big")
    + b"\x08\x02\x00\x00\x00"
)
DAY = timedelta(days=1)
READ = "Zapoznałem się"
TEXT = "Nabór wniosków trwa do piątku."


async def send(stage: Stage, text: str = TEXT, *options: str) -> None:
    """With the command, for all partners, after pressing these buttons of the preview."""
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, *options, "Wyślij")


def having(stage: Stage, text: str) -> list[str]:
    """Who has a message with that text."""
    return [person.title for person in stage.partners if person.chat.containing(text)]


def copies(person: Person, text: str = TEXT) -> list[Message]:
    return [message for message in person.chat.from_bot if text in message.text and not message.deleted]


def account(stage: Stage) -> str:
    found = stage.office.chat.containing("📢 Ogłoszenie")
    assert found is not None
    return str(found.text)


async def rows(stage: Stage) -> list[Any]:
    return await stage.narada.letters("AnnouncementMade")


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


async def test_a_broken_markup_is_shown_as_it_was_typed(stage: Stage) -> None:
    broken = "<b>Uwaga <i>na</b> *gwiazdki* & <a href="
    await send(stage, broken)

    assert stage.pup.chat.last.text == broken


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


async def test_a_caption_of_1025_units_is_refused(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_file("regulamin.pdf", b"%PDF", caption="ż" * 1025)
    await stage.narada.settled()

    assert wording("refusal-text-too-long", length=1025, limit=1024) in stage.office.chat.last.text


async def test_a_file_of_60_mb_passes_because_telegram_keeps_it(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_file("nagranie.zip", bytes(60_000_000))
    await stage.narada.settled()
    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij")

    file = stage.parish.chat.last.file
    assert file is not None
    assert (file.name, len(file.bytes)) == ("nagranie.zip", 60_000_000)


async def test_the_second_file_of_an_album_and_a_sticker_are_refused_with_a_sentence(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_sticker()
    await stage.narada.settled()
    assert wording("refusal-file-unsuitable") in stage.office.chat.last.text

    await stage.office.send_photo(PNG, caption="Pierwsze")
    await stage.office.send_photo(PNG)
    await stage.narada.settled()

    assert wording("refusal-one-file-only") in stage.office.chat.last.text


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


async def half_sent(stage: Stage, text: str = TEXT, *options: str) -> None:
    """Two copies have arrived, two wait: Telegram asked for a pause, and the clock of the story stands still."""
    stage.refused.add("Too Many Requests")
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, *options)
    stage.narada.telegram.faults.fail(2, "sendMessage", retry_after=1)
    await stage.press(stage.office, "Wyślij")


async def test_stopped_in_the_middle_then_only_those_not_yet_reached_nobody_twice(stage: Stage) -> None:
    await half_sent(stage)
    assert "Wysyłanie: 2 z 4" in account(stage)

    following = stage.office.chat.containing("Wysyłanie: 2 z 4")
    assert following is not None
    await stage.press(stage.office, "Zatrzymaj")
    data = next(b.data for row in following.buttons for b in row if b.data and b.data.endswith(":go_on"))
    await stage.office.forge(data.replace("go_on", "stop"), message=following)  # pressed twice is once
    await stage.narada.move(timedelta(minutes=5))

    assert "Zatrzymane: wysłano 2 z 4" in account(stage)
    assert "Zatrzymano przed wysłaniem: 2" in account(stage)
    assert len(having(stage, TEXT)) == 2

    await stage.press(stage.office, "Wyślij pozostałym")

    assert [len(copies(partner)) for partner in stage.partners] == [1, 1, 1, 1]
    assert len(await rows(stage)) == 4
    assert "Wysłane: 4 z 4" in account(stage)


async def correct(stage: Stage, text: str) -> None:
    await stage.press(stage.office, "Popraw")
    await stage.say(stage.office, text)
    await stage.press(stage.office, "Popraw u wszystkich")


async def test_corrected_every_copy_is_edited_in_place(stage: Stage) -> None:
    await send(stage)
    sent = [copies(partner)[0].id for partner in stage.partners]

    await correct(stage, "Nabór trwa do poniedziałku.")

    assert [copies(partner, "poniedziałku")[0].id for partner in stage.partners] == sent
    assert having(stage, TEXT) == []
    assert "Poprawiona treść: 4 z 4" in account(stage)


async def test_corrected_while_it_is_being_sent_everybody_reads_the_new_text(stage: Stage) -> None:
    await half_sent(stage)

    await correct(stage, "Nabór trwa do poniedziałku.")
    await stage.narada.move(timedelta(minutes=5))

    assert having(stage, TEXT) == []
    assert [len(copies(partner, "poniedziałku")) for partner in stage.partners] == [1, 1, 1, 1]
    assert "Wysłane: 4 z 4" in account(stage)


async def test_a_copy_on_its_way_while_the_text_is_corrected_is_edited_after_it_arrives(stage: Stage) -> None:
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    stage.narada.telegram.faults.slow(0.7, times=4, method="sendMessage")
    await (await stage.office.press("Wyślij")).answered()
    await stage.office.press("Popraw")
    await stage.office.sees(wording("ask-correction"))
    await stage.office.say("Nabór trwa do poniedziałku.")
    await stage.office.sees(wording("announcing-correction"))
    await (await stage.office.press("Popraw u wszystkich")).answered()
    await stage.narada.settled()

    assert having(stage, TEXT) == []
    assert len(having(stage, "poniedziałku")) == 4


async def test_the_caption_of_a_file_is_corrected_and_the_file_stays(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_file("regulamin.pdf", b"%PDF-1.7", caption="Regulamin z błędem")
    await stage.narada.settled()
    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij")

    await correct(stage, "Regulamin")

    copy = stage.pup.chat.last
    assert copy.file is not None
    assert (copy.text, copy.file.name) == ("Regulamin", "regulamin.pdf")


async def test_the_second_coordinator_who_corrects_is_told_of_the_first(stage: Stage) -> None:
    await send(stage)
    second = await stage.narada.coordinator("druga osoba z koordynacji")
    await stage.narada.settled()
    await stage.press(second, "Ogłoszenia", TEXT)
    for person, text in ((stage.office, "Pierwsza"), (second, "Druga")):
        await stage.press(person, "Popraw")
        await stage.say(person, text)

    await stage.press(stage.office, "Popraw u wszystkich")
    toast = await stage.press(second, "Popraw u wszystkich")

    assert toast is not None
    assert toast.text == wording("refusal-announcement-changed")
    assert len(having(stage, "Pierwsza")) == 4


async def test_withdrawn_every_copy_becomes_a_short_line_and_nothing_more_leaves(stage: Stage) -> None:
    await half_sent(stage)

    await stage.press(stage.office, "Wycofaj", "Tak, wycofaj")
    await stage.narada.move(timedelta(minutes=5))

    assert having(stage, TEXT) == []
    assert len(having(stage, "To ogłoszenie zostało wycofane")) == 2
    assert "Wycofane" in account(stage)
    assert "ogłoszenie wycofane" in account(stage)


async def test_a_withdrawn_file_disappears(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie")
    await stage.office.send_file("lista.pdf", b"%PDF-1.7", caption="Lista")
    await stage.narada.settled()
    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij", "Wycofaj", "Tak, wycofaj")

    assert not any(message.file for partner in stage.partners for message in partner.chat.from_bot)
    assert "Wycofano u odbiorców: 4 z 4" in account(stage)


async def test_the_account_names_who_blocked_the_bot_and_who_failed_with_the_reason(stage: Stage) -> None:
    stage.refused |= {"bot was blocked by the user", "VOICE_MESSAGES_FORBIDDEN"}
    await stage.pup.block()
    await stage.narada.settled()
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    assert "Trafi do: 3 organizacji, 3 osób" in stage.office.chat.last.text
    stage.narada.telegram.faults.fail(1, "sendMessage", code=400, description="Bad Request: VOICE_MESSAGES_FORBIDDEN")
    await stage.press(stage.office, "Wyślij")

    told = account(stage)
    assert "Wysłane: 2 z 4" in told
    assert f"Zablokowany bot: 1 – {stage.pup.name}" in told
    assert "Nie udało się: 1" in told
    assert "Voice_messages_forbidden" in told
    assert PUP in told  # outside Telegram now
    assert len(await rows(stage)) == 3

    await stage.pup.start()
    await stage.narada.settled()
    await stage.press(stage.office, "Wyślij pozostałym")

    assert [len(copies(partner)) for partner in stage.partners] == [1, 1, 1, 1]
    assert "Wysłane: 4 z 4" in account(stage)


async def test_a_copy_whose_answer_was_lost_is_told_as_possibly_twice_and_not_sent_a_third_time(stage: Stage) -> None:
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    stage.narada.telegram.faults.lose_answer(1, "sendMessage")
    await stage.press(stage.office, "Wyślij")
    await stage.narada.move(timedelta(minutes=5))

    assert sorted(len(copies(partner)) for partner in stage.partners) == [1, 1, 1, 2]
    assert "Być może dwa razy: 1" in account(stage)
    assert wording("button-go-on") not in stage.office.chat.last.words


async def test_who_joins_until_the_day_gets_it_too_and_later_nobody(stage: Stage) -> None:
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Nowe osoby")
    await stage.say(stage.office, "14.05")
    assert "piątek, 14 maja 2027" in stage.office.chat.last.text
    await stage.press(stage.office, "Wyślij")

    early = await stage.narada.partner(stage.office, "Gmina Luzino", Sector.PUBLIC)
    await stage.narada.move(4 * DAY)
    late = await stage.narada.partner(stage.office, "Gmina Linia", Sector.PUBLIC)
    await stage.narada.settled()

    assert len(copies(early)) == 1
    assert copies(late) == []
    assert "Wysłane: 5 z 5" in account(stage)


async def test_reading_is_counted_by_organisation_and_the_silent_are_asked_once_more(stage: Stage) -> None:
    await send(stage, TEXT, "Poproś o potwierdzenie")
    deputy = await stage.deputy(CARITAS, "zastępczyni z Caritas")

    toast = await stage.press(stage.caritas, READ)
    again = await stage.press(stage.caritas, READ)
    await stage.press(stage.pup, READ)

    assert toast is not None
    assert CARITAS in toast.text
    assert again is not None
    assert again.text.startswith("Potwierdzenie jest już zapisane")
    assert "Potwierdziły organizacje: 2 z 4" in account(stage)
    assert PARISH in account(stage)

    await stage.narada.move(DAY)
    await stage.narada.move(DAY)

    asked = wording("reading-asked")
    assert [person.title for person in stage.everybody if person.chat.containing(asked)] == [
        stage.courses.title,
        stage.parish.title,
    ]
    assert deputy.chat.containing(asked) is None

    await stage.press(stage.parish, READ)
    await stage.say(stage.parish, "/moje_dane")

    assert "Ogłoszenia: 1 (potwierdzone: 1)" in stage.parish.chat.last.text
    assert "Potwierdziły organizacje: 3 z 4" in account(stage)
    assert stage.parish.chat.containing(asked) is None


async def test_a_confirmation_outside_office_hours_is_asked_for_at_the_next_opening(stage: Stage) -> None:
    await stage.narada.move(datetime(2027, 5, 14, 12, tzinfo=UTC))  # a Friday
    await send(stage, TEXT, "Poproś o potwierdzenie")

    await stage.narada.move(datetime(2027, 5, 16, 12, tzinfo=UTC))
    assert having(stage, wording("reading-asked")) == []

    await stage.narada.move(datetime(2027, 5, 17, 5, tzinfo=UTC))
    assert len(having(stage, wording("reading-asked"))) == 4


async def test_each_reader_has_the_button_in_their_language_and_the_preview_says_so(stage: Stage) -> None:
    link = await stage.link_from(PARISH, "Zaproś zastępstwo")
    german = await stage.newcomer(link, "Vertretung der Pfarrei", "de")
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    await stage.press(stage.office, "Poproś o potwierdzenie")

    preview = stage.office.chat.last.text
    assert "„Zapoznałem się” – 4 osoby" in preview
    assert "„Zur Kenntnis genommen” – 1 osoba" in preview

    await stage.press(stage.office, "Wyślij")
    await stage.press(german, "Zur Kenntnis genommen")

    assert "Potwierdziły organizacje: 1 z 4" in account(stage)


async def test_the_list_is_a_spreadsheet_whose_cells_are_what_they_say(stage: Stage) -> None:
    await stage.narada.invite(stage.office, "=2+2 Fundacja", Sector.NGO)
    await send(stage, "=SUM(A1) do jutra", "Poproś o potwierdzenie")
    await stage.press(stage.pup, READ)
    await stage.press(stage.office, "Lista XLSX")

    file = stage.office.chat.last.file
    assert file is not None
    page = load_workbook(io.BytesIO(file.bytes)).active
    assert page is not None
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    by_text = {cell.value: cell for cell in cells}
    pup = next(row for row in page.iter_rows() if row[1].value == PUP)

    assert by_text["=SUM(A1) do jutra"].data_type == "s"
    assert by_text["=2+2 Fundacja"].data_type == "s"
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.data_type for cell in pup] == ["n", "s", "s", "s", "s", "d", "d"]
    assert pup[6].value == datetime(2027, 5, 11, 9)  # noqa: DTZ001 - wall-clock time, as the format has it


async def test_those_outside_telegram_are_listed_with_a_letter_to_copy(stage: Stage) -> None:
    await stage.narada.invite(stage.office, "Gmina Gniewino", Sector.PUBLIC)
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    assert "Gmina Gniewino" in stage.office.chat.last.text

    await stage.press(stage.office, "List dla partnerów spoza Telegrama")

    letter = stage.office.chat.last.text
    assert "Szanowni Państwo," in letter
    assert TEXT in letter

    await stage.press(stage.office, "Gotowe – podgląd", "Wyślij")
    assert "Poza Telegramem: 1 – Gmina Gniewino" in account(stage)


async def test_a_service_that_was_started_again_goes_on_where_it_stopped(stage: Stage) -> None:
    await half_sent(stage)
    await stage.narada.stop()
    await stage.narada.start()
    await stage.narada.move(timedelta(minutes=5))

    assert [len(copies(partner)) for partner in stage.partners] == [1, 1, 1, 1]
    assert "Wysłane: 4 z 4" in account(stage)


async def test_a_partner_can_neither_announce_nor_see_an_account(stage: Stage) -> None:
    await send(stage)
    await stage.say(stage.pup, f"/ogloszenie {TEXT}")
    assert wording("refusal-for-coordinators") in stage.pup.chat.last.text

    for data in ("ann:1", "ann:1:stop", "ann:1:list", "ann:1:withdraw_sure", "ann:99", "read:1", "ann:1:nonsense"):
        await stage.pup.forge(data)
    await stage.narada.settled()

    assert len(having(stage, TEXT)) == 4
    assert "Wysłane: 4 z 4" in account(stage)
