"""What a process knows of the letters in its hands, kept where its death leaves it: in pages of the machine's memory.

The store tells which letters had begun. Whether one had left since then, and what Telegram answered, is known to its
sender alone until that is recorded. Noted here first, it is known to whoever takes over: pages of a file in /dev/shm
stay when a process is killed (mmap(2), MAP_SHARED; shm_overview(7)). They go when the machine does. Then, and where
there is no such place, nobody knows, and a letter that had begun is in doubt.
"""

import mmap
import os
import re
import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

MEMORY = Path("/dev/shm")  # noqa: S108 - the name is nobody's to guess, and whose file it is is looked at
SLOTS = 1024  # many more letters than are on their way at once
_SLOT = struct.Struct("<qqq")  # letter, message, stage; each written by itself, the stage last
_NOBODYS, _LEFT, _ANSWERED = range(3)
_STAGE_AT, _MESSAGE_AT = 16, 8
_ODD = re.compile(r"[^A-Za-z0-9]+")

Known = Mapping[int, int | None]
"""Letters that had left, each with the number of the message that Telegram made of it; None without its answer."""


class Receipts:
    """Notes of one process. Where none can be kept, nothing is noted, and nothing will be known."""

    def __init__(self, owner: str) -> None:
        self._path = _path(owner)
        self._pages: mmap.mmap | None = _made(self._path)
        self._slots: dict[int, int] = {}  # by letter
        self._free = list(range(SLOTS))

    def left(self, letter_id: int) -> None:
        """To be called right before the request is made: what is not noted has surely not left."""
        if self._pages is None:
            return
        if not self._free:
            self.close()  # a letter without a note would count as one that has not left
            return
        slot = self._slots[letter_id] = self._free.pop()
        self._write(slot, 0, letter_id)
        self._write(slot, _STAGE_AT, _LEFT)

    def answered(self, letter_id: int, message_id: int) -> None:
        """Telegram took it as that message."""
        if letter_id in self._slots:
            self._write(self._slots[letter_id], _MESSAGE_AT, message_id)
            self._write(self._slots[letter_id], _STAGE_AT, _ANSWERED)

    def recorded(self, letter_id: int) -> None:
        """What became of it stands in the store."""
        if letter_id in self._slots:
            slot = self._slots.pop(letter_id)
            self._write(slot, _STAGE_AT, _NOBODYS)
            self._free.append(slot)

    def close(self) -> None:
        """Nothing will be known of this process any more."""
        self._slots.clear()
        if self._pages is not None:
            self._pages.close()
            self._pages = None
            self._path.unlink(missing_ok=True)

    def _write(self, slot: int, at: int, number: int) -> None:
        assert self._pages is not None
        struct.pack_into("<q", self._pages, slot * _SLOT.size + at, number)


def known_of(owner: str) -> Known | None:
    """What a dead process has left behind; None when nobody knows."""
    try:
        with open(_path(owner), "rb", opener=_opener) as file:
            found, content = os.fstat(file.fileno()), file.read()
    except OSError:
        return None
    if not S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or len(content) != SLOTS * _SLOT.size:
        return None
    noted = (each for each in _SLOT.iter_unpack(content) if each[2] != _NOBODYS)
    return {letter: message if stage == _ANSWERED else None for letter, message, stage in noted}


def forget(owner: str) -> None:
    """What a dead process has left behind stands in the store by now."""
    with suppress(OSError):
        _path(owner).unlink()


def _path(owner: str) -> Path:
    return MEMORY / f"narada-{_ODD.sub('-', owner)}"


def _made(path: Path) -> mmap.mmap | None:
    size = SLOTS * _SLOT.size
    try:
        with open(path, "xb+", opener=_opener) as file:
            os.posix_fallocate(file.fileno(), 0, size)  # else a full memory would end the process at the first note
            return mmap.mmap(file.fileno(), size)
    except (OSError, AttributeError):  # no such place, no room, or a system that has neither
        with suppress(OSError):
            path.unlink()  # a file with fewer notes than letters would tell what is not true
        return None


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
