"""Who runs a partnership: a button each, oneself last, and a question that says what is lost."""

from bot.domain.people import Coordination, Language
from bot.views import coordinators
from bot.views.message import Message
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import Words
from tests.views.telegram_html import visible

PL = texts(Language.POLISH)
WORDS = Words()


def run_by(*numbers: int) -> Coordination:
    """The viewer is number 1."""
    return Coordination(
        partnership=a.partnership(WORDS),
        coordinators=tuple(a.person(WORDS, number) for number in numbers),
        viewer=a.member(WORDS, coordinator=True),
    )


def pressed(message: Message) -> list[str]:
    return [button.data or "" for row in message.buttons for button in row]


def test_each_coordinator_has_a_button_and_oneself_comes_last() -> None:
    shown = coordinators.listing(run_by(1, 2, 3), PL)

    assert pressed(shown) == ["co:1:2", "co:1:3", "co:1:1", "menu:partners"]
    assert shown.buttons[2][0].text == PL.plain("button-coordinator-end-own")
    assert shown.text.count("(to konto)") == 1


def test_the_only_coordinator_has_no_button_and_reads_why_and_what_to_do() -> None:
    shown = coordinators.listing(run_by(1), PL)

    assert pressed(shown) == ["menu:partners"]
    assert PL.plain("coordinators-one") in visible(shown.text)
    assert PL.plain("coordinators-how") in visible(shown.text)


def test_of_a_hundred_coordinators_oneself_still_has_a_button() -> None:
    shown = pressed(coordinators.listing(run_by(*range(2, 130), 1), PL))

    assert shown[-2:] == ["co:1:1", "menu:partners"]


def test_the_end_is_asked_about_with_what_is_lost_and_what_stays() -> None:
    found = run_by(1, 2)
    anothers, own = (coordinators.question(found, person, PL) for person in reversed(found.coordinators))

    assert pressed(anothers) == ["co:1:2:sure", "co:1"]
    assert pressed(own) == ["co:1:1:sure", "co:1"]
    for part in ("rights", "stays"):
        assert PL.plain(f"coordinator-end-{part}") in visible(anothers.text)
        assert PL.plain(f"coordinator-end-own-{part}") in visible(own.text)
