"""Partnerships, the organisations in them, and the people who speak for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.refusals import LastCoordinator, NotFound

INVITATION_LASTS = timedelta(days=14)
PARTNERSHIP_LIMIT = 160


class Language(StrEnum):
    POLISH = "pl"
    ENGLISH = "en"
    GERMAN = "de"

    @classmethod
    def nearest(cls, code: str | None, otherwise: "Language") -> "Language":
        """The language of an IETF tag such as "de-AT", or `otherwise` when we do not speak it."""
        short = (code or "").lower().split("-")[0]
        return cls(short) if short in {"pl", "en", "de"} else otherwise


class Sector(StrEnum):
    PUBLIC = "public"
    NGO = "ngo"
    BUSINESS = "business"


class Role(StrEnum):
    """What an invitation makes of its bearer: who runs the partnership, or who speaks for an organisation."""

    REPRESENTATIVE = "representative"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    id: int
    name: str
    time_zone: str
    language: Language
    contact_email: str = ""
    project_title: str = ""
    project_number: str = ""
    funding_note: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: int
    partnership_id: int
    name: str
    sector: Sector
    joined_on: date
    left_on: date | None = None

    def belongs_on(self, day: date) -> bool:
        """Whether it is a partner on that day; the day of leaving is the first day without it."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody known by a Telegram account. `chat_id` is the private chat, which Telegram numbers like the account."""

    id: int
    telegram_id: int
    name: str
    language: Language
    agreed_at: datetime | None = None
    notice_version: str = ""
    blocked_at: datetime | None = None
    paused_until: datetime | None = None
    reminders: bool = True
    current_partnership_id: int | None = None

    @property
    def chat_id(self) -> int:
        return self.telegram_id

    @property
    def reachable(self) -> bool:
        return self.blocked_at is None

    def paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """That a person speaks for an organisation, from a day, perhaps until a day (the first day without)."""

    membership_id: int
    organisation: Organisation
    role: Role
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the person speaks on that day, for an organisation that is a partner on that day."""
        speaks = self.since <= day and (self.until is None or day < self.until)
        return speaks and self.organisation.belongs_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who is asking, within one partnership: everything a right can depend on."""

    person: Person
    partnership: Partnership
    seats: tuple[Seat, ...] = ()
    coordinator: bool = False
    in_several: bool = False  # the person belongs to other partnerships too, so cards name theirs

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(seat.organisation for seat in self.seats)

    def must_coordinate(self, what: str) -> None:
        """Raise NotFound(what) unless this is a coordinator: what one may not see does not exist."""
        if not self.coordinator:
            raise NotFound(what)

    def speaks_for(self, organisation_id: int) -> bool:
        return any(organisation.id == organisation_id for organisation in self.organisations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person together with every partnership they have to do with today."""

    person: Person
    members: tuple[Member, ...]

    @property
    def coordinates(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.coordinator)

    @property
    def speaks(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that lets its bearer join; of its token only the hash is kept."""

    id: int
    partnership_id: int
    organisation_id: int | None
    role: Role
    expires_at: datetime
    uses_left: int
    created_at: datetime
    created_by: int | None = None
    withdrawn_at: datetime | None = None

    def open(self, now: datetime) -> bool:
        return self.withdrawn_at is None and self.uses_left > 0 and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an invitation offers, shown before it is accepted."""

    invitation: Invitation
    partnership: Partnership
    organisation: Organisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A fresh invitation with its token, which is shown once and then forgotten. `link` is the whole t.me address."""

    invitation: Invitation
    partnership: Partnership
    organisation: Organisation | None
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person as the directory lists them."""

    person: Person
    role: Role
    membership_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One organisation in the directory with those who speak for it; nobody means outside Telegram."""

    organisation: Organisation
    speakers: tuple[Speaker, ...] = ()
    invitations: tuple[Invitation, ...] = ()

    @property
    def outside(self) -> bool:
        return not self.speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    partnership: Partnership
    entries: tuple[Entry, ...]
    coordinators: tuple[Person, ...] = ()
    viewer: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """Who runs a partnership, as one of those who do sees it."""

    partnership: Partnership
    coordinators: tuple[Person, ...]
    viewer: Member

    @property
    def of_one(self) -> bool:
        return len(self.coordinators) == 1

    def to_end(self, person_id: int) -> Person:
        """Whose coordination would end. Raises NotFound for whoever has none here, LastCoordinator for the only one."""
        found = next((person for person in self.coordinators if person.id == person_id), None)
        if found is None:
            raise NotFound("person")
        if self.of_one:
            raise LastCoordinator(partnership=self.partnership.name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCoordinator:
    """Whose coordination of a partnership has ended; `own` when they ended it themselves."""

    partnership: Partnership
    person: Person
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedLine:
    """One line of a pasted list of partners: what it would do."""

    line: int
    name: str
    sector: Sector | None
    known: Organisation | None = None
    twice: bool = False

    @property
    def ready(self) -> bool:
        return bool(self.name) and self.sector is not None and not self.twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is stored about a person: for them to read, to take away as JSON, and to have erased."""

    person: Person
    speaks_for: tuple[tuple[str, Seat], ...] = ()  # partnership's name, seat (past ones too)
    coordinates: tuple[str, ...] = ()
    answers: tuple[tuple[str, str, str, datetime], ...] = ()  # meeting, organisation, answer, when
    reports: tuple[tuple[str, str, str, datetime], ...] = ()  # request, organisation, answer, when
    received: int = 0  # messages sent to them that are still on record
    announcements: tuple[tuple[str, datetime | None, datetime | None], ...] = ()  # text, arrived, confirmed
    feeds: int = 0
    inbox: int = 0  # updates of theirs whose content is not yet blanked
