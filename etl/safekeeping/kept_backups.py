"""Backups that the administrator makes while the application runs: one folder each, beside the database, never written over."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl.audit import Action, record
from etl.database import Database
from etl.people.accounts import Account
from etl.people.administration import require_administrator
from etl.safekeeping.backup import MANIFEST, BackupRefused, back_up, proved_manifest
from indicators.language import _

NAME = "%Y-%m-%d_%H%M%S"


@dataclass(frozen=True)
class Backup:
    """A finished backup: its folder, when it was made, what it holds; `size` in bytes."""

    folder: Path
    made_at: datetime
    size: int
    file_count: int
    figure_count: int


def backups_folder(database: Database) -> Path:
    """Where the backups lie: beside the database. Somebody must carry them to another machine."""
    return database.path.parent / f"{database.path.stem}-backups"


def list_backups(database: Database, actor: Account) -> list[Backup]:
    """The finished backups, the newest first. Raises NotAdministrator."""
    require_administrator(actor)
    folders = sorted(backups_folder(database).glob(f"*/{MANIFEST}"), reverse=True)
    return [_described(manifest.parent) for manifest in folders if not manifest.parent.name.endswith(".unfinished")]


def make_backup(database: Database, actor: Account) -> Backup:
    """A new backup, noted in the audit trail; reading goes on meanwhile, writing waits. Raises NotAdministrator, BackupRefused."""
    require_administrator(actor)
    folder = backups_folder(database) / f"{datetime.now():{NAME}}"
    back_up(database, folder)
    made = _described(folder)
    with database.writing(changes_answers=False) as cursor:
        record(cursor, actor.username, Action.BACKUP, folder.name, {"bytes": made.size, "files": made.file_count})
    return made


def prove_backup(database: Database, actor: Account, name: str) -> int:
    """Reads every file of a backup and compares its hash; returns how many there are. Raises NotAdministrator, BackupRefused."""
    require_administrator(actor)
    known = {backup.folder.name: backup.folder for backup in list_backups(database, actor)}
    if name not in known:
        raise BackupRefused(_("There is no backup named {name}.", name=name))
    return len(proved_manifest(known[name])["files"])


def _described(folder: Path) -> Backup:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    sizes = [facts["bytes"] for facts in manifest["files"].values()]
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Backup(folder, made_at, sum(sizes), len(sizes), manifest["counts"]["actuals"])
