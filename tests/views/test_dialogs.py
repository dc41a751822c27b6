"""The questions of dialogs: their examples are understood, their buttons lead somewhere."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain import dates
from bot.domain.dialogs import SKIPPABLE, Dialog, DialogKind, Reading, Step, one_line, picked
from bot.domain.people import Language
from bot.views import dialogs
from bot.views.callback_data import split
from bot.views.message import Message
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words
from tests.views.telegram_html import visible

WARSAW = ZoneInfo("Europe/Warsaw")
PL = texts(Language.POLISH)
DAY = date(2027, 5, 11)

spoken = pytest.mark.parametrize("language", Language)


def asked(dialog: Dialog, language: Language = Language.POLISH, *, resumed: bool = False) -> Message:
    return dialogs.question(dialog, texts(language), NOW, WARSAW, resumed=resumed)


def values(message: Message) -> list[str]:
    """The ready values of a question's buttons."""
    parts = [split(button.data)[1] for row in message.buttons for button in row]
    return [part[2] for part in parts if part[1] == "pick"]


def reading(language: Language) -> Reading:
    return Reading(language=language, now=NOW, zone=WARSAW)


def examples(language: Language, key: str) -> list[str]:
    return re.findall("[„“]([^„“”]+)[”“]", texts(language).plain(key))


@spoken
@pytest.mark.parametrize("key", ["hint-when", "hint-deadline"])
def test_every_example_of_a_date_is_understood(language: Language, key: str) -> None:
    found = examples(language, key)

    assert len(found) >= 2
    for phrase in found:
        when = dates.understand(phrase, language=language.value, now=NOW, zone=WARSAW)
        assert when.starts_at(WARSAW) > NOW, phrase


@spoken
@pytest.mark.parametrize("key", ["hint-hour", "hint-deadline-hour"])
def test_every_example_of_an_hour_is_understood(language: Language, key: str) -> None:
    for phrase in examples(language, key):
        assert dates.understand(phrase, language=language.value, now=NOW, zone=WARSAW, date=DAY).start.hour == 10


@spoken
def test_every_example_of_a_pause_is_a_day(language: Language) -> None:
    for phrase in examples(language, "hint-pause"):
        with pytest.raises(dates.HourMissing):
            dates.understand(phrase, language=language.value, now=NOW, zone=WARSAW)


@spoken
def test_the_example_of_a_meeting_in_one_line_reaches_the_preview(language: Language) -> None:
    line = texts(language).plain("help-new-example")

    assert one_line(a.dialog(), line, reading(language)).step is Step.PREVIEW


@spoken
def test_every_ready_hour_is_an_hour_of_that_day(language: Language) -> None:
    dialog = a.dialog(step=Step.HOUR, draft={"title": "x", "day": DAY.isoformat(), "asking": "when"})
    ready = values(asked(dialog, language))

    assert len(ready) == 5
    for value, hour in zip(ready, (9, 10, 12, 14, 16), strict=True):
        answered = picked(dialog, value, reading(language))
        assert answered.draft["start"] == f"2027-05-11T{hour:02}:00:00"


@pytest.mark.parametrize(
    ("step", "kind"), [(Step.KIND, "new_meeting"), (Step.SECTOR, "invite"), (Step.FIELDS, "change_meeting")]
)
def test_every_ready_answer_is_one_the_dialog_takes(step: Step, kind: str) -> None:
    dialog = a.dialog(DialogKind(kind), step, draft={"title": "x", "start": "2027-05-11T10:00:00", "place": ""})
    ready = values(asked(dialog))

    assert len(ready) == {Step.KIND: 8, Step.SECTOR: 3, Step.FIELDS: 7}[step]
    for value in ready:
        assert picked(dialog, value, reading(Language.POLISH)).step is not step


@spoken
def test_the_hour_that_comes_twice_is_told_apart_by_its_distance_from_utc(language: Language) -> None:
    dialog = a.dialog(step=Step.WHICH_HOUR, draft={"pending": "31.10.2027 02:30", "day": None})
    shown = asked(dialog, language)

    assert values(shown) == ["first", "second"]
    assert [row[0].text[-7:] for row in shown.buttons[:2]] == [" UTC+2)", " UTC+1)"]
    assert all(row[0].text.startswith("02:30 (") for row in shown.buttons[:2])


@pytest.mark.parametrize("step", Step)
def test_cancel_is_always_there_skip_only_where_something_may_be_left_out(step: Step) -> None:
    draft = {"day": "2027-05-11", "pending": "2:30"}
    labels = [button.text for row in asked(a.dialog(step=step, draft=draft)).buttons for button in row]

    assert labels[-1] == "Anuluj"
    assert ("Pomiń" in labels) == (step in SKIPPABLE)
    assert "Wstecz" not in labels


def test_back_is_there_once_there_is_a_question_to_go_back_to() -> None:
    shown = asked(a.dialog(step=Step.WHEN, trail=(Step.TITLE,)))

    assert [button.data for button in shown.buttons[-1]] == ["d:123456:back", "d:123456:cancel"]


def test_an_interrupted_conversation_says_that_it_goes_on() -> None:
    assert visible(asked(a.dialog(), resumed=True).text).startswith("Wracamy do przerwanej rozmowy.\n\n")


def test_a_correction_shows_what_stands_there_now() -> None:
    draft = {"title": "Narada <b>", "start": "2027-05-11T10:00:00", "end": "2027-05-11T12:00:00", "kind": "training"}

    assert "Obecnie: Narada <b>" in visible(asked(a.dialog(step=Step.TITLE, draft=draft)).text)
    assert "Obecnie: wtorek, 11 maja 2027" in visible(asked(a.dialog(step=Step.WHEN, draft=draft)).text)
    assert "Obecnie: Szkolenie" in visible(asked(a.dialog(step=Step.KIND, draft=draft)).text)


def test_an_hour_for_the_deadline_is_not_asked_as_an_hour_of_the_meeting() -> None:
    dialog = a.dialog(step=Step.HOUR, draft={"day": "2027-05-10", "asking": "deadline"})

    assert "Do której godziny przyjmować odpowiedzi?" in asked(dialog).text
    assert "poniedziałek, 10 maja 2027" in asked(dialog).text


def test_calling_off_shows_what_why_and_how_many_are_told() -> None:
    dialog = a.dialog(DialogKind.CANCEL_MEETING, Step.CONFIRM, draft={"reason": "Awaria"}, trail=(Step.REASON,))
    shown = dialogs.confirm_call_off(dialog, a.meeting(Words()), 3, PL)

    assert "Odwołać spotkanie „Posiedzenie zespołu roboczego”?" in visible(shown.text)
    assert "Powód: Awaria\nPowiadomienie otrzymają 3 osoby." in visible(shown.text)
    assert [[button.text for button in row] for row in shown.buttons] == [["Odwołaj spotkanie"], ["Wstecz", "Anuluj"]]
    assert shown.buttons[0][0].data == "d:123456:go"
