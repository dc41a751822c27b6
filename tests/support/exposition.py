"""A strict reader of Prometheus' text format 0.0.4: whatever the format does not allow is an error here.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details
"""

import re
from dataclasses import dataclass, field

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"')
_SAMPLE = re.compile(rf"({_NAME})(?:\{{(.*)\}})? (\S+)")
_NUMBER = re.compile(r"[+-]?Inf|NaN|-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
_KINDS = {"counter", "gauge", "histogram"}
_OF_A_HISTOGRAM = ("_bucket", "_sum", "_count")

Labels = tuple[tuple[str, str], ...]


@dataclass
class Exposed:
    """One family as it was read."""

    kind: str
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)


def read(text: str) -> dict[str, Exposed]:
    """The families by name. Raises AssertionError for what a strict reader refuses."""
    assert text.endswith("\n"), "the last line must end"
    families: dict[str, Exposed] = {}
    described = name = ""
    for line in text.splitlines():
        if line.startswith("# HELP "):
            described = line.split(" ", 3)[2]
            assert described not in families, f"{described} is described twice"
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert re.fullmatch(_NAME, name), name
            assert name == described, f"{name} has no HELP line before it"
            assert kind in _KINDS, kind
            families[name] = Exposed(kind)
        else:
            _take(line, name, families[name])
    for family, exposed in families.items():
        if exposed.kind == "histogram":
            _check_histogram(family, exposed)
    return families


def value(families: dict[str, Exposed], sample: str, **labels: str) -> float:
    """A sample; 0 where there is none yet."""
    wanted = tuple(sorted(labels.items()))
    found = [
        number
        for exposed in families.values()
        for (name, given), number in exposed.samples.items()
        if (name, tuple(sorted(given))) == (sample, wanted)
    ]
    assert len(found) <= 1
    return sum(found)


def _take(line: str, family: str, exposed: Exposed) -> None:
    match = _SAMPLE.fullmatch(line)
    assert match is not None, f"no sample: {line!r}"
    name, listed, number = match.groups()
    ending = name.removeprefix(family)
    assert ending in (_OF_A_HISTOGRAM if exposed.kind == "histogram" else ("",)), f"{name} stands below {family}"
    assert exposed.kind != "counter" or name.endswith("_total"), f"a counter is named …_total, not {name}"
    labels = _labels(listed or "")
    assert (name, labels) not in exposed.samples, f"{line} stands there twice"
    assert _NUMBER.fullmatch(number), number
    exposed.samples[name, labels] = float(number)


def _labels(listed: str) -> Labels:
    labels = tuple((name, told) for name, told in _LABEL.findall(listed))
    assert ",".join(f'{name}="{told}"' for name, told in labels) == listed, listed
    assert len({name for name, _ in labels}) == len(labels), listed
    return labels


def _check_histogram(family: str, exposed: Exposed) -> None:
    """Buckets rise in bound and number, the last is +Inf and holds all."""
    bounds = [
        (float(dict(labels)["le"]), n) for (name, labels), n in exposed.samples.items() if name.endswith("bucket")
    ]
    assert [bound for bound, _ in bounds] == sorted({bound for bound, _ in bounds}), f"{family}: bounds"
    assert [count for _, count in bounds] == sorted(count for _, count in bounds), f"{family}: counts"
    assert bounds[-1] == (float("inf"), exposed.samples[f"{family}_count", ()]), f"{family}: +Inf"
    assert (f"{family}_sum", ()) in exposed.samples, f"{family}: sum"
