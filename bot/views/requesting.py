"""The conversation in which reports are asked for: its questions, the preview, and changing a request that was sent."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import question_dialogs
from bot.domain.dialogs import Dialog, Step
from bot.domain.people import Organisation, Sector
from bot.domain.question_dialogs import EARLIER, LATER, LEAVE_OUT, NEW, NO_UNIT, WORDING, was_sent
from bot.domain.report_dialogs import CHOSEN, EVERYBODY, FIELDS, OF_SENT, READY, READY_PERIODS
from bot.domain.report_overviews import ChangePreview, RequestChange, RequestPreview, RequestSent
from bot.domain.reports import Audience, Question, QuestionKind, standing
from bot.views import lengths, moments, request_letters
from bot.views.buttons import CHOSEN as MARKED
from bot.views.buttons import back, button, cancelling, in_rows, named, of_dialog, rows, to_menu
from bot.views.callback_data import Action, Verb
from bot.views.marks import block, blocks, bold, code, lines, plain, quoted
from bot.views.meetings import outside_line
from bot.views.message import Button, Message, Rows
from bot.views.reports import ASKED, card, mark
from bot.views.texts import Texts

NAMED_OUTSIDE = 10
LONGEST_LIST = 3000  # of questions to be copied and corrected
OF_QUESTIONS = {Step.QUESTIONS, Step.QUESTION, Step.UNIT, Step.CHOICES, Step.QUESTION_TEXT}


def preview(preview: RequestPreview, dialog: Dialog, t: Texts, now: datetime) -> Message:
    """The request as partners will see it, how many it reaches, and the buttons that send it."""
    title = bold(t.plain("preview-title"))
    zone, reached = preview.partnership.zone, len(preview.organisations) - len(preview.outside)
    ahead = moments.ahead(preview.details.deadline, zone, t.language, now=now)
    closed = preview.opens_at and moments.opening(preview.opens_at, zone, t.language, "request-closed")
    tail = blocks(
        lines(
            audience(preview.details.audience, t),
            t.html("preview-reach", organisations=reached, people=preview.people),
            t.html("request-deadline-ahead", ahead=ahead),
            _outside(preview.outside, t),
        ),
        f"🌙 {plain(closed)}" if closed else "",
    )
    room = lengths.TEXT - lengths.shown(blocks(title, tail)) - 8
    text = blocks(title, quoted(card(preview.details, preview.partnership, t, room=room)), tail)
    at_once = [_pick(dialog, t.plain(f"pick-{field}"), field.value) for field in (Step.QUESTIONS, Step.PERIOD)]
    email = [_pick(dialog, t.plain("button-email"), Step.EMAIL.value)] if preview.outside else []
    edit = of_dialog(t, "button-edit", dialog, Action.PICK, "fields")
    return Message(text, rows(*_sending(preview, dialog, t), at_once, email, [edit, cancelling(t, dialog)]))


def audience(of: Audience, t: Texts) -> str:
    """Whom it asks, in words."""
    if of.organisation_ids:
        return t.html("request-audience-chosen", n=len(of.organisation_ids))
    if of.sector is not None:
        return t.html("request-audience-sector", sector=t.plain(f"sector-{of.sector}"))
    return t.html("request-audience-all")


def partners(organisations: Sequence[Organisation], dialog: Dialog, t: Texts) -> Message:
    """Every partner as a button; a mark stands before those that are chosen."""
    chosen = set(dialog.draft.get("organisations", ()))
    choice = [
        _pick(dialog, f"{MARKED * (one.id in chosen)}{one.name}", str(one.id))
        for one in organisations[: lengths.MOST_BUTTONS]
    ]
    done = of_dialog(t, "button-to-preview", dialog, Action.PICK, READY)
    text = lines(bold(t.plain("ask-request_partners")), t.html("request-chosen", n=len(chosen)))
    width = 1 if len(choice) <= 12 else 2
    return Message(text, (*in_rows(choice, width), (done,), (back(t, dialog), cancelling(t, dialog))))


def fields(dialog: Dialog, t: Texts) -> Rows:
    """What of a request can be corrected."""
    known = OF_SENT if was_sent(dialog) else FIELDS
    named_fields = [_pick(dialog, t.plain(f"pick-{field}"), field.value) for field in known]
    return (*in_rows(named_fields, 3), (_pick(dialog, t.plain("button-to-preview"), Step.PREVIEW.value),))


def periods(dialog: Dialog, t: Texts) -> Rows:
    return in_rows([_pick(dialog, t.plain(f"request-period-{name}"), name) for name in READY_PERIODS], 1)


def audiences(dialog: Dialog, t: Texts) -> Rows:
    sectors = [_pick(dialog, t.plain(f"sector-{sector}"), sector.value) for sector in Sector]
    everybody = _pick(dialog, t.plain("request-everybody"), EVERYBODY)
    return rows([everybody], sectors, [_pick(dialog, t.plain("request-some"), CHOSEN)])


def written(questions: Sequence[Question], t: Texts) -> str:
    """The questions as they can be typed again, one a line."""
    return "\n".join(
        asked.text if asked.kind is QuestionKind.TEXT else f"{asked.text} {mark(asked, t)}" for asked in questions
    )


def sent(done: RequestSent, t: Texts) -> Message:
    """To the coordinator: that it went out, or when it will, and whom no message reaches."""
    request = done.request
    if done.at is None:
        said = t.html("request-sent", title=request.title, n=done.people)
    else:
        at = moments.moment(done.at, request.zone, t.language)
        said = t.html("request-sent-later", title=request.title, moment=at, n=done.people)
    open_ = button(t.plain("request-button-open"), Verb.REQUEST, request.id)
    email = button(t.plain("button-email"), Verb.REQUEST, request.id, "email")
    return Message(
        blocks(said, outside_line(done.outside, t)), rows([open_], [email] if done.outside else [], [to_menu(t)])
    )


def questions(dialog: Dialog, t: Texts) -> Rows:
    """Each question as a button that opens it, and one more; nothing while the first are still to be typed."""
    found = question_dialogs.questions(dialog)
    if not found:
        return ()
    seen = dialog.draft.get("seen", {}).get("questions", [{}] * len(found))
    shown = [(at, asked) for at, asked in enumerate(found) if not seen[at].get("withdrawn")]
    each = [
        [_pick(dialog, f"{'✗ ' * asked.withdrawn}{number}. {asked.text}", str(at))]
        for number, (at, asked) in enumerate(shown, start=1)
    ]
    more = [] if was_sent(dialog) else [_pick(dialog, t.plain("question-new"), NEW)]
    return rows(*each, more, [_to_preview(dialog, t)])


def question(dialog: Dialog, t: Texts) -> Rows:
    """What can be done with one question: its kind, its place, its words, leaving it out."""
    asked = question_dialogs.open_one(dialog)
    if asked is None:
        return ()
    wording = _pick(dialog, t.plain("question-wording"), WORDING)
    if was_sent(dialog):
        drop = "question-restore" if asked.withdrawn else "question-withdraw"
        return rows([wording], [_pick(dialog, t.plain(drop), LEAVE_OUT)], [_to_preview(dialog, t)])
    kinds = [
        _pick(dialog, f"{MARKED * (asked.kind is kind)}{t.plain(f'question-kind-{kind}')}", kind.value)
        for kind in QuestionKind
    ]
    order = [_pick(dialog, t.plain(f"question-{way}"), way) for way in (EARLIER, LATER)]
    out = _pick(dialog, t.plain("question-drop"), LEAVE_OUT)
    return (*in_rows(kinds, 3), *rows(order, [wording, out], [_to_preview(dialog, t)]))


def units(dialog: Dialog, t: Texts) -> Rows:
    return rows([_pick(dialog, t.plain("question-no-unit"), NO_UNIT)])


def current(dialog: Dialog, t: Texts) -> str:
    """What stands there already: the questions to be copied and corrected, or the one that is being edited."""
    if dialog.step is Step.QUESTIONS:
        return _listed(dialog, t)
    asked = question_dialogs.open_one(dialog)
    if asked is None:
        return ""
    if dialog.step is Step.QUESTION_TEXT:
        return f"{t.html('dialog-current')} {code(asked.text)}"
    said = bold(asked.text) if asked.kind is QuestionKind.TEXT else f"{bold(asked.text)} {plain(mark(asked, t))}"
    return lines(said, t.html("question-is-withdrawn") if asked.withdrawn else "")


def _listed(dialog: Dialog, t: Texts) -> str:
    asked = [each.question for each in standing(question_dialogs.questions(dialog))]
    if not asked:
        return ""
    return lines(t.html("dialog-current"), block(lengths.cut(written(asked, t), LONGEST_LIST)))


def letter(preview: RequestPreview, dialog: Dialog, t: Texts) -> tuple[Message, ...]:
    """The e-mail for those outside Telegram, with the way back to the preview."""
    back_ = rows([_to_preview(dialog, t)])
    return request_letters.letter(preview.details, preview.partnership, preview.outside, t, back_)


def change(of: ChangePreview, dialog: Dialog, t: Texts) -> Message:
    """What the change does, who hears of it, and the button that saves it."""
    changes = [line for change in of.changes for line in _changed(change, of, t)]
    told = t.html("request-change-told", n=of.people) if of.people else t.html("request-change-silent")
    text = blocks(
        t.html("request-changed-meanwhile") if of.meanwhile and not changes else "",
        lines(bold(t.plain("request-change-title")), bold(of.before.title)),
        lines(*lengths.fitted(changes, lengths.TEXT // 2, lambda n: t.html("and-more", n=n))),
        told if changes else t.html("request-change-nothing"),
    )
    save = [_to_save(dialog, t)] if changes else []
    edit = of_dialog(t, "button-edit", dialog, Action.PICK, "fields")
    return Message(text, rows(save, [edit, cancelling(t, dialog)]))


def changed(done: ChangePreview, t: Texts) -> Message:
    """To the coordinator: that it is so now, and how many hear of the new deadline."""
    told = t.html("request-change-told", n=done.people) if done.people else t.html("request-change-silent")
    open_ = button(t.plain("request-button-open"), Verb.REQUEST, done.after.id)
    return Message(blocks(t.html("request-changed", title=done.after.title), told), rows([open_], [to_menu(t)]))


def _changed(change: RequestChange, of: ChangePreview, t: Texts) -> list[str]:
    before, after = of.before, of.after
    match change:
        case RequestChange.TITLE:
            return [f"{t.html('pick-request_title')}: {plain(before.title)} → {plain(after.title)}"]
        case RequestChange.DEADLINE:
            was, new = (moments.moment(one.deadline, one.zone, t.language) for one in (before, after))
            return [
                f"{t.html('pick-report_deadline')}:",
                t.html("notice-was", moment=was),
                t.html("notice-is", moment=new),
            ]
        case RequestChange.QUESTIONS:
            return [
                _reworded(asked.number, asked.question, after.questions[asked.position], t)
                for asked in before.asked
                if asked.question != after.questions[asked.position]
            ]


def _reworded(number: int, was: Question, new: Question, t: Texts) -> str:
    said = plain(lengths.cut(was.text, ASKED))
    if new.withdrawn:
        return f"{number}. {said}: {t.html('question-is-withdrawn')}"
    return f"{number}. {said} → {plain(lengths.cut(new.text, ASKED))}"


def _to_preview(dialog: Dialog, t: Texts) -> Button:
    return _pick(dialog, t.plain("button-to-preview"), Step.PREVIEW.value)


def _to_save(dialog: Dialog, t: Texts) -> Button:
    return of_dialog(t, "request-button-save", dialog, Action.CONFIRM)


def _sending(preview: RequestPreview, dialog: Dialog, t: Texts) -> list[list[Button]]:
    """None while nobody would be asked."""
    if not preview.organisations:
        return []
    now = of_dialog(t, "request-button-send", dialog, Action.CONFIRM)
    if preview.opens_at is None:
        return [[now]]
    label = moments.opening(preview.opens_at, preview.partnership.zone, t.language, "request-button-send-later")
    return [[now], [button(label, Verb.DIALOG, dialog.serial, Action.LATER)]]


def _outside(outside: Sequence[str], t: Texts) -> str:
    if not outside:
        return ""
    names = "; ".join(plain(name) for name in outside[:NAMED_OUTSIDE])
    rest = len(outside) - NAMED_OUTSIDE
    return f"{t.html('preview-outside')} {names}{' ' + t.html('and-more', n=rest) if rest > 0 else ''}"


def _pick(dialog: Dialog, label: str, value: str) -> Button:
    return named(label, Verb.DIALOG, dialog.serial, Action.PICK, value)
