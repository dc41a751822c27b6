"""Announcements: what is said to an audience, when it leaves, and what became of every copy."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.audiences import Audience
from bot.domain.markup import read
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Organisation, Partnership
from bot.domain.refusals import AnnouncementGone, TextEmpty, TextTooLong
from bot.domain.typed import units

TEXT_LIMIT = 4096  # Bot API sendMessage, after parsing
CAPTION_LIMIT = 1024  # Bot API sendDocument, sendPhoto, sendMediaGroup
ALBUM_LIMIT = 10  # files in one album (Bot API sendMediaGroup)
ASK_AGAIN_AFTER = timedelta(days=1)


class AttachmentKind(StrEnum):
    DOCUMENT = "document"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that Telegram keeps: sent again by its id, whatever its size, without passing through this machine."""

    kind: AttachmentKind
    file_id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """So long before a meeting: the announcement moves with it."""

    meeting_id: int
    lead: timedelta

    def due(self, starts_at: datetime, hours: OfficeHours) -> datetime:
        """While the office is closed then, the last open moment before, as with reminders."""
        return hours.last_open_before(hours.earlier(starts_at, self.lead))


class Stage(StrEnum):
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class CopyStatus(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    BLOCKED = "blocked"  # the person has blocked the bot
    STOPPED = "stopped"  # the coordinator stopped before its turn came
    SKIPPED = "skipped"  # must not be sent after all; `reason` is the reason's name
    FAILED = "failed"  # Telegram refused it; `reason` is Telegram's own word


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """`text` is HTML; several `attachments` are an album. `revision` counts corrections; each copy keeps its own."""

    id: int
    partnership_id: int
    text: str
    audience: Audience
    created_at: datetime
    author_id: int | None = None
    attachments: tuple[Attachment, ...] = ()
    asks_receipt: bool = False
    newcomers_until: date | None = None
    before: Before | None = None
    due_at: datetime
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    withdrawn_at: datetime | None = None
    corrected_at: datetime | None = None
    asked_again_at: datetime | None = None
    dropped: bool = False  # its meeting was called off before it left
    revision: int = 0

    @property
    def text_apart(self) -> bool:
        """Whether a copy is two messages: an album can carry no button, so the text comes below it with the button."""
        return len(self.attachments) > 1 and self.asks_receipt

    @property
    def leaves(self) -> bool:
        """Whether copies of it may leave now."""
        return self.started_at is not None and self.stopped_at is None and self.withdrawn_at is None

    @property
    def waits(self) -> bool:
        """Whether it waits for its moment."""
        return self.started_at is None and self.stopped_at is None and self.withdrawn_at is None

    def started(self, now: datetime) -> "Announcement":
        return replace(self, started_at=self.started_at or now, stopped_at=None, dropped=False)

    def stopped(self, now: datetime) -> "Announcement":
        return replace(self, stopped_at=self.stopped_at or now)

    def withdrawn(self, now: datetime) -> "Announcement":
        """Taken back; raises AnnouncementGone when it was already."""
        self.must_stand()
        return replace(self, withdrawn_at=now, revision=self.revision + 1)

    def corrected(self, text: str, now: datetime) -> "Announcement":
        self.must_stand()
        return replace(self, text=fit(text, self.attachments), revision=self.revision + 1, corrected_at=now)

    def must_stand(self) -> None:
        if self.withdrawn_at is not None:
            raise AnnouncementGone

    def welcomes(self, organisation: Organisation, today: date) -> bool:
        """Whether somebody who joins that partner today gets it, too."""
        until = self.newcomers_until
        return self.leaves and until is not None and today <= until and self.audience.includes(organisation)

    def ask_again_at(self, hours: OfficeHours) -> datetime | None:
        """When those are asked once more who have not confirmed; None when nobody is to be asked, or they were."""
        if not self.asks_receipt or self.started_at is None or not self.leaves or self.asked_again_at is not None:
            return None
        at = self.started_at + ASK_AGAIN_AFTER
        return at if hours.open_at(at) else hours.next_open_after(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An announcement for one person, and what became of it. Erasing the person leaves it without a name.

    `message_id` is the message with the text; `album` are those with the files when there are several.
    """

    announcement_id: int
    person_id: int | None
    organisation_ids: tuple[int, ...]
    status: CopyStatus
    reason: str = ""
    possibly_twice: bool = False
    message_id: int | None = None
    album: tuple[int, ...] = ()
    sent_at: datetime | None = None
    read_at: datetime | None = None
    revision: int = 0
    person_name: str = ""
    telegram_id: int = 0

    @property
    def unreached(self) -> bool:
        """Whether sending it once more could give nobody two."""
        return self.status in {CopyStatus.STOPPED, CopyStatus.SKIPPED, CopyStatus.BLOCKED} or (
            self.status is CopyStatus.FAILED and not self.possibly_twice
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything a coordinator sees of an announcement: live while it leaves, final afterwards."""

    announcement: Announcement
    partnership: Partnership
    copies: tuple[Copy, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    outside: tuple[str, ...] = ()
    meeting_title: str = ""  # of the meeting that decides when it leaves
    audience_title: str = ""  # of the meeting whose answers decide for whom it is
    held: int = 0  # of the copies that wait: how many wait for a coordinator's decision after a restore
    version: int = 0

    @property
    def stage(self) -> Stage:
        of = self.announcement
        if of.withdrawn_at is not None:
            return Stage.WITHDRAWN
        if of.stopped_at is not None:
            return Stage.STOPPED
        if of.started_at is None:
            return Stage.SCHEDULED
        return Stage.SENDING if self.with_status(CopyStatus.QUEUED) else Stage.SENT

    def with_status(self, status: CopyStatus) -> tuple[Copy, ...]:
        return tuple(copy for copy in self.copies if copy.status is status)

    @property
    def sent(self) -> tuple[Copy, ...]:
        return self.with_status(CopyStatus.SENT)

    @property
    def unreached(self) -> tuple[Copy, ...]:
        return tuple(copy for copy in self.copies if copy.unreached)

    @property
    def doubtful(self) -> tuple[Copy, ...]:
        return tuple(copy for copy in self.copies if copy.possibly_twice)

    @property
    def behind(self) -> tuple[Copy, ...]:
        """Copies that still show what was before the last correction."""
        return tuple(copy for copy in self.sent if copy.revision < self.announcement.revision)

    @property
    def asked(self) -> tuple[int, ...]:
        """Organisations that a copy arrived for: those that can confirm."""
        return tuple(dict.fromkeys(one for copy in self.sent for one in copy.organisation_ids))

    @property
    def confirmed(self) -> tuple[int, ...]:
        return confirmed(self.copies)


def confirmed(copies: Iterable[Copy]) -> tuple[int, ...]:
    """Organisations of which somebody has confirmed: one voice is enough, as with every answer."""
    return tuple(dict.fromkeys(one for copy in copies if copy.read_at for one in copy.organisation_ids))


def fit(text: str, attachments: tuple[Attachment, ...]) -> str:
    """The HTML text if it fits after parsing; raises TextTooLong, or TextEmpty when there is nothing to send."""
    length, limit = units(read(text)), CAPTION_LIMIT if attachments else TEXT_LIMIT
    if length > limit:
        raise TextTooLong(limit=limit, length=length)
    if not attachments and not read(text).strip():
        raise TextEmpty
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A coordinator's message that follows an announcement, kept true as cards are."""

    announcement_id: int
    chat_id: int
    person_id: int
    message_id: int
    digest: str
    shown_version: int
