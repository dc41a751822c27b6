"""A bare Debian that boots: debootstrap makes the root, systemd-nspawn runs it with its own systemd.

Needs root and the packages debootstrap and systemd-container. The network is this machine's, so that the Debian mirror
and the package index are those that this machine is set up for; neither is named here.
"""

import os
import pty
import re
import select
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic, sleep

LEAST = ("systemd", "systemd-sysv", "dbus", "ca-certificates")  # what makes it a machine that boots and is on the net
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PIP_FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")
BOOT_SECONDS, BLOCK_SECONDS = 60.0, 900.0
_ENTER = ("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root")


class CommandFailed(Exception):
    """A block of the guide ended with another status than 0; the text has the block and what it printed."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A running machine: `root` is its file system as this machine sees it, `leader` its systemd."""

    root: Path
    leader: int

    def run(self, commands: str) -> str:
        """Paste the lines into a shell of root; what they print. Raises CommandFailed at the first that fails."""
        done = subprocess.run(
            [*self._shell(), "-c", f"set -e -o pipefail\n{commands}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=BLOCK_SECONDS, check=False, errors="replace",
        )  # fmt: skip
        if done.returncode:
            raise CommandFailed(f"{commands}\n-- status {done.returncode}, printed:\n{done.stdout}")
        return done.stdout

    def typed(self, commands: str, asked: str, answer: str) -> str:
        """The same on a terminal, where `answer` is typed once `asked` is on the screen."""
        pid, terminal = pty.fork()
        if pid == 0:  # the child: only what may follow a fork
            os.execvp("nsenter", [*self._shell(), "-c", f"set -e\n{commands}"])
        try:
            seen = _read_until(terminal, asked)
            os.write(terminal, f"{answer}\n".encode())
            seen += _read_until(terminal, None)
        finally:
            os.close(terminal)
            _, status = os.waitpid(pid, 0)
        if status:
            raise CommandFailed(f"{commands}\n-- status {status}, showed:\n{seen}")
        return seen

    def path(self, inside: str) -> Path:
        """Where a file of the machine is."""
        return self.root / inside.lstrip("/")

    def _shell(self) -> list[str]:
        settings = {
            "HOME": "/root", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8", "TERM": "linux", "DEBIAN_FRONTEND": "noninteractive",
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
        }  # fmt: skip
        kept = [f"{name}={value}" for name, value in settings.items()]
        return ["nsenter", f"--target={self.leader}", *_ENTER, "env", "--chdir=/root", "-i", *kept, "bash"]


@contextmanager
def machine(folder: Path, suite: str, shared: Sequence[str]) -> Iterator[Machine]:
    """A new Debian in the folder, booted; it is switched off at the end. `shared` ("here:there") can be read in it."""
    root = folder / "root"
    _make(root, folder / f"{suite}.tar", suite)
    _let_it_download(root)
    binds = [f"--bind-ro={path}" for path in (*shared, *_local_indexes())]
    boot = ["systemd-nspawn", f"--directory={root}", "--register=no", "--keep-unit", "--boot", *binds]
    with (
        (folder / "boot.log").open("wb") as log,
        subprocess.Popen(boot, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT) as nspawn,
    ):
        try:
            yield _booted(root, nspawn)
        finally:
            nspawn.terminate()  # nspawn switches the machine off in an orderly way
            nspawn.wait()


def _make(root: Path, kept: Path, suite: str) -> None:
    """Unpack the bare system; fetch it first if it is not kept yet."""
    if root.exists():
        shutil.rmtree(root)
    if not kept.exists():
        command = ["debootstrap", "--variant=minbase", f"--include={','.join(LEAST)}", suite, str(root), _mirror()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["tar", "-C", str(root), "-cf", str(kept), "."], check=True)
        return
    root.mkdir(parents=True)
    subprocess.run(["tar", "-C", str(root), "-xpf", str(kept)], check=True)


def _mirror() -> str:
    """The Debian mirror that this machine uses."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(SUITE) $(LABEL)", "Created-By: Packages"]
    lines = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    addresses = [line.split()[0] for line in lines if line.endswith(" Debian") and "security" not in line]
    if not addresses:
        raise SystemExit("apt on this machine knows no mirror of Debian")
    return addresses[0]


def _let_it_download(root: Path) -> None:
    """The settings and the certificates with which pip, git and curl reach the net from here."""
    for name in PIP_FILES:
        if (here := Path(name).expanduser()).is_file():
            there = root / name.replace("~", "root").lstrip("/")
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(here, there)
    for own in Path("/usr/local/share/ca-certificates").glob("*.crt"):
        shutil.copy(own, root / "usr/local/share/ca-certificates")
    if CERTIFICATES.exists():
        shutil.copy(CERTIFICATES, root / str(CERTIFICATES).lstrip("/"))


@cache
def _local_indexes() -> tuple[Path, ...]:
    """Folders of this machine that its pip looks into."""
    read = [Path(name).expanduser() for name in PIP_FILES]
    told = [file.read_text() for file in read if file.is_file()]
    told += [value for name, value in os.environ.items() if name.startswith("PIP_")]
    named = {Path(found) for text in told for found in re.findall(r"(?:file://|(?<![\w:/.-]))(/[\w./-]+)", text)}
    # An index lies in "simple", with the packages that it links to beside it.
    return tuple(sorted({path.parent if path.name == "simple" else path for path in named if path.is_dir()}))


def _booted(root: Path, nspawn: "subprocess.Popen[bytes]") -> Machine:
    """Wait until its systemd says that everything has started."""
    until = monotonic() + BOOT_SECONDS
    while monotonic() < until and nspawn.poll() is None:
        leader = _systemd_below(nspawn.pid)
        if leader is not None:
            started = Machine(root, leader)
            state = subprocess.run(
                [*started._shell(), "-c", "systemctl is-system-running"], capture_output=True, text=True, check=False
            ).stdout.strip()
            if state in {"running", "degraded"}:
                return started
        sleep(0.2)
    raise SystemExit(f"the machine has not started; see {root.parent / 'boot.log'}")


def _systemd_below(pid: int) -> int | None:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
            return int(child)
        if (found := _systemd_below(int(child))) is not None:
            return found
    return None


def _read_until(terminal: int, wanted: str | None) -> str:
    """What the terminal shows until it shows `wanted`, or (None) until its program has ended."""
    seen, until = "", monotonic() + BLOCK_SECONDS
    while monotonic() < until and (wanted is None or wanted not in seen):
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            read = os.read(terminal, 4096)
        except OSError:  # the program has ended
            break
        if not read:
            break
        seen += read.decode(errors="replace")
    return seen
