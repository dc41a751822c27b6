"""Somebody who tries many links, who gives themselves a name that is a trap, who sends a file that is one."""

import io
import zipfile
from datetime import timedelta

import pytest

from bot.domain.guesses import MOST
from tests.stories.conftest import PUP, Stage, wording

UNUSABLE = wording("refusal-invitation-unusable")
BOMB = "../../../etc/cron.d/Lista \u202ecod.exe.xlsx"


async def test_who_has_tried_many_links_waits_an_hour_also_with_a_right_one(stage: Stage) -> None:
    link = await stage.narada.invite(stage.office, "Gmina Luzino")
    guesser = stage.narada.telegram.person("ktoś ciekawy")
    for number in range(MOST):
        await guesser.start(f"zgadywane-{number:04}")
    await stage.narada.settled()
    assert [message.text for message in guesser.chat.from_bot] == [UNUSABLE] * MOST

    await guesser.open(link)
    await stage.narada.settled()
    assert guesser.chat.last.text == UNUSABLE

    await stage.narada.move(timedelta(hours=1))
    await guesser.open(link)
    await stage.narada.settled()
    assert "Gmina Luzino" in guesser.chat.last.text


@pytest.mark.thorough
async def test_of_an_invitation_the_store_keeps_the_hash_alone(stage: Stage) -> None:
    token = (await stage.narada.invite(stage.office, "Gmina Luzino")).partition("start=")[2]

    assert len(token) >= 22  # 128 bits
    assert not any(token in line for line in await stage.narada.stored_lines())


@pytest.mark.thorough
async def test_in_a_group_nobody_presses_what_is_a_coordinators(stage: Stage) -> None:
    await stage.announced()
    group = stage.narada.telegram.group("Grupa robocza", stage.office)
    await group.add_bot()
    await stage.office.say("/nowe Zebranie; jutro 10:00; Sala", chat=group.chat)
    await stage.narada.settled()
    before = await kept_beside_updates(stage)

    for person in (stage.pup, stage.office):
        for data in ("menu:new", "chg:1", "off:1", "roll:1", "for:1:1:yes", "org:1:leave_sure", "held:all:0:9:send"):
            toast = await (await person.forge(data, message=group.chat.last)).answered()
            assert toast is not None
            assert wording("refusal-private-only") in toast.text
    await stage.narada.settled()

    assert await kept_beside_updates(stage) == before


@pytest.mark.thorough
async def test_a_name_that_would_be_a_link_is_none_in_what_the_bot_says(stage: Stage) -> None:
    link = await stage.link_from(PUP, "Zaproś zastępstwo")
    await stage.newcomer(link, "Biuro https://zly.example/wejdz @zly_bot")

    told = [message.text for message in stage.office.chat.from_bot if "Biuro" in message.text]
    assert told
    assert all("Biuro zly. example/wejdz zly_bot" in text for text in told)


@pytest.mark.thorough
async def test_a_file_is_passed_on_under_a_plain_name_and_never_fetched_or_opened(
    stage: Stage,
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>" + " " * 1_000_000)
    await stage.say(stage.office, "/prosba Raport miesięczny; 21.05.2027 12:00; Lista obecności [plik]")
    await stage.press(stage.office, "Wyślij")
    await stage.press(stage.pup, "Wypełnij")
    await stage.pup.send_file(BOMB, bomb.getvalue())
    await stage.narada.settled()

    assert "Lista cod.exe.xlsx" in stage.pup.chat.last.text
    assert not any("etc/cron" in line for line in await kept_beside_updates(stage))
    assert stage.narada.telegram.journal.select("getFile") == []


async def kept_beside_updates(stage: Stage) -> list[str]:
    """The rows of the store without what came in, which is kept as it came, and what the service notes of itself."""
    of_itself = ("inbox:", "parts:", "seen_alive:", "counted:")
    return [line for line in await stage.narada.stored_lines() if not line.startswith(of_itself)]
