"""Asking for reports, as the coordinator sees it: the preview, who is missing, answers by partner and by question."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.dialogs import Dialog, Step
from bot.domain.people import Organisation, Sector
from bot.domain.report_dialogs import CHOSEN, EVERYBODY, FIELDS, READY, READY_PERIODS
from bot.domain.reports import (
    Audience,
    Filling,
    Overview,
    OwnReport,
    Question,
    QuestionKind,
    ReportRequest,
    RequestPreview,
    RequestSent,
    ValueKind,
)
from bot.views import lengths, moments
from bot.views.buttons import CHOSEN as MARKED
from bot.views.buttons import back, button, cancelling, in_rows, item, named, of_dialog, rows, to_menu
from bot.views.callback_data import Action, Item, Verb
from bot.views.marks import blocks, bold, lines, plain, quoted
from bot.views.meetings import outside_line, paging
from bot.views.message import Button, Message, Rows
from bot.views.reports import ASKED, NAME, answers, author, card, decimal, mark, period, shown, status
from bot.views.texts import Texts

PAGE = 8
LISTED_TITLE = 100
NAMED_OUTSIDE = 10


def preview(preview: RequestPreview, dialog: Dialog, t: Texts, now: datetime) -> Message:
    """The request as partners will see it, how many it reaches, and the buttons that send it."""
    title = bold(t.plain("preview-title"))
    zone = preview.partnership.zone
    ahead = moments.ahead(preview.details.deadline, zone, t.language, now=now)
    closed = preview.opens_at and moments.opening(preview.opens_at, zone, t.language, "request-closed")
    tail = blocks(
        lines(
            audience(preview.details.audience, t),
            t.html("preview-reach", organisations=len(preview.organisations), people=preview.people),
            t.html("request-deadline-ahead", ahead=ahead),
            _outside(preview.outside, t),
        ),
        f"🌙 {plain(closed)}" if closed else "",
    )
    room = lengths.TEXT - lengths.shown(blocks(title, tail)) - 8
    text = blocks(title, quoted(card(preview.details, preview.partnership, t, room=room)), tail)
    edit = of_dialog(t, "button-edit", dialog, Action.PICK, "fields")
    return Message(text, rows(*_sending(preview, dialog, t), [edit, cancelling(t, dialog)]))


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
    named_fields = [_pick(dialog, t.plain(f"pick-{field}"), field.value) for field in FIELDS]
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
    return Message(blocks(said, outside_line(done.outside, t)), rows([_open(request, t)], [to_menu(t)]))


def listing(overviews: Sequence[Overview], t: Texts, *, page: int = 0) -> Message:
    """The requests with how many reports have come, eight a page."""
    title = bold(t.plain("requests-title"))
    ask = item(t, Item.REQUEST)
    if not overviews:
        return Message(blocks(title, t.html("requests-empty")), rows([ask], [to_menu(t)]))
    page, pages = lengths.page_of(page, PAGE, len(overviews))
    here = overviews[page * PAGE : (page + 1) * PAGE]
    opening = ([named(one.request.title, Verb.REQUEST, one.request.id)] for one in here)
    turning = paging(page, pages, Verb.REQUEST, 0, "page", t=t)
    return Message(blocks(title, *(_listed(one, t) for one in here)), rows(*opening, turning, [ask, to_menu(t)]))


def overview(of: Overview, t: Texts, now: datetime) -> Message:
    """Who is missing and how far they are, who has sent, and the ways to read, to help and to take it back."""
    request = of.request
    head = lines(
        bold(request.title),
        t.html("report-period", period=period(request.details.period, t)),
        t.html("report-until", moment=moments.moment(request.deadline, request.zone, t.language)),
        t.html("request-is-withdrawn") if request.withdrawn else "",
        t.html("request-counts", sent=len(of.sent), all=len(of.reports)),
    )
    room = (lengths.TEXT - lengths.shown(head)) // 3 - 20
    inside = [own for own in of.missing if own.in_telegram]
    outside = [own for own in of.missing if not own.in_telegram]
    groups = (("request-missing", inside), ("request-outside", outside), ("request-received", of.sent))
    text = blocks(head, *(_group(key, members, request, t, room) for key, members in groups if members))
    return Message(text, _overview_buttons(of, t))


def one(filling: Filling, t: Texts) -> Message:
    """One partner's answers, its files behind buttons."""
    request, report = filling.request, filling.report
    head = lines(
        bold(request.title),
        plain(lengths.cut(filling.organisation.name, ASKED)),
        plain(status(report, request, t)),
    )
    files = [
        named(f"📎 {given.value.text}", *_of(request, "file"), f"{filling.organisation.id}.{position}")
        for position, given in report.given.items()
        if given.value.kind is ValueKind.FILE
    ]
    write = [] if request.withdrawn else [button(t.plain("request-button-write"), *_writing(filling))]
    text = blocks(head, lines(*answers(filling, t, lengths.TEXT - lengths.shown(head) - 8)))
    return Message(text, rows(*([file] for file in files), write, [_open(request, t)]))


def file_caption(filling: Filling, position: int, t: Texts) -> str:
    """What stands under a file that a partner sent."""
    asked = filling.request.questions[position]
    names = (filling.organisation.name, asked.text)
    return lines(*(plain(lengths.cut(text, ASKED)) for text in names), bold(filling.request.title))


def by_question(of: Overview, position: int, t: Texts) -> Message:
    """Every partner's answer to one question; numbers with their sum. Reports not yet sent are marked."""
    request = of.request
    asked = request.questions[position]
    head = lines(
        bold(request.title),
        t.html("report-question-of", number=position + 1, all=len(request.questions)),
        bold(asked.text),
    )
    said = [_answer_of(own, position, t) for own in of.reports]
    total = ""
    if asked.kind is QuestionKind.NUMBER:
        total = t.html("request-total", total=decimal(of.total(position), t.language), unit=asked.unit).strip()
    room = lengths.TEXT - lengths.shown(blocks(head, total)) - 8
    others = [
        button(str(number + 1), *_of(request, "question"), number, chosen=number == position)
        for number in range(len(request.questions))
    ]
    text = blocks(head, lines(*lengths.fitted(said, room, lambda n: t.html("and-more", n=n))), total)
    return Message(text, rows(*in_rows(others, 5), [_open(request, t)]))


def partner_choice(of: Overview, t: Texts) -> Message:
    """Whose report: those that are missing first, because they are the ones who telephone."""
    waiting = sorted(of.reports, key=lambda own: (own.report.sent, own.organisation.name))
    choice = [
        named(f"{'✓ ' if own.report.sent else ''}{own.organisation.name}", *_of(of.request, "org"), own.organisation.id)
        for own in waiting[: lengths.MOST_BUTTONS]
    ]
    text = lines(bold(of.request.title), t.html("request-whose"))
    return Message(text, (*in_rows(choice, 1 if len(choice) <= 12 else 2), (_open(of.request, t),)))


def withdraw_sure(of: Overview, t: Texts) -> Message:
    """Asked before a request is taken back."""
    request = of.request
    sure = button(t.plain("request-button-withdraw-sure"), *_of(request, "withdraw_sure"))
    text = lines(t.html("request-withdraw", title=request.title), t.html("request-withdraw-what", n=len(of.sent)))
    return Message(text, rows([sure], [_open(request, t)]))


def withdrawn(done: RequestSent, t: Texts) -> Message:
    said = t.html("request-withdrawn", title=done.request.title, n=done.people)
    return Message(said, rows([_open(done.request, t)], [to_menu(t)]))


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


def _listed(of: Overview, t: Texts) -> str:
    request = of.request
    return lines(
        bold(lengths.cut(request.title, LISTED_TITLE)),
        plain(period(request.details.period, t)),
        t.html("report-until", moment=moments.moment(request.deadline, request.zone, t.language)),
        t.html("request-is-withdrawn") if request.withdrawn else "",
        t.html("request-counts", sent=len(of.sent), all=len(of.reports)),
    )


def _group(key: str, members: Sequence[OwnReport], request: ReportRequest, t: Texts, room: int) -> str:
    said = [
        f"• {plain(lengths.cut(own.organisation.name, NAME))}: {plain(_standing(own, request, t))}" for own in members
    ]
    title = f"<b>{t.html(key, n=len(members))}</b>"
    return lines(title, *lengths.fitted(said, room - lengths.shown(title), lambda n: t.html("and-more", n=n)))


def _standing(own: OwnReport, request: ReportRequest, t: Texts) -> str:
    """How far it is, and which questions are still open."""
    said = status(own.report, request, t)
    missing = own.report.missing(request)
    if not own.report.given or own.report.sent or not missing:
        return said
    numbers = ", ".join(str(position + 1) for position in missing)
    return f"{said}; {t.plain('request-open-questions', numbers=numbers)}"


def _answer_of(own: OwnReport, position: int, t: Texts) -> str:
    given = own.report.given.get(position)
    name = plain(lengths.cut(own.organisation.name, NAME))
    if given is None:
        return f"• {name}: {t.html('report-no-answer')}"
    said = bold(lengths.cut(" ".join(shown(given.value, t).splitlines()), ASKED))
    unsent = "" if own.report.sent else f" – {t.html('request-not-sent')}"
    return f"• {name}: {said} ({plain(lengths.cut(author(given, t), NAME))}){unsent}"


def _overview_buttons(of: Overview, t: Texts) -> Rows:
    request = of.request
    withdraw = [] if request.withdrawn else [button(t.plain("request-button-withdraw"), *_of(request, "withdraw"))]
    return rows(
        [
            button(t.plain("request-button-partners"), *_of(request, "org")),
            button(t.plain("request-button-questions"), *_of(request, "question"), 0),
        ],
        [button(t.plain("request-button-sheet"), *_of(request, "xlsx"))],
        [button(t.plain("button-refresh"), Verb.REQUEST, request.id), *withdraw],
        [item(t, Item.REPORTS), to_menu(t)],
    )


def _open(request: ReportRequest, t: Texts) -> Button:
    return button(t.plain("request-button-open"), Verb.REQUEST, request.id)


def _of(request: ReportRequest, what: str) -> tuple[Verb, int, str]:
    return Verb.REQUEST, request.id, what


def _writing(filling: Filling) -> tuple[Verb, int, int]:
    return Verb.REPORT, filling.request.id, filling.organisation.id


def _pick(dialog: Dialog, label: str, value: str) -> Button:
    return named(label, Verb.DIALOG, dialog.serial, Action.PICK, value)
