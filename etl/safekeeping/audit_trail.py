"""The audit trail as the administrator reads it: filtered, page by page, whole as a table, and proved."""

from dataclasses import asdict, dataclass
from datetime import date

import pyarrow as pa

from etl.audit import verify_chain
from etl.database import Database
from etl.people.accounts import Account
from etl.people.administration import require_administrator
from etl.statements import statement

EVERYTHING = 2**62


@dataclass(frozen=True)
class TrailFilter:
    """Which entries are meant; None means all of them. `first` and `last` are days, both included."""

    username: str | None = None
    action: str | None = None
    first: date | None = None
    last: date | None = None


def count_entries(database: Database, actor: Account, chosen: TrailFilter) -> int:
    """How many entries fit. Raises NotAdministrator."""
    require_administrator(actor)
    with database.reading() as cursor:
        (count,) = cursor.execute(statement("audit_counts"), asdict(chosen)).fetchone() or (0,)
    return int(count)


def list_entries(database: Database, actor: Account, chosen: TrailFilter, most: int = EVERYTHING, skipped: int = 0) -> pa.Table:
    """The entries that fit, the newest first: position, happened_at, username, display_name, action, subject, detail (JSON),
    address, hash. Raises NotAdministrator."""
    require_administrator(actor)
    with database.reading() as cursor:
        return cursor.execute(statement("audit_entries"), {**asdict(chosen), "most": most, "skipped": skipped}).to_arrow_table()


def people(database: Database, actor: Account) -> dict[str, str]:
    """By account name everybody who stands in the trail, as they are called. Raises NotAdministrator."""
    require_administrator(actor)
    with database.reading() as cursor:
        return dict(cursor.execute(statement("audit_people")).fetchall())


def breaks(database: Database, actor: Account) -> list[str]:
    """One sentence per break of the chain of hashes; empty when nothing was changed, taken out or put in. Raises NotAdministrator."""
    require_administrator(actor)
    with database.reading() as cursor:
        return verify_chain(cursor)
