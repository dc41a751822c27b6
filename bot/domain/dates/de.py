"""Dates in German."""

from bot.domain.dates import meanings as means
from bot.domain.dates.days import LAST
from bot.domain.dates.grammar import (
    DATES_IN_FIGURES,
    DAY_BEFORE_MONTH,
    FIGURES,
    HOURS_IN_FIGURES,
    MINUTES_AFTER_24_HOURS,
    DayRules,
    HourRules,
    Language,
    PartRules,
    afternoon,
    around_noon,
    evening,
    forenoon,
    midnight,
    morning,
    noon,
)
from bot.domain.dates.patterns import Slot, either, number, numbered, pattern, rule, words

WEEKDAYS = numbered(
    0,
    "montag montags mo",
    "dienstag dienstags di",
    "mittwoch mittwochs mi",
    "donnerstag donnerstags do",
    "freitag freitags fr",
    "samstag samstags sonnabend sa",
    "sonntag sonntags so",
)
MONTHS = numbered(
    1,
    "januar jänner jan",
    "februar feber feb",
    "märz mär mrz",
    "april apr",
    "mai",
    "juni jun juno",
    "juli jul julei",
    "august aug",
    "september sep sept",
    "oktober okt",
    "november nov",
    "dezember dez",
)
_ORDINAL_STEMS = (
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
)
_ENDINGS = ("e", "en", "er", "em")


def _inflected(stems: tuple[str, ...], first: int) -> dict[str, int]:
    return {stem + ending: value for value, stem in enumerate(stems, first) for ending in _ENDINGS}


ORDINALS = {**_inflected(_ORDINAL_STEMS[:5], 1), **_inflected(("letzt",), LAST)}
HOURS_IN_WORDS = numbered(
    1,
    "eins ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "einundzwanzig",
    "zweiundzwanzig", "dreiundzwanzig",
)  # fmt: skip
_FIVES = ("fünf", "zehn", "fünfzehn", "zwanzig", "fünfundzwanzig", "dreißig", "fünfunddreißig", "vierzig",
          "fünfundvierzig", "fünfzig", "fünfundfünfzig")  # fmt: skip
MINUTES_IN_WORDS = {word: 5 * value for value, word in enumerate(_FIVES, 1)}
COUNTS = numbered(
    1, "ein eine einem einer einen", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"
)  # fmt: skip

SLOTS: dict[str, Slot] = {
    **FIGURES,
    "WEEKDAY": words(WEEKDAYS),
    "MONTH": words(MONTHS),
    "NTH": either(words(ORDINALS), number(1, first="12345")),
    "DAY": words(_inflected(_ORDINAL_STEMS, 1)),
    "HOUR": words(HOURS_IN_WORDS),
    "MINUTES": words(MINUTES_IN_WORDS),
    "COUNT": either(words(COUNTS), number(1, 2, 3)),
}

DATES: DayRules = (
    *DATES_IN_FIGURES,
    *DAY_BEFORE_MONTH,
    rule("D .? MONTH", means.day_and_month),
    rule("D .? MONTH Y", means.day_and_month),
    rule("DAY MONTH", means.day_and_month),
    rule("DAY MONTH Y", means.day_and_month),
)

DAYS: DayRules = (
    rule("heute", means.days_from_today(0)),
    rule("morgen", means.days_from_today(1)),
    rule("übermorgen|uebermorgen", means.days_from_today(2)),
    rule("gestern", means.days_from_today(-1)),
    rule("vorgestern", means.days_from_today(-2)),
    rule("heute? in COUNT tagen|tag", means.in_so_many_german_days),
    rule("heute? in COUNT wochen|woche", means.in_so_many_weeks),
    rule("morgen in COUNT wochen|woche", means.tomorrow_in_so_many_weeks),
    rule("in COUNT monaten|monat", means.in_so_many_months),
    rule("in COUNT wochen|woche am? WEEKDAY", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY in COUNT wochen|woche", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY", means.coming_weekday),
    rule("kommenden|kommender|kommende WEEKDAY", means.coming_weekday),
    rule("diesen|dieser|diesem WEEKDAY", means.weekday_of_this_week),
    rule("diese woche am? WEEKDAY", means.weekday_of_this_week),
    rule("WEEKDAY diese woche", means.weekday_of_this_week),
    rule("nächsten|nächster|nächste|naechsten|naechster|naechste WEEKDAY", means.weekday_of_next_week),
    rule("nächste|naechste|kommende woche am? WEEKDAY", means.weekday_of_next_week),
    rule("WEEKDAY nächste|naechste|kommende woche", means.weekday_of_next_week),
    rule("WEEKDAY D", means.weekday_with_day),
    rule("WEEKDAY ,? D ~.", means.weekday_with_day),
    rule("WEEKDAY ,? den|der D ~.", means.weekday_with_day),
    rule("am|den D ~.", means.the_day),
    rule("NTH .? WEEKDAY im|des? MONTH", means.nth_of_named_month),
    rule("NTH .? WEEKDAY im|des? MONTH Y", means.nth_of_named_month),
    rule("NTH .? WEEKDAY im|des monat|monats", means.nth_of_the_month),
    rule("NTH .? WEEKDAY in|dieses|diesen diesem? monat|monats", means.nth_of_this_month),
    rule("NTH .? WEEKDAY im|des nächsten|naechsten|kommenden monat|monats", means.nth_of_next_month),
    rule("NTH .? WEEKDAY nächsten|naechsten monats|monat", means.nth_of_next_month),
    rule("letzten|letzter tag des|im monats|monat", means.last_of_this_month),
)

HOURS: HourRules = (
    *HOURS_IN_FIGURES,
    *MINUTES_AFTER_24_HOURS,
    rule("H uhr", means.hour_in_words),
    rule("HH uhr", means.exact_hour),
    rule("O uhr", means.exact_hour),
    rule("H uhr MM", means.written_hour),
    rule("HH uhr MM", means.exact_hour),
    rule("O uhr MM", means.exact_hour),
    rule("H ~:|. ~MM uhr", means.written_hour),
    rule("HH ~:|. ~MM uhr", means.exact_hour),
    rule("O ~:|. ~MM uhr", means.exact_hour),
    rule("HOUR", means.hour_in_a_bare_word),
    rule("HOUR uhr", means.hour_in_words),
    rule("HOUR uhr MINUTES", means.hour_in_words),
    rule("HOUR uhr MM", means.hour_in_words),
    rule("halb HOUR", means.half_to),
    rule("halb H", means.half_to),
    rule("viertel nach HOUR", means.quarter_past),
    rule("viertel nach H", means.quarter_past),
    rule("viertel vor HOUR", means.quarter_to),
    rule("viertel vor H", means.quarter_to),
    rule("dreiviertel HOUR", means.quarter_to),
    rule("drei viertel HOUR", means.quarter_to),
    rule("MINUTES nach HOUR", means.minutes_past),
    rule("MINUTES nach H", means.minutes_past),
    rule("FEW nach HOUR", means.minutes_past),
    rule("FEW nach H", means.minutes_past),
    rule("MINUTES vor HOUR", means.minutes_to),
    rule("MINUTES vor H", means.minutes_to),
    rule("FEW vor HOUR", means.minutes_to),
    rule("FEW vor H", means.minutes_to),
    rule("12? uhr? mittag", noon),
    rule("mitternacht", midnight),
)

PARTS: PartRules = (
    rule("morgens|früh|frueh|morgen", morning),
    rule("am morgen", morning),
    rule("vormittags|vormittag", forenoon),
    rule("am vormittag", forenoon),
    rule("mittags", around_noon),
    rule("nachmittags|nachmittag", afternoon),
    rule("am nachmittag", afternoon),
    rule("abends|abend", evening),
    rule("am abend", evening),
)

GERMAN = Language(
    slots=SLOTS,
    dates=DATES,
    days=DAYS,
    hours=HOURS,
    parts=PARTS,
    moments=(
        rule("in COUNT stunden|stunde", means.so_many_hours),
        rule("in einer halben stunde", means.minutes_from_now(30)),
        rule("in anderthalb|eineinhalb stunden", means.minutes_from_now(90)),
        rule("in einer viertelstunde", means.minutes_from_now(15)),
        rule("in COUNT minuten|minute|min", means.so_many_minutes),
    ),
    on=tuple(map(pattern, ("am|den",))),
    by=tuple(map(pattern, ("bis|ab zum|am|den?",))),
    at=tuple(map(pattern, ("um|ab",))),
    spans=((pattern("von|ab"), pattern("bis|-")), (pattern("zwischen"), pattern("und"))),
    until=(pattern("bis|-"),),
)
