"""A Telegram of one's own for each test, and somebody who calls it as a bot does."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox import Limits, Person, Sandbox


class Caller:
    """A bot made of nothing but HTTP: `await api("sendMessage", chat_id=…)` gives the JSON that came back."""

    def __init__(self, telegram: Sandbox, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.session = session

    def url(self, method: str) -> str:
        """Where a method is called."""
        return f"{self.telegram.api_url}/bot{self.telegram.token}/{method}"

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        async with self.session.post(self.url(method), json=parameters) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] is (response.status == 200)
            return answer

    async def result(self, method: str, **parameters: Any) -> Any:
        """The result of a request that must succeed."""
        answer = await self(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a request that must be refused with 400."""
        answer = await self(method, **parameters)
        assert not answer["ok"], answer
        assert answer["error_code"] == 400, answer
        description: str = answer["description"]
        return description

    async def form(self, method: str, form: aiohttp.FormData) -> dict[str, Any]:
        """A request with files."""
        async with self.session.post(self.url(method), data=form) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def update(self) -> dict[str, Any]:
        """The newest update; all before it are confirmed."""
        updates = await self.result("getUpdates", offset=-1)
        newest: dict[str, Any] = updates[-1]
        return newest


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A sandbox without pacing."""
    async with Sandbox(limits=Limits.off()) as sandbox:
        yield sandbox


@pytest.fixture
async def api(telegram: Sandbox) -> AsyncIterator[Caller]:
    """A bot of that sandbox."""
    async with aiohttp.ClientSession() as session:
        yield Caller(telegram, session)


@pytest.fixture
async def pup(telegram: Sandbox) -> Person:
    """Somebody who has started the bot."""
    person = telegram.person("przedstawiciel PUP w Wejherowie")
    await person.start()
    return person
