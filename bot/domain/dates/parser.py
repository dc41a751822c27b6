"""Finds every way to read a row of tokens, from its first to its last, as a day with or without hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.domain.dates.days import Days
from bot.domain.dates.grammar import Language
from bot.domain.dates.hours import Hour, Hours, Part
from bot.domain.dates.patterns import Pattern, Rule, Tokens, matches, pattern

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """A day as it was named, perhaps with the weekday it must be."""

    days: Days
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One way to read the whole text. The end has a day of its own only when one was typed."""

    day: DayPhrase
    part: Part | None = None
    hours: Hours | None = None
    end_day: DayPhrase | None = None
    end: Hours | None = None


_COMMA = (pattern(","),)
_BRACKETS = (pattern("("), pattern(")"))
_ON_DATE = pattern("WEEKDAY")


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads one row of tokens in one language. Every method yields what it found with the position after it."""

    language: Language
    tokens: Tokens

    def sentences(self) -> list[Sentence]:
        """Every reading that names a day."""
        found = [*self._day_first(), *self._hour_first()]
        return [one for one, end in found if end == len(self.tokens) or (self._is_whole(end) and not _counts(one))]

    def hours_alone(self) -> list[Hours]:
        """Every reading that names hours and nothing else."""
        return [hours for hours, end in self._hours(0) if self._is_whole(end)]

    def moments(self) -> list[timedelta]:
        """Every reading as a length of time from now."""
        return [length for length, end in self._any(self.language.moments, 0) if self._is_whole(end)]

    def _is_whole(self, end: int) -> bool:
        """Whether nothing is left but a full stop."""
        return tuple(token.text for token in self.tokens[end:]) in {(), (".",)}

    def _day_first(self) -> Iterator[tuple[Sentence, int]]:
        for begin in self._skip(self.language.by, 0):
            for (day, part), after in self._day_with_part(begin):
                yield Sentence(day, part), after
                for start in self._skip(_COMMA, after):
                    for hours, end in self._hours(start):
                        yield Sentence(day, part, hours), end
                        yield from self._until_another_day(Sentence(day, part, hours), end)

    def _hour_first(self) -> Iterator[tuple[Sentence, int]]:
        for hours, after in self._hours(0, marked=True):
            for start in self._skip(_COMMA, after):
                for (day, part), end in self._day_with_part(start):
                    yield Sentence(day, part, hours), end

    def _until_another_day(self, begun: Sentence, at: int) -> Iterator[tuple[Sentence, int]]:
        if begun.hours is None or begun.hours.end is not None:
            return
        for divided in self._after(self.language.until, at):
            for day, after in self._date(divided):
                for start in self._skip(_COMMA, after):
                    for hours, end in self._hours(start, spans=False):
                        yield Sentence(begun.day, begun.part, begun.hours, day, hours), end

    def _day_with_part(self, at: int) -> Iterator[tuple[tuple[DayPhrase, Part | None], int]]:
        for day, after in self._day(at):
            yield (day, None), after
            for part, end in self._any(self.language.parts, after):
                if not part.meridiem:
                    yield (day, part), end
        for (days, part), end in self._any(self.language.days_with_part, at):
            yield (DayPhrase(days), part), end

    def _day(self, at: int) -> Iterator[tuple[DayPhrase, int]]:
        yield from self._date(at)
        for start in self._skip(self.language.on, at):
            for days, end in self._any(self.language.days, start):
                yield DayPhrase(days), end

    def _date(self, at: int) -> Iterator[tuple[DayPhrase, int]]:
        for start in self._skip(self.language.on, at):
            for days, end in self._any(self.language.dates, start):
                yield DayPhrase(days), end
                yield from self._weekday_after(days, end)
            for weekday, after in self._weekday(start):
                for comma in self._skip(_COMMA, after):
                    for begin in self._skip(self.language.on, comma):
                        for days, end in self._any(self.language.dates, begin):
                            yield DayPhrase(days, weekday), end

    def _weekday_after(self, days: Days, at: int) -> Iterator[tuple[DayPhrase, int]]:
        for bracket in self._after(_BRACKETS[:1], at):
            for weekday, after in self._weekday(bracket):
                for end in self._after(_BRACKETS[1:], after):
                    yield DayPhrase(days, weekday), end
        for comma in self._skip(_COMMA, at):
            for start in self._skip(self.language.on, comma):
                for weekday, end in self._weekday(start):
                    yield DayPhrase(days, weekday), end

    def _weekday(self, at: int) -> Iterator[tuple[int, int]]:
        for found, end in matches(_ON_DATE, self.tokens, at, self.language.slots):
            yield found["WEEKDAY"], end

    def _hours(self, at: int, *, marked: bool = False, spans: bool = True) -> Iterator[tuple[Hours, int]]:
        """Hours; `marked` ones can be nothing else. A figure that sticks to the one before it is no hour: 12.05.20."""
        if at >= len(self.tokens) or (self.tokens[at].joined and self.tokens[at - 1].text != ","):
            return
        for start in self._skip(self.language.at, at):
            for (hour, part), end in self._hour(start):
                if marked and start == at and part is None and not hour.marked:
                    continue
                yield Hours(hour, part, bare=start == at), end
        if spans:
            yield from self._hour_spans(at, marked=marked)

    def _hour_spans(self, at: int, *, marked: bool) -> Iterator[tuple[Hours, int]]:
        for start in self._skip(self.language.at, at):
            for divider in self.language.until:
                for hours, end in self._span(start, divider):
                    if not marked or start > at or _is_marked(hours):
                        yield hours, end
            for opening, divider in self.language.spans:
                for opened in self._after((opening,), start):
                    for begin in self._skip(self.language.at, opened):
                        yield from self._span(begin, divider)

    def _span(self, at: int, divider: Pattern) -> Iterator[tuple[Hours, int]]:
        for (first, first_part), after in self._hour(at):
            for divided in self._after((divider,), after):
                for start in self._skip(self.language.at, divided):
                    for (last, last_part), end in self._hour(start):
                        # 10-12.05 and 10.05-12.05 are days to many.
                        if last.like_a_day and (first.like_a_day or not first.dotted):
                            continue
                        yield Hours(first, first_part, last, last_part), end

    def _hour(self, at: int) -> Iterator[tuple[tuple[Hour, Part | None], int]]:
        for hour, after in self._any(self.language.hours, at):
            yield (hour, None), after
            for part, end in self._any(self.language.parts, after):
                yield (hour, part), end

    def _any(self, rules: tuple[Rule[T], ...], at: int) -> Iterator[tuple[T, int]]:
        for rule in rules:
            for found, end in matches(rule.phrase, self.tokens, at, self.language.slots):
                yield rule.build(found), end

    def _after(self, glue: tuple[Pattern, ...], at: int) -> list[int]:
        return [end for words in glue for _, end in matches(words, self.tokens, at, self.language.slots)]

    def _skip(self, glue: tuple[Pattern, ...], at: int) -> list[int]:
        return [at, *self._after(glue, at)]


def _counts(sentence: Sentence) -> bool:
    """Whether a full stop would make the hour a day: `Dienstag, 12.` is the twelfth."""
    hours = sentence.hours
    return (
        hours is not None and hours.bare and hours.start_part is None and not (hours.start.marked or hours.start.dotted)
    )


def _is_marked(hours: Hours) -> bool:
    ends = [(hours.start, hours.start_part), (hours.end, hours.end_part)]
    return any(part is not None or (hour is not None and hour.marked) for hour, part in ends)
