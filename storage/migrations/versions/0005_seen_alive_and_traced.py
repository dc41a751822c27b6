"""Downtimes, the rate that all processes have found together, the update behind a letter, and what goes out first.

Only additions that may be empty: processes of the version before run on beside it.
"""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FOUND = ("rate_since", "rate_climbs_at", "rate_deaf_until", "written_at")


def upgrade() -> None:
    moment = storage.schema.Moment(timezone=True)
    op.create_table(
        "seen_alive",
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_seen_alive")),
    )
    op.create_table(
        "downtimes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=False),
        sa.Column("held_before", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downtimes")),
    )
    op.add_column("pace", sa.Column("rate", sa.Double(), nullable=True))
    for name in _FOUND:
        op.add_column("pace", sa.Column(name, moment, nullable=True))
    op.add_column("outbox", sa.Column("origin", sa.BigInteger(), nullable=True))
    op.create_index("ix_outbox_status_urgency_due_at", "outbox", ["status", "urgency", "due_at"])
    op.create_index(
        "ix_outbox_in_doubt",
        "outbox",
        ["status", "due_at"],
        sqlite_where=sa.text("possibly_twice = 1"),
        postgresql_where=sa.text("possibly_twice"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_in_doubt", "outbox")
    op.drop_index("ix_outbox_status_urgency_due_at", "outbox")
    op.drop_column("outbox", "origin")
    for name in reversed(_FOUND):
        op.drop_column("pace", name)
    op.drop_column("pace", "rate")
    op.drop_table("downtimes")
    op.drop_table("seen_alive")
