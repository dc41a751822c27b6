"""A few inputs of each kind, always the same ones, and what was found once; `make fuzz` plays 100,000 of each, others
every time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.fuzz import desk, phrases
from tests.fuzz.configurations import CONFIGURATION
from tests.fuzz.kinds import KINDS
from tests.fuzz.running import play
from tests.fuzz.town import COORDINATOR

INPUTS = {
    "updates": 40,
    "callback data": 40,
    "one-line commands": 40,
    "dates": 120,
    "configuration": 60,
    "stored rows": 50,
}
SEED = 1


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_can_come_in_is_handled_by_no_rule(kind: str) -> None:
    played = play(KINDS[kind], INPUTS[kind], SEED)

    assert played.found is None, f"{played.found.smallest}\n{played.found.trouble}"
    assert played.inputs >= INPUTS[kind]
    assert len(played.outcomes) > 4, "inputs that all end alike say little"


# --- what Telegram brings and nobody expects

PERSON = {"id": COORDINATOR, "is_bot": False, "first_name": "osoba", "language_code": "pl"}
CHAT = {"id": COORDINATOR, "type": "private", "first_name": "osoba"}
HELP = {
    "message_id": 1,
    "from": PERSON,
    "chat": CHAT,
    "date": 0,
    "text": "/pomoc",
    "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
}
PASSED_OVER = "an update that cannot be read is passed over"
BROUGHT: dict[str, tuple[Mapping[str, Any], str]] = {
    "a type nobody has heard of": ({"hologram": {"of": [1]}}, "nothing"),
    "no type at all": ({}, "nothing"),
    "a message without a chat": ({"message": {"message_id": 1, "date": 0, "from": PERSON}}, PASSED_OVER),
    "a press without an id": ({"callback_query": {"from": PERSON, "chat_instance": "1"}}, PASSED_OVER),
    "a name that is a list": ({"message": {**HELP, "from": {**PERSON, "first_name": ["x"]}}}, PASSED_OVER),
    "a person beyond 64 bits": ({"message": {**HELP, "from": {**PERSON, "id": 2**64}}}, PASSED_OVER),
    "a person who is true": ({"message": {**HELP, "from": {**PERSON, "id": True}}}, PASSED_OVER),
    "a stranger beyond 32 bits": (
        {"message": {**HELP, "from": {**PERSON, "id": 2**52}}},
        "sendMessage handled: a message",
    ),
    "a chat beyond 32 bits": (
        {"message": {**HELP, "chat": {**CHAT, "id": -(2**40), "type": "group"}}},
        "refused: PrivateOnly",
    ),
    "no number of its own": ({"update_id": None, "message": HELP}, "no update"),
    "a number beyond 64 bits": ({"update_id": 2**63, "message": HELP}, "no update"),
    "half a surrogate pair": ({"message": {**HELP, "text": "\ud800", "entities": []}}, "refused: NotUnderstood"),
    "half a pair in a name": ({"message": {**HELP, "from": {**PERSON, "first_name": "x\udfff"}}}, "sendMessage"),
    "a number beyond all numbers": ({"message": {**HELP, "forward_date": float("inf")}}, "nothing"),
    "somebody without a name": ({"message": {**HELP, "from": {**PERSON, "id": 7, "first_name": ""}}}, "sendMessage"),
    "what is told to everybody": ({"message": HELP}, "sendMessage handled: a message"),
}


def test_whatever_telegram_brings_is_handled_or_passed_over_and_stops_nothing() -> None:
    with desk.working() as brought:
        came = {name: brought([update, update]) for name, (update, _) in BROUGHT.items()}  # by webhook, by polling

    assert {name for name, (_, told) in BROUGHT.items() if not all(told in each for each in came[name])} == set()


# --- what was found once


@pytest.mark.parametrize("text", ["31.12.9999 24:00", "31.12.9999 23:59-24:00", "10:00"])
@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Kiritimati"])
@pytest.mark.parametrize("known", [None, date.min, date.max])
def test_the_ends_of_the_calendar_are_too_far_or_past_in_every_zone(text: str, zone: str, known: date | None) -> None:
    question = {"text": text, "language": "pl", "now": datetime(2027, 5, 11, tzinfo=UTC), "zone": zone, "date": known}

    assert phrases.read({**question, "fold": None})[0].startswith("Date")


FILES = {
    "a length beyond what can be counted": (b'[meetings]\nlength = "999999999w"', "length_too_long"),
    "a number of thousands of digits": (b"[web]\nport = " + b"9" * 5_000, "syntax"),
    "a section without a name": (b"[\xef\xbb\xbf]\nport = 1", "syntax"),
    "brackets beyond what can be followed": (b"[web]\nport = " + b"[" * 5_000, "syntax"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_the_parser_itself_stumbles_over_is_told_as_a_mistake(name: str) -> None:
    content, told = FILES[name]

    with CONFIGURATION.playing() as start:
        assert start({"file": content, "environ": {}}) == [told]
