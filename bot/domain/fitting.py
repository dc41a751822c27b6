"""Whether what was kept still fits what a dataclass says of itself: JSON remembers no types."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Rule = Callable[[Any], bool]


def rules_of(of: type[Any]) -> Mapping[str, Rule]:
    """For each field of a dataclass what its value must be. Numbers have at most 64 bits, moments a time zone."""
    hints = get_type_hints(of)
    return {field.name: _rule(hints[field.name]) for field in fields(of)}


def _rule(hint: Any) -> Rule:
    parts = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        either = [_rule(part) for part in parts]
        return lambda value: any(fits(value) for fits in either)
    if get_origin(hint) is tuple:
        each = _rule(parts[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    if hint is int:
        return lambda value: type(value) is int and -(2**63) <= value < 2**63
    if hint is datetime:
        return lambda value: isinstance(value, datetime) and value.tzinfo is not None
    kind: type[Any] = hint
    return lambda value: isinstance(value, kind)
