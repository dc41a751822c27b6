"""Short reports: what is asked, for which period, what an answer is, and who is chased."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import report_texts
from bot.domain.dates import DateAmbiguous
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Language, Organisation, Person, Sector
from bot.domain.periods import Period, month_before, quarter_before
from bot.domain.policy import Policy
from bot.domain.refusals import (
    ChoiceUnknown,
    DateOutsidePeriod,
    DayNotUnderstood,
    FileExpected,
    FileTooBig,
    FileWrongKind,
    PeriodNotUnderstood,
    QuestionUnclear,
    Refusal,
    ReportClosed,
    ReportIncomplete,
    RequestWithdrawn,
    TextEmpty,
    TooManyQuestions,
)
from bot.domain.reminders import Rules, Skip
from bot.domain.report_overviews import OwnReport
from bot.domain.report_reminders import held_back, once
from bot.domain.report_texts import Meant, answer, file, period, question, questions
from bot.domain.reports import (
    Audience,
    Given,
    Question,
    QuestionKind,
    Report,
    ReportRequest,
    RequestDetails,
    Value,
    ValueKind,
    must_take,
)

WARSAW = ZoneInfo("Europe/Warsaw")
SENT = datetime(2027, 5, 11, 7, tzinfo=UTC)
DEADLINE = datetime(2027, 5, 21, 10, tzinfo=UTC)  # Friday, 12:00
APRIL = Period(first=date(2027, 4, 1), last=date(2027, 4, 30))
MEANT = Meant(language=Language.POLISH, zone=WARSAW, period=APRIL)
PUP = Organisation(id=1, partnership_id=1, name="PUP", sector=Sector.PUBLIC, joined_on=date(2020, 1, 1))
PERSON = Person(id=7, telegram_id=7, name="osoba", language=Language.POLISH)
TWO = (Question(text="Ile?", kind=QuestionKind.NUMBER), Question(text="Uwagi"))
REQUEST = ReportRequest(
    id=12,
    partnership_id=1,
    details=RequestDetails(title="Raport", questions=TWO, period=APRIL, deadline=DEADLINE),
    time_zone="Europe/Warsaw",
    sent_at=SENT,
    sent_by=1,
)
EMPTY = Report(request_id=12, organisation_id=1)
POLICY = Policy(rules=Rules(), office=OfficeHours(zone=WARSAW))


def given(position: int) -> Given:
    value = Value(kind=ValueKind.TEXT, text="x")
    return Given(question=position, value=value, by=7, by_name="osoba", at=SENT)


FULL = EMPTY.answered(given(0)).answered(given(1))


@pytest.mark.parametrize(
    ("typed", "kind", "unit", "choices"),
    [
        ("Ile? [liczba osób]", QuestionKind.NUMBER, "liczba osób", ()),
        ("Ile? [zł]", QuestionKind.NUMBER, "zł", ()),
        ("Ile? [liczba]", QuestionKind.NUMBER, "", ()),
        ("Ile? [tak/nie]", QuestionKind.YES_NO, "", ()),
        ("Ile? [Yes/No]", QuestionKind.YES_NO, "", ()),
        ("Ile? [ja/nein]", QuestionKind.YES_NO, "", ()),
        ("Ile? [a| b |c]", QuestionKind.CHOICE, "", ("a", "b", "c")),
        ("Ile? [data]", QuestionKind.DATE, "", ()),
        ("Ile? [Datum]", QuestionKind.DATE, "", ()),
        ("Ile? [plik]", QuestionKind.FILE, "", ()),
        ("Ile?", QuestionKind.TEXT, "", ()),
    ],
)
def test_the_brackets_at_the_end_of_a_question_say_its_kind(
    typed: str, kind: QuestionKind, unit: str, choices: tuple[str, ...]
) -> None:
    assert question(typed) == Question(text="Ile?", kind=kind, unit=unit, choices=choices)


@pytest.mark.parametrize("typed", ["Ile? []", "Ile? [a|]", "Ile? [a|A]", f"Ile? [{'|'.join('abcdefghijk')}]"])
def test_brackets_that_say_nothing_are_asked_about(typed: str) -> None:
    with pytest.raises(QuestionUnclear):
        question(typed)


def test_a_question_that_is_only_brackets_is_refused() -> None:
    with pytest.raises(TextEmpty):
        question("[tak/nie]")


def test_twenty_questions_are_the_most() -> None:
    assert len(questions(["Ile?"] * 20)) == 20
    with pytest.raises(TooManyQuestions):
        questions(["Ile?"] * 21)


@pytest.mark.parametrize(
    ("day", "month", "quarter"),
    [
        (date(2027, 5, 11), date(2027, 4, 1), date(2027, 1, 1)),
        (date(2027, 1, 31), date(2026, 12, 1), date(2026, 10, 1)),
        (date(2028, 3, 31), date(2028, 2, 1), date(2027, 10, 1)),
    ],
)
def test_the_month_and_the_quarter_before(day: date, month: date, quarter: date) -> None:
    assert month_before(day).first == month
    assert quarter_before(day).first == quarter
    assert month_before(day).whole_month


@pytest.mark.parametrize("typed", ["1.04.2027 - 30.06.2027", "1.04.2027-30.06.2027", "2027-04-01 do 2027-06-30"])
def test_a_period_is_two_days(typed: str) -> None:
    assert period(typed) == Period(first=date(2027, 4, 1), last=date(2027, 6, 30))


@pytest.mark.parametrize("typed", ["kwiecień", "30.06.2027 - 1.04.2027", "31.02.2027", "1.01.2020 - 1.01.2027", ""])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(PeriodNotUnderstood):
        period(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12.04", date(2027, 4, 12)),
        ("1.04", date(2027, 4, 1)),
        ("30 kwietnia", date(2027, 4, 30)),
        ("12.04.2027", date(2027, 4, 12)),
        ("2027-04-12", date(2027, 4, 12)),
        ("drugi wtorek kwietnia", date(2027, 4, 13)),
    ],
)
def test_a_day_of_the_period_needs_no_year(typed: str, day: date) -> None:
    value = answer(Question(text="Kiedy?", kind=QuestionKind.DATE), typed, MEANT)

    assert value.day == day


@pytest.mark.parametrize("typed", ["12.05", "28.03", "31.03.2027", "1.05.2027", "12.04.2026"])
def test_a_day_outside_the_period_is_refused(typed: str) -> None:
    with pytest.raises(DateOutsidePeriod):
        answer(Question(text="Kiedy?", kind=QuestionKind.DATE), typed, MEANT)


@pytest.mark.parametrize("typed", ["wtorek", "jutro", "za 2 dni", "dziś", "kiedyś"])
def test_a_day_that_depends_on_today_is_not_guessed(typed: str) -> None:
    with pytest.raises((DayNotUnderstood, DateAmbiguous)):
        answer(Question(text="Kiedy?", kind=QuestionKind.DATE), typed, MEANT)


@pytest.mark.parametrize(("typed", "text"), [("TAK", "yes"), ("nie", "no"), ("yes", "yes"), ("nein", "no")])
def test_yes_and_no_can_be_typed(typed: str, text: str) -> None:
    assert answer(Question(text="?", kind=QuestionKind.YES_NO), typed, MEANT).text == text


@pytest.mark.parametrize(
    ("asked", "typed", "refusal"),
    [
        (Question(text="?", kind=QuestionKind.YES_NO), "może", ChoiceUnknown),
        (Question(text="?", kind=QuestionKind.CHOICE, choices=("a", "b")), "c", ChoiceUnknown),
        (Question(text="?", kind=QuestionKind.FILE), "jutro", FileExpected),
        (Question(text="?"), "\u200b", TextEmpty),
    ],
)
def test_a_typed_answer_of_the_wrong_kind_is_refused(asked: Question, typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        answer(asked, typed, MEANT)


def test_a_button_that_the_question_does_not_have_is_no_answer() -> None:
    for asked, value in ((TWO[0], "yes"), (TWO[1], "0"), (Question(text="?", kind=QuestionKind.CHOICE), "0")):
        with pytest.raises(ValueError, match=value):
            report_texts.picked(asked, value)


def test_a_file_is_taken_by_its_kind_and_size_and_keeps_only_its_name() -> None:
    assert file("../../lista.PDF", 100, "id").text == "lista.PDF"
    assert file("unnamed", 100, "id", photo=True).photo
    with pytest.raises(FileWrongKind):
        file("lista.exe", 100, "id")
    with pytest.raises(FileTooBig):
        file("lista.pdf", 21 * 1024 * 1024, "id")


def test_the_audience_is_everybody_a_sector_or_those_chosen() -> None:
    assert Audience().includes(PUP)
    assert Audience(sector=Sector.PUBLIC).includes(PUP)
    assert not Audience(sector=Sector.NGO).includes(PUP)
    assert Audience(organisation_ids=(1,)).includes(PUP)
    assert not Audience(organisation_ids=(2,)).includes(PUP)


def test_who_became_a_partner_after_the_request_was_sent_is_not_asked() -> None:
    newcomer = replace(PUP, joined_on=date(2027, 5, 12))

    assert REQUEST.asks(PUP)
    assert not REQUEST.asks(newcomer)


def test_a_report_is_sent_whole_and_only_once() -> None:
    with pytest.raises(ReportIncomplete):
        EMPTY.answered(given(0)).sent_off(REQUEST, PERSON, on_behalf=False, now=SENT)
    sent = FULL.sent_off(REQUEST, PERSON, on_behalf=False, now=SENT)

    assert sent.sent_off(REQUEST, PERSON, on_behalf=True, now=DEADLINE) is sent


def test_a_report_is_late_after_the_deadline_and_not_at_it() -> None:
    at, after = (
        FULL.sent_off(REQUEST, PERSON, on_behalf=False, now=moment)
        for moment in (DEADLINE, DEADLINE + timedelta(seconds=1))
    )

    assert not at.late(REQUEST)
    assert after.late(REQUEST)


def test_after_the_deadline_a_sent_report_is_corrected_by_the_office_alone() -> None:
    sent = FULL.sent_off(REQUEST, PERSON, on_behalf=False, now=SENT)
    late = DEADLINE + timedelta(seconds=1)

    must_take(REQUEST, sent, now=DEADLINE, on_behalf=False)
    must_take(REQUEST, FULL, now=late, on_behalf=False)
    must_take(REQUEST, sent, now=late, on_behalf=True)
    with pytest.raises(ReportClosed):
        must_take(REQUEST, sent, now=late, on_behalf=False)
    with pytest.raises(RequestWithdrawn):
        must_take(REQUEST.withdrawn_by(SENT), FULL, now=SENT, on_behalf=True)


def test_the_missing_are_chased_a_week_two_days_and_four_hours_before_the_deadline() -> None:
    planned = {each.rule.key: each for each in POLICY.report_plan(REQUEST)}

    assert {key: each.due_at for key, each in planned.items()} == {
        "report/7d": DEADLINE - timedelta(days=7),
        "report/2d": DEADLINE - timedelta(days=2),
        "report/4h": DEADLINE - timedelta(hours=4),
    }


def test_a_rule_before_the_request_was_sent_does_not_apply_and_a_withdrawn_request_chases_nobody() -> None:
    late = replace(REQUEST, sent_at=DEADLINE - timedelta(days=3))

    assert POLICY.report_plan(late)[0].skip is Skip.BEFORE_ANNOUNCEMENT
    assert {each.skip for each in POLICY.report_plan(REQUEST.withdrawn_by(SENT))} == {Skip.WITHDRAWN}


def test_a_rule_on_a_holiday_goes_out_at_the_last_open_moment_before() -> None:
    monday = datetime(2027, 5, 31, 10, tzinfo=UTC)
    request = replace(REQUEST, details=replace(REQUEST.details, deadline=monday))
    planned = {each.rule.key: each.due_at for each in POLICY.report_plan(request)}

    assert planned["report/2d"] == datetime(2027, 5, 28, 18, tzinfo=UTC)  # Saturday noon: Friday 20:00


@pytest.mark.parametrize(
    ("report", "person", "reason"),
    [
        (EMPTY, PERSON, None),
        (FULL, PERSON, None),
        (FULL.sent_off(REQUEST, PERSON, on_behalf=True, now=SENT), PERSON, Skip.REPORT_SENT),
        (EMPTY, replace(PERSON, blocked_at=SENT), Skip.BLOCKED),
        (EMPTY, replace(PERSON, paused_until=DEADLINE), Skip.PAUSED),
        (EMPTY, replace(PERSON, reminders=False), Skip.SWITCHED_OFF),
    ],
)
def test_only_who_can_still_send_a_missing_report_is_chased(
    report: Report, person: Person, reason: Skip | None
) -> None:
    planned = POLICY.report_plan(REQUEST)[0]
    own = [OwnReport(organisation=PUP, report=report)]

    assert held_back(planned, REQUEST, person, own, now=DEADLINE - timedelta(days=7)) is reason


def test_who_speaks_for_nobody_or_for_who_has_left_is_not_chased() -> None:
    planned, now = POLICY.report_plan(REQUEST)[0], DEADLINE - timedelta(days=7)
    left = OwnReport(organisation=replace(PUP, left_on=date(2027, 5, 12)), report=EMPTY)

    assert held_back(planned, REQUEST, PERSON, [], now=now) is Skip.NO_LONGER_SPEAKS
    assert held_back(planned, REQUEST, PERSON, [left], now=now) is Skip.LEFT


def test_the_key_of_a_reminder_names_request_rule_deadline_and_person() -> None:
    rule = POLICY.report_plan(REQUEST)[0].rule

    assert once(REQUEST, rule, 7) == "report/12/report/7d/20270521T100000Z/7"
