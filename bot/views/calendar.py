"""How meetings read to a calendar app: iCalendar bytes (RFC 5545, RFC 5546, RFC 7986).

The same facts give the same bytes: every stamp comes from the store, none from a clock, and no name is random.
A feed is its events' bytes joined, so that whoever keeps them renders an event once per change.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.domain.calendars import Calendar, Entry, FeedKind, Outline
from bot.domain.people import Language, Partnership
from bot.views import calendar_words as words
from bot.views.message import File
from bot.views.texts import Texts
from bot.views.texts import texts as texts_in
from bot.views.time_zones import WARSAW, named_by_wall_clock, vtimezone

if TYPE_CHECKING:
    from icalendar import Calendar as ICalendar
    from icalendar import Event

MEDIA_TYPE = "text/calendar"
REFRESH = timedelta(hours=1)
ALARM_BEFORE = timedelta(hours=1)
UID_LIMIT = 200  # octets; Outlook tells UIDs apart by their first 202
_NAME_LENGTH = 60
_END = b"END:VCALENDAR\r\n"
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")


def feed(calendar: Calendar, texts: Texts) -> bytes:
    """A whole subscribed calendar. It has no METHOD and no alarms: a subscriber is not being invited to anything."""
    return feed_of(calendar, _zones(calendar.entries), [event(entry, texts.language) for entry in calendar.entries])


def feed_of(shown: Calendar | Outline, zones: Iterable[str], events: list[bytes]) -> bytes:
    """The same from events that were rendered before, whose meetings are held in these time zones."""
    texts = texts_in(shown.language)
    return _joined(_feed_head(feed_name(shown, texts), texts.language), shown.partnerships, zones, events)


def event(entry: Entry, language: Language) -> bytes:
    """One VEVENT as feeds have it."""
    return _event(entry, language, as_file=False)


def meeting_file(entry: Entry, texts: Texts) -> File:
    """One meeting to be added by hand; opened again after a change, its higher SEQUENCE replaces the earlier entry."""
    head = _file_head(texts.language, publishes=bool(_organiser_email(entry.partnership)))
    content = _joined(head, (entry.partnership,), _zones((entry,)), [_event(entry, texts.language, as_file=True)])
    start = entry.meeting.starts_at.astimezone(entry.meeting.zone)
    name = f"{_slug(entry.meeting.title) or texts.plain('ical-file-meeting')}-{start:%Y-%m-%d}.ics"
    return File(name, content, MEDIA_TYPE)


def calendar_file(calendar: Calendar, texts: Texts) -> File:
    """Every meeting of the calendar in one file."""
    publishes = all(_organiser_email(entry.partnership) for entry in calendar.entries) and bool(calendar.entries)
    head = _file_head(texts.language, publishes=publishes)
    events = [_event(entry, texts.language, as_file=True) for entry in calendar.entries]
    content = _joined(head, calendar.partnerships, _zones(calendar.entries), events)
    return File(f"{texts.plain('ical-file-calendar')}.ics", content, MEDIA_TYPE)


def feed_file_name(texts: Texts) -> str:
    """What a browser calls a downloaded feed."""
    return f"{texts.plain('ical-file-calendar')}.ics"


def feed_name(calendar: Calendar | Outline, texts: Texts) -> str:
    """What clients call the calendar once it is subscribed."""
    names = [words.line(partnership.name) for partnership in calendar.partnerships]
    if calendar.kind is FeedKind.PARTNERSHIP:
        return texts.plain("ical-name-partnership", partnership=names[0] if names else "")
    if len(names) == 1:
        return texts.plain("ical-name-person", partnership=names[0])
    return texts.plain("ical-name-person-of-several")


def _zones(entries: Iterable[Entry]) -> set[str]:
    return {entry.meeting.details.slot.time_zone for entry in entries}


def _joined(head: bytes, partnerships: Iterable[Partnership], zones: Iterable[str], events: list[bytes]) -> bytes:
    # A calendar must hold at least one component (RFC 5545 §3.6): an empty feed keeps its time zone.
    named = sorted(zones) or sorted({partnership.time_zone for partnership in partnerships}) or [WARSAW]
    components = [vtimezone(zone) or b"" for zone in named]
    if not any(components) and not events:
        components = [vtimezone(WARSAW) or b""]
    return b"".join([head, *components, *events, _END])


def _event(entry: Entry, language: Language, *, as_file: bool) -> bytes:
    from icalendar import Event

    texts = texts_in(language)
    event = Event()
    _add_identity(event, entry)
    _add_time(event, entry)
    _add_words(event, entry, texts)
    _add_state(event, entry)
    if as_file:
        _add_organiser(event, entry.partnership)
        _add_alarm(event, entry)
    return bytes(event.to_ical())


def _add_identity(event: "Event", entry: Entry) -> None:
    """Who this event is and which of two versions is newer. DTSTAMP is "last revised" (RFC 5545 §3.8.7.2)."""
    changed = _second(entry.last_modified)
    event.add("UID", _uid(entry.meeting.uid))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("CREATED", _second(entry.meeting.announced_at))
    event.add("SEQUENCE", entry.sequence)


def _add_time(event: "Event", entry: Entry) -> None:
    zone = entry.meeting.zone
    moments = (entry.meeting.starts_at, entry.meeting.ends_at)
    local = vtimezone(zone.key) is not None and all(named_by_wall_clock(moment, zone) for moment in moments)
    for name, moment in zip(("DTSTART", "DTEND"), moments, strict=True):
        event.add(name, moment.astimezone(zone if local else UTC))


def _add_words(event: "Event", entry: Entry, texts: Texts) -> None:
    event.add("SUMMARY", words.summary(entry, texts))
    event.add("DESCRIPTION", words.description(entry, texts))
    event.add("CATEGORIES", [texts.plain(f"ical-kind-{entry.meeting.details.kind.value}")])
    address = words.meeting_link(entry)
    if place := words.line(entry.meeting.details.place) or address:
        event.add("LOCATION", place)
    if address:
        event.add("URL", quote(address, safe="!#$%&'()*+,/:;=?@[]~"))


def _add_state(event: "Event", entry: Entry) -> None:
    event.add("STATUS", "CANCELLED" if entry.meeting.cancelled else "CONFIRMED")
    event.add("TRANSP", "OPAQUE" if entry.busy else "TRANSPARENT")


def _add_organiser(event: "Event", partnership: Partnership) -> None:
    from icalendar import vCalAddress

    if email := _organiser_email(partnership):
        organiser = vCalAddress(f"mailto:{quote(email, safe='@!#$%&*+-/=?^_`{|}~.')}")
        organiser.params["CN"] = _quotes(words.line(partnership.name))
        event.add("ORGANIZER", organiser)


def _add_alarm(event: "Event", entry: Entry) -> None:
    from icalendar import Alarm

    if entry.meeting.cancelled or words.leading_mark(entry) == "no":
        return
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", words.line(entry.meeting.title))
    alarm.add("TRIGGER", -ALARM_BEFORE)
    event.add_component(alarm)


@lru_cache(maxsize=256)
def _feed_head(name: str, language: Language) -> bytes:
    from icalendar import vText

    head = _head(language)
    # As vText, else icalendar writes the name unescaped and a semicolon in it breaks the line.
    head.add("NAME", vText(name))
    head.add("X-WR-CALNAME", vText(name))
    head.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("X-PUBLISHED-TTL", vText("PT1H"))  # no type is known for it: a timedelta would come out as "1:00:00"
    head.add("COLOR", "teal")
    return bytes(head.to_ical()).removesuffix(_END)


@lru_cache(maxsize=8)
def _file_head(language: Language, *, publishes: bool) -> bytes:
    head = _head(language)
    # METHOD:PUBLISH without an ORGANIZER in every event is not allowed (RFC 5546 §3.2.1).
    if publishes:
        head.add("METHOD", "PUBLISH")
    return bytes(head.to_ical()).removesuffix(_END)


def _head(language: Language) -> "ICalendar":
    from icalendar import Calendar as ICalendar

    head = ICalendar()
    head.add("VERSION", "2.0")
    head.add("PRODID", f"-//Narada//Narada//{language.value.upper()}")
    head.add("CALSCALE", "GREGORIAN")
    return head


def _organiser_email(partnership: Partnership) -> str:
    email = words.line(partnership.contact_email)
    return email if _EMAIL.fullmatch(email) else ""


def _quotes(name: str) -> str:
    # A straight quote in a parameter needs RFC 6868's "^'", which many clients show as it is.
    return re.sub(r'"([^"]*)"', "„\\1”", name).replace('"', "”")


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _uid(uid: str) -> str:
    if not uid.isascii() or not uid.isprintable() or not 0 < len(uid) <= UID_LIMIT:
        raise ValueError(f"not a UID for calendars: {uid!r}")
    return uid


def _slug(title: str) -> str:
    """The title in letters that every file system and chat takes."""
    plain = title.replace("ł", "l").replace("Ł", "L").replace("ß", "ss")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_NAME_LENGTH].strip("-")
