"""Callback data: what our buttons carry, bent."""

from hypothesis import strategies as st

from bot.domain import held
from bot.domain.audiences import AudienceKind
from bot.domain.dialogs import Step
from bot.domain.meetings import Kind
from bot.domain.people import Sector
from bot.domain.reports import ValueKind
from bot.domain.rsvps import Answer
from bot.views.announcements import Act
from bot.views.callback_data import Action, Item, Verb
from tests.fuzz import odd

SERIAL = "{serial}"
"""Stands for the number of the dialog that is open in the presser's chat when the press is played."""

IDS = ("1", "1", "1", "2", "2", "3", "4", "5", "7", "12", "0")
VALUES: dict[Verb, tuple[tuple[str, ...], ...]] = {
    Verb.AGREE: (("abc", "A" * 43),),
    Verb.NOTICE: (("abc", "0", "1"),),
    Verb.MENU: (tuple(Item),),
    Verb.WHICH: (IDS, tuple(Item)),
    Verb.MEETINGS: (IDS,),
    Verb.MEETING: (IDS,),
    Verb.RSVP: (IDS, tuple(Answer), IDS),
    Verb.PEOPLE: (IDS, IDS, ("1", "2", "15", "more", "0", "9999")),
    Verb.NOTE: (IDS, IDS),
    Verb.SUBSTITUTE: (IDS, IDS),
    Verb.FILE: (("all", *IDS),),
    Verb.ROLL: (IDS,),
    Verb.BEHALF: (IDS, IDS, tuple(Answer)),
    Verb.CHANGE: (IDS,),
    Verb.CALL_OFF: (IDS,),
    Verb.FEED: (("renew", "withdraw", "new"), ("person", *IDS)),
    Verb.SETTING: (
        ("language", "reminders", "pause", "resume", "partnership"),
        ("pl", "en", "de", "on", "off", "xx", *IDS),
    ),
    Verb.DATA: (("export", "erase", "erase_sure", "x"),),
    Verb.PARTNERS: (
        IDS,
        ("open", "invite", "deputy", "rename", "sector", "end", "leave", "leave_sure", "x"),
        ("ngo", "public", *IDS),
    ),
    Verb.REPORT: (IDS, IDS),
    Verb.REQUEST: (
        IDS,
        ("new", "change", "email", "org", "question", "xlsx", "file", "withdraw", "withdraw_sure", "x"),
        IDS,
    ),
    Verb.ANNOUNCEMENT: (IDS, tuple(Act), IDS),
    Verb.READ: (IDS,),
    Verb.INVITATION: (IDS, ("withdraw", "x")),
    Verb.COORDINATORS: (IDS, IDS, ("sure", "x")),
    Verb.HELD: (("all", *held.Kind), IDS, ("9999", *IDS), ("send", "drop", "x")),
}
OPENING = (
    "menu:new", "menu:request", "menu:announce", "menu:invite", "chg:1", "off:1", "note:1:1", "note:1", "sub:1:1",
    "n:1:1:more",
    "org:1:rename", "org:1:sector", "set:pause", "req:1:change", "ann:1:correct", "rep:1:1", "rep:1", "for:1:1:yes",
    "r:1:yes",
)  # fmt: skip
"""What opens a dialog, for its buttons to be pressed."""
PICKED = (
    *Step, *Sector, *Answer, *AudienceKind, *Kind, *ValueKind, "first", "second", "done", "name", "receipt", "now",
    "ready",
    "chosen", "all", "skip", "this_month", "last_month", "this_quarter", "last_quarter", "this_year", "new", "wording",
    "leave_out", "earlier", "later", "yes", "no", "1", "2", "0", "-1", "1d", "2h", "3600", "99999999999",
)  # fmt: skip


@st.composite
def honest(draw: st.DrawFn) -> str:
    """What a button of ours carries or might carry, with numbers of things that are there and of some that are not."""
    verb = draw(st.sampled_from((*VALUES, *(Verb.DIALOG,) * 14, *(None,) * 6)))
    if verb is None:
        return draw(st.sampled_from(OPENING))
    if verb is Verb.DIALOG:
        action = draw(st.sampled_from((*Action, *(Action.PICK,) * 6, *(Action.CONFIRM,) * 2)))
        value = draw(st.sampled_from(PICKED)) if action is Action.PICK else None
        serial = draw(st.sampled_from((SERIAL,) * 12 + ("1", "2")))
        return ":".join(filter(None, (verb, serial, action, value)))
    slots = VALUES[verb]
    used = draw(st.sampled_from((*(len(slots),) * 4, max(len(slots) - 1, 1), 1)))
    return ":".join((verb, *(draw(st.sampled_from(slot)) for slot in slots[:used])))


@st.composite
def button_data(draw: st.DrawFn) -> str:
    """Honest data, or a part of it or a few of its letters changed; an app of one's own can send any text."""
    data = draw(honest())
    match draw(st.integers(0, 14)):
        case 0 | 1:
            parts = data.split(":")
            at = draw(st.integers(0, len(parts)))
            parts[at : at + draw(st.integers(0, 2))] = [draw(odd.texts | odd.numbers.map(str))]
            return ":".join(parts)
        case 2:
            return draw(odd.bent_text(data))
        case 3:
            return draw(odd.texts)
        case _:
            return data
