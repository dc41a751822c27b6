"""The table of methods, and those that are not about messages: https://core.telegram.org/bots/api#available-methods.

Names are case-insensitive. A method that is missing here answers 404, as an unknown one does at Telegram.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sandbox import albums, messages
from sandbox import parameters as given
from sandbox.chats import ChatKind, Wire
from sandbox.errors import bad_request
from sandbox.parameters import Parameters
from sandbox.profile import names_a_chat, scope_key
from sandbox.webhooks import CONNECTIONS
from sandbox.world import World

Method = Callable[[World, Parameters], Any]
TOAST_CHARACTERS = 200
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


def get_me(world: World, _parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getme."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery: at most 200 characters, within the life of the query."""
    text = given.text(parameters, "text")
    if len(text) > TOAST_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer(given.text(parameters, "callback_query_id"), text, alert=given.flag(parameters, "show_alert"))
    return True


def set_webhook(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setwebhook; an empty url removes it. http is allowed, on this machine."""
    drop = given.flag(parameters, "drop_pending_updates")
    url = given.text(parameters, "url")
    if not url:
        world.updates.set_webhook({}, drop_pending=drop)
        return True
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    secret = given.text(parameters, "secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    settings = {
        "url": url,
        "secret_token": secret,
        "max_connections": min(max(given.integer(parameters, "max_connections", CONNECTIONS), 1), 100),
        "allowed_updates": given.structure(parameters, "allowed_updates", "allowed updates"),
    }
    world.updates.set_webhook(settings, drop_pending=drop)
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook."""
    world.updates.set_webhook({}, drop_pending=given.flag(parameters, "drop_pending_updates"))
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    updates = world.updates
    info: Wire = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates),
    }
    info |= {
        name: updates.webhook[name] for name in ("max_connections", "allowed_updates") if updates.webhook.get(name)
    }
    if updates.last_refusal is not None:
        info["last_error_date"], info["last_error_message"] = updates.last_refusal
    return info


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = given.structure(parameters, "commands", "commands")
    world.profile.set_commands(
        [] if commands is None else commands, _scope(world, parameters), given.text(parameters, "language_code")
    )
    world.announce(0, 0)
    return True


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    world.profile.delete_commands(_scope(world, parameters), given.text(parameters, "language_code"))
    world.announce(0, 0)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[dict[str, str]]:
    """https://core.telegram.org/bots/api#getmycommands."""
    return world.profile.commands(_scope(world, parameters), given.text(parameters, "language_code"))


def _scope(world: World, parameters: Parameters) -> str:
    scope = given.structure(parameters, "scope", "bot command scope") or {}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    chat = world.known_chat(given.chat_id(scope)) if names_a_chat(scope) else None
    return scope_key(scope, chat.id if chat else None)


def _setter(what: str) -> Method:
    def set_text(world: World, parameters: Parameters) -> bool:
        world.profile.set_text(what, given.text(parameters, what), given.text(parameters, "language_code"))
        world.announce(0, 0)
        return True

    return set_text


def _getter(what: str) -> Method:
    def get_text(world: World, parameters: Parameters) -> dict[str, str]:
        return {what: world.profile.text(what, given.text(parameters, "language_code"))}

    return get_text


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton: of one private chat, or of all without one of their own."""
    button = given.structure(parameters, "menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_buttons[_menu_chat(world, parameters)] = button
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getchatmenubutton."""
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_chat(world, parameters)) or buttons.get(None) or {"type": "commands"}


def _menu_chat(world: World, parameters: Parameters) -> int | None:
    return world.known_chat(given.chat_id(parameters)).id if parameters.get("chat_id") else None


def get_chat(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getchat: ChatFullInfo, with the members that are always there."""
    chat = world.known_chat(given.chat_id(parameters))
    if chat.kind is ChatKind.PRIVATE and not (chat.reachable or chat.blocked):
        raise bad_request("chat not found")
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), True)
    gifts["gifts_from_channels"] = True
    return {**chat.wire(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getchatmember."""
    chat = world.known_chat(given.chat_id(parameters))
    user_id = given.integer(parameters, "user_id")
    user = world.bot if user_id == world.bot["id"] else world.users.get(user_id)
    if user is None:
        raise bad_request("user not found")
    if user is world.bot or chat.kind is ChatKind.PRIVATE:
        return {"user": user, "status": "member"}
    status = world.group_members[chat.id].get(user_id, "left")
    return {"user": user, "status": status, **({"is_anonymous": False} if status == "creator" else {})}


def get_file(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#getfile: up to 20 MB."""
    file = world.files.get(given.text(parameters, "file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    size = len(file.bytes)
    if size > world.limits.download_bytes:
        raise bad_request("file is too big")
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": size, "file_path": file.path}


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#sendchataction: nothing stays of it."""
    world.chat_to_write(given.chat_id(parameters))
    if not given.text(parameters, "action"):
        raise bad_request("wrong parameter action in request")
    return True


# getUpdates is missing: it waits, and is answered by the server itself.
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for name, method in {
        "getMe": get_me,
        "sendMessage": messages.send_message,
        "sendDocument": messages.send_document,
        "sendPhoto": messages.send_photo,
        "sendMediaGroup": albums.send_media_group,
        "sendChatAction": send_chat_action,
        "editMessageText": messages.edit_text,
        "editMessageCaption": messages.edit_caption,
        "editMessageReplyMarkup": messages.edit_markup,
        "editMessageMedia": messages.edit_media,
        "deleteMessage": messages.delete_message,
        "deleteMessages": albums.delete_messages,
        "answerCallbackQuery": answer_callback_query,
        "setWebhook": set_webhook,
        "deleteWebhook": delete_webhook,
        "getWebhookInfo": get_webhook_info,
        "setMyCommands": set_my_commands,
        "getMyCommands": get_my_commands,
        "deleteMyCommands": delete_my_commands,
        "setMyName": _setter("name"),
        "getMyName": _getter("name"),
        "setMyDescription": _setter("description"),
        "getMyDescription": _getter("description"),
        "setMyShortDescription": _setter("short_description"),
        "getMyShortDescription": _getter("short_description"),
        "setChatMenuButton": set_chat_menu_button,
        "getChatMenuButton": get_chat_menu_button,
        "getChat": get_chat,
        "getChatMember": get_chat_member,
        "getFile": get_file,
    }.items()
}
