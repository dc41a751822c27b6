"""A pasted list of partners: shown as a dry run, then one ready e-mail text for each partner, whose link lets in."""

import re

from bot.domain.people import Sector
from sandbox import Message
from tests.stories.conftest import CARITAS, PUP, Stage, wording
from tests.support.service import link_in

GMINA, FOUNDATION, BANK = "Gmina Luzino", "Fundacja z Gdyni", "Bank Spółdzielczy w Wejherowie"
PASTED = f"""{GMINA}; publiczny
{FOUNDATION}; pozarządowy
{FOUNDATION}; pozarzadowy
{BANK}
Nadleśnictwo; państwowy

; prywatny
{CARITAS}"""
NEW, KNOWN = 2, 1


async def pasted(stage: Stage, text: str = PASTED) -> Message:
    return await stage.say(stage.office, f"/zapros\n{text}")


async def confirmed(stage: Stage) -> list[Message]:
    """What the coordinator gets after confirming: a summary, then the e-mails."""
    before = len(stage.office.chat.from_bot)
    await stage.press(stage.office, wording("button-send-invitations"))
    return stage.office.chat.from_bot[before:]


async def organisations(stage: Stage) -> dict[str, Sector]:
    async with stage.narada.db.snapshot() as store:
        found = await store.people.organisations(1, on=stage.narada.clock().date())
    return {organisation.name: organisation.sector for organisation in found}


async def test_the_dry_run_says_what_each_line_would_do_and_changes_nothing(stage: Stage) -> None:
    shown = await pasted(stage)

    assert wording("pasted-title") in shown.text
    assert wording("pasted-ready", n=NEW + KNOWN) in shown.text
    assert wording("pasted-wrong", n=4) in shown.text
    assert [
        (int(number), state) for number, state in re.findall(r"^\S+ (\d+)\. .*: (.*)$", shown.text, re.MULTILINE)
    ] == [
        (3, wording("pasted-twice")),
        (4, wording("pasted-no-sector")),
        (5, wording("pasted-no-sector")),
        (7, wording("pasted-no-name")),
        (1, f"publiczny, {wording('pasted-new')}"),
        (2, f"pozarządowy, {wording('pasted-new')}"),
        (8, f"pozarządowy, {wording('pasted-known')}"),
    ]
    assert GMINA not in await organisations(stage)


async def test_confirmed_it_gives_one_email_each_with_a_link_that_lets_in(stage: Stage) -> None:
    await stage.announced()
    await pasted(stage)
    mails = [message for message in await confirmed(stage) if link_in(message)]

    assert stage.office.chat.containing(wording("pasted-done", n=NEW + KNOWN))
    assert len(mails) == NEW + KNOWN
    assert len({link_in(message) for message in mails}) == NEW + KNOWN
    for name, message in zip((GMINA, FOUNDATION, CARITAS), mails, strict=True):
        assert f"w imieniu organizacji: {name}" in message.text
        assert wording("email-greeting") in message.text
    known = await organisations(stage)
    assert (known[GMINA], known[FOUNDATION]) == (Sector.PUBLIC, Sector.NGO)
    assert not {BANK, "Nadleśnictwo"} & set(known)

    link = link_in(mails[0])
    assert link is not None
    gmina = await stage.newcomer(link, "przedstawiciel gminy")
    assert "Bez odpowiedzi: 5" in stage.shown(gmina, "20 maja 2027")
    assert wording("notice-joined", name=gmina.name, organisation=GMINA) in stage.office.chat.last.text


async def test_pasted_again_it_says_who_is_known_and_makes_nobody_twice(stage: Stage) -> None:
    await pasted(stage)
    await confirmed(stage)
    before = await organisations(stage)

    shown = await pasted(stage)

    assert shown.text.count(wording("pasted-known")) == NEW + KNOWN
    assert wording("pasted-new") not in shown.text
    await confirmed(stage)
    assert await organisations(stage) == before


async def test_pressing_twice_invites_once(stage: Stage) -> None:
    shown = await pasted(stage)
    data = next(
        button.data for row in shown.buttons for button in row if wording("button-send-invitations") in button.text
    )
    await confirmed(stage)
    sent = len(stage.office.chat.from_bot)

    toast = await (await stage.office.forge(data or "", message=shown)).answered()

    assert toast is not None
    assert toast.alert
    await stage.narada.settled()
    assert len(stage.office.chat.from_bot) == sent


async def test_a_list_can_be_pasted_when_the_menu_asks_whom_to_invite(stage: Stage) -> None:
    await stage.say(stage.office, "/start")
    await stage.press(stage.office, wording("item-invite"))

    shown = await stage.say(stage.office, f"{GMINA}; publiczny\n{FOUNDATION}; pozarządowy")

    assert wording("pasted-ready", n=2) in shown.text
    mails = [message for message in await confirmed(stage) if link_in(message)]
    assert len(mails) == 2


async def test_back_lets_the_list_be_pasted_better(stage: Stage) -> None:
    await pasted(stage, f"{BANK}\n{GMINA}; publiczny")
    await stage.press(stage.office, "Wstecz")
    assert wording("ask-list") in stage.office.chat.last.text

    shown = await stage.say(stage.office, f"{BANK}; prywatny\n{GMINA}; publiczny")

    assert wording("pasted-ready", n=2) in shown.text
    assert "⚠" not in shown.text


async def test_a_list_in_which_nothing_is_right_cannot_be_confirmed(stage: Stage) -> None:
    shown = await pasted(stage, f"{BANK}\nNadleśnictwo; państwowy")

    assert wording("pasted-none") in shown.text
    assert wording("button-send-invitations") not in shown.words
    assert PUP in await organisations(stage)


async def test_a_representative_cannot_paste(stage: Stage) -> None:
    answer = await stage.say(stage.pup, f"/zapros\n{PASTED}")

    assert wording("refusal-for-coordinators") in answer.text
    assert GMINA not in await organisations(stage)
