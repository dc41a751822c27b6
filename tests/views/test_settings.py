"""What a person can set for themselves."""

from datetime import timedelta

import pytest

from bot.domain.people import Language
from bot.views.message import Message
from bot.views.settings import settings
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words
from tests.views.telegram_html import visible

WORDS = Words()
PL = texts(Language.POLISH)


def pressed(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row]


@pytest.mark.parametrize("language", Language)
def test_every_language_is_offered_under_its_own_name_and_the_present_one_marked(language: Language) -> None:
    row = settings(a.known(WORDS, a.member(WORDS)), texts(language), NOW).buttons[0]
    names = {Language.POLISH: "Polski", Language.ENGLISH: "English", Language.GERMAN: "Deutsch"}

    assert [button.text for button in row] == [
        ("✓ " if offered is language else "") + name for offered, name in names.items()
    ]


def test_reminders_and_pause_are_one_press_away() -> None:
    on = settings(a.known(WORDS, a.member(WORDS)), PL, NOW)
    off = settings(a.known(WORDS, a.member(WORDS), reminders=False, paused_until=NOW + timedelta(days=1)), PL, NOW)

    assert pressed(on)[3:5] == ["set:reminders:off", "set:pause"]
    assert pressed(off)[3:5] == ["set:reminders:on", "set:resume"]
    assert "Przerwa w przypomnieniach do: wtorek, 4 maja 2027, godz. 09:00" in visible(off.text)


def test_a_pause_that_has_ended_is_not_shown() -> None:
    ended = settings(a.known(WORDS, a.member(WORDS), paused_until=NOW), PL, NOW)

    assert "Przerwa w" not in ended.text


def test_only_who_is_in_several_partnerships_chooses_one() -> None:
    one = settings(a.known(WORDS, a.member(WORDS)), PL, NOW)
    two = settings(a.known(WORDS, a.member(WORDS), a.member(WORDS, number=2), current_partnership_id=2), PL, NOW)

    assert not any("set:partnership" in data for data in pressed(one))
    assert pressed(two)[5:7] == ["set:partnership:1", "set:partnership:2"]
    assert two.buttons[3][0].text.startswith("✓ ")
