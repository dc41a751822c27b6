"""Facts for views: a partnership from the seeds, and the most awkward texts that people could have typed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.calendars import Feed, FeedKind
from bot.domain.dialogs import Dialog, DialogKind, Step
from bot.domain.meetings import Details, Kind, Meeting, Slot
from bot.domain.people import (
    Invitation,
    Issued,
    Known,
    Language,
    Member,
    Offer,
    Organisation,
    Partnership,
    Person,
    Role,
    Seat,
    Sector,
)
from bot.domain.periods import Period
from bot.domain.report_overviews import OwnReport
from bot.domain.reports import Given, Question, QuestionKind, Report, ReportRequest, RequestDetails, Value, ValueKind
from bot.domain.rsvps import Answer, Card, Rsvp, SeatAnswer, tally
from bot.views.message import KeptFile

NOW = datetime(2027, 5, 3, 7, tzinfo=UTC)  # a Monday, 9:00 in Warsaw
LINK = "https://t.me/narada_bot?start=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6"


@dataclass(frozen=True)
class Words:
    """What was typed: the names and texts that a view is given."""

    organisation: str = "Powiatowy Urząd Pracy w Wejherowie"
    person: str = "Przedstawicielka PUP w Wejherowie"
    partnership: str = "Partnerstwo na Rzecz Zatrudnienia"
    title: str = "Posiedzenie zespołu roboczego"
    place: str = "Starostwo Powiatowe, sala 12"
    text: str = "Omówienie programu szkoleń."
    configured: str = "Starosta Wejherowski"


def wall(text: str) -> datetime:
    """A wall-clock moment, which has no zone."""
    return datetime.fromisoformat(text)


def filled(scrap: str, length: int) -> str:
    """`scrap` over and over, `length` UTF-16 units at most."""
    repeated = scrap * (length // max(1, len(scrap.encode("utf-16-le")) // 2))
    return repeated or scrap


def long(scrap: str) -> Words:
    """Every text as long as the domain lets it be; what Telegram or the configuration gives, longer."""
    return Words(
        organisation=filled(scrap, 160),
        person=filled(scrap, 120),
        partnership=filled(scrap, 400),
        title=filled(scrap, 200),
        place=filled(scrap, 200),
        text=filled(scrap, 1500),
        configured=filled(scrap, 2000),
    )


AWKWARD = {
    "ordinary": Words(),
    "markup": long('<b>&"</a>'),
    "entities": long("&amp;lt;"),
    "long Polish": long("Żółć "),
    "right to left": long("שלום עולם "),
    "emoji": long("👩‍👩‍👧‍👦"),
    "braces": long("{$n} {x}% "),
}


def partnership(words: Words, *, number: int = 1) -> Partnership:
    return Partnership(
        id=number,
        name=words.partnership,
        time_zone="Europe/Warsaw",
        language=Language.POLISH,
        contact_email="biuro@partnerstwo.example",
        project_title=words.configured,
        project_number="POKL.07.02",
        funding_note=words.configured,
    )


def organisation(words: Words, number: int = 1, sector: Sector = Sector.PUBLIC) -> Organisation:
    return Organisation(id=number, partnership_id=1, name=words.organisation, sector=sector, joined_on=date(2026, 3, 1))


def person(words: Words, number: int = 1, **fields: Any) -> Person:
    given: dict[str, Any] = {
        "id": number,
        "telegram_id": 7_000_000_000 + number,
        "name": words.person,
        "language": Language.POLISH,
    }
    return Person(**(given | fields))


def member(words: Words, *, seats: int = 1, coordinator: bool = False, number: int = 1) -> Member:
    return Member(
        person=person(words),
        partnership=partnership(words, number=number),
        seats=tuple(seat(words, n) for n in range(1, seats + 1)),
        coordinator=coordinator,
    )


def seat(words: Words, number: int = 1, until: date | None = None) -> Seat:
    return Seat(
        membership_id=number,
        organisation=organisation(words, number),
        role=Role.DEPUTY if number % 2 else Role.REPRESENTATIVE,
        since=date(2026, 3, 1),
        until=until,
    )


def known(words: Words, *members: Member, **fields: Any) -> Known:
    return Known(person=person(words, **fields), members=members)


def details(words: Words, kind: Kind = Kind.TRAINING, **fields: Any) -> Details:
    slot = Slot(wall_start=wall("2027-05-11 10:00"), wall_end=wall("2027-05-11 12:00"), time_zone="Europe/Warsaw")
    given: dict[str, Any] = {
        "title": words.title,
        "slot": slot,
        "place": words.place,
        "description": words.text,
        "kind": kind,
    }
    return Details(**(given | fields))


def meeting(words: Words, **fields: Any) -> Meeting:
    given: dict[str, Any] = {
        "id": 12,
        "partnership_id": 1,
        "details": details(words),
        "answer_until": datetime(2027, 5, 10, 8, tzinfo=UTC),
        "announced_at": NOW,
        "announced_by": 1,
        "date_set_at": NOW,
        "changed_at": NOW,
        "uid": "12@narada.example",
    }
    return Meeting(**(given | fields))


def rsvp(words: Words, number: int = 1, answer: Answer = Answer.YES, **fields: Any) -> Rsvp:
    given: dict[str, Any] = {
        "meeting_id": 12,
        "organisation_id": number,
        "answer": answer,
        "answered_at": NOW,
        "answered_by": 1,
        "answered_by_name": words.person,
        "date_revision": 0,
    }
    return Rsvp(**(given | fields))


def seat_answer(words: Words, number: int, answer: Answer | None, **fields: Any) -> SeatAnswer:
    given = None if answer is None else rsvp(words, number, answer, **fields)
    return SeatAnswer(organisation=organisation(words, number), rsvp=given)


def seats(words: Words, count: int) -> tuple[SeatAnswer, ...]:
    """Organisations with every kind of answer in turn, all that can be said with an answer included."""
    note, name = words.text[:300], words.person
    kinds = (
        lambda n: seat_answer(words, n, Answer.YES, people=3, note=note, substitute=name),
        lambda n: seat_answer(words, n, Answer.NO, note=note, on_behalf=True),
        lambda n: seat_answer(words, n, Answer.MAYBE, substitute=name),
        lambda n: seat_answer(words, n, None),
        lambda n: seat_answer(words, n, Answer.YES, date_revision=-1),
        lambda n: SeatAnswer(organisation=organisation(words, n), rsvp=None, in_telegram=False),
    )
    return tuple(kinds[n % len(kinds)](n + 1) for n in range(count))


def card(words: Words, own: tuple[SeatAnswer, ...] = (), **fields: Any) -> Card:
    of = fields.pop("meeting", None) or meeting(words)
    given: dict[str, Any] = {
        "meeting": of,
        "partnership": partnership(words),
        "tally": tally(of, seats(words, 9)),
        "own": own,
    }
    return Card(**(given | fields))


def dialog(kind: DialogKind = DialogKind.NEW_MEETING, step: Step = Step.TITLE, **fields: Any) -> Dialog:
    given: dict[str, Any] = {
        "chat_id": 7,
        "serial": 123_456,
        "person_id": 1,
        "kind": kind,
        "step": step,
        "updated_at": NOW,
    }
    return Dialog(**(given | fields))


def invitation(role: Role = Role.REPRESENTATIVE, **fields: Any) -> Invitation:
    given: dict[str, Any] = {
        "id": 5,
        "partnership_id": 1,
        "organisation_id": None if role is Role.COORDINATOR else 1,
        "role": role,
        "expires_at": datetime(2027, 5, 17, 7, tzinfo=UTC),
        "uses_left": 1,
        "created_at": NOW,
    }
    return Invitation(**(given | fields))


def offer(words: Words, role: Role = Role.REPRESENTATIVE) -> Offer:
    whose = None if role is Role.COORDINATOR else organisation(words)
    return Offer(invitation=invitation(role), partnership=partnership(words), organisation=whose)


def issued(words: Words, role: Role = Role.REPRESENTATIVE, **fields: Any) -> Issued:
    whose = None if role is Role.COORDINATOR else organisation(words)
    return Issued(
        invitation=invitation(role, **fields), partnership=partnership(words), organisation=whose, token="Zm9vYmFy"
    )


def feed(kind: FeedKind = FeedKind.PERSON, number: int = 1) -> tuple[Feed, str]:
    personal = kind is FeedKind.PERSON
    made = Feed(
        id=number,
        kind=kind,
        secret="s" * 32,
        created_at=NOW,
        person_id=1 if personal else None,
        partnership_id=None if personal else 1,
    )
    return made, f"https://narada.example/calendar/{'s' * 32}.ics"


def questions(words: Words) -> tuple[Question, ...]:
    """One of every kind, as long as they may be."""
    text = words.text[:300]
    return (
        Question(text=text),
        Question(text=text, kind=QuestionKind.NUMBER, unit=words.title[:40]),
        Question(text=text, kind=QuestionKind.NUMBER),
        Question(text=text, kind=QuestionKind.YES_NO),
        Question(text=text, kind=QuestionKind.CHOICE, choices=tuple(f"{n} {words.title[:55]}" for n in range(10))),
        Question(text=text, kind=QuestionKind.DATE),
        Question(text=text, kind=QuestionKind.FILE),
    )


def request(words: Words, **fields: Any) -> ReportRequest:
    asked = fields.pop("questions", None) or questions(words)
    period = fields.pop("period", None) or Period(first=date(2027, 4, 1), last=date(2027, 4, 30))
    deadline = datetime(2027, 5, 21, 10, tzinfo=UTC)
    given: dict[str, Any] = {
        "id": 12,
        "partnership_id": 1,
        "details": RequestDetails(title=words.title, questions=asked, period=period, deadline=deadline),
        "time_zone": "Europe/Warsaw",
        "sent_at": NOW,
        "sent_by": 1,
    }
    return ReportRequest(**(given | fields))


def values(words: Words) -> tuple[Value, ...]:
    """An answer to each of `questions`."""
    return (
        Value(kind=ValueKind.TEXT, text=words.text),
        Value(kind=ValueKind.NUMBER, text="1200.50"),
        Value(kind=ValueKind.NOT_APPLICABLE),
        Value(kind=ValueKind.YES_NO, text="yes"),
        Value(kind=ValueKind.CHOICE, text=words.title[:55]),
        Value(kind=ValueKind.DATE, text="2027-04-12"),
        Value(kind=ValueKind.FILE, text=f"{words.title[:100]}.pdf", file_id="f", size=5),
    )


def report(
    words: Words, answers: int = 7, *, name: str | None = None, on_behalf: bool = False, **fields: Any
) -> Report:
    """A report with so many answers."""
    by = words.person if name is None else name
    given = {
        n: Given(question=n, value=value, by=1, by_name=by, at=NOW, on_behalf=on_behalf)
        for n, value in enumerate(values(words)[:answers])
    }
    sent: dict[str, Any] = {"sent_by_name": by, "sent_on_behalf": on_behalf} if fields.get("sent_at") else {}
    return Report(request_id=12, organisation_id=1, given=given, revision=answers, **(sent | fields))


def pdf() -> KeptFile:
    return KeptFile("f")


def own_reports(words: Words, count: int) -> tuple[OwnReport, ...]:
    """Reports in every state in turn: none, begun, sent, sent late, sent by the office, outside Telegram."""
    late = datetime(2027, 5, 22, 10, tzinfo=UTC)
    states = (
        report(words, 0),
        report(words, 3),
        report(words, sent_at=NOW),
        report(words, sent_at=late, name=""),
        report(words, on_behalf=True, sent_at=NOW),
        report(words, 0),
    )
    return tuple(
        OwnReport(organisation=organisation(words, n + 1), report=states[n % 6], in_telegram=n % 6 != 5)
        for n in range(count)
    )
