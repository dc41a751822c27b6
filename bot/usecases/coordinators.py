"""Who runs a partnership, and that somebody no longer does."""

from datetime import datetime

from bot.domain.letters import Letter
from bot.domain.notices import CoordinationEnded, CoordinatorLeft, Notice
from bot.domain.people import Coordination, FormerCoordinator, Person
from bot.domain.refusals import NotFound
from bot.usecases.people import touch_coming
from storage.database import Database, Store


async def coordination(db: Database, telegram_id: int, partnership_id: int, *, now: datetime) -> Coordination:
    """The coordinators of a partnership, for one of them. Raises NotFound for anybody else."""
    async with db.snapshot() as store:
        return await _coordination(store, telegram_id, partnership_id, now=now)


async def end(
    db: Database, telegram_id: int, partnership_id: int, person_id: int, *, now: datetime
) -> FormerCoordinator:
    """From now on the person does not run the partnership; pressing again is a non-event.

    Raises NotFound unless both coordinate that partnership, LastCoordinator when nobody would be left.
    """
    async with db.transaction() as tx:
        before = await _ended(tx, telegram_id, partnership_id, person_id, now=now)
        if before is not None:
            return before
        found = await _coordination(tx, telegram_id, partnership_id, now=now)
        person, by = found.to_end(person_id), found.viewer.person
        await tx.people.end_coordination(person.id, partnership_id)
        await _end_dialog(tx, person, partnership_id)
        await tx.outbox.add(_letters(found, person, now=now), now=now)
        await touch_coming(tx, partnership_id, now=now)
        return FormerCoordinator(partnership=found.partnership, person=person, own=person.id == by.id)


async def ended(
    db: Database, telegram_id: int, partnership_id: int, person_id: int, *, now: datetime
) -> FormerCoordinator | None:
    """What came of a press whose reply was lost; None when it has ended nothing."""
    async with db.snapshot() as store:
        return await _ended(store, telegram_id, partnership_id, person_id, now=now)


async def _coordination(store: Store, telegram_id: int, partnership_id: int, *, now: datetime) -> Coordination:
    member = await store.people.member(telegram_id, partnership_id, now=now)
    if member is None:
        raise NotFound("partnership")
    member.must_coordinate("partnership")
    coordinators = tuple(await store.people.coordinators(partnership_id))
    return Coordination(partnership=member.partnership, coordinators=coordinators, viewer=member)


async def _ended(
    store: Store, telegram_id: int, partnership_id: int, person_id: int, *, now: datetime
) -> FormerCoordinator | None:
    """Somebody who once ran it, by the word that was queued for them: for those who run it now, and for the person."""
    person, partnership = await store.people.person_by_id(person_id), await store.people.partnership(partnership_id)
    if person is None or partnership is None:
        return None
    running = {each.telegram_id for each in await store.people.coordinators(partnership_id)}
    own = person.telegram_id == telegram_id
    if person.telegram_id in running or not (own or telegram_id in running):
        return None
    if not await store.outbox.of_chat(person.chat_id, f"coordination/{partnership_id}/{person_id}/%"):
        return None
    return FormerCoordinator(partnership=partnership, person=person, own=own)


async def _end_dialog(tx: Store, person: Person, partnership_id: int) -> None:
    """What they had begun for that partnership is forgotten; what they were about to say elsewhere stays."""
    dialog = await tx.dialogs.get(person.chat_id)
    if dialog is not None and dialog.partnership_id == partnership_id:
        await tx.dialogs.close(person.chat_id)


def _letters(found: Coordination, person: Person, *, now: datetime) -> list[Letter]:
    """A word to the person, and to those who remain but for whoever did it: they see it done."""
    by = found.viewer.person
    own = person.id == by.id
    told = CoordinatorLeft(person_name=person.name, by_name="" if own else by.name)
    remain = [each for each in found.coordinators if each.id not in {person.id, by.id} and each.reachable]
    return [
        _letter(found, CoordinationEnded(by=by.id), person, person, now=now),
        *(_letter(found, told, person, each, now=now) for each in remain),
    ]


def _letter(found: Coordination, notice: Notice, about: Person, reader: Person, *, now: datetime) -> Letter:
    """Named after both whose names it may carry: what is told of somebody is found when they are erased."""
    return Letter(
        once=f"coordination/{found.partnership.id}/{about.id}/{found.viewer.person.id}/{now.isoformat()}/{reader.id}",
        notice=notice,
        chat_id=reader.chat_id,
        person_id=reader.id,
        partnership_id=found.partnership.id,
        due_at=now,
        silent=True,
    )
