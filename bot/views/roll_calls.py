"""The coordinator's view of a meeting: who answered what, who is silent, and answering for one who telephoned."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.meetings import Meeting
from bot.domain.people import Organisation
from bot.domain.rsvps import Answer, RollCall, SeatAnswer, standing
from bot.views import lengths, moments
from bot.views.buttons import button, card_of, in_rows, named, roll_of, rows
from bot.views.callback_data import Verb
from bot.views.cards import MARKS, tally_lines
from bot.views.marks import blocks, bold, lines, plain
from bot.views.message import Button, Message, Rows
from bot.views.texts import Texts

SHORT_NAME = 60

Line = Callable[[SeatAnswer, Meeting, Texts], str]


def roll_call(roll: RollCall, t: Texts, now: datetime) -> Message:
    """Every invited organisation under its answer. Details give way to names, and names to a count, as room ends."""
    head = blocks(
        lines(
            bold(roll.meeting.title),
            plain(planned(roll.meeting, t, now)),
            plain(moments.span(roll.meeting.details.slot, t.language)),
        ),
        lines(t.html("card-cancelled") if roll.meeting.cancelled else "", tally_lines(roll.tally, t, people=True)),
    )
    room = lengths.TEXT - lengths.shown(head) - 2
    for line in (_in_full, _without_note, _name):
        whole = _groups(roll, t, line)
        if lengths.shown(blocks(*whole)) <= room:
            return Message(blocks(head, *whole), _buttons(roll, t, now))
    return Message(blocks(head, *_groups(roll, t, _name, room=room)), _buttons(roll, t, now))


def planned(meeting: Meeting, t: Texts, now: datetime) -> str:
    """That partners hear of it only when the office opens; nothing once they have."""
    if meeting.announced_at <= now or meeting.cancelled:
        return ""
    return moments.opening(meeting.announced_at, meeting.zone, t.language, "listing-planned")


def behalf_choice(roll: RollCall, t: Texts) -> Message:
    """For whom an answer is noted: those without one first, because they are the ones who telephone."""
    waiting = sorted(roll.seats, key=lambda seat: (standing(roll.meeting, seat) is not None, seat.organisation.name))
    choice = [_choice(roll.meeting, seat) for seat in waiting[: lengths.MOST_BUTTONS]]
    text = lines(bold(roll.meeting.title), t.html("behalf-choice"))
    return Message(text, (*in_rows(choice, 1 if len(choice) <= 12 else 2), (roll_of(t, roll.meeting.id),)))


def behalf_answer(meeting: Meeting, organisation: Organisation, t: Texts) -> Message:
    """The three answers, to be noted for one organisation."""
    answers = [
        button(t.plain(f"behalf-{answer}"), Verb.BEHALF, meeting.id, organisation.id, answer)
        for answer in (Answer.YES, Answer.NO, Answer.MAYBE)
    ]
    text = lines(bold(meeting.title), t.html("behalf-answer", organisation=organisation.name))
    return Message(text, (tuple(answers), (button(t.plain("button-back"), Verb.BEHALF, meeting.id),)))


def _choice(meeting: Meeting, seat: SeatAnswer) -> Button:
    answer = standing(meeting, seat)
    mark = f"{MARKS[answer]} " if answer else ""
    return named(f"{mark}{seat.organisation.name}", Verb.BEHALF, meeting.id, seat.organisation.id)


def _groups(roll: RollCall, t: Texts, line: Line, *, room: int | None = None) -> list[str]:
    """One block an answer; with `room`, each gets its share and says how many are left out."""
    silent = roll.with_answer(None)
    groups = [(f"count-{answer}", roll.with_answer(answer)) for answer in (Answer.YES, Answer.MAYBE, Answer.NO)]
    groups.append(("count-silent", tuple(seat for seat in silent if seat.in_telegram)))
    groups.append(("count-outside", tuple(seat for seat in silent if not seat.in_telegram)))
    full = [(key, [line(seat, roll.meeting, t) for seat in seats]) for key, seats in groups if seats]
    unreachable = [f"• {plain(lengths.cut(name, SHORT_NAME))}" for name in roll.unreachable]
    full += [("count-unreachable", unreachable)] if unreachable else []
    in_doubt = [f"• {plain(lengths.cut(name, SHORT_NAME))}" for name in roll.in_doubt]
    full += [("count-in-doubt", in_doubt)] if in_doubt else []
    return _shared(full, t, room)


def _shared(groups: list[tuple[str, list[str]]], t: Texts, room: int | None) -> list[str]:
    shown = []
    for left, (key, members) in zip(range(len(groups), 0, -1), groups, strict=True):
        title = f"<b>{t.html(key, n=len(members))}</b>"
        if room is not None:
            share = room // left - lengths.shown(title) - 3
            members = lengths.fitted(members, share, lambda n: t.html("and-more", n=n))
        shown.append(lines(title, *members))
        room = None if room is None else room - lengths.shown(shown[-1]) - 2
    return shown


def _name(seat: SeatAnswer, meeting: Meeting, t: Texts) -> str:
    return f"• {plain(lengths.cut(seat.organisation.name, SHORT_NAME))}"


def _without_note(seat: SeatAnswer, meeting: Meeting, t: Texts) -> str:
    return _with_parts(seat, meeting, t, _parts(seat, meeting, t)[:-1])


def _in_full(seat: SeatAnswer, meeting: Meeting, t: Texts) -> str:
    return _with_parts(seat, meeting, t, _parts(seat, meeting, t))


def _with_parts(seat: SeatAnswer, meeting: Meeting, t: Texts, parts: Sequence[str]) -> str:
    said = "; ".join(part for part in parts if part)
    return f"• {plain(seat.organisation.name)}{' – ' + said if said else ''}"


def _parts(seat: SeatAnswer, meeting: Meeting, t: Texts) -> list[str]:
    """People, who answered, substitute, note: whatever there is of it."""
    rsvp = seat.rsvp
    if rsvp is None:
        return [""]
    if not rsvp.stands(meeting):
        return [t.html("roll-previous-date", answer=t.plain(f"answer-{rsvp.answer}")), ""]
    return [
        t.html("people", n=rsvp.people) if rsvp.answer is Answer.YES else "",
        t.html("roll-on-behalf" if rsvp.on_behalf else "roll-by", name=rsvp.answered_by_name),
        t.html("roll-substitute", name=rsvp.substitute) if rsvp.substitute else "",
        t.html("roll-note", note=rsvp.note) if rsvp.note else "",
    ]


def _buttons(roll: RollCall, t: Texts, now: datetime) -> Rows:
    meeting = roll.meeting
    open_ = not meeting.cancelled and not meeting.over(now)
    return rows(
        [button(t.plain("button-behalf"), Verb.BEHALF, meeting.id)] if open_ else [],
        [button(t.plain("button-refresh"), Verb.ROLL, meeting.id), card_of(t, meeting.id)],
    )
