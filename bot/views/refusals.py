"""Every refusal as one kind sentence that says what is the case and what to do next, short enough for a pop-up."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import dates
from bot.domain import refusals as of
from bot.domain.refusals import Refusal
from bot.views import lengths, moments
from bot.views.texts import Fact, Texts

QUOTED = 60  # of a title or a typed text within a sentence

Facts = Mapping[str, Fact]


def sentence(refusal: Refusal, t: Texts, zone: tzinfo) -> str:
    """Plain text of at most 200 units. `zone` is the partnership's, for refusals about wall-clock times."""
    key, facts = _WORDS[type(refusal)](refusal, t, zone)
    return lengths.cut(t.plain(f"refusal-{key}", **facts), lengths.TOAST)


def fault(code: str, t: Texts) -> str:
    """The apology for a mistake of ours, with the code that its log line bears; plain text of at most 200 units."""
    return t.plain("fault", code=lengths.cut(code, 40))


def _said(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence without facts."""
    return lambda refusal, t, zone: (key, {})


def _titled(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence that names the meeting."""
    return lambda refusal, t, zone: (key, {"title": _short(refusal.title)})


def _typed(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence that repeats what was typed."""
    return lambda refusal, t, zone: (key, {"text": _short(" ".join(refusal.text.split()))})


def _starting(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence that repeats the moment as it was understood."""
    return lambda refusal, t, zone: (key, {"moment": _wall(refusal.start, t)})


def _closed(refusal: of.AnswersClosed, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    closed_at = moments.moment(refusal.closed_at, ZoneInfo(refusal.time_zone), t.language)
    return "answers-closed", {"title": lengths.cut(refusal.title, 40), "moment": closed_at}


def _cancelled(refusal: of.MeetingCancelled, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    if not refusal.reason:
        return "meeting-cancelled", {"title": _short(refusal.title)}
    return "meeting-cancelled-because", {"title": _short(refusal.title), "reason": lengths.cut(refusal.reason, 90)}


def _too_long(refusal: of.TextTooLong, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "text-too-long", {"limit": refusal.limit, "length": refusal.length}


def _number(refusal: of.NumberImpossible, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "number-impossible", {"least": refusal.least, "most": refusal.most}


def _incomplete(refusal: of.LineIncomplete, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "line-incomplete", {"missing": refusal.missing}


def _not_found(refusal: of.NotFound, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "not-found", {}


def _member(refusal: of.AlreadyMember, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "already-member", {"organisation": _short(refusal.organisation)}


def _exists(refusal: of.OrganisationExists, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "organisation-exists", {"name": _short(refusal.name)}


def _last(refusal: of.LastCoordinator, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "last-coordinator", {"partnership": _short(refusal.partnership)}


def _hour_missing(refusal: dates.HourMissing, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "hour-missing", {"day": moments.day(refusal.date, t.language)}


def _ends_early(refusal: dates.EndBeforeStart, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "end-before-start", {"start": _wall(refusal.start, t), "end": _wall(refusal.end, t)}


def _weekday(refusal: dates.WeekdayContradicts, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "weekday-contradicts", {"day": moments.day(refusal.start, t.language)}


def _ambiguous(refusal: dates.DateAmbiguous, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    """The first two readings: that there are more helps nobody to say which was meant."""
    first, second = (_reading(reading, t) for reading in refusal.readings[:2])
    return "date-ambiguous", {"first": first, "second": second}


def _reading(at: datetime | date, t: Texts) -> str:
    """Midnight is told with its hour here: which day it belongs to may be the very question."""
    return moments.wall(at, t.language) if isinstance(at, datetime) else moments.day(at, t.language)


def _wall(at: datetime, t: Texts) -> str:
    """A wall-clock moment; the day alone at midnight, which stands for a day typed without an hour."""
    return moments.day(at, t.language) if at.time() == time() else moments.wall(at, t.language)


def _missing(refusal: of.RequestIncomplete, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "request-incomplete", {"missing": refusal.missing}


def _most(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence that names the most there may be."""
    return lambda refusal, t, zone: (key, {"most": refusal.most})


def _like(key: str) -> Callable[[Any, Texts, tzinfo], tuple[str, Facts]]:
    """A sentence that gives an example of what can be typed."""
    return lambda refusal, t, zone: (key, {"example": _short(refusal.example)})


def _two_numbers(refusal: of.NumberAmbiguous, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "number-ambiguous", {"first": refusal.first, "second": refusal.second}


def _outside_period(refusal: of.DateOutsidePeriod, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    day, first, last = (
        moments.day(each, t.language, weekday=False) for each in (refusal.day, refusal.first, refusal.last)
    )
    return "date-outside-period", {"day": day, "first": first, "last": last}


def _wrong_file(refusal: of.FileWrongKind, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "file-wrong-kind", {"name": lengths.cut(refusal.name, 40)}


def _big_file(refusal: of.FileTooBig, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "file-too-big", {"name": lengths.cut(refusal.name, 40), "most": refusal.most}


def _report_closed(refusal: of.ReportClosed, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    closed_at = moments.moment(refusal.closed_at, ZoneInfo(refusal.time_zone), t.language)
    return "report-closed", {"title": lengths.cut(refusal.title, 40), "moment": closed_at}


def _report_incomplete(refusal: of.ReportIncomplete, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "report-incomplete", {"title": _short(refusal.title), "n": refusal.missing}


def _numbered_question(refusal: of.QuestionAnswered, t: Texts, zone: tzinfo) -> tuple[str, Facts]:
    return "question-answered", {"number": refusal.number}


def _short(text: str) -> str:
    return lengths.cut(text, QUOTED)


_WORDS: dict[type[Refusal], Callable[[Any, Texts, tzinfo], tuple[str, Facts]]] = {
    of.NotFound: _not_found,
    of.NotInvited: _said("not-invited"),
    of.ForCoordinators: _said("for-coordinators"),
    of.ForRepresentatives: _said("for-representatives"),
    of.InvitationUnusable: _said("invitation-unusable"),
    of.AlreadyMember: _member,
    of.AnswersClosed: _closed,
    of.MeetingCancelled: _cancelled,
    of.MeetingOver: _titled("meeting-over"),
    of.AnswerFirst: _titled("answer-first"),
    of.ChangedMeanwhile: _titled("changed-meanwhile"),
    of.NothingChanged: _titled("nothing-changed"),
    of.TextTooLong: _too_long,
    of.TextEmpty: _said("text-empty"),
    of.TextUnreadable: _said("text-unreadable"),
    of.TextExpected: _said("text-expected"),
    of.NumberImpossible: _number,
    of.SectorUnknown: _typed("sector-unknown"),
    of.NothingToCancel: _said("nothing-to-cancel"),
    of.QuestionGone: _said("question-gone"),
    of.ButtonForeign: _said("button-foreign"),
    of.PrivateOnly: _said("private-only"),
    of.NotUnderstood: _said("not-understood"),
    of.LineIncomplete: _incomplete,
    of.OrganisationExists: _exists,
    of.LastCoordinator: _last,
    of.RequestIncomplete: _missing,
    of.QuestionUnclear: _typed("question-unclear"),
    of.TooManyQuestions: _most("too-many-questions"),
    of.PeriodNotUnderstood: _typed("period-not-understood"),
    of.NobodyAsked: _said("nobody-asked"),
    of.NumberUnreadable: _typed("number-unreadable"),
    of.NumberApproximate: _like("number-approximate"),
    of.NumberNegative: _like("number-negative"),
    of.NumberAmbiguous: _two_numbers,
    of.NumberTooLong: _most("number-too-long"),
    of.ChoiceUnknown: _typed("choice-unknown"),
    of.DayNotUnderstood: _typed("day-not-understood"),
    of.DateOutsidePeriod: _outside_period,
    of.FileExpected: _said("file-expected"),
    of.FileWrongKind: _wrong_file,
    of.FileTooBig: _big_file,
    of.ReportClosed: _report_closed,
    of.ReportIncomplete: _report_incomplete,
    of.RequestWithdrawn: _titled("request-withdrawn"),
    of.QuestionAnswered: _numbered_question,
    of.NobodyToTell: _said("nobody-to-tell"),
    of.OneFileOnly: _said("one-file-only"),
    of.FileUnsuitable: _said("file-unsuitable"),
    of.ButtonExpected: _said("button-expected"),
    of.AnnouncementGone: _said("announcement-gone"),
    of.AnnouncementChanged: _said("announcement-changed"),
    dates.DateNotUnderstood: _typed("date-not-understood"),
    dates.DateImpossible: _typed("date-impossible"),
    dates.DateAmbiguous: _ambiguous,
    dates.DateInPast: _starting("date-in-past"),
    dates.DateTooFar: _starting("date-too-far"),
    dates.HourMissing: _hour_missing,
    dates.HourSkipped: _starting("hour-skipped"),
    dates.HourDoubled: _starting("hour-doubled"),
    dates.EndBeforeStart: _ends_early,
    dates.WeekdayContradicts: _weekday,
}
