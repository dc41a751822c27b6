"""What deploy/ gives to Grafana and Prometheus asks only for what /metrics tells, and agrees with `narada check`."""

import json
import math
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import metrics as gauges
from bot.app.findings import CLOCK_MAY_DIFFER, LEAST_FREE, OLDEST_BACKUP_DAYS, STUCK_AFTER
from bot.counts import KEPT, Family, Kind

DEPLOY = Path(__file__).parents[2] / "deploy"
ALERTS = DEPLOY / "prometheus" / "narada-alerts.yml"
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "narada.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
ROWS = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
WIDTH = 24  # columns of Grafana's grid
OF_PROMETHEUS = {"le", "instance"}  # labels that it, or the format, adds


@dataclass
class Rule:
    """An alert as it stands in the file."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)


def rules() -> list[Rule]:
    """The alerts. The file keeps to few forms of YAML, each of which is read here; anything else is an error."""
    found = list[Rule]()
    for line in ALERTS.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"|#.*|groups:|  - name: narada|    rules:|        (labels|annotations):", line):
            continue
        if match := re.fullmatch(r"      - alert: (\w+)", line):
            found.append(Rule(match[1]))
            continue
        match = re.fullmatch(r" {8}(?: {2})?(\w+): (?:'([^']*)'|(\w+))", line)
        assert match is not None, f"not one of the forms that are used: {line!r}"
        assert match[1] not in found[-1].facts, f"{found[-1].name} has {match[1]} twice"
        found[-1].facts[match[1]] = match[2] or match[3]
    return found


RULES = {rule.name: rule.facts for rule in rules()}
ASKED = {f"{panel['title']}: {each['expr']}": each["expr"] for panel in PANELS for each in panel["targets"]} | {
    name: facts["expr"] for name, facts in RULES.items()
}


def told() -> dict[str, Family]:
    """Every sample's name that /metrics tells, with its family."""
    found = dict[str, Family]()
    for family in (*KEPT, *(each for each in vars(gauges).values() if isinstance(each, Family))):
        endings = ("_bucket", "_sum", "_count") if family.kind is Kind.HISTOGRAM else ("",)
        found |= {f"{family.name}{ending}": family for ending in endings}
    return found


@pytest.mark.parametrize("expression", ASKED.values(), ids=ASKED)
def test_what_is_asked_for_is_told_with_these_labels(expression: str) -> None:
    known = told()
    named = set(re.findall(r"\bnarada_\w+", expression))

    assert named
    assert named <= set(known)
    labels = {label for name in named for label in known[name].labels} | OF_PROMETHEUS
    grouped = re.findall(r"\bby \(([^)]*)\)", expression)
    assert {each.strip() for group in grouped for each in group.split(",")} <= labels
    assert set(re.findall(r"(\w+)(?:=~|!=|!~|=)\"", expression)) <= labels
    assert (expression.count("("), expression.count("{")) == (expression.count(")"), expression.count("}"))


@pytest.mark.parametrize("expression", ASKED.values(), ids=ASKED)
def test_processes_that_tell_the_same_totals_are_not_added_up(expression: str) -> None:
    for name in re.findall(r"\bnarada_\w+", expression):
        before = expression[: expression.index(name)]

        assert re.search(r"\b(max|min|absent|sum by \(instance\)|on)\b[^{}]*$", before), f"{name} is added up"


def test_a_counter_is_asked_for_its_growth() -> None:
    counters = {family.name for family in KEPT if family.kind is Kind.COUNTER}
    totals = [each for each in ASKED.values() if any(name in each for name in counters)]

    assert totals
    assert all(re.search(r"\b(rate|increase)\(|\boffset\b", each) for each in totals)


# --- the dashboard


def test_the_dashboard_has_its_rows() -> None:
    assert ROWS == ["At a glance", "People waiting", "Delivery", "Telegram", "Store", "Calendars", "Processes"]


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_says_what_it_shows_and_in_which_unit(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == "${datasource}"


def test_panels_stand_beside_one_another() -> None:
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    cells = [
        (x, y) for at in places for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])
    ]

    assert len(cells) == len(set(cells))
    assert all(x < WIDTH for x, _ in cells)
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)


# --- the alerts


@pytest.mark.parametrize("name", RULES)
def test_an_alert_waits_a_while_has_a_severity_and_says_what_to_do(name: str) -> None:
    facts = RULES[name]

    assert set(facts) == {"expr", "for", "severity", "summary", "action"}
    assert re.fullmatch(r"\d+[mhd]", facts["for"])
    assert facts["severity"] in {"critical", "warning", "info"}
    assert facts["action"].endswith(".")


def test_alerts_begin_where_the_check_begins_to_complain() -> None:
    backup = timedelta(days=OLDEST_BACKUP_DAYS + 1)  # it counts whole days

    assert limit("NaradaInboxStuck") == limit("NaradaOutboxStuck") == f"> {STUCK_AFTER.total_seconds():.0f}"
    assert limit("NaradaDiskNearlyFull") == f"< {LEAST_FREE}"
    assert limit("NaradaClockWrong") == f"> {CLOCK_MAY_DIFFER.total_seconds():.0f}"
    assert limit("NaradaBackupOld") == f">= {backup.total_seconds():.0f}"


def test_what_the_readme_says_of_alarms_are_alerts() -> None:
    said = re.findall(r"`(narada_\w+) *(>=|>|<|==) *([\d* ]+)`", (DEPLOY / "README.md").read_text(encoding="utf-8"))
    limits = {(name, str(math.prod(int(each) for each in number.split("*")))) for name, _, number in said}
    alerts = {
        (name, facts["expr"].rsplit(" ", 1)[-1])
        for facts in RULES.values()
        for name in re.findall(r"narada_\w+", facts["expr"])
    }

    assert len(limits) > 2
    assert limits - alerts == {("narada_inbox_oldest_seconds", "120")}  # to be seen early; people wait for an answer


def limit(name: str) -> str:
    """Where an alert begins."""
    return " ".join(RULES[name]["expr"].split(" ")[-2:])
