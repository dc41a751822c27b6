"""Reports as those who fill them in see them: what is asked, one question at a time, the whole before it is sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from bot.domain.dialogs import Dialog
from bot.domain.people import Language, Organisation, Partnership
from bot.domain.periods import Period
from bot.domain.report_dialogs import SKIP
from bot.domain.report_overviews import AskedOf, Filling, OwnReport
from bot.domain.reports import Given, Question, QuestionKind, Report, ReportRequest, RequestDetails, Value, ValueKind
from bot.views import lengths, moments
from bot.views.buttons import back, button, cancelling, in_rows, item, named, of_dialog, rows, to_menu
from bot.views.callback_data import Action, Item, Verb
from bot.views.marks import blocks, bold, code, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

LISTED = 8
LISTED_TITLE = 80
ASKED = 120  # of a question in a list; it stands whole where it is asked
ANSWERED = 200  # of an answer in a list
SHOWN = 900  # of an answer above its own question
NAME = 60


def listing(asked: Sequence[AskedOf], t: Texts, now: datetime) -> Message:
    """What the reader's organisations are asked for, with how far each report has come."""
    title = bold(t.plain("reports-title"))
    if not asked:
        return Message(blocks(title, t.html("reports-empty")), rows([to_menu(t)]))
    shown = asked[:LISTED]
    fill = t.plain("report-button-fill")
    buttons = ([named(f"{fill}: {one.request.title}", *_opening(one.request))] for one in shown)
    return Message(blocks(title, *(_listed(one, t) for one in shown)), rows(*buttons, [to_menu(t)]))


def requested(asked: AskedOf, t: Texts, now: datetime) -> Message:
    """The request as partners get it."""
    return Message(card(asked.request.details, asked.partnership, t), _fill(asked.request, t))


def reminding(asked: AskedOf, t: Texts, now: datetime) -> Message:
    """To those whose report is missing: until when, what is still open, and the button."""
    request = asked.request
    ahead = moments.ahead(request.deadline, request.zone, t.language, now=now)
    missing = [own for own in asked.own if not own.report.sent]
    text = blocks(
        f"🔔 {t.html('report-reminder', moment=_moment(request, request.deadline, t), ahead=ahead)}",
        bold(request.title),
        lines(*(_status_line(own, request, t) for own in missing[:LISTED])),
    )
    return Message(text, _fill(request, t))


def deadline_moved(asked: AskedOf, old: datetime, t: Texts) -> Message:
    """To those whose report is missing: the new deadline beside the old one."""
    request = asked.request
    text = blocks(
        lines(f"🗓 {t.html('report-deadline-moved')}", bold(request.title)),
        lines(
            t.html("notice-was", moment=_moment(request, old, t)),
            t.html("notice-is", moment=_moment(request, request.deadline, t)),
        ),
    )
    return Message(text, _fill(request, t))


def no_longer_needed(request: ReportRequest, t: Texts) -> Message:
    """That the coordinator took the request back."""
    return Message(blocks(lines(t.html("report-withdrawn"), bold(request.title)), t.html("report-withdrawn-thanks")))


def sent_for_you(asked: AskedOf, organisation: Organisation, t: Texts, now: datetime) -> Message:
    """That the office sent the report, with the way to put it right."""
    request = asked.request
    correct = t.html("report-correct-until", moment=_moment(request, request.deadline, t))
    text = blocks(
        lines(t.html("report-for-you", organisation=lengths.cut(organisation.name, ANSWERED)), bold(request.title)),
        correct if now <= request.deadline else "",
    )
    look = button(t.plain("report-button-look"), Verb.REPORT, request.id, organisation.id)
    return Message(text, rows([look]))


def which(request: ReportRequest, organisations: Sequence[Organisation], t: Texts) -> Message:
    """For which of the reader's organisations."""
    choice = [
        [named(organisation.name, Verb.REPORT, request.id, organisation.id)]
        for organisation in organisations[: lengths.MOST_BUTTONS]
    ]
    return Message(lines(bold(request.title), t.html("report-which")), rows(*choice))


def paused(t: Texts) -> Message:
    """That the conversation ends here and the answers stay."""
    return Message(t.html("report-paused"), rows([item(t, Item.REPORT), to_menu(t)]))


def question(filling: Filling, dialog: Dialog, t: Texts, *, resumed: bool = False) -> Message:
    """One question: what was answered already and by whom, ready answers, and the ways on."""
    position = int(dialog.draft["question"])
    asked = filling.request.questions[position]
    here = filling.request.at(position)
    given = filling.report.given.get(position)
    text = blocks(
        t.html("dialog-resumed") if resumed else "",
        lines(*_whose(filling, t)),
        t.html("report-meanwhile") if dialog.draft.get("meanwhile") else "",
        t.html("report-question-withdrawn") if dialog.draft.get("gone") else "",
        lines(
            t.html("report-question-of", number=here.number, all=len(filling.request.asked)) if here else "",
            bold(asked.text),
        ),
        lines(_current(given, t), _hint(asked, filling.request.details.period, t)),
    )
    skip = [_pick(dialog, t.plain("report-button-skip"), SKIP)] if given is None else []
    without = _pick(dialog, t.plain("report-not-applicable"), "na")
    ways = rows([without, *skip], [back(t, dialog), cancelling(t, dialog)])
    return Message(text, (*_ready(asked, dialog, t), *ways))


def summary(filling: Filling, dialog: Dialog, t: Texts, now: datetime, *, resumed: bool = False) -> Message:
    """Every question with its answer and its author; a number each to correct it, and the button that sends."""
    numbers = [_pick(dialog, str(asked.number), str(asked.position)) for asked in filling.request.asked]
    missing = filling.report.next_missing(filling.request)
    on = [[_pick(dialog, t.plain("report-button-fill"), str(missing))]] if missing is not None else []
    ready = missing is None and not filling.report.sent
    send = [[of_dialog(t, "report-button-send", dialog, Action.CONFIRM)]] if ready else []
    first = lines(
        t.html("report-meanwhile-all") if dialog.draft.get("meanwhile") else "",
        t.html("report-question-withdrawn") if dialog.draft.get("gone") else "",
    )
    text = _whole(filling, t, blocks(t.html("dialog-resumed") if resumed else "", first), _state(filling, t, now))
    return Message(text, rows(*send, *on, *in_rows(numbers, 5), [cancelling(t, dialog)]))


def closed(filling: Filling, t: Texts, now: datetime) -> Message:
    """The whole report, once it is sent: who sent it and when, and until when it may be corrected."""
    again = button(t.plain("report-button-correct"), *_opening(filling.request), filling.organisation.id)
    request = button(t.plain("request-button-open"), Verb.REQUEST, filling.request.id)
    open_ = [again] if filling.open(now) else []
    buttons = rows(open_, [request] if filling.on_behalf else [], [to_menu(t)])
    return Message(_whole(filling, t, "", _state(filling, t, now)), buttons)


# --- parts that the coordinator's views have too


def card(details: RequestDetails, partnership: Partnership, t: Texts, *, room: int = lengths.TEXT) -> str:
    """What is asked, for which period and until when."""
    until = moments.moment(details.deadline, partnership.zone, t.language)
    head = blocks(
        lines(f"📝 {t.html('report-asked')}", bold(details.title)),
        lines(
            t.html("report-period", period=period(details.period, t)),
            t.html("report-until", moment=until),
            plain(lengths.cut(partnership.name, ANSWERED)),
        ),
    )
    numbered = [
        f"{asked.number}. {plain(lengths.cut(asked.question.text, ASKED))}{_mark(asked.question, t)}"
        for asked in details.asked
    ]
    return blocks(head, lines(*lengths.fitted(numbered, room - lengths.shown(head) - 2, _more(t))))


def period(of: Period, t: Texts) -> str:
    """ "kwiecień 2027" for a whole month, else its first and last day."""
    if of.whole_month:
        return moments.month(of.first, t.language)
    first, last = (moments.day(day, t.language, weekday=False) for day in (of.first, of.last))
    return first if of.first == of.last else f"{first} – {last}"


def shown(value: Value, t: Texts) -> str:
    """An answer as plain text."""
    match value.kind:
        case ValueKind.NUMBER:
            return decimal(value.number, t.language)
        case ValueKind.YES_NO:
            return t.plain(f"report-{value.text}")
        case ValueKind.DATE:
            return moments.day(value.day, t.language, weekday=False)
        case ValueKind.FILE:
            return f"📎 {value.text}"
        case ValueKind.NOT_APPLICABLE:
            return t.plain("report-not-applicable")
        case _:
            return value.text


def decimal(number: Decimal, language: Language) -> str:
    """The number with all its digits, as people of that language write it."""
    from babel.numbers import format_decimal  # heavy: only those who render pay for it

    return str(format_decimal(number, locale=language.value, decimal_quantization=False))


def author(given: Given, t: Texts) -> str:
    """Who answered; an erased person's answer stays without a name."""
    name = given.by_name or t.plain("report-nobody")
    return t.plain("report-by-office", name=name) if given.on_behalf else name


def status(report: Report, request: ReportRequest, t: Texts) -> str:
    """How far a report has come, in a few words of plain text."""
    if report.sent:
        return t.plain("report-status-late" if report.late(request) else "report-status-sent")
    if not report.given:
        return t.plain("report-status-none")
    left = len(report.missing(request))
    return t.plain("report-status-begun", done=len(request.asked) - left, all=len(request.asked))


def answers(filling: Filling, t: Texts, room: int) -> list[str]:
    """Question and answer, a block each, as many as there is room for."""
    listed = [
        lines(
            f"{asked.number}. {plain(lengths.cut(asked.question.text, ASKED))}",
            _answered(filling.report.given.get(asked.position), t),
        )
        for asked in filling.request.asked
    ]
    return lengths.fitted(listed, room, _more(t))


def _answered(given: Given | None, t: Texts) -> str:
    if given is None:
        return f"   – {t.html('report-no-answer')}"
    said = bold(lengths.cut(" ".join(shown(given.value, t).splitlines()), ANSWERED))
    return f"   {said} ({plain(lengths.cut(author(given, t), NAME))})"


def _whole(filling: Filling, t: Texts, first: str, last: str) -> str:
    head = blocks(first, lines(*_whose(filling, t)))
    room = lengths.TEXT - lengths.shown(blocks(head, last)) - 8
    return blocks(head, lines(*answers(filling, t, room)), last)


def _whose(filling: Filling, t: Texts) -> list[str]:
    request = filling.request
    return [
        bold(request.title),
        plain(lengths.cut(filling.organisation.name, ANSWERED)),
        t.html("report-period", period=period(request.details.period, t)),
        t.html("report-on-behalf") if filling.on_behalf else "",
    ]


def _state(filling: Filling, t: Texts, now: datetime) -> str:
    request, report = filling.request, filling.report
    until = _moment(request, request.deadline, t)
    if report.sent_at is not None:
        name = report.sent_by_name or t.plain("report-nobody")
        sent = t.html("report-sent", moment=_moment(request, report.sent_at, t), name=lengths.cut(name, NAME))
        return lines(
            sent,
            t.html("report-is-late", moment=until) if report.late(request) else "",
            t.html("report-by-the-office") if report.sent_on_behalf else "",
            t.html("report-correct-until", moment=until) if now <= request.deadline else t.html("report-over"),
        )
    missing = len(report.missing(request))
    return lines(
        t.html("report-missing", n=missing) if missing else t.html("report-ready"),
        t.html("report-until" if now <= request.deadline else "report-will-be-late", moment=until),
    )


def _current(given: Given | None, t: Texts) -> str:
    if given is None:
        return ""
    said = code(lengths.cut(shown(given.value, t), SHOWN))
    return f"{t.html('report-given')} {said} ({plain(lengths.cut(author(given, t), NAME))})"


def _hint(asked: Question, of: Period, t: Texts) -> str:
    match asked.kind:
        case QuestionKind.NUMBER if asked.unit:
            return lines(t.html("report-unit", unit=asked.unit), t.html("report-hint-number"))
        case QuestionKind.DATE:
            return t.html("report-hint-date", period=period(of, t))
        case _:
            return t.html(f"report-hint-{asked.kind}")


def _mark(asked: Question, t: Texts) -> str:
    """What is expected, after a question in a list."""
    return "" if asked.kind is QuestionKind.TEXT else f" {plain(lengths.cut(mark(asked, t), ASKED))}"


def mark(asked: Question, t: Texts) -> str:
    """The brackets that say a question's kind, as they can be typed."""
    match asked.kind:
        case QuestionKind.NUMBER:
            return f"[{asked.unit or t.plain('report-mark-number')}]"
        case QuestionKind.CHOICE:
            return f"[{'|'.join(asked.choices)}]"
        case _:
            return f"[{t.plain(f'report-mark-{asked.kind}')}]"


def _ready(asked: Question, dialog: Dialog, t: Texts) -> Rows:
    """Answers that need no typing."""
    match asked.kind:
        case QuestionKind.YES_NO:
            return rows([_pick(dialog, t.plain(f"report-{word}"), word) for word in ("yes", "no")])
        case QuestionKind.NUMBER:
            return rows([_pick(dialog, "0", "0")])
        case QuestionKind.CHOICE:
            return tuple((_pick(dialog, choice, str(number)),) for number, choice in enumerate(asked.choices))
        case _:
            return ()


def _pick(dialog: Dialog, label: str, value: str) -> Button:
    return named(label, Verb.DIALOG, dialog.serial, Action.PICK, value)


def _fill(request: ReportRequest, t: Texts) -> Rows:
    return rows([button(t.plain("report-button-fill"), *_opening(request))])


def _opening(request: ReportRequest) -> tuple[Verb, int]:
    return Verb.REPORT, request.id


def _listed(asked: AskedOf, t: Texts) -> str:
    request = asked.request
    return lines(
        bold(lengths.cut(request.title, LISTED_TITLE)),
        plain(period(request.details.period, t)),
        t.html("report-until", moment=_moment(request, request.deadline, t)),
        plain(lengths.cut(asked.partnership.name, NAME)) if asked.names_partnership else "",
        *(_status_line(own, request, t) for own in asked.own[:3]),
        _more(t)(len(asked.own) - 3) if len(asked.own) > 3 else "",
    )


def _status_line(own: OwnReport, request: ReportRequest, t: Texts) -> str:
    return f"• {plain(lengths.cut(own.organisation.name, NAME))}: {plain(status(own.report, request, t))}"


def _moment(request: ReportRequest, at: datetime, t: Texts) -> str:
    return moments.moment(at, request.zone, t.language)


def _more(t: Texts) -> Callable[[int], str]:
    return lambda n: t.html("and-more", n=n)
