"""What a coordinator sees and confirms before anybody hears of a meeting, or of a change to one."""

from dataclasses import replace
from datetime import datetime

from bot.domain.dialogs import Dialog
from bot.domain.meetings import Change, Meeting, Preview, differences
from bot.views import lengths, moments
from bot.views.buttons import button, cancelling, of_dialog, rows
from bot.views.callback_data import Action, Verb
from bot.views.cards import deadline, description, facts, funder_lines
from bot.views.marks import blocks, bold, lines, plain, quoted
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

NAMED_OUTSIDE = 10
OLD_TEXT = 150  # of an old or new text in the list of changes; the new one stands whole in the card above


def preview(preview: Preview, dialog: Dialog, t: Texts, now: datetime) -> Message:
    """The card as partners will see it, how many it reaches, what a change means, and the buttons that make it so."""
    changes = _changes(preview)
    title = bold(t.plain("preview-change-title" if preview.before else "preview-title"))
    tail = blocks(
        _change_lines(preview, changes, t) if preview.before else "",
        lines(*_reach(preview, t, now)),
        t.html("preview-deadline-is-start") if preview.deadline_is_start else "",
        _office(preview, t),
    )
    shown = _card(preview, t, lengths.TEXT - lengths.shown(blocks(title, tail)) - 4)
    return Message(blocks(title, quoted(shown), tail), _buttons(preview, changes, dialog, t))


def _card(preview: Preview, t: Texts, limit: int) -> str:
    head = facts(preview.details, preview.partnership, t)
    until = f"⏳ {deadline(preview.answer_until, preview.details, t)}"
    funder = funder_lines(preview.details.kind, preview.partnership, t)
    room = limit - lengths.shown(blocks(head, until, funder)) - 2
    return blocks(head, description(preview.details, room), until, funder)


def _reach(preview: Preview, t: Texts, now: datetime) -> tuple[str, ...]:
    reach = t.html("preview-reach", organisations=preview.organisations, people=preview.people)
    slot = preview.details.slot
    starts = t.html("preview-starts", ahead=moments.ahead(slot.starts_at, slot.zone, t.language, now=now))
    return (reach, _outside(preview.outside, t), _languages(preview, t), starts)


def _outside(outside: tuple[str, ...], t: Texts) -> str:
    if not outside:
        return ""
    names = "; ".join(plain(name) for name in outside[:NAMED_OUTSIDE])
    rest = len(outside) - NAMED_OUTSIDE
    return f"{t.html('preview-outside')} {names}{' ' + t.html('and-more', n=rest) if rest > 0 else ''}"


def _languages(preview: Preview, t: Texts) -> str:
    if len(preview.languages) < 2:
        return ""
    return t.html("preview-languages", languages=", ".join(t.plain(f"language-{of}") for of in preview.languages))


def _office(preview: Preview, t: Texts) -> str:
    if preview.opens_at is None:
        return ""
    zone = preview.details.slot.zone
    key = "preview-closed-change" if preview.before else "preview-closed"
    until_start = preview.later_deadline_is_start and not preview.before
    return lines(
        f"🌙 {plain(moments.opening(preview.opens_at, zone, t.language, key))}",
        plain(moments.opening(preview.opens_at, zone, t.language, "preview-later-until-start")) if until_start else "",
    )


def _changes(preview: Preview) -> tuple[Change, ...]:
    return differences(preview.before, _after(preview, preview.before)) if preview.before else ()


def _after(preview: Preview, before: Meeting) -> Meeting:
    return replace(before, details=preview.details, answer_until=preview.answer_until)


def _change_lines(preview: Preview, changes: tuple[Change, ...], t: Texts) -> str:
    """Old → new of each change, and what it means for the answers."""
    if preview.before is None or not changes:
        return t.html("preview-nothing-changed")
    after = _after(preview, preview.before)
    said = [_old_and_new(change, preview.before, after, t) for change in changes]
    return lines(*said, t.html("preview-asks-again" if Change.DATE in changes else "preview-answers-stand"))


def _old_and_new(change: Change, before: Meeting, after: Meeting, t: Texts) -> str:
    name = f"<b>{t.html(f'field-{change}')}</b>"
    if change is Change.DESCRIPTION:
        return f"{name}: {t.html('preview-new-description')}"
    old, new = (lengths.cut(value_of(change, meeting, t), OLD_TEXT) or "–" for meeting in (before, after))
    return f"{name}: {plain(old)} → {plain(new)}"


def value_of(change: Change, meeting: Meeting, t: Texts) -> str:
    """What a meeting has in the place that a change names, as a finished string."""
    details = meeting.details
    match change:
        case Change.DATE:
            return moments.span(details.slot, t.language)
        case Change.DEADLINE:
            return moments.moment(meeting.answer_until, meeting.zone, t.language)
        case Change.KIND:
            return t.plain(f"kind-{details.kind}")
        case Change.PLACE:
            return details.place
        case Change.TITLE:
            return details.title
        case Change.DESCRIPTION:
            return details.description


def _buttons(preview: Preview, changes: tuple[Change, ...], dialog: Dialog, t: Texts) -> Rows:
    edit = of_dialog(t, "button-edit", dialog, Action.PICK, "fields")
    return rows(*_making(preview, changes, dialog, t), [edit, cancelling(t, dialog)])


def _making(preview: Preview, changes: tuple[Change, ...], dialog: Dialog, t: Texts) -> list[list[Button]]:
    """The buttons that make it so; none while a change changes nothing."""
    if preview.before is not None:
        return [[of_dialog(t, "button-save-and-tell", dialog, Action.CONFIRM)]] if changes else []
    now = of_dialog(t, "button-announce", dialog, Action.CONFIRM)
    if preview.opens_at is None:
        return [[now]]
    label = moments.opening(preview.opens_at, preview.details.slot.zone, t.language, "button-announce-later")
    return [[now], [button(label, Verb.DIALOG, dialog.serial, Action.LATER)]]
