"""What people might type for a date: phrases of the three grammars, shuffled, cut and bent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain import dates
from bot.domain.people import Language
from bot.domain.refusals import Refusal
from bot.views import moments, refusals
from bot.views.texts import Texts, texts
from tests.fuzz import odd
from tests.fuzz.running import Kind, Play

PHRASES = {
    "pl": (
        "jutro o 10", "pojutrze 8:30", "w piątek o wpół do jedenastej", "12.05.2027 10:00-12:00", "12 maja o 10",
        "w drugi wtorek czerwca o 17", "za tydzień w środę o 9", "za 2 godziny", "za kwadrans",
        "ostatni dzień miesiąca",
        "29 lutego 2028 12:00", "29.02.2027 12:00", "31.04.2027", "od 10 do 12 w czwartek", "12.V.2027 r. godz. 10",
        "w przyszły poniedziałek rano", "dziś wieczorem o 7", "za dwa tygodnie w piątek o dwunastej",
        "31.12.9999 23:59",
        "01.01.0000 00:00", "00.00.2027", "kwadrans po ósmej", "za pięć dwunasta", "do 15 czerwca", "31.10.2027 2:30",
        "28.03.2027 2:30", "między 10 a 12 w piątek", "północ", "w południe jutro", "dwudziestego pierwszego maja o 10",
    ),
    "en": (
        "tomorrow at 10", "next Friday half past ten", "May 12th 2027 10:00-12:00", "12 May at 10am", "5/12 at noon",
        "the second Tuesday of June at 5pm", "in two weeks on Wednesday at 9", "in 2 hours", "in a quarter of an hour",
        "29 February 2028 12:00", "Feb 29 2027", "from 10 to 12 on Thursday", "last day of the month",
        "9999-12-31 23:59",
        "0000-01-01", "2027-05-12T10:00", "tonight at 7", "this evening", "midnight", "quarter to eight on Monday",
        "between 10 and 12 on Friday", "12 p.m. tomorrow", "31 October 2027 2:30", "day after tomorrow 9:00",
    ),
    "de": (
        "morgen um 10 Uhr", "am nächsten Freitag um halb elf", "12.05.2027 10:00-12:00", "12. Mai um 10",
        "heute Abend um 7",
        "am zweiten Dienstag im Juni um 17 Uhr", "in zwei Wochen am Mittwoch um 9", "in 2 Stunden",
        "in einer Viertelstunde",
        "29. Februar 2028 12:00", "29.02.2027", "von 10 bis 12 am Donnerstag", "31.12.9999 23:59", "01.01.0000",
        "übermorgen früh", "viertel vor acht am Montag", "in acht Tagen", "Mitternacht", "heute in acht Tagen um 10",
        "31.10.2027 2:30", "zwischen 10 und 12 am Freitag", "letzter Tag des Monats",
    ),
}  # fmt: skip
FIGURES = (
    "0", "00", "1", "7", "24", "25", "29.02", "30.02", "31", "59", "60", "99", "999", "2027", "9999", "10000", "0000",
    "24:00", "23:59", "2:30", "-1", "1/2", "12.5.", "12,30", "7-8", "1" * 40, "99999999999999999999", ".", ",", "-",
    "–", "/",
    "(", ")", "@", ":", "²", "½", "٣", "\uff13", "\u2164", "\u0301", "🙂", "\x00", "\ud800",
)  # fmt: skip
DAYS_SAID = {
    "pl": ("jutro", "w piątek", "12 maja", "29.02.2028", "12.05.2027", "31.12.9999", "w drugi wtorek czerwca",
           "30.10.2027",
           "28.03.2027", "31.10.2027", "za tydzień w środę", "12.V", "31.04.2027", "ostatni piątek miesiąca",
           "29 lutego"),
    "en": ("tomorrow", "on Friday", "May 12th", "29 February 2028", "2027-05-12", "31 December 9999", "30 October 2027",
           "the second Tuesday of June", "28 March 2027", "31 October 2027", "5/12", "next Monday", "29 Feb",
           "31 April"),
    "de": ("morgen", "am Freitag", "12. Mai", "29.02.2028", "12.05.2027", "31.12.9999",
           "am zweiten Dienstag im Juni", "12.5.",
           "28.03.2027", "31.10.2027", "in acht Tagen", "nächsten Montag", "29. Februar", "31.04.2027", "30.10.2027"),
}  # fmt: skip
HOURS_SAID = {
    "pl": ("o 10", "10:00-12:00", "o wpół do jedenastej", "2:30", "2:30-3:30", "24:00", "25:00", "od 22 do 2",
           "rano o 6",
           "o 7", "kwadrans po ósmej", "wieczorem o 7", "0:00", "12-10", "o dwunastej", "10:00 - 13.05.2027 12:00"),
    "en": ("at 10", "10:00-12:00", "half past ten", "2:30", "2:30am", "24:00", "25:00", "from 10pm to 2am", "at noon",
           "at 7", "quarter past eight", "at 7 in the evening", "midnight", "12-10", "at 10 o'clock", "00:00", "13pm"),
    "de": ("um 10 Uhr", "10:00-12:00", "um halb elf", "2:30", "2:30-3:30 Uhr", "24:00", "25:00", "von 22 bis 2 Uhr",
           "früh um 6", "um 7", "viertel nach acht", "abends um 7", "0 Uhr", "12-10", "um zwölf", "mittags"),
}  # fmt: skip
ZONES = ("Europe/Warsaw", "America/St_Johns", "Pacific/Kiritimati", "Africa/Casablanca", "Australia/Lord_Howe", "UTC")
MOMENTS = tuple(
    datetime.fromisoformat(moment).replace(tzinfo=UTC)
    for moment in (
        "2027-04-20T07:00", "2028-02-29T23:59", "2028-02-28T12:00", "2027-03-28T00:59:59", "2027-10-31T00:30",
        "2027-12-31T22:59:59.999999", "2099-12-31T12:00", "2024-02-29T00:00", "2027-10-30T23:30",
    )
)  # fmt: skip
WORDS = {
    language: sorted({word for phrase in phrases for word in phrase.split()}) for language, phrases in PHRASES.items()
}
DAYS = tuple(
    map(date.fromisoformat, ("2027-05-12", "2028-02-29", "2027-03-28", "2027-10-31", "9999-12-31", "0001-01-01"))
)


@st.composite
def typed_dates(draw: st.DrawFn, language: str) -> str:
    """A real phrase bent, or words and figures of a language in any order."""
    match draw(
        st.sampled_from(("phrase", "phrase", "day and hour", "day and hour", "bent", "phrases", "words", "odd"))
    ):
        case "phrase":
            return draw(st.sampled_from(PHRASES[language]))
        case "day and hour":
            day, hour = draw(st.sampled_from(DAYS_SAID[language])), draw(st.sampled_from(HOURS_SAID[language]))
            return draw(
                st.sampled_from((f"{day} {hour}", f"{day} {hour}", f"{hour} {day}", f"{day}, {hour}", day, hour))
            )
        case "bent":
            return draw(odd.bent_text(draw(st.sampled_from(PHRASES[language]))))
        case "phrases":
            halves = [draw(st.sampled_from(PHRASES[language])).split() for _ in range(2)]
            words = [word for half in halves for word in half]
            return " ".join(words[draw(st.integers(0, 3)) : draw(st.integers(1, len(words)))])
        case "words":
            word = st.sampled_from(WORDS[language]) | st.sampled_from(FIGURES)
            return draw(st.sampled_from((" ", " ", " ", "", "\n", "\t "))).join(draw(st.lists(word, max_size=7)))
        case _:
            return draw(odd.texts)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """A text with everything that decides how it is read."""
    language = draw(st.sampled_from(sorted(PHRASES)))
    later = timedelta(minutes=draw(st.integers(0, 60 * 24 * 40)))
    return {
        "text": draw(typed_dates(draw(st.sampled_from((language, language, language, "pl", "en", "de"))))),
        "language": language,
        "now": draw(st.sampled_from(MOMENTS)) + later,
        "zone": draw(st.sampled_from(ZONES)),
        "date": draw(st.none() | st.none() | st.sampled_from(DAYS)),
        "fold": draw(st.sampled_from((None, None, 0, 1))),
    }


def read(question: dict[str, Any]) -> Sequence[str]:
    """Understand the text, or refuse it with a sentence; both must read well in the reader's language."""
    zone, words = ZoneInfo(question["zone"]), texts(Language(question["language"]))
    try:
        when = dates.understand(**{**question, "zone": zone})
    except Refusal as refusal:
        return [_told(refusal, words, zone)]
    assert when.starts_at(zone) > question["now"]
    assert when.end is None or when.end > when.start
    assert moments.moment(when.starts_at(zone), zone, Language(question["language"]), now=question["now"])
    return ["a start and an end" if when.end else "a start"]


def _told(refusal: Refusal, words: Texts, zone: ZoneInfo) -> str:
    assert refusals.sentence(refusal, words, zone)
    return type(refusal).__name__


@contextmanager
def reading() -> Iterator[Play]:
    """Nothing has to be prepared."""
    yield read


DATES = Kind("dates", questions, reading)
