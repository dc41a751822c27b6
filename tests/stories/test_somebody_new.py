"""Somebody who joins late, somebody who blocks the bot and comes back, somebody nobody knows."""

from datetime import timedelta

import pytest

from bot.domain.people import Sector
from tests.stories.conftest import ANSWER_REMINDER, CARITAS, PUP, Stage, wording

GMINA = "Gmina Miasta Wejherowa"
SEMINAR = "Seminarium; 27.05.2027 10:00; Gdańsk"
PAST = "Odprawa; 12.05.2027 10:00; Luzino"


async def unblocked(stage: Stage) -> None:
    await stage.caritas.unblock()
    await stage.narada.settled()


async def blocked(stage: Stage) -> None:
    await stage.caritas.block()
    await stage.narada.settled()


async def test_a_newcomer_gets_the_cards_of_the_meetings_to_come_and_of_no_other(stage: Stage) -> None:
    await stage.announced(PAST)
    await stage.announced()
    await stage.announced(SEMINAR)
    await stage.call_off()
    await stage.narada.move(timedelta(days=2))

    link = await stage.narada.invite(stage.office, GMINA, Sector.PUBLIC)
    gmina = await stage.newcomer(link, "przedstawicielka gminy")

    cards = [message for message in gmina.chat.from_bot if "Będę" in message.words]
    assert len(cards) == 1
    assert "20 maja 2027" in cards[0].text
    assert not any("Odprawa" in message.text or "Seminarium" in message.text for message in gmina.chat.from_bot)
    await stage.press(gmina, "Będę")
    assert "Będzie: 1" in stage.shown(stage.caritas, "Bez odpowiedzi: 4")


async def test_the_office_hears_who_joined_and_for_whom_without_sound(stage: Stage) -> None:
    link = await stage.narada.invite(stage.office, GMINA, Sector.PUBLIC)
    gmina = await stage.newcomer(link, "przedstawicielka gminy")

    assert wording("notice-joined", name=gmina.name, organisation=GMINA) in stage.office.chat.last.text
    assert stage.office.chat.last.silent
    assert not any(GMINA in message.text for message in stage.pup.chat.from_bot)


async def test_pressing_agree_twice_joins_once(stage: Stage) -> None:
    link = await stage.narada.invite(stage.office, GMINA, Sector.PUBLIC)
    gmina = await stage.newcomer(link, "przedstawicielka gminy")
    agree = f"agree:{link.partition('start=')[2]}"

    toast = await (await gmina.forge(agree)).answered()
    await stage.narada.settled()

    assert toast is None or not toast.alert
    joined = wording("notice-joined", name=gmina.name, organisation=GMINA)
    assert sum(joined in message.text for message in stage.office.chat.from_bot) == 1


async def test_before_agreeing_nobody_is_a_member_and_nothing_comes(stage: Stage) -> None:
    link = await stage.narada.invite(stage.office, GMINA, Sector.PUBLIC)
    hesitant = stage.narada.telegram.person("niezdecydowana osoba")
    await hesitant.open(link)
    await stage.narada.settled()
    assert "Zgadzam się" in hesitant.chat.last.words
    assert GMINA in hesitant.chat.last.text

    await stage.press(hesitant, wording("button-full-notice"))
    assert "Zgadzam się" in hesitant.chat.last.words
    await stage.announced()
    assert hesitant.chat.containing("20 maja 2027") is None


async def test_a_block_is_told_to_the_office_and_stands_in_the_roll_call_and_the_directory(stage: Stage) -> None:
    await stage.announced()

    await blocked(stage)

    told = stage.office.chat.last
    assert wording("notice-unreachable", name=stage.caritas.name) in told.text
    assert CARITAS in told.text
    assert wording("notice-nobody-left") in told.text
    await stage.press(stage.office, wording("button-roll"))
    assert f"{wording('count-unreachable', n=1)}\n• {CARITAS}" in stage.office.chat.last.text
    await stage.say(stage.office, "/partnerzy")
    await stage.press(stage.office, CARITAS)
    assert wording("entry-unreachable") in stage.office.chat.last.text
    await stage.narada.move(ANSWER_REMINDER)
    assert stage.caritas.title not in stage.reminded()


async def test_where_somebody_else_still_receives_messages_the_office_is_told_so(stage: Stage) -> None:
    await stage.deputy(CARITAS, "zastępca w Caritas")

    await blocked(stage)

    assert wording("notice-somebody-left") in stage.office.chat.last.text


async def test_a_block_noticed_while_sending_is_told_just_the_same(stage: Stage) -> None:
    stage.refused.add("bot was blocked by the user")
    stage.caritas.chat.blocked = True  # Telegram's update about it never came

    await stage.announced()

    notices = [
        m for m in stage.office.chat.from_bot if wording("notice-unreachable", name=stage.caritas.name) in m.text
    ]
    assert len(notices) == 1


@pytest.mark.parametrize("by_starting", [True, False])
async def test_whoever_lets_the_bot_in_again_is_reached_again(stage: Stage, by_starting: bool) -> None:
    await blocked(stage)
    await stage.announced()
    assert stage.caritas.chat.containing("20 maja 2027") is None

    if by_starting:
        await stage.caritas.start()
        await stage.narada.settled()
        assert wording("item-meetings") in stage.caritas.chat.last.words
    else:
        await unblocked(stage)

    await stage.say(stage.office, "/partnerzy")
    await stage.press(stage.office, CARITAS)
    assert wording("entry-unreachable") not in stage.office.chat.last.text
    await stage.narada.move(ANSWER_REMINDER)
    assert stage.reminders(stage.caritas) == 1


@pytest.mark.parametrize("said", ["/start", "/spotkania", "/nowe Rada; 20.05 10:00; Luzino", "dzień dobry"])
async def test_somebody_unknown_gets_a_kind_sentence_and_how_to_be_invited(stage: Stage, said: str) -> None:
    stranger = stage.narada.telegram.person("nieznana osoba")

    answer = await stage.say(stranger, said)

    assert wording("stranger") in answer.text
    assert wording("stranger-how") in answer.text
    assert answer.words == []
    assert PUP not in answer.text


async def test_somebody_unknown_is_answered_in_the_language_of_their_telegram(stage: Stage) -> None:
    stranger = stage.narada.telegram.person("somebody unknown", "de")

    assert wording("stranger", "de") in (await stage.say(stranger, "/start")).text


async def test_of_somebody_unknown_nothing_is_kept_but_the_row(stage: Stage) -> None:
    stranger = stage.narada.telegram.person("nieznana osoba")
    await stage.say(stranger, "tajemnica zawodowa")

    async with stage.narada.db.snapshot() as store:
        assert await store.people.person(stranger.id) is None
        assert await store.inbox.kept_of_chat(stranger.id) == 0
