"""The routes of the page and of tests in other processes: everything people and switches can do, as JSON under
`/sandbox/`.

GET  state · people/{id} · events · journal · journal/in_flight · files/{file_id} · faults · limits
POST people · people/{id}/start|say|press|forge|open|block|unblock|language|edit|send_file|send_album|send_location
POST faults · limits · links
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import quote

import orjson
from aiohttp import web

from sandbox import parameters as given
from sandbox.cast import Cast
from sandbox.chats import Chat, Message, NotSeen
from sandbox.faults import Faults, Kind
from sandbox.files import FileKind
from sandbox.journal import Upload
from sandbox.people import Person

HEARTBEAT_SECONDS = 15.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Action = Callable[[Person, dict[str, Any]], Awaitable[Any]]


def control_routes(sandbox: Cast) -> list[web.AbstractRouteDef]:
    """All routes, bound to one sandbox."""
    control = _Control(sandbox)
    return [
        web.get("/sandbox/state", control.state),
        web.get("/sandbox/events", control.events),
        web.get("/sandbox/journal", control.journal),
        web.get("/sandbox/journal/in_flight", control.in_flight),
        web.get("/sandbox/files/{file_id}", control.file),
        web.get("/sandbox/faults", control.faults),
        web.post("/sandbox/faults", control.set_faults),
        web.get("/sandbox/limits", control.limits),
        web.post("/sandbox/limits", control.set_limits),
        web.post("/sandbox/links", control.add_link),
        web.post("/sandbox/people", control.add_person),
        web.get("/sandbox/people/{id}", control.person),
        web.post("/sandbox/people/{id}/{action}", control.act),
    ]


class _Control:
    def __init__(self, sandbox: Cast) -> None:
        self._sandbox = sandbox

    async def state(self, request: web.Request) -> web.Response:
        """`?last=50`: only so many messages of each chat, for a page that looks often at long chats."""
        sandbox, most = self._sandbox, given.integer(dict(request.query), "last")
        return _json(
            {
                "bot": {"username": sandbox.bot["username"], "name": sandbox.profile.text("name", "")},
                "people": [_person(person, most) for person in sandbox.people.values()],
                "groups": [_group(group.chat) for group in sandbox.groups],
                "faults": sandbox.faults.as_json(),
                "limits": asdict(sandbox.limits),
                "links": sandbox.links,
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await stream.prepare(request)
        changes: dict[int, int] = {}
        some = asyncio.Event()

        def note(chat_id: int, version: int) -> None:
            # Only the newest version of a chat matters: a slow page catches up in one step.
            changes[chat_id] = version
            some.set()

        self._sandbox.listeners.add(note)
        try:
            await stream.write(b": hello\n\n")
            while True:
                await _write_changes(stream, changes, some)
        except ConnectionError:
            return stream
        finally:
            self._sandbox.listeners.discard(note)

    async def journal(self, request: web.Request) -> web.Response:
        query = request.query
        entries = self._sandbox.journal.select(
            query.get("method"),
            after=given.integer(dict(query), "after"),
            chat_id=int(query["chat_id"]) if "chat_id" in query else None,
            outcome=query.get("outcome"),
        )
        most = given.integer(dict(query), "limit", len(entries))
        return _json({"entries": [entry.as_json() for entry in entries[:most]], "last": len(self._sandbox.journal)})

    async def in_flight(self, request: web.Request) -> web.Response:
        at, grace = float(request.query["at"]), float(request.query.get("grace", "0"))
        return _json({"entries": [entry.as_json() for entry in self._sandbox.journal.in_flight(at, grace=grace)]})

    async def file(self, request: web.Request) -> web.Response:
        file = self._sandbox.files.get(request.match_info["file_id"])
        if file is None:
            return _json({"error": "no such file"}, 404)
        kind = "inline" if file.mime.startswith("image/") else "attachment"
        plain = "".join(c if c.isascii() and c not in '"\\' else "_" for c in file.name)
        # RFC 6266: the plain name for old programs, filename* (RFC 5987) for the name as it is.
        disposition = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {
            "Content-Type": file.mime,
            "Content-Disposition": disposition,
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.bytes, headers=headers)

    async def faults(self, _request: web.Request) -> web.Response:
        return _json(self._sandbox.faults.as_json())

    async def set_faults(self, request: web.Request) -> web.Response:
        try:
            _switch(self._sandbox.faults, await given.read_parameters(request, 0))
        except (TypeError, ValueError) as error:
            return _json({"error": str(error)}, 400)
        return await self.faults(request)

    async def limits(self, _request: web.Request) -> web.Response:
        return _json(asdict(self._sandbox.limits))

    async def set_limits(self, request: web.Request) -> web.Response:
        try:
            self._sandbox.limits = replace(self._sandbox.limits, **await given.read_parameters(request, 0))
        except (TypeError, ValueError) as error:
            return _json({"error": str(error)}, 400)
        return await self.limits(request)

    async def add_link(self, request: web.Request) -> web.Response:
        link = await given.read_parameters(request, 0)
        self._sandbox.add_link(given.text(link, "label"), given.text(link, "url"))
        return _json({"links": self._sandbox.links}, 201)

    async def add_person(self, request: web.Request) -> web.Response:
        wanted = await given.read_parameters(request, 0)
        title = given.text(wanted, "title") or given.text(wanted, "name")
        if not title:
            return _json({"error": "a person needs a name"}, 400)
        person = self._sandbox.person(
            title,
            given.text(wanted, "language") or "pl",
            name=given.text(wanted, "name") or None,
            username=given.text(wanted, "username") or None,
        )
        return _json(_person(person), 201)

    async def person(self, request: web.Request) -> web.Response:
        person = self._sandbox.people.get(given.integer(dict(request.match_info), "id"))
        return _json({"error": "no such person"}, 404) if person is None else _json(_person(person))

    async def act(self, request: web.Request) -> web.Response:
        person = self._sandbox.people.get(given.integer(dict(request.match_info), "id"))
        action = _ACTIONS.get(request.match_info["action"])
        if person is None or action is None:
            return _json({"error": "no such person or action"}, 404)
        wanted = await given.read_parameters(request, self._sandbox.limits.file_bytes)
        try:
            done = await action(person, wanted)
        except (NotSeen, ValueError, KeyError) as problem:
            return _json({"error": str(problem)}, 409)
        return _json({"done": done, "person": _person(person)})


async def _write_changes(stream: web.StreamResponse, changes: dict[int, int], some: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            await some.wait()
    except TimeoutError:
        await stream.write(b": heartbeat\n\n")
        return
    some.clear()
    news, lines = dict(changes), []
    changes.clear()
    for chat_id, version in news.items():
        who = "person" if chat_id > 0 else "group" if chat_id < 0 else "sandbox"
        lines.append(b"data: " + orjson.dumps({who: chat_id, "version": version}) + b"\n\n")
    await stream.write(b"".join(lines))


def _switch(faults: Faults, wanted: dict[str, Any]) -> None:
    """{"outage": true|false|"bad_gateway"}, {"clear": true}, {"seed": 7} or {"kind": "lose_answer", "times": 1, …}."""
    if wanted.get("clear"):
        faults.clear()
    if "seed" in wanted:
        faults.seed(int(wanted["seed"]))
    if "outage" in wanted:
        mode = wanted["outage"]
        faults.outage(bool(mode) and mode != "none", mode=mode if isinstance(mode, str) and mode else "reset")
    if "kind" in wanted:
        details = {name: value for name, value in wanted.items() if name not in {"kind", "clear", "seed", "outage"}}
        getattr(faults, Kind(wanted["kind"]).value)(**details)


async def _start(person: Person, wanted: dict[str, Any]) -> Any:
    return (await person.start(given.text(wanted, "payload") or None)).as_json()


async def _say(person: Person, wanted: dict[str, Any]) -> Any:
    return (await person.say(given.text(wanted, "text"))).as_json()


async def _press(person: Person, wanted: dict[str, Any]) -> Any:
    message = _message(person, wanted)
    press = await person.press(wanted.get("text"), data=wanted.get("data"), message=message)
    query = press.query.id if press.query else None
    return {"query": query, "opened": press.opened, "copied": press.copied}


async def _forge(person: Person, wanted: dict[str, Any]) -> Any:
    press = await person.forge(given.text(wanted, "data"), message=_message(person, wanted))
    return {"query": press.query.id if press.query else None}


async def _open(person: Person, wanted: dict[str, Any]) -> Any:
    return await person.open(given.text(wanted, "url"))


async def _block(person: Person, _wanted: dict[str, Any]) -> Any:
    await person.block()


async def _unblock(person: Person, _wanted: dict[str, Any]) -> Any:
    await person.unblock()


async def _language(person: Person, wanted: dict[str, Any]) -> Any:
    person.speak(wanted["language"])


async def _edit(person: Person, wanted: dict[str, Any]) -> Any:
    message = person.chat.by_id[given.integer(wanted, "message")]
    await person.edit(message, given.text(wanted, "text"))


async def _send_file(person: Person, wanted: dict[str, Any]) -> Any:
    upload, caption = wanted["file"], given.text(wanted, "caption")
    if given.text(wanted, "kind") == "photo":
        return (await person.send_photo(upload.content, caption=caption)).as_json()
    return (await person.send_file(upload.name, upload.content, mime=upload.mime, caption=caption)).as_json()


async def _send_album(person: Person, wanted: dict[str, Any]) -> Any:
    """`file01`, `file02`, …: pictures when all of them are, else documents; an album has one kind."""
    uploads = [upload for _, upload in sorted((n, u) for n, u in wanted.items() if isinstance(u, Upload))]
    photos = all(upload.mime.startswith("image/") for upload in uploads)
    files = [(upload.name, upload.content) for upload in uploads]
    kind = FileKind.PHOTO if photos else FileKind.DOCUMENT
    sent = await person.send_album(files, kind=kind, caption=given.text(wanted, "caption"))
    return [message.as_json() for message in sent]


async def _send_location(person: Person, wanted: dict[str, Any]) -> Any:
    return (await person.send_location(float(wanted["latitude"]), float(wanted["longitude"]))).as_json()


_ACTIONS: dict[str, Action] = {
    "start": _start,
    "say": _say,
    "press": _press,
    "forge": _forge,
    "open": _open,
    "block": _block,
    "unblock": _unblock,
    "language": _language,
    "edit": _edit,
    "send_file": _send_file,
    "send_album": _send_album,
    "send_location": _send_location,
}


def _message(person: Person, wanted: dict[str, Any]) -> Message | None:
    number = given.integer(wanted, "message")
    if not number:
        return None
    if number not in person.chat.by_id:
        raise ValueError(f"no message {number} in this chat")
    return person.chat.by_id[number]


def _person(person: Person, most: int = 0) -> dict[str, Any]:
    toast = person.toasts[-1] if person.toasts else None
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "username": person.user.get("username"),
        "language": person.language,
        "started": person.chat.reachable,
        "blocked": person.chat.blocked,
        "commands": person.commands,
        "messages": [message.as_json() for message in person.chat.history[-most:]],
        "toast": asdict(toast) if toast else None,
        "opened": person.opened,
        "clipboard": person.clipboard,
        "version": person.chat.version,
    }


def _group(chat: Chat) -> dict[str, Any]:
    messages = [message.as_json() for message in chat.history]
    return {"id": chat.id, "title": chat.names["title"], "messages": messages, "version": chat.version}


def _json(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
