"""Updates by webhook: set and removed by the service itself, stored by one process and handled by another."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.app.chores import Finding, check
from bot.app.service import Part, WebhookRefused
from bot.config import Mode
from bot.web.sources import WEBHOOK_PATH
from sandbox.realtime import monotonic
from tests.support.service import PATIENCE, Narada, beside, narada

TUESDAY_MORNING = datetime(2027, 5, 11, 7, tzinfo=UTC)
BY_WEBHOOK = {"TELEGRAM__MODE": "webhook"}


async def findings(service: Narada) -> dict[str, Finding]:
    return {finding.key: finding async for finding in check(service.settings, service.clock)}


async def test_the_webhook_is_set_with_its_secret_and_the_kinds_that_are_wanted(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK) as service:
        hook = service.telegram.updates.webhook

        assert hook["url"] == f"{service.url}{WEBHOOK_PATH}"
        assert hook["secret_token"] == service.settings.telegram.webhook_secret
        assert hook["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
        assert service.telegram.journal.select("getUpdates") == []
        assert findings_of_webhook(await findings(service)) == ["check-webhook"]


async def test_what_one_process_stores_another_takes_within_half_a_second(tmp_path: Path) -> None:
    async with (
        narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK, running=False) as service,
        beside(service, Part.WEB),
        beside(service, Part.BOT),
    ):
        took = []
        for title in ("przedstawiciel PUP", "przedstawicielka Caritas", "przedstawiciel parafii"):
            began = monotonic()
            person = service.telegram.person(title)
            await person.say("/start")
            await person.until(lambda chat: bool(chat.from_bot), PATIENCE)
            took.append(monotonic() - began)

        assert min(took) < 1.5  # half a second to be found, the rest to be answered on a busy machine


async def test_what_comes_while_nobody_handles_updates_waits_in_the_store(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK, running=False) as service:
        async with beside(service, Part.WEB), beside(service, Part.BOT):
            pass
        person = service.telegram.person("przedstawiciel PUP")
        async with beside(service, Part.WEB):
            await person.say("/start")
            async with asyncio.timeout(10):
                await service.telegram.updates.emptied()
        assert person.chat.from_bot == []
        async with beside(service, Part.BOT):
            await person.until(lambda chat: bool(chat.from_bot))


async def test_going_back_to_polling_removes_the_webhook(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK) as service:
        await service.stop()
        assert service.telegram.updates.webhook
        service.settings = replace(service.settings, telegram=replace(service.settings.telegram, mode=Mode.POLLING))
        assert findings_of_webhook(await findings(service)) == ["check-webhook-set"]

        await service.start()
        assert not service.telegram.updates.webhook
        assert findings_of_webhook(await findings(service)) == []


async def test_the_check_tells_that_telegram_could_not_deliver(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK) as service:
        await service.stop()
        await service.telegram.person("przedstawiciel PUP").say("/start")
        async with asyncio.timeout(10):
            await service.telegram.updates.was_refused()

        told = (await findings(service))["check-webhook-fails"]
        assert told.warning
        assert "Connection refused; 1" in told.detail

        service.telegram.updates.set_webhook({}, drop_pending=True)
        assert findings_of_webhook(await findings(service)) == ["check-webhook-missing"]


async def test_an_address_that_telegram_refuses_is_said_at_the_start(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK, running=False) as service:
        refusal = "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"
        service.telegram.faults.fail(method="setWebhook", code=400, description=refusal)

        await service.start(frozenset({Part.WEB, Part.SCHEDULER}))
        await service.stop()
        with pytest.raises(WebhookRefused, match=r"(?i)ip address"):
            await service.start()


async def test_telegram_away_at_the_start_does_not_keep_the_webhook_from_being_set(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK, running=False) as service:
        service.telegram.faults.fail(2, method="setWebhook", code=502, description="Bad Gateway")

        await service.start()

        assert service.telegram.updates.webhook


async def test_a_kind_of_update_that_nobody_knows_is_stored_and_passed_over(tmp_path: Path) -> None:
    async with narada(tmp_path, TUESDAY_MORNING, BY_WEBHOOK) as service:
        secret = {"X-Telegram-Bot-Api-Secret-Token": service.settings.telegram.webhook_secret}
        async with httpx.AsyncClient() as telegram:
            answer = await telegram.post(
                f"{service.url}{WEBHOOK_PATH}", json={"update_id": 1, "hologram": {"of": 1}}, headers=secret
            )
        await service.settled()

        assert answer.status_code == 200
        async with service.db.snapshot() as store:
            assert await store.inbox.last_update_id() == 1
            assert await store.inbox.waiting() == 0


def findings_of_webhook(found: dict[str, Finding]) -> list[str]:
    return [key for key in found if key.startswith("check-webhook")]
