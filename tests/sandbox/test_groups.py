"""Groups: what the bot hears in them, and the day they become supergroups."""

from sandbox import Person, Sandbox
from tests.sandbox.conftest import Caller

CARD = {"inline_keyboard": [[{"text": "Będę", "callback_data": "yes"}]]}


async def test_the_bot_is_taken_in_and_hears_only_what_is_meant_for_it(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    caritas = telegram.person("przedstawicielka Caritas")
    group = telegram.group("Partnerstwo", pup)
    group.join(caritas)
    await pup.say("/spotkania@narada_bot", chat=group.chat)
    assert await api.refusal("sendMessage", chat_id=group.id, text="x") == "Bad Request: chat not found"
    await group.add_bot()
    await caritas.say("dzień dobry", chat=group.chat)
    await caritas.say("/start@other_bot", chat=group.chat)
    await caritas.say("/spotkania@narada_bot", chat=group.chat)
    await api.result("sendMessage", chat_id=group.id, text="Karta")
    await caritas.say("będę", chat=group.chat, reply_to=group.chat.last)
    updates = (await api.result("getUpdates"))[1:]

    assert [next(k for k in u if k != "update_id") for u in updates] == ["my_chat_member", *["message"] * 3]
    assert [u["message"].get("text") for u in updates[1:]] == [None, "/spotkania@narada_bot", "będę"]
    assert updates[1]["message"]["new_chat_members"][0]["is_bot"]


async def test_anybody_in_a_group_may_press_its_card(api: Caller, telegram: Sandbox, pup: Person) -> None:
    caritas = telegram.person("przedstawicielka Caritas")
    group = telegram.group("Partnerstwo", pup)
    await group.add_bot()
    await api.result("sendMessage", chat_id=group.id, text="Karta", reply_markup=CARD)
    await caritas.press("Będę", chat=group.chat)
    query = (await api.update())["callback_query"]

    assert (query["from"]["id"], query["message"]["chat"]) == (
        caritas.id,
        {"id": group.id, "title": "Partnerstwo", "type": "group"},
    )
    assert (await api.result("getChatMember", chat_id=group.id, user_id=pup.id))["status"] == "creator"
    assert (await api.result("getChatMember", chat_id=group.id, user_id=caritas.id))["status"] == "left"


async def test_a_group_that_became_a_supergroup_names_its_new_number(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    group = telegram.group("Partnerstwo", pup)
    await group.add_bot()
    old = group.id
    new = await group.migrate()
    refused = await api("sendMessage", chat_id=old, text="x")
    accepted = await api.result("sendMessage", chat_id=new.id, text="x")

    assert refused == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (accepted["chat"]["type"], str(new.id)[:4]) == ("supergroup", "-100")
    assert (await api.update())["message"]["migrate_from_chat_id"] == old


async def test_a_bot_that_was_thrown_out_may_not_write(api: Caller, telegram: Sandbox, pup: Person) -> None:
    group = telegram.group("Partnerstwo", pup)
    await group.add_bot()
    await group.remove_bot()

    answer = await api("sendMessage", chat_id=group.id, text="x")

    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was kicked from the group chat")
