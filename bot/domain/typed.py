"""What people type, made fit to keep: one clear line or paragraph, or a refusal that says what is wrong."""

import re
import unicodedata

from bot.domain.people import Sector
from bot.domain.refusals import SectorUnknown, TextEmpty, TextTooLong, TextUnreadable

MOST_MARKS = (
    4  # Vietnamese and Hebrew stack up to three; more is decoration that breaks lines on other people's screens
)

# Bidirectional controls can make a name read backwards in somebody else's list; zero-width characters make two names
# look alike.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_SECTORS = {
    Sector.PUBLIC: {"publiczny", "publiczna", "public", "offentlich", "oeffentlich", "jst"},
    Sector.NGO: {"pozarzadowy", "pozarzadowa", "ngo", "gemeinnutzig", "gemeinnuetzig", "spoleczny", "third"},
    Sector.BUSINESS: {"prywatny", "prywatna", "business", "privat", "private", "biznes", "gospodarczy"},
}


def line(text: str, limit: int) -> str:
    """One line of at most `limit` UTF-16 units, without control, bidirectional or zero-width characters.

    Raises TextEmpty, TextTooLong or TextUnreadable (more combining marks on one letter than any language has).
    """
    return _checked(" ".join(_visible(text).split()), limit)


def paragraph(text: str, limit: int) -> str:
    """Several lines, at most one empty between two; refuses like `line`."""
    lines = [" ".join(part.split()) for part in _visible(text).splitlines()]
    return _checked(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), limit)


def whole(text: str) -> str:
    """The text with a replacement sign for each lone half of a surrogate pair, which neither the store nor Telegram's
    API (both UTF-8) would take, and for each NUL, which PostgreSQL would not. Its length in UTF-16 units stays."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "\ufffd")


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram measures it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def folded(text: str) -> str:
    """The text without case, diacritics and doubled spaces: two names that fold alike are one name."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def sector(text: str) -> Sector:
    """The sector named in any of the three languages, with or without diacritics; raises SectorUnknown."""
    word = folded(text).strip(".,; ")
    for known, names in _SECTORS.items():
        if word in names:
            return known
    raise SectorUnknown(text=text)


def _visible(text: str) -> str:
    return _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))


def _checked(text: str, limit: int) -> str:
    if _stacked(text) > MOST_MARKS:
        raise TextUnreadable
    if not text:
        raise TextEmpty
    if units(text) > limit:
        raise TextTooLong(limit=limit, length=units(text))
    return text


def _stacked(text: str) -> int:
    """The most combining marks that stand on one letter."""
    most = run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        most = max(most, run)
    return most
