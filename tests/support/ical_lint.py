"""An independent look at iCalendar bytes, written from RFC 5545 and RFC 5546 and sharing no code with any library."""

import re
from collections import Counter

_LINE = re.compile(
    r'(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*)'
    r'(?:,(?:"[^"]*"|[^";:,]*))*)*):(?P<value>.*)'
)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"}
_UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*(?:[;,]|\\(?![\\;,nN]))")
_ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "STATUS",
    "TRANSP",
    "SEQUENCE",
    "LAST-MODIFIED",
)
_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")

Line = tuple[str, str, str]
Component = tuple[str, list[Line]]


def faults(content: bytes) -> list[str]:
    """What is wrong with a calendar, one sentence each; an empty list means nothing was found."""
    found = _physical(content)
    unfolded = content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    lines = [match for text in unfolded if (match := _LINE.fullmatch(text))]
    found += [f"no content line: {text[:60]!r}" for text in unfolded if not _LINE.fullmatch(text)]
    found += [f"control character in {match['name']}" for match in lines if _CONTROL.search(match[0])]
    found += [f"unescaped text in {match['name']}" for match in lines if _is_bad_text(match)]
    if found:
        return found  # of a text that is not made of content lines, nothing more can be said
    components = _components([(match["name"].upper(), match["params"], match["value"]) for match in lines])
    return _calendar(components) + _events(components) + _zones(components)


def _physical(content: bytes) -> list[str]:
    found = [] if content.endswith(b"END:VCALENDAR\r\n") else ["does not end after END:VCALENDAR"]
    if re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        found.append("a line that does not end in CRLF")
    for line in content.split(b"\r\n"):
        if len(line) > 75:
            found.append(f"{len(line)} octets in a line")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append("a character folded in two")
    return found


def _is_bad_text(match: re.Match[str]) -> bool:
    return match["name"].upper() in _TEXT and _UNESCAPED.search(match["value"]) is not None


def _components(lines: list[Line]) -> list[Component]:
    open_ones: list[Component] = []
    closed: list[Component] = []
    for name, params, value in lines:
        if name == "BEGIN":
            open_ones.append((value, []))
        elif name == "END":
            closed.append(open_ones.pop())
            assert closed[-1][0] == value, f"END:{value} closes {closed[-1][0]}"
        else:
            open_ones[-1][1].append((name, params, value))
    assert not open_ones
    return closed


def _calendar(components: list[Component]) -> list[str]:
    calendar = {name: value for name, _, value in components[-1][1]}
    found = [] if components[-1][0] == "VCALENDAR" else ["VCALENDAR is not outermost"]
    found += [f"VCALENDAR has no {name}" for name in ("VERSION", "PRODID") if name not in calendar]
    found += ["VCALENDAR has a UID"] if "UID" in calendar else []
    found += ["no component"] if len(components) == 1 else []
    if calendar.get("METHOD") == "PUBLISH":
        for kind, lines in components:
            names = {name for name, _, _ in lines}
            if kind == "VEVENT" and ("ORGANIZER" not in names or "ATTENDEE" in names):
                found.append("METHOD:PUBLISH wants an ORGANIZER and no ATTENDEE")
    return found


def _events(components: list[Component]) -> list[str]:
    events = [lines for kind, lines in components if kind == "VEVENT"]
    uids = Counter(value for lines in events for name, _, value in lines if name == "UID")
    found = [f"UID {uid} stands {count} times" for uid, count in uids.items() if count > 1]
    zones = {value for kind, lines in components if kind == "VTIMEZONE" for name, _, value in lines if name == "TZID"}
    for lines in events:
        counts = Counter(name for name, _, _ in lines)
        found += [f"{name} stands {counts[name]} times" for name in _ONCE if counts[name] != 1]
        found += [fault for line in lines for fault in _moment(line, zones)]
    for kind, lines in components:
        names = {name for name, _, _ in lines}
        if kind == "VALARM" and not {"ACTION", "TRIGGER", "DESCRIPTION"} <= names:
            found.append("a DISPLAY alarm without ACTION, TRIGGER or DESCRIPTION")
    return found


def _moment(line: Line, zones: set[str]) -> list[str]:
    name, params, value = line
    if name in {"DTSTAMP", "LAST-MODIFIED", "CREATED"}:
        return [] if _UTC.fullmatch(value) and not params else [f"{name} is not in UTC"]
    if name not in {"DTSTART", "DTEND"} or (_UTC.fullmatch(value) and not params):
        return []
    zone = params.removeprefix(";TZID=")
    return [] if _LOCAL.fullmatch(value) and zone in zones else [f"{name}{params}:{value} has no VTIMEZONE"]


def _zones(components: list[Component]) -> list[str]:
    found = []
    for kind, lines in components:
        names = {name for name, _, _ in lines}
        if kind in {"STANDARD", "DAYLIGHT"} and not {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= names:
            found.append(f"{kind} lacks a property")
        if kind in {"STANDARD", "DAYLIGHT"} and "RDATE" in names:
            found.append("a list of dates where a rule belongs")
    return found
