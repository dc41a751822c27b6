"""The methods that say, change and take back: https://core.telegram.org/bots/api#sendmessage, #updating-messages,
#senddocument.

Texts have 1–4096 and captions 0–1024 UTF-16 units after parsing. What the client library of Telegram's own server
checks is checked first, then whether the chat may be written to, then the pace, as a request would meet them.
"""

from typing import Any

from sandbox import parameters as given
from sandbox.buttons import Rows, inline_keyboard
from sandbox.chats import Chat, Message, Wire
from sandbox.entities import Entity, checked, cleaned, is_empty, trimmed, utf16_length, with_automatic
from sandbox.errors import NOT_MODIFIED, bad_request
from sandbox.files import FileKind, StoredFile, picture_size
from sandbox.journal import Upload
from sandbox.markup import parse_html
from sandbox.parameters import Parameters
from sandbox.realtime import monotonic
from sandbox.world import World

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
# "A message can only be deleted if it was sent less than 48 hours ago."
DELETABLE_SECONDS = 48 * 3600
_NO_SUCH_ENTITY = "can't parse MessageEntity: Unsupported type specified"
_SERVER_FINDS = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
_GIVEN_TYPES = {
    *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention"),
    *("custom_emoji", "blockquote", "expandable_blockquote", "date_time"),
}


def send_message(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#sendmessage."""
    text, entities = _text(parameters)
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return _sent(world, parameters, text=text, entities=entities)


def send_document(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#senddocument."""
    return _send_file(world, parameters, FileKind.DOCUMENT)


def send_photo(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#sendphoto."""
    return _send_file(world, parameters, FileKind.PHOTO)


def edit_text(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#editmessagetext."""
    text, entities = _text(parameters)
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    keyboard = _keyboard(parameters, inline_only=True)
    message = _editable(world, parameters)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, message, text, entities, keyboard, message.file)


def edit_caption(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    text, entities = caption(parameters, "MEDIA_CAPTION_TOO_LONG")
    keyboard = _keyboard(parameters, inline_only=True)
    message = _editable(world, parameters)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, message, text, entities, keyboard, message.file)


def edit_markup(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    keyboard = _keyboard(parameters, inline_only=True)
    message = _editable(world, parameters)
    return _edited(world, message, message.text, message.entities, keyboard, message.file)


def edit_media(world: World, parameters: Parameters) -> Wire:
    """https://core.telegram.org/bots/api#editmessagemedia, for documents and photos."""
    media = given.structure(parameters, "media", "input media")
    if not isinstance(media, dict) or media.get("type") not in {"document", "photo"}:
        raise bad_request("can't parse InputMedia: " + ("Media not found" if media is None else "Unsupported type"))
    text, entities = caption(media, "MEDIA_CAPTION_TOO_LONG")
    keyboard = _keyboard(parameters, inline_only=True)
    message = _editable(world, parameters)
    file = file_of(world, {**parameters, media["type"]: media.get("media")}, FileKind(media["type"]))
    return _edited(world, message, text, entities, keyboard, file)


def delete_message(world: World, parameters: Parameters) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    message = _found(world.known_chat(given.chat_id(parameters)), parameters, "message to delete not found")
    chat = message.chat
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if not message.from_bot and chat.id < 0:
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changed(chat)
    return True


def _send_file(world: World, parameters: Parameters, kind: FileKind) -> Wire:
    text, entities = caption(parameters, "message caption is too long")
    _keyboard(parameters)
    world.chat_to_write(given.chat_id(parameters))
    file = file_of(world, parameters, kind)
    return _sent(world, parameters, text=text, entities=entities, file=file)


def _sent(world: World, parameters: Parameters, **content: Any) -> Wire:
    content["keyboard"] = _keyboard(parameters)
    chat = world.chat_to_write(given.chat_id(parameters))
    content["reply_to"] = reply(chat, parameters)
    content["silent"] = given.flag(parameters, "disable_notification")
    world.pace.take(chat.id, monotonic())
    message = world.new_message(chat, world.bot, **content)
    world.changed(chat)
    return message.wire()


def _edited(
    world: World, message: Message, text: str, entities: list[Entity], keyboard: Rows, file: StoredFile | None
) -> Wire:
    world.pace.take(message.chat.id, monotonic())
    shown = (message.text, message.entities, message.keyboard, message.file)
    if shown == (text, entities, keyboard, file):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.keyboard, message.file = text, entities, keyboard, file
    message.edited += 1
    message.edit_date = world.now()
    world.changed(message.chat)
    return message.wire()


def _text(parameters: Parameters) -> tuple[str, list[Entity]]:
    source = given.text(parameters, "text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = _formatted(source, parameters, "entities")
    if is_empty(text):
        raise bad_request("text must be non-empty")
    return text, entities


def caption(parameters: Parameters, too_long: str) -> tuple[str, list[Entity]]:
    """The caption that was given; refused in these words when it is too long."""
    text, entities = _formatted(given.text(parameters, "caption"), parameters, "caption_entities")
    if utf16_length(text) > CAPTION_UNITS:
        raise bad_request(too_long)
    return text, entities


def _formatted(source: str, parameters: Parameters, entities_name: str) -> tuple[str, list[Entity]]:
    if len(source) > 8192 and len(source.encode()) > 1 << 15:
        raise bad_request("text is too long")
    mode = given.text(parameters, "parse_mode").lower()
    if mode not in {"", "none", "html"}:
        # Markdown is a real mode of Telegram's that this stand-in does not speak: better refused than shown wrong.
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        text, entities = parse_html(source)
    else:
        text, entities = source, _own_entities(source, given.structure(parameters, entities_name, "entities"))
    text, entities = trimmed(*cleaned(text, entities))
    return text, with_automatic(text, entities)


def _own_entities(source: str, entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    for entity in entities:
        if not isinstance(entity, dict) or entity.get("type") not in _GIVEN_TYPES | _SERVER_FINDS:
            raise bad_request(_NO_SUCH_ENTITY)
    return checked([entity for entity in entities if entity["type"] in _GIVEN_TYPES], source)


def _keyboard(parameters: Parameters, *, inline_only: bool = False) -> Rows:
    markup = parameters.get("reply_markup")
    return [] if markup is None else inline_keyboard(markup, inline_only=inline_only)


def reply(chat: Chat, parameters: Parameters) -> int | None:
    """The number of the message that is answered, if it is still there."""
    reply = given.structure(parameters, "reply_parameters", "reply parameters") or {}
    message_id = given.integer(reply, "message_id") or given.integer(parameters, "reply_to_message_id")
    if not message_id:
        return None
    original = chat.by_id.get(message_id)
    if original is not None and not original.deleted:
        return message_id
    if given.flag(reply or parameters, "allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _found(chat: Chat, parameters: Parameters, missing: str) -> Message:
    message_id = given.integer(parameters, "message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.by_id.get(message_id)
    if message is None or message.deleted:
        raise bad_request(missing)
    return message


def _editable(world: World, parameters: Parameters) -> Message:
    if "inline_message_id" in parameters and "chat_id" not in parameters:
        raise bad_request("message identifier is not specified")
    chat = world.chat_to_write(given.chat_id(parameters))
    message = _found(chat, parameters, "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def file_of(world: World, parameters: Parameters, kind: FileKind) -> StoredFile:
    """The file that was uploaded, or one that the server has already."""
    value = parameters.get(kind.value)
    if isinstance(value, str) and value.startswith("attach://"):
        value = parameters.get(value.removeprefix("attach://"))
    if not value:
        raise bad_request(f"there is no {kind.value} in the request")
    if isinstance(value, Upload):
        return world.store(value, kind, _checked_upload(world, value, kind))
    return _file_again(world, str(value), kind)


def _file_again(world: World, value: str, kind: FileKind) -> StoredFile:
    if value.startswith(("http://", "https://")):
        # This machine's Telegram reaches nobody, so every address fails as an unreachable one does.
        raise bad_request("failed to get HTTP URL content")
    known = world.files.get(value)
    if known is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if known.kind is not kind:
        raise bad_request(f"can't use file of type {known.kind.value.title()} as {kind.value.title()}")
    return known


def _checked_upload(world: World, upload: Upload, kind: FileKind) -> tuple[int, int]:
    size = len(upload.content)
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > world.limits.file_bytes:
        raise bad_request("file is too big")
    if kind is not FileKind.PHOTO:
        return 0, 0
    if size > (most := world.limits.photo_bytes):
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {most} bytes")
    pixels = picture_size(upload.content)
    if pixels is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    # "The photo's width and height must not exceed 10000 in total. Width and height ratio must be at most 20."
    if sum(pixels) > 10000 or max(pixels) > 20 * min(pixels):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return pixels
