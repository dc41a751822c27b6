"""A coordinator announces, and everybody has a card with the right counts."""

import asyncio

from tests.stories.conftest import LINE, Stage


async def test_a_card_is_in_four_chats_within_two_seconds_of_the_announcement(stage: Stage) -> None:
    await stage.narada.announce(stage.office, LINE)

    async with asyncio.timeout(2):
        cards = [await partner.sees("Bez odpowiedzi: 4") for partner in stage.partners]

    assert all("Spotkanie robocze" in card.text and "czwartek, 20 maja 2027" in card.text for card in cards)


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
