"""Rules that hold for everything the bot says in the chat, in every language, whatever people typed."""

import re
from functools import cache

import pytest

from bot.domain.people import Language
from bot.views.lengths import CAPTION, COPIED, TEXT, TOAST, units
from bot.views.message import Button, Message
from bot.views.texts import texts
from tests.views.samples import AWKWARD
from tests.views.telegram_html import Refused, visible
from tests.views.walk import Shown, every_view

KEY_LIKE = re.compile(r"\b[a-z_]+(?:-[a-z_]+)+\b")

pytestmark = pytest.mark.thorough
spoken = pytest.mark.parametrize("language", Language)
awkward = pytest.mark.parametrize("typed", AWKWARD)


@cache
def walked(typed: str, language: Language) -> tuple[Shown, ...]:
    """Everything said about these facts in that language; made once, because every rule looks at all of it."""
    return tuple(every_view(AWKWARD[typed], texts(language)))


def messages(typed: str, language: Language) -> list[tuple[str, Message]]:
    return [(name, said) for name, said in walked(typed, language) if isinstance(said, Message)]


def buttons(typed: str, language: Language) -> list[Button]:
    return [button for _, message in messages(typed, language) for row in message.buttons for button in row]


@spoken
@awkward
def test_every_message_is_html_that_telegram_reads_and_no_longer_than_it_takes(typed: str, language: Language) -> None:
    for name, message in messages(typed, language):
        has_files = bool(message.file or message.album)
        limit = CAPTION if has_files else TEXT

        assert (not has_files) <= units(visible(message.text)) <= limit, name


@spoken
@awkward
def test_every_button_keeps_the_limits_of_the_bot_api(typed: str, language: Language) -> None:
    for button in buttons(typed, language):
        assert button.text.strip()
        assert (bool(button.data), bool(button.url), bool(button.copy)).count(True) == 1
        assert len(button.data.encode()) <= 64
        assert units(button.copy) <= COPIED
        assert not button.url or button.url.startswith("https://")


@spoken
@awkward
def test_no_message_has_more_buttons_than_telegram_shows(typed: str, language: Language) -> None:
    for name, message in messages(typed, language):
        assert sum(len(row) for row in message.buttons) <= 100, name
        assert all(0 < len(row) <= 5 for row in message.buttons), name


@spoken
@awkward
def test_every_pop_up_fits(typed: str, language: Language) -> None:
    for name, said in walked(typed, language):
        if isinstance(said, str) and not name.startswith("e-mail"):
            assert 0 < units(said) <= TOAST, name


@spoken
@awkward
def test_no_placeholder_and_no_key_is_ever_read(typed: str, language: Language) -> None:
    keys = known_keys(language)
    for name, said in walked(typed, language):
        text = visible(said.text) if isinstance(said, Message) else said

        assert typed == "braces" or "{" not in text, name
        assert not keys.intersection(KEY_LIKE.findall(text)), name


@spoken
def test_what_people_typed_is_escaped_exactly_once(language: Language) -> None:
    for name, said in walked("markup", language):
        text = visible(said.text) if isinstance(said, Message) else said

        assert "&lt;" not in text, name
        assert "&amp;" not in text, name
    assert not any("&lt;" in button.text or "&amp;" in button.text for button in buttons("markup", language))


@pytest.mark.parametrize(
    "broken", ["<b>a", "a</b>", "<b><i>a</b></i>", "a < b", "a & b", "<u>a</u>", '<b class="x">a</b>']
)
def test_the_reader_of_html_used_here_refuses_what_telegram_refuses(broken: str) -> None:
    with pytest.raises(Refused):
        visible(broken)


@cache
def known_keys(language: Language) -> frozenset[str]:
    return frozenset(key for key in texts(language).keys if "-" in key)
