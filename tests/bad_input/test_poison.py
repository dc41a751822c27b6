"""What can be handled by nobody is set aside and told; whatever stands behind it goes on."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, select, update

from bot.domain.letters import InboxStatus, Status
from bot.handlers.errors import code_of
from storage import schema
from tests.bad_input.town import TUESDAY_MORNING, Town, reply, settle
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import PARTNERSHIP, narada

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town whose failed updates are tried again at once."""
    folder = tmp_path_factory.mktemp("poison")
    with pytest.MonkeyPatch.context() as patch, without_pauses():
        patch.setattr("bot.usecases.inbox.PAUSES", (timedelta(0), timedelta(0)))
        async with narada(
            folder, TUESDAY_MORNING, PARTNERSHIP__NAME=PARTNERSHIP, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE
        ) as service:
            yield await settle(service, offices=1)


@pytest.fixture(autouse=True)
def no_fault() -> None:
    """Here something is at fault: what somebody has left in the store."""


def letter(town: Town, once: str, **changed: Any) -> dict[str, Any]:
    """A letter to the office: what a person sent could not be handled."""
    return {
        "once": once,
        "partnership_id": town.ids["home"],
        "person_id": town.number("SELECT id FROM people WHERE telegram_id = ?", town.office.id),
        "chat_id": town.office.id,
        "kind": "UpdateSetAside",
        "facts": {"code": once.upper()},
        "urgency": 2,
        "silent": True,
        "created_at": TUESDAY_MORNING,
        "due_at": TUESDAY_MORNING,
        "status": Status.QUEUED,
        "attempts": 0,
        "possibly_twice": False,
    } | changed


POISON: Mapping[str, Mapping[str, Any]] = {
    "of-a-kind-nobody-knows": {"kind": "Hologram"},
    "without-facts": {"facts": {}},
    "facts-in-a-list": {"facts": [1, 2]},
    "no-facts": {"facts": "null"},
    "a-number-for-a-text": {"facts": {"code": 7}},
    "a-meeting-without-number": {"kind": "MeetingAnnounced", "facts": {"meeting_id": None}},
    "a-meeting-beyond-64-bits": {"kind": "MeetingAnnounced", "facts": {"meeting_id": 2**64}},
    "a-moment-that-is-none": {
        "kind": "MeetingReminder",
        "facts": {"meeting_id": 1, "rule": "meeting/1d", "counts_from": "kiedyś"},
    },
    "an-urgency-nobody-has": {"kind": "Hologram", "urgency": 77},
}


async def test_letters_that_nobody_can_read_are_set_aside_with_a_reason_and_the_others_go_out(town: Town) -> None:
    service = town.narada
    rows = [letter(town, once, **changed) for once, changed in POISON.items()]
    async with service.db.altered() as connection:
        await connection.execute(insert(schema.outbox), [letter(town, "before"), *rows, letter(town, "behind")])

    await town.office.until(lambda chat: any("BEHIND" in message.text for message in chat.from_bot), 30)
    await service.settled()

    assert any("BEFORE" in message.text for message in town.office.chat.from_bot)
    fates = {row.once: (row.status, row.last_error) for row in await service.letters()}
    assert {once: fates[once] for once in POISON} == dict.fromkeys(POISON, (Status.SKIPPED, "unreadable"))
    assert (fates["before"][0], fates["behind"][0]) == (Status.SENT, Status.SENT)


async def test_an_update_that_always_fails_is_tried_three_times_set_aside_and_told_and_its_chat_goes_on(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    service, person = town.narada, town.pup
    await reply(person, lambda: person.say("/start"))
    async with service.db.altered() as connection:  # a question about a meeting, and the meeting is missing
        poisoned = {
            "serial": 1,
            "person_id": 1,
            "kind": "note",
            "step": "note",
            "draft": {},
            "trail": [],
            "updated_at": TUESDAY_MORNING,
        }
        row = {"chat_id": person.id, **poisoned, "partnership_id": town.ids["home"]}
        await connection.execute(schema.dialogs.delete().where(schema.dialogs.c.chat_id == person.id))
        await connection.execute(insert(schema.dialogs), row)

    sorry = await reply(person, lambda: person.say("Będą dwie osoby."))
    beside = await reply(town.caritas, lambda: town.caritas.say("/help"))
    after = await reply(person, lambda: person.say("/anuluj"))
    await service.settled()

    async with service.db.inspected() as connection:
        query = select(schema.inbox).where(schema.inbox.c.status == InboxStatus.ASIDE)
        (aside,) = (await connection.execute(query)).all()
    code = code_of(aside.update_id)
    assert (aside.chat_id, aside.attempts, aside.last_error) == (person.id, 3, "KeyError: 'meeting_id'")
    assert code in sorry.text
    assert any(code in message.text for message in town.office.chat.from_bot)
    assert "Rozmowa przerwana" in after.text
    assert beside.text
    assert sum("could not be handled" in record.getMessage() for record in caplog.records) == 3


async def test_a_dialog_that_is_none_of_ours_is_passed_over_and_another_can_be_begun(town: Town) -> None:
    service, office = town.narada, town.office
    await reply(office, lambda: office.say("/nowe"))
    async with service.db.altered() as connection:
        await connection.execute(
            update(schema.dialogs).where(schema.dialogs.c.chat_id == office.id).values(kind="hologram", trail={})
        )

    nothing = await reply(office, lambda: office.say("Zebranie"))
    again = await reply(office, lambda: office.say("/nowe"))

    assert "Nie wiadomo, czego dotyczy ta wiadomość" in nothing.text
    assert again.text
    assert town.asked(office) == ("new_meeting", "title")


async def test_stored_updates_that_are_none_are_passed_over_and_their_chat_goes_on(town: Town) -> None:
    service, person = town.narada, town.pup
    shared = {"chat_id": person.id, "received_at": TUESDAY_MORNING, "status": InboxStatus.WAITING, "applied": False}
    contents: list[Any] = [
        None,
        [],
        [1],
        "x",
        5,
        {"message": []},
        {"callback_query": {"id": 1}},
        {"message": {"chat": {"id": 2**70}}},
    ]
    rows = [
        {"update_id": number, "content": content, "attempts": 0, **shared} for number, content in enumerate(contents, 1)
    ]
    async with service.db.altered() as connection:
        await connection.execute(insert(schema.inbox), rows)

    after = await reply(person, lambda: person.say("/pomoc"))
    await service.settled()

    done = town.rows("SELECT status FROM inbox WHERE update_id <= ?", len(rows))
    assert "/spotkania" in after.text
    assert set(done) == {(InboxStatus.DONE,)}
