"""What the bot says unasked: one function a notice, and a table that knows them all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain import notices
from bot.domain.meetings import Change, Meeting
from bot.domain.notices import Notice, Told
from bot.domain.people import Organisation
from bot.domain.report_overviews import AskedOf
from bot.domain.rsvps import Card
from bot.views import announcements, cards, held, lengths, moments, report_requests, reports
from bot.views.buttons import card_of, item, roll_of, rows, to_menu
from bot.views.callback_data import Item
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Message
from bot.views.previews import value_of
from bot.views.texts import Texts

CHANGED_TEXT = 200


class FactMissing(LookupError):
    """A notice came without what its words need: a mistake of whoever put it together."""


def message(told: Told, t: Texts, now: datetime) -> Message:
    """The notice in its reader's words. Raises FactMissing when it lacks its card, organisation or the like."""
    return _WORDS[type(told.notice)](told.notice, told, t, now)


def _announced(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    return cards.card(_card(told), t, now)


def _changed(notice: notices.MeetingChanged, told: Told, t: Texts, now: datetime) -> Message:
    """Short, because the card itself is edited: what was, what is, and what is asked of the reader."""
    card = _card(told)
    meeting = card.meeting
    again = notice.moved and bool(card.own) and not meeting.closed(now)
    text = blocks(
        lines(t.html("notice-changed"), bold(notice.old_title)),
        lines(*(_change(change, notice, meeting, t) for change in _told_apart(notice, again))),
        _asked(notice, again, meeting, t),
    )
    answers = cards.answer_row(meeting, t) if again else ()
    return Message(text, rows(answers, [card_of(t, meeting.id)]))


def _told_apart(notice: notices.MeetingChanged, again: bool) -> list[Change]:
    """What is listed: a deadline that only follows the date stands below, where the answer is asked for."""
    return [change for change in notice.changes if not (again and change is Change.DEADLINE)]


def _asked(notice: notices.MeetingChanged, again: bool, meeting: Meeting, t: Texts) -> str:
    if not notice.moved:
        return t.html("notice-answers-stand")
    if not again:
        return ""
    return lines(t.html("notice-answer-again"), cards.deadline(meeting.answer_until, meeting.details, t))


def _change(change: Change, notice: notices.MeetingChanged, meeting: Meeting, t: Texts) -> str:
    """Old → new where the old is known; otherwise what it is now."""
    name = f"<b>{t.html(f'field-{change}')}</b>"
    if change is Change.DESCRIPTION:
        return f"{name}: {t.html('notice-new-description')}"
    new = plain(lengths.cut(value_of(change, meeting, t), CHANGED_TEXT) or "–")
    old = _old(change, notice, meeting, t)
    if change is Change.DATE and old is not None:
        return lines(name, t.html("notice-was", moment=old), t.html("notice-is", moment=value_of(change, meeting, t)))
    return f"{name}: {new}" if old is None else f"{name}: {plain(lengths.cut(old, CHANGED_TEXT) or '–')} → {new}"


def _old(change: Change, notice: notices.MeetingChanged, meeting: Meeting, t: Texts) -> str | None:
    match change:
        case Change.DATE:
            return moments.moment(notice.old_start, meeting.zone, t.language)
        case Change.PLACE:
            return notice.old_place
        case Change.TITLE:
            return notice.old_title
        case _:
            return None


def _called_off(notice: notices.MeetingCalledOff, told: Told, t: Texts, now: datetime) -> Message:
    meeting = _card(told).meeting
    reason = notice.reason or meeting.cancel_reason
    text = blocks(
        lines(f"🚫 {t.html('notice-called-off')}", bold(meeting.title)),
        lines(
            f"🗓 {plain(moments.span(meeting.details.slot, t.language))}",
            t.html("card-reason", reason=reason) if reason else "",
        ),
    )
    return Message(text)


def _asks_for_answer(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    meeting = _card(told).meeting
    until = moments.moment(meeting.answer_until, meeting.zone, t.language)
    return _reminding(t.html("notice-please-answer", moment=until), told, t, now)


def _reminds(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    meeting = _card(told).meeting
    ahead = moments.ahead(meeting.starts_at, meeting.zone, t.language, now=now)
    return _reminding(t.html("notice-soon", ahead=ahead), told, t, now)


def _reminding(first: str, told: Told, t: Texts, now: datetime) -> Message:
    """A line of its own above the card: the reminder carries the buttons and becomes the card."""
    card = _card(told)
    room = lengths.TEXT - lengths.shown(first) - 6
    return Message(blocks(f"🔔 {first}", cards.body(card, t, now, limit=room)), cards.buttons_of(card, t, now))


def _file(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    """The caption of the .ics file that goes to a chat that took an earlier one."""
    meeting = told.entry.meeting if told.entry else _card(told).meeting
    return file_caption(meeting, t, again=True)


def file_caption(meeting: Meeting, t: Texts, *, again: bool = False) -> Message:
    """What stands under an .ics file; `again` for one that replaces an earlier file."""
    key = "file-cancelled" if meeting.cancelled else "file-again" if again else "file-first"
    when = plain(moments.span(meeting.details.slot, t.language))
    return Message(lines(t.html(key), bold(meeting.title), f"🗓 {when}"))


def _retired(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    return cards.retired(_card(told), t)


def _joined(notice: notices.PartnerJoined, told: Told, t: Texts, now: datetime) -> Message:
    if not notice.organisation_name:
        text = t.html("notice-coordinator-joined", name=notice.person_name)
    else:
        text = t.html("notice-joined", name=notice.person_name, organisation=notice.organisation_name)
    return Message(text, rows([item(t, Item.PARTNERS)]))


def _unreachable(notice: notices.PersonUnreachable, told: Told, t: Texts, now: datetime) -> Message:
    names = "; ".join(notice.organisation_names[:10])
    rest = len(notice.organisation_names) - 10
    text = blocks(
        t.html("notice-unreachable", name=notice.person_name),
        plain(names) + (f" {t.html('and-more', n=rest)}" if rest > 0 else ""),
        t.html("notice-nobody-left" if notice.nobody_left else "notice-somebody-left"),
    )
    return Message(text, rows([item(t, Item.PARTNERS)]))


def _coordination_ended(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    speaks = t.html("notice-still-speaks") if told.speaks else ""
    text = lines(t.html("notice-coordination-ended", partnership=_partnership(told)), speaks)
    return Message(text, rows([to_menu(t)]))


def _coordinator_left(notice: notices.CoordinatorLeft, told: Told, t: Texts, now: datetime) -> Message:
    key = "notice-coordinator-removed" if notice.by_name else "notice-coordinator-left"
    text = t.html(key, name=notice.person_name, by=notice.by_name, partnership=_partnership(told))
    return Message(text, rows([item(t, Item.PARTNERS)]))


def _partnership(told: Told) -> str:
    if told.partnership is None:
        raise FactMissing(f"{type(told.notice).__name__}: partnership")
    return lengths.cut(told.partnership.name, lengths.TOAST)


def _answered_for_you(notice: notices.AnsweredForYou, told: Told, t: Texts, now: datetime) -> Message:
    """What the coordinator noted, with the buttons to put it right."""
    card = _card(told)
    seat = next((seat for seat in card.own if seat.organisation.id == notice.organisation_id), None)
    organisation = told.organisation or (seat.organisation if seat else None)
    if organisation is None:
        raise FactMissing(f"{type(notice).__name__}: organisation")
    return _noted(card, organisation, t, now)


def _noted(card: Card, organisation: Organisation, t: Texts, now: datetime) -> Message:
    meeting = card.meeting
    seats = [seat for seat in card.own if seat.organisation.id == organisation.id]
    said = [cards.seat_line(seat, meeting, t) for seat in seats]
    text = blocks(
        lines(t.html("notice-answered-for-you", organisation=organisation.name), bold(meeting.title)),
        lines(*said),
        "" if meeting.closed(now) else t.html("notice-put-right"),
    )
    answers = () if meeting.closed(now) else cards.answer_row(meeting, t, organisation=organisation)
    return Message(text, rows(answers, [card_of(t, meeting.id)]))


def _substitute(notice: notices.SubstituteNamed, told: Told, t: Texts, now: datetime) -> Message:
    meeting = _card(told).meeting
    facts = {"organisation": notice.organisation_name, "name": notice.substitute}
    return Message(lines(t.html("notice-substitute", **facts), bold(meeting.title)), rows([roll_of(t, meeting.id)]))


def _set_aside(notice: notices.UpdateSetAside, told: Told, t: Texts, now: datetime) -> Message:
    return Message(t.html("notice-set-aside", code=notice.code))


def _backup_failed(notice: notices.BackupFailed, told: Told, t: Texts, now: datetime) -> Message:
    if told.partnership is None:
        raise FactMissing(f"{type(notice).__name__}: partnership")
    taken_at = notice.last_taken_at
    if taken_at is None:
        last = t.html("notice-backup-never")
    else:
        last = t.html("notice-backup-last", moment=moments.moment(taken_at, told.partnership.zone, t.language))
    return Message(blocks(f"⚠️ {t.html('notice-backup-failed', code=notice.code)}", last))


def _downtime_ended(notice: notices.DowntimeEnded, told: Told, t: Texts, now: datetime) -> Message:
    if told.partnership is None:
        raise FactMissing(f"{type(notice).__name__}: partnership")
    zone = told.partnership.zone
    since, until = (moments.moment(at, zone, t.language) for at in (notice.began_at, notice.ended_at))
    text = blocks(
        lines(
            f"⏸ {bold(t.plain('notice-downtime'))}",
            t.html("notice-downtime-since", moment=since),
            t.html("notice-downtime-until", moment=until),
        ),
        t.html("notice-downtime-held", n=told.held),
    )
    return Message(text, rows([held.open_list(told.held, t)]))


def _report_requested(notice: notices.ReportRequested, told: Told, t: Texts, now: datetime) -> Message:
    return reports.requested(_asked_of(told), t, now)


def _report_reminds(notice: notices.ReportReminder, told: Told, t: Texts, now: datetime) -> Message:
    return reports.reminding(_asked_of(told), t, now)


def _report_not_needed(notice: notices.ReportNoLongerNeeded, told: Told, t: Texts, now: datetime) -> Message:
    return reports.no_longer_needed(_asked_of(told).request, t)


def _report_for_you(notice: notices.ReportSentForYou, told: Told, t: Texts, now: datetime) -> Message:
    if told.organisation is None:
        raise FactMissing(f"{type(notice).__name__}: organisation")
    return reports.sent_for_you(_asked_of(told), told.organisation, t, now)


def _report_moved(notice: notices.ReportDeadlineMoved, told: Told, t: Texts, now: datetime) -> Message:
    return reports.deadline_moved(_asked_of(told), notice.old_deadline, t)


def _report_arrived(notice: notices.ReportArrived, told: Told, t: Texts, now: datetime) -> Message:
    if told.reports is None:
        raise FactMissing(f"{type(notice).__name__}: reports")
    return report_requests.arrived(told.reports, t)


def _asked_of(told: Told) -> AskedOf:
    if told.asked is None:
        raise FactMissing(f"{type(told.notice).__name__}: asked")
    return told.asked


def _copy(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    """The announcement as it reads now; of an album with a button below it the album alone."""
    return _copies(notice, told, t)[0]


def _text_of_copy(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    return _copies(notice, told, t)[-1]


def _copies(notice: Notice, told: Told, t: Texts) -> tuple[Message, ...]:
    if told.announcement is None or told.partnership is None:
        raise FactMissing(f"{type(notice).__name__}: announcement")
    read = told.copy is not None and told.copy.read_at is not None
    return announcements.copy(told.announcement, told.partnership, t, read=read)


def _asks_to_read(notice: Notice, told: Told, t: Texts, now: datetime) -> Message:
    if told.announcement is None:
        raise FactMissing(f"{type(notice).__name__}: announcement")
    return announcements.asks_to_read(told.announcement, t)


def _card(told: Told) -> Card:
    if told.card is None:
        raise FactMissing(f"{type(told.notice).__name__}: card")
    return told.card


_WORDS: dict[type[Notice], Callable[[Any, Told, Texts, datetime], Message]] = {
    notices.MeetingAnnounced: _announced,
    notices.MeetingChanged: _changed,
    notices.MeetingCalledOff: _called_off,
    notices.AnswerReminder: _asks_for_answer,
    notices.MeetingReminder: _reminds,
    notices.CalendarFileSent: _file,
    notices.CardRetired: _retired,
    notices.PartnerJoined: _joined,
    notices.PersonUnreachable: _unreachable,
    notices.CoordinationEnded: _coordination_ended,
    notices.CoordinatorLeft: _coordinator_left,
    notices.AnsweredForYou: _answered_for_you,
    notices.SubstituteNamed: _substitute,
    notices.AnnouncementMade: _copy,
    notices.AnnouncementText: _text_of_copy,
    notices.AnnouncementCorrected: _text_of_copy,
    notices.ReadingAsked: _asks_to_read,
    notices.UpdateSetAside: _set_aside,
    notices.BackupFailed: _backup_failed,
    notices.DowntimeEnded: _downtime_ended,
    notices.ReportRequested: _report_requested,
    notices.ReportReminder: _report_reminds,
    notices.ReportNoLongerNeeded: _report_not_needed,
    notices.ReportSentForYou: _report_for_you,
    notices.ReportDeadlineMoved: _report_moved,
    notices.ReportArrived: _report_arrived,
}
