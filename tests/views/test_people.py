"""The notice, the menu, the directory, invitations."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.dialogs import DialogKind, Step
from bot.domain.people import Directory, Entry, Language, PastedLine, Role, Sector, Speaker
from bot.views import people
from bot.views.callback_data import Item
from bot.views.lengths import units
from bot.views.message import File, FileKind, Message
from bot.views.privacy import SHORT_LIMIT, short
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import AWKWARD, LINK, NOW, Words
from tests.views.telegram_html import visible
from tests.views.walk import Configured

PL = texts(Language.POLISH)
WORDS = Words()
OFFICE = Configured(
    "Starosta Wejherowski", "rodo@powiat.example", "iod@powiat.example", "ustawa o promocji zatrudnienia", ""
)

spoken = pytest.mark.parametrize("language", Language)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def pressed(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row]


@spoken
@pytest.mark.parametrize("typed", AWKWARD)
def test_the_short_notice_stays_within_what_people_read(language: Language, typed: str) -> None:
    words = AWKWARD[typed]
    configured = Configured(*(words.configured,) * 4, "")
    for privacy in (configured, Configured(), OFFICE):
        notice = visible(short(privacy, words.configured, texts(language)))

        assert units(notice) <= SHORT_LIMIT


@spoken
def test_the_short_notice_names_everything_the_design_asks_for(language: Language) -> None:
    notice = visible(people.privacy_notice(a.offer(WORDS), OFFICE, "token", texts(language)).text)

    for fact in (OFFICE.controller, OFFICE.contact, OFFICE.legal_basis, "UODO", "Telegram"):
        assert fact in notice


def test_the_notice_is_agreed_to_with_the_invitations_token() -> None:
    notice = people.privacy_notice(a.offer(WORDS), OFFICE, "Zm9v", PL)

    assert labels(notice) == [["Zgadzam się"], ["Pełna treść"]]
    assert pressed(notice) == ["agree:Zm9v", "notice:Zm9v"]
    assert pressed(people.privacy_notice(None, OFFICE, "", PL)) == ["agree", "notice"]


@spoken
def test_without_any_configuration_the_notice_still_reads_as_sentences(language: Language) -> None:
    t = texts(language)
    full = visible(people.full_notice(Configured(), 7, t, contact_email="biuro@partnerstwo.example").text)
    brief = visible(people.privacy_notice(None, Configured(), "", t).text)

    assert "biuro@partnerstwo.example" in full
    for text in (full, brief):
        assert not any(line.rstrip().endswith(":") for line in text.splitlines())
        assert ": ." not in text


@spoken
def test_the_full_notice_has_every_part_of_article_13(language: Language) -> None:
    t = texts(language)
    full = visible(people.full_notice(OFFICE, 7, t).text)

    for fact in (OFFICE.controller, OFFICE.contact, OFFICE.dpo, OFFICE.legal_basis, "7", "Telegram", "uodo.gov.pl"):
        assert fact in full
    for part in ("purpose", "data", "time", "recipients", "rights", "complaint", "voluntary"):
        assert t.plain(f"full-{part}-title") in full.splitlines()


def test_the_offices_own_page_is_linked_when_it_is_a_web_page() -> None:
    linked = people.full_notice(replace(OFFICE, notice_url="https://powiat.example/rodo"), 7, PL, token="")
    other = people.full_notice(replace(OFFICE, notice_url="ftp://powiat.example"), 7, PL)

    assert [button.url for row in linked.buttons for button in row] == ["", "https://powiat.example/rodo"]
    assert other.buttons == ()


def test_the_menu_shows_each_role_what_it_may_use() -> None:
    partner = people.menu(a.known(WORDS, a.member(WORDS)), PL)
    coordinator = people.menu(a.known(WORDS, a.member(WORDS, coordinator=True)), PL)
    nobody = people.menu(a.known(WORDS), PL)

    assert [label for row in labels(partner) for label in row] == [
        "Spotkania", "Raporty do wypełnienia", "Kalendarz", "Partnerzy", "Ustawienia", "Moje dane", "Pomoc",
    ]  # fmt: skip
    assert [label for row in labels(coordinator)[:3] for label in row] == [
        "Nowe spotkanie", "Ogłoszenia", "Poproś o raport", "Zebrane raporty", "Zaproś partnera", "Spotkania",
    ]  # fmt: skip
    assert labels(nobody) == [["Ustawienia", "Moje dane"], ["Pomoc"]]


def test_a_welcome_says_what_was_joined() -> None:
    text = visible(people.welcome(a.known(WORDS, a.member(WORDS)), a.offer(WORDS), PL).text)

    assert "w imieniu partnera „Powiatowy Urząd Pracy w Wejherowie” (Partnerstwo na Rzecz Zatrudnienia)" in text


@spoken
def test_help_lists_commands_in_the_readers_language_and_says_that_buttons_suffice(language: Language) -> None:
    t = texts(language)
    text = visible(people.help(a.known(WORDS, a.member(WORDS, coordinator=True)), t).text)
    own = {"pl": "/spotkania", "en": "/meetings", "de": "/treffen"}

    assert t.plain("help-buttons") in text
    assert [name for name in own.values() if name in text] == [own[language]]
    assert t.plain("help-new-example") in text


@spoken
def test_a_stranger_is_told_how_to_be_invited_and_asked_nothing(language: Language) -> None:
    said = people.stranger(texts(language), "biuro@partnerstwo.example")

    assert "biuro@partnerstwo.example" in said.text
    assert "?" not in said.text
    assert said.buttons == ()


def test_which_partnership_is_asked_with_a_button_each() -> None:
    asked = people.which_partnership([a.member(WORDS), a.member(WORDS, number=2)], Item.NEW, PL)

    assert pressed(asked) == ["which:1:new", "which:2:new"]


def directory(count: int, *, coordinator: bool = False) -> Directory:
    return Directory(
        partnership=a.partnership(WORDS),
        entries=tuple(entry(number) for number in range(1, count + 1)),
        coordinators=(a.person(WORDS),),
        viewer=a.member(WORDS, coordinator=coordinator),
    )


def entry(number: int = 1, *, speakers: int = 1) -> Entry:
    return Entry(
        organisation=a.organisation(WORDS, number, Sector.NGO),
        speakers=tuple(
            Speaker(person=a.person(WORDS, n, blocked_at=NOW), role=Role.REPRESENTATIVE, membership_id=n)
            for n in range(1, speakers + 1)
        ),
        invitations=(a.invitation(), a.invitation(Role.DEPUTY, id=6, withdrawn_at=NOW)),
    )


def test_the_directory_pages_by_eight_and_only_a_coordinator_opens_entries() -> None:
    partner, coordinator = (people.directory(directory(18, coordinator=role), PL, page=1) for role in (False, True))

    assert "18 organizacji" in partner.text
    assert pressed(partner) == ["org:0:page:0", "org:0:page:2", "menu:menu"]
    assert pressed(coordinator)[:8] == [f"org:{number}" for number in range(9, 17)]


def test_a_coordinator_sees_who_cannot_be_reached_and_which_invitations_are_open() -> None:
    shown = people.entry(entry(), directory(1, coordinator=True), PL, NOW)

    assert "nie odbiera wiadomości (zablokowany bot)" in shown.text
    assert "przedstawicielstwo, ważne do: 17 maja 2027" in shown.text
    assert pressed(shown) == [
        "org:1:invite",
        "org:1:deputy",
        "org:1:rename",
        "org:1:sector",
        "org:1:end:1",
        "inv:5:withdraw",
        "org:1:leave",
        "menu:partners",
    ]


def test_a_partner_sees_an_entry_without_invitations_blocks_and_buttons_to_change_it() -> None:
    shown = people.entry(entry(), directory(1), PL, NOW)

    assert "zablokowany" not in shown.text
    assert "ważne do" not in shown.text
    assert pressed(shown) == ["menu:partners"]


def test_a_partner_with_nobody_in_telegram_is_listed_as_such() -> None:
    outside = Entry(organisation=a.organisation(WORDS))
    listed = people.directory(replace(directory(0), entries=(outside,)), PL)

    assert "poza Telegramem" in listed.text
    assert "Nikt nie odbiera tu wiadomości" in people.entry(outside, directory(1), PL, NOW).text


def test_a_partner_that_has_left_can_only_be_looked_at() -> None:
    gone = replace(entry(), organisation=replace(a.organisation(WORDS), left_on=date(2027, 5, 1)))
    shown = people.entry(gone, directory(1, coordinator=True), PL, NOW)

    assert "Udział zakończony: 1 maja 2027" in shown.text
    assert pressed(shown) == ["menu:partners"]


def test_leaving_is_asked_twice() -> None:
    assert pressed(people.leave_sure(entry(), PL)) == ["org:1:leave_sure", "org:1"]


def test_the_sector_is_chosen_with_a_button_and_the_present_one_is_marked() -> None:
    shown = people.sector_choice(entry(), PL)

    assert labels(shown)[0] == ["publiczny", "✓ pozarządowy", "prywatny"]
    assert pressed(shown)[:3] == ["org:1:sector:public", "org:1:sector:ngo", "org:1:sector:business"]


def test_an_invitation_is_a_picture_with_the_link_as_text_and_a_button_that_copies_it() -> None:
    shown = people.invitation(a.issued(WORDS), LINK, b"\x89PNG", PL)

    assert isinstance(shown.file, File)
    assert shown.file.kind is FileKind.PHOTO
    assert shown.file.content == b"\x89PNG"
    assert LINK in visible(shown.text)
    assert shown.buttons[0][0].copy == LINK
    assert "Ważne do: poniedziałek, 17 maja 2027, godz. 09:00\nLink działa jeden raz." in visible(shown.text)


def test_a_link_longer_than_telegram_copies_has_no_copy_button() -> None:
    assert labels(people.invitation(a.issued(WORDS), LINK + "x" * 256, b"", PL))[0] == ["Wycofaj zaproszenie"]


@spoken
def test_an_e_mail_is_ready_to_send(language: Language) -> None:
    email = people.invitation_email(a.issued(WORDS), LINK, "biuro@partnerstwo.example", texts(language))

    assert email.splitlines()[0].split(":")[0] in {"Temat", "Subject", "Betreff"}
    for fact in (LINK, WORDS.organisation, WORDS.partnership, "biuro@partnerstwo.example", "2027"):
        assert fact in email


PASTE = a.dialog(DialogKind.PASTE, Step.CONFIRM, trail=(Step.LIST,))


def test_a_pasted_list_says_what_each_line_would_do_before_anything_is_done() -> None:
    pasted = [
        PastedLine(line=1, name="Caritas", sector=Sector.NGO),
        PastedLine(line=2, name="PUP", sector=Sector.PUBLIC, known=a.organisation(WORDS)),
        PastedLine(line=3, name="Caritas", sector=Sector.NGO, twice=True),
        PastedLine(line=4, name="Parafia", sector=None),
        PastedLine(line=5, name="", sector=None),
    ]
    shown = people.pasted_dry_run(pasted, PASTE, PL)

    assert visible(shown.text).split("\n\n")[1:] == [
        "Do zaproszenia: 2 partnerzy\nDo poprawienia: 3 wiersze (zostaną pominięte)",
        (
            "⚠️ 3. Caritas: powtórzony wiersz\n"
            "⚠️ 4. Parafia: brakuje sektora (publiczny, pozarządowy, prywatny)\n"
            "⚠️ 5. –: brakuje nazwy\n"
            "✅ 1. Caritas: pozarządowy, nowy partner\n"
            "✅ 2. PUP: publiczny, już w katalogu, tylko zaproszenie"
        ),
    ]
    assert labels(shown) == [["Utwórz zaproszenia"], ["Wstecz", "Anuluj"]]


def test_a_list_in_which_nothing_is_right_cannot_be_sent() -> None:
    shown = people.pasted_dry_run([PastedLine(line=1, name="Caritas", sector=None)], PASTE, PL)

    assert labels(shown) == [["Wstecz", "Anuluj"]]


def test_each_partner_of_a_list_gets_an_e_mail_of_its_own_that_one_tap_copies() -> None:
    summary, *emails = people.pasted_done([(a.issued(WORDS), LINK)] * 5, PL)

    assert summary.text == "Utworzono 5 zaproszeń. Poniżej są gotowe listy do skopiowania."
    assert len(emails) == 5
    assert emails[0].text.count("<pre>") == 1
    assert people.invitation_email(a.issued(WORDS), LINK, "biuro@partnerstwo.example", PL) in visible(emails[0].text)
