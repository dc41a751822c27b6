"""What the bot says, before anything knows about Telegram's wire format."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button. Exactly one of `data`, `url` and `copy` is set.

    `data` is 1–64 bytes (Bot API InlineKeyboardButton.callback_data), `copy` is 1–256 characters (CopyTextButton).
    """

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


class FileKind(StrEnum):
    DOCUMENT = "document"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a message; the message's text becomes its caption (at most 1024 UTF-16 units)."""

    name: str
    content: bytes
    media_type: str
    kind: FileKind = FileKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that Telegram has already: sent again by its id, whatever its size (Bot API "Sending files")."""

    file_id: str
    kind: FileKind = FileKind.DOCUMENT


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One Telegram message: HTML text (Bot API "HTML style"), rows of inline buttons, perhaps a file.

    With an `album` of 2-10 files (Bot API sendMediaGroup) it is as many messages, the text under the first; no buttons.
    """

    text: str
    buttons: Rows = ()
    file: File | KeptFile | None = None
    album: tuple[KeptFile, ...] = ()

    def digest(self) -> str:
        """A short fingerprint of everything a reader would see; equal digests mean an edit would change nothing."""
        parts = [self.text, *(f"{button}" for row in self.buttons for button in (*row, "/"))]
        if isinstance(self.file, File):
            parts += [self.file.name, hashlib.sha256(self.file.content).hexdigest()]
        elif self.file is not None:
            parts += [self.file.file_id]
        parts += [file.file_id for file in self.album]
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
