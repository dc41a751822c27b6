"""The packages: is every one locked by its hash, is what runs what is locked, and is any known to be faulty?

`python -m tests.guards.packages` exits 1 when something is wrong. Known faults are asked for at an advisory database
(the Open Source Vulnerabilities schema, https://ossf.github.io/osv-schema/); where it cannot be reached, that is said,
and what can be looked over without it still is.
"""

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from tests.guards.guard import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
ADVISORIES = "https://api.osv.dev/v1/querybatch"
VARIABLE = "NARADA_ADVISORIES"  # another database of the same interface, for machines that reach only their own
PATIENCE = 20  # seconds
OURS = frozenset({"narada", "pip", "setuptools", "uv"})  # beside the lock: ourselves, what installs, what locks


class Unreachable(Exception):
    """The advisory database did not answer as one."""


def pinned(text: str) -> dict[str, str]:
    """The version of every package that a lock names."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", text, re.MULTILINE))


def without_hash(text: str) -> list[str]:
    """The packages of a lock that any file of that name could stand in for."""
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return [entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)]


def strangers(text: str, installed: Mapping[str, str]) -> list[str]:
    """What is installed here and is not what the lock says: by name or by version."""
    known = pinned(text)
    return [f"{name}=={version}" for name, version in sorted(installed.items()) if known.get(name) != version]


def installed_here() -> dict[str, str]:
    """The packages of this environment, by their normalised names (PEP 503)."""
    found = {re.sub(r"[._-]+", "-", each.name).lower(): each.version for each in metadata.distributions()}
    return {name: version for name, version in found.items() if name not in OURS}


def faulty(packages: Mapping[str, str], address: str) -> list[str]:
    """Packages with known faults, with the names of the advisories. Raises Unreachable."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": packages[name]} for name in packages]
    asked = urllib.request.Request(
        address, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            results = json.load(answer)["results"]
        return [
            f"{name}=={version}: {', '.join(sorted(known['id'] for known in result['vulns']))}"
            for (name, version), result in zip(packages.items(), results, strict=True)
            if result.get("vulns")
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreachable(getattr(error, "reason", None) or type(error).__name__) from error


def looked_over(root: Path, installed: Mapping[str, str], address: str) -> list[str]:
    """Everything that is wrong, a line each."""
    texts = {lock: (root / lock).read_text(encoding="utf-8") for lock in LOCKS}
    wrong = [f"{lock}: no hash for {name}" for lock, text in texts.items() for name in without_hash(text)]
    wrong += [f"installed, and not what the lock says: {each}" for each in strangers(texts[LOCKS[1]], installed)]
    packages = {name: version for text in texts.values() for name, version in pinned(text).items()}
    try:
        known = [f"known to be faulty: {each}" for each in faulty(packages, address)]
    except Unreachable as away:
        print(f"Known faults were not asked for: the advisory database cannot be reached ({away}).")
        return wrong
    print(f"Known faults were asked for: {len(packages)} packages.")
    return [*wrong, *known]


def main() -> int:
    wrong = looked_over(ROOT, installed_here(), os.environ.get(VARIABLE, ADVISORIES))
    for each in wrong:
        print(each)
    print(f"Locks {', '.join(LOCKS)}: {len(wrong)} faults.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
