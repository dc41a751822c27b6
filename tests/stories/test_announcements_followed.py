"""What a coordinator follows: stop and go on, correct and withdraw, the account of every copy, who has read it."""

import io
from datetime import UTC, datetime, timedelta

from openpyxl import load_workbook

from bot.domain.people import Sector
from tests.stories.announcing import TEXT, account, copies, correct, half_sent, having, rows, send
from tests.stories.conftest import CARITAS, PARISH, PUP, Stage, wording

DAY = timedelta(days=1)
READ = "Zapoznałem się"


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
    assert wording("account-taken-back", done=4, total=4) in account(stage)


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


async def test_a_service_that_comes_back_while_the_office_is_closed_asks_for_a_confirmation_at_the_next_opening(
    stage: Stage,
) -> None:
    await stage.narada.move(datetime(2027, 5, 13, 16, tzinfo=UTC))  # a Thursday, 18:00 in Warsaw
    await send(stage, TEXT, "Poproś o potwierdzenie")
    await stage.narada.move(datetime(2027, 5, 14, 15, tzinfo=UTC))
    await stage.narada.stop()
    stage.narada.clock.at(datetime(2027, 5, 14, 21, tzinfo=UTC))
    await stage.narada.start()
    await stage.narada.move(timedelta(minutes=5))
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
    shown = [message.words for message in stage.office.chat.from_bot if message.text == TEXT]
    assert shown[-2:] == [["Zapoznałem się"], ["Zur Kenntnis genommen"]]

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


async def test_two_announcements_pressed_in_one_list_have_a_message_each(stage: Stage) -> None:
    await send(stage, "Pierwsze")
    await send(stage, "Drugie")
    await stage.say(stage.office, "/start")
    await stage.press(stage.office, "Ogłoszenia")
    listed = stage.office.chat.last

    await stage.office.press("Pierwsze", message=listed)
    await stage.office.press("Drugie", message=listed)  # before the list has changed
    await stage.narada.settled()
    await stage.press(stage.office, "Wycofaj", "Tak, wycofaj")

    assert "Pierwsze" in listed.text
    assert "Wysłane: 4 z 4" in listed.text
    assert "Drugie" in account(stage)
    assert "Wycofane" in account(stage)
