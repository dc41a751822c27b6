"""What is stored about a person: shown, handed over, erased."""

from datetime import date

from bot.domain.people import Dossier, Language
from bot.views import my_data
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words
from tests.views.telegram_html import visible

WORDS = Words()
PL = texts(Language.POLISH)


def test_everything_stored_is_named_and_the_account_number_is_not_grouped() -> None:
    dossier = Dossier(
        person=a.person(WORDS, agreed_at=NOW),
        speaks_for=(("Partnerstwo", a.seat(WORDS, 2, date(2027, 1, 1))),),
        coordinates=("Drugie partnerstwo",),
        answers=(("Narada", "PUP", "yes", NOW),),
        received=1439,
        feeds=1,
        inbox=2,
    )
    text = visible(my_data.my_data(dossier, PL).text)

    assert "Numer konta w Telegramie: 7000000001" in text
    assert "(Partnerstwo) (od: 1 marca 2026, do: 1 stycznia 2027)" in text
    assert "• Drugie partnerstwo – koordynacja" in text
    assert "• Narada (PUP): będzie, 3 maja 2027" in text
    assert "Wiadomości od bota, które są jeszcze zapisane: 1\u00a0439" in text


def test_data_can_be_taken_away_and_erased() -> None:
    shown = my_data.my_data(Dossier(person=a.person(WORDS)), PL)

    assert [button.data for button in shown.buttons[0]] == ["data:export", "data:erase"]


def test_erasing_is_asked_twice_and_says_what_stays() -> None:
    asked = my_data.erase_sure(PL)

    assert "Zostaną odpowiedzi organizacji i liczby" in asked.text
    assert [button.data for row in asked.buttons for button in row] == ["data:erase_sure", "menu:my_data"]
