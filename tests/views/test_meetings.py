"""Cards, lists, previews and the list of who answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.dialogs import Step
from bot.domain.meetings import Announced, Kind, Preview
from bot.domain.people import Language
from bot.domain.rsvps import Answer, Card, RollCall
from bot.views import meetings
from bot.views.message import Button, Message
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words, long
from tests.views.telegram_html import visible

PL = texts(Language.POLISH)
WORDS = Words()


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def flat(message: Message) -> list[str]:
    return [label for row in labels(message) for label in row]


def pressed(message: Message, label: str) -> Button:
    return next(button for row in message.buttons for button in row if button.text == label)


def own(answer: Answer | None, **fields: object) -> Card:
    return a.card(WORDS, (a.seat_answer(WORDS, 1, answer, **fields),))


def test_a_card_shows_what_when_where_until_when_and_the_counts() -> None:
    text = visible(meetings.card(own(None), PL, NOW).text)

    assert text == (
        "Posiedzenie zespołu roboczego\nSzkolenie\n\n"
        "🗓 wtorek, 11 maja 2027, godz. 10:00–12:00\n📍 Starostwo Powiatowe, sala 12\n\n"
        "Omówienie programu szkoleń.\n\n"
        "⏳ Odpowiedzi do: poniedziałek, 10 maja 2027, godz. 10:00\n\n"
        "Odpowiedziało 6 z 9 partnerów\nBędzie: 2 · Nie będzie: 2 · Może: 2\nBez odpowiedzi: 2\nPoza Telegramem: 1\n\n"
        "🔸 Powiatowy Urząd Pracy w Wejherowie: czekamy na odpowiedź\n\n"
        "Projekt: Starosta Wejherowski\nNumer projektu: POKL.07.02\nStarosta Wejherowski"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.POLISH, ["Będę", "Nie będę", "Może"]),
        (Language.ENGLISH, ["I'll come", "I can't come", "Maybe"]),
        (Language.GERMAN, ["Ich komme", "Ich komme nicht", "Vielleicht"]),
    ],
)
def test_the_first_row_of_a_card_is_the_three_answers(language: Language, words: list[str]) -> None:
    card = meetings.card(own(None), texts(language), NOW)

    assert labels(card)[0] == words
    assert [button.data for button in card.buttons[0]] == ["r:12:yes", "r:12:no", "r:12:maybe"]


def test_after_a_yes_one_tap_tells_how_many_come() -> None:
    card = meetings.card(own(Answer.YES, people=2), PL, NOW)

    assert labels(card)[:2] == [["✅ Będę", "Nie będę", "Może"], ["1", "✓ 2", "3", "więcej"]]
    assert pressed(card, "3").data == "n:12:1:3"
    assert pressed(card, "więcej").data == "n:12:1:more"
    assert "będzie (2 osoby)" in visible(card.text)


def test_a_number_that_has_no_button_of_its_own_stands_on_the_last_one() -> None:
    card = meetings.card(own(Answer.YES, people=12), PL, NOW)

    assert labels(card)[1] == ["1", "2", "3", "✓ 12 (więcej)"]


@pytest.mark.parametrize("answer", [Answer.NO, Answer.MAYBE, None])
def test_how_many_is_asked_of_nobody_who_is_not_coming(answer: Answer | None) -> None:
    card = meetings.card(own(answer), PL, NOW)

    assert ["Zastępstwo", "Uwaga"] in labels(card)
    assert not any("1" in row for row in labels(card))


def test_how_many_is_not_asked_while_it_is_open_who_is_meant() -> None:
    both = a.card(WORDS, tuple(a.seat_answer(WORDS, n, Answer.YES) for n in (1, 2)))

    assert not any("1" in row for row in labels(meetings.card(both, PL, NOW)))


def test_an_answer_to_the_previous_date_is_shown_as_such_and_not_as_chosen() -> None:
    card = meetings.card(own(Answer.YES, date_revision=-1), PL, NOW)

    assert "poprzedni termin – będzie" in visible(card.text)
    assert labels(card)[0] == ["Będę", "Nie będę", "Może"]


def test_an_answer_on_behalf_names_who_noted_it() -> None:
    text = visible(meetings.card(own(Answer.NO, on_behalf=True, note="Telefonicznie"), PL, NOW).text)

    assert "Odpowiedź zapisana w imieniu partnera przez: Przedstawicielka PUP w Wejherowie" in text
    assert "Uwaga: Telefonicznie" in text


def test_who_speaks_for_nobody_gets_no_answer_buttons() -> None:
    assert labels(meetings.card(a.card(WORDS), PL, NOW)) == [["Do kalendarza"]]


def test_a_coordinator_sees_the_number_of_people_and_the_buttons_to_run_the_meeting() -> None:
    card = meetings.card(a.card(WORDS, coordinator=True), PL, NOW)

    assert "Razem osób: 6" in visible(card.text)
    assert labels(card)[-2:] == [["Kto odpowiedział", "Odpowiedz za partnera"], ["Zmień", "Odwołaj spotkanie"]]


def test_a_partner_does_not_see_the_number_of_people() -> None:
    assert "Razem osób" not in visible(meetings.card(own(None), PL, NOW).text)


def test_a_cancelled_card_says_why_and_takes_no_answers() -> None:
    off = a.meeting(WORDS, cancelled_at=NOW, cancel_reason="Awaria ogrzewania")
    card = meetings.card(a.card(WORDS, (a.seat_answer(WORDS, 1, Answer.YES),), meeting=off), PL, NOW)

    assert "🚫 Odwołane\nPowód: Awaria ogrzewania" in visible(card.text)
    assert card.buttons == ()


def test_once_answers_are_closed_a_partner_is_told_where_to_turn_and_a_coordinator_may_still_note_one() -> None:
    later = a.meeting(WORDS).answer_until
    card = meetings.card(a.card(WORDS, (a.seat_answer(WORDS, 1, None),), coordinator=True), PL, later)

    assert "Przyjmowanie odpowiedzi zakończone." in visible(card.text)
    assert "biuro@partnerstwo.example" in visible(card.text)
    assert "Będę" not in flat(card)
    assert "Odpowiedz za partnera" in flat(card)


def test_a_meeting_that_is_over_can_only_be_looked_at() -> None:
    over = a.meeting(WORDS).ends_at
    card = meetings.card(a.card(WORDS, a.seats(WORDS, 1), coordinator=True), PL, over)

    assert "Spotkanie już się odbyło." in visible(card.text)
    assert labels(card) == [["Kto odpowiedział"]]


@pytest.mark.parametrize("kind", Kind)
def test_the_funder_stands_on_the_cards_of_seminars_trainings_and_conferences_only(kind: Kind) -> None:
    of = a.meeting(WORDS, details=a.details(WORDS, kind))
    text = visible(meetings.card(a.card(WORDS, meeting=of), PL, NOW).text)

    assert ("POKL.07.02" in text) == (kind in {Kind.SEMINAR, Kind.TRAINING, Kind.CONFERENCE})


def test_the_partnership_is_named_where_a_person_is_in_several() -> None:
    assert WORDS.partnership not in meetings.card(a.card(WORDS), PL, NOW).text
    assert WORDS.partnership in meetings.card(a.card(WORDS, names_partnership=True), PL, NOW).text


def test_a_card_too_long_for_telegram_loses_description_and_nothing_else() -> None:
    words = long("ż")
    card = a.card(words, a.seats(words, 60), coordinator=True)
    text = visible(meetings.card(card, PL, NOW).text)

    assert words.title in text
    assert words.place in text
    assert "Razem osób: 6" in text
    assert "… i 5" in text  # more of their own organisations than there is room for
    assert "ż…" in text


def test_an_older_card_points_to_the_newer_and_has_no_buttons() -> None:
    retired = meetings.retired(own(None), PL)

    assert visible(retired.text) == "Posiedzenie zespołu roboczego\nAktualna karta jest niżej."
    assert retired.buttons == ()


def test_the_list_pages_by_eight_and_opens_each_meeting_with_a_button() -> None:
    cards = [own(Answer.YES)] * 20
    first, last = (meetings.listing(cards, PL, NOW, page=page) for page in (0, 2))

    assert labels(first)[:1] == [["11.05 · Posiedzenie zespołu roboczego"]]
    assert pressed(first, "Następne").data == "ms:1"
    assert len(first.buttons) == 10
    assert "17. Posiedzenie" in visible(last.text)
    assert pressed(last, "Poprzednie").data == "ms:1"
    assert "✅ będzie" in visible(last.text)


def test_a_page_beyond_the_last_is_the_last() -> None:
    cards = [own(Answer.YES)] * 9

    assert meetings.listing(cards, PL, NOW, page=7) == meetings.listing(cards, PL, NOW, page=1)


def test_an_empty_list_says_so() -> None:
    assert "Żadne spotkanie nie jest teraz zaplanowane" in meetings.listing([], PL, NOW).text


def preview(**fields: object) -> Preview:
    given = {
        "details": a.details(WORDS),
        "partnership": a.partnership(WORDS),
        "answer_until": a.meeting(WORDS).answer_until,
        "deadline_is_start": False,
        "organisations": 9,
        "people": 12,
    }
    return Preview(**(given | fields))  # type: ignore[arg-type]


PREVIEWING = a.dialog(step=Step.PREVIEW)


@pytest.mark.parametrize(
    ("organisations", "people", "line"),
    [
        (9, 12, "Trafi do: 9 organizacji, 12 osób"),
        (1, 1, "Trafi do: 1 organizacji, 1 osoby"),
        (2, 22, "Trafi do: 2 organizacji, 22 osób"),
    ],
)
def test_a_preview_counts_exactly_whom_it_reaches(organisations: int, people: int, line: str) -> None:
    text = visible(meetings.preview(preview(organisations=organisations, people=people), PREVIEWING, PL, NOW).text)

    assert f"\n{line}\n" in text


def test_a_preview_names_at_most_ten_partners_outside_telegram() -> None:
    outside = tuple(f"Gmina {number}" for number in range(1, 15))
    text = visible(meetings.preview(preview(outside=outside), PREVIEWING, PL, NOW).text)

    assert "Gmina 10 … i 4 więcej" in text


def test_a_preview_offers_announce_edit_and_cancel() -> None:
    shown = meetings.preview(preview(), PREVIEWING, PL, NOW)

    assert labels(shown) == [["Ogłoś"], ["Popraw", "Anuluj"]]
    assert [button.data for row in shown.buttons for button in row] == [
        "d:123456:go",
        "d:123456:pick:fields",
        "d:123456:cancel",
    ]


def test_while_the_office_is_closed_a_preview_offers_now_and_when_it_opens() -> None:
    shown = meetings.preview(preview(opens_at=NOW - timedelta(hours=2)), PREVIEWING, PL, NOW)

    assert labels(shown)[:2] == [["Ogłoś"], ["Ogłoś w poniedziałek o 7:00"]]
    assert pressed(shown, "Ogłoś w poniedziałek o 7:00").data == "d:123456:later"


def test_a_preview_says_when_the_deadline_is_the_start() -> None:
    text = meetings.preview(preview(deadline_is_start=True), PREVIEWING, PL, NOW).text

    assert "odpowiedzi przyjmujemy aż do jego rozpoczęcia" in text


def test_a_change_of_date_is_shown_old_and_new_and_asks_everybody_again() -> None:
    before = a.meeting(WORDS)
    slot = replace(before.details.slot, wall_start=a.wall("2027-05-18 10:00"), wall_end=a.wall("2027-05-18 12:00"))
    shown = meetings.preview(preview(details=replace(before.details, slot=slot), before=before), PREVIEWING, PL, NOW)

    assert "Termin: wtorek, 11 maja 2027, godz. 10:00–12:00 → wtorek, 18 maja 2027" in visible(shown.text)
    assert "wszyscy partnerzy zostaną ponownie poproszeni o odpowiedź" in shown.text
    assert labels(shown) == [["Zapisz i powiadom"], ["Popraw", "Anuluj"]]


def test_a_change_of_place_lets_the_answers_stand() -> None:
    before = a.meeting(WORDS)
    changed = preview(details=replace(before.details, place="Ratusz"), before=before)
    text = visible(meetings.preview(changed, PREVIEWING, PL, NOW).text)

    assert "Miejsce: Starostwo Powiatowe, sala 12 → Ratusz" in text
    assert "dotychczasowe odpowiedzi pozostają ważne" in text


def test_a_change_that_changes_nothing_cannot_be_saved() -> None:
    shown = meetings.preview(preview(before=a.meeting(WORDS)), PREVIEWING, PL, NOW)

    assert labels(shown) == [["Popraw", "Anuluj"]]


def test_after_an_announcement_the_coordinator_knows_who_is_left_to_tell() -> None:
    sent = Announced(meeting=a.meeting(WORDS), people=1, outside=("Parafia", "Gmina Luzino"))
    text = visible(meetings.announced(sent, PL).text)

    assert "Karta trafia do 1 osoby." in text
    assert "inną drogą: Parafia; Gmina Luzino" in text


def roll(count: int, words: Words = WORDS, **fields: object) -> RollCall:
    given = {"meeting": a.meeting(words), "partnership": a.partnership(words), "seats": a.seats(words, count)}
    return RollCall(**(given | fields))  # type: ignore[arg-type]


def test_the_roll_call_lists_everybody_under_their_answer() -> None:
    text = visible(meetings.roll_call(roll(6, unreachable=("Osoba z PUP",)), PL, NOW).text)
    groups = [block.splitlines()[0] for block in text.split("\n\n")[2:]]

    assert groups == [
        "Będzie: 1",
        "Może: 1",
        "Nie będzie: 1",
        "Bez odpowiedzi: 2",
        "Poza Telegramem: 1",
        "Nie można powiadomić (zablokowany bot): 1",
    ]
    assert "3 osoby; Przedstawicielka PUP w Wejherowie; zastępstwo: Przedstawicielka" in text
    assert "w imieniu partnera, zapis: Przedstawicielka" in text
    assert "poprzedni termin: będzie" in text


def test_a_long_roll_call_keeps_every_count_and_says_how_many_it_leaves_out() -> None:
    words = long("Ośrodek ")
    text = visible(meetings.roll_call(roll(300, words), PL, NOW).text)

    for group in ("Będzie: 50", "Może: 50", "Nie będzie: 50", "Bez odpowiedzi: 100", "Poza Telegramem: 50"):
        assert f"\n\n{group}\n" in text
    assert text.count("więcej") == 5


def test_sixty_partners_fit_by_name() -> None:
    text = visible(meetings.roll_call(roll(60), PL, NOW).text)

    assert text.count("• ") == 60


def test_those_without_an_answer_come_first_when_one_is_noted_on_behalf() -> None:
    choice = meetings.behalf_choice(roll(6), PL)

    assert [button.data for row in choice.buttons[:3] for button in row] == ["for:12:4", "for:12:5", "for:12:6"]
    assert [
        button.data for button in meetings.behalf_answer(a.meeting(WORDS), a.organisation(WORDS), PL).buttons[0]
    ] == [
        "for:12:1:yes",
        "for:12:1:no",
        "for:12:1:maybe",
    ]
