"""Updates as Telegram sends them, of every type of Bot API 10.0 and of none, and bent."""

from typing import Any

from hypothesis import strategies as st

from tests.fuzz import odd
from tests.fuzz.lines import command_lines
from tests.fuzz.presses import button_data
from tests.fuzz.town import COORDINATOR, MAYOR, PARTNER, PEOPLE, STRANGER

Wire = dict[str, Any]
GROUP = -4_000_000_001
SUPERGROUP = -1_002_000_000_003
CHANNEL = -1_003_000_000_004
NOW = 1_810_000_000

SAID = (
    "Będę", "Dzień dobry", "jutro o 10", "12.05.2027 10:00", "3", "tak", "Sala 12", "Zebranie partnerów",
    "publiczny", "1. Ile?",
    "<b>x</b>", "https://example.org/?a=1&b=2", "pierwszy wiersz\ndrugi wiersz\n\n\ntrzeci", "do piątku",
    "liczba osób; osoby",
)  # fmt: skip
FILE_NAMES = (
    "sprawozdanie.pdf", "../../etc/passwd", "..\\boot.ini", "C:\\x.exe", "a\x00b.pdf", "\u202efdp.exe", "", ".",
    "ż" * 300,
    "a\r\nContent-Type: text/html", 'cudzysłów".pdf', "CON", "plik", "/", "\ud800.pdf", "=1+1.csv",
)  # fmt: skip
ENTITY_TYPES = (
    "mention", "hashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline", "strikethrough",
    "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention", "custom_emoji",
    "hologram",
)  # fmt: skip
STATUSES = ("member", "kicked", "left", "administrator", "restricted", "creator", "hologram")

people = st.sampled_from((COORDINATOR, COORDINATOR, PARTNER, PARTNER, MAYOR, STRANGER, *PEOPLE))
chances = st.integers(0, 9)


@st.composite
def users(draw: st.DrawFn) -> Wire:
    """Mostly somebody the bot knows."""
    user: Wire = {"id": draw(people), "is_bot": False, "first_name": "osoba", "language_code": "pl"}
    if draw(chances) == 0:
        user |= {"first_name": draw(odd.texts), "last_name": draw(odd.texts), "username": draw(odd.texts)}
    if draw(chances) == 0:
        user["language_code"] = draw(odd.texts | st.sampled_from(("de", "en-GB", "PL", "zh-hans")))
    return user


def private(user: Wire) -> Wire:
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


@st.composite
def chats(draw: st.DrawFn, user: Wire) -> Wire:
    """Mostly the person's own."""
    match draw(chances):
        case 0:
            return {"id": GROUP, "type": "group", "title": draw(odd.texts)}
        case 1:
            return {"id": SUPERGROUP, "type": "supergroup", "title": "Partnerzy", "is_forum": True}
        case 2:
            return {"id": CHANNEL, "type": draw(st.sampled_from(("channel", "hologram"))), "title": "Ogłoszenia"}
        case _:
            return private(user)


@st.composite
def entities(draw: st.DrawFn, length: int) -> list[Wire]:
    """Formatting at places of the text and beyond it."""
    found: list[Wire] = []
    for _ in range(draw(st.integers(0, 4))):
        place = st.integers(0, max(length, 1)) | st.sampled_from((-1, length + 5, 2**31, 10**12))
        entity: Wire = {"type": draw(st.sampled_from(ENTITY_TYPES)), "offset": draw(place), "length": draw(place)}
        match entity["type"]:
            case "text_link":
                entity["url"] = draw(
                    odd.texts | st.sampled_from(("https://example.org/?a=\"'<>&", "javascript:x", "tg://x"))
                )
            case "text_mention":
                entity["user"] = {"id": draw(people), "is_bot": False, "first_name": draw(odd.texts)}
            case "pre":
                entity["language"] = draw(odd.texts)
            case "custom_emoji":
                entity["custom_emoji_id"] = draw(odd.texts)
        found.append(entity)
    return found


def _file(name: str, **more: Any) -> Wire:
    return {"file_id": "BQACAgQ", "file_unique_id": "AgAD", "file_name": name, "mime_type": "application/pdf", **more}


@st.composite
def contents(draw: st.DrawFn) -> Wire:
    """What a message carries."""
    what = draw(st.sampled_from(("text",) * 5 + ("command",) * 5 + ("file", "photo", "file") + tuple(OTHER_CONTENTS)))
    if what in {"text", "command"}:
        text = draw(command_lines() if what == "command" else st.sampled_from(SAID) | odd.texts)
        content: Wire = {"text": text}
        if text.startswith("/"):
            word = text.split(maxsplit=1)[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(word)}]
        if draw(chances) < 3:
            content["entities"] = content.get("entities", []) + draw(entities(len(text)))
        return content
    if what == "file":
        content = {"document": _file(draw(st.sampled_from(FILE_NAMES) | odd.texts), file_size=draw(odd.numbers))}
    elif what == "photo":
        content = {"photo": [_file("x", width=90, height=90), _file("y", width=draw(odd.numbers), height=1)]}
    else:
        content = dict(OTHER_CONTENTS[what])
    if draw(chances) < 3:
        caption = draw(st.sampled_from(SAID) | odd.texts)
        content |= {"caption": caption, "caption_entities": draw(entities(len(caption)))}
    if draw(chances) == 0:
        content["media_group_id"] = draw(st.sampled_from(("13", "14")) | odd.texts)
    return content


_VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
_USER = {"id": STRANGER, "is_bot": False, "first_name": "ktoś"}
OTHER_CONTENTS: dict[str, Wire] = {
    "voice": {"voice": _VOICE},
    "video": {"video": {**_VOICE, "width": 1, "height": 1}},
    "video_note": {"video_note": {**_VOICE, "length": 1}},
    "animation": {"animation": {**_VOICE, "width": 1, "height": 1}, "document": _file("x.gif")},
    "audio": {"audio": _VOICE},
    "sticker": {
        "sticker": {**_VOICE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    },
    "contact": {"contact": {"phone_number": "+48000000000", "first_name": "ktoś"}},
    "location": {"location": {"latitude": 54.6, "longitude": 18.2}},
    "venue": {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "x", "address": "y"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "poll": {
        "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "type": "quiz"}
    },
    "game": {"game": {"title": "x", "description": "y", "photo": []}},
    "migrated": {"migrate_to_chat_id": SUPERGROUP},
    "migrated from": {"migrate_from_chat_id": GROUP},
    "joined": {"new_chat_members": [_USER]},
    "left": {"left_chat_member": _USER},
    "title": {"new_chat_title": "Nowa nazwa"},
    "pinned": {"pinned_message": {"message_id": 0, "date": 0, "chat": {"id": GROUP, "type": "group"}}},
    "forum topic": {"forum_topic_created": {"name": "temat", "icon_color": 7322096}, "message_thread_id": 5},
    "topic message": {"is_topic_message": True, "message_thread_id": 2**40, "text": "w wątku"},
    "web app": {"web_app_data": {"data": "{}", "button_text": "x"}},
    "payment": {"successful_payment": {"currency": "PLN", "total_amount": 1, "invoice_payload": "x"}},
    "shared": {
        "users_shared": {"request_id": 1, "users": [{"user_id": 2**52}]},
        "chat_shared": {"request_id": 1, "chat_id": 1},
    },
    "story": {"story": {"id": 1, "chat": {"id": CHANNEL, "type": "channel"}}},
    "video chat": {"video_chat_started": {}, "video_chat_scheduled": {"start_date": 10**11}},
    "auto delete": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "paid media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "hologram"}]}},
    "gift": {"gift": {"gift": {"id": "x"}}, "unique_gift": {}},
    "checklist": {"checklist": {"title": "x", "tasks": []}},
    "hologram": {"hologram": {"of": [1, {"x": None}]}},
    "nothing": {},
}


@st.composite
def messages(draw: st.DrawFn) -> Wire:
    """A message of any content from anybody."""
    user = draw(users())
    message: Wire = {
        "message_id": draw(st.integers(1, 4_000)),
        "from": user,
        "chat": draw(chats(user)),
        "date": NOW,
        **draw(contents()),
    }
    if draw(chances) == 0:
        message["reply_to_message"] = {"message_id": 1, "date": 0, "chat": message["chat"], **draw(contents())}
    if draw(chances) == 0:
        message["forward_origin"] = {
            "type": draw(st.sampled_from(("user", "hidden_user", "hologram"))),
            "date": 1,
            "sender_user": user,
            "sender_user_name": "x",
        }
    if draw(chances) == 0:
        message |= {
            "edit_date": NOW,
            "via_bot": {"id": 1, "is_bot": True, "first_name": "b"},
            "quote": {"text": "x", "position": 0},
        }
    return message


@st.composite
def presses(draw: st.DrawFn) -> Wire:
    """A press of a button below one of our messages, one that is gone, or one of an inline message."""
    user = draw(users())
    press: Wire = {"id": draw(st.sampled_from(("4382", "1" * 20)) | odd.texts), "from": user, "chat_instance": "-1"}
    match draw(chances):
        case 0:
            press["inline_message_id"] = draw(odd.texts)
        case 1:
            press["message"] = {"chat": private(user), "message_id": 7, "date": 0}
        case 2:
            press["message"] = draw(messages())
        case _:
            bot = {"id": 123456, "is_bot": True, "first_name": "Narada"}
            text = draw(st.sampled_from(("Spotkanie", "/nowe Zebranie; jutro 10:00; Sala")))
            press["message"] = {
                "message_id": draw(st.integers(1, 60)),
                "chat": private(user),
                "from": bot,
                "date": NOW,
                "text": text,
            }
    if draw(chances) > 0:
        press["data"] = draw(button_data())
    else:
        press["game_short_name"] = draw(odd.texts)
    return press


@st.composite
def memberships(draw: st.DrawFn) -> Wire:
    """Somebody blocks the bot or lets it in again, or a group does with it what groups do."""
    user = draw(users())
    bot = {"id": 123456, "is_bot": True, "first_name": "Narada"}
    old, new = (
        {
            "user": bot,
            "status": draw(st.sampled_from(STATUSES)),
            "until_date": draw(st.sampled_from((0, NOW, 10**12, -1))),
        }
        for _ in range(2)
    )
    return {"chat": draw(chats(user)), "from": user, "date": NOW, "old_chat_member": old, "new_chat_member": new}


_QUERY = {"id": "1", "from": _USER, "query": "x", "offset": ""}
RARE: dict[str, Wire] = {
    "inline_query": _QUERY,
    "chosen_inline_result": {"result_id": "1", "from": _USER, "query": "x"},
    "shipping_query": {"id": "1", "from": _USER, "invoice_payload": "x", "shipping_address": {}},
    "pre_checkout_query": {"id": "1", "from": _USER, "currency": "PLN", "total_amount": 1, "invoice_payload": "x"},
    "poll": OTHER_CONTENTS["poll"]["poll"],
    "poll_answer": {"poll_id": "1", "user": _USER, "option_ids": [0]},
    "chat_join_request": {"chat": {"id": GROUP, "type": "group"}, "from": _USER, "user_chat_id": STRANGER, "date": NOW},
    "message_reaction": {
        "chat": {"id": GROUP, "type": "group"},
        "message_id": 1,
        "user": _USER,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [],
    },
    "message_reaction_count": {"chat": {"id": GROUP, "type": "group"}, "message_id": 1, "date": 1, "reactions": []},
    "chat_boost": {
        "chat": {"id": CHANNEL, "type": "channel"},
        "boost": {"boost_id": "x", "add_date": 1, "expiration_date": 2, "source": {"source": "premium", "user": _USER}},
    },
    "removed_chat_boost": {
        "chat": {"id": CHANNEL, "type": "channel"},
        "boost_id": "x",
        "remove_date": 1,
        "source": {"source": "hologram"},
    },
    "business_connection": {"id": "x", "user": _USER, "user_chat_id": STRANGER, "date": 1, "is_enabled": True},
    "deleted_business_messages": {
        "business_connection_id": "x",
        "chat": {"id": 1, "type": "private"},
        "message_ids": [1],
    },
    "purchased_paid_media": {"from": _USER, "paid_media_payload": "x"},
    "managed_bot": {"user": _USER},
    "hologram": {"from": _USER, "of": [[]]},
}
OF_MESSAGES = ("message",) * 14 + (
    "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message",
    "guest_message",
)  # fmt: skip


@st.composite
def real_updates(draw: st.DrawFn) -> Wire:
    """An update as Telegram might send it."""
    match draw(st.sampled_from(("message",) * 6 + ("press",) * 4 + ("membership", "rare"))):
        case "message":
            return {draw(st.sampled_from(OF_MESSAGES)): draw(messages())}
        case "press":
            return {"callback_query": draw(presses())}
        case "membership":
            return {draw(st.sampled_from(("my_chat_member", "my_chat_member", "chat_member"))): draw(memberships())}
        case _:
            kind = draw(st.sampled_from(sorted(RARE)))
            return {kind: RARE[kind]}


@st.composite
def updates(draw: st.DrawFn) -> Wire:
    """A real update, bent now and then, whose own number is odd now and then; numbers are given where there is none."""
    update = draw(real_updates())
    if draw(chances) < 3:
        update = draw(odd.bent(update))
    match draw(st.integers(0, 39)):
        case 0:
            return {"update_id": draw(odd.scalars), **update}
        case 1:
            return {**update, draw(odd.texts): draw(odd.values)}
        case 2:
            return {**update, **draw(real_updates())}
        case _:
            return update
