"""Files that bots and people send: https://core.telegram.org/bots/api#file and #sending-files."""

import mimetypes
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FileKind(StrEnum):
    """What a message with a file is called in the Bot API."""

    DOCUMENT = "document"
    PHOTO = "photo"
    STICKER = "sticker"


_FOLDERS = {FileKind.DOCUMENT: "documents", FileKind.PHOTO: "photos", FileKind.STICKER: "stickers"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file on the server; `bytes` is exactly what was uploaded."""

    id: str
    unique_id: str
    number: int
    name: str
    bytes: bytes
    mime: str
    kind: FileKind
    size_px: tuple[int, int] = (0, 0)

    @property
    def path(self) -> str:
        """`file_path` of getFile, below /file/bot<token>/."""
        suffix = "." + self.name.rpartition(".")[2] if "." in self.name else ""
        return f"{_FOLDERS[self.kind]}/file_{self.number}{suffix if suffix.isascii() else ''}"

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        size = len(self.bytes)
        return {"id": self.id, "name": self.name, "size": size, "kind": self.kind, "mime": self.mime}

    def wire(self) -> dict[str, Any]:
        """The part of a Message that describes this file."""
        base = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.bytes)}
        width, height = self.size_px
        if self.kind is FileKind.PHOTO:
            return {"photo": [{**base, "width": width, "height": height}]}
        if self.kind is FileKind.STICKER:
            shape = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": {**base, **shape}}
        return {"document": {**base, "file_name": self.name, "mime_type": self.mime}}


def mime_of(name: str) -> str:
    """The media type that a file name suggests; text/calendar for .ics everywhere."""
    if name.lower().endswith(".ics"):
        return "text/calendar"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, BMP, WebP or JPEG; None when it is no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content.startswith(b"BM") and len(content) >= 26:
        return struct.unpack("<II", content[18:26])
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return (512, 512)
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
