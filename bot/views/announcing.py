"""The conversation in which an announcement is written: its questions, and the preview that is confirmed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.announcing import LEADS, Drafting
from bot.domain.dialogs import Dialog, DialogKind, Step
from bot.domain.meetings import Meeting
from bot.domain.people import Sector
from bot.views import announcements, dialogs, lengths, moments
from bot.views.announcement_email import email
from bot.views.buttons import button, cancelling, of_dialog, rows
from bot.views.callback_data import Action, Verb
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts, texts

PAGE = 20
MEETINGS_EACH = 6  # that are coming, and that are over
NAMED_OUTSIDE = 10
ANSWERS = ("yes", "no", "maybe", "silent")


def question(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime, *, resumed: bool = False) -> Message:
    """What is asked now, with the ready answers that the store knows."""
    ready = _READY.get(dialog.step)
    answers = ready(dialog, drafting, t, now) if ready else None
    nothing = dialog.step in {Step.MEETING, Step.BEFORE} and not answers
    note = t.html("dialog-no-meetings") if nothing else ""
    if dialog.step is Step.FIELDS and dialog.draft.get("album"):
        note = t.html("announcing-album")
    return dialogs.question(dialog, t, now, drafting.partnership.zone, resumed=resumed, note=note, answers=answers)


def copies(drafting: Drafting, t: Texts) -> tuple[Message, ...]:
    """Exactly what readers get: once for all, or with a button to confirm once for each language that is read."""
    draft = drafting.draft
    if not draft.asks_receipt:
        return announcements.as_sent(draft.text, draft.attachments, t)
    every = [
        announcements.as_sent(draft.text, draft.attachments, spoken, announcements.read_button(0, spoken))
        for spoken in map(texts, drafting.languages or (t.language,))
    ]
    return (*every[0][:-1], *(each[-1] for each in every))  # the album itself is the same for all


def preview(dialog: Dialog, drafting: Drafting, t: Texts, *, resumed: bool = False) -> Message:
    """Whom it reaches, when it leaves, and the buttons that make it so."""
    if dialog.kind is DialogKind.CORRECT:
        return _correction(dialog, drafting, t, resumed=resumed)
    title = bold(t.plain("announcing-title"))
    text = blocks(
        t.html("dialog-resumed") if resumed else "",
        lines(title, _exactly(drafting, t)),
        lines(*_reach(drafting, t)),
        lines(_when(drafting, t), *_extras(drafting, t)),
        _office(drafting, t),
    )
    return Message(text, _ways(dialog, drafting, t))


def letter(dialog: Dialog, drafting: Drafting, t: Texts) -> tuple[Message, ...]:
    """The e-mail for those outside Telegram, with the way back to the preview."""
    draft = drafting.draft
    outside = [one.name for one in drafting.reach.outside]
    parts = email(draft.text, draft.attachments, drafting.partnership, outside, t, asks_receipt=draft.asks_receipt)
    back = _pick(dialog, t.plain("button-to-preview"), "preview")
    return (*parts[:-1], Message(parts[-1].text, rows([back])))


def _exactly(drafting: Drafting, t: Texts) -> str:
    return t.html("announcing-exactly", n=len(copies(drafting, t)))


def preview_only(t: Texts) -> str:
    """To a coordinator who presses the button of the preview."""
    return t.plain("announcing-preview-only")


def _correction(dialog: Dialog, drafting: Drafting, t: Texts, *, resumed: bool) -> Message:
    text = blocks(
        t.html("dialog-resumed") if resumed else "",
        lines(bold(t.plain("announcing-correction")), _exactly(drafting, t)),
        t.html("announcing-copies", n=drafting.copies),
    )
    everywhere = of_dialog(t, "button-correct-all", dialog, Action.CONFIRM)
    again = of_dialog(t, "button-edit", dialog, Action.PICK, "fields")
    return Message(text, rows([everywhere], [again, cancelling(t, dialog)]))


def _reach(drafting: Drafting, t: Texts) -> list[str]:
    reach, audience = drafting.reach, drafting.draft.audience
    meeting = drafting.meeting(audience.meeting_id)
    words = announcements.audience(audience, meeting.title if meeting else "", t)
    organisations = len(reach.organisations) - len(reach.outside)
    said = [t.html("announcing-audience", audience=words)]
    if reach.reachable:
        said.append(t.html("preview-reach", organisations=organisations, people=len(reach.reachable)))
    else:
        said.append(t.html("announcing-nobody"))
    if reach.outside:
        names = "; ".join(plain(one.name) for one in reach.outside[:NAMED_OUTSIDE])
        rest = len(reach.outside) - NAMED_OUTSIDE
        said.append(f"{t.html('preview-outside')} {names}" + (f" {t.html('and-more', n=rest)}" if rest > 0 else ""))
    return said


def _when(drafting: Drafting, t: Texts) -> str:
    draft, zone = drafting.draft, drafting.partnership.zone
    if drafting.due_at is None:
        return t.html("announcing-when-now")
    at = moments.moment(drafting.due_at, zone, t.language)
    if draft.before is None:
        return t.html("announcing-when-at", moment=at)
    meeting = drafting.meeting(draft.before.meeting_id)
    title = lengths.cut(meeting.title, announcements.TITLE) if meeting else ""
    lead = moments.lead(draft.before.lead, t.language)
    return t.html("announcing-when-before", lead=lead, title=title, moment=at)


def _extras(drafting: Drafting, t: Texts) -> list[str]:
    draft, said = drafting.draft, list[str]()
    if draft.asks_receipt:
        # The text is the same for everybody; the button is what differs between languages.
        each = [
            t.plain(
                "announcing-receipt-in", words=texts(language).plain("button-read"), people=t.plain("people", n=number)
            )
            for language, number in drafting.languages.items()
        ]
        said.append(t.html("announcing-receipt", buttons=", ".join(each)))
    if draft.newcomers_until is not None:
        said.append(t.html("announcing-newcomers", day=moments.day(draft.newcomers_until, t.language)))
    return said


def _office(drafting: Drafting, t: Texts) -> str:
    if drafting.opens_at is None or drafting.due_at is not None:
        return ""
    zone = drafting.partnership.zone
    return f"🌙 {plain(moments.opening(drafting.opens_at, zone, t.language, 'preview-closed'))}"


def _ways(dialog: Dialog, drafting: Drafting, t: Texts) -> Rows:
    draft = drafting.draft
    receipt = "button-receipt-off" if draft.asks_receipt else "button-receipt-on"
    timing = "button-when" if drafting.due_at is None else "button-at-once"
    newcomers = [_pick(dialog, t.plain("button-newcomers"), "newcomers")] if draft.audience.takes_newcomers else []
    return rows(
        *_sending(dialog, drafting, t),
        [_pick(dialog, t.plain(timing), "later" if drafting.due_at is None else "now"), *newcomers],
        [_pick(dialog, t.plain(receipt), "receipt")],
        [_pick(dialog, t.plain("button-email"), "email")] if drafting.reach.outside else [],
        [_pick(dialog, t.plain("button-edit"), "fields"), cancelling(t, dialog)],
    )


def _sending(dialog: Dialog, drafting: Drafting, t: Texts) -> list[list[Button]]:
    """The buttons that make it so; none while there is nobody to be told."""
    if drafting.due_at is not None:
        somebody = drafting.reach.reachable or drafting.draft.audience.of_meeting
        return [[of_dialog(t, "button-schedule", dialog, Action.CONFIRM)]] if somebody else []
    if not drafting.reach.reachable:
        return []
    now = [of_dialog(t, "button-send", dialog, Action.CONFIRM)]
    if drafting.opens_at is None:
        return [now]
    label = moments.opening(drafting.opens_at, drafting.partnership.zone, t.language, "button-send-later")
    return [now, [button(label, Verb.DIALOG, dialog.serial, Action.LATER)]]


def _pick(dialog: Dialog, label: str, value: str, *, chosen: bool = False) -> Button:
    mark = "✓ " if chosen else ""
    return button(mark + lengths.cut(label, lengths.BUTTON), Verb.DIALOG, dialog.serial, Action.PICK, value)


def _audience(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    sectors = [
        _pick(dialog, t.plain("audience-sector", sector=t.plain(f"sector-{sector}")), sector.value) for sector in Sector
    ]
    return rows(
        [_pick(dialog, t.plain("audience-all"), "all")],
        *([sector] for sector in sectors),
        *([_pick(dialog, saved.name, f"s{saved.id}")] for saved in drafting.saved[: lengths.MOST_BUTTONS // 2]),
        [_pick(dialog, t.plain("button-partners"), "partners")],
        [_pick(dialog, t.plain("button-by-answer"), "meeting")],
    )


def _partners(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    chosen = set(dialog.draft.get("partners", ()))
    page, pages = lengths.page_of(dialog.draft.get("page", 0), PAGE, len(drafting.partners))
    here = drafting.partners[page * PAGE : (page + 1) * PAGE]
    turning = [
        *([_pick(dialog, t.plain("button-page-before"), f"p{page - 1}")] if page > 0 else []),
        *([_pick(dialog, t.plain("button-page-after"), f"p{page + 1}")] if page + 1 < pages else []),
    ]
    done = [
        [_pick(dialog, t.plain("button-chosen", n=len(chosen)), "done")],
        [_pick(dialog, t.plain("button-name-choice"), "name")],
    ]
    return rows(
        *([_pick(dialog, one.name, f"o{one.id}", chosen=one.id in chosen)] for one in here),
        turning,
        *(done if chosen else []),
    )


def _meetings(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    """Those that are coming first, then those that were."""
    coming = [meeting for meeting in drafting.meetings if not meeting.over(now)][:MEETINGS_EACH]
    over = [meeting for meeting in drafting.meetings if meeting.over(now)][-MEETINGS_EACH:]
    return _named(dialog, [*coming, *reversed(over)], t)


def _coming(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    ahead = [meeting for meeting in drafting.meetings if meeting.starts_at > now and not meeting.cancelled]
    return _named(dialog, ahead[: 2 * MEETINGS_EACH], t)


def _named(dialog: Dialog, meetings: Sequence[Meeting], t: Texts) -> Rows:
    def label(meeting: Meeting) -> str:
        return f"{moments.short_day(meeting.details.slot.wall_start.date(), t.language)} {meeting.title}"

    return rows(*([_pick(dialog, label(meeting), f"m{meeting.id}")] for meeting in meetings))


def _answer(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    labels = {answer: t.plain("answer-none" if answer == "silent" else f"answer-{answer}") for answer in ANSWERS}
    return rows(*([_pick(dialog, label, answer)] for answer, label in labels.items()))


def _lead(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    return rows([_pick(dialog, moments.lead(lead, t.language), value) for value, lead in LEADS.items()])


def _at(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    return rows([_pick(dialog, t.plain("button-before-meeting"), "before")])


def _newcomers(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    none = _pick(dialog, t.plain("button-no-newcomers"), "none")
    return rows([none] if drafting.draft.newcomers_until else [])


def _fields(dialog: Dialog, drafting: Drafting, t: Texts, now: datetime) -> Rows:
    fields = [_pick(dialog, t.plain(f"pick-{field}"), field) for field in ("text", "audience")]
    return rows(fields, [_pick(dialog, t.plain("button-to-preview"), "preview")])


_READY: dict[Step, Callable[[Dialog, Drafting, Texts, datetime], Rows]] = {
    Step.AUDIENCE: _audience,
    Step.PARTNERS: _partners,
    Step.MEETING: _meetings,
    Step.WITH_ANSWER: _answer,
    Step.AT: _at,
    Step.BEFORE: _coming,
    Step.LEAD: _lead,
    Step.NEWCOMERS: _newcomers,
    Step.FIELDS: _fields,
}
