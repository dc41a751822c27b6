"""Whether the store's file is whole."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, reason_of


async def damage(db: Database) -> str:
    """SQLite's first complaint about its file, "" when it has none. PostgreSQL watches over its own files."""
    if not db.is_sqlite:
        return ""
    try:
        async with db.inspected() as connection:
            told = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar()
    except SQLAlchemyError as error:  # too damaged to be checked
        return reason_of(error)
    return "" if told == "ok" else str(told).splitlines()[-1]
