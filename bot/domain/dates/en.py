"""Dates in English, where figures with strokes are asked about and hours are counted to twelve."""

from bot.domain.dates import meanings as means
from bot.domain.dates.days import LAST
from bot.domain.dates.grammar import (
    DATES_IN_FIGURES,
    FIGURES,
    HOURS_IN_FIGURES,
    DayRules,
    HourRules,
    Language,
    PartRules,
    after_noon,
    afternoon,
    before_noon,
    evening,
    midnight,
    morning,
    noon,
    this,
)
from bot.domain.dates.patterns import Slot, either, number, numbered, pattern, rule, words

WEEKDAYS = numbered(
    0,
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
MONTHS = numbered(
    1,
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)
ORDINALS = {**numbered(1, "first", "second", "third", "fourth", "fifth"), "last": LAST}
NUMBERS = numbered(
    1, "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
MINUTES_IN_WORDS = {
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    **_TENS,
    **{f"{tens}{dash}five": value + 5 for tens, value in _TENS.items() for dash in ("_", "_-_")},
}

SLOTS: dict[str, Slot] = {
    **FIGURES,
    "WEEKDAY": words(WEEKDAYS),
    "MONTH": words(MONTHS),
    "NTH": either(words(ORDINALS), number(1, first="12345")),
    "HOUR": words(NUMBERS),
    "MINUTES": words(MINUTES_IN_WORDS),
    "COUNT": either(words(NUMBERS), number(1, 2, 3)),
}

DATES: DayRules = (
    *DATES_IN_FIGURES,
    rule("D ~/ ~M", means.day_or_month_first),
    rule("D ~/ ~M ~/ ~Y", means.day_or_month_first),
    rule("D ~/ ~M ~/ ~YY", means.day_or_month_first),
    rule("D ~- ~M ~- ~Y", means.day_or_month_first),
    rule("D ~st|nd|rd|th? of? MONTH", means.day_and_month),
    rule("D ~st|nd|rd|th? of? MONTH ,? Y", means.day_and_month),
    rule("MONTH the? D ~st|nd|rd|th?", means.day_and_month),
    rule("MONTH the? D ~st|nd|rd|th? ,? Y", means.day_and_month),
)

DAYS: DayRules = (
    rule("today", means.days_from_today(0)),
    rule("tomorrow", means.days_from_today(1)),
    rule("the? day after tomorrow", means.days_from_today(2)),
    rule("yesterday", means.days_from_today(-1)),
    rule("in a day", means.days_from_today(1)),
    rule("in COUNT days|day", means.in_so_many_days),
    rule("COUNT days|day from today|now", means.in_so_many_days),
    rule("in a week", means.days_from_today(7)),
    rule("a week from today|now", means.days_from_today(7)),
    rule("a week from tomorrow", means.days_from_today(8)),
    rule("in a fortnight", means.days_from_today(14)),
    rule("in COUNT weeks|week", means.in_so_many_weeks),
    rule("COUNT weeks|week from today|now", means.in_so_many_weeks),
    rule("in a month", means.in_a_month),
    rule("in COUNT months|month", means.in_so_many_months),
    rule("in a week on WEEKDAY", means.in_a_week_on_weekday),
    rule("WEEKDAY in a week", means.in_a_week_on_weekday),
    rule("in COUNT weeks on WEEKDAY", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY in COUNT weeks", means.in_so_many_weeks_on_weekday),
    rule("WEEKDAY", means.coming_weekday),
    rule("this? coming WEEKDAY", means.coming_weekday),
    rule("this WEEKDAY", means.weekday_of_this_week),
    rule("WEEKDAY this week", means.weekday_of_this_week),
    rule("this week on? WEEKDAY", means.weekday_of_this_week),
    rule("next WEEKDAY", means.weekday_of_next_week),
    rule("WEEKDAY next week", means.weekday_of_next_week),
    rule("next week ,? on? WEEKDAY", means.weekday_of_next_week),
    rule("WEEKDAY D", means.weekday_with_day),
    rule("WEEKDAY ,? the? D ~st|nd|rd|th", means.weekday_with_day),
    rule("D ~st|nd|rd|th", means.the_day),
    rule("NTH ~st|nd|rd|th? WEEKDAY of|in? MONTH", means.nth_of_named_month),
    rule("NTH ~st|nd|rd|th? WEEKDAY of|in? MONTH ,? Y", means.nth_of_named_month),
    rule("NTH ~st|nd|rd|th? WEEKDAY of the month", means.nth_of_the_month),
    rule("NTH ~st|nd|rd|th? WEEKDAY of this month", means.nth_of_this_month),
    rule("NTH ~st|nd|rd|th? WEEKDAY of next month", means.nth_of_next_month),
    rule("last day of the month", means.last_of_this_month),
)

HOURS: HourRules = (
    *HOURS_IN_FIGURES,
    rule("H ~: ~MM", means.hour_in_words),
    rule("H ~. ~MM", means.hour_in_dots),
    rule("HOUR", means.hour_in_a_bare_word),
    rule("HOUR MINUTES", means.hour_in_a_bare_word),
    rule("HOUR oclock", means.hour_in_words),
    rule("H oclock", means.hour_in_words),
    rule("MINUTES past HOUR", means.minutes_past),
    rule("MINUTES past H", means.minutes_past),
    rule("MINUTES to HOUR", means.minutes_to),
    rule("MINUTES to H", means.minutes_to),
    rule("a? quarter past HOUR", means.quarter_past),
    rule("a? quarter past H", means.quarter_past),
    rule("a? quarter to HOUR", means.quarter_to),
    rule("a? quarter to H", means.quarter_to),
    rule("half past HOUR", means.half_past),
    rule("half past H", means.half_past),
    rule("12? noon|midday", noon),
    rule("12? midnight", midnight),
)

PARTS: PartRules = (
    rule("am", before_noon),
    rule("a ~. m .?", before_noon),
    rule("pm", after_noon),
    rule("p ~. m .?", after_noon),
    rule("morning", morning),
    rule("in the morning", morning),
    rule("afternoon", afternoon),
    rule("in the afternoon", afternoon),
    rule("evening", evening),
    rule("in the evening", evening),
)

ENGLISH = Language(
    slots=SLOTS,
    dates=DATES,
    days=DAYS,
    hours=HOURS,
    parts=PARTS,
    moments=(
        rule("in an hour", means.minutes_from_now(60)),
        rule("in COUNT hours|hour", means.so_many_hours),
        rule("in half an hour", means.minutes_from_now(30)),
        rule("in an hour and a half", means.minutes_from_now(90)),
        rule("in COUNT minutes|minute|mins|min", means.so_many_minutes),
    ),
    on=tuple(map(pattern, ("on the?", "the"))),
    by=tuple(map(pattern, ("by|until|till|from the?",))),
    at=tuple(map(pattern, ("at|@",))),
    spans=((pattern("from"), pattern("to|till|until|-")), (pattern("between"), pattern("and"))),
    until=(pattern("to|till|until|-"),),
    days_with_part=(
        rule("tonight", this(evening)),
        rule("this morning", this(morning)),
        rule("this afternoon", this(afternoon)),
        rule("this evening", this(evening)),
    ),
)
