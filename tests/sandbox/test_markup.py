"""HTML parse mode and the counting of texts, by the rules of the real parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import Entity, cleaned, rendered, trimmed, utf16_length, utf16_slices, with_automatic
from sandbox.errors import BotApiError
from sandbox.markup import link_problem, parse_html


def entity(kind: str, offset: int, length: int, **more: str) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("zwykły tekst", "zwykły tekst", []),
        ("<b>Będzie</b>: 1", "Będzie: 1", [entity("bold", 0, 6)]),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        (
            "<i>a</i><u>b</u><ins>c</ins>",
            "abc",
            [entity("italic", 0, 1), entity("underline", 1, 1), entity("underline", 2, 1)],
        ),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [entity("strikethrough", n, 1) for n in range(3)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
        ),
        ("<a href='localhost'>x</a>", "x", []),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<code class="language-x">x</code>', "x", [entity("code", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("<B>x</B >", "x", [entity("bold", 0, 1)]),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("😀<b>x</b>", "😀x", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
        ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
        ("&lt b&#43;&#x17C;", "< b+ż", []),
        ("&nbsp; &apos; & &; &#0; &#99999999;", "&nbsp; &apos; & &; &#0; &#99999999;", []),
    ],
)
def test_supported_markup_becomes_entities(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("ż<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>a</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x:y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, problem: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {problem}"


@given(st.text())
def test_any_text_escaped_for_html_is_shown_unchanged(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert parse_html(escaped) == (text, [])


@given(st.text(alphabet="<>/abi =\"'&;#x1żé😀 "))
def test_the_parser_either_refuses_or_gives_entities_inside_the_text(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except BotApiError:
        return

    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= utf16_length(text) for e in entities)


@given(st.text(), st.integers(2, 7))
def test_a_long_text_is_cut_without_losing_or_splitting_a_character(text: str, size: int) -> None:
    parts = utf16_slices(text, size)

    assert "".join(parts) == text
    assert all(utf16_length(part) <= size for part in parts)


@given(st.text())
def test_lengths_are_counted_in_utf16_units(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_characters_that_draw_outside_their_place_do_not_get_through() -> None:
    text, entities = cleaned(
        "\u202ea\tb\r\u030acd\x00", [entity("bold", 1, 3), entity("italic", 4, 1), entity("code", 6, 2)]
    )

    assert text == "a bcd "
    assert entities == [entity("bold", 0, 3), entity("code", 3, 2)]


@given(st.text())
def test_an_ordinary_text_gets_through_unchanged(text: str) -> None:
    ordinary = "".join(c for c in text if c.isalnum() or c in " \n.,ąęłżź🙂\u200f\u0301")

    assert cleaned(ordinary, [entity("bold", 0, 1)]) == (ordinary, [entity("bold", 0, 1)])


def test_white_space_around_a_text_goes_and_entities_move_with_it() -> None:
    text, entities = trimmed("  😀 ab \n", [entity("bold", 0, 5), entity("italic", 5, 4), entity("code", 7, 2)])

    assert text == "😀 ab"
    assert entities == [entity("bold", 0, 3), entity("italic", 3, 2)]


def test_commands_and_addresses_are_found_but_not_inside_code() -> None:
    text = "/spotkania https://example.org, a@b.pl @narada_bot #plan /nie"
    code = entity("code", len(text) - 4, 4)

    found = with_automatic(text, [code])

    assert [e["type"] for e in found] == ["bot_command", "url", "email", "mention", "hashtag", "code"]
    assert text[found[1]["offset"] :][: found[1]["length"]] == "https://example.org"


@pytest.mark.parametrize("text", ["1/2", "a/b/c", "24/7", "//", "ul. Ogrodowa 1/3"])
def test_a_slash_inside_a_word_is_no_command(text: str) -> None:
    assert with_automatic(text, []) == []


def test_what_people_see_is_escaped_and_well_formed() -> None:
    text = '<script> 😀 "x" & y'
    entities = [entity("bold", 0, 11), entity("italic", 9, 8), entity("text_link", 0, 8, url='https://x.org/"')]

    shown = rendered(text, entities)

    assert shown == (
        '<b><a href="https://x.org/&quot;" target="_blank" rel="noopener noreferrer">&lt;script&gt;</a>'
        " <i>😀</i></b> &quot;x&quot; &amp; y"
    )


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://example.org/a?b#c", ""),
        ("example.org", ""),
        ("http://127.0.0.1:8080/calendar/x", ""),
        ("http://[::1]:8080/", ""),
        ("tg://user?id=1", ""),
        ("http://localhost:8080/", "Wrong HTTP URL"),
        ("not-a-url", "Wrong HTTP URL"),
        ("https://exa mple.org", "Wrong HTTP URL"),
        ("ftp://example.org", "Unsupported URL protocol"),
        ("webcal://example.org/x.ics", "Unsupported URL protocol"),
        ("", "URL host is empty"),
    ],
)
def test_addresses_are_judged_as_telegram_does(url: str, problem: str) -> None:
    assert link_problem(url) == problem
