"""The short hints that pages show until a person closes them: which ones are closed, kept for the account and not in a browser."""

from datetime import datetime

from etl.database import Database
from etl.people.accounts import Account

_DELETE = "delete from closed_hints where username = $username"


def close_hint(database: Database, account: Account, page: str | None) -> None:
    """The hint of `page`, or of every page for None, is not shown to this person again; closing it twice changes nothing."""
    with database.writing(changes_answers=False) as cursor:
        cursor.execute(f"{_DELETE} and page is not distinct from $page", {"username": account.username, "page": page})
        cursor.execute(
            "insert into closed_hints values ($username, $page, $now)",
            {"username": account.username, "page": page, "now": datetime.now()},
        )


def show_hints_again(database: Database, account: Account) -> None:
    """Every hint is shown to this person as at the first visit."""
    with database.writing(changes_answers=False) as cursor:
        cursor.execute(_DELETE, {"username": account.username})


def closed_hints(database: Database, account: Account) -> set[str | None]:
    """The pages whose hints this person has closed; None among them when all are."""
    with database.reading() as cursor:
        rows = cursor.execute("select page from closed_hints where username = $username", {"username": account.username}).fetchall()
    return {page for (page,) in rows}
