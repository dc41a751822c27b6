"""Every view of the chat with every kind of fact, so that no sentence of any language stays unread."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import dates, notices, refusals
from bot.domain.calendars import FeedKind
from bot.domain.dialogs import FIRST, Dialog, DialogKind, Step
from bot.domain.meetings import Announced, Change, Kind, Preview
from bot.domain.notices import Notice, Told
from bot.domain.people import (
    Coordination,
    Directory,
    Dossier,
    Entry,
    FormerCoordinator,
    Language,
    PastedLine,
    Role,
    Sector,
    Speaker,
)
from bot.domain.refusals import Refusal
from bot.domain.report_overviews import AskedOf, Overview
from bot.domain.rsvps import Answer, RollCall
from bot.views import (
    calendars,
    commands,
    coordinators,
    meetings,
    moments,
    my_data,
    people,
    rsvps,
)
from bot.views import dialogs as dialog_views
from bot.views import notices as notice_views
from bot.views import refusals as refusal_views
from bot.views import settings as settings_view
from bot.views.callback_data import Item, Verb
from bot.views.message import Message
from bot.views.texts import Texts
from tests.views import samples as a
from tests.views.samples import LINK, NOW, Words
from tests.views.walk_announcements import announcement, copy, every_announcement_view
from tests.views.walk_held import every_held_view
from tests.views.walk_reports import every_report_view

WARSAW = ZoneInfo("Europe/Warsaw")
CANCELLED = {"cancelled_at": NOW, "cancel_reason": "Choroba prowadzącej osoby"}

Shown = tuple[str, Message | str]


@dataclass(frozen=True)
class Configured:
    """The lines of the configuration that the notice is made of."""

    controller: str = ""
    contact: str = ""
    dpo: str = ""
    legal_basis: str = ""
    notice_url: str = ""


def every_view(words: Words, t: Texts) -> Iterator[Shown]:
    """Each view's name with what it says; a Message, or plain text for pop-ups and e-mails."""
    yield from _cards(words, t)
    yield from _lists(words, t)
    yield from _previews(words, t)
    yield from _done(words, t)
    yield from _rolls(words, t)
    yield from _answers(words, t)
    yield from _dialogs(words, t)
    yield from _notices(words, t)
    yield from _refusals(words, t)
    yield from _privacy(words, t)
    yield from _people(words, t)
    yield from _directory(words, t)
    yield from _coordination(words, t)
    yield from _invitations(words, t)
    yield from _own(words, t)
    yield from every_report_view(words, t)
    yield from _moments(words, t)
    yield from every_announcement_view(words, t)
    yield from every_held_view(words, t)


def _cards(words: Words, t: Texts) -> Iterator[Shown]:
    states: tuple[dict[str, Any], ...] = (
        {},
        CANCELLED,
        {**CANCELLED, "cancel_reason": ""},
        {"answer_until": NOW},
        {"answer_until": NOW},
    )
    seen_at = (NOW, NOW, NOW, NOW, NOW + timedelta(days=30))
    for (fields, now), kind, count, coordinator in product(
        zip(states, seen_at, strict=True), (Kind.WORKING, Kind.SEMINAR), (0, 1, 2, 60), (False, True)
    ):
        of = a.meeting(words, details=a.details(words, kind), **fields)
        card = a.card(words, a.seats(words, count), meeting=of, coordinator=coordinator, names_partnership=count == 60)
        yield f"card of {kind}", meetings.card(card, t, now)
    for kind in Kind:
        yield (
            f"card of {kind}",
            meetings.card(a.card(words, meeting=a.meeting(words, details=a.details(words, kind))), t, NOW),
        )
    for answer, number in product(Answer, (1, 3, 250)):
        own = (a.seat_answer(words, 1, answer, people=number),)
        yield f"card with {answer}", meetings.card(a.card(words, own), t, NOW)
    bare = a.meeting(words, details=a.details(words, place="", description=""))
    nobody = replace(a.partnership(words), contact_email="", project_title="", project_number="", funding_note="")
    for now in (NOW, bare.answer_until):
        yield "bare card", meetings.card(a.card(words, meeting=bare, partnership=nobody), t, now)
    yield "retired card", meetings.retired(a.card(words), t)


def _lists(words: Words, t: Texts) -> Iterator[Shown]:
    for count, seats, page in ((0, 0, 0), (1, 7, -1), (8, 7, 0), (9, 1, 1), (60, 1, 1), (60, 7, 99)):
        off = a.card(words, meeting=a.meeting(words, **CANCELLED))
        cards = [a.card(words, a.seats(words, seats), names_partnership=True) for _ in range(count)]
        yield "listing", meetings.listing([*cards[:-1], off] if count > 1 else cards, t, NOW, page=page)
    silent = a.card(words, (a.seat_answer(words, 1, None),))
    planned = a.card(words, meeting=a.meeting(words, announced_at=NOW + timedelta(days=2)))
    yield "listing of what is planned", meetings.listing([planned], t, NOW)
    yield "listing of what is unanswered", meetings.listing([silent], t, NOW)


def _preview(words: Words, **fields: Any) -> Preview:
    given: dict[str, Any] = {
        "details": a.details(words),
        "partnership": a.partnership(words),
        "answer_until": a.meeting(words).answer_until,
        "deadline_is_start": False,
        "organisations": 9,
        "people": 12,
    }
    return Preview(**(given | fields))


def _previews(words: Words, t: Texts) -> Iterator[Shown]:
    before = a.meeting(words)
    moved = replace(before.details.slot, wall_start=a.wall("2027-05-18 10:00"), wall_end=a.wall("2027-05-19 12:00"))
    other = a.details(words, kind=Kind.WORKING, title=words.title[:50] + "!", place="", description="inny", slot=moved)
    several: dict[str, Any] = {
        "languages": tuple(Language),
        "outside": (words.organisation,) * 12,
        "deadline_is_start": True,
        "later_deadline_is_start": True,
    }
    yield "preview", meetings.preview(_preview(words), a.dialog(step=Step.PREVIEW), t, NOW)
    for weekday in range(7):
        opens = _preview(words, opens_at=NOW + timedelta(days=weekday), **several)
        yield "preview while closed", meetings.preview(opens, a.dialog(step=Step.PREVIEW), t, NOW)
    for details, opens_at in product((before.details, other, replace(before.details, place="Rumia")), (None, NOW)):
        until = before.answer_until + timedelta(hours=details is other)
        change = _preview(words, details=details, before=before, opens_at=opens_at, answer_until=until, **several)
        yield "preview of a change", meetings.preview(change, a.dialog(step=Step.PREVIEW), t, NOW)


def _done(words: Words, t: Texts) -> Iterator[Shown]:
    for outside, at in product(((), (words.organisation,), (words.organisation,) * 60), (None, NOW)):
        sent = Announced(meeting=a.meeting(words), people=12, outside=outside, at=at)
        yield "announced", meetings.announced(sent, t)
        yield "changed", meetings.changed(sent, tuple(Change), t)
        yield "changed place", meetings.changed(sent, (Change.PLACE,), t)
        yield "called off", meetings.called_off(sent, t)


def _rolls(words: Words, t: Texts) -> Iterator[Shown]:
    for count, blocked, fields in product((0, 6, 60, 120), (0, 60), ({}, CANCELLED)):
        roll = RollCall(
            meeting=a.meeting(words, **fields),
            partnership=a.partnership(words),
            seats=a.seats(words, count),
            unreachable=(words.person,) * blocked,
            in_doubt=(words.person,) * blocked,
        )
        yield "roll call", meetings.roll_call(roll, t, NOW)
        yield "choice on behalf", meetings.behalf_choice(roll, t)
    yield "answer on behalf", meetings.behalf_answer(a.meeting(words), a.organisation(words), t)


def _answers(words: Words, t: Texts) -> Iterator[Shown]:
    for answer, count in product(Answer, (1, 2, 120)):
        organisations = [a.organisation(words, number) for number in range(1, count + 1)]
        yield "toast", rsvps.toast(answer, organisations, t)
        yield "in whose name", rsvps.in_whose_name(a.meeting(words), organisations, answer, t)
        yield "for which", rsvps.for_which(a.meeting(words), organisations, Verb.NOTE, t)
        full = a.rsvp(words, answer=answer, people=count, note=words.text[:300], substitute=words.person)
        yield "saved", rsvps.saved(full, a.organisation(words), t)
        yield "saved alone", rsvps.saved(a.rsvp(words, answer=answer), a.organisation(words), t)


def _draft(words: Words) -> dict[str, Any]:
    return {
        "title": words.title,
        "place": words.place,
        "description": words.text,
        "kind": "seminar",
        "start": "2027-05-11T10:00:00",
        "end": "2027-05-11T12:00:00",
        "deadline": "2027-05-10T08:00:00+00:00",
        "day": "2027-10-31",
        "pending": "31.10.2027 2:30",
        "reason": words.title,
    }


def _dialogs(words: Words, t: Texts) -> Iterator[Shown]:
    empty: dict[str, Any] = {"day": "2027-10-31", "pending": "2:30"}
    for step, (draft, asking, trail) in product(
        Step, ((empty, "when", ()), (_draft(words), "deadline", (Step.TITLE,)))
    ):
        dialog: Dialog = a.dialog(step=step, draft={**draft, "asking": asking}, trail=trail)
        yield f"question {step}", dialog_views.question(dialog, t, NOW, WARSAW, resumed=bool(trail))
    rename = a.dialog(DialogKind.RENAME, Step.ORGANISATION)
    yield "question of a new name", dialog_views.question(rename, t, NOW, WARSAW)
    unread = a.dialog(step=Step.WHICH_HOUR, draft={"pending": words.text[:50], "day": None})
    yield "which of two hours, no longer understood", dialog_views.question(unread, t, NOW, WARSAW)
    for kind, step in FIRST.items():
        yield "first question", dialog_views.question(a.dialog(kind, step), t, NOW, WARSAW)
    off = a.dialog(DialogKind.CANCEL_MEETING, Step.CONFIRM, draft={"reason": words.title}, trail=(Step.REASON,))
    yield "call off", dialog_views.confirm_call_off(off, a.meeting(words), 12, t)
    yield "given up", dialog_views.cancelled(t)


def _told(words: Words) -> Iterator[tuple[Notice, Told]]:
    start = datetime(2027, 5, 4, 8, tzinfo=UTC)
    old: dict[str, Any] = {
        "meeting_id": 12,
        "revision": 1,
        "old_title": words.title,
        "old_place": words.place,
        "old_start": start,
    }
    rule: dict[str, Any] = {"meeting_id": 12, "rule": "meeting/2h", "counts_from": start}
    every: list[Notice] = [
        notices.MeetingAnnounced(meeting_id=12),
        notices.MeetingChanged(changes=tuple(Change), **old),
        notices.MeetingChanged(changes=(Change.PLACE,), **{**old, "old_place": ""}),
        notices.MeetingCalledOff(meeting_id=12, reason=words.title),
        notices.MeetingCalledOff(meeting_id=12),
        notices.AnswerReminder(**rule),
        notices.MeetingReminder(**rule),
        notices.CalendarFileSent(meeting_id=12, revision=1),
        notices.CardRetired(meeting_id=12, message_id=4),
        notices.PartnerJoined(person_name=words.person, organisation_name=words.organisation),
        notices.PartnerJoined(person_name=words.person, organisation_name=""),
        notices.PersonUnreachable(
            person_name=words.person, organisation_names=(words.organisation,) * 60, nobody_left=True
        ),
        notices.PersonUnreachable(person_name=words.person, organisation_names=("PUP",), nobody_left=False),
        notices.CoordinationEnded(by=2),
        notices.CoordinatorLeft(person_name=words.person),
        notices.CoordinatorLeft(person_name=words.person, by_name=words.person),
        notices.AnsweredForYou(meeting_id=12, organisation_id=2),
        notices.SubstituteNamed(meeting_id=12, organisation_name=words.organisation, substitute=words.person),
        notices.AnnouncementMade(announcement_id=3),
        notices.AnnouncementText(announcement_id=3),
        notices.AnnouncementCorrected(announcement_id=3, revision=1),
        notices.ReadingAsked(announcement_id=3),
        notices.UpdateSetAside(code="A1B2C3"),
        notices.BackupFailed(code="B270511"),
        notices.BackupFailed(code="B270511", last_taken_at=start),
        notices.DowntimeEnded(began_at=start, ended_at=start),
        notices.ReportRequested(request_id=12),
        notices.ReportReminder(request_id=12, rule="report/2d", counts_from=start),
        notices.ReportNoLongerNeeded(request_id=12),
        notices.ReportSentForYou(request_id=12, organisation_id=1),
        notices.ReportDeadlineMoved(request_id=12, old_deadline=start, new_deadline=start),
        notices.ReportArrived(request_id=12, by=1),
    ]
    for notice, fields, count in product(every, ({}, CANCELLED), (2, 60)):
        card = a.card(words, a.seats(words, count), meeting=a.meeting(words, **fields), coordinator=count == 60)
        asked = AskedOf(request=a.request(words), partnership=a.partnership(words), own=a.own_reports(words, count))
        yield (
            notice,
            Told(
                notice=notice,
                reader=a.person(words),
                partnership=a.partnership(words),
                card=card,
                organisation=a.organisation(words),
                asked=asked,
                reports=Overview(request=asked.request, partnership=asked.partnership, reports=asked.own),
                announcement=announcement(words, asks_receipt=count == 60),
                copy=copy(words),
                held=count,
                speaks=count == 60,
            ),
        )


def _notices(words: Words, t: Texts) -> Iterator[Shown]:
    start = a.meeting(words).starts_at
    for notice, told in _told(words):
        reminds = isinstance(notice, notices.MeetingReminder | notices.MeetingChanged)
        for before in (timedelta(days=8), timedelta(days=1), timedelta(hours=2), timedelta(minutes=20))[
            : 4 if reminds else 1
        ]:
            yield type(notice).__name__, notice_views.message(told, t, start - before)
    yield "first file", notice_views.file_caption(a.meeting(words), t)


def every_refusal(words: Words) -> tuple[Refusal, ...]:
    """Each refusal with the most awkward facts it can have."""
    wall, typed = a.wall("2027-10-31 02:30"), words.text[:200]
    return (
        refusals.NotFound("meeting"),
        refusals.NotInvited(),
        refusals.ForCoordinators(),
        refusals.ForRepresentatives(),
        refusals.InvitationUnusable(),
        refusals.AlreadyMember(words.organisation),
        refusals.AnswersClosed(words.title, NOW, "Europe/Warsaw"),
        refusals.MeetingCancelled(words.title, words.title),
        refusals.MeetingCancelled(words.title, ""),
        refusals.MeetingOver(words.title),
        refusals.AnswerFirst(words.title),
        refusals.ChangedMeanwhile(12, words.title),
        refusals.NothingChanged(words.title),
        *(refusals.TextTooLong(200, length) for length in (1, 201, 222, 4000)),
        refusals.TextEmpty(),
        refusals.TextUnreadable(),
        refusals.TextExpected(),
        refusals.NumberImpossible(1, 500),
        refusals.SectorUnknown(typed),
        refusals.NothingToCancel(),
        refusals.QuestionGone(),
        refusals.ButtonForeign(),
        refusals.PrivateOnly(),
        refusals.NotUnderstood(),
        *(refusals.LineIncomplete(missing) for missing in ("title", "when", "place")),
        refusals.OrganisationExists(words.organisation),
        refusals.LastCoordinator(words.partnership),
        *(refusals.RequestIncomplete(missing) for missing in ("title", "deadline", "question")),
        refusals.QuestionUnclear(typed),
        refusals.TooManyQuestions(20),
        refusals.PeriodNotUnderstood(typed),
        refusals.NobodyAsked(),
        refusals.NumberUnreadable(typed),
        refusals.NumberApproximate("15"),
        refusals.NumberNegative("3"),
        refusals.NumberAmbiguous("123.456", "123456", "123,456"),
        refusals.NumberTooLong(15),
        refusals.ChoiceUnknown(typed),
        refusals.DayNotUnderstood(typed),
        refusals.DateOutsidePeriod(date(2027, 9, 30), date(2027, 9, 29), date(2027, 9, 30)),
        refusals.FileExpected(),
        refusals.FileWrongKind(typed),
        refusals.FileTooBig(typed, 20),
        refusals.ReportClosed(words.title, NOW, "Europe/Warsaw"),
        refusals.ReportIncomplete(words.title, 20),
        refusals.RequestWithdrawn(words.title),
        refusals.QuestionAnswered(20),
        refusals.NobodyToTell(),
        refusals.OneFileOnly(),
        refusals.FileUnsuitable(),
        refusals.ButtonExpected(),
        refusals.AnnouncementGone(),
        refusals.AnnouncementChanged(),
        dates.DateNotUnderstood(typed),
        dates.DateImpossible(typed),
        dates.DateAmbiguous(typed, (wall, wall + timedelta(hours=12), wall + timedelta(days=7))),
        dates.DateAmbiguous(typed, (date(2027, 5, 11), date(2027, 5, 18))),
        dates.DateInPast(wall),
        dates.DateTooFar(a.wall("2037-09-30 00:00")),
        dates.HourMissing(date(2027, 9, 29)),
        dates.HourSkipped(wall),
        dates.HourDoubled(wall),
        dates.EndBeforeStart(wall, wall - timedelta(hours=1)),
        dates.WeekdayContradicts(date(2027, 9, 29), 0),
    )


def _refusals(words: Words, t: Texts) -> Iterator[Shown]:
    for refusal in every_refusal(words):
        yield type(refusal).__name__, refusal_views.sentence(refusal, t, WARSAW)
    yield "fault", refusal_views.fault("A1B2C3", t)


def _privacy(words: Words, t: Texts) -> Iterator[Shown]:
    full = Configured(*(words.configured,) * 4, "https://starostwo.example/rodo")
    for privacy, token in product((Configured(), full), ("", "Z" * 22)):
        yield "notice to nobody", people.privacy_notice(None, privacy, token, t)
        for role in Role:
            yield f"notice to a {role}", people.privacy_notice(a.offer(words, role), privacy, token, t)
        for days in (1, 7):
            yield "full notice", people.full_notice(privacy, days, t, token=token, contact_email="b@p.example")
            yield "full notice to read", people.full_notice(privacy, days, t)


def _people(words: Words, t: Texts) -> Iterator[Shown]:
    nobody = a.known(words)
    partner = a.known(words, a.member(words, seats=2))
    coordinator = a.known(words, a.member(words, seats=60, coordinator=True), a.member(words, seats=0, number=2))
    for who in (nobody, partner, coordinator):
        yield "menu", people.menu(who, t)
        yield "help", people.help(who, t)
        yield "welcome back", people.welcome(who, None, t)
        for role in Role:
            yield "welcome", people.welcome(who, a.offer(words, role), t)
    yield "stranger", people.stranger(t, "")
    yield "stranger with contact", people.stranger(t, "biuro@partnerstwo.example")
    yield "which partnership", people.which_partnership([a.member(words, number=n) for n in range(1, 120)], Item.NEW, t)


def _entry(words: Words, number: int, speakers: int) -> Entry:
    blocked = [a.person(words, n, blocked_at=NOW if n % 2 else None) for n in range(1, speakers + 1)]
    return Entry(
        organisation=a.organisation(words, number, tuple(Sector)[number % 3]),
        speakers=tuple(Speaker(person=who, role=Role.DEPUTY, membership_id=who.id) for who in blocked),
        invitations=tuple(a.invitation(role) for role in (Role.DEPUTY, Role.REPRESENTATIVE)) * (speakers + 1),
    )


def _directory(words: Words, t: Texts) -> Iterator[Shown]:
    for (count, page), coordinator in product(((0, 0), (1, 0), (60, 0), (60, 1), (60, 99)), (False, True)):
        directory = Directory(
            partnership=a.partnership(words),
            entries=tuple(_entry(words, n, n % 12) for n in range(1, count + 1)),
            coordinators=(a.person(words),) * (count // 4),
            viewer=a.member(words, coordinator=coordinator),
        )
        yield "directory", people.directory(directory, t, page=page)
        for entry in directory.entries[: 12 if page == 1 else 1]:
            gone = replace(entry, organisation=replace(entry.organisation, left_on=date(2027, 1, 1)))
            yield "entry", people.entry(entry, directory, t, NOW)
            yield "entry that left", people.entry(gone, directory, t, NOW)
    entry = _entry(words, 1, 1)
    yield "entry changed", people.entry_changed(entry, t)
    yield "sector", people.sector_choice(entry, t)
    yield "leave?", people.leave_sure(entry, t)
    yield "left", people.left(entry.organisation, t)
    yield "removed", people.removed(entry.speakers[0], entry.organisation, t)


def _coordination(words: Words, t: Texts) -> Iterator[Shown]:
    viewer = a.member(words, coordinator=True)
    for count in (1, 2, 120):
        people_ = tuple(a.person(words, n, blocked_at=NOW if n % 2 else None) for n in range(1, count + 1))
        found = Coordination(partnership=a.partnership(words), coordinators=people_, viewer=viewer)
        yield "coordinators", coordinators.listing(found, t)
        yield "end a coordination?", coordinators.question(found, people_[-1], t)
        former = FormerCoordinator(partnership=found.partnership, person=people_[-1], own=count == 1)
        yield "a coordination ended", coordinators.ended(former, t)


def _invitations(words: Words, t: Texts) -> Iterator[Shown]:
    for role, uses in product(Role, (1, 2, 5)):
        issued = a.issued(words, role, uses_left=uses)
        yield "invitation", people.invitation(issued, LINK, b"\x89PNG", t)
        yield "e-mail", people.invitation_email(issued, LINK, "biuro@partnerstwo.example", t)
        yield "e-mail without contact", people.invitation_email(issued, LINK, "", t)
    yield "withdrawn", people.withdrawn(t)
    paste = a.dialog(DialogKind.PASTE, Step.CONFIRM, trail=(Step.LIST,))
    known = a.organisation(words)
    for times in (0, 1, 60):
        pasted = [
            PastedLine(line=1, name=words.organisation, sector=Sector.NGO),
            PastedLine(line=2, name=words.organisation, sector=Sector.PUBLIC, known=known),
            PastedLine(line=3, name=words.organisation, sector=Sector.PUBLIC, twice=True),
            PastedLine(line=4, name=words.organisation, sector=None),
            PastedLine(line=5, name="", sector=None),
        ] * times
        yield "pasted list", people.pasted_dry_run(pasted, paste, t)
    yield (
        "pasted list, all good",
        people.pasted_dry_run([PastedLine(line=1, name="PUP", sector=Sector.PUBLIC)], paste, t),
    )
    for message in people.pasted_done([(a.issued(words), LINK)] * 3, t):
        yield "pasted list done", message


def _own(words: Words, t: Texts) -> Iterator[Shown]:
    own, theirs = a.feed(), a.feed(FeedKind.PARTNERSHIP, 2)
    whose = (a.partnership(words),)
    for count in (0, 1, 2, 5, 22):
        yield "file of all", calendars.every_meeting(count, t)
    for feeds, loopback in product(([], [own], [own, theirs], [theirs] * 20), (False, True)):
        yield "feeds", calendars.feeds(feeds, t, loopback=loopback, renewable={feed.id for feed, _ in feeds})
        yield (
            "named feeds",
            calendars.feeds(
                feeds, t, loopback=loopback, renewable={feed.id for feed, _ in feeds}, partnerships=whose, offered=whose
            ),
        )
    yield "feed withdrawn", calendars.withdrawn(t)
    several = [a.member(words, number=n) for n in range(1, 120)]
    yield "settings", settings_view.settings(a.known(words), t, NOW)
    paused = a.known(words, *several, reminders=False, paused_until=NOW + timedelta(days=3), current_partnership_id=2)
    yield "settings of a pause", settings_view.settings(paused, t, NOW)
    yield "data", my_data.my_data(Dossier(person=a.person(words)), t)
    full = Dossier(
        person=a.person(words, agreed_at=NOW, blocked_at=NOW),
        speaks_for=tuple((words.partnership, a.seat(words, n, date(2027, 1, 1) if n % 2 else None)) for n in range(60)),
        coordinates=(words.partnership,) * 2,
        answers=tuple((words.title, words.organisation, answer.value, NOW) for answer in Answer) * 20,
        received=1439,
        feeds=2,
        inbox=1,
    )
    yield "all data", my_data.my_data(full, t)
    yield "data without past roles", my_data.my_data(replace(full, speaks_for=full.speaks_for[:2]), t)
    yield "exported", my_data.exported(b"{}", t)
    yield "erase?", my_data.erase_sure(t)
    yield "erased", my_data.erased(t)


def _moments(words: Words, t: Texts) -> Iterator[Shown]:
    """Lengths of time and the seasons, which no other view needs every form of."""
    doubled = replace(a.details(words).slot, wall_start=a.wall("2027-10-31 02:30"), wall_end=a.wall("2027-10-31 04:00"))
    for fold in (0, 1):
        yield "span in a doubled hour", moments.span(replace(doubled, fold=fold), t.language)
    yield "length", moments.lead(timedelta(days=1, hours=2, minutes=30), t.language)
    for coordinator in (False, True):
        for _, description in commands.menu(t.language, coordinator=coordinator, member=True):
            yield "command", description
