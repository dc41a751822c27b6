"""Buttons that more than one view has, and how rows of buttons are laid out."""

from collections.abc import Iterable, Sequence

from bot.domain.dialogs import Dialog
from bot.views.callback_data import Action, Item, Verb, data
from bot.views.lengths import BUTTON, cut
from bot.views.message import Button, Rows
from bot.views.texts import Texts

CHOSEN = "✓ "


def button(label: str, verb: Verb, *parts: object, chosen: bool = False) -> Button:
    """A button that sends `verb` with its ids; a mark stands before what is chosen now."""
    return Button(CHOSEN * chosen + label, data=data(verb, *parts))


def named(name: str, verb: Verb, *parts: object) -> Button:
    """A button that bears a name somebody typed, cut to what a phone shows."""
    return button(cut(name, BUTTON), verb, *parts)


def of_dialog(t: Texts, key: str, dialog: Dialog, action: Action, *value: str) -> Button:
    """A button of an open dialog; the serial tells it from the buttons of an earlier one."""
    return button(t.plain(key), Verb.DIALOG, dialog.serial, action, *value)


def cancelling(t: Texts, dialog: Dialog) -> Button:
    return of_dialog(t, "button-cancel", dialog, Action.CANCEL)


def back(t: Texts, dialog: Dialog) -> Button:
    return of_dialog(t, "button-back", dialog, Action.BACK)


def to_menu(t: Texts) -> Button:
    return item(t, Item.MENU)


def item(t: Texts, of: Item) -> Button:
    """A button of the menu."""
    return button(t.plain(f"item-{of}"), Verb.MENU, of)


def card_of(t: Texts, meeting_id: int) -> Button:
    return button(t.plain("button-card"), Verb.MEETING, meeting_id)


def roll_of(t: Texts, meeting_id: int) -> Button:
    return button(t.plain("button-roll"), Verb.ROLL, meeting_id)


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """Rows of at most `width` buttons."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def rows(*of: Iterable[Button]) -> Rows:
    """Rows without the empty ones."""
    return tuple(row for row in map(tuple, of) if row)
