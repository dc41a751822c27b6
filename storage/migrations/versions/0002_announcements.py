"""Announcements: saved audiences, the announcements, their copies, and where coordinators follow them."""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audiences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded_name", sa.String(length=200), nullable=False),
        sa.Column("organisation_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_audiences_partnership_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audiences")),
        sa.UniqueConstraint("partnership_id", "folded_name", name=op.f("uq_audiences_partnership_id_folded_name")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("once", sa.String(length=100), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("asks_receipt", sa.Boolean(), nullable=False),
        sa.Column("newcomers_until", sa.Date(), nullable=True),
        sa.Column("created_at", storage.schema.Moment(timezone=True), nullable=False),
        sa.Column("before_meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("before_seconds", sa.Integer(), nullable=True),
        sa.Column("due_at", storage.schema.Moment(timezone=True), nullable=False),
        sa.Column("started_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("stopped_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("withdrawn_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("corrected_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("asked_again_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("next_due_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_announcements_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["before_meeting_id"], ["meetings.id"], name=op.f("fk_announcements_before_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_announcements_partnership_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("once", name=op.f("uq_announcements_once")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcements_before_meeting_id"), ["before_meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcements_next_due_at"), ["next_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcements_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("shown_version", sa.Integer(), nullable=False),
        sa.Column("edit_after", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("owner", sa.String(length=120), nullable=True),
        sa.Column("lease_until", storage.schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_accounts_announcement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accounts_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("announcement_id", "chat_id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "copies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organisation_ids", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("possibly_twice", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("album", sa.JSON(), nullable=False),
        sa.Column("sent_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("read_at", storage.schema.Moment(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_copies_announcement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_copies_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
        sa.UniqueConstraint("announcement_id", "person_id", name=op.f("uq_copies_announcement_id_person_id")),
    )
    with op.batch_alter_table("copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copies_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copies_person_id"))

    op.drop_table("copies")
    op.drop_table("accounts")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcements_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_announcements_next_due_at"))
        batch_op.drop_index(batch_op.f("ix_announcements_before_meeting_id"))

    op.drop_table("announcements")
    op.drop_table("audiences")
