"""What people type, made fit to keep."""

import pytest

from bot.domain import typed


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "a\x00b", "\ud83d\x00", "🏛\ud83c"])
def test_what_a_store_would_not_take_becomes_a_sign_that_leaves_the_length_as_it_was(text: str) -> None:
    kept = typed.whole(text)

    assert "\x00" not in kept
    assert kept.encode()
    assert typed.units(kept) == typed.units(text)


def test_what_is_sound_stays_as_it_is() -> None:
    assert typed.whole("Zażółć 🏛\n\tgęślą") == "Zażółć 🏛\n\tgęślą"
