"""Dates in Polish."""

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
    evening,
    forenoon,
    midnight,
    morning,
    noon,
)
from bot.domain.dates.patterns import Slot, either, number, numbered, pattern, rule, words

WEEKDAYS = numbered(
    0,
    "poniedziałek poniedziałku poniedziałkiem pon pn",
    "wtorek wtorku wtorkiem wt wto",
    "środa środę środy środzie środą śr śro",
    "czwartek czwartku czwartkiem czw cz",
    "piątek piątku piątkiem pt pią",
    "sobota sobotę soboty sobocie sobotą sob sb",
    "niedziela niedzielę niedzieli niedzielą nd ndz niedz",
)
MONTHS = numbered(
    1,
    "stycznia styczeń styczniu sty",
    "lutego luty lutym lut",
    "marca marzec marcu mar",
    "kwietnia kwiecień kwietniu kwi",
    "maja maj maju",
    "czerwca czerwiec czerwcu cze",
    "lipca lipiec lipcu lip",
    "sierpnia sierpień sierpniu sie",
    "września wrzesień wrześniu wrz",
    "października październik październiku paź",
    "listopada listopad listopadzie lis",
    "grudnia grudzień grudniu gru",
)
ROMAN_MONTHS = numbered(1, "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_FIRST_TO_NINTH = ("pierwsz", "drug", "trzec", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt")
_TENTH_TO_NINETEENTH = (
    "dziesiąt", "jedenast", "dwunast", "trzynast", "czternast", "piętnast", "szesnast", "siedemnast", "osiemnast",
    "dziewiętnast",
)  # fmt: skip
_ORDINALS = (*_FIRST_TO_NINTH, *_TENTH_TO_NINETEENTH, "dwudziest")
_OF_A_DAY = ("ego", "iego", "y", "i")
_OF_AN_HOUR = ("a", "ia", "ą", "ią", "ej", "iej")
_OF_ANY = ("y", "i", "a", "ia", "ą", "ią", "e", "ie", "ego", "iego", "ej", "iej")


def _inflected(stems: tuple[str, ...], endings: tuple[str, ...], first: int = 1, before: str = "") -> dict[str, int]:
    return {f"{before}{stem}{ending}": value for value, stem in enumerate(stems, first) for ending in endings}


ORDINALS = {**_inflected(_FIRST_TO_NINTH[:5], _OF_ANY), **_inflected(("ostatn",), _OF_ANY, LAST)}
DAYS_IN_WORDS = {
    **_inflected(_ORDINALS, _OF_A_DAY),
    **_inflected(_FIRST_TO_NINTH, _OF_A_DAY, 21, "dwudziestego_"),
    **_inflected(("trzydziest",), _OF_A_DAY, 30),
    **_inflected(("pierwsz",), _OF_A_DAY, 31, "trzydziestego_"),
}
HOURS_IN_WORDS = {
    **_inflected(_ORDINALS, _OF_AN_HOUR),
    **_inflected(_FIRST_TO_NINTH[:3], _OF_AN_HOUR, 21, "dwudziesta_"),
    **_inflected(_FIRST_TO_NINTH[:3], _OF_AN_HOUR, 21, "dwudziestej_"),
}
_TENS = {"dwadzieścia": 20, "trzydzieści": 30, "czterdzieści": 40, "pięćdziesiąt": 50}
MINUTES_IN_WORDS = {
    "pięć": 5,
    "dziesięć": 10,
    "piętnaście": 15,
    **_TENS,
    **{f"{tens}_pięć": value + 5 for tens, value in _TENS.items()},
}
COUNTS = numbered(
    1, "jeden jedną", "dwa dwie", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć"
)  # fmt: skip

SLOTS: dict[str, Slot] = {
    **FIGURES,
    "WEEKDAY": words(WEEKDAYS),
    "MONTH": words(MONTHS),
    "ROMAN": words(ROMAN_MONTHS),
    "NTH": either(words(ORDINALS), number(1, first="12345")),
    "DAY": words(DAYS_IN_WORDS),
    "HOUR": words(HOURS_IN_WORDS),
    "MINUTES": words(MINUTES_IN_WORDS),
    "COUNT": either(words(COUNTS), number(1, 2, 3)),
}

DATES: DayRules = (
    *DATES_IN_FIGURES,
    *DAY_BEFORE_MONTH,
    rule("D . M . Y r|roku .?", means.day_and_month),
    rule("D ~/ ~M ~/ ~Y r|roku .?", means.day_and_month),
    rule("D .? MONTH", means.day_and_month),
    rule("D .? MONTH Y r|roku? .?", means.day_and_month),
    rule("D ~- ~go|ego|tego|szego MONTH", means.day_and_month),
    rule("D ~- ~go|ego|tego|szego MONTH Y r|roku? .?", means.day_and_month),
    rule("DAY MONTH", means.day_and_month),
    rule("DAY MONTH Y r|roku? .?", means.day_and_month),
    rule("D .? ROMAN", means.day_and_month),
    rule("D .? ROMAN Y r|roku? .?", means.day_and_month),
)

DAYS: DayRules = (
    rule("dziś|dzisiaj", means.days_from_today(0)),
    rule("jutro", means.days_from_today(1)),
    rule("pojutrze", means.days_from_today(2)),
    rule("wczoraj", means.days_from_today(-1)),
    rule("przedwczoraj", means.days_from_today(-2)),
    rule("za COUNT dni|dzień", means.in_so_many_days),
    rule("za tydzień", means.days_from_today(7)),
    rule("za COUNT tygodnie|tygodni|tydzień", means.in_so_many_weeks),
    rule("za miesiąc", means.in_a_month),
    rule("za COUNT miesiące|miesięcy|miesiąc", means.in_so_many_months),
    rule("za tydzień w|we WEEKDAY", means.in_a_week_on_weekday),
    rule("WEEKDAY za tydzień", means.in_a_week_on_weekday),
    rule("za COUNT tygodnie|tygodni w|we WEEKDAY", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY za COUNT tygodnie|tygodni", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY", means.coming_weekday),
    rule("najbliższy|najbliższa|najbliższą|najbliższe|najbliższej|najbliższego WEEKDAY", means.coming_weekday),
    rule("ten|ta|tę|tą WEEKDAY", means.weekday_of_this_week),
    rule("tym tygodniu w|we? WEEKDAY", means.weekday_of_this_week),
    rule("WEEKDAY w tym tygodniu", means.weekday_of_this_week),
    rule("przyszły|przyszła|przyszłą|przyszłe|przyszłej|przyszłego WEEKDAY", means.weekday_of_next_week),
    rule("przyszłym|następnym tygodniu w|we? WEEKDAY", means.weekday_of_next_week),
    rule("WEEKDAY w przyszłym|następnym tygodniu", means.weekday_of_next_week),
    rule("następny|następna|następną|następne|następnej|następnego WEEKDAY", means.weekday_after_today),
    rule("WEEKDAY D", means.weekday_with_day),
    rule("D ~- ~go|ego|tego|szego", means.the_day),
    rule("NTH .? WEEKDAY w? MONTH", means.nth_of_named_month),
    rule("NTH .? WEEKDAY w? MONTH Y r|roku? .?", means.nth_of_named_month),
    rule("NTH WEEKDAY miesiąca", means.nth_of_the_month),
    rule("NTH WEEKDAY tego|bieżącego miesiąca", means.nth_of_this_month),
    rule("NTH WEEKDAY przyszłego|następnego miesiąca", means.nth_of_next_month),
    rule("NTH WEEKDAY w przyszłym|następnym miesiącu", means.nth_of_next_month),
    rule("ostatni|ostatniego dzień|dnia miesiąca", means.last_of_this_month),
)

HOURS: HourRules = (
    *HOURS_IN_FIGURES,
    *MINUTES_AFTER_24_HOURS,
    rule("H ~- ~a|ta|tą|tej|ej|sza|szej|ma|mej|ga|giej|cia|ciej", means.hour_in_words),
    rule("HOUR", means.hour_in_a_bare_word),
    rule("HOUR MINUTES", means.hour_in_words),
    rule("HOUR zero zero", means.hour_in_words),
    rule("MINUTES po HOUR", means.minutes_past),
    rule("FEW po HOUR", means.minutes_past),
    rule("za MINUTES HOUR", means.minutes_to),
    rule("za FEW HOUR", means.minutes_to),
    rule("kwadrans po HOUR", means.quarter_past),
    rule("kwadrans po H", means.quarter_past),
    rule("za kwadrans HOUR", means.quarter_to),
    rule("za kwadrans H", means.quarter_to),
    rule("wpół|pół do HOUR", means.half_to),
    rule("wpół|pół do H", means.half_to),
    rule("w pół do HOUR", means.half_to),
    rule("w? południe", noon),
    rule("12 w południe", noon),
    rule("południa", noon),
    rule("północ|północy", midnight),
)

PARTS: PartRules = (
    rule("rano|ranem", morning),
    rule("z rana", morning),
    rule("przed południem", forenoon),
    rule("po południu", afternoon),
    rule("wieczorem|wieczór", evening),
)

POLISH = Language(
    slots=SLOTS,
    dates=DATES,
    days=DAYS,
    hours=HOURS,
    parts=PARTS,
    moments=(
        rule("za godzinę", means.minutes_from_now(60)),
        rule("za COUNT godziny|godzin|godzinę", means.so_many_hours),
        rule("za pół godziny", means.minutes_from_now(30)),
        rule("za półtorej godziny", means.minutes_from_now(90)),
        rule("za kwadrans", means.minutes_from_now(15)),
        rule("za COUNT minut|minuty|minutę|min", means.so_many_minutes),
    ),
    on=tuple(map(pattern, ("w|we|na", "w|na dniu|dzień", "dnia"))),
    by=tuple(map(pattern, ("do|od dnia?",))),
    at=tuple(map(pattern, ("o|na", "o|na|w? godz|g|godzina|godzinę|godzinie|godziny|godzinach .?"))),
    spans=((pattern("od"), pattern("do|-")), (pattern("między|pomiędzy"), pattern("a"))),
    until=(pattern("do|-"),),
)
