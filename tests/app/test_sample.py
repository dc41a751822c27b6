"""The sample partnership of the demo."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import config
from bot.app import sample

TUESDAY_MORNING = datetime(2027, 5, 11, 7, tzinfo=UTC)


async def test_a_demo_never_plays_in_a_store_that_somebody_uses(tmp_path: Path) -> None:
    settings = config.load(None, {"NARADA_STORAGE__URL": f"sqlite:///{tmp_path}/narada.db"})
    first = await sample.prepare(settings, "narada_bot", now=TUESDAY_MORNING)

    assert len({link for _, link in first}) == len(sample.CAST)
    with pytest.raises(sample.StoreInUse):
        await sample.prepare(settings, "narada_bot", now=TUESDAY_MORNING)
