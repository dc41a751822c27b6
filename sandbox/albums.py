"""Albums: https://core.telegram.org/bots/api#sendmediagroup, and what a person's app makes of several files at once.

Each file is a message of its own; what makes them an album is their common `media_group_id`.
"""

from collections.abc import Sequence
from typing import Any

from sandbox import messages
from sandbox import parameters as given
from sandbox.chats import Chat, Message, Wire
from sandbox.errors import bad_request
from sandbox.files import FileKind, StoredFile
from sandbox.parameters import Parameters
from sandbox.realtime import monotonic
from sandbox.world import World

FEWEST, MOST = 2, 10
_KINDS = {kind.value: kind for kind in (FileKind.DOCUMENT, FileKind.PHOTO)}


def send_media_group(world: World, parameters: Parameters) -> list[Wire]:
    """https://core.telegram.org/bots/api#sendmediagroup, for documents and photos: 2-10, of one kind, no buttons."""
    media = given.structure(parameters, "media", "media")
    if not isinstance(media, list) or not media:
        raise bad_request("there are no messages to send")
    if len(media) > MOST:
        raise bad_request("too many messages to send as an album")
    if len(media) < FEWEST:
        raise bad_request("too few messages to send as an album")
    kinds = {_kind(each) for each in media}
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    captions = [messages.caption(each, "message caption is too long") for each in media]
    chat = world.chat_to_write(given.chat_id(parameters))
    files = [messages.file_of(world, _own(parameters, each), _kind(each)) for each in media]
    content = {
        "reply_to": messages.reply(chat, parameters),
        "silent": given.flag(parameters, "disable_notification"),
    }
    world.pace.take(chat.id, monotonic())
    sent = album(world, chat, world.bot, files, captions, **content)
    world.changed(chat)
    return [message.wire() for message in sent]


def album(
    world: World,
    chat: Chat,
    sender: Wire,
    files: Sequence[StoredFile],
    captions: Sequence[tuple[str, list[Any]]],
    **content: Any,
) -> list[Message]:
    """The messages of one album, at the end of a chat."""
    group = {"media_group_id": str(world.next_album())}
    return [
        world.new_message(chat, sender, text=text, entities=entities, file=file, extra=dict(group), **content)
        for file, (text, entities) in zip(files, captions, strict=True)
    ]


def delete_messages(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletemessages: 1-100; those that cannot be found are passed over."""
    numbers = given.structure(parameters, "message_ids", "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    chat = world.known_chat(given.chat_id(parameters))
    for number in numbers:
        known = chat.by_id.get(int(number))
        if known is not None and not known.deleted:
            messages.delete_message(world, {"chat_id": chat.id, "message_id": known.id})
    return True


def _kind(media: Any) -> FileKind:
    if not isinstance(media, dict) or media.get("type") not in _KINDS:
        raise bad_request("can't parse InputMedia: Unsupported type")
    return _KINDS[media["type"]]


def _own(parameters: Parameters, media: Wire) -> Parameters:
    """The parameters of one file, as sendDocument or sendPhoto would have them."""
    return {**parameters, media["type"]: media.get("media")}
