"""Alembic's entry: runs on the connection that storage.upgrade hands over."""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
