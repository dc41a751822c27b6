"""A coordinator asks for a report; partners fill it in between two buses; the office reads the summary."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bot.domain.people import Sector
from sandbox import Person
from tests.stories.conftest import PARISH, PUP, SECOND, Stage, wording

# Tuesday 11 May 2027, 9:00 in Warsaw; the period is April. The deadline is a Friday noon.
REQUEST = (
    "Raport miesięczny; 21.05.2027 12:00; Ile osób skorzystało ze wsparcia? [liczba osób]; "
    "Czy odbyły się szkolenia? [tak/nie]; Forma zajęć [stacjonarna|zdalna]; Data zakończenia [data]; Uwagi"
)
DEADLINE = datetime(2027, 5, 21, 10, tzinfo=UTC)
FIRST_REMINDER = datetime(2027, 5, 14, 10, tzinfo=UTC)  # 7 days before, Friday noon
LAST_REMINDER = datetime(2027, 5, 21, 6, tzinfo=UTC)  # 4 hours before


async def ask(stage: Stage, line: str = REQUEST) -> None:
    await stage.say(stage.office, f"/prosba {line}")
    await stage.press(stage.office, "Wyślij")


async def fill_in(stage: Stage, person: Person, people: str = "15") -> None:
    """Every question of REQUEST, up to the summary."""
    await stage.press(person, "Wypełnij")
    await stage.say(person, people)
    await stage.press(person, "tak", "zdalna")
    await stage.say(person, "12.04")
    await stage.press(person, "nie dotyczy")


async def summary_of(stage: Stage) -> str:
    await stage.say(stage.office, "/raporty")
    await stage.press(stage.office, "Raport miesięczny")
    return stage.office.chat.last.text


async def workbook(stage: Stage) -> Any:
    await summary_of(stage)
    await stage.press(stage.office, "Arkusz XLSX")
    file = stage.office.chat.last.document
    assert file is not None
    return openpyxl.load_workbook(BytesIO(file.bytes))


def rows_of(sheet: Any) -> dict[str, tuple[Any, ...]]:
    """The rows of a sheet by what stands in their first cell."""
    return {str(row[0]): row for row in sheet.iter_rows(values_only=True) if row[0]}


async def test_one_line_goes_straight_to_a_preview_with_exact_counts(stage: Stage) -> None:
    shown = await stage.say(stage.office, f"/prosba {REQUEST}")

    assert "Raport miesięczny" in shown.text
    assert "kwiecień 2027" in shown.text
    assert "piątek, 21 maja 2027, godz. 12:00" in shown.text
    assert "Trafi do: 4 organizacji, 4 osób" in shown.text
    assert shown.words[0] == "Wyślij"

    await stage.press(stage.office, "Wyślij")

    assert {row.person_id for row in await stage.narada.letters("ReportRequested")} == {2, 3, 4, 5}
    for partner in stage.partners:
        assert "Wypełnij" in partner.chat.last.words


async def test_two_representatives_fill_it_in_in_turns_across_a_restart_of_the_service(stage: Stage) -> None:
    deputy = await stage.deputy(PUP, "zastępca z PUP")
    await ask(stage)
    await stage.press(stage.pup, "Wypełnij")
    await stage.say(stage.pup, "1 200,50")
    await stage.press(stage.pup, "tak")

    await stage.narada.kill()
    await stage.narada.start()
    await stage.press(deputy, "Wypełnij")

    assert "Pytanie 3 z 5" in deputy.chat.last.text
    await stage.press(deputy, "Wstecz")
    assert f"1\u00a0200,5 ({stage.pup.name})" in deputy.chat.last.text
    await stage.press(deputy, "Wypełnij", "stacjonarna")
    await stage.say(deputy, "12 kwietnia")
    await stage.say(deputy, "bez uwag")
    await stage.press(deputy, "Wyślij raport")

    assert f"Raport wysłany: wtorek, 11 maja 2027, godz. 09:00 ({deputy.name})" in deputy.chat.last.text
    assert "Wysłane raporty: 1 z 4" in await summary_of(stage)


async def test_only_the_one_whose_report_is_missing_is_chased_and_only_until_it_is_sent(stage: Stage) -> None:
    await ask(stage)
    for partner in (stage.caritas, stage.courses, stage.parish):
        await fill_in(stage, partner)
        await stage.press(partner, "Wyślij raport")

    await stage.narada.move(FIRST_REMINDER)

    assert [row.person_id for row in await stage.narada.letters("ReportReminder")] == [2]
    assert stage.reminded() == {stage.pup.title: 1}
    assert "raport niezaczęty" in stage.pup.chat.last.text

    await fill_in(stage, stage.pup)
    await stage.press(stage.pup, "Wyślij raport")
    await stage.narada.move(LAST_REMINDER)

    assert stage.reminded() == {stage.pup.title: 1}


async def test_a_late_report_is_taken_and_marked(stage: Stage) -> None:
    await ask(stage)
    await stage.narada.move(DEADLINE + timedelta(hours=1))
    await fill_in(stage, stage.pup)
    assert "będzie oznaczony „po terminie”" in stage.pup.chat.last.text
    await stage.press(stage.pup, "Wyślij raport")

    assert "Wysłany po terminie" in stage.pup.chat.last.text
    assert f"{PUP}: wysłany po terminie" in await summary_of(stage)


async def test_an_answer_is_corrected_before_and_after_sending_until_the_deadline(stage: Stage) -> None:
    await ask(stage)
    await fill_in(stage, stage.pup, "15")
    await stage.press(stage.pup, "1")
    await stage.say(stage.pup, "16")
    await stage.press(stage.pup, "Wyślij raport", "Popraw", "1")
    await stage.say(stage.pup, "17")
    assert "17" in stage.pup.chat.last.text
    await stage.press(stage.pup, "2")

    await stage.narada.move(DEADLINE + SECOND)
    toast = await stage.press(stage.pup, "nie")

    assert toast is not None
    assert "Zmiany przyjmuje biuro partnerstwa" in toast.text
    book = await workbook(stage)
    assert rows_of(book.worksheets[1])[PUP][1] == 17
    assert rows_of(book.worksheets[2])[PUP][1] == "tak"


async def test_the_second_of_two_who_answer_at_once_is_shown_what_the_first_wrote(stage: Stage) -> None:
    deputy = await stage.deputy(PUP, "zastępca z PUP")
    await ask(stage)
    await stage.press(stage.pup, "Wypełnij")
    await stage.press(deputy, "Wypełnij")

    await stage.say(stage.pup, "15")
    await stage.say(deputy, "20")

    assert "Tymczasem ktoś inny zapisał odpowiedź" in deputy.chat.last.text
    assert f"15 ({stage.pup.name})" in deputy.chat.last.text
    await stage.say(deputy, "20")
    assert "Pytanie 2 z 5" in deputy.chat.last.text
    assert f"20 ({deputy.name})" in (await own_report(stage, stage.pup))


async def test_the_second_of_two_who_send_at_once_is_shown_what_the_first_sent(stage: Stage) -> None:
    deputy = await stage.deputy(PUP, "zastępca z PUP")
    await ask(stage)
    await fill_in(stage, stage.pup)
    await stage.press(deputy, "Wypełnij")
    await stage.press(stage.pup, "Wyślij raport")

    await stage.press(deputy, "Wyślij raport")

    assert f"Raport wysłany: wtorek, 11 maja 2027, godz. 09:00 ({stage.pup.name})" in deputy.chat.last.text
    assert "Wyślij raport" not in deputy.chat.last.words


async def own_report(stage: Stage, person: Person) -> str:
    await stage.press(person, "Wstecz")
    return person.chat.last.text


async def test_a_number_that_can_be_read_in_two_ways_is_asked_about_and_asked_again(stage: Stage) -> None:
    await ask(stage)
    await stage.press(stage.pup, "Wypełnij")

    assert "To może być 1200 albo 1,200" in (await stage.say(stage.pup, "1.200")).text
    assert "Pytanie 2 z 5" in (await stage.say(stage.pup, "1 200")).text


async def test_a_file_is_taken_and_passed_on_and_a_wrong_one_is_refused(stage: Stage) -> None:
    await ask(stage, "Raport miesięczny; 21.05.2027 12:00; Lista obecności [plik]")
    await stage.press(stage.pup, "Wypełnij")
    await stage.pup.send_file("wirus.exe", b"MZ")
    await stage.narada.settled()
    assert "nie można przyjąć" in stage.pup.chat.last.text
    assert "potrzebny jest plik" in (await stage.say(stage.pup, "wyślę jutro")).text

    await stage.pup.send_file("=lista.pdf", b"%PDF-1.7 lista")
    await stage.narada.settled()
    await stage.press(stage.pup, "Wyślij raport")
    await summary_of(stage)
    await stage.press(stage.office, "Raporty partnerów", f"✓ {PUP}"[:40], "=lista.pdf")

    passed_on = stage.office.chat.last.document
    assert passed_on is not None
    assert (passed_on.name, passed_on.bytes) == ("=lista.pdf", b"%PDF-1.7 lista")
    assert rows_of((await workbook(stage)).worksheets[1])[PUP][1] == "=lista.pdf"


async def test_every_cell_of_the_workbook_is_what_was_entered(stage: Stage) -> None:
    await ask(stage)
    entries = ((stage.pup, "1 200,50", "=2+2"), (stage.parish, "15", "@x"), (stage.caritas, "3", "+48 58 677"))
    for person, number, remark in entries:
        await stage.press(person, "Wypełnij")
        await stage.say(person, number)
        await stage.press(person, "nie", "zdalna")
        await stage.say(person, "30.04")
        await stage.say(person, remark)
        await stage.press(person, "Wyślij raport")

    book = await workbook(stage)

    everything = rows_of(book.worksheets[0])
    assert everything[PUP][5:] == (1200.5, "nie", "zdalna", datetime(2027, 4, 30), "=2+2")  # noqa: DTZ001 - a cell
    assert everything[PARISH][5:] == (15, "nie", "zdalna", datetime(2027, 4, 30), "@x")  # noqa: DTZ001
    assert Decimal(str(everything["Razem (wysłane)"][5])) == Decimal("1218.5")
    assert everything["Okres"][1] == "kwiecień 2027"
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {cell.value for cell in cells if cell.quotePrefix} >= {"=2+2", "@x", "+48 58 677"}
    assert {cell.value for cell in cells if cell.data_type == "n"} >= {1200.5, 15, 3, 1218.5}
    assert [sheet.title for sheet in book.worksheets] == ["Wszystkie", *(f"Pytanie {n}" for n in range(1, 6))]
    for position, sheet in enumerate(book.worksheets[1:], start=5):
        assert rows_of(sheet)[PUP][1] == everything[PUP][position]


async def test_the_office_fills_it_in_for_a_partner_who_telephoned(stage: Stage) -> None:
    await ask(stage)
    await summary_of(stage)
    await stage.press(stage.office, "Raporty partnerów", PARISH, "Wpisz za partnera")
    await stage.say(stage.office, "7")
    await stage.press(stage.office, "nie", "stacjonarna")
    await stage.say(stage.office, "12.04")
    await stage.say(stage.office, "telefonicznie")
    await stage.press(stage.office, "Wyślij raport")

    assert "w imieniu partnera" in stage.parish.chat.last.text
    await stage.press(stage.parish, "Zobacz raport")
    assert f"7 ({stage.office.name}, biuro partnerstwa)" in stage.parish.chat.last.text
    await stage.narada.move(FIRST_REMINDER)
    assert stage.parish.title not in stage.reminded()


async def test_a_request_withdrawn_while_it_is_filled_in_says_so_kindly_and_chases_nobody(stage: Stage) -> None:
    await ask(stage)
    await stage.press(stage.pup, "Wypełnij")
    await summary_of(stage)
    await stage.press(stage.office, "Wycofaj prośbę", "Tak, wycofaj")
    assert "Raport nie jest już potrzebny" in stage.pup.chat.last.text

    answered = await stage.say(stage.pup, "15")
    await stage.narada.move(LAST_REMINDER)

    assert "wycofało prośbę „Raport miesięczny”" in answered.text
    assert stage.reminded() == {}


async def test_the_request_is_made_step_by_step_for_chosen_partners_and_another_period(stage: Stage) -> None:
    await stage.say(stage.office, "/prosba")
    await stage.say(stage.office, "Raport kwartalny")
    await stage.say(stage.office, "21.05")
    await stage.press(stage.office, "12:00")
    await stage.say(stage.office, "Ile osób? [liczba osób]\nUwagi")
    assert "Trafi do: 4 organizacji" in stage.office.chat.last.text
    await stage.press(stage.office, "Popraw", "Okres", "Poprzedni kwartał")
    await stage.press(stage.office, "Popraw", "Odbiorcy", "Wybrane organizacje", PARISH, "Gotowe – podgląd")

    shown = stage.office.chat.last.text
    assert "1 stycznia 2027 – 31 marca 2027" in shown
    assert "Trafi do: 1 organizacji, 1 osoby" in shown
    await stage.press(stage.office, "Wyślij")

    assert "Wypełnij" in stage.parish.chat.last.words
    assert stage.pup.chat.from_bot == []
    assert "Żaden raport" in (await stage.say(stage.pup, "/raport")).text


async def test_a_sector_is_asked_and_by_question_the_numbers_are_summed(stage: Stage) -> None:
    await stage.say(stage.office, f"/prosba {REQUEST}")
    await stage.press(stage.office, "Popraw", "Odbiorcy", wording(f"sector-{Sector.NGO}"), "Wyślij")
    for person, people in ((stage.caritas, "15"), (stage.parish, "1 200,50")):
        await fill_in(stage, person, people)
        await stage.press(person, "Wyślij raport")

    assert "Wysłane raporty: 2 z 2" in await summary_of(stage)
    await stage.press(stage.office, "Według pytań")
    assert "1\u00a0215,5 liczba osób" in stage.office.chat.last.text


async def test_a_request_made_while_the_office_is_closed_can_wait_for_its_opening(stage: Stage) -> None:
    await stage.narada.move(datetime(2027, 5, 15, 10, tzinfo=UTC))  # a Saturday
    shown = await stage.say(stage.office, f"/prosba {REQUEST}")
    assert "Wyślij w poniedziałek o 7:00" in shown.words

    await stage.press(stage.office, "Wyślij w poniedziałek o 7:00")
    assert stage.pup.chat.from_bot == []
    assert "Żaden raport" in (await stage.say(stage.pup, "/raport")).text
    await stage.narada.move(datetime(2027, 5, 17, 5, tzinfo=UTC))

    assert "Wypełnij" in stage.pup.chat.last.words


async def test_giving_up_half_way_keeps_the_answers(stage: Stage) -> None:
    await ask(stage)
    await stage.press(stage.pup, "Wypełnij")
    await stage.say(stage.pup, "15")

    assert "Zapisane odpowiedzi zostają" in (await stage.say(stage.pup, "/anuluj")).text
    listed = await stage.say(stage.pup, "/raport")
    assert "odpowiedzi: 1 z 5" in listed.text
    await stage.press(stage.pup, "Wypełnij: Raport miesięczny")
    assert "Pytanie 2 z 5" in stage.pup.chat.last.text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Raport", "Brakuje terminu"),
        ("Raport; 21.05.2027 12:00", "Brakuje pytania"),
        ("Raport; kiedyś; Ile?", "Nie udało się odczytać terminu"),
        ("Raport; 1.05.2027 12:00; Ile?", "Ten termin już minął"),
        ("Raport; 21.05.2027 12:00; Kolor [a|]", "Nie wiadomo, jakiej odpowiedzi"),
        (f"Raport; 21.05.2027 12:00; {'Ile?; ' * 21}", "najwyżej 20 pytań"),
    ],
)
async def test_a_line_that_lacks_something_is_refused_with_the_pattern(stage: Stage, line: str, told: str) -> None:
    assert told in (await stage.say(stage.office, f"/prosba {line}")).text


async def test_a_representative_asks_nobody_and_sees_nobody_elses_report(stage: Stage) -> None:
    await ask(stage)
    await fill_in(stage, stage.caritas)

    for command in ("/prosba Raport; jutro 10:00; Ile?", "/raporty"):
        assert "dla koordynacji" in (await stage.say(stage.pup, command)).text
    for data in ("req:1", "req:1:xlsx", "req:1:org:3", "rep:1:3", "req:1:withdraw_sure", "rep:99"):
        pressed = await stage.pup.forge(data)
        toast = await pressed.answered(10)
        assert toast is not None, data
        assert "Nie ma tu takiej pozycji" in toast.text, data
