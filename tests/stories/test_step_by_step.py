"""A new meeting, asked step by step: back, skip, a missing hour, the night the clocks change, and every correction."""

import pytest

from tests.stories.conftest import LINE, TUESDAY_MORNING, Stage, wording

TITLE, WHEN, PLACE = "Rada partnerstwa", "20.05.2027 10:00-12:00", "Starostwo Powiatowe w Wejherowie, sala 12"
DAY = "czwartek, 20 maja 2027"
AUTUMN_NIGHT = "31.10.2027"
SPRING_NIGHT = "26.03.2028 2:30"  # the last Sunday of March


async def asks(stage: Stage, key: str) -> bool:
    """Whether the coordinator's newest message asks this."""
    return wording(key) in stage.office.chat.last.text


async def typed(stage: Stage, *texts: str) -> None:
    for text in texts:
        await stage.say(stage.office, text)


async def test_title_date_and_place_lead_to_the_preview_and_the_announcement(stage: Stage) -> None:
    for said, asked in (("/nowe", "ask-title"), (TITLE, "ask-when"), ("za 9 dni 10-12", "ask-place")):
        await typed(stage, said)
        assert await asks(stage, asked), said
    await typed(stage, PLACE)

    preview = stage.office.chat.last
    assert {"Ogłoś", "Popraw", "Anuluj"} <= set(preview.words)
    assert all(part in preview.text for part in (TITLE, DAY, "10:00–12:00", PLACE))
    assert all(stage_card is None for stage_card in (person.chat.containing(TITLE) for person in stage.partners))
    await stage.press(stage.office, "Ogłoś")
    assert all(person.chat.containing(TITLE) for person in stage.partners)


async def test_back_asks_the_question_before_and_the_answer_is_shown(stage: Stage) -> None:
    await typed(stage, "/nowe", TITLE)
    await stage.press(stage.office, "Wstecz")

    assert await asks(stage, "ask-title")
    assert TITLE in stage.office.chat.last.text
    assert "Wstecz" not in stage.office.chat.last.words
    await typed(stage, "Seminarium", WHEN, PLACE)
    assert "Seminarium" in stage.office.chat.last.text
    assert TITLE not in stage.office.chat.last.text


async def test_a_place_can_be_left_out(stage: Stage) -> None:
    await typed(stage, "/nowe", TITLE, WHEN)
    await stage.press(stage.office, "Pomiń")

    assert DAY in stage.office.chat.last.text
    assert "📍" not in stage.office.chat.last.text
    await stage.press(stage.office, "Ogłoś")
    assert DAY in stage.shown(stage.pup, TITLE)


@pytest.mark.parametrize("hour", ["10:00", "14"])
async def test_a_missing_hour_is_asked_and_can_be_typed(stage: Stage, hour: str) -> None:
    await typed(stage, "/nowe", TITLE, "20 maja")
    assert await asks(stage, "ask-hour")
    assert DAY in stage.office.chat.last.text

    await typed(stage, hour, PLACE)

    assert f"{DAY}, godz. {int(hour[:2])}:00" in stage.office.chat.last.text


async def test_a_missing_hour_can_be_picked(stage: Stage) -> None:
    await typed(stage, "/nowe", TITLE, "w przyszły czwartek")
    assert await asks(stage, "ask-hour")

    await stage.press(stage.office, "12:00")
    await typed(stage, PLACE)

    assert f"{DAY}, godz. 12:00–14:00" in stage.office.chat.last.text


@pytest.mark.parametrize(("season", "hour"), [("czas letni", "00:30"), ("czas zimowy", "01:30")])
async def test_the_hour_that_comes_twice_in_the_autumn_night_is_asked_and_taken(
    stage: Stage, season: str, hour: str
) -> None:
    await typed(stage, "/nowe", "Czuwanie", f"{AUTUMN_NIGHT} 2:30")
    assert await asks(stage, "ask-which_hour")
    (word,) = [word for word in stage.office.chat.last.words if season in word]
    assert word.startswith("02:30")

    await stage.press(stage.office, word)
    await typed(stage, "Parafia")
    await stage.press(stage.office, "Ogłoś")

    async with stage.narada.db.snapshot() as store:
        meeting = await store.meetings.get(1)
    assert meeting is not None
    assert f"{meeting.starts_at:%H:%M}" == hour


async def test_a_missing_hour_that_turns_out_to_come_twice_is_asked_after_that(stage: Stage) -> None:
    await typed(stage, "/nowe", "Czuwanie", AUTUMN_NIGHT, "2:30")

    assert await asks(stage, "ask-which_hour")
    (winter,) = [word for word in stage.office.chat.last.words if "czas zimowy" in word]
    await stage.press(stage.office, winter)
    await typed(stage, "Parafia")
    assert "niedziela, 31 października 2027, godz. 02:30" in stage.office.chat.last.text


async def test_an_hour_that_the_spring_night_skips_is_refused_and_the_question_stays(stage: Stage) -> None:
    await typed(stage, "/nowe", "Czuwanie", SPRING_NIGHT)
    assert "zegary przechodzą na czas letni" in stage.office.chat.last.text

    await typed(stage, "26.03.2028 3:30")
    assert await asks(stage, "ask-place")


async def test_a_date_in_the_past_is_refused_and_the_question_stays(stage: Stage) -> None:
    await typed(stage, "/nowe", TITLE, "10.05.2027 10:00")
    assert wording("refusal-date-in-past", moment="").split(":")[0] in stage.office.chat.last.text

    await typed(stage, WHEN)
    assert await asks(stage, "ask-place")


CORRECTIONS = (
    ("Tytuł", "Posiedzenie zespołu", "Posiedzenie zespołu"),
    ("Termin", "21.05 o 9", "piątek, 21 maja 2027, godz. 09:00–11:00"),
    ("Miejsce", "Luzino, Urząd Gminy", "Luzino, Urząd Gminy"),
    ("Opis", "Porządek obrad: targi pracy", "Porządek obrad: targi pracy"),
    ("Odpowiedzi do", "17.05.2027 12:00", "Odpowiedzi do: poniedziałek, 17 maja 2027, godz. 12:00"),
)


async def test_every_field_can_be_corrected_in_the_preview_and_goes_out_so(stage: Stage) -> None:
    await typed(stage, f"/nowe {LINE}")
    for field, text, _ in CORRECTIONS:
        await stage.press(stage.office, "Popraw", field)
        await typed(stage, text)
    await stage.press(stage.office, "Popraw", "Rodzaj", "Seminarium")

    await stage.press(stage.office, "Ogłoś")

    card = stage.shown(stage.pup, "Posiedzenie zespołu")
    assert [shown for _, _, shown in CORRECTIONS if shown not in card] == []
    assert "Seminarium" in card


async def test_corrections_can_be_left_without_one(stage: Stage) -> None:
    preview = (await stage.say(stage.office, f"/nowe {LINE}")).text
    await stage.press(stage.office, "Popraw", "Gotowe – podgląd")
    assert stage.office.chat.last.text == preview

    await stage.press(stage.office, "Popraw", "Opis", "Pomiń")
    assert stage.office.chat.last.text == preview


async def test_a_correction_asked_for_by_mistake_leads_back(stage: Stage) -> None:
    preview = (await stage.say(stage.office, f"/nowe {LINE}")).text

    await stage.press(stage.office, "Popraw", "Miejsce", "Wstecz")
    assert await asks(stage, "ask-fields")
    await stage.press(stage.office, "Wstecz")

    assert stage.office.chat.last.text == preview


@pytest.mark.parametrize("typed_so_far", [(), (TITLE,), (TITLE, "20 maja"), (TITLE, WHEN, PLACE)])
async def test_anuluj_ends_it_at_every_question(stage: Stage, typed_so_far: tuple[str, ...]) -> None:
    await typed(stage, "/nowe", *typed_so_far, "/anuluj")
    assert await asks(stage, "dialog-cancelled")

    await typed(stage, TITLE)
    assert wording("refusal-not-understood") in stage.office.chat.last.text
    await typed(stage, "/anuluj")
    assert wording("refusal-nothing-to-cancel") in stage.office.chat.last.text
    async with stage.narada.db.snapshot() as store:
        assert await store.meetings.between([1], TUESDAY_MORNING) == []


async def test_the_button_anuluj_ends_it_too_and_its_other_buttons_say_so(stage: Stage) -> None:
    await typed(stage, f"/nowe {LINE}")
    announce = next(
        button.data for row in stage.office.chat.last.buttons for button in row if button.text.endswith("Ogłoś")
    )
    await stage.press(stage.office, "Anuluj")

    toast = await (await stage.office.forge(announce or "")).answered()

    assert toast is not None
    assert toast.text == wording("refusal-question-gone")


async def test_a_line_without_an_hour_asks_only_for_it(stage: Stage) -> None:
    await typed(stage, "/nowe Rada; 20 maja; Luzino; Porządek obrad: targi")
    assert await asks(stage, "ask-hour")

    await stage.press(stage.office, "10:00")

    preview = stage.office.chat.last
    assert "Ogłoś" in preview.words
    assert all(part in preview.text for part in (DAY, "Luzino", "targi"))
