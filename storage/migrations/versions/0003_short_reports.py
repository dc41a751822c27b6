"""Short reports: what is asked, what is answered, and by whom."""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = storage.schema.Moment(timezone=True)
    op.create_table(
        "report_requests",
        sa.Column("id", key, nullable=False),
        sa.Column("partnership_id", key, nullable=False),
        sa.Column("once", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=False),
        sa.Column("period_last", sa.Date(), nullable=False),
        sa.Column("deadline", moment, nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("sector", sa.String(length=16), nullable=True),
        sa.Column("organisation_ids", sa.JSON(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("sent_by", key, nullable=True),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.Column("next_due_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_report_requests_partnership_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["people.id"], name=op.f("fk_report_requests_sent_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_requests")),
        sa.UniqueConstraint("once", name=op.f("uq_report_requests_once")),
    )
    with op.batch_alter_table("report_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_requests_next_due_at"), ["next_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_requests_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("request_id", key, nullable=False),
        sa.Column("organisation_id", key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("sent_by", key, nullable=True),
        sa.Column("sent_by_name", sa.String(length=200), nullable=False),
        sa.Column("sent_on_behalf", sa.Boolean(), nullable=False),
        *_whose("reports"),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_reports_sent_by"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("request_id", "organisation_id", name=op.f("pk_reports")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "report_answers",
        sa.Column("request_id", key, nullable=False),
        sa.Column("organisation_id", key, nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("answered_at", moment, nullable=False),
        sa.Column("answered_by", key, nullable=True),
        sa.Column("answered_by_name", sa.String(length=200), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        *_whose("report_answers"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_report_answers_answered_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("request_id", "organisation_id", "question", name=op.f("pk_report_answers")),
    )
    with op.batch_alter_table("report_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_answers_organisation_id"), ["organisation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("report_answers")
    op.drop_table("reports")
    op.drop_table("report_requests")


def _whose(table: str) -> list[sa.ForeignKeyConstraint]:
    """Of which request and of which organisation a row is; it goes when either does."""
    return [
        sa.ForeignKeyConstraint([f"{one}_id"], [f"{many}.id"], name=op.f(f"fk_{table}_{one}_id"), ondelete="CASCADE")
        for one, many in (("request", "report_requests"), ("organisation", "organisations"))
    ]
