"""Announcements in the chat: a copy as its reader sees it, the account of all copies, the list of them."""

from collections.abc import Sequence
from enum import StrEnum

from bot.domain import markup
from bot.domain.announcements import Account, Announcement, Attachment, Copy, CopyStatus, Stage
from bot.domain.audiences import Audience, AudienceKind
from bot.domain.people import Organisation, Partnership
from bot.domain.reminders import Unsent
from bot.views import lengths, moments
from bot.views.buttons import button, item, rows, to_menu
from bot.views.callback_data import Item, Verb
from bot.views.marks import blocks, bold, lines, plain, quoted
from bot.views.message import Button, FileKind, KeptFile, Message, Rows
from bot.views.texts import Texts

BEGINNING = 200  # of the text, to tell one announcement from another
NAMED = 10
LISTED_NAME = 60
NAME_LIMITS = (140, LISTED_NAME, 30)  # of a person with the reason, as long as all of them fit
REASON = 80
TITLE = 60

Files = tuple[Attachment, ...]


class Act(StrEnum):
    """What can be done to an announcement with a button."""

    STOP = "stop"
    GO_ON = "go_on"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    WITHDRAW_SURE = "withdraw_sure"
    LIST = "list"
    EMAIL = "email"


# --- what readers see


def copy(announcement: Announcement, partnership: Partnership, t: Texts, *, read: bool = False) -> tuple[Message, ...]:
    """The announcement for one reader, the message with its text last; only the words of its button are ours."""
    files = announcement.attachments
    if announcement.withdrawn_at is not None:
        gone = t.html("withdrawn-copy", partnership=lengths.cut(partnership.name, lengths.TOAST))
        return (_with_files(gone, () if announcement.text_apart else files),)
    receipt = read_button(announcement.id, t, read=read) if announcement.asks_receipt else None
    return as_sent(announcement.text, files, t, receipt)


def as_sent(text: str, files: Files, t: Texts, receipt: Button | None = None) -> tuple[Message, ...]:
    """Exactly what was written, with its files; an album can carry no button, so the text comes below it then."""
    if len(files) > 1 and receipt is not None:
        return _with_files("", files), Message(text or t.html("reading-asked"), rows([receipt]))
    return (_with_files(text, files, rows([receipt]) if receipt is not None else ()),)


def _with_files(text: str, files: Files, buttons: Rows = ()) -> Message:
    kept = tuple(KeptFile(file.file_id, FileKind(file.kind.value)) for file in files)
    if len(kept) > 1:
        return Message(text, album=kept)
    return Message(text, buttons, kept[0] if kept else None)


def read_button(announcement_id: int, t: Texts, *, read: bool = False) -> Button:
    """*Zapoznałem się*; a mark stands before it once it was pressed."""
    return button(f"{'✅ ' * read}{t.plain('button-read')}", Verb.READ, announcement_id)


def asks_to_read(announcement: Announcement, t: Texts) -> Message:
    """One more try, in answer to the copy itself."""
    return Message(f"🔔 {t.html('reading-asked')}", rows([read_button(announcement.id, t)]))


def confirmed(organisations: Sequence[Organisation], t: Texts, *, again: bool) -> str:
    """What pops up once the confirmation is stored; plain text of at most 200 units."""
    names = lengths.cut("; ".join(one.name for one in organisations), 100)
    return t.plain("read-already" if again else "read-thanks", organisation=names)


def known(t: Texts) -> Message:
    """In place of a question that was answered."""
    return Message(f"✅ {t.html('reading-known')}")


# --- what coordinators see


def listing(announcements: Sequence[Announcement], t: Texts) -> Message:
    """The newest, a button each, and the way to a new one."""
    title = bold(t.plain("announcements-title"))
    said = title if announcements else blocks(title, t.html("announcements-empty"))
    shown = [[button(_beginning(one, t, lengths.BUTTON), Verb.ANNOUNCEMENT, one.id)] for one in announcements]
    return Message(said, rows([item(t, Item.ANNOUNCE)], *shown, [to_menu(t)]))


def account(account: Account, t: Texts) -> Message:
    """How far it has come, and every copy that did not arrive, by name."""
    of = account.announcement
    head = blocks(
        lines(f"📢 {bold(t.plain('account-title'))}", f"<b>{plain(_stage(account, t))}</b>", _before(account, t)),
        quoted(plain(_beginning(of, t, BEGINNING))),
        lines(*_settings(account, t)),
    )
    room = lengths.TEXT - lengths.shown(head) - 2
    every = [_fates(account, t, limit) for limit in NAME_LIMITS]
    fates = next((said for said in every if lengths.shown("\n".join(said)) <= room), every[-1])
    return Message(
        blocks(head, lines(*lengths.fitted(fates, room, lambda n: t.html("and-more", n=n)))), _ways(account, t)
    )


def withdraw_sure(account: Account, t: Texts) -> Message:
    """The last question before it is taken back."""
    of = account.announcement
    sure = button(t.plain("button-take-back-sure"), Verb.ANNOUNCEMENT, of.id, Act.WITHDRAW_SURE)
    back = button(t.plain("button-back"), Verb.ANNOUNCEMENT, of.id)
    text = blocks(f"<b>{t.html('withdraw-question')}</b>", quoted(plain(_beginning(of, t, BEGINNING))))
    return Message(text, rows([sure], [back]))


def audience(of: Audience, title: str, t: Texts) -> str:
    """For whom, in plain words."""
    short = lengths.cut(title, TITLE)
    match of.kind:
        case AudienceKind.SECTOR:
            return t.plain("audience-sector", sector=t.plain(f"sector-{of.sector}"))
        case AudienceKind.ORGANISATIONS:
            return t.plain("audience-organisations", n=len(of.organisation_ids))
        case AudienceKind.ANSWERED:
            return t.plain("audience-answered", answer=t.plain(f"answer-{of.answer}"), title=short)
        case AudienceKind.SILENT:
            return t.plain("audience-silent", title=short)
        case _:
            return t.plain("audience-all")


def named(key: str, names: Sequence[str], t: Texts, *, limit: int = LISTED_NAME) -> str:
    """A count with the names behind it, at most ten of them."""
    shown = "; ".join(plain(lengths.cut(name, limit)) for name in names[:NAMED])
    rest = len(names) - NAMED
    return f"{t.html(key, n=len(names))} – {shown}" + (f" {t.html('and-more', n=rest)}" if rest > 0 else "")


def _beginning(of: Announcement, t: Texts, limit: int) -> str:
    """One line of what it says, or the name of its file."""
    said = " ".join(markup.read(of.text).split()) or "; ".join(file.name for file in of.attachments if file.name)
    return lengths.cut(said or t.plain("announcement-file"), limit)


def _stage(account: Account, t: Texts) -> str:
    of = account.announcement
    if of.dropped:
        return t.plain("stage-dropped")
    if account.stage is Stage.SCHEDULED:
        return t.plain("stage-scheduled", moment=moments.moment(of.due_at, account.partnership.zone, t.language))
    if account.stage is Stage.WITHDRAWN:
        return t.plain("stage-withdrawn")
    stage = "held" if account.stage is Stage.SENDING and account.held else account.stage.value
    return t.plain(f"stage-{stage}", sent=len(account.sent), total=len(account.copies))


def _before(account: Account, t: Texts) -> str:
    before = account.announcement.before
    if before is None:
        return ""
    lead = moments.lead(before.lead, t.language)
    return t.html("account-before", lead=lead, title=lengths.cut(account.meeting_title, TITLE))


def _settings(account: Account, t: Texts) -> list[str]:
    of, said = account.announcement, list[str]()
    said.append(t.html("announcing-audience", audience=audience(of.audience, account.audience_title, t)))
    if of.newcomers_until is not None and account.stage is not Stage.WITHDRAWN:
        said.append(t.html("account-newcomers", day=moments.day(of.newcomers_until, t.language)))
    if of.revision and account.sent:
        key = "account-taken-back" if of.withdrawn_at else "account-corrected"
        done = len(account.sent) - len(account.behind)
        said.append(t.html(key, done=done, total=len(account.sent)))
    if of.asks_receipt and account.sent:
        said += _readers(account, t)
    return said


def _readers(account: Account, t: Texts) -> list[str]:
    """Organisations, not people: one voice is enough."""
    read = set(account.confirmed)
    silent = [one.name for one in account.organisations if one.id in account.asked and one.id not in read]
    counted = t.html("account-read", read=len(read), asked=len(set(account.asked) | read))
    if not silent:
        return [counted]
    shown = "; ".join(plain(lengths.cut(name, LISTED_NAME)) for name in silent[:NAMED])
    rest = len(silent) - NAMED
    return [counted, f"{t.html('account-unread')} {shown}" + (f" {t.html('and-more', n=rest)}" if rest > 0 else "")]


def _fates(account: Account, t: Texts, limit: int) -> list[str]:
    """A line for each kind of end that is not the good one."""
    statuses = (CopyStatus.QUEUED, CopyStatus.STOPPED, CopyStatus.BLOCKED, CopyStatus.SKIPPED, CopyStatus.FAILED)
    groups = [(f"account-{status}", account.with_status(status)) for status in statuses]
    groups.append(("account-doubtful", account.doubtful))
    groups[0] = ("account-queued", groups[0][1][account.held :])
    said = [t.html("account-held", n=account.held)] if account.held else []
    said += [
        t.html(key, n=len(of))
        if key == "account-queued"
        else named(key, [_who(each, account, t) for each in of], t, limit=limit)
        for key, of in groups
        if of
    ]
    return [*said, named("account-outside", account.outside, t, limit=limit)] if account.outside else said


def _who(copy: Copy, account: Account, t: Texts) -> str:
    """A person with why not, or their organisation once the person was erased."""
    names = {one.id: one.name for one in account.organisations}
    of = next((names[one] for one in copy.organisation_ids if one in names), "")
    who = copy.person_name or f"{t.plain('account-erased')} ({of})"
    reason = why(copy, t)
    return f"{lengths.cut(who, 40)} – {reason}" if reason else who


def why(copy: Copy, t: Texts) -> str:
    """The reason in words; Telegram's own word where Telegram refused."""
    if copy.status is CopyStatus.FAILED:
        return lengths.cut(copy.reason, REASON)
    if copy.status is not CopyStatus.SKIPPED:
        return ""
    key = f"reason-{copy.reason}"
    known = {"no_longer_speaks", "withdrawn", Unsent.DROPPED, Unsent.DROPPED_LATE}
    return t.plain(key if copy.reason in known else "reason-other")


def _ways(account: Account, t: Texts) -> Rows:
    of = account.announcement
    stage, every = account.stage, list[list[Button]]()
    if stage is Stage.SENDING:
        every.append([_way(of, Act.STOP, "button-stop", t)])
    if stage is Stage.SCHEDULED:
        every.append([_way(of, Act.STOP, "button-do-not-send", t)])
    if stage is Stage.STOPPED or (stage is Stage.SENT and account.unreached):
        every.append([_way(of, Act.GO_ON, "button-go-on", t)])
    if stage is not Stage.WITHDRAWN:
        every.append([_way(of, Act.CORRECT, "button-edit", t), _way(of, Act.WITHDRAW, "button-take-back", t)])
    if account.copies:
        every.append([_way(of, Act.LIST, "button-list", t)])
    if account.outside and stage is not Stage.WITHDRAWN:
        every.append([_way(of, Act.EMAIL, "button-email", t)])
    return rows(*every, [item(t, Item.ANNOUNCEMENTS), to_menu(t)])


def _way(of: Announcement, act: Act, key: str, t: Texts) -> Button:
    return button(t.plain(key), Verb.ANNOUNCEMENT, of.id, act)
