"""Passwords: kept as Argon2 hashes only, refused when too weak, made by chance when nobody chooses one."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from indicators.language import _

SHORTEST, LONGEST = 10, 200
# no letter or digit that can be taken for another one when it is read out or written down
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """What is kept of a password: its salted Argon2 hash with the parameters in it."""
    return _hasher.hash(password)


def verifies(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return _hasher.verify(password_hash, password)
    except VerificationError:
        return False


@cache
def nobodys_hash() -> str:
    """The hash to compare with when there is no account, so that an unknown name takes as long as a known one."""
    return hash_password("nobody signs in with this")


def weakness(password: str, forbidden: str = "") -> str | None:
    """Why a password is too weak, in a sentence; None when it will do. It may not contain `forbidden`, the account's name."""
    if not SHORTEST <= len(password) <= LONGEST:
        return _("A password has {least} to {most} characters; choose another one.", least=SHORTEST, most=LONGEST)
    if len(set(password)) < SHORTEST // 2:
        return _("This password repeats too few different characters; choose another one.")
    if forbidden and forbidden in password.lower():
        return _("A password must not contain the account name; choose another one.")
    return None


def made_password() -> str:
    """A new random password of four groups of four characters, about 79 bits, easy to read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _place in range(4)) for _group in range(4))
