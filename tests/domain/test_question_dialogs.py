"""Questions edited one by one: what can be done before a request leaves, and what is left to do afterwards."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain import report_dialogs
from bot.domain.dialogs import Dialog, DialogKind, Reading, Step
from bot.domain.people import Language
from bot.domain.question_dialogs import questions
from bot.domain.refusals import ButtonExpected, QuestionGone, QuestionUnclear, RequestIncomplete, TooManyQuestions
from bot.domain.report_texts import question
from bot.domain.reports import QuestionKind

NOW = datetime(2027, 5, 11, 7, tzinfo=UTC)
READING = Reading(language=Language.POLISH, now=NOW, zone=ZoneInfo("Europe/Warsaw"))
TYPED = ("Ile osób? [osoby]", "Forma? [a|b]", "Uwagi")


def at(
    step: Step, *, position: int = 0, kind: DialogKind = DialogKind.NEW_REQUEST, typed: tuple[str, ...] = TYPED
) -> Dialog:
    """A dialog whose draft is complete, at a step that edits the question of that position."""
    asked = [question(text).as_json() for text in typed]
    draft = {"title": "Raport", "deadline": "2027-05-21T12:00:00+02:00", "questions": asked, "at": position}
    return Dialog(chat_id=7, serial=1, person_id=1, kind=kind, step=step, draft=draft, updated_at=NOW)


def press(dialog: Dialog, value: str) -> Dialog:
    return report_dialogs.picked(dialog, value, READING)


def texts(dialog: Dialog) -> list[str]:
    return [asked.text for asked in questions(dialog) if not asked.withdrawn]


@pytest.mark.parametrize("kind", ["text", "yes_no", "date", "file"])
def test_another_kind_takes_unit_and_choices_away(kind: str) -> None:
    for position in range(3):
        asked = questions(press(at(Step.QUESTION, position=position), kind))[position]

        assert (asked.kind, asked.unit, asked.choices) == (QuestionKind(kind), "", ())


def test_a_number_asks_for_its_unit_or_has_none() -> None:
    asking = press(at(Step.QUESTION, position=2), "number")
    assert asking.step is Step.UNIT

    assert questions(report_dialogs.said(asking, "godziny", READING))[2].unit == "godziny"
    assert questions(press(asking, "none"))[2] == replace(question("Uwagi"), kind=QuestionKind.NUMBER)


@pytest.mark.parametrize("typed", ["w sali\nzdalnie", "w sali|zdalnie", " w sali \n\n zdalnie \n"])
def test_choices_are_typed_one_a_line_or_with_bars(typed: str) -> None:
    asking = press(at(Step.QUESTION, position=2), "choice")

    assert questions(report_dialogs.said(asking, typed, READING))[2].choices == ("w sali", "zdalnie")
    with pytest.raises(QuestionUnclear):
        report_dialogs.said(asking, "w sali", READING)


@pytest.mark.parametrize(
    ("position", "way", "order"),
    [
        (0, "down", ["Forma?", "Ile osób?", "Uwagi"]),
        (2, "up", ["Ile osób?", "Uwagi", "Forma?"]),
        (0, "up", ["Ile osób?", "Forma?", "Uwagi"]),
        (2, "down", ["Ile osób?", "Forma?", "Uwagi"]),
    ],
)
def test_a_question_changes_places_with_its_neighbour_and_stays_at_an_end(
    position: int, way: str, order: list[str]
) -> None:
    moved = press(at(Step.QUESTION, position=position), way)

    assert texts(moved) == order
    assert questions(moved)[moved.draft["at"]].text == texts(at(Step.QUESTION))[position]


def test_other_words_keep_the_kind_unless_brackets_name_another() -> None:
    asking = press(at(Step.QUESTION), "wording")

    assert questions(report_dialogs.said(asking, "Ile?", READING))[0] == question("Ile? [osoby]")
    assert questions(report_dialogs.said(asking, "Czy? [tak/nie]", READING))[0] == question("Czy? [tak/nie]")


def test_a_new_question_stands_at_the_end_and_twenty_are_the_most() -> None:
    asking = press(at(Step.QUESTIONS), "new")
    assert texts(report_dialogs.said(asking, "Kiedy? [data]", READING))[-1] == "Kiedy?"

    with pytest.raises(TooManyQuestions):
        press(at(Step.QUESTIONS, typed=("Ile?",) * 20), "new")


@pytest.mark.parametrize("kind", [DialogKind.NEW_REQUEST, DialogKind.CHANGE_REQUEST])
def test_the_last_question_cannot_be_left_out(kind: DialogKind) -> None:
    assert texts(press(at(Step.QUESTION, kind=kind), "drop")) == ["Forma?", "Uwagi"]
    with pytest.raises(RequestIncomplete):
        press(at(Step.QUESTION, kind=kind, typed=("Uwagi",)), "drop")


def test_a_question_that_was_sent_keeps_its_place_and_can_be_restored() -> None:
    gone = press(at(Step.QUESTION, kind=DialogKind.CHANGE_REQUEST), "drop")
    assert [asked.withdrawn for asked in questions(gone)] == [True, False, False]

    assert texts(press(gone, "drop")) == texts(at(Step.QUESTION))


@pytest.mark.parametrize("value", ["number", "text", "up", "down"])
def test_kind_and_order_of_a_question_that_was_sent_are_fixed(value: str) -> None:
    with pytest.raises(QuestionGone):
        press(at(Step.QUESTION, kind=DialogKind.CHANGE_REQUEST), value)


def test_the_words_of_a_question_that_was_sent_change_without_its_kind() -> None:
    asking = press(at(Step.QUESTION, kind=DialogKind.CHANGE_REQUEST), "wording")

    assert questions(report_dialogs.said(asking, "Ilu? [tak/nie]", READING))[0] == question("Ilu? [osoby]")
    with pytest.raises(ButtonExpected):
        report_dialogs.said(at(Step.QUESTIONS, kind=DialogKind.CHANGE_REQUEST), "Ile?", READING)


@pytest.mark.parametrize("value", ["3", "-1", "99", "x", "٣", ""])
def test_a_question_that_is_not_there_cannot_be_opened(value: str) -> None:
    with pytest.raises((QuestionGone, ValueError)):
        press(replace(at(Step.QUESTIONS), draft={**at(Step.QUESTIONS).draft, "at": 0}), value)


def test_a_draft_that_lacks_something_has_no_preview() -> None:
    unfinished = replace(at(Step.QUESTIONS), draft={"title": "Raport"})

    assert press(unfinished, "preview").step is Step.REPORT_DEADLINE
