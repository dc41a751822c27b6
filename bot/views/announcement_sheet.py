"""Who got an announcement and who has read it, as a spreadsheet: a row a person, the count of organisations above."""

from bot.domain import markup
from bot.domain.announcements import Account, Copy
from bot.views import announcements
from bot.views.message import File, Message
from bot.views.sheets import MEDIA_TYPE, Book, Cell
from bot.views.texts import Texts


def sheet(account: Account, t: Texts) -> Message:
    """The spreadsheet with its caption."""
    of = account.announcement
    book = Book(account.partnership.zone)
    table = book.sheet(t.plain("account-title"))
    table.head(account.partnership, t.plain("receipts-title"), t)
    # Not in the first column, which is that of the numbers and has no room for names.
    table.line(None, t.plain("receipts-sent-at"), of.started_at, wide=True)
    table.line(None, t.plain("receipts-text"), markup.plain(of.text), wide=True)
    if of.asks_receipt:
        asked = len(set(account.asked) | set(account.confirmed))
        table.line(None, t.plain("receipts-total"), len(account.confirmed), asked, wide=True)
    table.gap()
    table.columns(
        [t.plain(f"receipts-{name}") for name in ("number", "organisation", "sector", "person", "state")]
        + ([t.plain("receipts-delivered"), t.plain("receipts-read")])
    )
    for number, row in enumerate(_rows(account, t), start=1):
        table.line(number, *row)
    name = t.plain("receipts-file", id=str(of.id))
    return Message(t.html("receipts-caption"), file=File(name, book.content(), MEDIA_TYPE))


def _rows(account: Account, t: Texts) -> list[tuple[Cell, ...]]:
    """Every person for every organisation they got it for; then the organisations outside Telegram."""
    of = {one.id: one for one in account.organisations}
    delivered = [
        (of[one].name, t.plain(f"sector-{of[one].sector}"), *_person(copy, t))
        for copy in account.copies
        for one in copy.organisation_ids
        if one in of
    ]
    outside: list[tuple[Cell, ...]] = [
        (name, None, None, t.plain("receipts-outside"), None, None) for name in account.outside
    ]
    return [*sorted(delivered, key=lambda row: (str(row[0]), str(row[2]))), *outside]


def _person(copy: Copy, t: Texts) -> tuple[Cell, ...]:
    reason = announcements.why(copy, t)
    state = t.plain(f"state-{copy.status}")
    return (
        copy.person_name or t.plain("account-erased"),
        f"{state} ({reason})" if reason else state,
        copy.sent_at,
        copy.read_at,
    )
