"""Passwords and other secrets: how they are hashed, compared and made."""

import hashlib
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dragoman.errors import AccountError

SHORTEST, LONGEST = 10, 256
"""How many characters a password has. The upper end keeps anyone from having us hash a book."""

# RFC 9106's second recommended option, the library's own choice: 64 MiB, three passes, four lanes.
HASHER = PasswordHasher()

# A hash takes 64 MiB while it is made; forty logins at once would take more than two gigabytes.
AT_ONCE = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Hash a password with Argon2id.

    Raises:
        AccountError: It is too short or too long.
    """
    known = _normal(password)
    if not SHORTEST <= len(known) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST} characters; take another one")
    with AT_ONCE:
        return HASHER.hash(known)


def fits(password: str, hashed: str | None) -> bool:
    """Tell whether a password is the one that was hashed; as slow where there is no hash.

    Args:
        password: What was typed.
        hashed: As hash_password made it. None: there is no such account.
    """
    known = _normal(password)[: LONGEST + 1]
    with AT_ONCE:
        decoy = _decoy()
        try:
            HASHER.verify(hashed or decoy, known)
        except (VerificationError, InvalidHashError):
            return False
    return hashed is not None


def is_outdated(hashed: str) -> bool:
    """Tell whether a hash was made with weaker settings than today's."""
    return HASHER.check_needs_rehash(hashed)


def new_secret() -> str:
    """Make a secret of 256 bits that fits into a cookie or a header."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Give what is stored of a random secret. It has 256 bits, so nothing slower is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _normal(password: str) -> str:
    """Make what two keyboards type alike the same characters (NIST SP 800-63B, 5.1.1.2)."""
    readable = password[: 4 * LONGEST].encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", readable)


@cache
def _decoy() -> str:
    return HASHER.hash(new_secret())
