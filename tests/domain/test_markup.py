"""Formatting that people typed, kept as HTML that Telegram always takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import Mark, cut_off, formatted, plain, read
from sandbox.markup import parse_html

KINDS = (
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "text_link",
    "custom_emoji",
)

marks = st.lists(
    st.builds(
        Mark,
        st.sampled_from(KINDS),
        st.integers(-2, 40),
        st.integers(-2, 40),
        st.sampled_from(["", "https://wejherowo.example/?a=1&b=<2>\"'"]),
    ),
    max_size=8,
)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40), marks)
def test_whatever_the_marks_the_html_can_be_parsed_and_the_text_stays(text: str, given_marks: list[Mark]) -> None:
    shown, _ = parse_html(formatted(text, given_marks))

    assert shown == text
    assert read(formatted(text, given_marks)) == text


@pytest.mark.parametrize(
    ("text", "given_marks", "html"),
    [
        ("a < b & c", [], "a &lt; b &amp; c"),
        ("Ważne", [Mark("bold", 0, 5)], "<b>Ważne</b>"),
        ("👩 pilne", [Mark("bold", 3, 5)], "👩 <b>pilne</b>"),
        ("ab cd", [Mark("bold", 0, 5), Mark("italic", 3, 2)], "<b>ab <i>cd</i></b>"),
        ("abcd", [Mark("bold", 0, 3), Mark("italic", 1, 3)], "<b>a<i>bc</i></b><i>d</i>"),
        (
            "tu",
            [Mark("text_link", 0, 2, 'https://a.example/?x="1"&y')],
            '<a href="https://a.example/?x=&quot;1&quot;&amp;y">tu</a>',
        ),
        ("cytat", [Mark("expandable_blockquote", 0, 5)], "<blockquote expandable>cytat</blockquote>"),
        ("@biuro", [Mark("mention", 0, 6)], "@biuro"),
    ],
)
def test_a_mark_becomes_its_tag(text: str, given_marks: list[Mark], html: str) -> None:
    assert formatted(text, given_marks) == html


def test_the_command_before_the_text_is_taken_off_the_marks_too() -> None:
    whole = [Mark("bot_command", 0, 11), Mark("bold", 12, 5), Mark("italic", 10, 4)]

    assert cut_off(whole, 12) == [Mark("bold", 0, 5), Mark("italic", 0, 2)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Nabór</b> trwa", "Nabór trwa"),
        ('<a href="https://a.example/?x=1&amp;y">strona</a>', "strona (https://a.example/?x=1&y)"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ("a &lt; b", "a < b"),
    ],
)
def test_an_e_mail_keeps_the_address_of_a_link(html: str, text: str) -> None:
    assert plain(html) == text
