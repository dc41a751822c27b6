"""What the bot says about itself: commands per scope and language, name, descriptions, menu button.

https://core.telegram.org/bots/api#botcommandscope ("Determining list of commands"), #setmycommands, #setmyname,
#setmydescription, #setmyshortdescription, #setchatmenubutton. A language is a two-letter code; "" is for everybody
without a dedicated list.
"""

import re
from typing import Any

from sandbox.chats import Chat, ChatKind
from sandbox.errors import bad_request

Command = dict[str, str]
_NAME = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_KNOWN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_SCOPES_OF_CHATS = {"chat", "chat_administrators", "chat_member"}
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    """Everything of it, as last set."""

    def __init__(self, name: str) -> None:
        self._commands: dict[tuple[str, str], list[Command]] = {}
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self.menu_buttons: dict[int | None, dict[str, Any]] = {}

    def set_commands(self, commands: Any, scope: str, language: str) -> None:
        """Replace one list; raises the 400 of Telegram for a wrong command."""
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_checked(command) for command in commands]
        self._commands[scope, _checked_language(language)] = checked

    def delete_commands(self, scope: str, language: str) -> None:
        """Fall back to the next broader list."""
        self._commands.pop((scope, _checked_language(language)), None)

    def commands(self, scope: str, language: str) -> list[Command]:
        """Exactly what was set there, without looking further."""
        return self._commands.get((scope, _checked_language(language)), [])

    def commands_for(self, chat: Chat, language: str) -> list[Command]:
        """The menu that somebody sees in a chat: the narrowest scope first, and in it their language first."""
        everywhere = "all_private_chats" if chat.kind is ChatKind.PRIVATE else "all_group_chats"
        short = language.partition("-")[0].lower()
        for scope in (f"chat:{chat.id}", everywhere, "default"):
            for spoken in (short, ""):
                if found := self._commands.get((scope, spoken)):
                    return found
        return []

    def set_text(self, what: str, text: str, language: str) -> None:
        """Set name, description or short_description; empty takes a language's own text away."""
        if len(text) > _LONGEST[what]:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        self._texts[what, _checked_language(language)] = text

    def text(self, what: str, language: str) -> str:
        """The text in a language, else the one for everybody."""
        return self._texts.get((what, _checked_language(language))) or self._texts.get((what, ""), "")


def scope_key(scope: dict[str, Any], chat_id: int | None) -> str:
    """One word for a BotCommandScope object; `chat_id` is the chat it names, already resolved."""
    kind = scope.get("type", "default")
    if kind in _SCOPES_OF_CHATS:
        suffix = f":{scope.get('user_id')}" if kind == "chat_member" else ""
        return f"{kind}:{chat_id}{suffix}"
    if kind not in _KNOWN_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return str(kind)


def names_a_chat(scope: dict[str, Any]) -> bool:
    """Whether this scope is about one chat."""
    return scope.get("type") in _SCOPES_OF_CHATS


def _checked(command: Any) -> Command:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(command.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    description = _checked_description(command["description"].strip())
    return {"command": _checked_name(command["command"].strip().removeprefix("/")), "description": description}


def _checked_name(name: str) -> str:
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return name


def _checked_description(description: str) -> str:
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    return description


def _checked_language(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
