"""The judge of a run: what it must find wrong."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot import config
from bot.domain.letters import Status
from bot.domain.rsvps import Answer, Rsvp
from sandbox import Sandbox
from sandbox.clock import ShiftedClock
from sandbox.journal import Entry, Outcome
from storage.database import Database
from tests.chaos.account import TOLD, Account, Key, Row
from tests.chaos.following import Follower
from tests.chaos.killing import Kill, Moment
from tests.chaos.load import TUESDAY_AFTERNOON, Load
from tests.chaos.plan import Amounts, planned
from tests.support.crowd import Crowd, Partner
from tests.support.processes import Place, WatchedJournal

KEY: Key = (5_000_000_001, "Narada nr 0001", "MeetingChanged")
MEETING, ORGANISATION = 7, 3


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """One person who has pressed yes and then no, in a place where nothing runs."""
    telegram, clock = Sandbox(), ShiftedClock(tmp_path / "clock", starts_at=TUESDAY_AFTERNOON)
    store = f"sqlite:///{tmp_path}/narada.db"
    settings = config.load(None, {"NARADA_TELEGRAM__TOKEN": telegram.token, "NARADA_STORAGE__URL": store})
    here = Place(tmp_path, telegram, WatchedJournal(), clock, settings, Database.open(store), {}, AsyncExitStack())
    person = telegram.person("przedstawiciel PUP w Wejherowie")
    partner = Partner(person, ORGANISATION, {MEETING: ["yes", "no"]})
    return Load(planned(1, Amounts(), "SQLite"), here, [Crowd(here, 1, person, [partner])])


def kept(load: Load, answer: str, changes: int) -> Account:
    """What is found when the store has kept this answer, so many times changed."""
    rsvp = Rsvp(
        meeting_id=MEETING,
        organisation_id=ORGANISATION,
        answer=Answer(answer),
        answered_at=TUESDAY_AFTERNOON,
        answered_by=None,
        answered_by_name="",
        date_revision=0,
        changes=changes,
    )
    return Account(load, (), [], {}, {MEETING: {ORGANISATION: rsvp}}, {})


def entry(outcome: Outcome = Outcome.OK, started: float = 10.0, finished: float = 10.1) -> Entry:
    """A message that arrived."""
    made = Entry(1, "sendMessage", {"chat_id": KEY[0]}, started, started)
    made.finished, made.outcome, made.accepted = finished, outcome, True
    return made


def row(status: Status = Status.SENT, *, possibly_twice: bool = False, reason: str = "") -> Row:
    return Row(1, KEY, status, possibly_twice, reason)


def kill(at: float) -> Kill:
    return Kill(Moment.ANY, at, at + 0.1)


def sent(load: Load, kept: Row, *entries: Entry, kills: tuple[Kill, ...] = ()) -> Account:
    """A letter, and the copies of it that arrived."""
    return Account(load, kills, [kept], {KEY: list(entries)} if entries else {}, {}, {})


async def test_each_press_counts_once_and_the_last_one_stands(load: Load) -> None:
    assert kept(load, "no", 2).pressed_otherwise() == []


@pytest.mark.parametrize(
    ("answer", "changes", "lost", "repeated"), [("yes", 1, 1, 0), ("no", 3, 0, 1), ("yes", 2, 0, 0)]
)
async def test_a_press_that_was_lost_or_counted_twice_or_overtaken_is_found(
    load: Load, answer: str, changes: int, lost: int, repeated: int
) -> None:
    found = kept(load, answer, changes)

    assert len(found.pressed_otherwise()) == 1
    assert (found.lost_presses(), found.repeated_presses()) == (lost, repeated)


async def test_an_answer_that_nobody_pressed_is_found(load: Load) -> None:
    load.partners[0].pressed.clear()
    found = kept(load, "yes", 1)

    assert len(found.invented()) == found.repeated_presses() == 1


@pytest.mark.parametrize(
    "letter",
    [
        row(),
        row(Status.QUEUED),
        row(Status.SKIPPED),
        row(Status.FAILED, reason="blocked"),
        row(Status.FAILED, possibly_twice=True),
    ],
    ids=lambda letter: f"{letter.status} {letter.reason}",
)
async def test_a_letter_that_never_arrived_and_has_no_good_reason_is_lost(load: Load, letter: Row) -> None:
    assert len(sent(load, letter).lost()) == 1


async def test_a_letter_skipped_for_a_reason_with_a_name_is_not_lost(load: Load) -> None:
    assert sent(load, row(Status.SKIPPED, reason="answered")).lost() == []


async def test_a_second_copy_is_explained_by_an_answer_that_was_cut_and_must_be_marked(load: Load) -> None:
    twice = (entry(Outcome.CUT), entry(started=12.0, finished=12.1))

    assert sent(load, row(possibly_twice=True), *twice).unexplained() == []
    assert len(sent(load, row(), *twice).unexplained()) == 1


@pytest.mark.parametrize(
    ("at", "unheard_at", "explained"),
    [(10.05, None, True), (9.95, None, True), (11.0, None, False), (11.0, 11.02, True), (11.0, 10.9, False)],
    ids=["under way", "arrived while the process died", "answered", "its answer unread", "unread long before"],
)
async def test_a_second_copy_is_explained_by_a_kill_only_if_the_first_was_in_flight(
    load: Load, at: float, unheard_at: float | None, *, explained: bool
) -> None:
    first = entry()
    first.unheard_at = unheard_at
    found = sent(load, row(possibly_twice=True), first, entry(started=12.0, finished=12.1), kills=(kill(at),))

    assert (found.unexplained() == []) is explained


async def test_three_copies_are_never_explained(load: Load) -> None:
    thrice = (entry(Outcome.CUT), entry(Outcome.CUT, 11.0), entry(started=12.0))

    assert len(sent(load, row(possibly_twice=True), *thrice).unexplained()) == 1


@pytest.mark.parametrize(
    ("says", "true"),
    [
        ("Wysłane: 1 z 2\nOgłoszenie nr 0001", True),
        ("Wysyłanie: 1 z 2\nOgłoszenie nr 0001", False),
        ("Wysłane: 0 z 2\nOgłoszenie nr 0001", False),
        ("Menu", False),
    ],
)
def test_an_account_that_says_anything_but_what_has_arrived_is_found(load: Load, says: str, true: bool) -> None:
    title, telegram, person = "Ogłoszenie nr 0001", load.place.telegram, load.partners[0].person
    message = telegram.new_message(person.chat, telegram.bot, text=says)
    follower = Follower(person)
    follower.followed.append(1)
    load.followers, load.told = [follower], {1: title}
    rows = [
        Row(number, (number, title, TOLD), status, possibly_twice=False, reason="")
        for number, status in enumerate((Status.SENT, Status.FAILED))
    ]

    found = Account(load, (), rows, {}, {}, {}, {(1, person.chat.id): message.id})

    assert (found.untrue_accounts() == []) is true
