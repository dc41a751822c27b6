"""What a button carries: a verb and a few ids, at most 64 bytes (Bot API InlineKeyboardButton.callback_data).

Nothing here grants a right: ids can be forged, so every use case checks them again. A verb once sent stays valid for
ever, because old keyboards do: retire one by adding an alias, never by giving it another meaning.
"""

from enum import StrEnum

LIMIT = 64


class Verb(StrEnum):
    AGREE = "agree"  # agree:<token of the invitation, or nothing>
    NOTICE = "notice"  # notice:<token> – the full privacy notice
    MENU = "menu"  # menu:<item>, item one of Item
    WHICH = "which"  # which:<partnership>:<item> – which partnership a command means
    MEETINGS = "ms"  # ms:<page>
    MEETING = "m"  # m:<meeting> – its card, as a fresh message that becomes the card
    RSVP = "r"  # r:<meeting>:<answer>[:<organisation>|:all]
    PEOPLE = "n"  # n:<meeting>:<organisation>:<number>|more
    NOTE = "note"  # note:<meeting>[:<organisation>]
    SUBSTITUTE = "sub"  # sub:<meeting>[:<organisation>]
    FILE = "ics"  # ics:<meeting>, or ics:all for every coming meeting
    ROLL = "roll"  # roll:<meeting> – who answered what, for coordinators
    BEHALF = "for"  # for:<meeting>[:<organisation>[:<answer>]]
    CHANGE = "chg"  # chg:<meeting> – opens the dialog that changes it
    CALL_OFF = "off"  # off:<meeting> – opens the dialog that cancels it
    DIALOG = "d"  # d:<serial>:<action>[:<value>], action one of Action
    FEED = "feed"  # feed:renew:<feed> | feed:withdraw:<feed> | feed:new:<person|partnership id>
    SETTING = "set"  # set:language:<pl|en|de> | set:reminders:<on|off> | set:pause | set:resume | set:partnership:<id>
    DATA = "data"  # data:export | data:erase | data:erase_sure
    PARTNERS = "org"  # org:<organisation>[:<action>[:<value>]], see handlers.partners; organisation 0 is the whole list
    REPORT = "rep"  # rep:<request>[:<organisation>] – fill in, or look at, a report
    REQUEST = "req"  # req:<request>[:<what>[:<value>]], see handlers.report_requests; request 0 is the whole list
    ANNOUNCEMENT = "ann"  # ann:<announcement>[:<action>], action one of views.announcements.Act
    READ = "read"  # read:<announcement> – "I have read it"
    INVITATION = "inv"  # inv:<invitation>:withdraw
    COORDINATORS = "co"  # co:<partnership>[:<person>[:sure]] – who runs it; ending somebody's coordination
    HELD = "held"  # held:<kind>:<about>[:<last>:<send|drop>], kind one of domain.held.Kind or "all"


class Item(StrEnum):
    """What the menu and the commands open."""

    MENU = "menu"
    MEETINGS = "meetings"
    REPORT = "report"
    CALENDAR = "calendar"
    SETTINGS = "settings"
    MY_DATA = "my_data"
    HELP = "help"
    NEW = "new"
    REQUEST = "request"
    REPORTS = "reports"
    PARTNERS = "partners"
    INVITE = "invite"
    ANNOUNCE = "announce"
    ANNOUNCEMENTS = "announcements"
    HELD = "held"


class Action(StrEnum):
    """What can be done to an open dialog."""

    BACK = "back"
    CANCEL = "cancel"
    SKIP = "skip"
    PICK = "pick"  # pick:<value>
    CONFIRM = "go"  # announce, save, call off, send: the button that makes it so
    LATER = "later"  # announce when the office opens


def data(verb: Verb, *parts: object) -> str:
    """The callback data; raises ValueError beyond 64 bytes, which would be BUTTON_DATA_INVALID at Telegram."""
    text = ":".join([verb.value, *(str(part) for part in parts)])
    if len(text.encode()) > LIMIT:
        raise ValueError(f"callback data too long: {text}")
    return text


def split(text: str) -> tuple[Verb | None, tuple[str, ...]]:
    """The verb and its parts; no verb for data that no button of ours carries."""
    if len(text.encode()) > LIMIT:
        return None, ()
    verb, *parts = text.split(":")
    return (Verb(verb) if verb in Verb._value2member_map_ else None), tuple(parts)
