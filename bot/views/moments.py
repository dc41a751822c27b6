"""Moments and lengths of time as people say them, on the wall clock of the partnership."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from bot.domain.meetings import Slot
from bot.domain.people import Language
from bot.views.texts import texts

_LOCALES = {Language.POLISH: "pl", Language.ENGLISH: "en_GB", Language.GERMAN: "de"}
_DAYS = {Language.POLISH: "d MMMM", Language.ENGLISH: "d MMMM", Language.GERMAN: "d. MMMM"}


def moment(at: datetime, zone: tzinfo, language: Language, *, now: datetime | None = None) -> str:
    """ "wtorek, 11 maja 2027, godz. 10:00". With `now`, the year is left out when it is the year of now."""
    there = at.astimezone(zone)
    text = _moment(_day(there.date(), zone, language, now), f"{there:%H:%M}", language)
    return _with_season(text, there, language)


def day(of: date, language: Language, *, weekday: bool = True) -> str:
    """ "wtorek, 11 maja 2027", or "11 maja 2027" to stand within a sentence."""
    return _formatted(of, language, f"{'EEEE, ' if weekday else ''}{_DAYS[language]} y")


def month(of: date, language: Language) -> str:
    """ "kwiecień 2027", standing by itself."""
    return _formatted(of, language, "LLLL y")


def wall(at: datetime, language: Language) -> str:
    """A wall-clock moment that is in no zone yet: "wtorek, 11 maja 2027, godz. 10:00"."""
    return _moment(day(at, language), f"{at:%H:%M}", language)


@lru_cache(maxsize=256)
def span(slot: Slot, language: Language, *, now: datetime | None = None) -> str:
    """ "wtorek, 11 maja 2027, godz. 10:00–12:00"; with a second date when it ends on another day."""
    start, end = slot.starts_at.astimezone(slot.zone), slot.ends_at.astimezone(slot.zone)
    if start.date() != end.date():
        return f"{moment(start, slot.zone, language, now=now)} – {moment(end, slot.zone, language, now=now)}"
    times = f"{start:%H:%M}–{end:%H:%M}"
    text = _moment(_day(start.date(), slot.zone, language, now), times, language)
    return _with_season(text, start, language)


def short_day(of: date, language: Language) -> str:
    """ "11.05" – for buttons, where there is no room for words."""
    return f"{of:%d/%m}" if language is Language.ENGLISH else f"{of:%d.%m}" + "." * (language is Language.GERMAN)


def lead(length: timedelta, language: Language) -> str:
    """A length of time: "1 dzień", "2 godziny", "1 dzień 12 godzin"."""
    days, rest = divmod(int(length.total_seconds()), 86_400)
    hours, seconds = divmod(rest, 3_600)
    counts = {"days": days, "hours": hours, "minutes": seconds // 60}
    named = [texts(language).plain(f"lead-{unit}", n=n) for unit, n in counts.items() if n]
    return " ".join(named) or texts(language).plain("lead-minutes", n=0)


def ahead(at: datetime, zone: tzinfo, language: Language, *, now: datetime) -> str:
    """How far ahead it lies: "za 45 minut", "za 2 godziny", "jutro", "za 3 dni". Days are those of the calendar."""
    say = texts(language).plain
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 0:
        return say("ahead-tomorrow") if days == 1 else say("ahead-days", n=days)
    minutes = max(1, round((at - now).total_seconds() / 60))
    if minutes < 60:
        return say("ahead-minutes", n=minutes)
    halves = round(minutes / 30)
    return say("ahead-hours", n=halves / 2 if halves % 2 else halves // 2)


def opening(at: datetime, zone: tzinfo, language: Language, key: str) -> str:
    """A sentence with a weekday and an hour, such as "Ogłoś w poniedziałek o 7:00"; `key` names the sentence."""
    there = at.astimezone(zone)
    weekday = texts(language).plain(f"on-weekday-{there.isoweekday()}")
    return texts(language).plain(key, weekday=weekday, time=f"{there.hour}:{there:%M}")


def offset(at: datetime, language: Language) -> str:
    """ "czas letni, UTC+2" of an aware moment, as it stands in its own zone."""
    hours = int((at.utcoffset() or timedelta()).total_seconds()) / 3_600
    return f"{_season(at, language)}, UTC{hours:+g}"


def _day(of: date, zone: tzinfo, language: Language, now: datetime | None) -> str:
    same_year = now is not None and now.astimezone(zone).year == of.year
    return _formatted(of, language, f"EEEE, {_DAYS[language]}{'' if same_year else ' y'}")


@lru_cache(maxsize=1000)
def _moment(day: str, time: str, language: Language) -> str:
    return texts(language).plain("moment", day=day, time=time)


@lru_cache(maxsize=1000)  # every card of a meeting names its day
def _formatted(of: date, language: Language, pattern: str) -> str:
    from babel.dates import format_date  # heavy: only those who render pay for it

    return str(format_date(of, format=pattern, locale=_LOCALES[language]))


def _with_season(text: str, there: datetime, language: Language) -> str:
    """Says which, in the hour that an autumn night has twice."""
    doubled = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return f"{text} ({_season(there, language)})" if doubled else text


def _season(there: datetime, language: Language) -> str:
    return texts(language).plain("season-summer" if there.dst() else "season-winter")
