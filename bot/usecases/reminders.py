"""Reminding: a sweep queues what is due, under keys that make a second sweep a non-event."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.letters import Letter, held_if_due_before_a_restore
from bot.domain.meetings import Meeting
from bot.domain.notices import AnswerReminder, MeetingReminder, Notice
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.domain.reminders import Planned, RuleKind, due, held_back, once, one_each, plan
from bot.usecases import report_requests
from bot.usecases.cards import people_asked
from storage.database import Database, Store

MEETINGS_A_SWEEP = 200
RENEWED_AT_ONCE = 50
SIDE_BY_SIDE = 8

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: what was looked at, reminders queued, and why others were not, by name of the reason."""

    meetings: int
    requests: int
    queued: int
    skipped: dict[str, int]


async def sweep(db: Database, policy: Policy, *, now: datetime) -> Swept:
    """Queue every reminder that is due. Each meeting and request is a transaction of its own.

    One that fails holds up no other; an ExceptionGroup tells of all that failed.
    """
    async with db.snapshot() as store:
        meeting_ids = await store.meetings.due(now=now, limit=MEETINGS_A_SWEEP)
        request_ids = await store.reports.due(now=now, limit=report_requests.REQUESTS_A_SWEEP)
    work = [_remind(db, meeting_id, policy, now=now) for meeting_id in meeting_ids]
    work += [report_requests.remind(db, request_id, policy, now=now) for request_id in request_ids]
    done = await _together(work)
    skipped = Counter(reason for _, reasons in done for reason in reasons)
    return Swept(len(meeting_ids), len(request_ids), sum(new for new, _ in done), dict(skipped))


async def _together(work: Sequence[Coroutine[Any, Any, Result]]) -> list[Result]:
    """Some side by side, so that they share a commit where the store allows it; a press waits for so few of them."""
    done = list[Result | BaseException]()
    for start in range(0, len(work), SIDE_BY_SIDE):
        done += await asyncio.gather(*work[start : start + SIDE_BY_SIDE], return_exceptions=True)
    failed = [each for each in done if isinstance(each, BaseException)]
    if failed:
        raise BaseExceptionGroup("reminders that could not be derived", failed)
    return [each for each in done if not isinstance(each, BaseException)]


async def renew_due_moments(db: Database, policy: Policy, *, now: datetime) -> int:
    """Derive again when each meeting and request is due next: the configuration or the law may have changed.

    It runs beside everything else: only what has changed is written, in short transactions.
    """
    async with db.snapshot() as store:
        request_ids = await store.reports.open_ids(now=now)
    renewed = await report_requests.renew_due_moments(db, request_ids, policy, now=now)
    last = 0
    while True:
        async with db.snapshot() as store:
            coming = await store.meetings.coming_with_next_due(now=now, beyond=last, limit=RENEWED_AT_ONCE)
        if not coming:
            return renewed
        last = coming[-1][0].id
        renewed += await _renew(db, coming, policy, now=now)


async def _renew(
    db: Database, coming: Sequence[tuple[Meeting, datetime | None]], policy: Policy, *, now: datetime
) -> int:
    changed = list[tuple[Meeting, datetime | None]]()
    for meeting, known in coming:
        await asyncio.sleep(0)  # hundreds of plans in a row would keep whoever presses now waiting
        moment = _from_now(meeting, policy, now)
        if moment != known:
            changed.append((meeting, moment))
    if changed:
        async with db.transaction() as tx:
            for meeting, moment in changed:
                await tx.meetings.renew_next_due(meeting, moment)
    return len(changed)


async def next_due(db: Database, *, now: datetime) -> tuple[datetime, str] | None:
    """The next moment after `now` at which the bot will say something by itself: "reminder" or "notice"."""
    async with db.snapshot() as store:
        moments = [
            (await store.meetings.next_due(), "reminder"),
            (await store.reports.next_due(), "reminder"),
            (await store.announcements.next_due(), "notice"),
            (await store.outbox.next_due(), "notice"),
        ]
    return min(((moment, what) for moment, what in moments if moment is not None and moment > now), default=None)


async def _remind(db: Database, meeting_id: int, policy: Policy, *, now: datetime) -> tuple[int, list[str]]:
    async with db.transaction() as tx:
        meeting = await tx.meetings.get_due(meeting_id, now=now)
        if meeting is None:
            return 0, []
        hours = policy.hours(meeting.zone)
        planned = plan(meeting, policy.rules, hours)
        letters, reasons = await _letters(tx, meeting, due(planned, now=now, hours=hours), now=now)
        queued = await tx.outbox.add(held_if_due_before_a_restore(letters, await tx.restores.held_before()), now=now)
        await tx.meetings.set_next_due(meeting_id, policy.next_due(meeting, after=now))
        return queued, reasons


async def _letters(
    tx: Store, meeting: Meeting, planned: Iterable[Planned], *, now: datetime
) -> tuple[list[Letter], list[str]]:
    """One letter for each person who needs one; the others' reasons."""
    rules = tuple(planned)
    if not rules:
        return [], []
    wanted, reasons = list[tuple[int, Planned]](), list[str]()
    people = await people_asked(tx, meeting, now=now)
    for person, seats in people.values():
        for rule in rules:
            reason = held_back(rule, meeting, person, seats, now=now)
            wanted.append((person.id, rule if reason is None else rule.skipped(reason)))
    letters = []
    for person_id, rule in one_each(wanted):
        if rule.skip is not None:
            reasons.append(rule.skip.value)
        else:
            letters.append(_letter(meeting, rule, people[person_id][0]))
    return letters, reasons


def _letter(meeting: Meeting, planned: Planned, person: Person) -> Letter:
    shape = AnswerReminder if planned.rule.kind is RuleKind.ANSWER else MeetingReminder
    notice: Notice = shape(meeting_id=meeting.id, rule=planned.rule.key, counts_from=planned.counts_from)
    assert planned.due_at is not None  # `due` lets nothing else through
    return Letter(
        once=once(meeting, planned, person.id),
        notice=notice,
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=meeting.partnership_id,
        due_at=planned.due_at,
        pointless_at=planned.pointless_at,
    )


def _from_now(meeting: Meeting, policy: Policy, now: datetime) -> datetime | None:
    """When the meeting is due next, counting what is due at this very moment."""
    hours = policy.hours(meeting.zone)
    if due(plan(meeting, policy.rules, hours), now=now, hours=hours):
        return now
    return policy.next_due(meeting, after=now)
