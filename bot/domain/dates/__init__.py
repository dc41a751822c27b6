"""Dates as people type them, in Polish, English and German.

A small grammar of our own. A text is read in every way the grammar allows, always to its end. One reading is the
answer; none is `DateNotUnderstood`; several are `DateAmbiguous` with all of them, because a refusal costs a second
and a misread date costs a meeting.

What was decided:

* `12.05` is the next such day from now, and so are `12 maja`, `wtorek` and the second Tuesday of May. Today counts
  while the hour is still ahead. A typed year, `dziś`, `this Tuesday` or `w tym tygodniu` mean that day and no
  other.
* `w przyszły wtorek`, `next Tuesday`, `nächsten Dienstag` is that weekday of the next week (Monday to Sunday).
  `następny wtorek` is asked about when the coming one is another, and so is `za tydzień w środę` when the Wednesday
  of next week is not a week after the coming Wednesday.
* `5/12` is day first in Polish and German; in English it is asked about, unless the weekday or a number over 12
  decides. `12.05`, `12.05.2027` and `2027-05-12` are read alike in all three.
* `wtorek 11.05` and `jutro, 21.04` may be a day or an hour and are asked about; so is `wtorek 11` when an 11th of
  this or the next month is a Tuesday. After a word (`o 11.05`), or where the hour was asked for, it is an hour.
  `10-12.05` is refused: those are days to many.
* Hours are counted to 24. One from 1 to 6 said as on a clock face (`o 3`, `wpół do trzeciej`, `at 3:30`, `halb
  drei`) is asked about, unless a part of the day (`po południu`, `pm`, `abends`) decides; `o 8` is 08:00, and
  outside English `2:30` is 02:30. Midnight is asked about: it may begin the day or end it.
* `10-12`, `od 10 do 12`, `10am to noon` are hours of one day; an end on another day is typed with its date. In
  `10-2 pm` the start is 10:00, the only one before the end.
* A weekday must agree with its date. 31.02 is impossible; 29.02 is the next leap day; May 2027 has no fifth
  Wednesday.
* A day without an hour is `HourMissing`; an hour alone is read only when the day is given.
* A deadline may say `do piątku 12:00`, `by Friday noon`, `bis Freitag 12 Uhr`: that moment.
* Only ASCII digits are digits. Case, diacritics, kinds of space and of dash do not matter. Nothing over 200
  characters is read.
"""

from bot.domain.dates.reading import understand
from bot.domain.dates.refusals import (
    DateAmbiguous,
    DateImpossible,
    DateInPast,
    DateNotUnderstood,
    DateTooFar,
    EndBeforeStart,
    HourDoubled,
    HourMissing,
    HourSkipped,
    WeekdayContradicts,
)
from bot.domain.dates.when import When

__all__ = [
    "understand",
    "When",
    "DateAmbiguous",
    "DateImpossible",
    "DateInPast",
    "DateNotUnderstood",
    "DateTooFar",
    "EndBeforeStart",
    "HourDoubled",
    "HourMissing",
    "HourSkipped",
    "WeekdayContradicts",
]
