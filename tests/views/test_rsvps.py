"""What pops up and what is asked around an answer."""

import pytest

from bot.domain.people import Language
from bot.domain.rsvps import Answer
from bot.views import rsvps
from bot.views.callback_data import Verb
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import Words
from tests.views.telegram_html import visible

PL = texts(Language.POLISH)
WORDS = Words()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.POLISH, "Zapisano: Powiatowy Urząd Pracy w Wejherowie – będzie."),
        (Language.ENGLISH, "Saved: Powiatowy Urząd Pracy w Wejherowie – coming."),
        (Language.GERMAN, "Gespeichert: Powiatowy Urząd Pracy w Wejherowie – Zusage."),
    ],
)
def test_a_press_is_answered_with_whose_answer_was_stored(language: Language, said: str) -> None:
    assert rsvps.toast(Answer.YES, [a.organisation(WORDS)], texts(language)) == said


def test_an_answer_for_several_counts_them() -> None:
    several = [a.organisation(WORDS, number) for number in range(1, 6)]

    assert rsvps.toast(Answer.NO, several, PL) == "Zapisano: 5 organizacji – nie będzie."
    assert rsvps.toast(Answer.MAYBE, several[:2], PL) == "Zapisano: 2 organizacje – może."


def test_in_whose_name_has_a_button_for_each_and_one_for_all() -> None:
    asked = rsvps.in_whose_name(a.meeting(WORDS), [a.organisation(WORDS, n) for n in (1, 2)], Answer.YES, PL)

    assert "W czyim imieniu?" in asked.text
    assert [button.data for row in asked.buttons for button in row] == ["r:12:yes:1", "r:12:yes:2", "r:12:yes:all"]
    assert asked.buttons[-1][0].text == "wszystkie"


def test_a_note_belongs_to_one_organisation_so_that_there_is_no_button_for_all() -> None:
    asked = rsvps.for_which(a.meeting(WORDS), [a.organisation(WORDS, n) for n in (1, 2)], Verb.NOTE, PL)

    assert [button.data for row in asked.buttons for button in row] == ["note:12:1", "note:12:2"]


def test_what_was_added_to_an_answer_is_shown_with_the_whole_answer() -> None:
    full = a.rsvp(WORDS, people=5, note="Potrzebny podjazd", substitute="Osoba z GOPS")
    text = visible(rsvps.saved(full, a.organisation(WORDS), PL).text)

    assert text.splitlines() == [
        "Zapisano.",
        "Powiatowy Urząd Pracy w Wejherowie: będzie (5 osób)",
        "Zastępstwo: Osoba z GOPS",
        "Uwaga: Potrzebny podjazd",
    ]
