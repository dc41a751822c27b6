"""The questions of half-finished conversations, each with examples of what can be typed and ready answers to press."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import dates
from bot.domain.dialogs import FIELDS, REQUEST_KINDS, SKIPPABLE, Dialog, DialogKind, Step
from bot.domain.meetings import Kind, Meeting, Slot
from bot.domain.people import Sector
from bot.domain.question_dialogs import was_sent
from bot.domain.refusals import Refusal
from bot.views import moments, requesting
from bot.views.buttons import back, button, cancelling, in_rows, of_dialog, rows, to_menu
from bot.views.callback_data import Action, Verb
from bot.views.marks import blocks, code, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

LONGEST_LIST = 3000  # of questions to be copied and corrected
HOURS = (9, 10, 12, 14, 16)
ANSWERED_ELSEWHERE = {Step.PREVIEW, Step.CONFIRM, Step.ANSWER, Step.EMAIL, Step.DONE}
ASKS_DEADLINE = {Step.DEADLINE.value, Step.REPORT_DEADLINE.value}


def question(
    dialog: Dialog,
    t: Texts,
    now: datetime,
    zone: ZoneInfo,
    *,
    resumed: bool = False,
    note: str = "",
    answers: Rows | None = None,
) -> Message:
    """What the dialog asks now. `resumed` says first that an interrupted conversation goes on.

    `answers` are ready ones that the dialog alone does not know, `note` is a sentence about them.
    """
    text = blocks(
        t.html("dialog-resumed") if resumed else "",
        f"<b>{t.html(_key(dialog))}</b>",
        lines(_current(dialog, t, zone), _hint(dialog, t), note),
    )
    ready = answers if answers is not None else _ready(dialog, t, now, zone)
    return Message(text, (*ready, *_ways_on(dialog, t)))


def _ready(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return _READY[dialog.step](dialog, t, now, zone) if dialog.step in _READY else ()


def cancelled(t: Texts) -> Message:
    """That a dialog was given up and changed nothing."""
    return Message(t.html("dialog-cancelled"), rows([to_menu(t)]))


def confirm_call_off(dialog: Dialog, meeting: Meeting, people: int, t: Texts) -> Message:
    """The last question before a meeting is cancelled: what exactly, why, and how many will be told."""
    text = blocks(
        f"<b>{t.html('call-off-question', title=meeting.title)}</b>",
        f"🗓 {plain(moments.span(meeting.details.slot, t.language))}",
        lines(
            t.html("card-reason", reason=str(dialog.draft.get("reason", ""))),
            t.html("call-off-reach", n=people),
        ),
    )
    sure = of_dialog(t, "button-call-off", dialog, Action.CONFIRM)
    return Message(text, rows([sure], [back(t, dialog), cancelling(t, dialog)]))


def _key(dialog: Dialog) -> str:
    """The question's sentence; where one step serves two purposes, the purpose is part of the name."""
    step = dialog.step
    if step in ANSWERED_ELSEWHERE:
        return "ask-button"
    if step is Step.ORGANISATION and dialog.kind is DialogKind.RENAME:
        return "ask-new-name"
    if step is Step.TEXT and dialog.kind is DialogKind.CORRECT:
        return "ask-correction"
    if step is Step.QUESTIONS and was_sent(dialog):
        return "ask-sent-questions"
    if step is Step.HOUR and _asks_deadline(dialog):
        return "ask-deadline-hour"
    return f"ask-{step}"


def _asks_deadline(dialog: Dialog) -> bool:
    return dialog.draft.get("asking") in ASKS_DEADLINE


def _hint(dialog: Dialog, t: Texts) -> str:
    """Examples of what can be typed, or what the answer is for."""
    key = f"hint-{_key(dialog).removeprefix('ask-')}"
    hint = t.html(key) if t.has(key) else ""
    if dialog.step is Step.HOUR:
        picked = moments.day(date.fromisoformat(dialog.draft["day"]), t.language)
        return lines(plain(picked), hint)
    return hint


def _current(dialog: Dialog, t: Texts, zone: ZoneInfo) -> str:
    """What stands there already, so that a correction can start from it; one tap copies a text."""
    draft = dialog.draft
    match dialog.step:
        case Step.TITLE | Step.PLACE | Step.DESCRIPTION if draft.get(dialog.step.value):
            return f"{t.html('dialog-current')} {code(draft[dialog.step.value])}"
        case Step.WHEN if draft.get("start") and draft.get("end"):
            return f"{t.html('dialog-current')} {plain(_span(dialog, t, zone))}"
        case Step.DEADLINE | Step.REPORT_DEADLINE if draft.get("deadline"):
            until = datetime.fromisoformat(draft["deadline"])
            return f"{t.html('dialog-current')} {plain(moments.moment(until, zone, t.language))}"
        case Step.REQUEST_TITLE if draft.get("title"):
            return f"{t.html('dialog-current')} {code(draft['title'])}"
        case step if step in requesting.OF_QUESTIONS:
            return requesting.current(dialog, t)
        case Step.KIND if draft.get("kind"):
            return f"{t.html('dialog-current')} {t.html(f'kind-{draft[Step.KIND.value]}')}"
        case _:
            return ""


def _span(dialog: Dialog, t: Texts, zone: ZoneInfo) -> str:
    start, end = (datetime.fromisoformat(dialog.draft[name]) for name in ("start", "end"))
    slot = Slot(wall_start=start, wall_end=end, time_zone=zone.key, fold=dialog.draft.get("fold", 0))
    return moments.span(slot, t.language)


def _ways_on(dialog: Dialog, t: Texts) -> Rows:
    """Skip where something may be left out, back where there was a question before, cancel always."""
    skip = [of_dialog(t, "button-skip", dialog, Action.SKIP)] if dialog.step in SKIPPABLE else []
    before = [back(t, dialog)] if dialog.trail else []
    return rows([*skip, *before, cancelling(t, dialog)])


def _picking(dialog: Dialog, label: str, value: str) -> Button:
    return button(label, Verb.DIALOG, dialog.serial, Action.PICK, value)


def _kinds(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return in_rows([_picking(dialog, t.plain(f"kind-{kind}"), kind.value) for kind in Kind], 2)


def _sectors(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return in_rows([_picking(dialog, t.plain(f"sector-{sector}"), sector.value) for sector in Sector], 3)


def _periods(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return requesting.periods(dialog, t)


def _audiences(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return requesting.audiences(dialog, t)


def _fields(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    if dialog.kind in REQUEST_KINDS:
        return requesting.fields(dialog, t)
    fields = in_rows([_picking(dialog, t.plain(f"pick-{field}"), field.value) for field in FIELDS], 3)
    return (*fields, (_picking(dialog, t.plain("button-to-preview"), Step.PREVIEW.value),))


def _questions(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return requesting.questions(dialog, t)


def _one_question(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return requesting.question(dialog, t)


def _units(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    return requesting.units(dialog, t)


def _hours(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    # Written "9.00": a colon would end the value within the callback data.
    return (tuple(_picking(dialog, f"{hour}:00", f"{hour}.00") for hour in HOURS),)


def _which_hour(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo) -> Rows:
    """The same hour before and after the clocks go back, told apart by the season and the distance from UTC."""
    return tuple(
        (_picking(dialog, _doubled(dialog, t, now, zone, fold), value),)
        for fold, value in enumerate(("first", "second"))
    )


def _doubled(dialog: Dialog, t: Texts, now: datetime, zone: ZoneInfo, fold: int) -> str:
    """ "2:30 (czas letni, UTC+2)". The words alone, should the typed text no longer be understood."""
    of = date.fromisoformat(dialog.draft["day"]) if dialog.draft.get("day") else None
    try:
        when = dates.understand(
            dialog.draft["pending"], language=t.language.value, now=now, zone=zone, date=of, fold=fold
        )
    except Refusal:
        return t.plain("season-winter" if fold else "season-summer")
    start = when.start.replace(tzinfo=zone, fold=fold)
    return f"{start:%H:%M} ({moments.offset(start, t.language)})"


_READY: dict[Step, Callable[[Dialog, Texts, datetime, ZoneInfo], Rows]] = {
    Step.KIND: _kinds,
    Step.SECTOR: _sectors,
    Step.FIELDS: _fields,
    Step.HOUR: _hours,
    Step.WHICH_HOUR: _which_hour,
    Step.PERIOD: _periods,
    Step.QUESTIONS: _questions,
    Step.QUESTION: _one_question,
    Step.UNIT: _units,
    Step.REQUEST_AUDIENCE: _audiences,
}
