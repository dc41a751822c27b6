"""Where a command tells what came of it: lines, complaints, and the exit status."""

import getpass
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

DONE, FAILED, WRONG = 0, 1, 2


class OutputLost(Exception):
    """What was to be said cannot be written: the disk behind a file is full, say. `str()` tells where, and why."""


def say(*lines: str) -> None:
    """Print lines. Whoever reads them may have gone (`| head`), and the work goes on. Raises OutputLost."""
    for line in lines:
        write(sys.stdout, f"{line}\n")


def complain(sentence: str) -> None:
    """Say what is wrong, on stderr."""
    write(sys.stderr, f"{sentence}\n")


def failed(sentence: str) -> int:
    """Say what went wrong; the exit status."""
    complain(sentence)
    return FAILED


def asked_secret(question: str) -> str:
    """What somebody typed unseen; "" when nobody is there to type. Raises KeyboardInterrupt."""
    if not sys.stdin.isatty():
        return ""
    try:
        return getpass.getpass(f"{question} ").strip()
    except EOFError:  # Ctrl-D wants out, like Ctrl-C
        raise KeyboardInterrupt from None


def write(stream: TextIO, text: str) -> None:
    """Write to a terminal of any encoding; "?" for what it cannot show, for instance the ✓ in ISO 8859-2.

    Raises OutputLost, but for stderr: there is no other place to tell it.
    """
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        if stream is not sys.stderr:
            raise OutputLost(f"{stream.name}: {error.strerror}") from error


def open_what_is_closed() -> None:
    """Let what was closed (`>&-`) lead nowhere: Python has None there, and the next file opened would be written to."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for as long as we live


def _silence(stream: TextIO) -> None:
    """Let all that follows lead nowhere, also what Python writes of its own accord when it ends."""
    with suppress(OSError), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
