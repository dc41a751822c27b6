"""Numbers as people write them in Polish, English and German, read exactly or refused.

A comma is a decimal sign in Polish and German, a point in English; thousands are parted by spaces, by points in German
and by commas in English. What could be read in two ways ("1.200" in Polish) is asked about: a misread sum costs more
than a second. Only ASCII digits are digits.
"""

import re
from decimal import Decimal

from bot.domain.people import Language
from bot.domain.refusals import (
    NumberAmbiguous,
    NumberApproximate,
    NumberNegative,
    NumberTooLong,
    NumberUnreadable,
)
from bot.domain.typed import folded

MOST_DIGITS = 15  # what a cell of a spreadsheet keeps exactly
LONGEST = 60

_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f']+")
_NUMBER = re.compile(r"([+-]?)\s*([0-9](?:[0-9., ]*[0-9])?)\s*(.*)")
_ABOUT = re.compile(
    r"(?:~|≈|ok\.?|okolo|ca\.?|circa|mniej wiecej|about|approx\.?|approximately|around|etwa|ungefahr)\s*"
)
DECIMAL = {Language.POLISH: ",", Language.GERMAN: ",", Language.ENGLISH: "."}
_GROUPED_BY = {Language.POLISH: "", Language.GERMAN: ".", Language.ENGLISH: ","}


def number(text: str, language: Language, unit: str = "") -> Decimal:
    """The number that was typed, perhaps followed by its unit.

    Raises NumberApproximate ("ok. 15"), NumberNegative ("-3"), NumberAmbiguous, NumberTooLong or NumberUnreadable.
    """
    plain = _SPACES.sub(" ", text.strip().translate(_MINUS))
    about = _ABOUT.match(folded(plain[:LONGEST]))
    if about is not None:
        rest = plain[about.end() :].strip()
        raise NumberApproximate(example=str(number(rest, language, unit)) if rest[:1].isdecimal() else "15")
    match = _NUMBER.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None or not _is_unit(match[3], unit):
        raise NumberUnreadable(text=text[:LONGEST])
    value = _value(match[2], language, text)
    if match[1] == "-" and value:
        raise NumberNegative(example=f"{value:f}")
    return value


def _value(digits: str, language: Language, text: str) -> Decimal:
    if sum(character.isdigit() for character in digits) > MOST_DIGITS:
        raise NumberTooLong(most=MOST_DIGITS)
    whole, decimals = _parted(digits, language, text)
    groups = re.split("[., ]", whole)
    signs = set(re.findall("[., ]", whole))
    if len(groups) > 1 and (len(signs) > 1 or len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise NumberUnreadable(text=text[:LONGEST])
    if not re.fullmatch("[0-9]*", decimals):
        raise NumberUnreadable(text=text[:LONGEST])
    return Decimal("".join(groups) + (f".{decimals}" if decimals else ""))


def _parted(digits: str, language: Language, text: str) -> tuple[str, str]:
    """What stands before and after the decimal sign."""
    signs = re.findall("[.,]", digits)
    if not signs or (len(signs) > 1 and len(set(signs)) == 1):
        return digits, ""  # "1 200", "1.200.000"
    whole, _, decimals = digits.rpartition(signs[-1])
    alike = re.fullmatch("[1-9][0-9]{0,2}", whole) and re.fullmatch("[0-9]{3}", decimals)
    if len(signs) > 1 or not alike:
        return whole, decimals
    if signs[-1] == _GROUPED_BY[language]:
        return digits, ""
    raise NumberAmbiguous(text=text[:LONGEST], first=whole + decimals, second=f"{whole}{DECIMAL[language]}{decimals}")


def _is_unit(words: str, unit: str) -> bool:
    """Whether what follows the number repeats its unit: "15 osób", "15 osoby" where the unit is "liczba osób"."""
    said, known = folded(words).strip(". ").split(), folded(unit).split()
    return all(any(word[:3] == part[:3] for part in known) for word in said)
