"""Albums, as a bot sends them and as a person does, and messages deleted together."""

from typing import Any

import aiohttp
import pytest

from sandbox import Person, Sandbox
from sandbox.files import FileKind
from sandbox.messages import DELETABLE_SECONDS
from tests.sandbox.conftest import Caller
from tests.sandbox.test_messages import PICTURE

FILES = (("plan.pdf", b"%PDF plan"), ("lista.pdf", b"%PDF lista"), ("mapa.pdf", b"%PDF mapa"))


async def documents(person: Person, number: int) -> list[dict[str, Any]]:
    """InputMedia of files that the server has already."""
    sent = [await person.send_file(f"plan{n}.pdf", b"%PDF") for n in range(number)]
    return [{"type": "document", "media": message.wire()["document"]["file_id"]} for message in sent]


async def test_what_a_person_sends_at_once_comes_as_messages_of_one_group_with_the_caption_first(
    api: Caller, pup: Person
) -> None:
    sent = await pup.send_album(FILES, kind=FileKind.DOCUMENT, caption="Materiały")

    updates = await api.result("getUpdates", offset=-len(sent))
    came = [update["message"] for update in updates]
    assert len({message["media_group_id"] for message in came}) == 1
    assert [message["document"]["file_name"] for message in came] == [name for name, _ in FILES]
    assert [message.get("caption") for message in came] == ["Materiały", None, None]


async def test_two_albums_are_two_groups(pup: Person) -> None:
    first, second = [await pup.send_album([("a.png", PICTURE)] * 2) for _ in range(2)]

    assert first[0].extra["media_group_id"] == first[1].extra["media_group_id"] != second[0].extra["media_group_id"]


async def test_an_album_of_a_bot_comes_back_as_its_messages(api: Caller, pup: Person) -> None:
    media = await documents(pup, 2)
    media[0] |= {"caption": "<b>Plan</b>", "parse_mode": "HTML"}

    sent = await api.result("sendMediaGroup", chat_id=pup.id, media=media, disable_notification=True)

    assert [message.id for message in pup.chat.from_bot] == [message["message_id"] for message in sent]
    assert [message["media_group_id"] for message in sent] == [sent[0]["media_group_id"]] * 2
    assert sent[0]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert all(message.silent for message in pup.chat.from_bot)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (0, "there are no messages to send"),
        (1, "too few messages to send as an album"),
        (11, "too many messages to send as an album"),
    ],
)
async def test_an_album_has_two_to_ten_files(api: Caller, pup: Person, number: int, problem: str) -> None:
    refused = await api.refusal("sendMediaGroup", chat_id=pup.id, media=await documents(pup, number))

    assert refused == f"Bad Request: {problem}"
    assert pup.chat.from_bot == []


async def test_of_an_album_with_a_file_that_cannot_be_sent_nothing_arrives(api: Caller, pup: Person) -> None:
    known = await documents(pup, 1)
    photo = {"type": "photo", "media": (await pup.send_photo(PICTURE)).wire()["photo"][0]["file_id"]}
    long = {**known[0], "caption": "ż" * 1025}

    for other, problem in (
        (photo, "document can't be mixed with other media types"),
        ({"type": "document", "media": "nobody"}, "wrong remote file identifier specified"),
        ({"type": "hologram", "media": "x"}, "can't parse InputMedia"),
        (long, "message caption is too long"),
    ):
        assert problem in await api.refusal("sendMediaGroup", chat_id=pup.id, media=[*known, other])
    assert pup.chat.from_bot == []


async def test_messages_are_deleted_together_and_what_is_gone_is_passed_over(api: Caller, pup: Person) -> None:
    sent = await api.result("sendMediaGroup", chat_id=pup.id, media=await documents(pup, 3))
    numbers = [message["message_id"] for message in sent]

    for _ in range(2):
        assert await api.result("deleteMessages", chat_id=pup.id, message_ids=[*numbers, 987_654]) is True

    assert pup.chat.from_bot == []
    assert "not specified" in await api.refusal("deleteMessages", chat_id=pup.id, message_ids=[])


async def test_after_48_hours_messages_stay(telegram: Sandbox, api: Caller, pup: Person) -> None:
    sent = await api.result("sendMediaGroup", chat_id=pup.id, media=await documents(pup, 2))
    began = telegram.now()
    telegram.clock = lambda: float(began + DELETABLE_SECONDS + 1)

    refused = await api.refusal(
        "deleteMessages", chat_id=pup.id, message_ids=[message["message_id"] for message in sent]
    )

    assert "can't be deleted" in refused
    assert len(pup.chat.from_bot) == 2


async def test_several_files_chosen_on_the_page_are_one_album(telegram: Sandbox, api: Caller, pup: Person) -> None:
    form = aiohttp.FormData()
    form.add_field("caption", "Zdjęcia")
    for number in (1, 2):
        form.add_field(f"file0{number}", PICTURE, filename=f"{number}.png", content_type="image/png")
    address = f"{telegram.api_url}/sandbox/people/{pup.id}/send_album"

    async with api.session.post(address, data=form) as answer:
        done = (await answer.json())["done"]

    assert [message["file"]["kind"] for message in done] == ["photo", "photo"]
    assert done[0]["album"] == done[1]["album"] is not None
    assert [message["text"] for message in done] == ["Zdjęcia", ""]
