"""Sealed secrets: what the key opens, and what tells nothing without it."""

import hmac
import secrets
from base64 import urlsafe_b64decode
from hashlib import sha256

import pytest

from storage.invitations import hashed
from storage.sealing import SECRET_BYTES, Seal, Unsealable

OURS, ANOTHERS = Seal.of("1:ours"), Seal.of("1:another")


def secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def test_what_is_sealed_is_the_secret_xor_the_hmac_of_its_hash_and_as_long_as_the_secret() -> None:
    plain = secret()
    key = hmac.new(b"1:ours", b"narada: addresses of calendars", sha256).digest()
    stream = hmac.new(key, hashed(plain).encode(), sha256).digest()[:SECRET_BYTES]

    kept = OURS.sealed(plain)

    assert len(kept) == len(plain) == 32
    assert bytes(a ^ b for a, b in zip(urlsafe_b64decode(kept), stream, strict=True)) == urlsafe_b64decode(plain)
    assert OURS.opened(kept, hashed(plain)) == plain


def test_what_another_token_has_sealed_is_not_opened() -> None:
    plain = secret()

    assert ANOTHERS.sealed(plain) != OURS.sealed(plain)
    assert ANOTHERS.opened(OURS.sealed(plain), hashed(plain)) is None


def test_secrets_that_differ_in_one_bit_are_sealed_with_different_keystreams() -> None:
    one, other = "A" * 32, "B" + "A" * 31
    kept = [int.from_bytes(urlsafe_b64decode(OURS.sealed(each))) for each in (one, other)]
    plain = [int.from_bytes(urlsafe_b64decode(each)) for each in (one, other)]

    assert kept[0] ^ kept[1] != plain[0] ^ plain[1]


def test_what_an_earlier_version_has_kept_is_the_secret_itself() -> None:
    plain = secret()

    assert OURS.opened(plain, hashed(plain)) == plain


@pytest.mark.parametrize(
    "kept", ["", "A" * 32, "A" * 31, "A" * 33, "ż" * 32, "A" * 31 + "=", "A" * 31 + "\n", "\ud800"]
)
@pytest.mark.parametrize("secret_hash", [hashed("x"), "", "ż", hashed("A" * 31)])
def test_of_anything_else_nothing_is_shown(kept: str, secret_hash: str) -> None:
    assert OURS.opened(kept, secret_hash) is None


@pytest.mark.parametrize("plain", ["", "A" * 31, "A" * 33, "+" * 32, "ż" * 32])
def test_only_secrets_of_ours_are_sealed(plain: str) -> None:
    with pytest.raises(Unsealable):
        OURS.sealed(plain)


def test_the_key_is_not_shown() -> None:
    assert repr(OURS) == "Seal()"
