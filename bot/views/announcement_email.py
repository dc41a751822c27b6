"""An announcement for those outside Telegram: who they are, and a ready letter to copy into an e-mail."""

from collections.abc import Sequence

from bot.domain import markup
from bot.domain.announcements import Attachment, AttachmentKind
from bot.domain.people import Partnership
from bot.views import lengths
from bot.views.announcements import LISTED_NAME
from bot.views.buttons import rows, to_menu
from bot.views.marks import block, blocks, lines, plain
from bot.views.message import Message
from bot.views.texts import Texts

FILE_NAME = 100


def email(
    text: str,
    attachments: Sequence[Attachment],
    partnership: Partnership,
    outside: Sequence[str],
    t: Texts,
    *,
    asks_receipt: bool = False,
) -> tuple[Message, ...]:
    """Who is outside Telegram, and the ready letter to copy; in parts when one message cannot hold it."""
    if not outside:
        return (Message(t.html("announcement-email-nobody"), rows([to_menu(t)])),)
    intro = t.html("announcement-email-intro")
    names = [f"• {plain(lengths.cut(name, LISTED_NAME))}" for name in outside]
    room = lengths.TEXT - lengths.shown(intro) - 1
    listed = lengths.fitted(names, room, lambda n: t.html("and-more", n=n))
    letter = email_text(text, attachments, partnership, t, asks_receipt=asks_receipt)
    return (Message(lines(intro, *listed)), *(Message(block(part)) for part in _parts(letter)))


def email_text(
    text: str, attachments: Sequence[Attachment], partnership: Partnership, t: Texts, *, asks_receipt: bool
) -> str:
    """The letter as plain text; a link keeps its address."""
    name = lengths.cut(partnership.name, lengths.TOAST)
    contact = partnership.contact_email
    return blocks(
        t.plain("announcement-email-subject", partnership=name),
        t.plain("announcement-email-greeting"),
        markup.plain(text).strip(),
        _to_be_attached(attachments, t),
        t.plain("announcement-email-receipt") if asks_receipt else "",
        t.plain("announcement-email-contact", email=contact) if contact else "",
        lines(t.plain("announcement-email-regards"), name),
    )


def _to_be_attached(attachments: Sequence[Attachment], t: Texts) -> str:
    """Documents by their names; photos have none and are counted."""
    if not attachments:
        return ""
    photos = sum(file.kind is AttachmentKind.PHOTO for file in attachments)
    documents = [file for file in attachments if file.kind is AttachmentKind.DOCUMENT]
    named = [lengths.cut(file.name, FILE_NAME) or t.plain("announcement-email-a-file") for file in documents]
    counted = [t.plain("announcement-email-photos", n=photos)] if photos else []
    return t.plain("announcement-email-file", n=len(attachments), name="; ".join([*named, *counted]))


def _parts(letter: str) -> list[str]:
    """The letter in pieces that fit a message each."""
    coded = letter.encode("utf-16-le", "surrogatepass")
    parts, start = list[str](), 0
    while start < len(coded):
        end = min(start + lengths.TEXT * 2, len(coded))
        if end < len(coded) and 0xD8 <= coded[end - 1] <= 0xDB:
            end -= 2  # the halves of one character stay together
        parts.append(coded[start:end].decode("utf-16-le", "replace"))
        start = end
    return [part for part in parts if part.strip()]
