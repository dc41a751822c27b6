"""Addresses of calendars in the chat."""

from dataclasses import replace

from bot.domain.calendars import FeedKind
from bot.domain.people import Language, Partnership
from bot.views import calendars
from bot.views.message import Message
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import Words

PL = texts(Language.POLISH)
OWN = a.feed()
PAGE = OWN[1].removesuffix(".ics")


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def test_the_address_is_shown_opened_copied_renewed_and_switched_off() -> None:
    shown = calendars.feeds([OWN], PL, loopback=False, renewable={OWN[0].id})
    flat = [button for row in shown.buttons for button in row]

    assert f"<code>{OWN[1]}</code>" in shown.text
    assert [button.url or button.copy or button.data for button in flat] == [
        PAGE,
        OWN[1],
        "feed:renew:1",
        "feed:withdraw:1",
        "ics:all",
        "menu:menu",
    ]


def test_a_loopback_address_is_shown_with_a_word_and_without_a_link_telegram_would_refuse() -> None:
    shown = calendars.feeds([OWN], PL, loopback=True, renewable={OWN[0].id})

    assert OWN[1] in shown.text
    assert "działa tylko na komputerze, na którym pracuje bot" in shown.text
    assert not any(button.url for row in shown.buttons for button in row)


def test_the_truth_about_delays_is_told_with_every_address() -> None:
    assert "od kilku do 24 godzin" in calendars.feeds([OWN], PL, loopback=False, renewable={OWN[0].id}).text


def test_without_an_address_one_can_be_made_and_the_file_is_still_there() -> None:
    shown = calendars.feeds([], PL, loopback=False, renewable={OWN[0].id})

    assert labels(shown) == [["Utwórz mój adres"], ["Wszystkie spotkania .ics"], ["Menu"]]


def test_a_withdrawn_address_is_not_shown() -> None:
    gone = (replace(OWN[0], withdrawn_at=OWN[0].created_at), OWN[1])

    assert OWN[1] not in calendars.feeds([gone], PL, loopback=False, renewable={OWN[0].id}).text


def test_two_addresses_are_told_apart_by_name() -> None:
    theirs = a.feed(FeedKind.PARTNERSHIP, 2)
    one, other = a.partnership(Words()), replace(a.partnership(Words()), id=99, name="Trzy Filary")

    def names(*partnerships: Partnership) -> list[str]:
        shown = calendars.feeds([OWN, theirs], PL, loopback=False, renewable={OWN[0].id}, partnerships=partnerships)
        return [row[0].text.removesuffix(": Otwórz stronę") for row in shown.buttons if row[0].url]

    assert names(one) == ["Mój kalendarz", "Kalendarz partnerstwa"]
    assert names(one, other) == ["Mój kalendarz", "Partnerstwo na Rzecz Zatrudnienia"]


def test_only_who_may_renew_an_address_is_shown_the_buttons_for_it() -> None:
    theirs = a.feed(FeedKind.PARTNERSHIP, 2)
    shown = calendars.feeds([OWN, theirs], PL, loopback=False, renewable={OWN[0].id})

    assert [b.data for row in shown.buttons for b in row if b.data.startswith("feed:")] == [
        "feed:renew:1",
        "feed:withdraw:1",
    ]
