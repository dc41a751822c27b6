"""Invitations: the link with its picture, the ready e-mail, and a pasted list of partners."""

from collections.abc import Sequence

from bot.domain.dialogs import Dialog
from bot.domain.people import Issued, PastedLine
from bot.views import lengths, moments
from bot.views.buttons import back, button, cancelling, item, of_dialog, rows
from bot.views.callback_data import Action, Item, Verb
from bot.views.marks import block, blocks, bold, code, lines, plain
from bot.views.message import Button, File, FileKind, Message
from bot.views.texts import Texts

CAPTION_NAME = 160
EMAIL_NAME = 200


def invitation(issued: Issued, link: str, qr: bytes, t: Texts) -> Message:
    """The link as text, as a picture to scan and as a button that copies it; for whom, as what, until when."""
    text = blocks(
        lines(f"<b>{t.html('invitation-title')}</b>", plain(_whom(issued, t))),
        lines(t.html("invitation-role", role=t.plain(f"role-{issued.invitation.role}")), *_terms(issued, t)),
        code(link),
    )
    file = File("narada-qr.png", qr, "image/png", FileKind.PHOTO) if qr else None
    withdraw = button(t.plain("button-withdraw"), Verb.INVITATION, issued.invitation.id, "withdraw")
    return Message(text, rows(_copying(link, t), [withdraw], [item(t, Item.PARTNERS)]), file)


def withdrawn(t: Texts) -> Message:
    """That an invitation no longer lets anybody in."""
    return Message(t.html("invitation-withdrawn"), rows([item(t, Item.PARTNERS)]))


def invitation_email(issued: Issued, link: str, contact: str, t: Texts) -> str:
    """A whole e-mail to copy and send: plain text, its subject in the first line."""
    partnership = lengths.cut(issued.partnership.name, EMAIL_NAME)
    offered = t.plain(
        f"email-{issued.invitation.role}", partnership=partnership, organisation=lengths.cut(_name(issued), EMAIL_NAME)
    )
    paragraphs = (
        t.plain("email-subject", partnership=partnership),
        t.plain("email-greeting"),
        offered,
        t.plain("email-what"),
        f"{t.plain('email-how')}\n{link}",
        t.plain("email-terms", uses=issued.invitation.uses_left, moment=_until(issued, t)),
        t.plain("email-contact", contact=contact) if contact else "",
        f"{t.plain('email-regards')}\n{partnership}",
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def pasted_dry_run(pasted: Sequence[PastedLine], dialog: Dialog, t: Texts) -> Message:
    """What a pasted list would do, line by line, before anything is done."""
    ready = sum(line.ready for line in pasted)
    summary = t.html("pasted-ready", n=ready) if ready else t.html("pasted-none")
    wrong = len(pasted) - ready
    head = blocks(f"<b>{t.html('pasted-title')}</b>", lines(summary, t.html("pasted-wrong", n=wrong) if wrong else ""))
    # Lines that need a hand first: of a long list the end is cut.
    in_order = sorted(pasted, key=lambda line: (line.ready, line.line))
    said = [_pasted(line, t) for line in in_order]
    body = lengths.fitted(said, lengths.TEXT - lengths.shown(head) - 2, lambda n: t.html("and-more", n=n))
    sure = [of_dialog(t, "button-send-invitations", dialog, Action.CONFIRM)] if ready else []
    return Message(blocks(head, lines(*body)), rows(sure, [back(t, dialog), cancelling(t, dialog)]))


def pasted_done(issued: Sequence[tuple[Issued, str]], t: Texts) -> tuple[Message, ...]:
    """A short summary, then one message for each partner: an e-mail that a tap copies."""
    summary = Message(t.html("pasted-done", n=len(issued)), rows([item(t, Item.PARTNERS)]))
    return (summary, *(_email(one, link, t) for one, link in issued))


def _email(issued: Issued, link: str, t: Texts) -> Message:
    text = invitation_email(issued, link, issued.partnership.contact_email, t)
    title = bold(_name(issued))
    return Message(lines(title, block(text)), rows(_copying(link, t)))


def _pasted(line: PastedLine, t: Texts) -> str:
    name = plain(lengths.cut(line.name, CAPTION_NAME)) or "–"
    return f"{_MARKS[_state(line)]} {line.line}. {name}: {_said(line, t)}"


def _said(line: PastedLine, t: Texts) -> str:
    state = t.html(f"pasted-{_state(line)}")
    return f"{t.html(f'sector-{line.sector}')}, {state}" if line.ready and line.sector else state


_MARKS = {"new": "✅", "known": "✅", "twice": "⚠️", "no-name": "⚠️", "no-sector": "⚠️"}


def _state(line: PastedLine) -> str:
    if not line.name:
        return "no-name"
    if line.twice:
        return "twice"
    if line.sector is None:
        return "no-sector"
    return "known" if line.known else "new"


def _whom(issued: Issued, t: Texts) -> str:
    partnership = lengths.cut(issued.partnership.name, CAPTION_NAME)
    return (
        f"{lengths.cut(issued.organisation.name, CAPTION_NAME)} · {partnership}" if issued.organisation else partnership
    )


def _name(issued: Issued) -> str:
    return issued.organisation.name if issued.organisation else issued.partnership.name


def _terms(issued: Issued, t: Texts) -> tuple[str, str]:
    uses = issued.invitation.uses_left
    return (t.html("invitation-until", moment=_until(issued, t)), t.html("invitation-uses", n=uses))


def _until(issued: Issued, t: Texts) -> str:
    return moments.moment(issued.invitation.expires_at, issued.partnership.zone, t.language)


def _copying(link: str, t: Texts) -> list[Button]:
    """The copy button, unless the link is longer than Telegram copies."""
    return [Button(t.plain("button-copy-link"), copy=link)] if len(link) <= lengths.COPIED else []
