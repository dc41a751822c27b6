"""How much Telegram takes.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about one message per second in one
chat with short bursts, no more than 20 per minute in one group, about 30 per second over all chats.
https://core.telegram.org/bots/api#sending-files: 10 MB for photos, 50 MB for other files; #getfile: 20 MB. Edits
count like messages. The exact numbers are not published: they are settings here.
"""

from collections import deque
from dataclasses import dataclass
from math import ceil

from sandbox.errors import too_many_requests


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server enforces; `Limits.off()` for tests that are not about pacing."""

    enabled: bool = True  # False: never 429
    chat_per_second: float = 1.0  # sustained in one private chat
    chat_burst: int = 8  # so many at once before the sustained rate holds
    group_per_minute: int = 20
    overall_per_second: int = 30  # in any second, over all chats
    callback_seconds: float = 30.0  # how long a pressed button waits for its answer
    file_bytes: int = 50 * 1024 * 1024
    photo_bytes: int = 10 * 1024 * 1024
    download_bytes: int = 20 * 1024 * 1024

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not isinstance(value, int | float) or value < 0:
                raise ValueError(f"the limit {name} is a number and not negative, not {value!r}")
        if self.chat_per_second == 0:
            raise ValueError("the limit chat_per_second is more than 0")

    @classmethod
    def off(cls) -> "Limits":
        """No pacing at all; sizes and life times stay."""
        return cls(enabled=False)


class Pace:
    """Says when one message more is too many: a bucket per private chat, sliding windows per group and overall."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._buckets: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}
        self._overall: deque[float] = deque()

    def take(self, chat_id: int, now: float) -> None:
        """Count one message or edit in a chat at a moment (s); raises 429 with the whole seconds to wait."""
        if not self.limits.enabled:
            return
        wait = max(self._overall_wait(now), self._chat_wait(chat_id, now))
        if wait > 0:
            raise too_many_requests(max(1, ceil(wait)))
        self._overall.append(now)
        if chat_id < 0:
            self._groups[chat_id].append(now)
        else:
            tokens, since = self._buckets[chat_id]
            self._buckets[chat_id] = (tokens - 1, since)

    def forget(self) -> None:
        """Start afresh: nothing was sent so far."""
        self._buckets.clear()
        self._groups.clear()
        self._overall.clear()

    def _overall_wait(self, now: float) -> float:
        return _window_wait(self._overall, self.limits.overall_per_second, 1.0, now)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        if chat_id < 0:
            sent = self._groups.setdefault(chat_id, deque())
            return _window_wait(sent, self.limits.group_per_minute, 60.0, now)
        rate, burst = self.limits.chat_per_second, float(self.limits.chat_burst)
        tokens, since = self._buckets.get(chat_id, (burst, now))
        tokens = min(burst, tokens + (now - since) * rate)
        self._buckets[chat_id] = (tokens, now)
        return 0.0 if tokens >= 1 else (1 - tokens) / rate


def _window_wait(sent: deque[float], most: int, seconds: float, now: float) -> float:
    if most < 1:
        return seconds
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[-most] + seconds - now if len(sent) >= most else 0.0
