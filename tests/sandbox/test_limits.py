"""How much the server takes in a second, a minute, a chat."""

from dataclasses import replace

import pytest

from sandbox import Limits, Person, Sandbox
from sandbox.errors import BotApiError
from sandbox.limits import Pace
from tests.sandbox.conftest import Caller

NORMAL = Limits()
OK = "ok"


def accepted(pace: Pace, chat_id: int, moments: list[float]) -> list[str | int]:
    """For each moment "ok", or the seconds to wait."""
    answers: list[str | int] = []
    for now in moments:
        try:
            pace.take(chat_id, now)
            answers.append(OK)
        except BotApiError as refusal:
            answers.append((refusal.parameters or {})["retry_after"])
    return answers


def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    pace = Pace(NORMAL)

    assert accepted(pace, 5, [100.0] * (NORMAL.chat_burst + 1)) == [OK] * NORMAL.chat_burst + [1]
    assert accepted(pace, 5, [100.9, 101.0, 101.5, 102.1]) == [1, OK, 1, OK]
    assert accepted(pace, 6, [102.1]) == [OK]


def test_a_slow_rate_is_told_in_whole_seconds_rounded_up() -> None:
    pace = Pace(replace(NORMAL, chat_per_second=0.4, chat_burst=1))

    assert accepted(pace, 5, [0.0, 0.0, 1.0, 2.5]) == [OK, 3, 2, OK]


def test_a_group_takes_20_in_any_minute() -> None:
    pace = Pace(NORMAL)

    assert accepted(pace, -5, [float(n) for n in range(21)]) == [OK] * 20 + [40]
    assert accepted(pace, -5, [59.9, 60.0, 60.5, 61.0]) == [1, OK, 1, OK]


def test_all_chats_together_take_30_in_any_second() -> None:
    pace = Pace(NORMAL)
    answers = [accepted(pace, chat, [10 + chat / 100])[0] for chat in range(1, 32)]

    assert answers == [OK] * 30 + [1]
    assert accepted(pace, 99, [11.0, 11.01, 11.011]) == [1, OK, 1]


def test_a_refused_request_does_not_count() -> None:
    pace = Pace(replace(NORMAL, overall_per_second=1))

    assert accepted(pace, 5, [0.0, 0.3, 0.6, 0.9, 1.0]) == [OK, 1, 1, 1, OK]


def test_without_limits_nothing_is_counted() -> None:
    assert accepted(Pace(Limits.off()), 5, [0.0] * 1000) == [OK] * 1000


async def test_too_many_messages_are_answered_429(api: Caller, telegram: Sandbox, pup: Person) -> None:
    telegram.limits = replace(NORMAL, chat_per_second=0.01, chat_burst=2)
    sent = await api.result("sendMessage", chat_id=pup.id, text="x")
    await api.result("editMessageText", chat_id=pup.id, message_id=sent["message_id"], text="y")
    answer = await api("sendMessage", chat_id=pup.id, text="z")

    seconds = answer["parameters"]["retry_after"]
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    assert 99 <= seconds <= 100
    assert pup.chat.last.text == "y"


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getMe", "deleteMessage"])
async def test_only_messages_and_edits_count(api: Caller, telegram: Sandbox, pup: Person, method: str) -> None:
    sent = await api.result("sendMessage", chat_id=pup.id, text="x")
    telegram.limits = replace(NORMAL, overall_per_second=0)

    answer = await api(method, chat_id=pup.id, message_id=sent["message_id"], callback_query_id="1")

    assert answer.get("error_code") != 429
