"""Numbers as people write them: read exactly, or refused with what would be understood."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.numbers import MOST_DIGITS, number
from bot.domain.people import Language
from bot.domain.refusals import (
    NumberAmbiguous,
    NumberApproximate,
    NumberNegative,
    NumberTooLong,
    NumberUnreadable,
    Refusal,
)

PL, EN, DE = Language.POLISH, Language.ENGLISH, Language.GERMAN


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        (PL, "15", "15"),
        (PL, " 15 ", "15"),
        (PL, "+15", "15"),
        (PL, "-0", "0"),
        (PL, "1 200,50", "1200.50"),
        (PL, "1\u00a0200,50", "1200.50"),
        (PL, "1\u202f200", "1200"),
        (PL, "1.200,50", "1200.50"),
        (PL, "1200.50", "1200.50"),
        (PL, "1,5", "1.5"),
        (PL, "0,125", "0.125"),
        (PL, "1.200.000", "1200000"),
        (PL, "12 000,125", "12000.125"),
        (PL, "15 osób", "15"),
        (PL, "15 osoby", "15"),
        (DE, "1.200,50", "1200.50"),
        (DE, "1.200", "1200"),
        (EN, "1,200.50", "1200.50"),
        (EN, "1,200", "1200"),
        (EN, "1'200.50", "1200.50"),
        (EN, "1.5", "1.5"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language: Language, typed: str, meant: str) -> None:
    assert number(typed, language, "liczba osób") == Decimal(meant)


@pytest.mark.parametrize(
    ("language", "typed", "refusal"),
    [
        (PL, "ok. 15", NumberApproximate),
        (PL, "około 15", NumberApproximate),
        (PL, "~15", NumberApproximate),
        (EN, "about 15", NumberApproximate),
        (DE, "ca. 15", NumberApproximate),
        (PL, "-3", NumberNegative),
        (PL, "\u22123", NumberNegative),
        (PL, "\u0661\u0662", NumberUnreadable),
        (PL, "\uff11\uff15", NumberUnreadable),
        (PL, "1.200", NumberAmbiguous),
        (PL, "1,200", NumberAmbiguous),
        (DE, "1,200", NumberAmbiguous),
        (EN, "1.200", NumberAmbiguous),
        (PL, "1 2345", NumberUnreadable),
        (PL, "12 34", NumberUnreadable),
        (PL, "1,2,3", NumberUnreadable),
        (PL, "1.2 3", NumberUnreadable),
        (PL, "10-12", NumberUnreadable),
        (PL, "15 krów", NumberUnreadable),
        (PL, "piętnaście", NumberUnreadable),
        (PL, "", NumberUnreadable),
        (PL, "1e5", NumberUnreadable),
        (PL, "9" * (MOST_DIGITS + 1), NumberTooLong),
    ],
)
def test_what_may_be_misread_is_refused(language: Language, typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        number(typed, language, "liczba osób")


def test_the_refusal_of_an_estimate_gives_the_number_that_was_typed() -> None:
    with pytest.raises(NumberApproximate) as refused:
        number("ok. 15 osób", PL, "liczba osób")

    assert refused.value.example == "15"


@given(st.text(max_size=80), st.sampled_from(Language))
def test_any_text_is_a_number_or_politely_refused(typed: str, language: Language) -> None:
    with contextlib.suppress(Refusal):
        assert number(typed, language) >= 0


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_the_bot_shows_can_be_typed_back(value: Decimal) -> None:
    from babel.numbers import format_decimal

    for language in Language:
        shown = format_decimal(value, locale=language.value, decimal_quantization=False)
        assert number(shown, language) == value if not _ambiguous(shown) else True


def _ambiguous(shown: str) -> bool:
    return len(shown) == 5 and shown[1] in ".,"
