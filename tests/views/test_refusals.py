"""Refusals: one sentence a class, kind and short, with a way on."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from bot.domain import dates, refusals
from bot.domain.people import Language
from bot.domain.refusals import Refusal
from bot.views import refusals as views
from bot.views.commands import ALIASES
from bot.views.texts import texts
from tests.views import samples as a
from tests.views.samples import NOW, Words
from tests.views.walk import every_refusal

WARSAW = ZoneInfo("Europe/Warsaw")
PL = texts(Language.POLISH)

spoken = pytest.mark.parametrize("language", Language)


def subclasses(of: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in of.__subclasses__():
        if one.__module__.startswith("bot.domain"):
            yield one
            yield from subclasses(one)


def test_every_refusal_of_the_domain_has_its_sentence_and_is_tried_here() -> None:
    every = set(subclasses(Refusal))

    assert set(views._WORDS) == every
    assert {type(refusal) for refusal in every_refusal(Words())} == every


@spoken
def test_every_sentence_ends_as_a_sentence_or_with_a_command(language: Language) -> None:
    for refusal in every_refusal(Words()):
        said = views.sentence(refusal, texts(language), WARSAW)

        assert said[-1] in ".)?" or said.split()[-1].startswith("/") or type(refusal) in ENDING_IN_A_FACT, said


ENDING_IN_A_FACT = {  # the reason, and an example to copy
    refusals.MeetingCancelled,
    dates.DateNotUnderstood,
    refusals.PeriodNotUnderstood,
    refusals.NumberUnreadable,
    refusals.NumberApproximate,
    refusals.NumberNegative,
    refusals.DayNotUnderstood,
}


@spoken
def test_commands_in_sentences_exist_in_the_readers_language(language: Language) -> None:
    named = {
        word.strip(".,;:")[1:]
        for refusal in every_refusal(Words())
        for word in views.sentence(refusal, texts(language), WARSAW).split()
        if word.startswith("/")
    }

    assert named >= {"start"}
    assert named <= set(ALIASES)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (
            refusals.AnswersClosed("Narada", NOW, "Europe/Warsaw"),
            (
                "Odpowiedzi na „Narada” można było wysłać do: poniedziałek, 3 maja 2027, godz. 09:00. "
                "Zmiany przyjmuje biuro partnerstwa."
            ),
        ),
        (
            refusals.MeetingCancelled("Narada", "Awaria"),
            "Spotkanie „Narada” jest odwołane. Powód: Awaria",
        ),
        (
            refusals.TextTooLong(200, 222),
            "Tekst ma 222 znaki, a mieści się 200. Proszę go skrócić.",
        ),
        (
            refusals.LineIncomplete("when"),
            "Brakuje terminu. Wzór: /nowe TYTUŁ; TERMIN; MIEJSCE; OPIS (opis można pominąć).",
        ),
        (
            dates.DateAmbiguous("o 3", (a.wall("2027-05-11 03:00"), a.wall("2027-05-11 15:00"))),
            (
                "Możliwości: wtorek, 11 maja 2027, godz. 03:00 albo wtorek, 11 maja 2027, godz. 15:00. "
                "Proszę wpisać dokładniej."
            ),
        ),
        (
            dates.DateInPast(a.wall("2027-05-01 00:00")),
            "Ten termin już minął: sobota, 1 maja 2027. Proszę podać przyszły.",
        ),
        (
            dates.WeekdayContradicts(a.wall("2027-05-11 00:00").date(), 0),
            "Dzień tygodnia się nie zgadza: to wtorek, 11 maja 2027. Proszę poprawić datę albo dzień.",
        ),
    ],
)
def test_a_refusal_says_what_is_the_case_with_its_facts(refusal: Refusal, words: str) -> None:
    assert views.sentence(refusal, PL, WARSAW) == words


def test_midnight_between_two_days_is_told_with_its_hour() -> None:
    nights = (a.wall("2027-05-11 00:00"), a.wall("2027-05-12 00:00"))
    said = views.sentence(dates.DateAmbiguous("wtorek o północy", nights), PL, WARSAW)

    assert "11 maja 2027, godz. 00:00 albo środa, 12 maja 2027, godz. 00:00" in said


@spoken
def test_an_unusable_invitation_does_not_say_why(language: Language) -> None:
    said = views.sentence(refusals.InvitationUnusable(), texts(language), WARSAW).lower()
    causes = ("wygas", "wycof", "wykorzyst", "expired", "withdrawn", "used", "abgelaufen", "zurückge", "verbraucht")

    assert not any(cause in said for cause in causes)


@spoken
def test_what_may_not_be_seen_reads_like_what_does_not_exist(language: Language) -> None:
    said = {views.sentence(refusals.NotFound(what), texts(language), WARSAW) for what in ("meeting", "organisation")}

    assert len(said) == 1


@spoken
def test_an_apology_carries_its_code(language: Language) -> None:
    assert "A1B2C3" in views.fault("A1B2C3", texts(language))
