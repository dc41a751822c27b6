"""Backups: when the store was restored, and which nights a backup was taken. What the service counts for /metrics."""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.schema.Moment(timezone=True)
    op.create_table(
        "restores",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("restored_at", moment, nullable=False),
        sa.Column("taken_at", moment, nullable=False),
        sa.Column("first_free_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restores")),
    )
    op.create_table(
        "nightly_backups",
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=True),
        sa.Column("lease_until", moment, nullable=True),
        sa.Column("taken_at", moment, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("night", name=op.f("pk_nightly_backups")),
    )
    op.create_table(
        "counted",
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counted")),
    )


def downgrade() -> None:
    op.drop_table("counted")
    op.drop_table("nightly_backups")
    op.drop_table("restores")
