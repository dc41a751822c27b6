"""Half-finished conversations. A dialog is a value in the store: any process can go on with it, after any pause."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import dates, names, typed
from bot.domain.audiences import SavedAudience
from bot.domain.meetings import DESCRIPTION_LIMIT, PLACE_LIMIT, REASON_LIMIT, TITLE_LIMIT, Details, Kind, Meeting, Slot
from bot.domain.people import Language
from bot.domain.refusals import LineIncomplete, NumberImpossible, QuestionGone
from bot.domain.rsvps import MOST_PEOPLE, NAME_LIMIT, NOTE_LIMIT

ORGANISATION_LIMIT = 160


class DialogKind(StrEnum):
    NEW_MEETING = "new_meeting"
    CHANGE_MEETING = "change_meeting"
    CANCEL_MEETING = "cancel_meeting"
    NOTE = "note"
    SUBSTITUTE = "substitute"
    PEOPLE = "people"
    INVITE = "invite"
    PASTE = "paste"
    RENAME = "rename"
    PAUSE = "pause"
    NEW_REQUEST = "new_request"  # for reports; its steps and those of REPORT are in report_dialogs
    REPORT = "report"
    CHANGE_REQUEST = "change_request"
    ANNOUNCE = "announce"
    CORRECT = "correct"


class Step(StrEnum):
    """What is being asked. PREVIEW waits for a button; DONE means that the effect can be written."""

    TITLE = "title"
    WHEN = "when"
    HOUR = "hour"
    WHICH_HOUR = "which_hour"
    PLACE = "place"
    DESCRIPTION = "description"
    DEADLINE = "deadline"
    KIND = "kind"
    FIELDS = "fields"
    PREVIEW = "preview"
    REASON = "reason"
    NOTE = "note"
    SUBSTITUTE = "substitute"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    SECTOR = "sector"
    LIST = "list"
    CONFIRM = "confirm"
    PAUSE = "pause"
    REQUEST_TITLE = "request_title"
    REPORT_DEADLINE = "report_deadline"
    QUESTIONS = "questions"
    QUESTION = "question"  # one of them, and what can be done with it: see domain/question_dialogs.py
    QUESTION_TEXT = "question_text"
    NEW_QUESTION = "new_question"
    UNIT = "unit"
    CHOICES = "choices"
    PERIOD = "period"
    REQUEST_AUDIENCE = "request_audience"
    REQUEST_PARTNERS = "request_partners"
    ANSWER = "answer"
    TEXT = "text"  # this and what follows: an announcement, see domain/announcing.py
    AUDIENCE = "audience"
    PARTNERS = "partners"
    MEETING = "meeting"
    WITH_ANSWER = "with_answer"
    NAME = "name"
    AT = "at"
    BEFORE = "before"
    LEAD = "lead"
    NEWCOMERS = "newcomers"
    EMAIL = "email"
    DONE = "done"


FIRST = {
    DialogKind.NEW_MEETING: Step.TITLE,
    DialogKind.CHANGE_MEETING: Step.FIELDS,
    DialogKind.CANCEL_MEETING: Step.REASON,
    DialogKind.NOTE: Step.NOTE,
    DialogKind.SUBSTITUTE: Step.SUBSTITUTE,
    DialogKind.PEOPLE: Step.PEOPLE,
    DialogKind.INVITE: Step.ORGANISATION,
    DialogKind.PASTE: Step.LIST,
    DialogKind.RENAME: Step.ORGANISATION,
    DialogKind.PAUSE: Step.PAUSE,
    DialogKind.NEW_REQUEST: Step.REQUEST_TITLE,
    DialogKind.REPORT: Step.PREVIEW,
    DialogKind.CHANGE_REQUEST: Step.FIELDS,
    DialogKind.ANNOUNCE: Step.TEXT,
    DialogKind.CORRECT: Step.TEXT,
}

# What must be known before the preview, in the order in which it is asked.
MEETING_NEEDS = ((Step.TITLE, "title"), (Step.WHEN, "start"), (Step.PLACE, "place"))
REQUEST_KINDS = {DialogKind.NEW_REQUEST, DialogKind.CHANGE_REQUEST}
REQUEST_NEEDS = ((Step.REQUEST_TITLE, "title"), (Step.REPORT_DEADLINE, "deadline"), (Step.QUESTIONS, "questions"))

FIELDS = (Step.TITLE, Step.WHEN, Step.PLACE, Step.DESCRIPTION, Step.DEADLINE, Step.KIND)
"""What of a meeting can be corrected."""
_OFFERED = (*FIELDS, Step.PREVIEW)

# What may be left out, and what is kept then.
SKIPPABLE: Mapping[Step, Mapping[str, Any]] = {
    Step.PLACE: {"place": ""},
    Step.DESCRIPTION: {"description": ""},
    Step.DEADLINE: {"deadline": None},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """`serial` tells this dialog's buttons from those of an earlier one; `draft` holds only what JSON holds."""

    chat_id: int
    serial: int
    person_id: int
    kind: DialogKind
    step: Step
    updated_at: datetime
    partnership_id: int | None = None
    draft: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[Step, ...] = ()

    @property
    def done(self) -> bool:
        return self.step is Step.DONE

    def to(self, step: Step, **facts: Any) -> "Dialog":
        """On to the next question, remembering this one for "back"."""
        return replace(self, step=step, draft={**self.draft, **facts}, trail=(*self.trail, self.step))

    def back(self) -> "Dialog":
        """The question before; the first one stays."""
        if not self.trail:
            return self
        return replace(self, step=self.trail[-1], trail=self.trail[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What came of a dialog, as ids: enough to tell it again when the reply was lost, nothing of what was typed."""

    kind: DialogKind
    facts: Mapping[str, Any]
    serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that decides how a typed text is understood."""

    language: Language
    now: datetime
    zone: ZoneInfo
    length: timedelta = timedelta(hours=2)
    saved: tuple[SavedAudience, ...] = ()


def said(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """The dialog after its person typed `text`. Raises a Refusal, and then the question stands as it was."""
    step = _SAID.get(dialog.step)
    if step is None:
        raise QuestionGone
    return step(dialog, text, reading)


def skipped(dialog: Dialog) -> Dialog:
    """The dialog after "skip"; raises QuestionGone where nothing may be left out."""
    if dialog.step not in SKIPPABLE:
        raise QuestionGone
    return onward(dialog, **SKIPPABLE[dialog.step])


def picked(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """The dialog after one of its buttons with a ready value."""
    match dialog.step:
        case Step.WHICH_HOUR:
            return _when(dialog, dialog.draft["pending"], reading, fold=int(value == "second"))
        case Step.KIND:
            return onward(dialog, kind=Kind(value).value)
        case Step.SECTOR:
            return dialog.to(Step.DONE, sector=typed.sector(value).value)
        case Step.FIELDS:
            return dialog.to(_OFFERED[_OFFERED.index(Step(value))])
        case Step.PREVIEW if value == "fields":
            return dialog.to(Step.FIELDS)
        case _:
            return said(dialog, value, reading)


def one_line(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """`TITLE; WHEN; PLACE[; DESCRIPTION]` taken at one go. Raises LineIncomplete or what a single part would raise."""
    parts = [part.strip() for part in text.split(";", 3)]
    for position, missing in enumerate(("title", "when", "place")):
        if len(parts) <= position or not parts[position]:
            raise LineIncomplete(missing=missing)
    filled = said(dialog, parts[0], reading)
    filled = said(filled, parts[1], reading)
    if filled.step is not Step.PLACE:  # the hour is missing or doubled: that is asked, the rest is kept for later
        return replace(filled, draft={**filled.draft, "place": typed.line(parts[2], PLACE_LIMIT), **_described(parts)})
    filled = said(filled, parts[2], reading)
    return replace(filled, draft={**filled.draft, **_described(parts)}, trail=())


def details(dialog: Dialog, *, time_zone: str, length: timedelta) -> Details:
    """The meeting that the draft describes."""
    draft = dialog.draft
    start = datetime.fromisoformat(draft["start"])
    end = datetime.fromisoformat(draft["end"]) if draft.get("end") else start + length
    return Details(
        title=draft["title"],
        slot=Slot(wall_start=start, wall_end=end, time_zone=time_zone, fold=draft.get("fold", 0)),
        place=draft.get("place", ""),
        description=draft.get("description", ""),
        kind=Kind(draft.get("kind", Kind.WORKING)),
        answer_until=datetime.fromisoformat(draft["deadline"]) if draft.get("deadline") else None,
    )


def draft_of(meeting: Meeting) -> dict[str, Any]:
    """The draft that a change of this meeting starts from; `revision` is what its coordinator has seen."""
    details = meeting.details
    return {
        "meeting_id": meeting.id,
        "revision": meeting.revision,
        "title": details.title,
        "place": details.place,
        "description": details.description,
        "kind": details.kind.value,
        "start": details.slot.wall_start.isoformat(),
        "end": details.slot.wall_end.isoformat(),
        "fold": details.slot.fold,
        "deadline": details.answer_until.isoformat() if details.answer_until else None,
    }


def _described(parts: list[str]) -> dict[str, str]:
    return {"description": typed.paragraph(parts[3], DESCRIPTION_LIMIT)} if len(parts) > 3 and parts[3] else {}


def onward(dialog: Dialog, **facts: Any) -> Dialog:
    """The next open question of a meeting's or a request's draft; the preview once nothing is missing."""
    filled = dialog.to(Step.PREVIEW, **facts)
    for step, needed in REQUEST_NEEDS if dialog.kind in REQUEST_KINDS else MEETING_NEEDS:
        if needed not in filled.draft:
            return replace(filled, step=step)
    return replace(filled, trail=())


def _title(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return onward(dialog, title=typed.line(text, TITLE_LIMIT))


def _place(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return onward(dialog, place=typed.line(text, PLACE_LIMIT))


def _description(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return onward(dialog, description=typed.paragraph(text, DESCRIPTION_LIMIT))


def _hour(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return _when(dialog, text, reading, day=date.fromisoformat(dialog.draft["day"]))


def _when(dialog: Dialog, text: str, reading: Reading, *, day: date | None = None, fold: int | None = None) -> Dialog:
    """A date for what is being asked: the meeting itself, or the deadline (`asking`)."""
    asking = (
        dialog.draft.get("asking", Step.WHEN.value)
        if dialog.step in {Step.HOUR, Step.WHICH_HOUR}
        else dialog.step.value
    )
    if day is None and dialog.step is Step.WHICH_HOUR and dialog.draft.get("day"):
        day = date.fromisoformat(dialog.draft["day"])
    try:
        when = dates.understand(
            text, language=reading.language.value, now=reading.now, zone=reading.zone, date=day, fold=fold
        )
    except dates.HourMissing as missing:
        return dialog.to(Step.HOUR, day=missing.date.isoformat(), asking=asking)
    except dates.HourDoubled:
        pending = {"pending": text, "asking": asking, "day": day.isoformat() if day else None}
        return dialog.to(Step.WHICH_HOUR, **pending)
    if asking in {Step.DEADLINE, Step.REPORT_DEADLINE}:
        return onward(dialog, deadline=when.starts_at(reading.zone).isoformat())
    end = when.end.isoformat() if when.end else None
    return onward(dialog, start=when.start.isoformat(), end=end, fold=when.fold)


def _pause(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """A pause needs no hour: it ends as that day begins."""
    try:
        when = dates.understand(text, language=reading.language.value, now=reading.now, zone=reading.zone)
        until = when.starts_at(reading.zone)
    except dates.HourMissing as missing:
        until = datetime.combine(missing.date, time(), reading.zone)
    return dialog.to(Step.DONE, until=until.isoformat())


def _reason(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return dialog.to(Step.CONFIRM, reason=typed.paragraph(text, REASON_LIMIT))


def _note(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return dialog.to(Step.DONE, note=typed.paragraph(text, NOTE_LIMIT))


def _substitute(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    name = names.without_links(typed.line(text, NAME_LIMIT))
    return dialog.to(Step.DONE, substitute=typed.line(name, NAME_LIMIT))


def _people(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    words = text.strip()
    if not (words.isascii() and words.isdigit() and len(words) <= 4 and 1 <= int(words) <= MOST_PEOPLE):
        raise NumberImpossible(least=1, most=MOST_PEOPLE)
    return dialog.to(Step.DONE, people=int(words))


def _organisation(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """`ORGANISATION[; SECTOR]`; without the sector it is asked with buttons. Several lines are a pasted list."""
    if dialog.kind is DialogKind.INVITE and len([line for line in text.splitlines() if line.strip()]) > 1:
        return _list(replace(dialog, kind=DialogKind.PASTE, step=Step.LIST, trail=()), text, reading)
    name, _, sector = text.rpartition(";") if ";" in text else (text, "", "")
    filled = {"organisation": typed.line(name, ORGANISATION_LIMIT)}
    if dialog.kind is DialogKind.RENAME:
        return dialog.to(Step.DONE, organisation=typed.line(text, ORGANISATION_LIMIT))
    if sector.strip():
        return dialog.to(Step.DONE, **filled, sector=typed.sector(sector).value)
    return dialog.to(Step.SECTOR, **filled)


def _sector(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return dialog.to(Step.DONE, sector=typed.sector(text).value)


def _list(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    return dialog.to(Step.CONFIRM, text=typed.paragraph(text, 20_000))


_SAID: dict[Step, Callable[[Dialog, str, Reading], Dialog]] = {
    Step.TITLE: _title,
    Step.WHEN: _when,
    Step.HOUR: _hour,
    Step.PLACE: _place,
    Step.DESCRIPTION: _description,
    Step.DEADLINE: _when,
    Step.REPORT_DEADLINE: _when,
    Step.REASON: _reason,
    Step.NOTE: _note,
    Step.SUBSTITUTE: _substitute,
    Step.PEOPLE: _people,
    Step.ORGANISATION: _organisation,
    Step.SECTOR: _sector,
    Step.LIST: _list,
    Step.PAUSE: _pause,
}
