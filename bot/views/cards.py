"""A meeting's card: what one viewer sees of it, always at most 4096 units whatever people typed."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.meetings import Details, Kind, Meeting
from bot.domain.people import Organisation, Partnership
from bot.domain.rsvps import Answer, Card, SeatAnswer, Tally, standing
from bot.views import lengths, moments
from bot.views.buttons import button, roll_of, rows
from bot.views.callback_data import Verb
from bot.views.marks import blocks, bold, italic, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

OWN_LIMIT = 1500  # of the lines about the viewer's own organisations
FUNDER_LIMIT = 300  # of each of the three lines that come from the configuration
READY_NUMBERS = (1, 2, 3)
MARKS = {Answer.YES: "✅", Answer.NO: "✖️", Answer.MAYBE: "❔", None: "🔸"}


def card(card: Card, t: Texts, now: datetime) -> Message:
    """The card of a meeting with the buttons its viewer may press."""
    return Message(body(card, t, now), buttons_of(card, t, now))


def retired(card: Card, t: Texts) -> Message:
    """What is left of an older card."""
    return Message(lines(bold(card.meeting.title), t.html("card-retired")))


def body(card: Card, t: Texts, now: datetime, *, limit: int = lengths.TEXT) -> str:
    """The card's text in at most `limit` units; the description is cut so that the rest stays whole."""
    meeting = card.meeting
    head = facts(meeting.details, card.partnership, t, names_partnership=card.names_partnership)
    tail = blocks(_state(card, t, now), _counts(card, t), _own(card, t, now))
    funder = funder_lines(meeting.details.kind, card.partnership, t)
    room = limit - lengths.shown(blocks(head, tail, funder)) - 2
    return blocks(head, description(meeting.details, room), tail, funder)


def facts(details: Details, partnership: Partnership, t: Texts, *, names_partnership: bool = False) -> str:
    """Title, kind, partnership, when and where."""
    named = lengths.cut(partnership.name, lengths.TOAST) if names_partnership else ""
    kind = "" if details.kind in {Kind.WORKING, Kind.OTHER} else t.plain(f"kind-{details.kind}")
    under = " · ".join(part for part in (kind, named) if part)
    when = moments.span(details.slot, t.language)
    return blocks(
        lines(bold(details.title), italic(under) if under else ""),
        lines(f"🗓 {plain(when)}", f"📍 {plain(details.place)}" if details.place else ""),
    )


def description(details: Details, room: int) -> str:
    return plain(lengths.cut(details.description, max(room, 0)))


def deadline(answer_until: datetime, meeting_zone_of: Details, t: Texts) -> str:
    """ "Odpowiedzi do: …", always in the zone of the meeting."""
    return _deadline(answer_until, meeting_zone_of.slot.zone, t)


@lru_cache(maxsize=256)
def _deadline(answer_until: datetime, zone: ZoneInfo, t: Texts) -> str:
    """Kept: it is the same in all the cards of a meeting."""
    return t.html("card-answer-until", moment=moments.moment(answer_until, zone, t.language))


def funder_lines(kind: Kind, partnership: Partnership, t: Texts) -> str:
    """Project, number and funding note on the cards of seminars, trainings and conferences."""
    if not kind.names_funder:
        return ""
    title, number, note = (
        lengths.cut(text, FUNDER_LIMIT)
        for text in (partnership.project_title, partnership.project_number, partnership.funding_note)
    )
    return lines(
        t.html("card-project", title=title) if title else "",
        t.html("card-project-number", number=number) if number else "",
        plain(note),
    )


def answer_row(
    meeting: Meeting, t: Texts, *, chosen: Answer | None = None, organisation: Organisation | None = None
) -> tuple[Button, ...]:
    """The three answers; the one that stands is marked. With an organisation nobody is asked in whose name."""
    whose = () if organisation is None else (organisation.id,)
    return tuple(
        button(_marked(answer, t, chosen=answer is chosen), Verb.RSVP, meeting.id, answer, *whose)
        for answer in (Answer.YES, Answer.NO, Answer.MAYBE)
    )


def _marked(answer: Answer, t: Texts, *, chosen: bool) -> str:
    """The word of an answer, with the mark that it has on the card when it is the one that stands."""
    word = t.plain(f"button-{answer}")
    return f"{MARKS[answer]} {word}" if chosen else word


def tally_lines(tally: Tally, t: Texts, *, people: bool) -> str:
    """The counts of organisations in the words other programs rely on, and for coordinators of people."""
    counted = (Answer.YES, Answer.NO, Answer.MAYBE)
    return lines(
        " · ".join(t.html(f"count-{answer}", n=getattr(tally, answer.value)) for answer in counted),
        t.html("count-silent", n=tally.silent),
        t.html("count-outside", n=tally.outside) if tally.outside else "",
        t.html("count-people", n=tally.people) if people else "",
    )


def seat_line(seat: SeatAnswer, meeting: Meeting, t: Texts) -> str:
    """One of the viewer's own organisations with its answer and all that belongs to it."""
    stands = standing(meeting, seat)
    name = plain(seat.organisation.name)
    rsvp = seat.rsvp
    if rsvp is None:
        return f"{MARKS[None]} {t.html('own-silent', organisation=seat.organisation.name)}"
    if stands is None:
        return f"{MARKS[None]} {name}: {t.html('own-previous-date', answer=t.plain(f'answer-{rsvp.answer}'))}"
    people = f" ({t.html('people', n=rsvp.people)})" if stands is Answer.YES and rsvp.people > 1 else ""
    return lines(
        f"{MARKS[stands]} {name}: <b>{t.html(f'answer-{stands}')}</b>{people}",
        t.html("own-on-behalf" if rsvp.on_behalf else "own-by", name=rsvp.answered_by_name),
        t.html("own-substitute", name=rsvp.substitute) if rsvp.substitute else "",
        t.html("own-note", note=rsvp.note) if rsvp.note else "",
    )


def _state(card: Card, t: Texts, now: datetime) -> str:
    """Until when answers are taken, or why they no longer are."""
    meeting = card.meeting
    if meeting.cancelled:
        reason = t.html("card-reason", reason=meeting.cancel_reason) if meeting.cancel_reason else ""
        return lines(f"🚫 {bold(t.plain('card-cancelled'))}", reason)
    if meeting.over(now):
        return t.html("card-over")
    if meeting.closed(now):
        return lines(t.html("card-closed"), _whom_to_tell(card.partnership, t))
    return f"⏳ {deadline(meeting.answer_until, meeting.details, t)}"


def _whom_to_tell(partnership: Partnership, t: Texts) -> str:
    email = partnership.contact_email
    return t.html("card-closed-email", email=email) if email else t.html("card-closed-contact")


def _counts(card: Card, t: Texts) -> str:
    if card.meeting.cancelled:
        return ""
    answered = t.html("card-answered", answered=card.tally.answered, invited=card.tally.invited)
    return lines(answered, tally_lines(card.tally, t, people=card.coordinator))


def _own(card: Card, t: Texts, now: datetime) -> str:
    if not card.own or card.meeting.cancelled:
        return ""
    seats = [seat_line(seat, card.meeting, t) for seat in card.own]
    how_many = t.html("own-how-many") if _asks_people(card, now) else ""
    return lines(*lengths.fitted(seats, OWN_LIMIT, lambda n: t.html("and-more", n=n)), how_many)


def buttons_of(card: Card, t: Texts, now: datetime) -> Rows:
    """What this viewer may press now: partners until answers close, coordinators until the meeting is over."""
    meeting = card.meeting
    if meeting.cancelled or meeting.over(now):
        return rows([roll_of(t, meeting.id)] if card.coordinator else [])
    answering = bool(card.own) and not meeting.closed(now)
    return rows(
        *(_answering(card, t) if answering else ()),
        [button(t.plain("button-file"), Verb.FILE, meeting.id)],
        *(_coordinating(meeting, t) if card.coordinator else ()),
    )


def _answering(card: Card, t: Texts) -> Sequence[tuple[Button, ...]]:
    meeting = card.meeting
    alone = card.own[0] if len(card.own) == 1 else None
    chosen = standing(meeting, alone) if alone else None
    more = (
        button(t.plain("button-substitute"), Verb.SUBSTITUTE, meeting.id),
        button(t.plain("button-note"), Verb.NOTE, meeting.id),
    )
    return (answer_row(meeting, t, chosen=chosen), _people_row(meeting, alone, t), more)


def _asks_people(card: Card, now: datetime) -> bool:
    """Whether it is sure who is meant and that they come, so that only the number is open."""
    return len(card.own) == 1 and standing(card.meeting, card.own[0]) is Answer.YES and not card.meeting.closed(now)


def _people_row(meeting: Meeting, seat: SeatAnswer | None, t: Texts) -> tuple[Button, ...]:
    """How many come."""
    if seat is None or seat.rsvp is None or standing(meeting, seat) is not Answer.YES:
        return ()
    where, people = (meeting.id, seat.organisation.id), seat.rsvp.people
    ready = [button(str(n), Verb.PEOPLE, *where, n, chosen=n == people) for n in READY_NUMBERS]
    many = people not in READY_NUMBERS
    label = t.plain("button-people-many", people=people) if many else t.plain("button-people-more")
    return (*ready, button(label, Verb.PEOPLE, *where, "more", chosen=many))


def _coordinating(meeting: Meeting, t: Texts) -> Sequence[tuple[Button, ...]]:
    return (
        (roll_of(t, meeting.id), button(t.plain("button-behalf"), Verb.BEHALF, meeting.id)),
        (
            button(t.plain("button-change"), Verb.CHANGE, meeting.id),
            button(t.plain("button-call-off"), Verb.CALL_OFF, meeting.id),
        ),
    )
