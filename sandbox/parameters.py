"""Reading requests: https://core.telegram.org/bots/api#making-requests.

Parameters come in the query string, urlencoded, as JSON, or as multipart/form-data (with files); structures may be
JSON or JSON inside a string. A number may be a string and the other way round: all clients do one or the other.
"""

from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.errors import BotApiError, bad_request
from sandbox.journal import Upload

Parameters = dict[str, Any]
# Room for the other fields of a multipart request beside its largest file.
_FIELDS_BYTES = 1024 * 1024


async def read_parameters(request: web.Request, most_bytes: int) -> Parameters:
    """All parameters of a request, files as `Upload`; 413 when it is larger than the server takes."""
    parameters: Parameters = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return parameters
    kind = request.content_type
    if kind == "application/json":
        parameters.update(_json_object(await request.read()))
    elif kind == "multipart/form-data":
        await _read_parts(request, parameters, most_bytes)
    elif kind == "application/x-www-form-urlencoded":
        parameters.update({name: str(value) for name, value in (await request.post()).items()})
    return parameters


def _json_object(body: bytes) -> Parameters:
    if not body.strip():
        return {}
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BotApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(given, dict):
        raise BotApiError(400, "Bad Request: object expected")
    return given


async def _read_parts(request: web.Request, parameters: Parameters, most_bytes: int) -> None:
    read = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytearray()
        while chunk := await part.read_chunk(65536):
            content += chunk
            read += len(chunk)
            if read > most_bytes + _FIELDS_BYTES:
                raise BotApiError(413, "Request Entity Too Large")
        if part.filename is None:
            parameters[part.name] = content.decode()
        else:
            mime = part.headers.get("Content-Type", "")
            parameters[part.name] = Upload(part.filename, bytes(content), mime)


def text(parameters: Parameters, name: str) -> str:
    """A parameter as text, "" when it is missing."""
    value = parameters.get(name)
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, Upload) else str(value)


def integer(parameters: Parameters, name: str, default: int = 0) -> int:
    """A parameter as a number; what is no number counts as the default, as the server has it."""
    try:
        return int(parameters.get(name) or default)
    except (TypeError, ValueError):
        return default


def flag(parameters: Parameters, name: str) -> bool:
    """A parameter as yes or no."""
    value = parameters.get(name)
    return value is True or (value is not None and str(value).lower() in {"true", "yes", "1"})


def structure(parameters: Parameters, name: str, what: str) -> Any:
    """A parameter that is an object or array, or JSON of one; None when it is missing."""
    value = parameters.get(name)
    if not isinstance(value, str | bytes):
        return value
    if not value:
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise bad_request(f"can't parse {what} JSON object") from None


def chat_id(parameters: Parameters) -> int | None:
    """The chat by number; a name such as @group is nobody here (None), a missing one is refused."""
    value = parameters.get("chat_id")
    if type(value) is int:
        return value
    if value is None or not str(value).strip():
        raise bad_request("chat_id is empty")
    try:
        return int(value)
    except ValueError:
        return None
