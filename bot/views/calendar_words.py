"""What stands in a calendar about a meeting: its title line, its description, the reader's own answers."""

import re

from bot.domain.calendars import Entry, OwnAnswer
from bot.domain.people import Partnership
from bot.domain.rsvps import Answer
from bot.views import moments
from bot.views.texts import Texts

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Control characters break the lines of a calendar; direction overrides would turn round whatever a client shows next;
# lone surrogates and noncharacters cannot be sent as UTF-8 text at all.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
# No language stacks more marks on a letter; four thousand of them paint over a whole calendar.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_MARK}{{8}}){_MARK}+")
_LONGEST_LINE = 500  # characters; titles, places and names have a lower limit where they are typed
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def lines(text: str) -> str:
    """The text with nothing but printable characters, tabs and newlines."""
    return _STACKED.sub(r"\1", _UNSAFE.sub("", _BREAKS.sub("\n", text))).strip()


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(lines(text).split())[:_LONGEST_LINE]


def link(text: str) -> str:
    """The first web address in a text, or an empty string. Only http and https: nothing else may become a link."""
    found = _LINK.search(lines(text))
    return found[0].rstrip(".,;:!?)]}'") if found and len(found[0]) <= _LONGEST_LINE else ""


def summary(entry: Entry, texts: Texts) -> str:
    """The title as a calendar lists it, after what matters most: that it is off, or the reader's own answer."""
    title = line(entry.meeting.title)
    if entry.meeting.cancelled:
        return texts.plain("ical-summary-cancelled", title=title)
    mark = leading_mark(entry)
    return texts.plain(f"ical-summary-{mark}", title=title) if mark else title


def leading_mark(entry: Entry) -> str:
    """One word for all of the reader's answers: "yes" if any of theirs comes, "again" if only another date has one."""
    standing = {own.answer for own in entry.own if own.stands}
    for answer in (Answer.YES, Answer.MAYBE, Answer.NO):
        if answer in standing:
            return answer.value
    return "again" if entry.own else ""


def description(entry: Entry, texts: Texts) -> str:
    """Everything a reader wants to find when they open the entry, in paragraphs; news first."""
    paragraphs = (
        _cancellation(entry, texts),
        "\n".join(own_line(own, texts) for own in entry.own),
        lines(entry.meeting.details.description),
        _joining(entry, texts),
        _deadline(entry, texts),
        _sender(entry.partnership, texts),
        _funder(entry, texts),
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def own_line(own: OwnAnswer, texts: Texts) -> str:
    """One organisation's answer with its details: how many come, who stands in, that it was for an earlier date."""
    facts = {"organisation": line(own.organisation.name), "answer": texts.plain(f"ical-answer-{own.answer.value}")}
    if not own.stands:
        return texts.plain("ical-own-earlier-date", **facts)
    parts = [texts.plain("ical-own", **facts)]
    if own.answer is Answer.YES and own.people > 1:
        parts.append(texts.plain("ical-own-people", people=own.people))
    if own.substitute:
        parts.append(texts.plain("ical-own-substitute", name=line(own.substitute)))
    return ", ".join(parts)


def meeting_link(entry: Entry) -> str:
    """Where the meeting is held online: an address in the place, else one in the description, else nothing."""
    return link(entry.meeting.details.place) or link(entry.meeting.details.description)


def _cancellation(entry: Entry, texts: Texts) -> str:
    if not entry.meeting.cancelled:
        return ""
    reason = line(entry.meeting.cancel_reason)
    return texts.plain("ical-cancelled-because", reason=reason) if reason else texts.plain("ical-cancelled")


def _joining(entry: Entry, texts: Texts) -> str:
    address = link(entry.meeting.details.place)
    return texts.plain("ical-link", address=address) if address else ""


def _deadline(entry: Entry, texts: Texts) -> str:
    if entry.meeting.cancelled:
        return ""
    until = moments.moment(entry.meeting.answer_until, entry.meeting.zone, texts.language)
    return texts.plain("ical-answer-until", moment=until)


def _sender(partnership: Partnership, texts: Texts) -> str:
    contact = line(partnership.contact_email)
    return "\n".join(
        part for part in (line(partnership.name), contact and texts.plain("ical-contact", email=contact)) if part
    )


def _funder(entry: Entry, texts: Texts) -> str:
    if not entry.meeting.details.kind.names_funder:
        return ""
    partnership = entry.partnership
    title, number = line(partnership.project_title), line(partnership.project_number)
    parts = (
        title and texts.plain("ical-project", title=title),
        number and texts.plain("ical-project-number", number=number),
        lines(partnership.funding_note),
    )
    return "\n".join(part for part in parts if part)
