"""What a person can set for themselves: language, reminders, a pause, and which partnership commands mean."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.people import Known, Language
from bot.views import lengths, moments
from bot.views.buttons import button, rows, to_menu
from bot.views.callback_data import Verb
from bot.views.marks import blocks, lines
from bot.views.message import Button, Message
from bot.views.texts import Texts, texts

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")  # of somebody who belongs to no partnership


def settings(known: Known, t: Texts, now: datetime) -> Message:
    """The settings as they are, and a button to change each."""
    person = known.person
    text = blocks(
        f"<b>{t.html('settings-title')}</b>",
        lines(
            t.html("settings-language", language=t.plain(f"language-{t.language}")),
            t.html("settings-reminders-on" if person.reminders else "settings-reminders-off"),
            _pause(known, t, now),
            _current(known, t),
        ),
        t.html("settings-cancellations"),
    )
    turn = ("off", "settings-turn-off") if person.reminders else ("on", "settings-turn-on")
    pausing = ("resume", "settings-resume") if person.paused(now) else ("pause", "settings-pause")
    return Message(
        text,
        rows(
            [_speaking(language, t) for language in Language],
            [
                button(t.plain(turn[1]), Verb.SETTING, "reminders", turn[0]),
                button(t.plain(pausing[1]), Verb.SETTING, pausing[0]),
            ],
            *_partnerships(known),
            [to_menu(t)],
        ),
    )


def zone_of(known: Known) -> ZoneInfo:
    """The zone a person reads times in: that of their current partnership, else of their first."""
    current = [member for member in known.members if member.partnership.id == known.person.current_partnership_id]
    members = (*current, *known.members)
    return members[0].partnership.zone if members else OFFICE_ZONE


def _speaking(language: Language, t: Texts) -> Button:
    """A language under its own name, so that who cannot read the others finds it."""
    own_name = texts(language).plain("language-own-name")
    return button(own_name, Verb.SETTING, "language", language, chosen=language is t.language)


def _pause(known: Known, t: Texts, now: datetime) -> str:
    until = known.person.paused_until
    if until is None or not known.person.paused(now):
        return ""
    return t.html("settings-paused", moment=moments.moment(until, zone_of(known), t.language))


def _current(known: Known, t: Texts) -> str:
    for member in known.members:
        if len(known.members) > 1 and member.partnership.id == known.person.current_partnership_id:
            return t.html("settings-partnership", name=lengths.cut(member.partnership.name, lengths.TOAST))
    return ""


def _partnerships(known: Known) -> list[list[Button]]:
    """One button a partnership, for those who are in several."""
    if len(known.members) < 2:
        return []
    chosen = known.person.current_partnership_id
    return [
        [
            button(
                lengths.cut(member.partnership.name, lengths.BUTTON),
                Verb.SETTING,
                "partnership",
                member.partnership.id,
                chosen=member.partnership.id == chosen,
            )
        ]
        for member in known.members[: lengths.MOST_BUTTONS - 8]
    ]
