"""Why somebody got a message, or did not, as lines on a terminal."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from bot.domain.letters import Status
from bot.domain.notices import Notice
from bot.domain.reminders import Planned
from bot.domain.traces import OfMeeting, OfPerson, Reminded, Reminding, Trace
from bot.views.moments import moment
from bot.views.texts import Texts

INDENT = "  "


def delivery(trace: Trace, zone: tzinfo, t: Texts) -> list[str]:
    """One letter, and what became of it."""
    return [_letter(trace, zone, t)]


def person(of: OfPerson, zone: tzinfo, t: Texts) -> list[str]:
    """The newest letters to a person."""
    letters = [_letter(trace, zone, t, names_person=False) for trace in of.letters]
    return [_person(of.person.name, of.person.id, of.partners, t), *_indented(letters or [t.plain("why-no-letters")])]


def meeting(of: OfMeeting, t: Texts) -> list[str]:
    """The rules with their moments, each person with what the rules have meant for them, and every other letter."""
    zone = of.meeting.zone
    when = _moment(of.meeting.starts_at, zone, t)
    return [
        t.plain("why-meeting", title=of.meeting.title, id=str(of.meeting.id), moment=when),
        *_indented(t.plain("why-rule", rule=each.rule.key, fate=_planned(each, zone, t)) for each in of.planned),
        *(line for one in of.reminded for line in _reminded(one, zone, t)),
        *(_letter(trace, zone, t) for trace in of.others),
    ]


def _reminded(of: Reminded, zone: tzinfo, t: Texts) -> Iterator[str]:
    names = tuple(organisation.name for organisation in of.organisations)
    yield _person(of.person.name, of.person.id, names, t)
    for each in of.remindings:
        yield INDENT + t.plain("why-rule", rule=each.planned.rule.key, fate=_reminding(each, zone, t))


def _reminding(of: Reminding, zone: tzinfo, t: Texts) -> str:
    if of.trace is not None:
        return _fate(of.trace, zone, t)
    if of.skip is not None:
        return t.plain("why-not", reason=reason(of.skip.value, t))
    return t.plain("why-to-come", moment=_planned(of.planned, zone, t))


def _planned(of: Planned, zone: tzinfo, t: Texts) -> str:
    if of.due_at is None:
        return t.plain("why-not", reason=reason(of.skip.value, t) if of.skip else "")
    return _moment(of.due_at, zone, t)


def _letter(trace: Trace, zone: tzinfo, t: Texts, *, names_person: bool = True) -> str:
    facts = {"what": kind(type(trace.delivery.notice), t), "id": str(trace.delivery.id), "fate": _fate(trace, zone, t)}
    if names_person and trace.delivery.person_id is not None:
        return t.plain("why-letter-to", person=str(trace.delivery.person_id), **facts)
    return t.plain("why-letter", **facts)


def _fate(trace: Trace, zone: tzinfo, t: Texts) -> str:
    of = trace.delivery
    match of.status:
        case Status.SENT:
            at = _moment(trace.sent_at, zone, t) if trace.sent_at else ""
            key = "why-sent-twice" if of.possibly_twice else "why-sent"
            return t.plain(key, moment=at, message=str(trace.message_id))
        case Status.QUEUED if trace.reason:
            return t.plain("why-queued-after", moment=_moment(of.due_at, zone, t), reason=reason(trace.reason, t))
        case Status.QUEUED:
            return t.plain("why-queued", moment=_moment(of.due_at, zone, t))
        case Status.SKIPPED | Status.FAILED:
            return t.plain(f"why-{of.status.value}", reason=reason(trace.reason, t))
        case Status.SENDING | Status.HELD:
            return t.plain(f"why-{of.status.value}")


def reason(name: str, t: Texts) -> str:
    """A reason's sentence. What Telegram said has none of ours: it stands as it is."""
    key = f"why-reason-{name.replace('_', '-')}"
    return t.plain(key) if t.has(key) else name


def kind(of: type[Notice], t: Texts) -> str:
    """What a notice is, in a few words."""
    return t.plain("why-kind-" + re.sub(r"(?<!^)(?=[A-Z])", "-", of.__name__).lower())


def _person(name: str, number: int, partners: tuple[str, ...], t: Texts) -> str:
    if not partners:
        return t.plain("why-person", name=name, id=str(number))
    return t.plain("why-person-of", name=name, id=str(number), partners=", ".join(partners))


def _moment(at: datetime, zone: tzinfo, t: Texts) -> str:
    return moment(at, zone, t.language)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)
