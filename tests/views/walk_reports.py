"""Every view of requests for reports and of reports, with every kind of fact."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.domain.dialogs import DialogKind, Step
from bot.domain.people import Sector
from bot.domain.periods import Period
from bot.domain.report_dialogs import draft_of
from bot.domain.report_overviews import AskedOf, ChangePreview, Filling, Overview, RequestPreview, RequestSent
from bot.domain.reports import Audience
from bot.views import dialogs as dialog_views
from bot.views import report_requests, report_sheets, reports, requesting
from bot.views.message import Message
from bot.views.texts import Texts
from tests.views import samples as a
from tests.views.samples import NOW, Words

WARSAW = ZoneInfo("Europe/Warsaw")

Shown = tuple[str, Message | str]


def every_report_view(words: Words, t: Texts) -> Iterator[Shown]:
    yield from _filling_in(words, t)
    yield from _asking(words, t)
    yield from _reading(words, t)
    yield from _editing(words, t)
    yield from _changing(words, t)


def _filling_in(words: Words, t: Texts) -> Iterator[Shown]:
    """What those who fill in see."""
    quarter = Period(first=date(2027, 1, 1), last=date(2027, 3, 31))
    for count, request in product((0, 1, 12), (a.request(words), a.request(words, period=quarter))):
        asked = [
            AskedOf(
                request=request,
                partnership=a.partnership(words),
                own=a.own_reports(words, 6),
                names_partnership=count > 1,
            )
        ] * count
        yield "reports", reports.listing(asked, t, NOW)
    yield "which report", reports.which(a.request(words), [a.organisation(words, n) for n in range(1, 120)], t)
    yield "report kept for later", reports.paused(t)
    many = a.request(words, questions=a.questions(words) * 2 + a.questions(words)[:6])
    late = many.deadline + timedelta(days=1)
    states = (
        (a.report(words, 0), NOW, False),
        (a.report(words, 3), late, False),
        (a.report(words, 6), NOW, True),
        (a.report(words), NOW, False),
        (a.report(words, sent_at=NOW), NOW, False),
        (a.report(words, sent_at=late, name=""), late, False),
        (a.report(words, sent_at=late, on_behalf=True), late, True),
    )
    for (report, now, on_behalf), request in product(states, (a.request(words), many)):
        filling = Filling(
            request=request,
            partnership=a.partnership(words),
            organisation=a.organisation(words),
            report=report,
            on_behalf=on_behalf,
        )
        for position, meanwhile in product(range(7), (False, True)):
            draft = {"question": position, "meanwhile": meanwhile, "gone": not meanwhile}
            asking = a.dialog(DialogKind.REPORT, Step.ANSWER, draft=draft, trail=(Step.PREVIEW,))
            yield "question of a report", reports.question(filling, asking, t, resumed=meanwhile)
        for meanwhile in (False, True):
            whole = a.dialog(DialogKind.REPORT, Step.PREVIEW, draft={"meanwhile": meanwhile})
            yield "whole report", reports.summary(filling, whole, t, now, resumed=meanwhile)
        yield "report that was sent", reports.closed(filling, t, now)
        yield "a partner's report", report_requests.one(filling, t)
        yield "a partner's report, with a next one", report_requests.one(filling, t, a.organisation(words, 2))
        yield "caption of a file", Message(report_requests.file_caption(filling, 6, t), file=a.pdf())


def _asking(words: Words, t: Texts) -> Iterator[Shown]:
    """What the coordinator is asked, and the preview."""
    request = a.request(words)
    some = Audience(organisation_ids=(1, 2))
    for of, opens_at, count in product(
        (Audience(), *(Audience(sector=sector) for sector in Sector), some), (None, NOW), (0, 1, 60)
    ):
        shown = RequestPreview(
            details=replace(request.details, audience=of),
            partnership=a.partnership(words),
            organisations=tuple(a.organisation(words, n) for n in range(1, count + 1)),
            people=count,
            outside=(words.organisation,) * (count // 5),
            opens_at=opens_at,
        )
        asking = a.dialog(DialogKind.NEW_REQUEST)
        yield "preview of a request", requesting.preview(shown, asking, t, NOW)
        for part in requesting.letter(shown, asking, t):
            yield "letter about a request", part
    asked = [question.as_json() for question in a.questions(words)]
    draft = {"title": words.title, "questions": asked, "deadline": "2027-05-10T08:00:00+00:00", "organisations": [1]}
    for step, facts in product(
        (Step.REQUEST_TITLE, Step.QUESTIONS, Step.REPORT_DEADLINE, Step.PERIOD, Step.REQUEST_AUDIENCE, Step.FIELDS),
        (draft, {}),
    ):
        dialog = a.dialog(DialogKind.NEW_REQUEST, step, draft=facts)
        yield f"question {step} of a request", dialog_views.question(dialog, t, NOW, WARSAW)
    for count in (3, 120):
        every = [a.organisation(words, n) for n in range(1, count + 1)]
        yield "partners to ask", requesting.partners(every, a.dialog(draft=draft), t)


def _reading(words: Words, t: Texts) -> Iterator[Shown]:
    """What the coordinator reads once it is sent."""
    request = a.request(words)
    for reached, at in product((1, 12), (None, NOW)):
        done = RequestSent(request=request, people=reached, outside=(words.organisation,) * reached, at=at)
        yield "request sent", requesting.sent(done, t)
        yield "request withdrawn", report_requests.withdrawn(done, t)
    for count, fields in product((0, 6, 120), ({}, {"withdrawn_at": NOW})):
        overview = Overview(
            request=a.request(words, **fields),
            partnership=a.partnership(words),
            reports=a.own_reports(words, count),
        )
        yield "overview", report_requests.overview(overview, t, NOW)
        yield "whose report", report_requests.partner_choice(overview, t)
        yield "withdraw?", report_requests.withdraw_sure(overview, t)
        for asked_one in overview.request.asked:
            yield "by question", report_requests.by_question(overview, asked_one, t)
        yield "reports arriving", report_requests.arrived(overview, t)
        for part in report_requests.letter(overview, t):
            yield "letter to those whose report is missing", part
        for pages, page in ((0, 0), (1, 0), (9, 0), (60, 99)):
            yield "requests", report_requests.listing([overview] * pages, t, page=page)
        if count < 120 and not fields:  # its caption is the same for any number of rows
            yield "workbook", report_sheets.workbook(overview, t, NOW)


def _editing(words: Words, t: Texts) -> Iterator[Shown]:
    """The questions one by one, while asking and after sending."""
    request = a.request(words)
    steps = (Step.QUESTIONS, Step.QUESTION, Step.QUESTION_TEXT, Step.NEW_QUESTION, Step.UNIT, Step.CHOICES)
    for kind, step, at in product((DialogKind.NEW_REQUEST, DialogKind.CHANGE_REQUEST), steps, range(7)):
        withdrawn = [replace(asked, withdrawn=n == 2) for n, asked in enumerate(request.questions)]
        draft = {**draft_of(request), "questions": [asked.as_json() for asked in withdrawn], "at": at}
        dialog = a.dialog(kind, step, draft=draft, trail=(Step.PREVIEW,))
        yield f"{step} of a request", dialog_views.question(dialog, t, NOW, WARSAW)
    fields = a.dialog(DialogKind.CHANGE_REQUEST, Step.FIELDS, draft=draft_of(request))
    yield "what to change of a request", dialog_views.question(fields, t, NOW, WARSAW)


def _changing(words: Words, t: Texts) -> Iterator[Shown]:
    before = a.request(words)
    details = before.details
    reworded = tuple(replace(asked, text="Ile?", withdrawn=n == 1) for n, asked in enumerate(details.questions))
    later = replace(details, deadline=details.deadline + timedelta(days=7))
    afters = (details, later, replace(details, title="Raport"), replace(later, title="Raport", questions=reworded))
    for after, people, meanwhile in product(afters, (0, 1, 2, 5, 22), (False, True)):
        done = ChangePreview(
            before=before,
            after=replace(before, details=after),
            partnership=a.partnership(words),
            people=people,
            meanwhile=meanwhile,
        )
        yield "change of a request", requesting.change(done, a.dialog(DialogKind.CHANGE_REQUEST), t)
        yield "request changed", requesting.changed(done, t)
