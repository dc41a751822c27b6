"""What the bot says unasked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import notices
from bot.domain.meetings import Change
from bot.domain.notices import KINDS, Notice, Told
from bot.domain.people import Language
from bot.domain.rsvps import Answer, Card
from bot.views import cards
from bot.views import notices as views
from bot.views.lengths import TEXT, units
from bot.views.message import Message
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words, long
from tests.views.telegram_html import visible

PL = texts(Language.POLISH)
WORDS = Words()
START = datetime(2027, 5, 11, 8, tzinfo=UTC)


def own(answer: Answer | None, **fields: object) -> Card:
    return a.card(WORDS, (a.seat_answer(WORDS, 1, answer, **fields),))


def told(notice: Notice, card: Card | None = None, *, now: datetime = NOW, **fields: object) -> Message:
    facts = Told(notice=notice, reader=a.person(WORDS), card=card, **fields)  # type: ignore[arg-type]
    return views.message(facts, PL, now)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def changed(*changes: Change) -> notices.MeetingChanged:
    return notices.MeetingChanged(
        meeting_id=12,
        revision=1,
        changes=changes,
        old_title=WORDS.title,
        old_place="Ratusz",
        old_start=datetime(2027, 5, 4, 8, tzinfo=UTC),
    )


def reminder(kind: type[notices.MeetingReminder] | type[notices.AnswerReminder]) -> Notice:
    return kind(meeting_id=12, rule="meeting/2h", counts_from=START)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_notice_that_can_be_stored_has_words(kind: type[Notice]) -> None:
    assert kind in views._WORDS


def test_an_announcement_is_the_card() -> None:
    card = own(None)

    assert told(notices.MeetingAnnounced(meeting_id=12), card) == cards.card(card, PL, NOW)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (timedelta(hours=2), "🔔 Przypominamy: spotkanie za 2 godziny."),
        (timedelta(days=1), "🔔 Przypominamy: spotkanie jutro."),
        (timedelta(days=4), "🔔 Przypominamy: spotkanie za 4 dni."),
    ],
)
def test_a_reminder_says_how_soon_and_becomes_the_card(before: timedelta, line: str) -> None:
    card, now = own(Answer.YES), START - before
    said = told(reminder(notices.MeetingReminder), card, now=now)
    shown = cards.card(card, PL, now)

    assert visible(said.text) == f"{line}\n\n{visible(shown.text)}"
    assert said.buttons == shown.buttons


def test_the_silent_are_asked_with_the_deadline_and_the_answer_buttons() -> None:
    said = told(reminder(notices.AnswerReminder), own(None))

    assert visible(said.text).startswith("🔔 Prosimy o odpowiedź do: poniedziałek, 10 maja 2027, godz. 10:00\n\n")
    assert labels(said)[0] == ["Będę", "Nie będę", "Może"]


def test_a_reminder_of_the_longest_card_still_fits() -> None:
    words = long("ż")
    said = told(reminder(notices.MeetingReminder), a.card(words, a.seats(words, 60), coordinator=True))

    assert TEXT - 200 < units(visible(said.text)) <= TEXT


def test_a_moved_meeting_says_what_was_and_what_is_and_asks_again() -> None:
    said = told(changed(Change.DATE), own(Answer.YES, date_revision=-1))
    text = visible(said.text)

    assert "Termin\nbyło: wtorek, 4 maja 2027, godz. 10:00\njest: wtorek, 11 maja 2027, godz. 10:00–12:00" in text
    assert "Prosimy o ponowną odpowiedź." in text
    assert labels(said) == [["Będę", "Nie będę", "Może"], ["Karta spotkania"]]


def test_a_changed_place_lets_the_answer_stand() -> None:
    said = told(changed(Change.PLACE), own(Answer.YES))

    assert "Miejsce: Ratusz → Starostwo Powiatowe, sala 12" in visible(said.text)
    assert "Dotychczasowa odpowiedź pozostaje ważna." in said.text
    assert labels(said) == [["Karta spotkania"]]


def test_who_speaks_for_nobody_hears_of_a_move_without_being_asked() -> None:
    said = told(changed(Change.DATE), a.card(WORDS, coordinator=True))

    assert "Prosimy" not in said.text
    assert labels(said) == [["Karta spotkania"]]


def test_a_cancellation_gives_the_reason_and_no_buttons() -> None:
    off = a.card(WORDS, meeting=a.meeting(WORDS, cancelled_at=NOW, cancel_reason="Awaria"))
    said = told(notices.MeetingCalledOff(meeting_id=12), off)

    assert "🚫 Spotkanie odwołane\nPosiedzenie zespołu roboczego" in visible(said.text)
    assert "Powód: Awaria" in said.text
    assert said.buttons == ()


def test_an_answer_noted_by_the_office_can_be_put_right_with_one_press() -> None:
    card = a.card(WORDS, (a.seat_answer(WORDS, 1, Answer.NO, on_behalf=True), a.seat_answer(WORDS, 2, None)))
    said = told(notices.AnsweredForYou(meeting_id=12, organisation_id=1), card)

    assert "Biuro partnerstwa zapisało odpowiedź w imieniu partnera „Powiatowy Urząd Pracy" in visible(said.text)
    assert "nie będzie" in said.text
    assert [button.data for button in said.buttons[0]] == ["r:12:yes:1", "r:12:no:1", "r:12:maybe:1"]


def test_the_caption_of_a_file_says_that_it_replaces_an_earlier_one_or_cancels() -> None:
    notice = notices.CalendarFileSent(meeting_id=12, revision=2)
    off = replace(a.meeting(WORDS), cancelled_at=NOW)

    assert "zastępuje poprzedni" in told(notice, own(None)).text
    assert "Spotkanie odwołane" in told(notice, a.card(WORDS, meeting=off)).text


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (
            notices.PartnerJoined(person_name="Osoba", organisation_name="Caritas"),
            "Dołącza: Osoba („Caritas”).",
        ),
        (
            notices.PartnerJoined(person_name="Osoba", organisation_name=""),
            "Do koordynacji partnerstwa dołącza: Osoba.",
        ),
        (
            notices.PersonUnreachable(person_name="Osoba", organisation_names=("Caritas", "PUP"), nobody_left=True),
            (
                "Nie można już wysyłać wiadomości: Osoba (zablokowany bot). Dotyczy:\n\nCaritas; PUP\n\n"
                "Nikt inny nie odbiera tam wiadomości. Prosimy o kontakt inną drogą lub o nowe zaproszenie."
            ),
        ),
        (
            notices.UpdateSetAside(code="A1B2"),
            (
                "Jednej z otrzymanych wiadomości nie udało się obsłużyć mimo trzech prób. "
                "Kod dla obsługi technicznej: A1B2"
            ),
        ),
    ],
)
def test_coordinators_hear_who_joined_who_is_lost_and_what_failed(notice: Notice, words: str) -> None:
    assert visible(told(notice).text) == words


def test_coordinators_hear_who_comes_instead() -> None:
    notice = notices.SubstituteNamed(meeting_id=12, organisation_name="Caritas", substitute="Osoba")

    assert (
        visible(told(notice, own(Answer.YES)).text)
        == "Caritas zgłasza zastępstwo: Osoba.\nPosiedzenie zespołu roboczego"
    )


def test_a_notice_about_a_meeting_without_its_card_is_a_mistake_of_ours() -> None:
    with pytest.raises(views.FactMissing, match="MeetingAnnounced: card"):
        told(notices.MeetingAnnounced(meeting_id=12))
