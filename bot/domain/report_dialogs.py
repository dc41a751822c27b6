"""The conversations about reports: asking for them, and filling them in one question at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain import dialogs, question_dialogs, report_texts, typed
from bot.domain.dialogs import Dialog, DialogKind, Reading, Step, onward
from bot.domain.people import Sector
from bot.domain.periods import Period, month_before, month_of, quarter_before
from bot.domain.refusals import ButtonExpected, NobodyAsked, QuestionGone, RequestIncomplete, TextExpected
from bot.domain.report_overviews import Filling
from bot.domain.report_texts import Meant
from bot.domain.reports import (
    TITLE_LIMIT,
    Audience,
    Given,
    Question,
    QuestionKind,
    ReportRequest,
    RequestDetails,
    Value,
)

KINDS = {*dialogs.REQUEST_KINDS, DialogKind.REPORT}
FIELDS = (Step.REQUEST_TITLE, Step.QUESTIONS, Step.PERIOD, Step.REPORT_DEADLINE, Step.REQUEST_AUDIENCE)
OF_SENT = (Step.REQUEST_TITLE, Step.QUESTIONS, Step.REPORT_DEADLINE)  # what of a request that was sent can change
SKIP = "skip"
READY = "ready"
EVERYBODY = "all"
CHOSEN = "chosen"


def said(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """The dialog after its person typed `text`. Raises a Refusal, and then the question stands as it was."""
    match dialog.step:
        case Step.REQUEST_TITLE:
            return onward(dialog, title=typed.line(text, TITLE_LIMIT))
        case Step.QUESTIONS if question_dialogs.was_sent(dialog):
            raise ButtonExpected
        case Step.QUESTIONS:
            return onward(dialog, questions=_questions(text.splitlines()))
        case step if step in question_dialogs.SAID:
            return question_dialogs.SAID[step](dialog, text)
        case Step.PERIOD:
            return onward(dialog, period=_stored(report_texts.period(text)))
        case Step.ANSWER:
            return _done(dialog, report_texts.answer(asked(dialog), text, _meant(dialog, reading)))
        case _:
            return dialogs.said(dialog, text, reading)


def picked(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """The dialog after one of its buttons; raises ValueError or KeyError for a value that none of them carries."""
    pick = _PICKED.get((dialog.kind, dialog.step)) or question_dialogs.PICKED.get(dialog.step)
    return pick(dialog, value, reading) if pick else dialogs.picked(dialog, value, reading)


def filed(dialog: Dialog, value: Value) -> Dialog:
    """The dialog after a file was sent. Raises TextExpected where none is asked for."""
    if dialog.step is not Step.ANSWER or asked(dialog).kind is not QuestionKind.FILE:
        raise TextExpected
    return _done(dialog, value)


def one_line(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """`TITLE; DEADLINE; QUESTION; QUESTION…` taken at one go. Raises RequestIncomplete, or what a part would raise."""
    parts = [part.strip() for part in text.split(";")]
    for position, missing in enumerate(("title", "deadline", "question")):
        if len(parts) <= position or not parts[position]:
            raise RequestIncomplete(missing=missing)
    filled = said(dialog, parts[0], reading)
    filled = replace(filled, draft={**filled.draft, "questions": _questions(parts[2:])})
    # An hour that is missing or comes twice is asked; the questions wait in the draft.
    filled = said(filled, parts[1], reading)
    return replace(filled, trail=()) if filled.step is Step.PREVIEW else filled


def details(dialog: Dialog, reading: Reading) -> RequestDetails:
    """The request that the draft describes; without a period the month before."""
    draft = dialog.draft
    return RequestDetails(
        title=draft["title"],
        questions=tuple(Question.from_json(question) for question in draft["questions"]),
        period=period_of(dialog, reading),
        deadline=datetime.fromisoformat(draft["deadline"]),
        audience=Audience(
            sector=Sector(draft["sector"]) if draft.get("sector") else None,
            organisation_ids=tuple(draft.get("organisations", ())),
        ),
    )


def draft_of(request: ReportRequest) -> dict[str, Any]:
    """The draft that a change of this request starts from; `seen` is what its coordinator has looked at."""
    of = request.details
    facts = {
        "title": of.title,
        "deadline": of.deadline.isoformat(),
        "questions": [asked.as_json() for asked in of.questions],
    }
    audience = {
        "sector": of.audience.sector.value if of.audience.sector else None,
        "organisations": list(of.audience.organisation_ids),
    }
    return {"request_id": request.id, "period": _stored(of.period), **audience, **facts, "seen": facts}


def period_of(dialog: Dialog, reading: Reading) -> Period:
    stored = dialog.draft.get("period")
    return _period(stored) if stored else month_before(_today(reading))


# --- filling in


def asking(filling: Filling, position: int) -> dict[str, Any]:
    """The draft of a dialog that asks this question: what it needs to understand the answer, and what was seen."""
    return {
        **summing_up(filling),
        "question": position,
        "asked": filling.request.questions[position].as_json(),
        "period": _stored(filling.request.details.period),
        "seen": mark_of(filling.report.given.get(position)),
    }


def summing_up(filling: Filling) -> dict[str, Any]:
    """The draft of a dialog that shows the whole report; `revision` is what its person has seen."""
    return {
        "request_id": filling.request.id,
        "organisation_id": filling.organisation.id,
        "revision": filling.report.revision,
    }


def mark_of(given: Given | None) -> list[Any] | None:
    """What tells an answer from another: who gave it, and what it was."""
    return [given.by, given.value.as_json()] if given else None


def asked(dialog: Dialog) -> Question:
    """The question of a dialog that fills in a report."""
    return Question.from_json(dialog.draft["asked"])


def _done(dialog: Dialog, value: Value) -> Dialog:
    return dialog.to(Step.DONE, value=value.as_json())


def _meant(dialog: Dialog, reading: Reading) -> Meant:
    return Meant(language=reading.language, zone=reading.zone, period=_period(dialog.draft["period"]))


def _questions(texts: list[str]) -> list[dict[str, Any]]:
    found = [question.as_json() for question in report_texts.questions(texts)]
    if not found:
        raise RequestIncomplete(missing="question")
    return found


def _stored(period: Period) -> list[str]:
    return [period.first.isoformat(), period.last.isoformat()]


def _period(stored: list[str]) -> Period:
    return Period(first=date.fromisoformat(stored[0]), last=date.fromisoformat(stored[1]))


def _today(reading: Reading) -> date:
    return reading.now.astimezone(reading.zone).date()


def _pick_field(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """What is to be corrected; a draft that is not complete yet has no preview to go back to."""
    if value == Step.PREVIEW:
        return onward(dialog)
    known = OF_SENT if question_dialogs.was_sent(dialog) else FIELDS
    return dialog.to(known[known.index(Step(value))])


def _pick_at_preview(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value == Step.FIELDS:
        return dialog.to(Step.FIELDS)
    if value == Step.EMAIL and not question_dialogs.was_sent(dialog):
        return dialog.to(Step.EMAIL)
    return _pick_field(dialog, value, reading)


def _pick_period(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    return onward(dialog, period=_stored(READY_PERIODS[value](_today(reading))))


def _pick_audience(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value == CHOSEN:
        return dialog.to(Step.REQUEST_PARTNERS, sector=None)
    sector = None if value == EVERYBODY else Sector(value).value
    return onward(dialog, sector=sector, organisations=[])


def _pick_partner(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """A press chooses the organisation, a second one leaves it out again."""
    if value == READY:
        if not dialog.draft.get("organisations"):
            raise NobodyAsked
        return onward(dialog)
    chosen, number = set(dialog.draft.get("organisations", ())), int(value)
    return replace(dialog, draft={**dialog.draft, "organisations": sorted(chosen ^ {number})})


def _pick_answer(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value == SKIP:
        return dialog.to(Step.DONE, skip=True)
    return _done(dialog, report_texts.picked(asked(dialog), value))


def _pick_question(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if not value.isdecimal():
        raise QuestionGone
    return dialog.to(Step.DONE, goto=int(value))


READY_PERIODS: Mapping[str, Callable[[date], Period]] = {
    "month_before": month_before,
    "this_month": month_of,
    "quarter_before": quarter_before,
}
_PICKED: Mapping[tuple[DialogKind, Step], Callable[[Dialog, str, Reading], Dialog]] = {
    (DialogKind.NEW_REQUEST, Step.PREVIEW): _pick_at_preview,
    (DialogKind.NEW_REQUEST, Step.EMAIL): _pick_field,
    (DialogKind.NEW_REQUEST, Step.FIELDS): _pick_field,
    (DialogKind.CHANGE_REQUEST, Step.PREVIEW): _pick_at_preview,
    (DialogKind.CHANGE_REQUEST, Step.FIELDS): _pick_field,
    (DialogKind.NEW_REQUEST, Step.PERIOD): _pick_period,
    (DialogKind.NEW_REQUEST, Step.REQUEST_AUDIENCE): _pick_audience,
    (DialogKind.NEW_REQUEST, Step.REQUEST_PARTNERS): _pick_partner,
    (DialogKind.REPORT, Step.ANSWER): _pick_answer,
    (DialogKind.REPORT, Step.PREVIEW): _pick_question,
}
