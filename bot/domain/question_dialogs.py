"""Editing the questions of a request for reports one by one: kind, unit, choices, wording, order; adding, leaving out.

Of a request that was sent, the wording alone can change, and a question can be withdrawn: what was answered must keep
its meaning.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.domain import report_texts, typed
from bot.domain.dialogs import Dialog, DialogKind, Reading, Step, onward
from bot.domain.refusals import QuestionGone, RequestIncomplete, TooManyQuestions
from bot.domain.reports import MOST_QUESTIONS, UNIT_LIMIT, Question, QuestionKind, standing

NEW, EARLIER, LATER, LEAVE_OUT, WORDING, NO_UNIT = "new", "up", "down", "drop", "wording", "none"


def questions(dialog: Dialog) -> tuple[Question, ...]:
    """The questions that the draft holds, those that were withdrawn included."""
    return tuple(Question.from_json(facts) for facts in dialog.draft.get("questions", ()))


def open_one(dialog: Dialog) -> Question | None:
    """The question that is being edited, if there is one."""
    found, at = questions(dialog), dialog.draft.get("at", -1)
    return found[at] if 0 <= at < len(found) else None


def edited(dialog: Dialog) -> Question:
    """The question that is being edited; raises QuestionGone when there is none."""
    asked = open_one(dialog)
    if asked is None:
        raise QuestionGone
    return asked


def was_sent(dialog: Dialog) -> bool:
    return dialog.kind is DialogKind.CHANGE_REQUEST


def pick_of_list(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """A question of the list by its position, or a new one."""
    if value == Step.PREVIEW:
        return onward(dialog)
    if value == NEW and not was_sent(dialog):
        if len(questions(dialog)) >= MOST_QUESTIONS:
            raise TooManyQuestions(most=MOST_QUESTIONS)
        return dialog.to(Step.NEW_QUESTION)
    return _at(dialog, int(value))


def pick_of_question(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """What to do with the question: a kind, a place in the order, other words, or leaving it out."""
    asked = edited(dialog)
    if value == Step.PREVIEW:
        return onward(dialog)
    if value == WORDING:
        return dialog.to(Step.QUESTION_TEXT)
    if value == LEAVE_OUT:
        return _left_out(dialog, asked)
    if was_sent(dialog):
        raise QuestionGone
    if value in {EARLIER, LATER}:
        return _moved(dialog, asked, -1 if value == EARLIER else 1)
    match QuestionKind(value):
        case QuestionKind.NUMBER:
            return dialog.to(Step.UNIT)
        case QuestionKind.CHOICE:
            return dialog.to(Step.CHOICES)
        case kind:
            return _with(dialog, Question(text=asked.text, kind=kind))


def pick_unit(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """A number without a unit."""
    if value != NO_UNIT:
        raise QuestionGone
    return _with(dialog, Question(text=edited(dialog).text, kind=QuestionKind.NUMBER))


def said_unit(dialog: Dialog, text: str) -> Dialog:
    unit = typed.line(text, UNIT_LIMIT)
    return _with(dialog, Question(text=edited(dialog).text, kind=QuestionKind.NUMBER, unit=unit))


def said_choices(dialog: Dialog, text: str) -> Dialog:
    """Choices one a line, or with bars between them. Raises QuestionUnclear for fewer than two different ones."""
    asked = edited(dialog)
    choices = report_texts.choices(text.replace("\n", "|"), asked.text)
    return _with(dialog, Question(text=asked.text, kind=QuestionKind.CHOICE, choices=choices))


def said_wording(dialog: Dialog, text: str) -> Dialog:
    """Other words; a kind in brackets goes with them, unless the request was sent already."""
    asked, said = edited(dialog), report_texts.question(text)
    if was_sent(dialog) or said.kind is QuestionKind.TEXT:
        return _with(dialog, replace(asked, text=said.text))
    return _with(dialog, said)


def said_new(dialog: Dialog, text: str) -> Dialog:
    """One more question, at the end."""
    found = (*questions(dialog), report_texts.question(text))
    return _at(_having(dialog, found), len(found) - 1)


def _at(dialog: Dialog, position: int) -> Dialog:
    moved = replace(dialog, step=Step.QUESTION, trail=(Step.PREVIEW, Step.QUESTIONS))
    moved = replace(moved, draft={**dialog.draft, "at": position})
    edited(moved)
    return moved


def _with(dialog: Dialog, asked: Question) -> Dialog:
    """The edited question in place of the one before."""
    found, at = list(questions(dialog)), dialog.draft["at"]
    found[at] = asked
    return _at(_having(dialog, found), at)


def _having(dialog: Dialog, found: tuple[Question, ...] | list[Question]) -> Dialog:
    facts: Mapping[str, Any] = {**dialog.draft, "questions": [asked.as_json() for asked in found]}
    return replace(dialog, draft=facts)


def _moved(dialog: Dialog, asked: Question, by: int) -> Dialog:
    """Before or after its neighbour; at an end it stays."""
    found, at = list(questions(dialog)), dialog.draft["at"]
    there = min(max(at + by, 0), len(found) - 1)
    found.insert(there, found.pop(at))
    return _at(_having(dialog, found), there)


def _left_out(dialog: Dialog, asked: Question) -> Dialog:
    """Without the question. Of a request that was sent it is marked, and marked again it stands: see `Question`."""
    found, at = list(questions(dialog)), dialog.draft["at"]
    if was_sent(dialog):
        found[at] = replace(asked, withdrawn=not asked.withdrawn)
    else:
        del found[at]
    if not standing(found):
        raise RequestIncomplete(missing="question")
    left = _having(dialog, found)
    return _at(left, at) if was_sent(dialog) else replace(left, step=Step.QUESTIONS, trail=(Step.PREVIEW,))


SAID: Mapping[Step, Callable[[Dialog, str], Dialog]] = {
    Step.UNIT: said_unit,
    Step.CHOICES: said_choices,
    Step.QUESTION_TEXT: said_wording,
    Step.NEW_QUESTION: said_new,
}
PICKED: Mapping[Step, Callable[[Dialog, str, Reading], Dialog]] = {
    Step.QUESTIONS: pick_of_list,
    Step.QUESTION: pick_of_question,
    Step.UNIT: pick_unit,
}
