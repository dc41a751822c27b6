"""Secrets of addresses as the store keeps them: sealed with a key that is nowhere in it (decision 0021)."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from storage.invitations import hashed

SECRET_BYTES = 24  # 192 bits: the address is all that protects a feed
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")  # so many bytes in base64url (RFC 4648 §5)
_PURPOSE = b"narada: addresses of calendars"


class Unsealable(Exception):
    """A secret was to be written by a program that has no key, or is none of ours."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals secrets, and opens what is sealed. Who has the store alone, a backup for instance, can do neither.

    What is kept is the secret XOR a keystream, HMAC-SHA256 (RFC 2104) of its SHA-256 under `key`. Each secret has a
    hash of its own, so no keystream is used twice; the hash also tells whether what was opened is the secret.
    """

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, token: str) -> "Seal":
        """The seal of the bot with that token; its key tells nothing of the token, and serves for nothing else."""
        return cls(hmac.digest(token.encode(), _PURPOSE, "sha256"))

    def sealed(self, secret: str) -> str:
        """What the store keeps of a secret; as long as that. Raises Unsealable when it is none of ours."""
        if not _SECRET.fullmatch(secret):
            raise Unsealable("a secret has 24 bytes in base64url")
        return self._mixed(secret, hashed(secret))

    def opened(self, kept: str, secret_hash: str) -> str | None:
        """The secret of what is kept; None when it was sealed with another key, or is no secret at all."""
        if is_plain(kept, secret_hash):
            return kept
        if not _SECRET.fullmatch(kept):
            return None
        secret = self._mixed(kept, secret_hash)
        return secret if is_plain(secret, secret_hash) else None

    def _mixed(self, text: str, secret_hash: str) -> str:
        stream = hmac.digest(self.key, secret_hash.encode(), "sha256")
        mixed = bytes(one ^ other for one, other in zip(urlsafe_b64decode(text), stream, strict=False))
        return urlsafe_b64encode(mixed).decode()


def is_plain(kept: str, secret_hash: str) -> bool:
    """Whether this is the secret itself, as earlier versions have kept it."""
    fits = hmac.compare_digest(hashed(kept).encode(), secret_hash.encode())
    return fits and _SECRET.fullmatch(kept) is not None
