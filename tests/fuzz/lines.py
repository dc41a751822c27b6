"""One-line commands in three languages, with arguments as they are meant and bent."""

from hypothesis import strategies as st

from bot.domain.people import Language
from bot.views.commands import NAMES, Command
from tests.fuzz import odd
from tests.fuzz.phrases import DAYS_SAID, HOURS_SAID, PHRASES

TITLES = (
    "Zebranie",
    "Spotkanie robocze",
    "Meeting",
    "Sitzung",
    "t" * 200,
    "t" * 201,
    "Rada; Powiatu",
    "🏛" * 101,
    "<i>x</i>",
)
PLACES = ("Sala 3", "Starostwo Powiatowe w Wejherowie, sala 12", "p" * 201, "online: https://example.org", "", " ")
SECTORS = (
    "publiczny",
    "pozarządowy",
    "prywatny",
    "public",
    "ngo",
    "business",
    "öffentlich",
    "gemeinnützig",
    "privat",
    "x",
    "",
)
PARTNERS = (
    "Gmina Luzino",
    "Caritas Archidiecezji Gdańskiej",
    "Gmina Choczewo",
    "n" * 161,
    "OK Ośrodek Kursów",
    "Gmina luzino ",
)
QUESTIONS = (
    "Ile osób?",
    "Liczba szkoleń [szkolenia]",
    "Uwagi (tekst)",
    "Plik?",
    "Tak czy nie?",
    "1) a; b; c",
    "x" * 500,
    "",
)
ANNOUNCED = ("Szanowni Państwo, dyżur jest w piątek.", "a", "x" * 4_000, "<b>pilne</b>", "l1\n\nl2")
EVERYWHERE = ("", "1", "all", "Gmina Luzino", "strona 2", "-", "pl", "2027", "A" * 64, "?")

LANGUAGES = ("pl", "en", "de")


@st.composite
def arguments(draw: st.DrawFn, command: Command) -> str:
    """What belongs after this command."""
    language = draw(st.sampled_from(LANGUAGES))
    day, hour = draw(st.sampled_from(DAYS_SAID[language])), draw(st.sampled_from(HOURS_SAID[language]))
    when = draw(
        st.sampled_from((f"{day} {hour}", f"{day} {hour}", day, hour, draw(st.sampled_from(PHRASES[language]))))
    )
    match command:
        case Command.NEW:
            parts = [
                draw(st.sampled_from(TITLES)),
                when,
                draw(st.sampled_from(PLACES)),
                draw(st.sampled_from(("", "opis", "o" * 1_501))),
            ]
        case Command.REQUEST:
            parts = [draw(st.sampled_from(TITLES)), when, *draw(st.lists(st.sampled_from(QUESTIONS), max_size=4))]
        case Command.INVITE:
            lines = draw(st.integers(1, 3) | st.just(1))
            return "\n".join(
                f"{draw(st.sampled_from(PARTNERS))}; {draw(st.sampled_from(SECTORS))}" for _ in range(lines)
            )
        case Command.ANNOUNCE:
            return draw(st.sampled_from(ANNOUNCED))
        case _:
            return draw(st.sampled_from(EVERYWHERE if command is not Command.PARTNERS else (*PARTNERS, *EVERYWHERE)))
    return "; ".join(parts[: draw(st.integers(1, len(parts)) | st.just(len(parts)))])


@st.composite
def command_lines(draw: st.DrawFn) -> str:
    """A command with its arguments, in one line or several; a few letters of it changed now and then."""
    command = draw(st.sampled_from((*Command, *(Command.NEW,) * 6, *(Command.INVITE,) * 4, *(Command.REQUEST,) * 4)))
    name = NAMES[command][Language(draw(st.sampled_from(LANGUAGES)))]
    to = draw(st.sampled_from(("",) * 12 + ("@narada_bot", "@NARADA_BOT", "@other_bot", "@")))
    given = draw(arguments(command) | arguments(command) | odd.texts)
    if draw(st.integers(0, 3)) == 0:
        given = draw(odd.bent_text(given))
    between = draw(st.sampled_from((" ",) * 10 + ("\n", "  ", "\t", "\u00a0", "")))
    return f"/{name}{to}{between}{given}"
