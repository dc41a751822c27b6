"""What the service counts about itself, in the words of Prometheus. Numbers only: never who, never what about.

A process counts in memory and adds what is new to the store every few seconds (`usecases.counts`). Each series is one
number in the store that every process adds to. That is the simplest form that is right for several processes: nobody
must be asked, nobody's totals get lost with its process, and a counter never falls, not even when all are restarted.
A process that is killed loses what it counted since it last wrote, ten seconds at most.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

MOST_SERIES = 200
"""Of one family, in one process. A label that turns out to have no bound becomes "other" and not a full store."""
OTHER = "other"
LONGEST_VALUE = 60  # characters of a label's value; the store has a bound for a series


class Kind(StrEnum):
    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Family:
    """One metric. A histogram has `buckets` (upper bounds, rising) and no labels."""

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    def series(self, *values: str) -> str:
        """The name of the series with these labels' values, as the text format writes it."""
        pairs = ",".join(f'{label}="{_escaped(value)}"' for label, value in zip(self.labels, values, strict=True))
        return f"{self.name}{{{pairs}}}" if pairs else self.name

    def histogram_series(self) -> tuple[str, ...]:
        """Every series of a histogram, in the order in which they are to be written."""
        bounds = [*(f"{bound:g}" for bound in self.buckets), "+Inf"]
        return (*(self._bucket(bound) for bound in bounds), f"{self.name}_sum", f"{self.name}_count")

    def has(self, series: str) -> bool:
        """Whether a series of that name is one of this family's."""
        if self.kind is Kind.HISTOGRAM:
            return series in self.histogram_series()
        return series.partition("{")[0] == self.name

    def touched(self, value: float) -> dict[str, float]:
        """What one observation adds to which series of a histogram."""
        fallen = {self._bucket(f"{bound:g}"): 1.0 for bound in self.buckets if value <= bound}
        return {**fallen, self._bucket("+Inf"): 1.0, f"{self.name}_sum": value, f"{self.name}_count": 1.0}

    def _bucket(self, bound: str) -> str:
        return f'{self.name}_bucket{{le="{bound}"}}'


TELEGRAM_REQUESTS = Family(
    "narada_telegram_requests_total",
    Kind.COUNTER,
    'Requests to the Bot API by method and outcome; outcome "429" is Telegram asking us to wait.',
    ("method", "outcome"),
)
PRESS_ANSWER = Family(
    "narada_press_answer_seconds",
    Kind.HISTOGRAM,
    "From the arrival of a pressed button to Telegram having taken its answer.",
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
REMINDER_LATENESS = Family(
    "narada_reminder_lateness_seconds",
    Kind.HISTOGRAM,
    "From the moment for which a reminder was due to Telegram having taken it.",
    buckets=(1, 5, 20, 60, 300, 900, 3600, 21600),
)
UPDATES = Family("narada_updates_total", Kind.COUNTER, "Updates from Telegram by what became of them.", ("outcome",))
LETTERS = Family(
    "narada_letters_total", Kind.COUNTER, "Tries to deliver a letter by kind and outcome.", ("kind", "outcome")
)
ERRORS = Family(
    "narada_errors_total", Kind.COUNTER, "Errors in the log by the module that wrote them and kind.", ("where", "kind")
)
STARTS = Family("narada_starts_total", Kind.COUNTER, "Starts of each part since the store was made.", ("part",))

KEPT = (TELEGRAM_REQUESTS, PRESS_ANSWER, REMINDER_LATENESS, UPDATES, LETTERS, ERRORS, STARTS)
"""What is counted and kept in the store."""


class Counts:
    """What this process counted since it last gave it away. From any thread: errors are logged in several."""

    def __init__(self) -> None:
        self._new: dict[str, float] = {}
        self._known: dict[str, set[str]] = {}
        self._lock = Lock()

    def add(self, family: Family, *labels: str, by: float = 1) -> None:
        with self._lock:
            self._raise({self._bounded(family, labels): by})

    def observe(self, family: Family, value: float) -> None:
        """One observation of a histogram. A wait shorter than nothing is a clock that was set back, and counts as 0."""
        with self._lock:
            self._raise(family.touched(max(value, 0.0)))

    def take(self) -> dict[str, float]:
        """What is new, by series; it is the caller's now."""
        with self._lock:
            taken, self._new = self._new, {}
            return taken

    def put_back(self, taken: Mapping[str, float]) -> None:
        """It could not be kept: it is new again."""
        with self._lock:
            self._raise(taken)

    def _raise(self, amounts: Mapping[str, float]) -> None:
        for series, amount in amounts.items():
            self._new[series] = self._new.get(series, 0.0) + amount

    def _bounded(self, family: Family, labels: tuple[str, ...]) -> str:
        series, known = family.series(*labels), self._known.setdefault(family.name, set())
        if series not in known and len(known) >= MOST_SERIES:
            return family.series(*(OTHER for _ in labels))
        known.add(series)
        return series


class ErrorCounter(logging.Handler):
    """Counts what is logged as an error, by module and exception. The text is left out: it may hold anything."""

    def __init__(self, counts: Counts) -> None:
        super().__init__(logging.ERROR)
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        raised = record.exc_info[0] if record.exc_info else None
        self._counts.add(ERRORS, record.name, raised.__name__ if raised is not None else "message")


def _escaped(value: str) -> str:
    return value[:LONGEST_VALUE].replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
