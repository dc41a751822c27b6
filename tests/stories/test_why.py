"""`narada why`: why somebody got a message, or did not, told from the store alone."""

from bot.app.why import What, explained
from bot.domain.people import Language
from bot.views.texts import texts
from tests.stories.conftest import ANSWER_REMINDER, CARITAS, PUP, Stage

PL = texts(Language.POLISH)


async def asked(stage: Stage, what: What, number: int) -> list[str]:
    lines = await explained(stage.narada.settings, stage.narada.clock, what, number, PL)
    assert lines is not None
    return lines


def under(lines: list[str], heading: str) -> str:
    """The indented lines below the one that has these words."""
    start = next(number for number, line in enumerate(lines) if heading in line)
    rest = lines[start + 1 :]
    return "\n".join(rest[: next((n for n, line in enumerate(rest) if not line.startswith(" ")), len(rest))])


async def test_of_a_meeting_each_rule_is_told_and_what_it_meant_for_each_person(stage: Stage) -> None:
    await stage.announced()
    await stage.press(stage.pup, "Będę")
    await stage.narada.move(ANSWER_REMINDER)

    lines = await asked(stage, What.MEETING, 1)

    assert "answer/1d: nie zostanie wysłane: odpowiedź już jest" in under(lines, PUP)
    assert "answer/1d: wysłano: wtorek, 18 maja 2027, godz. 10:00" in under(lines, CARITAS)
    assert "meeting/1d: nie zostanie wysłane: nikt z reprezentowanych partnerów nie przyjdzie" in under(lines, CARITAS)
    assert "zostanie wysłane, jeśli nic się nie zmieni: środa, 19 maja 2027, godz. 10:00" in under(lines, PUP)
    assert any(line.startswith("Ogłoszenie spotkania") and "wysłano" in line for line in lines)


async def test_of_a_person_the_newest_letters_are_told_by_either_number(stage: Stage) -> None:
    await stage.announced()
    await stage.narada.move(ANSWER_REMINDER)

    lines = await asked(stage, What.PERSON, stage.caritas.id)

    assert CARITAS in lines[0]
    told = [line.strip().split(" (")[0] for line in lines[1:]]
    assert told == ["Starsza karta bez przycisków", "Przypomnienie o odpowiedzi", "Ogłoszenie spotkania"]
    number = lines[0].partition("osoba nr ")[2].partition(";")[0]
    assert await asked(stage, What.PERSON, int(number)) == lines


async def test_of_a_letter_it_is_told_to_whom_it_went_and_when(stage: Stage) -> None:
    await stage.announced()
    [first, *_] = await stage.narada.letters("MeetingAnnounced")

    [line] = await asked(stage, What.DELIVERY, first.id)

    assert line.startswith(
        f"Ogłoszenie spotkania (nr {first.id}) do osoby nr {first.person_id} – wysłano: wtorek, 11 maja"
    )


async def test_a_number_that_nothing_has_is_told_so(stage: Stage) -> None:
    for what in What:
        assert await explained(stage.narada.settings, stage.narada.clock, what, 4711, PL) is None
