"""Bad input to announcements: each line of the issue is answered with a sentence, nothing is lost, nobody has two.

The lines about the webhook have their tests beside it: without its secret, with 2 MB and with an update that is none in
tests/web/test_telegram.py, with an unknown type of update in tests/app/test_webhook.py.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox import Message, Person
from tests.bad_input.town import Town, pressed, reply
from tests.support.service import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

BROKEN = "<b>Uwaga <i>na</b> *gwiazdki* & <a href="
SIXTY_MEGABYTES = 60_000_000
GO = "Wyślij"
Deed = Callable[[Town, str], Awaitable[str]]


def everybody(town: Town) -> list[Person]:
    """All to whom an announcement for all partners goes."""
    return [*dict.fromkeys(next(town.pups) for _ in range(3)), town.caritas]


def account(town: Town) -> Message:
    found = town.office.chat.containing("📢 Ogłoszenie")
    assert found is not None
    return found


def way(town: Town, act: str) -> str:
    """What a button of the newest account sends, whether or not it is still there."""
    return f"ann:{town.number('SELECT max(id) FROM announcements')}:{act}"


async def begun(town: Town, text: str) -> None:
    await town.narada.say(town.office, "/ogloszenie")
    await town.narada.say(town.office, text)


async def previewed(town: Town) -> str:
    """What the preview for all partners says."""
    await town.narada.press(town.office, "wszyscy partnerzy")
    return town.office.chat.last.text


async def half_sent(town: Town, text: str) -> None:
    """Two copies have arrived and two wait: Telegram asked for a pause, and the clock stands still."""
    await begun(town, text)
    await previewed(town)
    town.narada.telegram.faults.fail(2, "sendMessage", retry_after=1)
    await town.narada.press(town.office, GO)


async def later(town: Town) -> str:
    await town.narada.move(timedelta(minutes=5))
    return account(town).text


async def too_long(town: Town, mark: str) -> str:
    await reply(town.office, lambda: town.office.say("/ogloszenie"))
    await town.office.say((mark + "ż" * 4097)[:4097])  # the app makes two messages of it
    await town.narada.settled()
    refused = town.office.chat.last.text
    await town.narada.press(town.office, "Anuluj")
    return refused


async def too_long_below_a_photo(town: Town, mark: str) -> str:
    await reply(town.office, lambda: town.office.say("/ogloszenie"))
    long = (mark + "ż" * 1025)[:1025]
    return (await reply(town.office, lambda: town.office.send_file("plan.pdf", b"%PDF", caption=long))).text


async def broken_markup(town: Town, mark: str) -> str:
    await begun(town, f"{mark} {BROKEN}")
    await previewed(town)
    await town.narada.press(town.office, GO)
    return town.caritas.chat.last.text


async def a_large_file(town: Town, mark: str) -> str:
    await reply(town.office, lambda: town.office.say("/ogloszenie"))
    await reply(town.office, lambda: town.office.send_file("nagranie.zip", bytes(SIXTY_MEGABYTES), caption=mark))
    await previewed(town)
    await town.narada.press(town.office, GO)
    file = town.caritas.chat.last.file
    assert file is not None
    return f"{file.name}: {len(file.bytes)}"


async def not_a_file_for_it(town: Town, mark: str) -> str:
    await reply(town.office, lambda: town.office.say("/ogloszenie"))
    return (await reply(town.office, town.office.send_sticker)).text


async def to_nobody(town: Town, mark: str) -> str:
    await begun(town, mark)
    await town.narada.press(town.office, "sektor: prywatny")
    assert "Nie ma teraz nikogo" in town.office.chat.last.text
    assert GO not in town.office.chat.last.words
    return await pressed(town.office, f"d:{town.ids['serial']}:go")


async def stopped_twice(town: Town, mark: str) -> str:
    await half_sent(town, mark)
    await town.narada.press(town.office, "Zatrzymaj")
    assert await pressed(town.office, way(town, "stop"), account(town)) == ""
    return await later(town)


async def stopped_when_all_has_left(town: Town, mark: str) -> str:
    await begun(town, mark)
    await previewed(town)
    await town.narada.press(town.office, GO)
    assert await pressed(town.office, way(town, "stop"), account(town)) == ""
    return await later(town)


async def corrected_while_being_sent(town: Town, mark: str) -> str:
    await half_sent(town, "Nabór trwa do środy.")
    await town.narada.press(town.office, "Popraw")
    await town.narada.say(town.office, mark)
    await town.narada.press(town.office, "Popraw u wszystkich")
    return await later(town)


async def sent_twice_from_one_preview(town: Town, mark: str) -> str:
    await begun(town, mark)
    await previewed(town)
    preview = town.office.chat.last
    serial = town.ids["serial"]
    both = [await town.office.forge(f"d:{serial}:go", message=preview) for _ in range(2)]
    toasts = [await press.answered(PATIENCE) for press in both]
    await town.narada.settled()
    return " ".join(toast.text for toast in toasts if toast is not None)


# What the office (or, of what arrives, a reader) is told, and how many of the four have it then.
LINES: dict[str, tuple[Deed, str, int]] = {
    "4,097 units": (too_long, "Tekst ma 4\u00a0097 znaków, a mieści się 4\u00a0096", 0),
    "a caption of 1,025 units": (too_long_below_a_photo, "Tekst ma 1\u00a0025 znaków, a mieści się 1\u00a0024", 0),
    "broken markup": (broken_markup, BROKEN, 4),
    "a 60 MB file": (a_large_file, f"nagranie.zip: {SIXTY_MEGABYTES}", 4),
    "a sticker": (not_a_file_for_it, "Do ogłoszenia pasuje tekst, dokument, zdjęcie albo album", 0),
    "to nobody": (to_nobody, "Nie ma nikogo, do kogo można to teraz wysłać", 0),
    "stop pressed twice": (stopped_twice, "Zatrzymane: wysłano 2 z 4", 2),
    "stop pressed when all has left": (stopped_when_all_has_left, "Wysłane: 4 z 4", 4),
    "corrected while it is being sent": (corrected_while_being_sent, "Wysłane: 4 z 4", 4),
    "sent twice from one preview": (sent_twice_from_one_preview, "zakończonej rozmowy", 4),
}


@pytest.mark.parametrize("line", LINES)
async def test_bad_input_is_answered_with_a_sentence_and_nobody_has_two(line: str, town: Town) -> None:
    deed, words, having = LINES[line]
    mark = f"Wiersz {list(LINES).index(line)}."

    told = await deed(town, mark)

    arrived = [sum(mark in message.text for message in person.chat.from_bot) for person in everybody(town)]
    assert words in told
    assert sorted(arrived) == [0] * (4 - having) + [1] * having
