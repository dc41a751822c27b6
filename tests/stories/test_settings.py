"""What people set for themselves: language, reminders, a pause; and what becomes of their data."""

import orjson

from tests.stories.conftest import ANSWER_REMINDER, DEADLINE, PUP, START_REMINDER, Stage, wording


async def test_a_pause_ends_on_its_day_and_reminders_come_again(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.pup, "/ustawienia")
    await stage.press(stage.pup, wording("settings-pause"))
    await stage.say(stage.pup, "20.05")

    await stage.narada.move(DEADLINE)
    assert stage.reminders(stage.pup) == 0
    await stage.narada.move(START_REMINDER)
    assert stage.reminders(stage.pup) == 1


async def test_a_pause_can_be_ended_at_once(stage: Stage) -> None:
    await stage.announced()
    await stage.say(stage.pup, "/ustawienia")
    await stage.press(stage.pup, wording("settings-pause"))
    await stage.say(stage.pup, "25.05")

    await stage.press(stage.pup, wording("settings-resume"))
    await stage.narada.move(ANSWER_REMINDER)

    assert stage.reminders(stage.pup) == 1


async def test_cards_come_although_reminders_are_off(stage: Stage) -> None:
    await stage.say(stage.pup, "/ustawienia")
    await stage.press(stage.pup, wording("settings-turn-off"))
    await stage.announced()

    assert stage.pup.chat.containing("Bez odpowiedzi: 4")
    await stage.narada.move(ANSWER_REMINDER)
    assert stage.reminders(stage.pup) == 0


async def test_another_language_changes_menu_cards_and_commands(stage: Stage) -> None:
    await stage.announced()
    card = stage.pup.chat.last
    await stage.say(stage.pup, "/ustawienia")

    await stage.press(stage.pup, wording("language-own-name", "de"))

    assert wording("settings-title", "de") in stage.pup.chat.last.text
    assert "treffen" in [command["command"] for command in stage.pup.commands]
    assert "Ohne Antwort: 4" in card.text
    assert "Ich komme" in card.words
    menu = await stage.say(stage.pup, "/start")
    assert wording("item-meetings", "de") in menu.words
    await stage.narada.press(stage.pup, "Ich komme", message=card)
    assert "Zusagen: 1" in card.text
    assert stage.office.chat.containing("Będzie: 1")


async def test_my_data_is_shown_taken_away_and_erased_and_the_counts_stay(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    shown = await stage.say(stage.pup, "/moje_dane")
    assert stage.pup.name in shown.text
    assert PUP in shown.text

    await stage.press(stage.pup, wording("button-export"))
    file = stage.pup.chat.last.file
    assert file is not None
    assert orjson.loads(file.bytes)["person"]["name"] == stage.pup.name
    await stage.press(stage.pup, wording("button-erase"), wording("button-erase-sure"))

    assert stage.office.chat.containing("Będzie: 1")
    await stage.press(stage.office, wording("button-roll"))
    assert stage.pup.name not in stage.office.chat.last.text
    assert PUP in stage.office.chat.last.text
    await stage.announced("Seminarium; 27.05.2027 10:00; Gdańsk")
    assert stage.pup.chat.containing("Seminarium") is None
    stranger = await stage.say(stage.pup, "/spotkania")
    assert wording("stranger-how") in stranger.text


async def test_nothing_of_an_erased_person_is_left_in_the_store(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.say(stage.pup, "/moje_dane")
    await stage.press(stage.pup, wording("button-erase"), wording("button-erase-sure"))

    await stage.narada.stop()
    found = [line for line in await stage.narada.stored_lines() if stage.pup.name in line]

    assert found == []


async def test_the_only_coordinator_cannot_be_erased(stage: Stage) -> None:
    await stage.say(stage.office, "/moje_dane")

    await stage.press(stage.office, wording("button-erase"))
    toast = await stage.press(stage.office, wording("button-erase-sure"))

    assert toast is not None
    assert toast.alert
    assert wording("item-new") in (await stage.say(stage.office, "/start")).words
