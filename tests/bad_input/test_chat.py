"""Bad input in the chat that changes nothing: each gets a sentence in the reader's language."""

import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from sandbox import Person
from tests.bad_input.town import Town, pressed, reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOWE = "/nowe Zebranie; {}; Sala 3"
GONE = "Ten przycisk należy do zakończonej rozmowy"
FOREIGN = "Ten przycisk już nie działa"
NOT_HERE = "Nie ma tu takiej pozycji"
TO_COORDINATORS = "To polecenie jest dla koordynacji"
TO_MEMBERS = "Ten bot służy partnerstwom"
TOO_LONG = "a mieści się"
MARKS = "a" + "\u0301" * 4_000


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def nothing_changes(town: Town) -> AsyncIterator[None]:
    """Every test here leaves partnerships, people, meetings, answers and what is to be sent as they were."""
    await town.narada.settled()
    before = town.dump()
    yield
    await town.narada.settled()
    assert town.dump() == before


TYPED = {
    "a date that is past": (NOWE.format("10.05.2021 10:00"), "Ten termin już minął: poniedziałek, 10 maja 2021"),
    "an hour that is past": (NOWE.format("dziś 7:30"), "Ten termin już minął"),
    "an ambiguous date": (NOWE.format("jutro o 6"), "Proszę wpisać dokładniej"),
    "a nonsense date": (NOWE.format("kiedy zakwitną bzy"), "Nie udało się odczytać terminu „kiedy zakwitną bzy”"),
    "a date that does not exist": (NOWE.format("31.02.2028 10:00"), "Takiego terminu nie ma"),
    "a date with another weekday": (NOWE.format("wtorek 12.05.2027 10:00"), "Dzień tygodnia się nie zgadza"),
    "an hour that the clocks skip": (NOWE.format("26.03.2028 2:30"), "zegary przechodzą na czas letni"),
    "an end before the start": (NOWE.format("12.05.2027 12:00-10:00"), "musi być późniejszy niż początek"),
    "a date centuries ahead": (NOWE.format("12.05.2527 10:00"), "ponad pięć lat"),
    "HTML in a date": (NOWE.format("<b>jutro</b>"), "„<b>jutro</b>”"),
    "a line without a date": ("/nowe Zebranie", "Brakuje terminu"),
    "a line without a title": ("/nowe ; jutro 10:00; Sala", "Brakuje tytułu"),
    "a line without a place": ("/nowe Zebranie; jutro 10:00", "Brakuje miejsca"),
    "a title of 201 characters": (f"/nowe {'t' * 201}; jutro 10:00; Sala", "Tekst ma 201 znaków, a mieści się 200"),
    "a place of 201 characters": (f"/nowe Zebranie; jutro 10:00; {'p' * 201}", "Tekst ma 201 znaków"),
    "a description too long": (f"/nowe Zebranie; jutro 10:00; Sala; {'o' * 1_501}", "Tekst ma 1\u00a0501 znaków"),
    "a title of astral characters": (f"/nowe {'🏛' * 101}; jutro 10:00; Sala", "Tekst ma 202 znaki"),
    "4,000 combining marks": (f"/nowe {MARKS}; jutro 10:00; Sala", "Tego tekstu nie da się odczytać"),
    "a partner of 4,000 combining marks": (f"/zapros {MARKS}", "Tego tekstu nie da się odczytać"),
    "a partner's name too long": (f"/zapros {'n' * 161}; publiczny", "Tekst ma 161 znaków"),
    "an unknown sector": ("/zapros Gmina Choczewo; marsjański", "Nie ma sektora „marsjański”"),
    "a command that does not exist": ("/sprawozdanie_roczne", "Nie wiadomo, czego dotyczy ta wiadomość"),
}


@pytest.mark.parametrize("name", TYPED)
async def test_what_a_coordinator_types_wrongly_is_answered_with_a_sentence(name: str, town: Town) -> None:
    text, words = TYPED[name]
    office = town.anybody()

    told = await reply(office, lambda: office.say(text))

    assert words in told.text


ASKED = {
    "a title too long": ("/nowe", "t" * 201, TOO_LONG),
    "a title of 5,000 characters": ("/nowe", "t" * 5_000, TOO_LONG),
    "a title of 100 lines": ("/nowe", "wiersz z zebrania\n" * 100, TOO_LONG),
    "a title of 4,000 combining marks": ("/nowe", MARKS, "Tego tekstu nie da się odczytać"),
    "a pause until the past": ("set:pause", "10.05.2021", "Ten termin już minął"),
    "a pause until never": ("set:pause", "do emerytury", "Nie udało się odczytać terminu"),
    "a reason too long": ("off:{own}", "r" * 301, TOO_LONG),
    "a note too long": ("note:{own}:{pup}", "u" * 501, TOO_LONG),
    "a substitute too long": ("sub:{own}:{pup}", "z" * 301, TOO_LONG),
    "no people": ("n:{own}:{pup}:more", "0", "Proszę wpisać liczbę od 1"),
    "fewer than no people": ("n:{own}:{pup}:more", "-3", "Proszę wpisać liczbę od 1"),
    "people in words": ("n:{own}:{pup}:more", "kilkoro", "Proszę wpisać liczbę od 1"),
    "people in other digits": ("n:{own}:{pup}:more", "٣", "Proszę wpisać liczbę od 1"),
    "a whole province": ("n:{own}:{pup}:more", "99999", "Proszę wpisać liczbę od 1"),
}


@pytest.mark.parametrize("name", ASKED)
async def test_a_wrong_answer_to_a_question_leaves_the_question_open(name: str, town: Town) -> None:
    opening, text, words = ASKED[name]
    person = next(town.pups) if "{pup}" in opening else town.anybody()
    await _ask(person, opening, town)
    asked = town.asked(person)

    told = await reply(person, lambda: person.say(text))

    assert words in told.text
    assert asked is not None
    assert town.asked(person) == asked


async def _ask(person: Person, opening: str, town: Town) -> None:
    """Have the bot ask a question: by a command, or by a button of a card."""
    if opening.startswith("/"):
        await reply(person, lambda: person.say(opening))
    else:
        assert await pressed(person, opening.format(**town.ids)) == ""
        await town.narada.settled()


@dataclass(frozen=True, slots=True)
class Sent:
    """What is no text, as an app sends it."""

    name: str
    send: Callable[[Person, Town], Awaitable[object]]


def _raw(**content: object) -> Callable[[Person, Town], Awaitable[object]]:
    """A message of a kind that the virtual people cannot send by themselves."""

    async def put(person: Person, town: Town) -> object:
        telegram = town.narada.telegram
        wire = {"message_id": 900_000, "from": person.user, "chat": person.chat.wire(), "date": telegram.now()}
        return telegram.updates.put("message", {**wire, **content})

    return put


PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 1, 1) + b"\x08\x06\0\0\0"
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
CONTACT = {"phone_number": "+48000000000", "first_name": "ktoś"}
NO_TEXT = [
    Sent("a file", lambda person, _: person.send_file("lista.xlsx", b"PK")),
    Sent("a file with a caption", lambda person, _: person.send_file("lista.xlsx", b"PK", caption="/nowe A; B; C")),
    Sent("a photo", lambda person, _: person.send_photo(PNG, caption="tytuł na zdjęciu")),
    Sent("a sticker", lambda person, _: person.send_sticker()),
    Sent("a place", lambda person, _: person.send_location(54.6, 18.2)),
    Sent("a voice message", _raw(voice=VOICE)),
    Sent("a contact", _raw(contact=CONTACT)),
    Sent("a dice", _raw(dice={"emoji": "🎲", "value": 6})),
    Sent("a kind not yet invented", _raw(hologram={"file_id": "h"})),
]


@pytest.mark.parametrize("sent", NO_TEXT, ids=lambda sent: sent.name)
async def test_what_is_no_text_is_told_so_where_text_is_asked_and_the_question_stays(sent: Sent, town: Town) -> None:
    office = town.anybody()
    await _ask(office, "/nowe", town)

    told = await reply(office, lambda: sent.send(office, town))

    assert "Tutaj potrzebny jest tekst" in told.text
    assert town.asked(office) == ("new_meeting", "title")


@pytest.mark.parametrize("sent", NO_TEXT[:2] + NO_TEXT[5:6], ids=lambda sent: sent.name)
async def test_what_is_no_text_is_not_understood_where_nothing_is_asked(sent: Sent, town: Town) -> None:
    told = await reply(town.elsewhere, lambda: sent.send(town.elsewhere, town))

    assert "Nie wiadomo, czego dotyczy ta wiadomość" in told.text


INVISIBLE = {
    "zero width": "\u200b\u200d\u2060",
    "bidirectional marks": "\u202e\u2067\u200f",
    "half a surrogate pair": "\ud83c",
}


@pytest.mark.parametrize("name", ["zero width", "bidirectional marks"])
async def test_a_text_of_invisible_characters_is_no_title(name: str, town: Town) -> None:
    office = town.anybody()
    await _ask(office, "/nowe", town)

    told = await reply(office, lambda: _raw(text=INVISIBLE[name])(office, town))

    assert "Nie widać tu żadnego tekstu" in told.text
    assert town.asked(office) == ("new_meeting", "title")


COMMANDS_OF_OTHERS = {
    "/nowe by a representative": ("pup", f"/nowe {'Zebranie; jutro 10:00; Sala'}", TO_COORDINATORS),
    "/nowe step by step by a representative": ("pup", "/nowe", TO_COORDINATORS),
    "/zapros by a representative": ("pup", "/zapros Gmina Choczewo; publiczny", TO_COORDINATORS),
    "/zapros with a list by a representative": ("pup", "/zapros\nA; publiczny\nB; prywatny", TO_COORDINATORS),
    "/new in English": ("caritas", "/new Meeting; tomorrow 10:00; Hall", "coordinat"),
    "/neu in German": ("mayor", "/neu", "Koordin"),
    "/nowe by a stranger": ("stranger", "/nowe Zebranie; jutro 10:00; Sala", "Dołączyć można z zaproszeniem"),
    "/spotkania by a stranger": ("stranger", "/spotkania", "Dołączyć można z zaproszeniem"),
    "/moje_dane by a stranger": ("stranger", "/moje_dane", "Dołączyć można z zaproszeniem"),
    "a text that nothing asked for": ("mayor", "Guten Tag, wann?", "/start"),
    "nothing to cancel": ("elsewhere", "/anuluj", "Nie ma nic do anulowania"),
    "a word by a stranger": ("stranger", "Kto tu rządzi?", "Dołączyć można z zaproszeniem"),
    "/start by a stranger": ("stranger", "/start", "Dołączyć można z zaproszeniem"),
    "a mangled invitation": ("stranger", "/start abc", "To zaproszenie nie jest już ważne"),
    "an invitation of 64 characters": ("stranger", "/start " + "A" * 64, "To zaproszenie nie jest już ważne"),
    "an invitation with a quote": ("stranger", "/start ' OR 1=1 --", "To zaproszenie nie jest już ważne"),
}


@pytest.mark.parametrize("name", COMMANDS_OF_OTHERS)
async def test_who_may_not_is_told_kindly(name: str, town: Town) -> None:
    who, text, words = COMMANDS_OF_OTHERS[name]
    person = town.named(who)
    person.chat.reachable = True

    told = await reply(person, lambda: person.say(text))

    assert words in told.text


FORGED: dict[str, tuple[str, str, str]] = {
    "an unknown verb": ("pup", "zamknij:{own}", FOREIGN),
    "64 bytes of garbage": ("pup", "\u0001ż" + "x" * 61, FOREIGN),
    "more than a button holds": ("pup", "notice:" + "é" * 29, FOREIGN),
    "colons alone": ("pup", "::::::::", FOREIGN),
    "too few parts": ("pup", "r:{own}", FOREIGN),
    "too many parts": ("pup", "r:{own}:yes:{pup}:1", FOREIGN),
    "a number below nothing": ("pup", "r:-1:yes", FOREIGN),
    "a huge number": ("pup", "r:99999999999999999999999:yes", FOREIGN),
    "a number as large as the store's": ("pup", "r:999999999999999999:yes", NOT_HERE),
    "digits of another script": ("pup", "r:٣:yes", FOREIGN),
    "an answer that is none": ("pup", "r:{own}:moze", FOREIGN),
    "a meeting of another partnership": ("pup", "r:{foreign}:yes", NOT_HERE),
    "its card": ("pup", "m:{foreign}", NOT_HERE),
    "its file": ("pup", "ics:{foreign}", NOT_HERE),
    "its note": ("pup", "note:{foreign}", NOT_HERE),
    "a coordinator at another partnership's meeting": ("office", "roll:{foreign}", NOT_HERE),
    "a coordinator changing it": ("office", "chg:{foreign}", NOT_HERE),
    "a coordinator cancelling it": ("office", "off:{foreign}", NOT_HERE),
    "a coordinator answering there on behalf": ("office", "for:{foreign}:{luzino}:yes", NOT_HERE),
    "a coordinator answering for a stranger's partner": ("office", "for:{own}:{luzino}:yes", FOREIGN),
    "a coordinator inviting there": ("office", "org:{luzino}:invite", NOT_HERE),
    "another organisation's seat": ("pup", "r:{own}:yes:{caritas}", NOT_HERE),
    "another organisation's people": ("pup", "n:{own}:{caritas}:2", NOT_HERE),
    "another organisation's note": ("pup", "note:{own}:{caritas}", NOT_HERE),
    "another organisation's substitute": ("pup", "sub:{own}:{caritas}", NOT_HERE),
    "no people": ("pup", "n:{own}:{pup}:0", "Proszę wpisać liczbę od 1"),
    "too many people": ("pup", "n:{own}:{pup}:999999999999", "Proszę wpisać liczbę od 1"),
    "the roll call by a representative": ("pup", "roll:{own}", NOT_HERE),
    "an answer on behalf by a representative": ("pup", "for:{own}:{caritas}:yes", NOT_HERE),
    "a change by a representative": ("pup", "chg:{own}", NOT_HERE),
    "a cancellation by a representative": ("pup", "off:{own}", NOT_HERE),
    "Ogłoś by a representative": ("pup", "d:{serial}:go", GONE),
    "a question of somebody else": ("pup", "d:{serial}:pick:title", GONE),
    "a question of other digits": ("pup", "d:٣:go", FOREIGN),
    "a question of huge number": ("pup", "d:99999999999999999999:go", FOREIGN),
    "an unknown action": ("pup", "d:1:explode", FOREIGN),
    "another person's feed renewed": ("pup", "feed:renew:{feed}", NOT_HERE),
    "another person's feed withdrawn": ("pup", "feed:withdraw:{feed}", NOT_HERE),
    "the partnership's feed by a representative": ("pup", "feed:withdraw:{shared_feed}", NOT_HERE),
    "another partnership's feed by a coordinator": ("elsewhere", "feed:renew:{shared_feed}", NOT_HERE),
    "an unknown deed to a feed": ("pup", "feed:show:{feed}", FOREIGN),
    "an invitation by a representative": ("pup", "org:{pup}:invite", NOT_HERE),
    "a deputy by a representative": ("pup", "org:{pup}:deputy", NOT_HERE),
    "a new name by a representative": ("pup", "org:{pup}:rename", NOT_HERE),
    "a new sector by a representative": ("pup", "org:{pup}:sector:ngo", NOT_HERE),
    "the sectors by a representative": ("pup", "org:{pup}:sector", NOT_HERE),
    "a membership ended by a representative": ("pup", "org:{caritas}:end:{membership}", NOT_HERE),
    "a partner leaving by a representative": ("pup", "org:{caritas}:leave_sure", NOT_HERE),
    "the question of leaving by a representative": ("pup", "org:{caritas}:leave", NOT_HERE),
    "a partner of another partnership": ("pup", "org:{luzino}", NOT_HERE),
    "an invitation withdrawn by a representative": ("pup", "inv:{invitation}:withdraw", TO_COORDINATORS),
    "an invitation withdrawn from elsewhere": ("elsewhere", "inv:{invitation}:withdraw", NOT_HERE),
    "a new meeting by a representative": ("pup", "menu:new", TO_COORDINATORS),
    "an invitation from the menu by a representative": ("pup", "menu:invite", TO_COORDINATORS),
    "an item that is none": ("pup", "menu:root", FOREIGN),
    "another partnership chosen": ("pup", "which:{elsewhere}:menu", NOT_HERE),
    "a partnership of huge number": ("pup", "which:99999999999999999999:menu", FOREIGN),
    "a partnership set": ("pup", "set:partnership:{elsewhere}", NOT_HERE),
    "a language nobody speaks": ("pup", "set:language:xx", FOREIGN),
    "data that are none": ("pup", "data:everything", FOREIGN),
    "what is held by a representative": ("pup", "menu:held", TO_COORDINATORS),
    "a held heap by a representative": ("pup", "held:reminder:{own}", TO_COORDINATORS),
    "held letters sent by a representative": ("pup", "held:all:0:9999999:send", TO_COORDINATORS),
    "a kind of what is held that is none": ("office", "held:gossip:1", FOREIGN),
    "a deed to what is held that is none": ("office", "held:all:0:5:explode", FOREIGN),
    "what is held up to no number": ("office", "held:all:0:-1:send", FOREIGN),
    "a forged invitation": ("pup", "agree:abc", "To zaproszenie nie jest już ważne"),
    "in English": ("caritas", "r:{foreign}:yes", "nothing here by that number"),
    "in German": ("mayor", "r:{own}:yes", "gibt es"),
}


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_button_is_answered_with_a_sentence(name: str, town: Town) -> None:
    who, data, words = FORGED[name]
    person = town.named(who)
    seen = len(person.chat.history)

    told = await pressed(person, data.format(**town.ids))

    assert words in told
    assert person.chat.history[seen:] == []


STRANGERS_PRESSES = [
    "menu:menu",
    "r:{own}:yes",
    "m:{own}",
    "data:export",
    "feed:renew:{feed}",
    "org:{pup}",
    "roll:{own}",
]


@pytest.mark.parametrize("data", STRANGERS_PRESSES)
async def test_a_strangers_press_is_answered_and_shows_nothing(data: str, town: Town) -> None:
    town.stranger.chat.reachable = True
    message = await reply(town.stranger, lambda: town.stranger.say("/start"))

    assert TO_MEMBERS in await pressed(town.stranger, data.format(**town.ids), message)
    assert town.stranger.chat.last is message
    assert message.edited == 0


async def test_a_page_beyond_the_last_shows_the_last(town: Town) -> None:
    assert await pressed(town.pup, "ms:99999999999999999999") == ""
    assert await pressed(town.pup, "org:0:open:99999999999999999999") == ""

    assert "Koordynacja:" in town.pup.chat.last.text


async def test_a_list_of_a_hundred_lines_is_only_shown_until_it_is_confirmed(town: Town) -> None:
    lines = "\n".join(f"Gmina {number}; {'publiczny' if number % 2 else 'marsjański'}" for number in range(100))

    office = town.anybody()

    told = await reply(office, lambda: office.say(f"/zapros\n{lines}"))

    assert "nic jeszcze nie zostało zapisane" in told.text
    assert "Do poprawienia: 50 wierszy" in told.text
