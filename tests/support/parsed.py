"""What parsers make of our calendars."""

from typing import Any

from icalendar import Calendar as ICalendar
from icalendar import Component


def strictly(content: bytes) -> ICalendar:
    """The parsed calendar; anything a parser had to overlook fails."""
    parsed = ICalendar.from_ical(content)
    assert isinstance(parsed, ICalendar)
    assert [(component.name, component.errors) for component in parsed.walk() if component.errors] == []
    return parsed


def events(content: bytes) -> list[Any]:
    """Its events, as Any: the parser's own types allow every property to be anything."""
    return list(strictly(content).walk("VEVENT"))


def text(component: Component, name: str) -> str:
    return str(component[name])
