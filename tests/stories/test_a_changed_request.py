"""A request for reports is put in shape before it leaves, changed after it has left, and watched as reports come in."""

from datetime import UTC, datetime

import pytest

from sandbox import Person
from tests.stories.conftest import CARITAS, COURSES, PARISH, PUP, Stage
from tests.stories.test_a_report import ask, fill_in, summary_of

SHORT = "Raport miesięczny; 21.05.2027 12:00; Ile osób? [liczba osób]; Uwagi"
TWO_DAYS_BEFORE_THE_OLD_DEADLINE = datetime(2027, 5, 19, 10, tzinfo=UTC)
WEEK_BEFORE_THE_NEW_DEADLINE = datetime(2027, 5, 21, 10, tzinfo=UTC)


async def send_report(stage: Stage, person: Person) -> None:
    """The two answers of SHORT, and the report is on its way."""
    await stage.press(person, "Wypełnij")
    await stage.say(person, "15")
    await stage.press(person, "nie dotyczy", "Wyślij raport")


async def change(stage: Stage, *words: str) -> str:
    """Open the change of the one request and press these buttons; what is shown then."""
    await summary_of(stage)
    await stage.press(stage.office, "Zmień", *words)
    return stage.office.chat.last.text


def cards(person: Person) -> list[str]:
    """The messages that count the reports as they come in."""
    return [message.text for message in person.chat.from_bot if "Wpłynęły raporty" in message.text]


async def test_kind_unit_choices_order_and_number_of_questions_are_set_in_the_preview(stage: Stage) -> None:
    await stage.say(stage.office, "/prosba Raport; 21.05.2027 12:00; Uwagi; Ile osób?; Forma?; Zbędne")
    await stage.press(stage.office, "Pytania", "2. Ile osób?", "liczba")
    await stage.say(stage.office, "osoby")
    assert "Ile osób? [osoby]" in stage.office.chat.last.text
    await stage.press(stage.office, "↑ Wyżej", "Wstecz", "3. Forma?", "wybór")
    await stage.say(stage.office, "stacjonarna\nzdalna")
    await stage.press(stage.office, "Wstecz", "4. Zbędne", "Usuń pytanie", "2. Uwagi", "Zmień treść")
    await stage.say(stage.office, "Uwagi i wnioski")
    await stage.press(stage.office, "Wstecz", "Dodaj pytanie")
    await stage.say(stage.office, "Kiedy zakończono? [data]")
    await stage.press(stage.office, "Gotowe – podgląd")
    await stage.press(stage.office, "Okres", "Bieżący miesiąc")

    shown = stage.office.chat.last.text
    assert (
        "1. Ile osób? [osoby]\n2. Uwagi i wnioski\n3. Forma? [stacjonarna|zdalna]\n4. Kiedy zakończono? [data]" in shown
    )
    assert "maj 2027" in shown
    await stage.press(stage.office, "Wyślij")
    await stage.press(stage.pup, "Wypełnij")
    await stage.say(stage.pup, "15")
    await stage.say(stage.pup, "bez uwag")
    assert stage.pup.chat.last.words[:2] == ["stacjonarna", "zdalna"]


async def test_a_new_deadline_is_told_to_those_whose_report_is_missing_and_moves_the_reminders(stage: Stage) -> None:
    await ask(stage, SHORT)
    await send_report(stage, stage.pup)
    said = len(stage.pup.chat.from_bot)

    await change(stage, "Termin")
    preview = await stage.say(stage.office, "28.05.2027 12:00")
    assert "O nowym terminie dowiedzą się 3 osoby" in preview.text
    await stage.press(stage.office, "Zapisz zmiany")

    told = {row.person_id for row in await stage.narada.letters("ReportDeadlineMoved")}
    assert told == {3, 4, 5}
    assert "jest: piątek, 28 maja 2027, godz. 12:00" in stage.parish.chat.last.text
    assert len(stage.pup.chat.from_bot) == said
    await stage.narada.move(TWO_DAYS_BEFORE_THE_OLD_DEADLINE)
    assert stage.reminded() == {}
    await stage.narada.move(WEEK_BEFORE_THE_NEW_DEADLINE)
    assert stage.reminded() == {person.title: 1 for person in (stage.caritas, stage.courses, stage.parish)}


async def test_another_title_and_other_words_of_a_question_are_told_to_nobody(stage: Stage) -> None:
    await ask(stage, SHORT)
    said = len(stage.parish.chat.from_bot)

    await change(stage, "Tytuł")
    await stage.say(stage.office, "Raport kwartalny")
    await stage.press(stage.office, "Popraw", "Pytania", "1. Ile osób?", "Zmień treść")
    await stage.say(stage.office, "Ile osób wzięło udział?")
    await stage.press(stage.office, "Gotowe – podgląd")
    assert "1. Ile osób? → Ile osób wzięło udział?" in stage.office.chat.last.text
    assert "Partnerzy nie dostaną o tym wiadomości" in stage.office.chat.last.text
    await stage.press(stage.office, "Zapisz zmiany")

    assert len(stage.parish.chat.from_bot) == said
    await stage.press(stage.parish, "Wypełnij")
    assert "Raport kwartalny" in stage.parish.chat.last.text
    assert "Ile osób wzięło udział?" in stage.parish.chat.last.text
    assert "Jednostka: liczba osób" in stage.parish.chat.last.text


async def test_a_question_is_withdrawn_while_it_is_asked_and_the_report_goes_on_without_it(stage: Stage) -> None:
    await ask(stage, SHORT)
    await stage.press(stage.pup, "Wypełnij")

    await change(stage, "Pytania", "1. Ile osób?", "Wycofaj pytanie", "Gotowe – podgląd", "Zapisz zmiany")
    answered = await stage.say(stage.pup, "15")

    assert "wycofało pytanie" in answered.text
    assert "Pytanie 1 z 1" in answered.text
    await stage.say(stage.pup, "bez uwag")
    await stage.press(stage.pup, "Wyślij raport")
    assert "Ile osób" not in stage.pup.chat.last.text
    assert "Wysłane raporty: 1 z 4" in await summary_of(stage)
    assert "1. Uwagi" in await by_first_partner(stage)


async def by_first_partner(stage: Stage) -> str:
    await stage.press(stage.office, "Raporty partnerów", f"✓ {PUP}"[:40])
    return stage.office.chat.last.text


async def test_a_question_that_somebody_has_answered_stays(stage: Stage) -> None:
    await ask(stage, SHORT)
    await stage.press(stage.pup, "Wypełnij")
    await stage.say(stage.pup, "15")

    await change(stage, "Pytania", "1. Ile osób?", "Wycofaj pytanie", "Gotowe – podgląd")
    toast = await stage.press(stage.office, "Zapisz zmiany")

    assert toast is not None
    assert "Na pytanie 1 ktoś już odpowiedział" in toast.text


async def test_the_second_of_two_coordinators_is_shown_what_the_first_changed(stage: Stage) -> None:
    second = await stage.narada.coordinator("druga koordynatorka")
    await ask(stage, SHORT)
    await change(stage, "Tytuł")
    await stage.say(stage.office, "Raport za kwiecień")
    await stage.say(second, "/raporty")
    await stage.press(second, "Raport miesięczny", "Zmień", "Tytuł")
    await stage.say(second, "Sprawozdanie")
    await stage.press(second, "Zapisz zmiany")

    await stage.press(stage.office, "Zapisz zmiany")

    shown = stage.office.chat.last
    assert "Tymczasem ktoś inny zmienił tę prośbę" in shown.text
    assert "Sprawozdanie" in shown.text
    assert "Zapisz zmiany" not in shown.words


async def test_reports_that_come_in_are_counted_by_one_silent_message(stage: Stage) -> None:
    await ask(stage, SHORT)
    for person in (stage.pup, stage.parish, stage.caritas):
        await send_report(stage, person)

    (card,) = cards(stage.office)
    assert "Wysłane raporty: 3 z 4" in card
    assert f"• {COURSES}: raport niezaczęty" in card
    assert {row.silent for row in await stage.narada.letters("ReportArrived")} == {True}
    await stage.press(stage.office, "Stan raportów")
    assert "Arkusz XLSX" in stage.office.chat.last.words
    await send_report(stage, stage.courses)
    assert ["Wysłane raporty: 4 z 4" in card for card in cards(stage.office)] == [True]
    assert "Arkusz XLSX" in stage.office.chat.last.words


async def test_a_report_that_the_office_sends_itself_is_no_news_to_it(stage: Stage) -> None:
    await ask(stage, SHORT)
    await summary_of(stage)
    await stage.press(stage.office, "Raporty partnerów", PARISH, "Wpisz za partnera")
    await stage.say(stage.office, "7")
    await stage.press(stage.office, "nie dotyczy", "Wyślij raport")

    assert cards(stage.office) == []


async def test_partners_outside_telegram_get_a_ready_letter(stage: Stage) -> None:
    await stage.say(stage.office, "/zapros Gmina Luzino; publiczny")
    await stage.say(stage.office, f"/prosba {SHORT}")
    assert "Trafi do: 4 organizacji, 4 osób" in stage.office.chat.last.text
    await stage.press(stage.office, "List dla partnerów spoza Telegrama")
    letter = stage.office.chat.last

    assert "Temat: Prośba o raport „Raport miesięczny”" in letter.text
    assert "za okres: kwiecień 2027" in letter.text
    assert "piątek, 21 maja 2027, godz. 12:00" in letter.text
    assert "1. Ile osób? [liczba osób]\n2. Uwagi" in letter.text
    await stage.press(stage.office, "Gotowe – podgląd", "Wyślij", "Stan raportów", "List dla partnerów spoza Telegrama")
    assert "Gmina Luzino" in stage.office.chat.from_bot[-2].text


@pytest.mark.parametrize(
    ("question", "answers", "totals"),
    [
        ("Czy? [tak/nie]", ("tak", "tak", "nie"), ("tak: 2", "nie: 1")),
        ("Jak? [w sali|zdalnie]", ("w sali", "zdalnie", "zdalnie"), ("w sali: 1", "zdalnie: 2")),
    ],
)
async def test_ready_answers_are_counted_by_question(
    stage: Stage, question: str, answers: tuple[str, ...], totals: tuple[str, ...]
) -> None:
    await ask(stage, f"Raport miesięczny; 21.05.2027 12:00; {question}")
    for person, answer in zip((stage.pup, stage.caritas, stage.parish), answers, strict=True):
        await stage.press(person, "Wypełnij", answer, "Wyślij raport")

    await summary_of(stage)
    await stage.press(stage.office, "Według pytań")

    shown = stage.office.chat.last.text
    assert all(total in shown for total in totals)
    assert f"{COURSES}: brak odpowiedzi" in shown
    await stage.press(stage.office, "Stan raportów", "Raporty partnerów", COURSES, f"→ {CARITAS}"[:40])
    assert answers[1] in stage.office.chat.last.text


async def test_a_representative_changes_no_request(stage: Stage) -> None:
    await ask(stage)
    await fill_in(stage, stage.caritas)

    for data in ("req:1:change", "req:1:email", "req:1:new"):
        toast = await (await stage.pup.forge(data)).answered(10)
        assert toast is not None, data
        assert "Nie ma tu takiej pozycji" in toast.text, data
    assert CARITAS in await summary_of(stage)
