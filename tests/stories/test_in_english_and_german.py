"""The main job in English, in German and in three languages at once, by the words that interface.md fixes."""

from dataclasses import dataclass

import orjson
import pytest

from sandbox import Message, Person
from tests.stories.calendars import newest_file, starts
from tests.stories.conftest import ANSWER_REMINDER, CARITAS, COURSES, LINE, PARISH, PUP, START, Stage, wording
from tests.support.service import link_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What is fixed for one language, and what people who speak it type."""

    language: str
    line: str
    day: str
    new: str
    invite: str
    sectors: tuple[str, str, str, str]
    calendar: str
    settings: str
    my_data: str
    help: str
    announce: str
    answers: tuple[str, str, str]
    substitute: str
    file: str
    counts: str
    cancel: str


ENGLISH = Spoken(
    language="en",
    line="Working meeting; Thursday next week 10am-12pm; County Office, room 12; Agenda: job fair",
    day="20 May 2027",
    new="/new",
    invite="/invite",
    sectors=("public", "NGO", "business", "ngo"),
    calendar="/calendar",
    settings="/settings",
    my_data="/mydata",
    help="/help",
    announce="Announce",
    answers=("I'll come", "I can't come", "Maybe"),
    substitute="Substitute",
    file="Add to calendar",
    counts="Coming: {} · Not coming: {} · Maybe: {}\nNo answer: {}",
    cancel="Cancel",
)
GERMAN = Spoken(
    language="de",
    line="Arbeitstreffen; Donnerstag nächste Woche 10-12 Uhr; Landratsamt, Raum 12; Thema: Jobmesse",
    day="20. Mai 2027",
    new="/neu",
    invite="/einladen",
    sectors=("öffentlich", "gemeinnuetzig", "Privat", "gemeinnützig"),
    calendar="/kalender",
    settings="/einstellungen",
    my_data="/meinedaten",
    help="/hilfe",
    announce="Ankündigen",
    answers=("Ich komme", "Ich komme nicht", "Vielleicht"),
    substitute="Vertretung",
    file="In den Kalender",
    counts="Zusagen: {} · Absagen: {} · Vielleicht: {}\nOhne Antwort: {}",
    cancel="Abbrechen",
)
ORGANISATIONS = (PUP, CARITAS, COURSES, PARISH)
BOTH = pytest.mark.parametrize("spoken", [ENGLISH, GERMAN], ids=lambda spoken: spoken.language)


async def partnership_of(stage: Stage, spoken: Spoken) -> tuple[Person, ...]:
    """A partnership of its own, whose coordinator and four representatives speak one language."""
    language = spoken.language
    office = await stage.narada.coordinator(f"office ({language})", language=language, partnership="WRZOS")
    people = [office]
    for organisation, sector in zip(ORGANISATIONS, spoken.sectors, strict=True):
        shown = await stage.say(office, f"{spoken.invite} {organisation}; {sector}")
        link = link_in(shown)
        assert link is not None, office.chat.described()
        people.append(await stage.newcomer(link, f"{organisation} ({language})", language))
    return tuple(people)


async def announced(stage: Stage, office: Person, spoken: Spoken) -> Message:
    """Announced in one line; the preview, as it was."""
    preview = await stage.say(office, f"{spoken.new} {spoken.line}")
    assert {spoken.announce, spoken.cancel} <= set(preview.words)
    assert spoken.day in preview.text
    assert wording("preview-reach", spoken.language, organisations=4, people=5) in preview.text
    await stage.press(office, spoken.announce)
    return preview


@BOTH
async def test_announced_and_answered_by_the_fixed_words_and_the_silent_is_reminded(
    stage: Stage, spoken: Spoken
) -> None:
    office, pup, caritas, courses, parish = await partnership_of(stage, spoken)
    await announced(stage, office, spoken)

    for person, word in zip((pup, caritas, courses), spoken.answers, strict=True):
        await stage.press(person, word)
    await stage.press(pup, spoken.substitute)
    await stage.say(pup, "Head of the training department")

    for person in (office, pup, caritas, courses, parish):
        assert spoken.counts.format(1, 1, 1, 1) in stage.shown(person, spoken.day)
    notice = wording("notice-substitute", spoken.language, organisation=PUP, name="Head of the training department")
    assert office.chat.containing(notice)
    await stage.narada.move(ANSWER_REMINDER)
    assert [stage.reminders(person) for person in (office, pup, caritas, courses, parish)] == [0, 0, 0, 0, 1]
    assert set(spoken.answers) <= set(parish.chat.last.words)


@BOTH
async def test_everybody_takes_the_file_the_address_the_settings_and_their_data(stage: Stage, spoken: Spoken) -> None:
    office, pup, *_ = await partnership_of(stage, spoken)
    await announced(stage, office, spoken)
    said = spoken.language

    await stage.press(pup, spoken.file)
    assert starts(newest_file(pup)) == START
    calendar = await stage.say(pup, spoken.calendar)
    assert wording("feeds-title", said) in calendar.text
    assert any(button.copy for row in calendar.buttons for button in row)
    settings = await stage.say(pup, spoken.settings)
    assert wording("settings-title", said) in settings.text
    shown = await stage.say(pup, spoken.my_data)
    assert PUP in shown.text
    await stage.press(pup, wording("button-export", said))
    file = pup.chat.last.file
    assert file is not None
    assert orjson.loads(file.bytes)["person"]["language"] == said
    assert spoken.calendar in (await stage.say(pup, spoken.help)).text
    assert spoken.new not in pup.chat.last.text
    assert f"{spoken.new} " in (await stage.say(office, spoken.help)).text


@BOTH
async def test_a_step_by_step_meeting_is_typed_and_cancelled_in_that_language(stage: Stage, spoken: Spoken) -> None:
    office = await stage.narada.coordinator("office", language=spoken.language, partnership="WRZOS")
    await stage.say(office, spoken.new)
    await stage.say(office, "Seminar")
    await stage.say(office, spoken.line.split(";")[1])

    assert wording("ask-place", spoken.language) in office.chat.last.text
    await stage.press(office, spoken.cancel)
    assert wording("dialog-cancelled", spoken.language) in office.chat.last.text


@dataclass(frozen=True, slots=True)
class Reader:
    language: str
    day: str
    answer: str
    counts: str


async def test_in_one_partnership_everybody_reads_and_answers_in_their_own_language(stage: Stage) -> None:
    readers = {
        stage.caritas: Reader("en", ENGLISH.day, "I'll come", ENGLISH.counts),
        stage.courses: Reader("de", GERMAN.day, "Ich komme", GERMAN.counts),
        stage.pup: Reader("pl", "20 maja 2027", "Będę", "Będzie: {} · Nie będzie: {} · Może: {}\nBez odpowiedzi: {}"),
    }
    for person, reader in readers.items():
        await stage.say(person, "/ustawienia")
        await stage.press(person, wording("language-own-name", reader.language))
    preview = await stage.say(stage.office, f"/nowe {LINE}")
    assert wording("preview-languages", languages="polski, angielski, niemiecki") in preview.text
    await stage.press(stage.office, "Ogłoś")

    for person, reader in readers.items():
        card = stage.shown(person, reader.day)
        assert reader.counts.format(0, 0, 0, 4) in card
        assert reader.answer in person.chat.last.words
    await stage.press(stage.caritas, "I'll come")
    await stage.press(stage.courses, "Ich komme nicht")
    for person, reader in readers.items():
        assert reader.counts.format(1, 1, 0, 2) in stage.shown(person, reader.day)


@BOTH
async def test_a_reminder_and_a_change_come_in_the_language_of_their_reader(stage: Stage, spoken: Spoken) -> None:
    await stage.say(stage.caritas, "/ustawienia")
    await stage.press(stage.caritas, wording("language-own-name", spoken.language))
    await stage.announced()

    await stage.narada.move(ANSWER_REMINDER)
    reminder = stage.caritas.chat.last
    asked = wording("notice-please-answer", spoken.language, moment="").strip()
    assert asked in reminder.text
    assert "Prosimy o odpowiedź" in stage.pup.chat.last.text
    await stage.change("Miejsce", "Luzino, Urząd Gminy")

    assert wording("notice-changed", spoken.language) in stage.caritas.chat.last.text
    assert wording("notice-changed") in stage.pup.chat.last.text


@BOTH
async def test_whoever_is_new_is_met_in_the_language_of_their_telegram(stage: Stage, spoken: Spoken) -> None:
    link = await stage.link_from(PUP, wording("button-deputy"))
    deputy = stage.narada.telegram.person("newcomer", spoken.language)
    await deputy.open(link)
    await stage.narada.settled()

    agree = wording("button-agree", spoken.language)
    assert agree in {"I agree", "Ich stimme zu"}
    await stage.press(deputy, agree)
    joined = wording(
        "joined-deputy", spoken.language, organisation=PUP, partnership="Partnerstwo w Powiecie Wejherowskim"
    )
    assert joined in deputy.chat.last.text
    commands = {command["command"] for command in deputy.commands}
    assert spoken.calendar.removeprefix("/") in commands
