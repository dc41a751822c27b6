"""The smallest service that the page can be tried with: a bot that polls, and a web address that tells how it is.

It keeps nothing: what it needs to know stands in the messages that are pressed. `python -m tests.sandbox.small_service`
is the service, `python -m tests.sandbox.small_service demo PORT` a whole demo around it.
"""

import asyncio
import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from sandbox import demo
from sandbox.limits import Limits
from sandbox.realtime import wall_clock

CARD = [[{"text": "✅ Będę", "callback_data": "yes"}], [{"text": "Nie będę", "callback_data": "no"}]]
MENU = [
    [{"text": "Zaproszenie", "url": "https://t.me/narada_bot?start=again"}],
    [
        {"text": "Kopiuj adres", "copy_text": {"text": "http://127.0.0.1/kalendarz"}},
        {"text": "Strona", "url": "http://127.0.0.1:9/strona"},
    ],
]
COMMANDS = [{"command": "karta", "description": "karta spotkania"}, {"command": "plik", "description": "plik .ics"}]
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


class SmallService:
    """Answers every update as it comes; `remind_at` is the one thing that it does by itself."""

    def __init__(self, session: aiohttp.ClientSession, api: str, clock_file: Path) -> None:
        self._session = session
        self._api = api
        self._clock_file = clock_file
        self._chats: set[int] = set()
        self._remind_at = self.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
        self._reminded = False

    def now(self) -> datetime:
        return datetime.fromtimestamp(wall_clock() + float(self._clock_file.read_text()), UTC)

    async def call(self, method: str, **parameters: Any) -> Any:
        async with self._session.post(f"{self._api}/{method}", json=parameters) as answer:
            return (await answer.json()).get("result")

    async def poll(self) -> None:
        offset = 0
        await self.call("setMyCommands", commands=COMMANDS)
        while True:
            try:
                for update in await self.call("getUpdates", offset=offset, timeout=1) or []:
                    await self.handle(update)
                    offset = update["update_id"] + 1
                await self.remind()
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)

    async def remind(self) -> None:
        if self.now() >= self._remind_at and not self._reminded:
            self._reminded = True
            for chat_id in sorted(self._chats):
                await self.call("sendMessage", chat_id=chat_id, text="Przypomnienie")

    async def handle(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self.pressed(query)
        elif message := update.get("message"):
            self._chats.add(message["chat"]["id"])
            await self.said(message["chat"]["id"], message.get("text", ""), message)

    async def said(self, chat_id: int, text: str, message: dict[str, Any]) -> None:
        if text.startswith("/start"):
            agree = {"inline_keyboard": [[{"text": "Zgadzam się", "callback_data": "agree"}]]}
            await self.call("sendMessage", chat_id=chat_id, text=f"Witamy: {text}", reply_markup=agree)
        elif text == "/karta":
            keys = {"inline_keyboard": CARD}
            await self.call(
                "sendMessage", chat_id=chat_id, text="<b>Karta</b> Będzie: 0", parse_mode="HTML", reply_markup=keys
            )
        elif text == "/plik":
            form = aiohttp.FormData({"chat_id": str(chat_id)})
            form.add_field("document", CALENDAR, filename="spotkanie.ics", content_type="text/calendar")
            async with self._session.post(f"{self._api}/sendDocument", data=form) as answer:
                await answer.read()
        else:
            heard = message.get("document", {}).get("file_name") or text or "zdjęcie"
            await self.call("sendMessage", chat_id=chat_id, text=f"Słyszę: {heard}", disable_notification=True)

    async def pressed(self, query: dict[str, Any]) -> None:
        chat_id, data = query["message"]["chat"]["id"], query["data"]
        self._chats.add(chat_id)
        alert = data == "no"
        await self.call(
            "answerCallbackQuery", callback_query_id=query["id"], text=f"Zapisano: {data}", show_alert=alert
        )
        if data == "agree":
            await self.call("sendMessage", chat_id=chat_id, text="Menu", reply_markup={"inline_keyboard": MENU})
        elif data == "yes":
            count = int(re.sub(r"\D", "", query["message"]["text"])) + 1
            keys = {"inline_keyboard": CARD}
            text = f"<b>Karta</b> Będzie: {count}"
            where = {"chat_id": chat_id, "message_id": query["message"]["message_id"]}
            await self.call("editMessageText", **where, text=text, parse_mode="HTML", reply_markup=keys)

    async def healthz(self, _: web.Request) -> web.Response:
        return web.json_response({})

    async def next(self, _: web.Request) -> web.Response:
        due = None if self._reminded else self._remind_at.isoformat()
        return web.json_response({"next": due, "what": "przypomnienie"})


async def serve() -> None:
    """The service, until it is ended."""
    async with aiohttp.ClientSession() as session:
        service = SmallService(session, os.environ["SMALL_API"], Path(os.environ["SMALL_CLOCK"]))
        app = web.Application()
        app.add_routes([web.get("/healthz", service.healthz), web.get("/demo/next", service.next)])
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(os.environ["SMALL_PORT"])).start()
        await service.poll()


async def people(place: demo.DemoPlace) -> list[demo.DemoPerson]:
    """Two who have agreed, one who has not."""
    link = f"https://t.me/{place.bot_username}?start="
    return [
        demo.DemoPerson("koordynator partnerstwa", "Powiat Wejherowski", "pl", f"{link}k", ("Zgadzam się",)),
        demo.DemoPerson("przedstawiciel PUP", "PUP w Wejherowie", "pl", f"{link}p", ("Zgadzam się",)),
        demo.DemoPerson("przedstawiciel parafii", "Parafia p.w. Św. Trójcy w Wejherowie", "de"),
    ]


def environment(place: demo.DemoPlace) -> dict[str, str]:
    """What the service is told."""
    return {
        "SMALL_API": f"{place.api_url}/bot{place.token}",
        "SMALL_PORT": str(place.web_port),
        "SMALL_CLOCK": str(place.clock_file),
    }


def main() -> int:
    """The service or the demo."""
    if sys.argv[1:2] != ["demo"]:
        asyncio.run(serve())
        return 0
    command = [sys.executable, "-m", "tests.sandbox.small_service"]
    play = demo.run(
        command=lambda _: command, environment=environment, prepare=people, port=int(sys.argv[2]), limits=Limits.off()
    )
    return asyncio.run(play)


if __name__ == "__main__":
    raise SystemExit(main())
