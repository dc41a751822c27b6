"""Every kind of input that is played."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import strategies as st

from tests.fuzz import desk
from tests.fuzz.configurations import CONFIGURATION
from tests.fuzz.lines import command_lines
from tests.fuzz.phrases import DATES
from tests.fuzz.presses import button_data
from tests.fuzz.rows import ROWS
from tests.fuzz.running import Kind, Play
from tests.fuzz.town import COORDINATOR, MAYOR, PARTNER, STRANGER
from tests.fuzz.updates import NOW, private, updates

Wire = dict[str, Any]
AT_ONCE = 8  # inputs that are brought together: they may be handled side by side
BOT = {"id": 123456, "is_bot": True, "first_name": "Narada"}

_somebody = st.sampled_from((COORDINATOR, COORDINATOR, COORDINATOR, PARTNER, MAYOR, STRANGER)).map(
    lambda number: {"id": number, "is_bot": False, "first_name": "osoba", "language_code": "pl"}
)


def _pressed(user: Wire, data: str, message_id: int) -> Wire:
    message = {"message_id": message_id, "chat": private(user), "from": BOT, "date": NOW, "text": "Spotkanie"}
    return {"callback_query": {"id": "1", "from": user, "chat_instance": "1", "message": message, "data": data}}


def _typed(user: Wire, text: str, message_id: int) -> Wire:
    length = len(text.split(maxsplit=1)[0]) if text.strip() else 0
    command = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
    message = {
        "message_id": message_id,
        "chat": private(user),
        "from": user,
        "date": NOW,
        "text": text,
        "entities": command,
    }
    return {"message": message}


def _several(one: st.SearchStrategy[Wire]) -> st.SearchStrategy[list[Wire]]:
    return st.lists(one, min_size=1, max_size=AT_ONCE)


@contextmanager
def pressing() -> Iterator[Play]:
    """Answers are typed to what dialogs ask, so that their later buttons are reached; only the presses are counted."""
    with desk.working() as play:
        yield lambda value: (play(value["said"]), play(value["pressed"]))[1]


_numbers = st.integers(1, 80)
_answers = st.sampled_from(
    ("Zebranie", "jutro o 10", "Sala 3", "20.05.2027 15:00", "Ile osób?", "3", "Gmina Luzino", "publiczny")
)
KINDS = {
    kind.name: kind
    for kind in (
        Kind("updates", lambda: _several(updates()), desk.working, share=4_000, together=AT_ONCE // 2),
        Kind(
            "callback data",
            lambda: st.fixed_dictionaries(
                {
                    "said": st.lists(st.builds(_typed, _somebody, _answers, _numbers), max_size=2),
                    "pressed": _several(st.builds(_pressed, _somebody, button_data(), _numbers)),
                }
            ),
            pressing,
            share=4_000,
            together=AT_ONCE // 2,
        ),
        Kind(
            "one-line commands",
            lambda: _several(st.builds(_typed, _somebody, command_lines(), _numbers)),
            desk.working,
            share=4_000,
            together=AT_ONCE // 2,
        ),
        DATES,
        CONFIGURATION,
        ROWS,
    )
}
