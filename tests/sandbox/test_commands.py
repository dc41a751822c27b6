"""What the bot says about itself, per scope and language."""

from typing import Any

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.conftest import Caller


def command(name: str) -> dict[str, str]:
    return {"command": name, "description": f"opis {name}"}


async def test_each_person_sees_the_narrowest_list_in_their_language(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    german = telegram.person("Vertreterin der Partnergemeinde", language="de")
    private = {"type": "all_private_chats"}
    await api.result("setMyCommands", commands=[command("start")])
    await api.result("setMyCommands", commands=[command("spotkania")], scope=private)
    await api.result("setMyCommands", commands=[command("treffen")], scope=private, language_code="de")
    await api.result("setMyCommands", commands=[command("nowe")], scope={"type": "chat", "chat_id": pup.id})

    def shown(person: Person) -> list[str]:
        return [entry["command"] for entry in person.commands]

    assert (shown(pup), shown(german)) == (["nowe"], ["treffen"])
    german.speak("fr")
    await api.result("deleteMyCommands", scope={"type": "chat", "chat_id": pup.id})
    assert (shown(pup), shown(german)) == (["spotkania"], ["spotkania"])
    await api.result("deleteMyCommands", scope=private)
    assert shown(pup) == ["start"]
    assert await api.result("getMyCommands", scope=private, language_code="de") == [command("treffen")]


@pytest.mark.parametrize(
    ("commands", "problem"),
    [
        ([{"command": "x"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": "Nowe", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "żądanie", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "x" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "x", "description": " "}], "command description must be non-empty"),
        ([{"command": "x", "description": "x" * 257}], "command description length must not exceed 256"),
        ([command("x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("{}", "expected an Array of BotCommand"),
    ],
)
async def test_wrong_commands_are_refused(api: Caller, commands: Any, problem: str) -> None:
    assert await api.refusal("setMyCommands", commands=commands) == f"Bad Request: {problem}"


async def test_wrong_scopes_and_languages_are_refused(api: Caller) -> None:
    wrong_scope = await api.refusal("setMyCommands", commands=[command("x")], scope={"type": "x"})
    no_chat = await api.refusal("setMyCommands", commands=[command("x")], scope={"type": "chat", "chat_id": 5})
    language = await api.refusal("setMyCommands", commands=[command("x")], language_code="polski")

    assert wrong_scope == "Bad Request: can't parse BotCommandScope: Unsupported type specified"
    assert no_chat == "Bad Request: chat not found"
    assert language == "Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("name", "field"), [("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")]
)
async def test_names_and_descriptions_are_kept_per_language(api: Caller, name: str, field: str) -> None:
    await api.result(f"setMy{name}", **{field: "po polsku"})
    await api.result(f"setMy{name}", **{field: "auf Deutsch", "language_code": "de"})

    assert await api.result(f"getMy{name}", language_code="de") == {field: "auf Deutsch"}
    assert await api.result(f"getMy{name}", language_code="en") == {field: "po polsku"}
    assert await api.refusal(f"setMy{name}", **{field: "x" * 513})


async def test_the_menu_button_is_set_for_all_and_for_one(api: Caller, pup: Person) -> None:
    assert await api.result("getChatMenuButton") == {"type": "commands"}
    await api.result("setChatMenuButton", chat_id=pup.id, menu_button={"type": "default"})

    assert await api.result("getChatMenuButton", chat_id=pup.id) == {"type": "default"}
    assert "unsupported type" in await api.refusal("setChatMenuButton", menu_button={"type": "x"})
