"""Follows an installation guide word by word in a bare Debian, up to a partner who has accepted the first invitation.

`python -m tests.install.follow_guide [GUIDE] [--suite trixie] [--folder FOLDER]`, as root; see `machine` for what it
needs. Every block of the guide is run as it stands, in its order. What the guide leaves to its reader is done here: the
address of the repository and the name of the machine are filled in, the token is typed where it is asked for, the lines
of configuration that the guide shows are written into the file that the guide opens. Telegram is the sandbox.
"""

import argparse
import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.people import Language
from bot.views.texts import texts
from sandbox.people import Person
from sandbox.server import Sandbox
from tests.install.guide import GUIDES, Block, blocks
from tests.install.machine import CommandFailed, Machine, machine

PROJECT = Path(__file__).parents[2]
TOKEN = "123456:" + "SANDBOX-token-of-the-guide"
REPOSITORY = Path("/srv/narada.git")  # where the machine finds it
FILLED_IN = {
    "ADRES_REPOZYTORIUM": f"file://{REPOSITORY}",
    "REPOSITORY_ADDRESS": f"file://{REPOSITORY}",
    "narada.example.pl": "localhost",
    "narada.example.org": "localhost",
}
PORTS = (80, 443, 8080)  # of the web server and of Narada: the machine has the network of this one
CONFIGURATION = "/etc/narada/config.toml"
ARRIVES = 20.0  # seconds
INVITATION, UPDATE = re.compile(r"zaproszenie|invitation"), re.compile(r"Aktualizacja|Updating")
MOVE, SERVICE = re.compile(r"Przeniesienie|Moving"), re.compile(r"5\.")
ASKS_FOR_TOKEN = re.compile(r"^narada init\b")
OPENS_CONFIGURATION = re.compile(r"^nano ")
ORGANISATION = "Powiatowy Urząd Pracy w Wejherowie"


class Reader:
    """Somebody who follows the guide on a machine, with two telephones at hand."""

    def __init__(self, machine: Machine, telegram: Sandbox, repository: Path) -> None:
        self.machine, self.telegram, self.repository = machine, telegram, repository
        self.office = telegram.person("Biuro", "pl", name="koordynatorka partnerstwa")
        self.partner = telegram.person("PUP", "pl", name="przedstawiciel PUP")
        self.said = ""  # what the last block printed

    async def follow(self, guide: list[Block]) -> None:
        """Do everything in its order, and what the text asks for between the blocks."""
        for heading, under in groupby(guide, key=lambda block: block.heading):
            if UPDATE.search(heading):
                self._a_new_version_is_out()
            await self._do_all(list(under))
            if INVITATION.search(heading):
                await self._take_over_and_invite()
            if MOVE.search(heading):  # "and then step 5", on what plays the other machine
                await self._do_all([block for block in guide if SERVICE.match(block.heading)])

    async def _do_all(self, section: list[Block]) -> None:
        for position, block in enumerate(section):
            if block.language == "sh":
                await self._do(block, section[position + 1 :])

    async def _do(self, block: Block, coming: list[Block]) -> None:
        sys.stdout.write(f"-- {block.heading}, line {block.line}\n")
        sys.stdout.flush()
        commands = self._as_filled_in(block.text)
        if OPENS_CONFIGURATION.match(commands):
            self._configure(next(shown.text for shown in coming if shown.language == "toml"))
        elif ASKS_FOR_TOKEN.search(commands):
            self.said = await asyncio.to_thread(self.machine.typed, commands, "@BotFather", TOKEN)
        else:
            self.said = await asyncio.to_thread(self.machine.run, commands)
        sys.stdout.write("".join(f"   {line}\n" for line in self.said.splitlines()[-12:]))

    def _as_filled_in(self, text: str) -> str:
        for placeholder, value in FILLED_IN.items():
            text = text.replace(placeholder, value)
        return text

    def _configure(self, shown: str) -> None:
        """Write each line that the guide shows in place of the same setting's, and where the sandbox is."""
        file = self.machine.path(CONFIGURATION)
        owner = file.stat()
        addition = f'\n[telegram]\napi_url = "{self.telegram.api_url}"\n'
        file.write_text(merged(file.read_text(), self._as_filled_in(shown) + addition))
        assert (file.stat().st_uid, file.stat().st_mode) == (owner.st_uid, owner.st_mode)

    def _a_new_version_is_out(self) -> None:
        with TemporaryDirectory() as folder:
            _git("clone", "--quiet", str(self.repository), folder)
            Path(folder, "release.txt").write_text("A new version.\n")
            _commit(Path(folder))
            _git("-C", folder, "push", "--quiet", "origin", "main")

    async def _take_over_and_invite(self) -> None:
        """The coordinator opens the link that was printed last, and invites a partner, who accepts."""
        office = self.office
        await _joins(office, self.said.split()[-1])
        await office.press(_word("item-invite"))
        await office.sees(texts(Language.POLISH).plain("ask-organisation"), ARRIVES)
        await office.say(f"{ORGANISATION}; publiczny")
        letter = await office.sees("https://t.me/", ARRIVES)
        link = re.search(r"https://t\.me/\S+", letter.text)
        assert link is not None
        await _joins(self.partner, link[0])
        sys.stdout.write(f"   {ORGANISATION} has accepted the invitation\n")

    async def answers(self) -> None:
        """The service answers /start of everybody who has joined, and gives the partner a calendar."""
        for person in (self.office, self.partner):
            await _is_answered(person)
        await self.partner.say("/kalendarz")
        await self.partner.sees(_word("feeds-title"), ARRIVES)

    def calendar_is_reached(self) -> None:
        """The partner's calendar comes through the web server in front of the service."""
        copied = [button.copy for row in self.partner.chat.last.buttons for button in row if button.copy]
        address = copied[0]
        served = self.machine.run(f"curl --silent --insecure --fail --retry 5 --retry-all-errors '{address}'")
        if "BEGIN:VCALENDAR" not in served:
            raise CommandFailed(f"{address.rpartition('/')[0]} serves no calendar:\n{served[:200]}")


async def _is_answered(person: Person) -> None:
    before = len(person.chat.from_bot)
    await person.start()
    await person.until(lambda chat: len(chat.from_bot) > before, ARRIVES)


async def _joins(person: Person, link: str) -> None:
    await person.open(link)
    await person.until(
        lambda chat: _word("button-agree") in " ".join(chat.last.words) if chat.from_bot else "", ARRIVES
    )
    await person.press(_word("button-agree"))
    await person.until(lambda chat: _word("item-meetings") in " ".join(chat.last.words), ARRIVES)


def _word(key: str) -> str:
    return texts(Language.POLISH).plain(key)


def merged(configuration: str, shown: str) -> str:
    """The configuration with each `key = value` of `shown` put in place of that section's own line for the key."""
    section, wanted = "", dict[tuple[str, str], str]()
    for line in shown.splitlines():
        if line.startswith("["):
            section = line
        elif " = " in line:
            wanted[section, line.partition(" = ")[0]] = line
    done = []
    for line in configuration.splitlines():
        section = line.strip() if line.startswith("[") else section
        done.append(wanted.pop((section, line.partition(" = ")[0]), line))
    if wanted:
        raise SystemExit(f"the guide shows settings that the configuration has not: {sorted(wanted)}")
    return "".join(f"{line}\n" for line in done)


@contextmanager
def office_repository() -> Iterator[Path]:
    """This working tree as the office would clone it: what git has or would add, in one commit."""
    with TemporaryDirectory() as name:
        tree, bare = Path(name, "tree"), Path(name, "narada.git")
        listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for file in filter(None, _git("-C", str(PROJECT), *listed).split("\0")):
            if (PROJECT / file).is_file():
                (tree / file).parent.mkdir(parents=True, exist_ok=True)
                (tree / file).write_bytes((PROJECT / file).read_bytes())
        _git("init", "--quiet", "--initial-branch=main", str(tree))
        _commit(tree)
        _git("clone", "--quiet", "--bare", str(tree), str(bare))
        Path(name).chmod(0o755)
        yield bare


def _commit(tree: Path) -> None:
    _git("-C", str(tree), "add", "--all")
    who = ("-c", "user.name=guide", "-c", "user.email=guide@example.pl")
    _git("-C", str(tree), *who, "commit", "--quiet", "--message=release")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


async def follow(guide: Path, folder: Path, suite: str) -> None:
    """From the bare machine to the end of the guide."""
    taken = [port for port in PORTS if listened_to(port)]
    if taken:
        raise SystemExit(f"something listens on {taken} here, and the machine is to have these ports")
    with office_repository() as repository, machine(folder, suite, [f"{repository}:{REPOSITORY}"]) as started:
        async with Sandbox(TOKEN) as telegram:
            reader = Reader(started, telegram, repository)
            await reader.follow(list(blocks(guide.read_text(encoding="utf-8"))))
            await reader.answers()
            reader.calendar_is_reached()
    sys.stdout.write(f"{guide.name} was followed to its end on {suite}.\n")


def listened_to(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    """Read the command line and follow."""
    parser = argparse.ArgumentParser(prog="python -m tests.install.follow_guide", description=__doc__.splitlines()[0])
    parser.add_argument("guide", type=Path, nargs="?", default=GUIDES / "pl" / "instalacja-w-urzedzie.md")
    parser.add_argument("--suite", default="bookworm", help="the Debian to install on (default %(default)s)")
    parser.add_argument("--folder", type=Path, help="where the machine is made; the bare system is kept there")
    chosen = parser.parse_args()
    with TemporaryDirectory(prefix="guide-") as folder:
        asyncio.run(follow(chosen.guide, chosen.folder or Path(folder), chosen.suite))


if __name__ == "__main__":
    main()
