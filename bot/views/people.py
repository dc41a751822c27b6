"""Everything the chat says about people; each noun has a file of its own."""

from bot.views.directory import directory, entry, entry_changed, leave_sure, left, removed, sector_choice
from bot.views.invitations import invitation, invitation_email, pasted_done, pasted_dry_run, withdrawn
from bot.views.menus import help, menu, stranger, welcome, which_partnership  # noqa: A004  # the word people type
from bot.views.privacy import full_notice, privacy_notice

__all__ = [
    "directory",
    "entry",
    "entry_changed",
    "full_notice",
    "help",
    "invitation",
    "invitation_email",
    "leave_sure",
    "left",
    "menu",
    "pasted_done",
    "pasted_dry_run",
    "privacy_notice",
    "removed",
    "sector_choice",
    "stranger",
    "welcome",
    "which_partnership",
    "withdrawn",
]
