"""Conditional and negotiated requests (RFC 9110 §12.5.3, §13)."""

from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers


def takes_gzip(headers: Headers) -> bool:
    """Whether the client accepts gzip; a weight of 0 means that it does not."""
    weights = {}
    for item in ",".join(headers.getlist("accept-encoding")).split(","):
        name, _, parameter = item.partition(";")
        weights[name.strip().lower()] = _weight(parameter)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def unchanged(headers: Headers, etag: str, last_modified: datetime) -> bool:
    """Whether the client already has this: 304. If-None-Match decides alone where it is sent (RFC 9110 §13.1.3)."""
    if listed := ",".join(headers.getlist("if-none-match")):
        known = {tag.strip().removeprefix("W/") for tag in listed.split(",")}
        return "*" in known or etag in known
    since = _http_date(headers.get("if-modified-since", ""))
    return since is not None and last_modified.replace(microsecond=0) <= since


def http_date(moment: datetime) -> str:
    """A moment as HTTP writes it (RFC 9110 §5.6.7), to the second."""
    return format_datetime(moment.astimezone(timezone.utc), usegmt=True)  # noqa: UP017  # usegmt wants this very object


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return moment if moment.tzinfo is not None else None
