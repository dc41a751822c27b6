"""What can be set: one dataclass a section, one field a setting, with its default and the comment people read."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.config import kinds
from bot.config.kinds import Choice, Flag, Kind, Length, Lengths, Number, Text, TimeOfDay
from bot.domain.people import Language

T = TypeVar("T")


def setting(kind: Kind[T], default: T, comment: str, *, secret: bool = False) -> T:
    """A field of a section. A secret's value is left out of `repr`."""
    return field(default=default, repr=not secret, metadata={"kind": kind, "comment": comment})


class Mode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The connection to Telegram, or to whatever speaks its Bot API."""

    token: str = setting(
        Text(kinds.is_token), "", "from @BotFather; better in the environment: NARADA_TELEGRAM__TOKEN", secret=True
    )
    api_url: str = setting(
        Text(kinds.is_address, required=True), "https://api.telegram.org", "or a Bot API server of your own"
    )
    mode: Mode = setting(Choice(Mode), Mode.POLLING, 'or "webhook"')
    webhook_url: str = setting(
        Text(kinds.is_address), "", "webhook: the address that reaches [web]; https when api_url is Telegram's own"
    )
    webhook_secret: str = setting(
        Text(kinds.is_webhook_secret),
        "",
        "webhook: 1–256 letters, digits, _ and - that only Telegram knows",
        secret=True,
    )


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where everything is remembered."""

    url: str = setting(
        Text(kinds.is_store, required=True),
        "sqlite:///narada.db",
        "from the folder narada starts in; or postgresql://user@host/name",
        secret=True,  # a PostgreSQL address may hold a password
    )

    @property
    def shown(self) -> str:
        """The address for people: with `***` in place of a password."""
        return kinds.without_password(self.url)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The HTTP server: feeds, pages, health, metrics, webhook."""

    host: str = setting(Text(required=True), "127.0.0.1", "the address to listen on; 0.0.0.0 for all of them")
    port: int = setting(Number(1, 65_535), 8080, "1–65535")
    public_url: str = setting(
        Text(kinds.is_address, required=True), "http://127.0.0.1:8080", "what people's calendars can reach"
    )


@dataclass(frozen=True, slots=True)
class PartnershipSettings:
    """Defaults for a new partnership."""

    name: str = setting(Text(required=True), "Partnerstwo", "how people call it; stands on cards and calendars")
    time_zone: str = setting(Text(kinds.is_time_zone, required=True), "Europe/Warsaw", "an IANA name")
    language: Language = setting(Choice(Language), Language.POLISH, 'or "en", "de"; each person can choose another')
    contact_email: str = setting(Text(kinds.is_email), "", "organizer of calendar files, contact in notices")
    project_title: str = setting(Text(), "", "printed on documents and on cards of seminars, trainings, conferences")
    project_number: str = setting(Text(), "", "printed with it")
    funding_note: str = setting(Text(), "", "printed with it: who pays, from which fund")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class MeetingsSettings:
    """What a meeting has when its coordinator says nothing else."""

    answer_deadline: timedelta = setting(Length(), timedelta(days=1), "answers are due this long before the start")
    length: timedelta = setting(Length(timedelta(minutes=1)), timedelta(hours=2), "when only a start is typed")


@dataclass(frozen=True, slots=True)
class RemindersSettings:
    """When people are reminded; [] is never."""

    answer_before_deadline: tuple[timedelta, ...] = setting(
        Lengths(), (timedelta(days=3), timedelta(days=1)), "to the silent"
    )
    before_meeting: tuple[timedelta, ...] = setting(
        Lengths(), (timedelta(days=1), timedelta(hours=2)), "to those who answered yes or maybe"
    )
    report_before_deadline: tuple[timedelta, ...] = setting(
        Lengths(),
        (timedelta(days=7), timedelta(days=2), timedelta(hours=4)),
        "to organisations whose report is missing",
    )
    pointless_after: timedelta = setting(
        Length(timedelta(minutes=1)), timedelta(hours=6), "a reminder this late is not sent"
    )


@dataclass(frozen=True, slots=True)
class OfficeHoursSettings:
    """When the bot may speak unasked, on the wall clock of the partnership."""

    enabled: bool = setting(Flag(), True, "false: reminders may come at any hour")
    quiet_from: time = setting(TimeOfDay(), time(20), "no reminders from")
    quiet_until: time = setting(TimeOfDay(), time(7), "and until")
    weekends: bool = setting(Flag(), False, "true: weekends are working days")
    holidays: str = setting(Text(kinds.is_country), "PL", 'country code of the public holidays, "" for none')


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """The notice shown at /start (GDPR article 13), and how long raw updates are kept."""

    controller: str = setting(Text(), "", "who is responsible for the data: name and address")
    contact: str = setting(Text(), "", "how to reach them")
    dpo: str = setting(Text(), "", "how to reach the data protection officer")
    legal_basis: str = setting(Text(), "", "the public task or contract, with its legal act")
    notice_url: str = setting(Text(kinds.is_web_page), "", "the full notice on your own page")
    inbox_days: int = setting(Number(1, 366), 7, "handled updates are forgotten after so many days")


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """How fast messages leave."""

    messages_per_second: int = setting(Number(1, 1_000), 30, "Telegram's broadcast ceiling; 1000 with paid broadcasts")
    paid_broadcast: bool = setting(Flag(), False, "true: pay Telegram Stars for more than 30 a second")


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """The nightly backup of the store, one file a night; `narada restore` puts one back."""

    folder: str = setting(Text(), "", "where to, best on another disk; empty: no nightly backups")
    at: time = setting(TimeOfDay(), time(3), "on the wall clock of [partnership] time_zone; a missed night is made up")
    keep_days: int = setting(Number(1, 3_660), 14, "every backup is kept so long,")
    keep_months: int = setting(Number(0, 120), 6, "then the first of each month so long")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked. Secrets are left out of `repr`."""

    telegram: TelegramSettings = TelegramSettings()
    storage: StorageSettings = StorageSettings()
    web: WebSettings = WebSettings()
    partnership: PartnershipSettings = PartnershipSettings()
    meetings: MeetingsSettings = MeetingsSettings()
    reminders: RemindersSettings = RemindersSettings()
    office_hours: OfficeHoursSettings = OfficeHoursSettings()
    privacy: PrivacySettings = PrivacySettings()
    delivery: DeliverySettings = DeliverySettings()
    backup: BackupSettings = BackupSettings()
