"""What holds for every text: what can be written is read back, and what cannot be read is refused, never worse."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dates import DateAmbiguous, DateImpossible, DateNotUnderstood, When
from bot.domain.dates.reading import LANGUAGES
from bot.domain.dates.zones import is_doubled, is_skipped
from bot.domain.refusals import Refusal
from tests.domain.spoken_dates import NOW, WARSAW, read, refusal, written

languages = st.sampled_from(sorted(LANGUAGES))
starts = st.datetimes(datetime.fromisoformat("2027-04-20 09:01"), datetime.fromisoformat("2032-04-19 23:59")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
FORMS = [
    "{start:%d.%m.%Y %H:%M}-{end:%H:%M}",
    "{start:%d.%m.%Y %H:%M} – {end:%H:%M}",
    "{start:%Y-%m-%d %H:%M}-{end:%H:%M}",
    "{start:%d.%m.%Y %H:%M} - {end:%d.%m.%Y %H:%M}",
]
STRANGERS = ["xyz", "²", "½", "nie", "not", "?", "\u0663", "\uff13"]
SCRIPTS = {"Arabic-Indic": 0x0660, "Devanagari": 0x0966, "full-width": 0xFF10, "bold": 0x1D7CE}
WORDS = {
    "pl": "w o od do na za r. godz. wtorek środa pon. 12 3 0 24 99 2027 12.05 31.02. 12/05 2027-05-12 10:00 02:30"
    " maja V tydzień tygodnie drugi ostatni miesiąca przyszły jutro rano po południu kwadrans"
    " wpół dziesiątej północy - , ( )",
    "en": "at on the of in to a an next this Tuesday May 12th 12 3 0 99 2027 5/12 31.02 10:00 am pm p.m. noon midnight"
    " half quarter past ten weeks week second last month tomorrow tonight evening from between and - , ( ) @",
    "de": "am um von bis in im Uhr Dienstag Mai 12. 12 3 0 99 2027 12.05. 31.02. 10:00 2:30 halb viertel vor nach zehn"
    " acht Tagen Wochen zweiten letzten Monats nächsten morgen heute Abend früh mittags Mitternacht - , ( )",
}


def assert_can_be_told(refused: Refusal) -> None:
    """Who is asked which of several was meant has several to choose from."""
    assert not isinstance(refused, DateAmbiguous) or len(refused.readings) > 1


@given(language=languages, start=starts, minutes=st.integers(1, 24 * 60 - 1), form=st.sampled_from(FORMS))
def test_a_start_and_an_end_read_back_as_they_were_written(
    language: str, start: datetime, minutes: int, form: str
) -> None:
    end = start + timedelta(minutes=minutes)
    if "{end:%H" in form and end.date() != start.date():
        end = start.replace(hour=23, minute=59)
    text = form.format(start=start, end=end)
    if end == start or any(is_skipped(wall, WARSAW) or is_doubled(wall, WARSAW) for wall in (start, end)):
        return

    assert read(text, language) == When(start, end)


@given(language=languages, start=starts, fold=st.sampled_from([0, 1]))
def test_a_start_reads_back_as_it_was_written(language: str, start: datetime, fold: int) -> None:
    if is_skipped(start, WARSAW):
        return

    when = read(f"{start:%d.%m.%Y %H:%M}", language, fold=fold)

    assert when == When(start, None, fold if is_doubled(start, WARSAW) else 0)


@given(language=languages, text=st.text(max_size=220))
def test_any_text_is_read_or_refused(language: str, text: str) -> None:
    try:
        read(text, language)
    except Refusal as refused:
        assert_can_be_told(refused)


@settings(max_examples=400)
@given(data=st.data(), language=languages, known=st.sampled_from([None, "2027-05-12"]))
def test_words_of_the_grammar_in_any_order_are_read_or_refused(
    data: st.DataObject, language: str, known: str | None
) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), max_size=8))
    try:
        when = read(" ".join(words), language, on=known)
    except Refusal as refused:
        assert_can_be_told(refused)
        return

    assert when.starts_at(WARSAW) > NOW
    assert when.end is None or when.end > when.start


@settings(max_examples=300)
@given(data=st.data(), language=languages)
def test_a_word_that_no_grammar_knows_is_never_passed_over(data: st.DataObject, language: str) -> None:
    words = ["12.05.2027", "10:00"]
    words.insert(data.draw(st.integers(0, 2)), data.draw(st.sampled_from(STRANGERS)))

    assert refusal(" ".join(words), language) == (DateNotUnderstood,)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS)
def test_digits_of_other_scripts_are_refused_and_not_misread(language: str, zero: int) -> None:
    strange = {ord(str(digit)): chr(zero + digit) for digit in range(10)}

    assert refusal("12.05.2027 10:00".translate(strange), language) == (DateNotUnderstood,)
    assert refusal(f"12.05.2027 1{chr(zero)}:00", language) == (DateNotUnderstood,)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\u0301\u0301", "\x00", "🙂"])
def test_invisible_and_strange_characters_are_refused(language: str, mark: str) -> None:
    assert refusal(f"12.05.2027 1{mark}0:00", language) == (DateNotUnderstood,)


def test_nothing_over_two_hundred_characters_is_read() -> None:
    padding = " " * (200 - len("jutro o 10"))

    assert written(read(f"jutro{padding} o 10", "pl")) == "2027-04-21 10:00"
    assert refusal(f"jutro{padding}  o 10", "pl") == (DateNotUnderstood,)
    assert refusal("1" * 100_000, "pl") == (DateNotUnderstood,)


def test_a_refusal_tells_the_text_as_it_was_typed() -> None:
    with pytest.raises(DateImpossible) as refused:
        read("  31.02  O 10", "pl")

    assert refused.value.text == "  31.02  O 10"
