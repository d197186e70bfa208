"""A password for the command line: asked twice without an echo, or the first line of a file."""

import getpass
from pathlib import Path


class PasswordUnreadable(Exception):
    """The password could not be read; the message says why."""


def read_password(whose: str, file: Path | None) -> str:
    """The password of `whose`. Raises PasswordUnreadable."""
    if file is None:
        first, second = getpass.getpass(f"Password of {whose}: "), getpass.getpass("Once more: ")
        if first != second:
            raise PasswordUnreadable("The two passwords differ; nothing was made.")
        return first
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise PasswordUnreadable(f"{file}: the password file cannot be read ({problem}); nothing was made.") from problem
    if not lines or not lines[0]:
        raise PasswordUnreadable(f"{file}: the first line holds no password; nothing was made.")
    return lines[0]
