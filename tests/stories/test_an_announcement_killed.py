"""A broadcast whose process dies in the middle: afterwards everybody has it once, and what is in doubt is said."""

from datetime import timedelta
from itertools import pairwise

from tests.stories.announcing import TEXT, account, copies, half_sent, having, rows
from tests.stories.conftest import Stage
from tests.stories.test_announced_albums import TEXT as ALBUM_TEXT
from tests.stories.test_announced_albums import albums, albums_without_texts

A_WHILE = timedelta(minutes=5)
DOUBTFUL = "Być może dwa razy"


async def killed(stage: Stage) -> None:
    """Death, a new process, and the time that what waits may need."""
    await stage.narada.kill()
    await stage.narada.start()
    await stage.narada.move(A_WHILE)


async def test_killed_in_the_middle_everybody_has_it_once(stage: Stage) -> None:
    await half_sent(stage)
    assert "Wysyłanie: 2 z 4" in account(stage)

    await killed(stage)

    assert [len(copies(partner)) for partner in stage.partners] == [1, 1, 1, 1]
    assert len(await rows(stage)) == 4
    assert "Wysłane: 4 z 4" in account(stage)
    assert DOUBTFUL not in account(stage)


async def test_killed_with_two_copies_on_their_way_only_these_may_come_twice_and_the_account_says_so(
    stage: Stage,
) -> None:
    await stage.say(stage.office, f"/ogloszenie {TEXT}")
    stage.narada.telegram.faults.slow(600, times=2, method="sendMessage")  # carried out, and not answered in time
    await (await stage.office.press("Wyślij")).answered()
    await stage.office.sees("Wysyłanie: 2 z 4")
    for partner in stage.partners:
        await partner.sees(TEXT)

    await killed(stage)

    assert sorted(len(copies(partner)) for partner in stage.partners) == [1, 1, 2, 2]
    assert len(await rows(stage)) == 4
    assert "Wysłane: 4 z 4" in account(stage)
    assert f"{DOUBTFUL}: 2" in account(stage)


async def test_killed_between_album_and_text_nobody_has_an_album_twice(stage: Stage) -> None:
    await albums_without_texts(stage)

    await killed(stage)

    assert [albums(partner) for partner in stage.partners] == [1, 1, 1, 1]
    assert [len(copies(partner, ALBUM_TEXT)) for partner in stage.partners] == [1, 1, 1, 1]
    assert DOUBTFUL not in account(stage)


async def test_stopped_and_killed_nothing_more_leaves(stage: Stage) -> None:
    await half_sent(stage)
    await stage.press(stage.office, "Zatrzymaj")

    await killed(stage)

    assert len(having(stage, TEXT)) == 2
    assert "Zatrzymane: wysłano 2 z 4" in account(stage)


async def test_of_the_account_one_edit_is_on_its_way_at_a_time_however_slow_and_the_newest_comes_last(
    stage: Stage,
) -> None:
    await half_sent(stage, TEXT, "Poproś o potwierdzenie")
    following = stage.office.chat.containing("Wysyłanie: 2 z 4")
    assert following is not None
    heard, telegram = len(stage.narada.telegram.journal), stage.narada.telegram
    telegram.faults.slow(0.7, method="editMessageText")
    reader = next(partner for partner in stage.partners if copies(partner))
    await (await reader.press("Zapoznałem się")).answered()
    await stage.office.sees("Potwierdziły organizacje: 1 z 2")  # and Telegram has not answered that edit yet

    await stage.press(stage.office, "Zatrzymaj")

    edits = telegram.journal.select("editMessageText", after=heard, chat_id=stage.office.id)
    assert len(edits) >= 2
    assert all(after.started >= (before.finished or 0) for before, after in pairwise(edits))
    assert "Zatrzymane: wysłano 2 z 4" in following.text
