"""Backup and restore: the database and its kept files in one folder, with a manifest that proves each of them."""

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.database import SCHEMA, Database, DatabaseExists, open_database
from indicators.language import _

MANIFEST = "manifest.json"
DATABASE_FILE = "database.duckdb"
FILES_FOLDER = "files"
COUNTED = (
    *("plans", "indicators", "regions", "targets", "tasks", "projects", "uploads", "revisions", "actuals", "rollups", "audit"),
    *("task_revisions", "project_revisions", "target_revisions", "reviews", "evidence", "bulletins"),
)
UNFINISHED = ".part"  # kept files on their way to their names
CHUNK = 1 << 20

Manifest = dict[str, Any]


class BackupRefused(Exception):
    """The backup cannot be made or cannot be trusted; nothing was changed."""


def back_up(database: Database, folder: Path) -> Manifest:
    """Copies everything into the new `folder` while nobody writes; returns its manifest. Raises BackupRefused."""
    if folder.exists():
        raise BackupRefused(_("{folder} exists already. Name a new folder for the backup.", folder=folder))
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with database.writing() as cursor:
        database.checkpoint()
        files = {DATABASE_FILE: _copy(database.path, unfinished / DATABASE_FILE)}
        for source in sorted(path for path in database.files.rglob("*") if path.is_file() and path.suffix != UNFINISHED):
            name = f"{FILES_FOLDER}/{source.relative_to(database.files).as_posix()}"
            files[name] = _copy(source, unfinished / name)
        manifest: Manifest = {
            "made_at": datetime.now().isoformat(timespec="seconds"),
            "kind": database.kind,
            "schema_version": cursor.execute("select max(version) from schema_versions").fetchall()[0][0],
            "plans": [row[0] for row in cursor.execute("select plan_id from plans order by position, plan_id").fetchall()],
            "counts": _counts(database),
            "files": files,
        }
    (unfinished / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    unfinished.rename(folder)
    return manifest


def restore(folder: Path, path: Path) -> Manifest:
    """Makes the database at the new `path` from a backup, after every file of it has proved to be as it was.

    Raises BackupRefused for a backup that is incomplete, damaged or newer than this program, DatabaseExists for a taken path.
    """
    files_folder = path.parent / f"{path.stem}-files"
    if path.exists() or (files_folder.exists() and any(files_folder.iterdir())):
        raise DatabaseExists(f"{path}: {DatabaseExists.__doc__}")
    manifest = proved_manifest(folder)
    # the database last and under its own name only when it is whole
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        for name in manifest["files"]:
            if name != DATABASE_FILE:
                _copy(folder / name, files_folder / Path(name).relative_to(FILES_FOLDER))
        _copy(folder / DATABASE_FILE, unfinished)
        unfinished.rename(path)
    except BaseException:
        shutil.rmtree(files_folder, ignore_errors=True)
        unfinished.unlink(missing_ok=True)
        raise
    database = open_database(path)
    try:
        counts = {
            table: count for table, count in _counts(database).items() if table in manifest["counts"]
        }  # an older one has fewer
    finally:
        database.close()
    if counts != manifest["counts"]:
        raise BackupRefused(
            f"{path} was restored but its counts are not those of the backup: {counts} instead of {manifest['counts']}."
        )
    return manifest


def _hash(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def proved_manifest(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all as it says, read byte by byte. Raises BackupRefused."""
    try:
        manifest: Manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        stated = manifest["files"]
    except (OSError, ValueError, KeyError) as problem:
        raise BackupRefused(
            _("{folder} is not a backup: {file} is missing or cannot be read.", folder=folder, file=MANIFEST)
        ) from problem
    newest = max(int(file.name[:3]) for file in SCHEMA.glob("[0-9][0-9][0-9]_*.sql"))
    if manifest["schema_version"] > newest:
        raise BackupRefused(
            _(
                "The backup has schema version {version}, this program knows {newest}. Install the program it was made with.",
                version=manifest["schema_version"],
                newest=newest,
            )
        )
    damaged = [name for name, facts in stated.items() if not (folder / name).is_file() or _hash(folder / name) != facts["sha256"]]
    if damaged or DATABASE_FILE not in stated:
        names = ", ".join(damaged) or DATABASE_FILE
        raise BackupRefused(_("The backup {folder} is damaged; missing or changed: {names}.", folder=folder, names=names))
    return manifest


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as cursor:
        return {table: cursor.execute(f"select count(*) from {table}").fetchall()[0][0] for table in COUNTED}


def _copy(source: Path, target: Path) -> dict[str, Any]:
    """Copies one file; returns what the manifest says of it, taken from the bytes that were copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            write.write(chunk)
    shutil.copymode(source, target)
    return {"sha256": digest.hexdigest(), "bytes": target.stat().st_size}
