"""A name that somebody chose for themselves is shown in other people's messages, and links to nothing there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import without_links


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("przedstawiciel PUP", "przedstawiciel PUP"),
        ("Biuro https://zly.example/wejdz", "Biuro zly. example/wejdz"),
        ("zly.example", "zly. example"),
        ("TG://resolve?domain=zly", "resolve?domain=zly"),
        ("t.me/zly_bot", "t. me/zly_bot"),
        ("zly。example", "zly。 example"),
        ("@zly_bot", "zly_bot"),
        ("ktoś /wypisz #pilne $ABC", "ktoś wypisz pilne ABC"),
        ("specjalistka ds. rynku pracy", "specjalistka ds. rynku pracy"),
        ("J.K. Rada", "J. K. Rada"),
        ("biuro@urzad.example", "biuro@urzad. example"),
        ("https://", ""),
        ("<i>Osoba</i>", "<i>Osoba</i>"),
    ],
)
def test_a_name_links_to_nothing(chosen: str, shown: str) -> None:
    assert without_links(chosen) == shown


@given(st.text("ab.:/@#ż \u3002", max_size=20))
def test_a_name_without_links_has_none_to_lose(chosen: str) -> None:
    once = without_links(chosen)

    assert without_links(once) == once
