"""Every button and every command, tried by the office and by a partner, in every language."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import pytest
from sqlalchemy import update

from bot.domain.letters import Status
from bot.domain.people import Language, Sector
from bot.views.announcements import Act
from bot.views.callback_data import Action, Item, Verb
from bot.views.commands import ALIASES, Command
from sandbox import Person
from storage import schema
from tests.stories.conftest import CAST, OFFICE, PUP, Stage, wording
from tests.stories.languages import keys, strayed
from tests.stories.walking import ANSWERS, Walk, said
from tests.support.service import PARTNERSHIP

MEETING = "Kick-off; 20.05.2027 10:00-12:00; Wejherowo"
REQUEST = (
    "Report 1; 21.05.2027 12:00; People [liczba osób]; Online [tak/nie]; Form [A|B]; End [data]; Remarks; List [plik]"
)
SECOND = "drugi koordynator"
NAMES = (
    *(
        PARTNERSHIP,
        OFFICE,
        SECOND,
        "Zespół Szkół",
        "Związek",
        "Urząd Pracy",
        "Ośrodek Kursów",
        "liczba osób",
        "tak/nie",
    ),
    *(name for organisation, _, title in CAST for name in (organisation, title)),
    *(wording(key, language) for key in ("language-own-name", "button-read") for language in Language),
    *(
        "Caritas Archidiecezji Gdańskiej",
        "Gmina Luzino",
        "ul. Stanisława Moniuszki",
        "OK Ośrodek Kursów",
        "Prezes Urzędu Ochrony Danych Osobowych",
    ),
)
"""What people typed, examples, and what the bot itself says in the language of others."""


def named(words: Iterable[StrEnum]) -> frozenset[str]:
    """With the kind before each, because the same word of two kinds is one and the same in a set."""
    return frozenset(f"{type(word).__name__}.{word}" for word in words)


BY_THE_OFFICE = named(
    (
        *(Verb.MENU, Verb.MEETING, Verb.ROLL, Verb.BEHALF, Verb.CHANGE, Verb.CALL_OFF, Verb.FILE, Verb.FEED),
        *(Verb.SETTING, Verb.DATA, Verb.PARTNERS, Verb.INVITATION, Verb.COORDINATORS, Verb.DIALOG, Verb.HELD),
        Item.HELD,
        *(Item.MENU, Item.MEETINGS, Item.CALENDAR, Item.SETTINGS, Item.MY_DATA, Item.HELP, Item.NEW, Item.PARTNERS),
        *(Item.INVITE, Action.BACK, Action.CANCEL, Action.SKIP, Action.PICK, Action.CONFIRM),
        *(Command.START, Command.MEETINGS, Command.CALENDAR, Command.NEW, Command.INVITE, Command.PARTNERS),
        *(Command.SETTINGS, Command.MY_DATA, Command.HELP, Command.CANCEL),
    )
)
BY_THE_OFFICE_IN_ANNOUNCEMENTS = named(
    (Verb.ANNOUNCEMENT, Verb.READ, Item.ANNOUNCE, Item.ANNOUNCEMENTS, *Act, Command.ANNOUNCE)
)
BY_THE_OFFICE_IN_REPORTS = named(
    (Verb.REQUEST, Verb.REPORT, Item.REQUEST, Item.REPORTS, Command.REQUEST, Command.REPORTS, Command.REPORT)
)
BY_A_PARTNER = named(
    (
        *(Verb.NOTICE, Verb.AGREE, Verb.MENU, Verb.MEETING, Verb.RSVP, Verb.PEOPLE, Verb.NOTE, Verb.SUBSTITUTE),
        *(Verb.FILE, Verb.FEED, Verb.SETTING, Verb.DATA, Verb.READ, Verb.REPORT, Verb.DIALOG),
        *(Item.MENU, Item.MEETINGS, Item.REPORT, Item.CALENDAR, Item.SETTINGS, Item.MY_DATA, Item.HELP, Item.PARTNERS),
        *(Action.BACK, Action.CANCEL, Action.PICK, Action.CONFIRM, *Command),
    )
)
ELSEWHERE = {
    "Verb.which": "asked of whoever is in several partnerships: test_in_whose_name",
    "Verb.ms": "the further pages of a long list: tests/views/test_meetings",
    "Action.later": "offered while the office is closed: test_announced_out_of_hours",
}
BY_BUTTONS_ALONE = {
    *("ask-kind", "ask-fields", "ask-sector", "ask-audience", "ask-partners", "ask-meeting", "ask-with_answer"),
    *("ask-before", "ask-lead", "ask-request_audience", "ask-request_partners", "ask-question", "ask-sent-questions"),
    "ask-which_hour",  # once a year
    "ask-button",  # in place of a question that is gone
}

pytestmark = pytest.mark.thorough
spoken = pytest.mark.parametrize("language", list(Language))


def untyped(text: str) -> str:
    """Without names and what people typed."""
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def not_in(language: Language, everything: Iterable[str]) -> list[tuple[str, str]]:
    """What was said in another language, after the part that shows it."""
    told = ((strayed(untyped(text), language), text) for text in sorted(set(everything)))
    return [(part, text) for part, text in told if part]


def refused(person: Person, language: Language) -> list[str]:
    """What was refused, but for what is rightly said of a conversation that has ended, or of an empty choice."""
    rightly = {wording(f"refusal-{name}", language) for name in ("nothing-to-cancel", "question-gone", "nobody-asked")}
    return [toast.text for toast in person.toasts if toast.alert and toast.text not in rightly]


def words(walk: Walk) -> frozenset[str]:
    """What the pressed buttons and the sent commands stand for."""
    commands = (ALIASES[text[1:]] for text in walk.sent if text[1:] in ALIASES)
    return named((*_pressed(walk.pressed), *commands))


def _pressed(datas: Iterable[str]) -> Iterator[StrEnum]:
    inner: dict[str, type[StrEnum]] = {Verb.MENU: Item, Verb.DIALOG: Action, Verb.ANNOUNCEMENT: Act}
    for data in datas:
        verb, *parts = data.split(":")
        yield Verb(verb)
        of = inner.get(verb)
        if of is not None:
            yield from (of(part) for part in parts[:2] if part in of._value2member_map_)


def of_announcements(about: str) -> bool:
    return about.startswith(("ann:", "read:", f"menu:{Item.ANNOUNCE}"))


def of_reports(about: str) -> bool:
    return about.startswith(("req:", "rep:", f"menu:{Item.REQUEST}", f"menu:{Item.REPORT}"))


def of_everything_else(about: str) -> bool:
    return not of_announcements(about) and not of_reports(about)


async def at_the_office(stage: Stage, language: Language, wanted: Callable[[str], bool]) -> Walk:
    """One of two coordinators of a partnership that has a meeting, held letters, and a partner outside Telegram."""
    await stage.narada.coordinator(SECOND)
    await stage.narada.invite(stage.office, "Związek", Sector.PUBLIC)
    await stage.announced(MEETING)
    await held_by_a_restore(stage)
    await stage.say(stage.office, "/ustawienia")
    await stage.press(stage.office, wording("language-own-name", language))
    return Walk(stage, stage.office, language, wanted)


async def held_by_a_restore(stage: Stage) -> None:
    """Cards and news of who joined, as if the store came from a backup that was taken before they went out."""
    outbox = schema.outbox
    kinds = outbox.c.kind.in_(["MeetingAnnounced", "PartnerJoined"])
    async with stage.narada.db.altered() as connection:
        await connection.execute(update(outbox).where(kinds).values(status=Status.HELD))


async def at_a_partner(stage: Stage, language: Language) -> Walk:
    """Somebody new, who is asked for an answer, a confirmation and a report once they have agreed."""
    link = await stage.link_from(PUP, wording("button-deputy"))
    person = stage.narada.telegram.person("deputy", language)
    await person.open(link)
    await stage.narada.settled()
    walk = Walk(stage, person, language)
    await walk.take(Verb.NOTICE)
    await walk.take(Verb.AGREE)
    await stage.announced(MEETING)
    await stage.say(stage.office, "/ogloszenie Newsletter")
    await stage.press(stage.office, wording("button-receipt-on"), wording("button-send"))
    await stage.say(stage.office, f"/prosba {REQUEST}")
    await stage.press(stage.office, wording("request-button-send"))
    return walk


async def walked_through_the_office(stage: Stage, language: Language, wanted: Callable[[str], bool]) -> Walk:
    walk = await at_the_office(stage, language, wanted)
    begun = stage.narada.telegram.journal.select()[-1].number

    await walk.walk()

    assert walk.given_up == []
    assert not_in(language, said(walk.person, stage, begun)) == []
    return walk


@spoken
async def test_the_office_can_press_everything_and_is_answered_in_its_language(
    stage: Stage, language: Language
) -> None:
    walk = await walked_through_the_office(stage, language, of_everything_else)

    assert refused(walk.person, language) == [wording("refusal-last-coordinator", language, partnership=PARTNERSHIP)]
    assert words(walk) >= BY_THE_OFFICE


@spoken
async def test_the_office_can_press_everything_about_announcements_and_is_answered_in_its_language(
    stage: Stage, language: Language
) -> None:
    walk = await walked_through_the_office(stage, language, of_announcements)

    assert refused(walk.person, language) == []
    assert words(walk) >= BY_THE_OFFICE_IN_ANNOUNCEMENTS


@spoken
async def test_the_office_can_press_everything_about_reports_and_is_answered_in_its_language(
    stage: Stage, language: Language
) -> None:
    walk = await walked_through_the_office(stage, language, of_reports)

    assert refused(walk.person, language) == []
    assert words(walk) >= BY_THE_OFFICE_IN_REPORTS


@spoken
async def test_a_partner_can_press_everything_and_is_answered_in_their_language(
    stage: Stage, language: Language
) -> None:
    walk = await at_a_partner(stage, language)

    await walk.walk()

    assert walk.given_up == []
    assert not_in(language, said(walk.person, stage, since=0)) == []
    assert refused(walk.person, language) == []
    assert words(walk) >= BY_A_PARTNER


def test_whatever_a_button_or_a_command_can_say_is_said_on_a_walk_or_has_a_reason() -> None:
    every = named((*Verb, *Item, *Action, *Act, *Command))

    by_the_office = BY_THE_OFFICE | BY_THE_OFFICE_IN_ANNOUNCEMENTS | BY_THE_OFFICE_IN_REPORTS
    assert by_the_office | BY_A_PARTNER | ELSEWHERE.keys() == every


def test_every_question_has_an_answer_on_the_walk() -> None:
    assert {key for key in keys(Language.POLISH) if key.startswith("ask-")} == BY_BUTTONS_ALONE | {
        key for key in ANSWERS if key.startswith("ask-")
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Meeting on wtorek", Language.ENGLISH),
        ("Upcoming meetings: /spotkania", Language.ENGLISH),
        ("Bez odpowiedzi: 3", Language.GERMAN),
        ("Please answer again.", Language.POLISH),
        ("Vielen Dank für die Bestätigung.", Language.ENGLISH),
        ("Coming: { $n }", Language.ENGLISH),
        ("refusal-not-found", Language.ENGLISH),
    ],
)
def test_what_belongs_to_another_language_is_noticed(text: str, language: Language) -> None:
    assert strayed(text, language)
    assert not strayed(wording("count-yes", language, n=3), language)
