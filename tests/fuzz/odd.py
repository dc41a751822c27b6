"""Values and texts that nobody expects."""

from typing import Any

from hypothesis import strategies as st

NUMBERS = (
    0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**32, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**30,
    -(10**30), 1.5, -0.0, 5e-324, 1e308, float("inf"), float("-inf"), float("nan"),
)  # fmt: skip
TEXTS = (
    "",
    " ",
    "\n",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "koniec\ud83d",
    "\u202eyktorw\u202c",
    "א״ב שלום",
    "مرحبا",
    "e" + "\u0301" * 60,
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "🏛" * 200,
    "<b>nie</b> & <a href='javascript:x'>tu</a>",
    "</code></a>",
    "&lt;&#x1F600;&amp",
    "%s {0} {nazwa} $x",
    "' OR 1=1 --",
    '=HYPERLINK("http://zle")',
    "../../etc/passwd",
    "..\\..\\boot.ini\x00.xlsx",
    "ż" * 300,
    "słowo " * 700,
    "x" * 4_097,
    "\ufffe\uffff",
    "\u2028\u2029\x85",
    "٣١.١٢.٢٠٢٧",
    "\uff11\uff12\uff1a\uff10\uff10",
    "-5",
    "1e9",
    "NaN",
    "null",
    "True",
    "9" * 400,
    ";;;;",
    ":::::",
    "/",
    "/ ",
    "/@",
    "/start",
    "/nowe@narada_bot",
    "\u017f",
    "İ",
    "ß",
)


def _nested(depth: int) -> Any:
    value: Any = None
    for step in range(depth):
        value = [value] if step % 2 else {"id": value}
    return value


numbers = st.sampled_from(NUMBERS) | st.integers(-(2**70), 2**70)
texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=()), max_size=30)
deep = st.integers(2, 60).map(_nested)
scalars: st.SearchStrategy[Any] = st.none() | st.booleans() | numbers | texts
values: st.SearchStrategy[Any] = st.one_of(
    scalars,
    deep,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.sampled_from(("id", "type", "text", "chat", "x", "")), scalars, max_size=3),
)
"""Anything that JSON can hold, and a little that it cannot (NaN), for some parsers take it."""


@st.composite
def bent_text(draw: st.DrawFn, text: str) -> str:
    """A text with a few places changed: something cut out, doubled, replaced or put in."""
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 6)))
        match draw(st.sampled_from(["cut", "double", "replace", "insert"])):
            case "cut":
                text = text[:at] + text[end:]
            case "double":
                text = text[:end] + text[at:end] + text[end:]
            case "replace":
                text = text[:at] + draw(texts) + text[end:]
            case _:
                text = text[:at] + draw(texts) + text[at:]
    return text


@st.composite
def bent(draw: st.DrawFn, value: Any, most: int = 3) -> Any:
    """A JSON value with up to `most` places changed: taken away, replaced, doubled."""
    value = _copied(value)
    for _ in range(draw(st.integers(0, most))):
        places = list(_places(value))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["take", "replace", "replace", "double"])):
            case "take":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = draw(values)
    return value


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _places(value: Any) -> Any:
    """Every place in it where something stands: its holder and the key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield value, key
        yield from _places(each)
