"""Time zones as calendar apps want them: one VTIMEZONE with two yearly rules (RFC 5545 §3.6.5).

Written by hand for Europe/Warsaw and made from the zone's own rule for any other. `icalendar` would write lists of
single dates whose spring onset is an hour off, and clients then show the night of the change wrongly.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

WARSAW = "Europe/Warsaw"

_WARSAW = """\
BEGIN:VTIMEZONE
TZID:Europe/Warsaw
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""

# POSIX TZ (IEEE 1003.1 §8.3) as the last line of a TZif file has it (RFC 8536 §3.3): "CET-1CEST,M3.5.0,M10.5.0/3".
_NAME = r"(?:<([-+0-9A-Za-z]+)>|([A-Za-z]{3,}))"
_OFFSET = r"([-+]?\d{1,2}(?::\d{2})?)"
_DATE = r"M(\d{1,2})\.([1-5])\.([0-6])(?:/([-+]?\d{1,3}(?::\d{2})?))?"
_POSIX = re.compile(f"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?,{_DATE},{_DATE})?")
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_FIRST_YEAR = 2008  # the rules in force today are older in every zone whose rule can be written as one
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Onset:
    """When an offset begins, every year: on the `week`th `weekday` (0 is Sunday, week 5 is the last) at `time`."""

    name: str
    before: timedelta
    after: timedelta
    month: int
    week: int
    weekday: int
    time: timedelta


@cache
def vtimezone(key: str) -> bytes | None:
    """The VTIMEZONE of an IANA zone; None when no yearly rule describes it: its meetings are then written in UTC."""
    if key == WARSAW:
        return _lines(_WARSAW)
    rule = _POSIX.fullmatch(_footer(key))
    if rule is None:
        return None
    if rule[6] is None and rule[4] is None and rule[5] is None:
        return _fixed(key, rule[1] or rule[2], -_span(rule[3]))
    return _changing(key, rule)


def named_by_wall_clock(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock of `zone` names this moment and no other.

    Clients disagree about an hour that the change of the clocks doubles or skips, so such a moment is written in UTC.
    """
    wall = moment.astimezone(zone).replace(fold=0)
    return all(wall.replace(fold=fold).astimezone(UTC) == moment for fold in (0, 1))


def _footer(key: str) -> str:
    raw = files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()
    return raw.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")


def _fixed(key: str, name: str, offset: timedelta) -> bytes:
    onset = ["BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZNAME:{name}"]
    onset += [f"TZOFFSETFROM:{_offset(offset)}", f"TZOFFSETTO:{_offset(offset)}", "END:STANDARD"]
    return _lines("\n".join(["BEGIN:VTIMEZONE", f"TZID:{key}", *onset, "END:VTIMEZONE", ""]))


def _changing(key: str, rule: re.Match[str]) -> bytes | None:
    standard = -_span(rule[3])
    summer = -_span(rule[6]) if rule[6] else standard + _HOUR
    start, end = rule.group(7, 8, 9, 10), rule.group(11, 12, 13, 14)
    onsets = (
        _onset(rule[4] or rule[5], standard, summer, start),
        _onset(rule[1] or rule[2], summer, standard, end),
    )
    # A change at "24:00" or "-1:00" falls on another day than its rule names, which BYDAY cannot say in one rule.
    if not all(timedelta(0) <= onset.time < timedelta(days=1) for onset in onsets):
        return None
    body = "".join(_observance(onset) for onset in onsets)
    return _lines(f"BEGIN:VTIMEZONE\nTZID:{key}\n{body}END:VTIMEZONE\n")


def _onset(name: str, before: timedelta, after: timedelta, when: tuple[str | None, ...]) -> _Onset:
    month, week, weekday, time = when
    at = _span(time) if time else timedelta(hours=2)
    return _Onset(name, before, after, int(month or 0), int(week or 0), int(weekday or 0), at)


def _observance(onset: _Onset) -> str:
    # By the size of the offset, not by the zone's own word: Dublin calls its summer time standard, and clients
    # that look for DAYLIGHT would show winter as summer.
    kind = "DAYLIGHT" if onset.after > onset.before else "STANDARD"
    first = datetime.combine(_nth(onset, _FIRST_YEAR), datetime.min.time()) + onset.time
    week = -1 if onset.week == 5 else onset.week
    return (
        f"BEGIN:{kind}\nDTSTART:{first:%Y%m%dT%H%M%S}\n"
        f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={week}{_DAYS[onset.weekday]}\nTZNAME:{onset.name}\n"
        f"TZOFFSETFROM:{_offset(onset.before)}\nTZOFFSETTO:{_offset(onset.after)}\nEND:{kind}\n"
    )


def _nth(onset: _Onset, year: int) -> date:
    first = date(year, onset.month, 1)
    day = first + timedelta(days=(onset.weekday - first.isoweekday()) % 7, weeks=onset.week - 1)
    return day if day.month == onset.month else day - timedelta(weeks=1)


def _span(text: str) -> timedelta:
    hours, _, minutes = text.lstrip("+-").partition(":")
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -span if text.startswith("-") else span


def _offset(offset: timedelta) -> str:
    minutes = round(abs(offset) / timedelta(minutes=1))
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02}{minutes % 60:02}"


def _lines(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("ascii")
