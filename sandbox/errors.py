"""Errors as Telegram words them.

https://core.telegram.org/bots/api#making-requests: an unsuccessful request has `ok: false`, an `error_code` (also the
HTTP status), a human-readable `description` and sometimes `parameters`
(https://core.telegram.org/bots/api#responseparameters). The descriptions are not documented; these are the ones that
the real server sends.
"""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class BotApiError(Exception):
    """A request that Telegram refuses: HTTP status, description, and the response parameters when there are any."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON object that the client receives."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ConnectionCut(Exception):
    """Not an answer at all: the connection is to be reset."""


def bad_request(text: str) -> BotApiError:
    """400: the request breaks a rule."""
    return BotApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> BotApiError:
    """403: this chat does not want to hear from the bot."""
    return BotApiError(403, f"Forbidden: {text}")


def conflict(description: str) -> BotApiError:
    """409: two clients compete for the updates of one bot."""
    return BotApiError(409, description)


def too_many_requests(retry_after: int) -> BotApiError:
    """429: come back after so many whole seconds."""
    return BotApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def migrated(new_chat_id: int) -> BotApiError:
    """400: the group has become a supergroup and has a new identifier."""
    return BotApiError(
        400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new_chat_id}
    )
