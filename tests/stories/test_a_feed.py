"""A feed shows one's own answer, and its address can be renewed and withdrawn."""

from pathlib import Path

from storage import backup
from storage.invitations import hashed
from tests.stories.calendars import addresses, fetched, subscribed
from tests.stories.conftest import Stage, wording


async def test_the_own_answer_is_seen_after_the_press_and_busy_only_for_yes(stage: Stage) -> None:
    await stage.announced()
    own, shared = await addresses(stage, stage.pup)
    silent = await subscribed(own)
    await stage.press(stage.pup, "Będę")
    yes, others = await subscribed(own), await subscribed((await addresses(stage, stage.caritas))[0])
    await stage.press(stage.pup, "Nie będę")
    no = await subscribed(own)

    assert str(yes["SUMMARY"]) == wording("ical-summary-yes", title="Spotkanie robocze")
    assert str(no["SUMMARY"]) == wording("ical-summary-no", title="Spotkanie robocze")
    assert str(others["SUMMARY"]) == str((await subscribed(shared))["SUMMARY"]) == "Spotkanie robocze"
    assert [str(event["TRANSP"]) for event in (silent, yes, no)] == ["TRANSPARENT", "OPAQUE", "TRANSPARENT"]
    assert int(silent["SEQUENCE"]) < int(yes["SEQUENCE"]) < int(no["SEQUENCE"])


async def test_a_renewed_address_works_and_the_old_one_is_gone(stage: Stage) -> None:
    await stage.announced()
    old = (await addresses(stage, stage.pup))[0]

    await stage.press(stage.pup, wording("button-feed-renew"))
    new = (await addresses(stage, stage.pup))[0]

    assert new != old
    assert (await fetched(old))[0] == 404
    assert (await fetched(new))[0] == 200


async def test_a_withdrawn_address_is_gone_like_one_that_never_was(stage: Stage) -> None:
    old = (await addresses(stage, stage.pup))[0]

    await stage.press(stage.pup, wording("button-feed-withdraw"))

    assert await fetched(old) == await fetched(f"{stage.narada.url}/calendar/{'A' * 32}.ics")
    assert (await fetched(old))[0] == 404


async def test_a_representative_cannot_renew_the_address_of_the_partnership(stage: Stage) -> None:
    _, shared = await addresses(stage, stage.pup)
    await addresses(stage, stage.caritas)

    for action in ("renew", "withdraw"):
        for feed_id in range(1, 3):
            await (await stage.caritas.forge(f"feed:{action}:{feed_id}")).answered()
    await stage.narada.settled()

    assert (await fetched(shared))[0] == 200


async def test_addresses_that_were_shown_stand_in_no_backup_and_are_shown_again_after_a_restart(
    stage: Stage, tmp_path: Path
) -> None:
    shown = await addresses(stage, stage.pup)
    await backup.take(stage.narada.db, tmp_path / "kopia.db", replace=False, now=stage.narada.clock())

    await stage.narada.stop()
    await stage.narada.start()

    assert await addresses(stage, stage.pup) == shown
    stolen = (tmp_path / "kopia.db").read_bytes()
    for address in shown:
        secret = address.rpartition("/")[2].removesuffix(".ics")
        assert hashed(secret).encode() in stolen
        assert secret.encode() not in stolen


async def test_all_coming_meetings_come_as_one_file(stage: Stage) -> None:
    await stage.announced()
    await stage.announced("Seminarium; 27.05.2027 10:00; Gdańsk")
    await addresses(stage, stage.pup)

    await stage.press(stage.pup, wording("button-every-file"))

    file = stage.pup.chat.last.file
    assert file is not None
    assert file.bytes.count(b"BEGIN:VEVENT") == 2
