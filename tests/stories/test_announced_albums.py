"""An announcement with several photos or documents at once: one album for everybody, corrected and withdrawn whole."""

from datetime import timedelta

from sandbox import Message, Person
from sandbox.files import FileKind
from tests.stories.announcing import PNG, account, copies, correct, having, rows
from tests.stories.conftest import Stage, wording

TEXT = "Zdjęcia z seminarium"
PHOTOS = tuple((f"zdjecie{n}.png", PNG) for n in range(1, 4))
LISTS = (("lista.pdf", b"%PDF-1.7 lista"), ("regulamin.pdf", b"%PDF-1.7 regulamin"))
READ = "Zapoznałem się"


async def written(stage: Stage, *, caption: str = TEXT, documents: bool = False) -> None:
    """The album is sent for an announcement, and the audience is asked."""
    await stage.say(stage.office, "/ogloszenie")
    kind = FileKind.DOCUMENT if documents else FileKind.PHOTO
    await stage.office.send_album(LISTS if documents else PHOTOS, kind=kind, caption=caption)
    await stage.narada.settled()


def files(person: Person) -> list[Message]:
    return [message for message in person.chat.from_bot if message.file is not None]


def albums(person: Person) -> int:
    """How many albums have arrived, whatever became of them."""
    return len(
        {message.extra["media_group_id"] for message in person.chat.history if message.from_bot and message.file}
    )


async def test_an_album_is_one_announcement_and_one_copy_for_everybody(stage: Stage) -> None:
    asked = len(stage.office.chat.from_bot)
    await written(stage)
    assert len(stage.office.chat.from_bot) == asked + 2  # for the text, and once for the audience

    await stage.press(stage.office, "sektor: pozarządowy")
    assert len(files(stage.office)) == 3
    assert "Trafi do: 2 organizacji, 2 osób" in stage.office.chat.last.text

    await stage.press(stage.office, "Wyślij")

    assert having(stage, TEXT) == [stage.caritas.title, stage.parish.title]
    for partner in (stage.caritas, stage.parish):
        assert [message.text for message in files(partner)] == [TEXT, "", ""]
        assert albums(partner) == 1
    assert [row.facts["files"] for row in await rows(stage)] == [3, 3]  # turns that each takes
    assert "Wysłane: 2 z 2" in account(stage)


async def test_the_caption_of_an_album_is_corrected_and_all_its_files_are_withdrawn(stage: Stage) -> None:
    await written(stage, documents=True)
    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij")

    await correct(stage, "Lista i regulamin")

    assert [message.text for message in files(stage.pup)] == ["Lista i regulamin", ""]
    assert "Poprawiona treść: 4 z 4" in account(stage)

    await stage.press(stage.office, "Wycofaj", "Tak, wycofaj")

    assert [files(partner) for partner in stage.partners] == [[], [], [], []]
    assert wording("account-taken-back", done=4, total=4) in account(stage)


async def test_the_button_to_confirm_stands_below_the_album_with_the_text(stage: Stage) -> None:
    await written(stage)
    await stage.press(stage.office, "wszyscy partnerzy", "Poproś o potwierdzenie")
    assert wording("announcing-exactly", n=2) in stage.office.chat.last.text
    await stage.press(stage.office, "Wyślij")
    assert [message.text for message in files(stage.pup)] == ["", "", ""]
    assert (stage.pup.chat.last.text, stage.pup.chat.last.words) == (TEXT, [READ])

    await stage.press(stage.pup, READ)
    await correct(stage, "Zdjęcia i materiały")

    assert "Potwierdziły organizacje: 1 z 4" in account(stage)
    assert [len(copies(partner, "Zdjęcia i materiały")) for partner in stage.partners] == [1, 1, 1, 1]
    assert stage.pup.chat.last.words == [f"✅ {READ}"]

    await stage.press(stage.office, "Wycofaj", "Tak, wycofaj")

    assert [files(partner) for partner in stage.partners] == [[], [], [], []]
    assert len(having(stage, "To ogłoszenie zostało wycofane")) == 4


async def albums_without_texts(stage: Stage) -> None:
    """All albums have arrived, and no text below them: Telegram asked for a pause, and the clock stands still."""
    stage.refused.add("Too Many Requests")
    await written(stage)
    await stage.press(stage.office, "wszyscy partnerzy", "Poproś o potwierdzenie")
    stage.narada.telegram.faults.fail(4, "sendMessage", retry_after=1)
    await stage.press(stage.office, "Wyślij")
    assert [albums(partner) for partner in stage.partners] == [1, 1, 1, 1]
    assert having(stage, TEXT) == []


async def test_stopped_between_album_and_text_the_rest_brings_only_the_text(stage: Stage) -> None:
    await albums_without_texts(stage)
    assert "Wysyłanie: 0 z 4" in account(stage)

    await stage.press(stage.office, "Zatrzymaj")
    await stage.narada.move(timedelta(minutes=5))
    assert having(stage, TEXT) == []
    await stage.press(stage.office, "Wyślij pozostałym")

    assert [albums(partner) for partner in stage.partners] == [1, 1, 1, 1]
    assert [len(copies(partner, TEXT)) for partner in stage.partners] == [1, 1, 1, 1]
    assert "Wysłane: 4 z 4" in account(stage)


async def test_an_album_whose_text_has_not_arrived_is_withdrawn_too(stage: Stage) -> None:
    await albums_without_texts(stage)

    await stage.press(stage.office, "Wycofaj", "Tak, wycofaj")
    await stage.narada.move(timedelta(minutes=5))

    assert [files(partner) for partner in stage.partners] == [[], [], [], []]
    assert having(stage, TEXT) == []


async def test_an_album_in_place_of_the_text_waits_for_its_last_file_before_the_preview(stage: Stage) -> None:
    await stage.say(stage.office, "/ogloszenie Zapowiedź")
    await stage.press(stage.office, "Popraw", "Treść")
    await stage.office.send_album(PHOTOS, caption=TEXT)
    await stage.narada.settled()
    assert wording("announcing-album") in stage.office.chat.last.text
    assert files(stage.office) == []

    await stage.press(stage.office, "Gotowe – podgląd", "Wyślij")

    assert [albums(partner) for partner in stage.partners] == [1, 1, 1, 1]
    assert having(stage, "Zapowiedź") == []


async def test_a_file_beside_the_album_is_refused_with_a_sentence(stage: Stage) -> None:
    await written(stage)
    await stage.office.send_photo(PNG)
    await stage.narada.settled()
    assert wording("refusal-one-file-only") in stage.office.chat.last.text

    await stage.press(stage.office, "wszyscy partnerzy", "Wyślij")

    assert len(files(stage.pup)) == len(PHOTOS)


async def test_an_album_whose_answer_was_lost_is_told_as_possibly_twice(stage: Stage) -> None:
    await written(stage)
    await stage.press(stage.office, "wszyscy partnerzy", "Poproś o potwierdzenie")
    stage.narada.telegram.faults.lose_answer(1, "sendMediaGroup")
    await stage.press(stage.office, "Wyślij")
    await stage.narada.move(timedelta(minutes=5))

    assert sorted(albums(partner) for partner in stage.partners) == [1, 1, 1, 2]
    assert [len(copies(partner, TEXT)) for partner in stage.partners] == [1, 1, 1, 1]
    assert "Być może dwa razy: 1" in account(stage)
