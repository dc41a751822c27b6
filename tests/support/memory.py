"""How much memory a process and its children take."""

from pathlib import Path


def megabytes(pid: int) -> float:
    """PSS of the process and everything it has started, in MB: what is shared counts in parts."""
    own = _kilobytes(pid) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(megabytes(int(child)) for child in children)


def _kilobytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise LookupError(f"/proc/{pid}/smaps_rollup names no Pss")
