"""Bad input that time and other people make: what was right a moment ago is so no longer."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest

from sandbox import Person
from tests.bad_input.town import LINE, TUESDAY_MORNING, Town, pressed, reply
from tests.support.service import AGREE, PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOT_HERE = "Nie ma tu takiej pozycji"
UNUSABLE = "To zaproszenie nie jest już ważne"
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


async def announced(town: Town, office: Person, title: str) -> int:
    """A meeting of its own for a test; its number."""
    await town.narada.announce(office, f"{title}; 25.05.2027 10:00; Sala 3")
    await town.narada.settled()
    return town.number("SELECT id FROM meetings WHERE title = ?", title)


async def drafted(town: Town, office: Person, meeting: int, field: str, text: str) -> int:
    """A change of one field, up to its preview; the serial of the dialog."""
    await pressed(office, f"chg:{meeting}")
    serial = town.number("SELECT serial FROM dialogs WHERE chat_id = ?", office.id)
    await pressed(office, f"d:{serial}:pick:{field}")
    await reply(office, lambda: office.say(text))
    return serial


async def test_of_two_coordinators_at_once_the_second_is_shown_what_the_first_changed(town: Town) -> None:
    meeting = await announced(town, town.offices[2], "Zebranie z dwiema osobami w biurze")
    first, second = town.offices[0], town.offices[1]
    serials = [
        await drafted(town, first, meeting, "place", "Nowa sala konferencyjna"),
        await drafted(town, second, meeting, "title", "Inny tytuł"),
    ]
    await pressed(first, f"d:{serials[0]}:go")

    told = await pressed(second, f"d:{serials[1]}:go")

    assert "zmienił tymczasem ktoś inny" in told
    card = await second.sees("Nowa sala konferencyjna")
    assert "Zebranie z dwiema osobami w biurze" in card.text
    assert town.rows("SELECT title, place FROM meetings WHERE id = ?", meeting) == [
        ("Zebranie z dwiema osobami w biurze", "Nowa sala konferencyjna")
    ]
    assert town.asked(second) is None


async def test_nothing_can_be_done_to_a_cancelled_meeting(town: Town) -> None:
    office = town.offices[3]
    meeting = await announced(town, office, "Zebranie odwołane")
    await pressed(office, f"off:{meeting}")
    await town.narada.settled()
    await reply(office, lambda: office.say("choroba"))
    serial = town.number("SELECT serial FROM dialogs WHERE chat_id = ?", office.id)
    await pressed(office, f"d:{serial}:go")
    await town.narada.settled()
    before = town.dump()

    ids = town.ids
    for data in (f"r:{meeting}:yes", f"n:{meeting}:{ids['pup']}:2", f"note:{meeting}", f"sub:{meeting}"):
        assert "jest odwołane" in await pressed(town.pup, data), data
    for data in (f"chg:{meeting}", f"off:{meeting}", f"for:{meeting}:{ids['pup']}:yes", f"d:{serial}:go"):
        told = await pressed(office, data)
        assert "jest odwołane" in told or "zakończonej rozmowy" in told, data

    await town.narada.settled()
    assert town.dump() == before


async def test_the_button_of_an_ended_dialog_is_answered_and_does_nothing(town: Town) -> None:
    office = town.offices[4]
    question = await reply(office, lambda: office.say("/nowe"))
    await reply(office, lambda: office.say("/anuluj"))
    before = town.dump()

    for button in (button for row in question.buttons for button in row):
        assert button.data is not None
        told = await pressed(office, button.data, question)
        assert "zakończonej rozmowy" in told or "Nie ma nic do anulowania" in told

    assert town.dump() == before


def newcomer(town: Town, title: str, **more: Any) -> Person:
    person = town.narada.telegram.person(title, **more)
    person.chat.reachable = True
    return person


async def test_a_used_a_withdrawn_and_a_mangled_invitation_are_told_alike(town: Town) -> None:
    office = town.offices[5]
    used = await town.narada.invite(office, "Gmina Choczewo")
    await town.narada.arrive(newcomer(town, "przedstawiciel gminy Choczewo"), used)
    withdrawn = await town.narada.invite(office, "Gmina Gniewino")
    number = town.number("SELECT max(id) FROM invitations")
    await pressed(office, f"inv:{number}:withdraw")
    await town.narada.settled()
    before = town.dump()
    curious = newcomer(town, "ktoś ciekawy")

    for link in (used, withdrawn, withdrawn[:-1] + "-", withdrawn.swapcase().replace("HTTPS://T.ME", "https://t.me")):
        token = link.rpartition("=")[2]
        assert UNUSABLE in (await reply(curious, lambda token=token: curious.say(f"/start {token}"))).text  # type: ignore[misc]
        assert UNUSABLE in await pressed(curious, f"agree:{token}")

    await town.narada.settled()
    assert town.dump() == before


async def test_two_people_with_one_link_are_not_both_let_in(town: Town) -> None:
    link = await town.narada.invite(town.offices[5], "Powiat Wejherowski")
    token = link.rpartition("=")[2]
    first, second = newcomer(town, "pierwsza osoba"), newcomer(town, "druga osoba")
    for person in (first, second):
        await person.open(link)
        await person.until(lambda chat: any(AGREE["pl"] in message.words for message in chat.from_bot), PATIENCE)

    told = [await pressed(person, f"agree:{token}") for person in (first, second)]

    assert told[0] == ""
    assert UNUSABLE in told[1]
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", second.id) == [(0,)]


async def test_a_member_of_another_partnership_may_join_this_one_too(town: Town) -> None:
    link = await town.narada.invite(town.office, "Gmina Luzino")

    await town.narada.arrive(town.mayor, link)

    await town.mayor.sees("Spotkanie robocze")
    seats = (
        "SELECT count(DISTINCT o.partnership_id) FROM memberships m JOIN organisations o ON o.id = m.organisation_id"
    )
    assert town.number(f"{seats} JOIN people p ON p.id = m.person_id WHERE p.telegram_id = ?", town.mayor.id) == 2


async def test_who_no_longer_represents_anybody_is_refused_and_sees_nothing(town: Town) -> None:
    office, ids = town.offices[4], town.ids
    membership = town.number("SELECT id FROM memberships WHERE organisation_id = ?", ids["caritas"])
    await pressed(office, f"org:{ids['caritas']}:end:{membership}")
    await town.narada.settled()
    before = town.dump()

    for data in ("r:{own}:yes", "m:{own}", "ics:{own}", "org:{pup}", "roll:{own}", "note:{own}", "which:{home}:menu"):
        assert "nothing here by that number" in await pressed(town.caritas, data.format(**ids)), data
    listing = await reply(town.caritas, lambda: town.caritas.say("/meetings"))

    assert "Spotkanie robocze" not in listing.text
    await town.narada.settled()
    assert town.dump() == before


async def test_who_represents_a_partner_that_left_is_refused(town: Town) -> None:
    office = town.offices[3]
    leaving = await town.narada.partner(office, "Bank Spółdzielczy", title="przedstawiciel banku")
    await town.narada.settled()
    organisation = town.number("SELECT id FROM organisations WHERE name = 'Bank Spółdzielczy'")
    await pressed(office, f"org:{organisation}:leave_sure")
    await town.narada.settled()
    before = town.dump()

    assert NOT_HERE in await pressed(leaving, f"r:{town.ids['own']}:yes")
    assert NOT_HERE in await pressed(leaving, f"org:{town.ids['pup']}")

    await town.narada.settled()
    assert town.dump() == before


async def test_html_and_bidirectional_marks_in_names_are_shown_as_they_are_and_turn_nothing_round(town: Town) -> None:
    office = town.offices[2]
    strange = await town.narada.partner(office, "<b>Fundacja</b> & \u202eSyn\u2067", title="<i>Osoba</i> & \u202eabc")
    await town.narada.announce(office, "Zebranie <script>\u202e & <b>syn</b>; 26.05.2027 10:00; Sala <i>5</i>")

    card = await strange.sees("Zebranie <")
    entry = town.number("SELECT id FROM organisations WHERE name LIKE '%Fundacja%'")
    assert await pressed(office, f"org:{entry}") == ""
    directory = await office.sees("<i>Osoba</i> & abc")

    assert "Zebranie <script> & <b>syn</b>" in card.text
    assert "Sala <i>5</i>" in card.text
    assert "<b>Fundacja</b> & Syn" in directory.text
    seen = [message.text for person in (office, strange, town.pup) for message in person.chat.from_bot]
    assert [text for text in seen if BIDI.search(text)] == []
    assert town.narada.telegram.journal.errors() == []


async def test_of_a_stranger_only_the_rows_of_their_updates_are_kept(town: Town) -> None:
    stranger = newcomer(town, "ktoś nieznajomy")
    group = town.narada.telegram.group("Pogaduchy", stranger)
    await group.add_bot()
    await reply(stranger, lambda: stranger.say("/start"))
    for text in ("Jestem kimś innym", "/nowe Zebranie; jutro 10:00; Sala", "/start nieprawda"):
        await reply(stranger, lambda text=text: stranger.say(text))  # type: ignore[misc]
    await stranger.send_location(54.6, 18.2)
    await pressed(stranger, "data:export")
    await stranger.say("@narada_bot dzień dobry", chat=group.chat)
    await stranger.block()
    await town.narada.settled()

    kept = town.rows("SELECT content FROM inbox WHERE chat_id IN (?, ?)", stranger.id, group.id)

    assert len(kept) >= 9
    assert set(kept) <= {(None,), ("null",)}
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", stranger.id) == [(0,)]


async def test_updates_of_unknown_kinds_and_without_their_fields_stop_nobody(town: Town) -> None:
    telegram, person = town.narada.telegram, town.offices[0]
    user, chat = person.user, person.chat.wire()
    queue = telegram.updates
    queue.put("message", {"message_id": 1, "date": 0, "chat": chat})
    queue.put("message", {"message_id": "jeden", "from": user, "chat": chat})
    queue.put("message", {"from": user, "chat": {"id": person.id}, "text": "bez numeru"})
    queue.put("message", {})
    queue.put("callback_query", {"id": "1", "from": user, "chat_instance": "1"})
    queue.put("callback_query", {"id": "2"})
    queue.put("my_chat_member", {"chat": chat, "from": user, "date": 0})
    async with town.narada.db.transaction() as tx:
        odd: list[dict[str, object]] = [
            {"hologram": {"chat": chat, "from": user}},
            {"poll": {"id": "1"}},
            {"message": None},
            {"message": [1, 2]},
        ]
        rows = [
            (900_000_000 + number, 0, {"update_id": 900_000_000 + number, **content})
            for number, content in enumerate(odd)
        ]
        await tx.inbox.add(rows, now=town.narada.clock.real())

    async with asyncio.timeout(10):
        await reply(person, lambda: person.say("/pomoc"))

    await town.narada.settled()
    assert town.rows("SELECT count(*) FROM inbox WHERE status NOT IN ('done')") == [(0,)]


HALF = "\ud83c"  # of a surrogate pair


@pytest.mark.parametrize(
    "text",
    [
        HALF,
        f"/start {HALF}",
        f"/nowe Zebranie; {HALF}; Sala",
        f"/zapros {HALF}",
        f"/zapros {HALF * 200}; {HALF}",
        f"/{HALF}",
    ],
    ids=["text", "payload", "date", "partner", "sector", "command"],
)
async def test_half_a_surrogate_pair_is_answered_like_any_other_text(text: str, town: Town) -> None:
    person = town.anybody()
    number = 910_000_000 + town.number("SELECT count(*) FROM inbox")
    length = len(text.split(maxsplit=1)[0]) if text.startswith("/") else 0
    entities = [{"type": "bot_command", "offset": 0, "length": length}] if length else []
    sender = {**person.user, "first_name": f"Osoba {HALF}"}
    message = {
        "message_id": 1,
        "from": sender,
        "chat": person.chat.wire(),
        "date": 0,
        "text": text,
        "entities": entities,
    }

    async def arrives() -> None:
        async with town.narada.db.transaction() as tx:
            await tx.inbox.add(
                [(number, person.id, {"update_id": number, "message": message})], now=town.narada.clock.real()
            )

    assert (await reply(person, arrives)).text


async def test_in_a_group_everything_personal_is_sent_to_the_private_chat(town: Town) -> None:
    group = town.narada.telegram.group("Grupa robocza", town.pup)
    await group.add_bot()
    before = town.dump()
    for command in ("/spotkania", "/moje_dane", "/kalendarz", "/nowe Zebranie; jutro 10:00; Sala"):
        said = len(group.chat.from_bot)
        await town.pup.say(f"{command}", chat=group.chat)
        await group.chat.until(lambda chat, said=said: len(chat.from_bot) > said, PATIENCE, "an answer")  # type: ignore[misc]

    for data in ("data:export", "menu:my_data", "menu:calendar", f"m:{town.ids['own']}", "data:erase_sure"):
        assert "To sprawa osobista" in await pressed(town.pup, data, group.chat.last)

    assert {message.text for message in group.chat.from_bot} == {group.chat.last.text}
    assert "To sprawa osobista" in group.chat.last.text
    await town.narada.settled()
    assert town.dump() == before


async def test_an_edited_message_neither_answers_nor_commands_again(town: Town) -> None:
    office = town.anybody()
    said = await reply(office, lambda: office.say("/nowe"))
    typed = next(message for message in reversed(office.chat.history) if not message.from_bot)

    await office.edit(typed, "/anuluj")
    await town.narada.settled()

    assert said is office.chat.last
    assert town.asked(office) == ("new_meeting", "title")


async def test_a_year_later_every_button_says_kindly_what_is_the_case_now(town: Town) -> None:
    invited = await town.narada.invite(town.office, "Gmina Krokowa")
    card, ids = town.pup.chat.containing(LINE.partition(";")[0]), town.ids
    assert card is not None
    await town.narada.move(TUESDAY_MORNING + timedelta(days=365))
    before = town.dump()
    late = newcomer(town, "ktoś spóźniony")

    for data in ("r:{own}:yes", "n:{own}:{pup}:2", "note:{own}", "sub:{own}"):
        assert "już się odbyło" in await pressed(town.pup, data.format(**ids), card), data
    for data in ("chg:{own}", "off:{own}", "for:{own}:{pup}:yes"):
        assert "już się odbyło" in await pressed(town.office, data.format(**ids)), data
    assert UNUSABLE in (await reply(late, lambda: late.say(f"/start {invited.rpartition('=')[2]}"))).text
    listing = await reply(town.pup, lambda: town.pup.say("/spotkania"))
    assert "Spotkanie robocze" not in listing.text

    await town.narada.settled()
    assert town.dump() == before
