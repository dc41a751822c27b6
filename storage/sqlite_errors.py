"""SQLite's errors in the terms of whoever speaks through SQLAlchemy."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error, OperationalError

from sqlalchemy.exc import DBAPIError


@contextmanager
def as_sqlalchemy() -> Iterator[None]:
    """What SQLite raises within is raised as SQLAlchemy would have raised it."""
    try:
        yield
    except Error as error:
        raise _told(error) from error


def locked() -> Exception:
    """For whoever has waited for a lock long enough."""
    return _told(OperationalError("database is locked"))


def rolled_back() -> Exception:
    """For whoever believes in a transaction that SQLite itself has undone, for instance on a full disk."""
    return _told(OperationalError("the transaction was rolled back"))


def is_locked(error: Exception) -> bool:
    """Whether somebody else holds the lock: it may be asked for again."""
    return "locked" in str(error)


def _told(error: Error) -> Exception:
    told = DBAPIError.instance(None, None, error, Error, hide_parameters=True)
    assert isinstance(told, Exception)
    return told
