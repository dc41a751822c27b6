"""Who guesses too often waits; who guesses now and then does not, and nobody can fill the memory."""

from datetime import UTC, datetime, timedelta

from bot.domain.guesses import Guesses

NOON = datetime(2027, 5, 11, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def test_after_so_many_wrong_guesses_nobody_listens_until_the_first_is_an_hour_old() -> None:
    guesses = Guesses(most=2)
    guesses.was_wrong(1, NOON)
    assert not guesses.too_many(1, NOON)
    guesses.was_wrong(1, NOON + SECOND)

    assert guesses.too_many(1, NOON + SECOND)
    assert guesses.too_many(1, NOON + HOUR - SECOND)
    assert not guesses.too_many(1, NOON + HOUR)


def test_one_guesser_is_no_burden_to_another() -> None:
    guesses = Guesses(most=1)
    guesses.was_wrong(1, NOON)

    assert guesses.too_many(1, NOON)
    assert not guesses.too_many(2, NOON)


def test_ever_new_guessers_take_no_more_memory() -> None:
    guesses = Guesses(most=1, guessers=3)
    for who in range(10):
        guesses.was_wrong(who, NOON)

    assert [who for who in range(10) if guesses.too_many(who, NOON)] == [7, 8, 9]


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    guesses = Guesses(most=1)
    guesses.was_wrong(1, NOON)

    assert not guesses.too_many(1, NOON - HOUR)
