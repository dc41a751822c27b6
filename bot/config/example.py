"""The commented config.toml that `narada init` writes, made from the settings' own definitions."""

from dataclasses import Field, fields, replace
from typing import Any

from bot.config.settings import Settings, TelegramSettings

INTRODUCTION = """\
# Narada's configuration. Everything here is the default; a line may be left out.
# Times are HH:MM, lengths of time are 30s, 15m, 2h, 1d, 1w.
# An environment variable wins over this file: NARADA_TELEGRAM__TOKEN is [telegram] token.
"""


def example(*, token: str = "") -> str:
    """Every setting with its default and its comment, as TOML; `token` is put in its place."""
    settings = replace(Settings(), telegram=TelegramSettings(token=token))
    sections = [_section(section.name, getattr(settings, section.name)) for section in fields(Settings)]
    return "\n".join([INTRODUCTION, *sections])


def _section(name: str, values: Any) -> str:
    about = (type(values).__doc__ or "").strip()
    lines = [(_assignment(key, getattr(values, key.name)), key.metadata["comment"]) for key in fields(values)]
    width = max(len(assignment) for assignment, _ in lines)
    body = (f"{assignment:{width}}  # {comment}\n" for assignment, comment in lines)
    return f"# {about}\n[{name}]\n{''.join(body)}"


def _assignment(key: Field[Any], value: object) -> str:
    return f"{key.name} = {key.metadata['kind'].write(value)}"
