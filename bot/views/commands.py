"""The commands: their names in each language, which work for everybody, and the menus that Telegram shows."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.people import Language
from bot.views.texts import texts


class Command(StrEnum):
    START = "start"
    MEETINGS = "meetings"
    CALENDAR = "calendar"
    REPORT = "report"
    NEW = "new"
    REQUEST = "request"
    REPORTS = "reports"
    ANNOUNCE = "announce"
    INVITE = "invite"
    PARTNERS = "partners"
    SETTINGS = "settings"
    MY_DATA = "my_data"
    HELP = "help"
    CANCEL = "cancel"


NAMES: Mapping[Command, Mapping[Language, str]] = {
    command: dict(zip((Language.POLISH, Language.ENGLISH, Language.GERMAN), names, strict=True))
    for command, names in {
        Command.START: ("start", "start", "start"),
        Command.MEETINGS: ("spotkania", "meetings", "treffen"),
        Command.CALENDAR: ("kalendarz", "calendar", "kalender"),
        Command.REPORT: ("raport", "report", "bericht"),
        Command.NEW: ("nowe", "new", "neu"),
        Command.REQUEST: ("prosba", "request", "anfrage"),
        Command.REPORTS: ("raporty", "reports", "berichte"),
        Command.ANNOUNCE: ("ogloszenie", "announce", "mitteilung"),
        Command.INVITE: ("zapros", "invite", "einladen"),
        Command.PARTNERS: ("partnerzy", "partners", "partner"),
        Command.SETTINGS: ("ustawienia", "settings", "einstellungen"),
        Command.MY_DATA: ("moje_dane", "mydata", "meinedaten"),
        Command.HELP: ("pomoc", "help", "hilfe"),
        Command.CANCEL: ("anuluj", "cancel", "abbrechen"),
    }.items()
}

ALIASES: Mapping[str, Command] = {name: command for command, names in NAMES.items() for name in names.values()}
"""Every name in every language, without the slash."""

FOR_COORDINATORS = {Command.NEW, Command.ANNOUNCE, Command.INVITE, Command.REQUEST, Command.REPORTS}
FOR_MEMBERS = {Command.MEETINGS, Command.CALENDAR, Command.PARTNERS, Command.REPORT}


def menu(language: Language, *, coordinator: bool, member: bool) -> tuple[tuple[str, str], ...]:
    """Names and descriptions for Telegram's command menu (setMyCommands): what this role may use, most used first."""
    return tuple(
        (names[language], texts(language).plain(f"command-{command}"))
        for command, names in NAMES.items()
        if _offered(command, coordinator=coordinator, member=member)
    )


def _offered(command: Command, *, coordinator: bool, member: bool) -> bool:
    if command in FOR_COORDINATORS:
        return coordinator
    return coordinator or member or command not in FOR_MEMBERS


def slash(command: Command, language: Language) -> str:
    """The command as it is typed in that language: "/spotkania"."""
    return f"/{NAMES[command][language]}"
