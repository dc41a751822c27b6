"""What the bot may politely refuse, one class each, with its facts. The words are in views/refusals.py."""

from dataclasses import dataclass
from datetime import date, datetime


class Refusal(Exception):
    """Something the bot politely refuses; a subclass carries the facts."""


@dataclass(eq=False)
class NotFound(Refusal):
    """What was asked for does not exist, or the asker may not see it: the answer is the same."""

    what: str


@dataclass(eq=False)
class NotInvited(Refusal):
    """Somebody unknown speaks to the bot."""


@dataclass(eq=False)
class ForCoordinators(Refusal):
    """A coordinator's command from somebody who is none."""


@dataclass(eq=False)
class ForRepresentatives(Refusal):
    """An answer from somebody who speaks for no organisation of this partnership."""


@dataclass(eq=False)
class InvitationUnusable(Refusal):
    """Unknown, used, expired, withdrawn or foreign: a bearer is told the same, so that guessing teaches nothing."""


@dataclass(eq=False)
class AlreadyMember(Refusal):
    organisation: str


@dataclass(eq=False)
class AnswersClosed(Refusal):
    title: str
    closed_at: datetime
    time_zone: str


@dataclass(eq=False)
class MeetingCancelled(Refusal):
    title: str
    reason: str


@dataclass(eq=False)
class MeetingOver(Refusal):
    title: str


@dataclass(eq=False)
class AnswerFirst(Refusal):
    """A note is kept with an answer, and there is none yet."""

    title: str


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """Another coordinator changed the meeting after this one looked at it."""

    meeting_id: int
    title: str


@dataclass(eq=False)
class NothingChanged(Refusal):
    title: str


@dataclass(eq=False)
class TextTooLong(Refusal):
    limit: int
    length: int


@dataclass(eq=False)
class TextEmpty(Refusal):
    """Nothing is left of the text once invisible characters are taken away."""


@dataclass(eq=False)
class TextUnreadable(Refusal):
    """More combining marks than any language stacks on its letters."""


@dataclass(eq=False)
class TextExpected(Refusal):
    """A file, a sticker or a place came where a text was asked."""


@dataclass(eq=False)
class NumberImpossible(Refusal):
    least: int
    most: int


@dataclass(eq=False)
class SectorUnknown(Refusal):
    text: str


@dataclass(eq=False)
class NothingToCancel(Refusal):
    """/anuluj, and no dialog is open."""


@dataclass(eq=False)
class QuestionGone(Refusal):
    """A button of a dialog that has ended or gone on."""


@dataclass(eq=False)
class ButtonForeign(Refusal):
    """Callback data that none of our buttons carries, or no longer."""


@dataclass(eq=False)
class PrivateOnly(Refusal):
    """Something personal was asked for in a group."""


@dataclass(eq=False)
class NotUnderstood(Refusal):
    """A text where none was asked for."""


@dataclass(eq=False)
class LineIncomplete(Refusal):
    """A command in one line lacks a part; `missing` names it: "title", "when", "place"."""

    missing: str


@dataclass(eq=False)
class OrganisationExists(Refusal):
    name: str


@dataclass(eq=False)
class LastCoordinator(Refusal):
    """The only coordinator of a partnership asks to be erased."""

    partnership: str


@dataclass(eq=False)
class RequestIncomplete(Refusal):
    """A request for reports in one line lacks a part; `missing` names it: "title", "deadline", "question"."""

    missing: str


@dataclass(eq=False)
class QuestionUnclear(Refusal):
    """The brackets after a question say nothing, or name fewer than two different choices."""

    text: str


@dataclass(eq=False)
class TooManyQuestions(Refusal):
    most: int


@dataclass(eq=False)
class PeriodNotUnderstood(Refusal):
    text: str


@dataclass(eq=False)
class NobodyAsked(Refusal):
    """A request for reports whose audience has no partner in it."""


@dataclass(eq=False)
class NumberUnreadable(Refusal):
    text: str


@dataclass(eq=False)
class NumberApproximate(Refusal):
    """ "ok. 15": a report takes a number; `example` is the one that was typed."""

    example: str


@dataclass(eq=False)
class NumberNegative(Refusal):
    example: str


@dataclass(eq=False)
class NumberAmbiguous(Refusal):
    """ "1.200" may be one thousand two hundred, or one and two tenths."""

    text: str
    first: str
    second: str


@dataclass(eq=False)
class NumberTooLong(Refusal):
    most: int


@dataclass(eq=False)
class ChoiceUnknown(Refusal):
    """A text that is none of a question's ready answers."""

    text: str


@dataclass(eq=False)
class DayNotUnderstood(Refusal):
    """A day of a report's period was asked, and the text names none."""

    text: str


@dataclass(eq=False)
class DateOutsidePeriod(Refusal):
    day: date
    first: date
    last: date


@dataclass(eq=False)
class FileExpected(Refusal):
    """A text came where a file was asked."""


@dataclass(eq=False)
class FileWrongKind(Refusal):
    name: str


@dataclass(eq=False)
class FileTooBig(Refusal):
    """`most` is in mebibytes."""

    name: str
    most: int


@dataclass(eq=False)
class ReportClosed(Refusal):
    """A report that was sent, and whose deadline has passed: only the office may still correct it."""

    title: str
    closed_at: datetime
    time_zone: str


@dataclass(eq=False)
class ReportIncomplete(Refusal):
    title: str
    missing: int


@dataclass(eq=False)
class RequestWithdrawn(Refusal):
    """A request for reports that the coordinator took back, perhaps while it was being filled in."""

    title: str


@dataclass(eq=False)
class QuestionAnswered(Refusal):
    """A question was to be withdrawn that somebody has answered; `number` is the one that people see."""

    number: int


class NobodyToTell(Refusal):
    """An announcement to an audience of which nobody can be reached."""


@dataclass(eq=False)
class OneFileOnly(Refusal):
    """A second file for an announcement, for instance the rest of an album."""


@dataclass(eq=False)
class FileUnsuitable(Refusal):
    """A voice, a sticker, a place: an announcement takes a document or a photo."""


@dataclass(eq=False)
class ButtonExpected(Refusal):
    """A text where a button was to be pressed."""


@dataclass(eq=False)
class AnnouncementGone(Refusal):
    """It was withdrawn: nothing more can be done with it."""


@dataclass(eq=False)
class AnnouncementChanged(Refusal):
    """Another coordinator corrected it after this one looked at it."""
