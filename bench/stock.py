"""The bot that everybody writes: python-telegram-bot as its manual has it, the SQLAlchemy ORM over aiosqlite."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CallbackQueryHandler

from bench.clients import BUTTONS, TOKEN


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)


class Rsvp(Base):
    __tablename__ = "rsvps"
    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    answer: Mapped[str]


class Letter(Base):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    text: Mapped[str]
    status: Mapped[str]


def run(url: str, file: str, *, concurrent: bool) -> None:
    """Answer presses until the process is ended."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").rate_limiter(AIORateLimiter(1000, 1, 0, 0))
    if concurrent:
        builder = builder.concurrent_updates(True).connection_pool_size(256).pool_timeout(600)
    application = builder.post_init(lambda app: _opened(app, file)).build()
    application.add_handler(CallbackQueryHandler(_pressed))
    application.run_polling()


async def _opened(application: Application[Any, Any, Any, Any, Any, Any], file: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{Path(file)}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    application.bot_data["sessions"] = async_sessionmaker(engine, expire_on_commit=False)


async def _pressed(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None
    _, meeting, answer = str(query.data).split(":")
    coming = await _recorded(context.bot_data["sessions"], query.from_user.id, int(meeting), answer)
    await query.answer("Zapisano")
    rows = [[InlineKeyboardButton(text, callback_data=data) for text, data in BUTTONS]]
    await query.edit_message_text(f"Będzie: {coming}", reply_markup=InlineKeyboardMarkup(rows))


async def _recorded(sessions: async_sessionmaker[Any], telegram_id: int, meeting: int, answer: str) -> int:
    async with sessions() as session, session.begin():
        person = await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
        if person is None:
            person = Person(telegram_id=telegram_id)
            session.add(person)
            await session.flush()
        await session.merge(Rsvp(meeting_id=meeting, person_id=person.id, answer=answer))
        await session.flush()
        coming = await session.scalar(select(func.count()).where(Rsvp.meeting_id == meeting, Rsvp.answer == "yes"))
        return int(coming or 0)


if __name__ == "__main__":
    asyncio.set_event_loop(asyncio.new_event_loop())
    run(sys.argv[1], sys.argv[2], concurrent="--concurrent" in sys.argv)
