"""The SQL of this package: every statement is a file."""

from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of one SQL file of this package."""
    return (SQL / f"{name}.sql").read_text("utf-8")
