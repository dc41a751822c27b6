"""Why somebody got a message, or did not. Read from the store alone, by whoever may read the store."""

from datetime import datetime

from bot.domain.notices import AnswerReminder, MeetingReminder
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound
from bot.domain.reminders import plan
from bot.domain.traces import OfMeeting, OfPerson, Trace, reminded
from bot.usecases.cards import people_asked
from storage.database import Database

LISTED = 50  # letters of a person


async def delivery(db: Database, delivery_id: int) -> Trace:
    """What became of one letter. Raises NotFound."""
    async with db.snapshot() as store:
        trace = await store.traces.get(delivery_id)
    if trace is None:
        raise NotFound("delivery")
    return trace


async def person(db: Database, number: int, *, now: datetime) -> OfPerson:
    """The newest letters to a person, named by their number here or at Telegram. Raises NotFound."""
    async with db.snapshot() as store:
        found = await store.people.person_by_id(number) or await store.people.person(number)
        if found is None:
            raise NotFound("person")
        known = await store.people.known(found.telegram_id, now=now)
        members = known.members if known else ()
        names = [organisation.name for member in members for organisation in member.organisations]
        letters = await store.traces.of_person(found.id, limit=LISTED)
    return OfPerson(person=found, partners=tuple(names), letters=letters)


async def meeting(db: Database, meeting_id: int, policy: Policy, *, now: datetime) -> OfMeeting:
    """Every rule's moment, and what it has meant for each person who is asked. Raises NotFound."""
    async with db.snapshot() as store:
        found = await store.meetings.get(meeting_id)
        if found is None:
            raise NotFound("meeting")
        planned = plan(found, policy.rules, policy.hours(found.zone))
        letters = await store.traces.of_meeting(found.partnership_id, found.id)
        by_key = {trace.delivery.once: trace for trace in letters}
        people = await people_asked(store, found, now=now)
    reminders = AnswerReminder | MeetingReminder
    return OfMeeting(
        meeting=found,
        planned=planned,
        reminded=tuple(reminded(found, planned, who, own, by_key, now=now) for who, own in people.values()),
        others=tuple(trace for trace in letters if not isinstance(trace.delivery.notice, reminders)),
    )
