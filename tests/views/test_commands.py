"""Commands: named in each language, understood in all, shown by role."""

import re

import pytest

from bot.domain.people import Language
from bot.views.commands import ALIASES, NAMES, Command, menu

spoken = pytest.mark.parametrize("language", Language)

PUBLIC = {
    # interface.md
    Command.START: ("start", "start", "start"),
    Command.HELP: ("pomoc", "help", "hilfe"),
    Command.CANCEL: ("anuluj", "cancel", "abbrechen"),
    Command.MEETINGS: ("spotkania", "meetings", "treffen"),
    Command.CALENDAR: ("kalendarz", "calendar", "kalender"),
    Command.SETTINGS: ("ustawienia", "settings", "einstellungen"),
    Command.MY_DATA: ("moje_dane", "mydata", "meinedaten"),
    Command.NEW: ("nowe", "new", "neu"),
    Command.REPORT: ("raport", "report", "bericht"),
    Command.REQUEST: ("prosba", "request", "anfrage"),
    Command.REPORTS: ("raporty", "reports", "berichte"),
    Command.PARTNERS: ("partnerzy", "partners", "partner"),
    Command.ANNOUNCE: ("ogloszenie", "announce", "mitteilung"),
    Command.INVITE: ("zapros", "invite", "einladen"),
}


@pytest.mark.parametrize("command", Command)
def test_the_names_of_the_public_interface_stay_as_they_are(command: Command) -> None:
    assert tuple(NAMES[command][language] for language in Language) == PUBLIC[command]


def test_a_name_in_any_language_means_the_same_for_everybody() -> None:
    assert all(ALIASES[name] is command for command, names in PUBLIC.items() for name in names)
    assert len(ALIASES) == len({name for names in PUBLIC.values() for name in names})


@spoken
def test_a_menu_keeps_the_limits_of_the_bot_api(language: Language) -> None:
    for name, description in menu(language, coordinator=True, member=True):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(description) <= 256


@spoken
def test_each_role_sees_its_own_commands(language: Language) -> None:
    def offered(**role: bool) -> set[Command]:
        return {ALIASES[name] for name, _ in menu(language, **role)}

    anybody = {Command.START, Command.SETTINGS, Command.MY_DATA, Command.HELP, Command.CANCEL}
    partner = anybody | {Command.MEETINGS, Command.CALENDAR, Command.REPORT, Command.PARTNERS}

    assert offered(coordinator=False, member=False) == anybody
    assert offered(coordinator=False, member=True) == partner
    assert offered(coordinator=True, member=True) == partner | {
        Command.NEW,
        Command.INVITE,
        Command.ANNOUNCE,
        Command.REQUEST,
        Command.REPORTS,
    }
