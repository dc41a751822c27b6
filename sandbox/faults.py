"""Trouble on demand: what networks and servers do to a bot, switchable and countable.

A rule says what happens, to which method (None: to every method but getUpdates), how many times (None: until cleared)
and with which probability; chance is drawn from one seeded generator, so a run can be repeated.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from random import Random
from typing import Any


class Kind(StrEnum):
    """What a fault does to a request."""

    LOSE_ANSWER = "lose_answer"  # carried out, then the connection is cut: the bot cannot know
    CUT = "cut"  # the connection is cut before anything was done
    SLOW = "slow"  # carried out, answered some seconds later
    FAIL = "fail"  # not carried out, answered with an error
    REPEAT_UPDATE = "repeat_update"  # a confirmed update is delivered once more
    DOUBLE_UPDATE = "double_update"  # an update is brought to the webhook twice at the same time
    OVERTAKE = "overtake"  # an update comes before an older one of its chat; by polling, in front of its batch


class Outage(StrEnum):
    """How a Telegram that is down looks from here."""

    NONE = "none"
    RESET = "reset"  # every connection is reset
    BAD_GATEWAY = "bad_gateway"  # 502, as the front servers answer
    HANG = "hang"  # requests are taken and never answered; cut when it is over


OF_UPDATES = frozenset({Kind.REPEAT_UPDATE, Kind.DOUBLE_UPDATE, Kind.OVERTAKE})
"""Faults that befall updates on their way to the bot, not its requests."""


@dataclass(slots=True)
class Rule:
    """One fault that waits for its requests."""

    kind: Kind
    method: str | None = None
    times: int | None = None
    probability: float = 1.0
    seconds: float = 0.0
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    chat_id: int | None = None  # only requests about this chat
    happened: int = 0

    def fits(self, method: str, chat_id: int | None = None) -> bool:
        """Whether this rule is about a method (given in lower case) and a chat."""
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        return method != "getupdates" if self.method is None else self.method.lower() == method


class Faults:
    """The faults of one server; every switch takes effect with the next request."""

    def __init__(self, changed: Callable[[], None], seed: int = 1) -> None:
        self.rules: list[Rule] = []
        self.down = Outage.NONE
        self._random = Random(seed)  # noqa: S311 - repeatable chance is the point, no secret depends on it
        self._changed = changed

    def seed(self, seed: int) -> None:
        """Start the chances afresh."""
        self._random = Random(seed)  # noqa: S311 - repeatable chance is the point, no secret depends on it

    def outage(self, on: bool = True, *, mode: Outage | str = Outage.RESET) -> None:
        """Telegram is down (True) or back (False); requests under way are cut. The control routes keep answering."""
        self.down = Outage(mode) if on else Outage.NONE
        self._changed()

    def lose_answer(self, times: int | None = 1, method: str | None = None, probability: float = 1.0) -> Rule:
        """Carry out the next requests, but cut the connection instead of answering."""
        return self._add(Rule(Kind.LOSE_ANSWER, method, times, probability))

    def cut(self, times: int | None = 1, method: str | None = None, probability: float = 1.0) -> Rule:
        """Cut the connection of the next requests before anything is done."""
        return self._add(Rule(Kind.CUT, method, times, probability))

    def slow(
        self, seconds: float, *, times: int | None = None, method: str | None = None, probability: float = 1.0
    ) -> Rule | None:
        """Answer so many seconds later (until cleared unless `times`); 0 takes earlier slowness of that method away."""
        self.rules = [r for r in self.rules if not (r.kind is Kind.SLOW and r.method == method)]
        if seconds <= 0:
            self._changed()
            return None
        return self._add(Rule(Kind.SLOW, method, times, probability, seconds=seconds))

    def slower(self, seconds: float, *, probability: float = 1.0) -> Rule:
        """The same for every method until it is withdrawn, beside whatever else is slow."""
        return self._add(Rule(Kind.SLOW, None, None, probability, seconds=seconds))

    def fail(
        self,
        times: int | None = 1,
        method: str | None = None,
        *,
        code: int = 500,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        probability: float = 1.0,
        chat_id: int | None = None,
    ) -> Rule:
        """Refuse the next requests (about one chat) with an error; with `retry_after` (s) it is a 429 with its
        parameter.
        """
        if retry_after is not None:
            code, description = 429, f"Too Many Requests: retry after {retry_after}"
        rule = Rule(Kind.FAIL, method, times, probability)
        rule.code, rule.description, rule.retry_after, rule.chat_id = code, description, retry_after, chat_id
        return self._add(rule)

    def repeat_update(self, times: int | None = 1, probability: float = 1.0) -> Rule:
        """Deliver the next confirmed updates once more, with the same update_id."""
        return self._add(Rule(Kind.REPEAT_UPDATE, None, times, probability))

    def double_update(self, times: int | None = 1, probability: float = 1.0) -> Rule:
        """Bring the next updates to the webhook twice at the same time, as after a connection that broke unnoticed."""
        return self._add(Rule(Kind.DOUBLE_UPDATE, None, times, probability))

    def overtake(self, times: int | None = 1, probability: float = 1.0) -> Rule:
        """Let updates come before older ones of their chat."""
        return self._add(Rule(Kind.OVERTAKE, None, times, probability))

    def withdraw(self, rule: Rule) -> None:
        """Take one switch back; nothing when it is used up already."""
        if rule in self.rules:
            self.rules.remove(rule)
            self._changed()

    def clear(self) -> None:
        """No faults any more, Telegram is up."""
        self.rules.clear()
        self.outage(False)

    def drawn(self, method: str, chat_id: int | None = None) -> dict[Kind, Rule]:
        """The faults that befall this request; counted, and used up when their times are over."""
        if not self.rules:
            return {}
        name = method.lower()
        return {rule.kind: rule for rule in list(self.rules) if self._befalls(rule, name, chat_id)}

    def repeats(self) -> bool:
        """Whether the update being confirmed is delivered once more."""
        return self._befalls_update(Kind.REPEAT_UPDATE)

    def doubles(self) -> bool:
        """Whether the update on its way goes twice at once."""
        return self._befalls_update(Kind.DOUBLE_UPDATE)

    def overtakes(self) -> bool:
        """Whether the update that would be next lets a younger one go first."""
        return self._befalls_update(Kind.OVERTAKE)

    def as_json(self) -> dict[str, Any]:
        """The switches as they are."""
        return {"outage": self.down, "rules": [asdict(rule) for rule in self.rules]}

    def _befalls(self, rule: Rule, method: str, chat_id: int | None) -> bool:
        return rule.kind not in OF_UPDATES and rule.fits(method, chat_id) and self._used(rule)

    def _befalls_update(self, kind: Kind) -> bool:
        return any(self._used(rule) for rule in list(self.rules) if rule.kind is kind)

    def _used(self, rule: Rule) -> bool:
        if rule.probability < 1 and self._random.random() >= rule.probability:
            return False
        rule.happened += 1
        if rule.times is not None:
            rule.times -= 1
            if rule.times <= 0:
                self.rules.remove(rule)
        return True

    def _add(self, rule: Rule) -> Rule:
        if rule.times is None or rule.times > 0:
            self.rules.append(rule)
        self._changed()
        return rule
