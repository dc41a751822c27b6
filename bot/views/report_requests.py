"""A request for reports as the coordinator sees it: who is missing, answers by partner and by question."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.people import Organisation
from bot.domain.report_overviews import Filling, Overview, OwnReport, RequestSent
from bot.domain.reports import Numbered, QuestionKind, ReportRequest, ValueKind
from bot.views import lengths, moments, request_letters
from bot.views.buttons import button, in_rows, item, named, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, bold, lines, plain
from bot.views.meetings import paging
from bot.views.message import Button, Message, Rows
from bot.views.reports import ASKED, NAME, answers, author, decimal, period, shown, status
from bot.views.texts import Texts

PAGE = 8
LISTED_TITLE = 100


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


def one(filling: Filling, t: Texts, following: Organisation | None = None) -> Message:
    """One partner's answers, its files behind buttons, and the way to the next partner."""
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
    onward = [] if following is None else [named(f"→ {following.name}", *_of(request, "org"), following.id)]
    return Message(text, rows(*([file] for file in files), write, onward, [_open(request, t)]))


def file_caption(filling: Filling, position: int, t: Texts) -> str:
    """What stands under a file that a partner sent."""
    asked = filling.request.questions[position]
    names = (filling.organisation.name, asked.text)
    return lines(*(plain(lengths.cut(text, ASKED)) for text in names), bold(filling.request.title))


def by_question(of: Overview, asked: Numbered, t: Texts) -> Message:
    """Every partner's answer to one question, with totals of what was sent. Reports not yet sent are marked."""
    request = of.request
    head = lines(
        bold(request.title),
        t.html("report-question-of", number=asked.number, all=len(request.asked)),
        bold(asked.question.text),
    )
    said = [_answer_of(own, asked.position, t) for own in of.reports]
    total = lines(*_totals(of, asked, t))
    room = lengths.TEXT - lengths.shown(blocks(head, total)) - 8
    others = [
        button(str(each.number), *_of(request, "question"), each.position, chosen=each == asked)
        for each in request.asked
    ]
    text = blocks(head, lines(*lengths.fitted(said, room, lambda n: t.html("and-more", n=n))), total)
    return Message(text, rows(*in_rows(others, 5), [_open(request, t)]))


def letter(of: Overview, t: Texts) -> tuple[Message, ...]:
    """The e-mail for those outside Telegram whose report is missing."""
    back = rows([_open(of.request, t)])
    return request_letters.letter(of.request.details, of.partnership, of.missing_outside, t, back)


def arrived(of: Overview, t: Texts) -> Message:
    """The message that counts the reports as they come in: who has sent, who is missing, until when."""
    request = of.request
    head = lines(
        f"📥 {t.html('request-arriving')}",
        bold(request.title),
        t.html("request-counts", sent=len(of.sent), all=len(of.reports)),
        t.html("report-until", moment=moments.moment(request.deadline, request.zone, t.language)),
    )
    room = (lengths.TEXT - lengths.shown(head)) // 2 - 20
    groups = (("request-missing", of.missing), ("request-received", of.sent))
    text = blocks(head, *(_group(key, members, request, t, room) for key, members in groups if members))
    return Message(text, rows([button(t.plain("request-button-open"), *_of(request, "new"))]))


def partner_choice(of: Overview, t: Texts) -> Message:
    """Whose report: those that are missing first, because they are the ones who telephone."""
    choice = [
        named(f"{'✓ ' if own.report.sent else ''}{own.organisation.name}", *_of(of.request, "org"), own.organisation.id)
        for own in of.in_turn[: lengths.MOST_BUTTONS]
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


def _totals(of: Overview, asked: Numbered, t: Texts) -> list[str]:
    """The sum of numbers, or how often each ready answer was given."""
    question = asked.question
    if question.kind is QuestionKind.NUMBER:
        total = decimal(of.total(asked.position), t.language)
        return [t.html("request-total", total=total, unit=question.unit).strip()]
    labels = {"yes": t.plain("report-yes"), "no": t.plain("report-no")} if question.kind is QuestionKind.YES_NO else {}
    labels |= {choice: choice for choice in question.choices}
    counts = of.counts(asked.position)
    each = [f"{plain(label)}: {counts[answer]}" for answer, label in labels.items()]
    return [t.html("request-totals"), *each] if each else []


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
    numbers = ", ".join(str(asked.number) for asked in request.asked if asked.position in missing)
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
    change = [] if request.withdrawn else [button(t.plain("button-change"), *_of(request, "change"))]
    withdraw = [] if request.withdrawn else [button(t.plain("request-button-withdraw"), *_of(request, "withdraw"))]
    email = bool(of.missing_outside) and not request.withdrawn
    return rows(
        [
            button(t.plain("request-button-partners"), *_of(request, "org")),
            button(t.plain("request-button-questions"), *_of(request, "question"), request.asked[0].position),
        ],
        [button(t.plain("request-button-sheet"), *_of(request, "xlsx"))],
        [button(t.plain("button-email"), *_of(request, "email"))] if email else [],
        [button(t.plain("button-refresh"), Verb.REQUEST, request.id), *change, *withdraw],
        [item(t, Item.REPORTS), to_menu(t)],
    )


def _open(request: ReportRequest, t: Texts) -> Button:
    return button(t.plain("request-button-open"), Verb.REQUEST, request.id)


def _of(request: ReportRequest, what: str) -> tuple[Verb, int, str]:
    return Verb.REQUEST, request.id, what


def _writing(filling: Filling) -> tuple[Verb, int, int]:
    return Verb.REPORT, filling.request.id, filling.organisation.id
