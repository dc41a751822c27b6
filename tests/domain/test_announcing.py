"""Writing an announcement: what a message becomes at each step, and how an album is gathered."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain import announcing
from bot.domain.announcements import ALBUM_LIMIT, CAPTION_LIMIT, Announcement, Attachment, AttachmentKind
from bot.domain.announcing import Written
from bot.domain.audiences import Audience
from bot.domain.dialogs import Dialog, DialogKind, Reading, Step
from bot.domain.people import Language
from bot.domain.refusals import OneFileOnly, Refusal, TextEmpty, TextExpected, TextTooLong

NOW = datetime(2027, 5, 11, 7, tzinfo=UTC)
READING = Reading(language=Language.POLISH, now=NOW, zone=ZoneInfo("Europe/Warsaw"))
ALBUM = "13000000000000001"
PHOTOS = tuple(Attachment(AttachmentKind.PHOTO, f"photo{n}") for n in range(1, ALBUM_LIMIT + 2))


def dialog(kind: DialogKind = DialogKind.ANNOUNCE, step: Step = Step.TEXT, **draft: object) -> Dialog:
    return Dialog(chat_id=1, serial=1, person_id=1, kind=kind, step=step, updated_at=NOW, draft=draft)


def part(number: int, text: str = "", album: str = ALBUM) -> Written:
    return Written(html=text, attachment=PHOTOS[number], album=album)


def after(begun: Dialog, *messages: Written) -> Dialog:
    for message in messages:
        begun = announcing.written(begun, message, READING)
    return begun


def test_an_album_is_gathered_while_the_audience_is_asked() -> None:
    gathered = after(dialog(), part(0, "Zdjęcia"), part(1), part(2))

    assert gathered.step is Step.AUDIENCE
    assert announcing.draft(gathered).attachments == PHOTOS[:3]
    assert announcing.draft(gathered).text == "Zdjęcia"


def test_words_under_a_later_file_stand_below_those_under_the_first() -> None:
    assert announcing.draft(after(dialog(), part(0, "Plan"), part(1, "Lista"))).text == "Plan\nLista"
    assert announcing.draft(after(dialog(), part(0), part(1, "Lista"))).text == "Lista"


def test_an_album_in_place_of_the_text_waits_before_the_preview() -> None:
    replaced = after(dialog(audience={"kind": "all"}, text="Zapowiedź"), part(0, "Zdjęcia"), part(1))

    assert replaced.step is Step.FIELDS
    assert announcing.draft(replaced).text == "Zdjęcia"
    assert len(announcing.draft(replaced).attachments) == 2


@pytest.mark.parametrize(
    ("step", "message", "refusal"),
    [
        (Step.AUDIENCE, part(2, album="another"), OneFileOnly),
        (Step.AUDIENCE, part(2, album=""), OneFileOnly),
        (Step.PREVIEW, part(2, album=""), OneFileOnly),
        (Step.AUDIENCE, part(1, "ż" * CAPTION_LIMIT), TextTooLong),
    ],
)
def test_what_does_not_belong_to_the_album_is_refused_and_the_album_stays(
    step: Step, message: Written, refusal: type[Refusal]
) -> None:
    begun = replace(after(dialog(), part(0, "Plan"), part(1)), step=step)

    with pytest.raises(refusal):
        announcing.written(begun, message, READING)


def test_the_eleventh_file_of_an_album_is_refused() -> None:
    full = after(dialog(), *(part(number) for number in range(ALBUM_LIMIT)))

    with pytest.raises(OneFileOnly):
        announcing.written(full, part(ALBUM_LIMIT), READING)


def test_a_correction_takes_a_text_and_no_files() -> None:
    correcting = dialog(DialogKind.CORRECT, attachments=[["photo", "photo1", ""]])

    with pytest.raises(TextExpected):
        announcing.written(correcting, part(0), READING)
    assert announcing.draft(after(correcting, Written(html="Po poprawce"))).attachments == PHOTOS[:1]


def test_a_new_text_takes_the_files_away_that_came_with_the_old_one() -> None:
    rewritten = after(replace(after(dialog(), part(0), part(1)), step=Step.TEXT), Written(html="Bez zdjęć"))

    assert announcing.draft(rewritten).attachments == ()
    with pytest.raises(TextExpected):
        announcing.written(rewritten, part(2), READING)


def test_nothing_at_all_is_no_announcement() -> None:
    with pytest.raises(TextEmpty):
        announcing.written(dialog(), Written(html="  "), READING)


@pytest.mark.parametrize(
    ("files", "asks_receipt", "apart"), [(0, True, False), (1, True, False), (2, False, False), (2, True, True)]
)
def test_only_an_album_with_a_button_has_its_text_apart(files: int, asks_receipt: bool, apart: bool) -> None:
    of = Announcement(
        id=1,
        partnership_id=1,
        text="Nabór",
        audience=Audience(),
        created_at=NOW,
        due_at=NOW,
        attachments=PHOTOS[:files],
        asks_receipt=asks_receipt,
    )

    assert of.text_apart is apart
