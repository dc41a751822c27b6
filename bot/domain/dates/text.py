"""A typed text as tokens: numbers, words and marks."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
"""Characters of the longest text that is read at all."""

# A digit is 0-9 and nothing else: Arabic-Indic or full-width digits must not pass as numbers, nor be dropped as blanks.
_TOKEN = re.compile(r"(\s*)(?:([0-9]+)|([^\W\d_]+)|([.,:/()@-]))")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_APOSTROPHE = re.compile(r"(?<=[a-z])['\u2019](?=[a-z])")
_ISO_T = re.compile(r"(?<=[0-9]-[0-9][0-9])t(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a mark, folded; `joined` when nothing stands between it and the token before."""

    text: str
    joined: bool

    @property
    def is_number(self) -> bool:
        return self.text[0] in "0123456789"


def folded(word: str) -> str:
    """The word in small letters without diacritics."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("ł", "l")


def tokens_of(text: str) -> tuple[Token, ...] | None:
    """The tokens of a text; None when it is too long or holds a character that no date has."""
    if len(text) > LONGEST:
        return None
    text = unicodedata.normalize("NFC", text).casefold().translate(_DASHES)
    text = _ISO_T.sub(" ", _APOSTROPHE.sub("", text)).strip()
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        spaces, number, word, mark = match.groups()
        found.append(Token(number or mark or folded(word), joined=not spaces and position > 0))
        position = match.end()
    return tuple(found)
