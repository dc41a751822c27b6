"""Reminders: derived from what they remind of as it is, moved into office hours, or skipped with a named reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.meetings import Meeting
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Person
from bot.domain.rsvps import Answer, SeatAnswer, standing

SHORTEST_TO_ANSWER = timedelta(hours=1)
UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


class RuleKind(StrEnum):
    ANSWER = "answer"  # to the silent, before the answer deadline
    MEETING = "meeting"  # to those who answered yes or maybe, before the start
    REPORT = "report"  # to those whose organisation's report is missing, before its deadline


class Skip(StrEnum):
    """Why a reminder does not go out."""

    # of a rule, whoever it is for
    BEFORE_ANNOUNCEMENT = "before_announcement"  # its own moment lies before the meeting was announced
    BEFORE_DATE_CHANGE = "before_date_change"  # … or before the meeting got the date it has
    AFTER_DEADLINE = "after_deadline"  # the office opens only when answers are closed
    AFTER_START = "after_start"  # the office opens only when the meeting has begun
    SAME_MOMENT = "same_moment"  # a rule nearer to the event falls on the same moment
    CANCELLED = "cancelled"  # the meeting was cancelled
    WITHDRAWN = "withdrawn"  # the request for reports was taken back
    # of a moment
    POINTLESS = "pointless"  # too late to be of use
    MOVED = "moved"  # the date or the deadline it was counted from is no longer the meeting's
    MEETING_BEGUN = "meeting_begun"
    ANSWERS_CLOSED = "answers_closed"
    # of a person
    NO_LONGER_SPEAKS = "no_longer_speaks"  # for no organisation that is invited
    LEFT = "left"  # the organisation is no longer a partner
    BLOCKED = "blocked"  # the person blocked the bot
    PAUSED = "paused"  # … wants quiet until a day
    SWITCHED_OFF = "switched_off"  # … wants no reminders at all
    ANSWERED = "answered"  # every organisation the person speaks for has answered
    REPORT_SENT = "report_sent"  # … has sent its report
    NOT_COMING = "not_coming"  # none of them said yes or maybe
    ONE_AT_A_TIME = "one_at_a_time"  # another reminder about this meeting goes to the person at this moment


class Unsent(StrEnum):
    """Why a letter does not go out, beyond what a rule says: things have changed since it was queued."""

    OVERTAKEN = "overtaken_by_a_later_change"
    LATER_REPORT = "overtaken_by_a_later_report"
    RULE_GONE = "rule_no_longer_configured"
    CARD_SHOWN = "card_shown_already"
    CARD_TELLS = "announcement_tells"  # the card is still on its way, and will show the new facts by itself
    NEVER_ANNOUNCED = "never_announced_here"
    NEVER_ARRIVED = "never_arrived_here"
    SHOWN_ALREADY = "shows_it_already"
    STILL_THE_CARD = "still_the_card"
    PERSON_UNKNOWN = "person_unknown"
    NO_LONGER_COORDINATES = "no_longer_coordinates"
    OWN_DOING = "own_doing"  # the reply has told it already
    STOPPED = "stopped"
    DROPPED = "dropped_after_restore"
    DROPPED_LATE = "dropped_after_downtime"
    DECIDED = "decided_already"  # nothing is held any more
    UNREADABLE = "unreadable"  # its row is not ours, or of a version that nobody knows any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    kind: RuleKind
    lead: timedelta

    @property
    def key(self) -> str:
        """The rule in a word, in the largest unit that fits: "answer/3d", "meeting/2h", "meeting/90m"."""
        seconds = int(self.lead.total_seconds())
        unit, size = next((unit, size) for unit, size in UNITS.items() if seconds % size == 0)
        return f"{self.kind}/{seconds // size}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long before a deadline and before the start people are reminded, and how late is too late."""

    answer: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=1))
    meeting: tuple[timedelta, ...] = (timedelta(days=1), timedelta(hours=2))
    report: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=2), timedelta(hours=4))
    pointless_after: timedelta = timedelta(hours=6)

    @property
    def each(self) -> tuple[Rule, ...]:
        """Every rule once, also when a lead was written twice ("1d" and "24h")."""
        leads = {RuleKind.ANSWER: self.answer, RuleKind.MEETING: self.meeting, RuleKind.REPORT: self.report}
        return tuple(dict.fromkeys(Rule(kind=kind, lead=lead) for kind, of_kind in leads.items() for lead in of_kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What people are reminded of, as the rules see it: a moment for each kind of rule that applies.

    `since` is the announcement, or the last change of date when `moved`; `called_off` is the reason why nothing is due.
    """

    since: datetime
    events: Mapping[RuleKind, datetime]
    moved: bool = False
    called_off: Skip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a rule means for a meeting: a moment, or the reason why not (`due_at`, `pointless_at` are None then).

    `counts_from` is the answer deadline or the start; `nominal` is the rule's own moment, before office hours;
    from `pointless_at` on the reminder is no longer sent: it is that late, or what it counts from has come.
    """

    rule: Rule
    counts_from: datetime
    nominal: datetime
    due_at: datetime | None = None
    pointless_at: datetime | None = None
    skip: Skip | None = None

    def skipped(self, reason: Skip) -> "Planned":
        return replace(self, due_at=None, pointless_at=None, skip=reason)

    def current(self, now: datetime) -> bool:
        """Whether it has become due and is not yet pointless."""
        return self.due_at is not None and self.pointless_at is not None and self.due_at <= now < self.pointless_at

    def pointless(self, now: datetime) -> bool:
        return self.pointless_at is not None and now >= self.pointless_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when answers are taken; `is_start` when nothing but the start of the meeting is left."""

    at: datetime
    is_start: bool


def answer_deadline(starts_at: datetime, *, since: datetime, lead: timedelta, hours: OfficeHours) -> Deadline:
    """The deadline that follows from the start, rolled back to an open moment.

    Less than an hour after `since` (the announcement or the change of date) nobody could keep it: it is the start then.
    Without a lead it is the start too, also on a Saturday: nothing was derived that could be rolled back.
    """
    at = hours.roll_back(hours.earlier(starts_at, lead)) if lead else starts_at
    if at < since + SHORTEST_TO_ANSWER or at >= starts_at:
        return Deadline(at=starts_at, is_start=True)
    return Deadline(at=at, is_start=False)


def plan(meeting: Meeting, rules: Rules, hours: OfficeHours) -> tuple[Planned, ...]:
    """Every rule with its moment or the reason why it has none, in the order of the rules.

    A rule whose own moment lies before the announcement or the last change of date is skipped, also when office hours
    would have let it wait. One that falls into closed hours goes out at the last open moment before; only if the
    meeting was not yet announced then, at the next opening, provided what it counts from is still to come. When office
    hours bring two rules of a kind to the same moment, the one nearest to the event stays.
    """
    of = Subject(
        since=meeting.date_set_at,
        events={kind: counts_from(kind, meeting) for kind in (RuleKind.ANSWER, RuleKind.MEETING)},
        moved=meeting.date_revision > 0,
        called_off=Skip.CANCELLED if meeting.cancelled else None,
    )
    return plan_of(of, rules, hours)


def plan_of(subject: Subject, rules: Rules, hours: OfficeHours) -> tuple[Planned, ...]:
    """The same for anything that has moments to be reminded of; rules of other kinds do not apply to it."""
    applying = (rule for rule in rules.each if rule.kind in subject.events)
    planned = [_planned(subject, rule, rules.pointless_after, hours) for rule in applying]
    return tuple(_unless_a_nearer_one(this, planned) for this in planned)


def counts_from(kind: RuleKind, meeting: Meeting) -> datetime:
    return meeting.answer_until if kind is RuleKind.ANSWER else meeting.starts_at


def _planned(subject: Subject, rule: Rule, pointless_after: timedelta, hours: OfficeHours) -> Planned:
    event, since = subject.events[rule.kind], subject.since
    bare = Planned(rule=rule, counts_from=event, nominal=hours.earlier(event, rule.lead))
    if subject.called_off is not None:
        return bare.skipped(subject.called_off)
    if bare.nominal < since:
        return bare.skipped(Skip.BEFORE_DATE_CHANGE if subject.moved else Skip.BEFORE_ANNOUNCEMENT)
    due_at = hours.last_open_before(bare.nominal)
    if due_at < since:
        due_at = hours.next_open_after(bare.nominal)
    if due_at >= event:
        return bare.skipped(Skip.AFTER_START if rule.kind is RuleKind.MEETING else Skip.AFTER_DEADLINE)
    return replace(bare, due_at=due_at, pointless_at=min(due_at + pointless_after, event))


def _unless_a_nearer_one(this: Planned, planned: Iterable[Planned]) -> Planned:
    nearer = any(
        this.due_at is not None
        and other.due_at == this.due_at
        and other.rule.kind is this.rule.kind
        and other.rule.lead < this.rule.lead
        for other in planned
    )
    return this.skipped(Skip.SAME_MOMENT) if nearer else this


def next_due(planned: Iterable[Planned], *, hours: OfficeHours, after: datetime | None = None) -> datetime | None:
    """The first moment after `after` at which `due` has something new to say; without `after`, the first of all.

    What became due while the bot was down, and found the office closed when it came back, is due again at the opening.
    """
    moments = (_next_moment(each, after, hours) for each in planned)
    return min((moment for moment in moments if moment is not None), default=None)


def _next_moment(planned: Planned, after: datetime | None, hours: OfficeHours) -> datetime | None:
    if planned.due_at is None or after is None or planned.due_at > after:
        return planned.due_at
    opening = hours.next_open_after(after)
    return opening if opening > after and planned.current(opening) else None


def due(planned: Iterable[Planned], *, now: datetime, hours: OfficeHours) -> tuple[Planned, ...]:
    """What is to go out now: of each kind at most the rule nearest to the event; nothing while the office is closed.

    The plan keeps office hours by itself; a bot that was down at 20:00 and comes back at 23:00 would not.
    """
    if hours.next_open_after(now) > now:
        return ()
    current = [each for each in planned if each.current(now)]
    kinds = ([each for each in current if each.rule.kind is kind] for kind in RuleKind)
    return tuple(min(of_kind, key=lambda each: each.rule.lead) for of_kind in kinds if of_kind)


def held_back(
    planned: Planned, meeting: Meeting, person: Person, seats: Sequence[SeatAnswer], *, now: datetime
) -> Skip | None:
    """Why this person does not get this reminder now, or None. To be asked again at the last moment before sending.

    `seats` are the invited organisations the person speaks for today, with their answers as they are now.
    """
    at_all = _meeting_stops(planned, meeting, now) or person_stops(person, now)
    return at_all or _seats_stop(planned, meeting, seats, now)


def _meeting_stops(planned: Planned, meeting: Meeting, now: datetime) -> Skip | None:
    kind = planned.rule.kind
    reasons = {
        Skip.CANCELLED: meeting.cancelled,
        Skip.MEETING_BEGUN: now >= meeting.starts_at,
        Skip.MOVED: planned.counts_from != counts_from(kind, meeting),
        Skip.ANSWERS_CLOSED: kind is RuleKind.ANSWER and meeting.closed(now),
        Skip.POINTLESS: planned.pointless(now),
    }
    return planned.skip or first_that_holds(reasons)


def person_stops(person: Person, now: datetime) -> Skip | None:
    """Why this person is reminded of nothing at all now, or None."""
    reasons = {
        Skip.BLOCKED: not person.reachable,
        Skip.PAUSED: person.paused(now),
        Skip.SWITCHED_OFF: not person.reminders,
    }
    return first_that_holds(reasons)


def _seats_stop(planned: Planned, meeting: Meeting, seats: Sequence[SeatAnswer], now: datetime) -> Skip | None:
    today = now.astimezone(meeting.zone).date()
    partners = [seat for seat in seats if seat.organisation.belongs_on(today)]
    answers = {standing(meeting, seat) for seat in partners}
    chasing = planned.rule.kind is RuleKind.ANSWER
    reasons = {
        Skip.NO_LONGER_SPEAKS: not seats,
        Skip.LEFT: not partners,
        Skip.ANSWERED: chasing and None not in answers,
        Skip.NOT_COMING: not chasing and not answers & {Answer.YES, Answer.MAYBE},
    }
    return first_that_holds(reasons)


def first_that_holds(reasons: Mapping[Skip, bool]) -> Skip | None:
    """The first reason that is true, in their order."""
    return next((reason for reason, holds in reasons.items() if holds), None)


def one_each(reminders: Iterable[tuple[int, Planned]]) -> tuple[tuple[int, Planned], ...]:
    """Reminders of one meeting by person id, in the order they came: one a person stays, the rest carry the reason.

    Somebody who speaks for two organisations may be silent for one and coming for the other: chasing goes first, since
    its deadline comes first and its card shows the meeting anyway. Of one kind the rule nearest to the event stays.
    """
    pairs = tuple(reminders)
    order = list(RuleKind)
    chosen: dict[int, Planned] = {}
    for person, planned in sorted(pairs, key=lambda pair: (order.index(pair[1].rule.kind), pair[1].rule.lead)):
        if planned.skip is None:
            chosen.setdefault(person, planned)
    return tuple(
        (person, planned if planned.skip or chosen[person] == planned else planned.skipped(Skip.ONE_AT_A_TIME))
        for person, planned in pairs
    )


def once(meeting: Meeting, planned: Planned, person_id: int) -> str:
    """The key under which a reminder is stored once and never again: "reminder/12/meeting/2h/20270412T080000Z/7".

    The instant is what the rule counts from, so a moved meeting reminds again. A moved meeting may keep a deadline that
    was named, and everybody is asked again all the same: after the first date, its revision follows the instant
    ("20270412T080000Z.1").
    """
    return key_of("reminder", meeting.id, planned.rule, planned.counts_from, person_id, revision=meeting.date_revision)


def key_of(what: str, number: int, rule: Rule, event: datetime, person_id: int, *, revision: int = 0) -> str:
    instant = event.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{what}/{number}/{rule.key}/{instant}{f'.{revision}' if revision else ''}/{person_id}"
