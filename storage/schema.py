"""Every table on one page. Moments are UTC and aware; wall-clock times say so in their names."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. A naive datetime is refused: nobody could say which hour it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Partial indexes name their condition for SQLite alone: naming PostgreSQL's would load that dialect at every
# start. The migrations name both.

# SQLite numbers rows by itself only when the key is exactly INTEGER.
Key = BigInteger().with_variant(Integer(), "sqlite")


def _key() -> Column[int]:
    return Column("id", Key, primary_key=True)


def _to(table: str, *, optional: bool = False) -> ForeignKey:
    return ForeignKey(f"{table}.id", ondelete="SET NULL" if optional else "CASCADE")


partnerships = Table(
    "partnerships",
    metadata,
    _key(),
    Column("name", String(200), nullable=False, unique=True),
    Column("time_zone", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("contact_email", String(200), nullable=False),
    Column("project_title", Text, nullable=False),
    Column("project_number", String(100), nullable=False),
    Column("funding_note", Text, nullable=False),
)

organisations = Table(
    "organisations",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False),  # case and spaces folded: one organisation, one row
    Column("sector", String(16), nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("left_on", Date),
    UniqueConstraint("partnership_id", "folded_name"),
)

people = Table(
    "people",
    metadata,
    _key(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("agreed_at", Moment),
    Column("notice_version", String(32), nullable=False, server_default=""),
    Column("blocked_at", Moment),
    Column("paused_until", Moment),
    Column("reminders", Boolean, nullable=False, server_default=text("true")),
    Column("current_partnership_id", Key, _to("partnerships", optional=True)),
)

memberships = Table(
    "memberships",
    metadata,
    _key(),
    Column("person_id", Key, _to("people"), nullable=False),
    Column("organisation_id", Key, _to("organisations"), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    UniqueConstraint("person_id", "organisation_id", "since"),
)

coordinators = Table(
    "coordinators",
    metadata,
    Column("partnership_id", Key, _to("partnerships"), primary_key=True),
    Column("person_id", Key, _to("people"), primary_key=True, index=True),
    Column("since", Date, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False),
    Column("organisation_id", Key, _to("organisations")),
    Column("role", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Key, _to("people", optional=True)),
    Column("expires_at", Moment, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("withdrawn_at", Moment),
)

meetings = Table(
    "meetings",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False),
    Column("uid", String(200), nullable=False, unique=True),
    Column("once", String(100), nullable=False, unique=True),  # the dialog it was announced from: pressing twice is one
    Column("kind", String(16), nullable=False),
    Column("title", String(400), nullable=False),
    Column("place", String(400), nullable=False),
    Column("description", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("wall_start", DateTime, nullable=False),
    Column("wall_end", DateTime, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("answer_until", Moment, nullable=False),
    Column("deadline_named", Boolean, nullable=False),
    Column("announced_at", Moment, nullable=False),
    Column("announced_by", Key, _to("people", optional=True)),
    Column("date_set_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("date_revision", Integer, nullable=False),
    Column("cancelled_at", Moment),
    Column("cancel_reason", Text, nullable=False),
    Column(
        "next_due_at", Moment, index=True
    ),  # when a reminder rule next applies; derived, so the sweep need not look at all
    Column("version", Integer, nullable=False, server_default=text("0")),  # rises with whatever a card shows
    Column("shown_version", Integer, nullable=False, server_default=text("0")),  # what every card shows at least
    Index("ix_meetings_partnership_id_starts_at", "partnership_id", "starts_at"),
    Index(
        "ix_meetings_cards_behind",
        "id",
        sqlite_where=text("shown_version < version"),
    ),
)

cards = Table(
    "cards",
    metadata,
    Column("meeting_id", Key, _to("meetings"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True),
    Column("person_id", Key, _to("people"), nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("shown_version", Integer, nullable=False),
    Column(
        "file_sent", Boolean, nullable=False, server_default=text("false")
    ),  # took the .ics: gets it again on a change
    Column("edit_after", Moment),  # not before: edits of one card are coalesced
    Column("owner", String(120)),
    Column("lease_until", Moment),
)

rsvps = Table(
    "rsvps",
    metadata,
    Column("meeting_id", Key, _to("meetings"), primary_key=True),
    Column("organisation_id", Key, _to("organisations"), primary_key=True, index=True),
    Column("answer", String(8), nullable=False),
    Column("people", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("substitute", String(200), nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("answered_by", Key, _to("people", optional=True)),
    Column("answered_by_name", String(200), nullable=False),
    Column("on_behalf", Boolean, nullable=False),
    Column("date_revision", Integer, nullable=False),
    Column("changes", Integer, nullable=False),  # never falls: part of SEQUENCE
)

speaking_for = Table(  # "in whose name", remembered for a meeting
    "speaking_for",
    metadata,
    Column("meeting_id", Key, _to("meetings"), primary_key=True),
    Column("person_id", Key, _to("people"), primary_key=True),
    Column("organisation_ids", JSON, nullable=False),
)

report_requests = Table(
    "report_requests",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False, index=True),
    Column("once", String(100), nullable=False, unique=True),  # the dialog it was sent from: pressing twice is one
    Column("title", String(400), nullable=False),
    Column("questions", JSON, nullable=False),  # in order; an answer names its question by position
    Column("period_first", Date, nullable=False),
    Column("period_last", Date, nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("sector", String(16)),
    Column("organisation_ids", JSON, nullable=False),  # empty: the sector, or all partners
    Column("sent_at", Moment, nullable=False),
    Column("sent_by", Key, _to("people", optional=True)),
    Column("withdrawn_at", Moment),
    Column("next_due_at", Moment, index=True),  # when a chasing rule next applies
)

reports = Table(
    "reports",
    metadata,
    Column("request_id", Key, _to("report_requests"), primary_key=True),
    Column("organisation_id", Key, _to("organisations"), primary_key=True, index=True),
    Column("revision", Integer, nullable=False),  # rises with every answer: two who write at once are told apart
    Column("sent_at", Moment),
    Column("sent_by", Key, _to("people", optional=True)),
    Column("sent_by_name", String(200), nullable=False),
    Column("sent_on_behalf", Boolean, nullable=False),
)

report_answers = Table(
    "report_answers",
    metadata,
    Column("request_id", Key, _to("report_requests"), primary_key=True),
    Column("organisation_id", Key, _to("organisations"), primary_key=True, index=True),
    Column("question", Integer, primary_key=True, autoincrement=False),
    Column("value", JSON, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("answered_by", Key, _to("people", optional=True)),
    Column("answered_by_name", String(200), nullable=False),
    Column("on_behalf", Boolean, nullable=False),
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("serial", Integer, nullable=False),  # rises with every dialog of the chat: old buttons are known by it
    Column("person_id", Key, _to("people"), nullable=False),
    Column("partnership_id", Key, _to("partnerships")),
    Column("kind", String(32), nullable=False),
    Column("step", String(32), nullable=False),
    Column("draft", JSON, nullable=False),
    Column("trail", JSON, nullable=False),  # the steps taken, for "back"
    Column("updated_at", Moment, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    _key(),
    Column("kind", String(16), nullable=False),
    Column("person_id", Key, _to("people")),
    Column("partnership_id", Key, _to("partnerships")),
    Column("secret", String(64), nullable=False),  # sealed, because it is shown again on request; decision 0021
    Column("secret_hash", String(64), nullable=False, unique=True),  # what a request is looked up by
    Column("created_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Index("ix_feeds_person_id", "person_id"),
    Index("ix_feeds_partnership_id", "partnership_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),  # 0: belongs to no chat
    Column("content", JSON(none_as_null=True)),  # blanked once handled and old
    Column("received_at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    Column("applied", Boolean, nullable=False),  # its effect is committed; set in the same transaction as the effect
    Column("attempts", Integer, nullable=False),
    Column("try_after", Moment),
    Column("owner", String(120)),
    Column("lease_until", Moment),
    Column("finished_at", Moment),
    Column("last_error", Text),
    Index("ix_inbox_status_update_id", "status", "update_id"),
    Index(
        "ix_inbox_open",
        "chat_id",
        "update_id",
        sqlite_where=text("status IN ('waiting', 'working')"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    _key(),
    Column("once", String(200), nullable=False, unique=True),
    Column("partnership_id", Key, _to("partnerships")),
    Column("person_id", Key, _to("people")),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("pointless_at", Moment),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("possibly_twice", Boolean, nullable=False),
    Column("owner", String(120)),
    Column("lease_until", Moment),
    Column("message_id", BigInteger),
    Column("sent_at", Moment),
    Column("last_error", Text),
    Column("origin", BigInteger),  # the update on whose behalf it was queued, for the log
    Index("ix_outbox_status_due_at", "status", "due_at"),
    Index("ix_outbox_status_urgency_due_at", "status", "urgency", "due_at"),
    Index("ix_outbox_in_doubt", "status", "due_at", sqlite_where=text("possibly_twice = 1")),
    Index("ix_outbox_chat_id", "chat_id"),
)

audiences = Table(  # a coordinator's own choice of partners, kept under a name
    "audiences",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False),
    Column("organisation_ids", JSON, nullable=False),
    UniqueConstraint("partnership_id", "folded_name"),
)

announcements = Table(
    "announcements",
    metadata,
    _key(),
    Column("partnership_id", Key, _to("partnerships"), nullable=False, index=True),
    Column("once", String(100), nullable=False, unique=True),  # the dialog it was written in: pressing twice is one
    Column("author_id", Key, _to("people", optional=True)),
    Column("text", Text, nullable=False),  # HTML
    Column("attachments", JSON, nullable=False),  # [kind, file id, name], several are an album
    Column("audience", JSON, nullable=False),
    Column("asks_receipt", Boolean, nullable=False),
    Column("newcomers_until", Date),
    Column("created_at", Moment, nullable=False),
    Column("before_meeting_id", Key, _to("meetings", optional=True), index=True),
    Column("before_seconds", Integer),
    Column("due_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("stopped_at", Moment),
    Column("withdrawn_at", Moment),
    Column("corrected_at", Moment),
    Column("asked_again_at", Moment),
    Column("dropped", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("next_due_at", Moment, index=True),  # when it leaves, or when the silent are asked again
    Column("version", Integer, nullable=False, server_default=text("0")),  # rises with whatever its account shows
)

copies = Table(  # an announcement for one person; outlives the outbox row that carried it
    "copies",
    metadata,
    _key(),
    Column("announcement_id", Key, _to("announcements"), nullable=False),
    Column("person_id", Key, _to("people", optional=True), index=True),  # erased: the copy stays counted
    Column("organisation_ids", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("possibly_twice", Boolean, nullable=False),
    Column("message_id", BigInteger),
    Column("album", JSON, nullable=False),  # the numbers of its messages with files, when there are several
    Column("sent_at", Moment),
    Column("read_at", Moment),
    Column("revision", Integer, nullable=False),  # the correction that it shows
    UniqueConstraint("announcement_id", "person_id"),
)

accounts = Table(  # where a coordinator follows an announcement
    "accounts",
    metadata,
    Column("announcement_id", Key, _to("announcements"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True),
    Column("person_id", Key, _to("people"), nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("shown_version", Integer, nullable=False),
    Column("edit_after", Moment),  # not before: what happens meanwhile is shown together
    Column("owner", String(120)),
    Column("lease_until", Moment),
)

pace = Table(  # one row a bot: all that send for one token keep one pace
    "pace",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_free_at", Moment, nullable=False),
    Column("held_until", Moment),
    Column("rate", Double),  # messages a second that were found to be taken; empty: nobody was refused yet
    Column("rate_since", Moment),
    Column("rate_climbs_at", Moment),  # from when on more is tried
    Column("rate_deaf_until", Moment),  # refusals before that are echoes of the one that made this rate
    Column("written_at", Moment),  # one that lies ahead was written by a clock that has since been set back
)

parts = Table(  # heartbeats of the running parts, for /healthz and for leases
    "parts",
    metadata,
    Column("owner", String(120), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
)

seen_alive = Table(  # outlives a clean stop, unlike the heartbeats: it tells how long nobody was there
    "seen_alive",
    metadata,
    Column("part", String(16), primary_key=True),
    Column("seen_at", Moment, nullable=False),
)

downtimes = Table(  # when nobody was there for days
    "downtimes",
    metadata,
    _key(),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("held_before", Moment),  # what was due by then is held until a coordinator decides; empty: nothing is
)

restores = Table(  # when this store was restored from a backup
    "restores",
    metadata,
    _key(),
    Column("restored_at", Moment, nullable=False),  # what was due by then is held until a coordinator decides
    Column("taken_at", Moment, nullable=False),
    Column("first_free_id", BigInteger, nullable=False),  # lower ones may stand on buttons of what was lost
)

nightly_backups = Table(  # claimed by one process; tried again after a failure
    "nightly_backups",
    metadata,
    Column("night", Date, primary_key=True),
    Column("owner", String(120)),
    Column("lease_until", Moment),
    Column("taken_at", Moment),
    Column("error", Text),
)

counted = Table(  # for /metrics: growing numbers that every process adds to
    "counted",
    metadata,
    Column("series", String(200), primary_key=True),
    Column("total", Double, nullable=False),
)
