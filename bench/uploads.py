"""Uploads: reading, checking, comparing and committing a file, against reading it only and against doing it with pandas."""

import statistics
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from bench.measure import Measurement, ratio, seconds
from bench.scale import PLAN, ROOT_KEY, SIZES, leaf_keys
from etl.database import Database
from etl.life_cycle.review import approve
from etl.life_cycle.upload import check_any, commit_upload, undo_upload
from etl.people.accounts import Account, Scope
from indicators.vocabulary import Role

FILE = Path(__file__).parent / "sql" / "upload_file.sql"
REPORTER = Account("bench", "bench", Role.REPORTER, (Scope(PLAN, f"region-{ROOT_KEY}", None),), "en", False)
OFFICE = Account("office", "office", Role.OFFICE, (), "en", False)
TEXT, FIGURE = "varchar", "decimal(18,4)"
COLUMNS = {
    **dict.fromkeys(("indicator_id", "indicator", "region_id", "region", "period", "unit", "target"), TEXT),
    **dict.fromkeys(("last", "value", "numerator", "denominator"), FIGURE),
    "note": TEXT,
}
KEYS = ["indicator_key", "region_key", "period"]
REPEATS = 3


class UploadBench:
    """Files of a wanted size for one database: half corrections of the last month, half the month after it."""

    def __init__(self, size: str, database: Database) -> None:
        self.size, self.database = size, database
        self.last = SIZES[size].last_period
        self.upload_id: int | None = None

    def file(self, rows: int, turn: int, region_key: int | None = None) -> Path:
        """A new CSV of about `rows` rows; every `turn` says something else."""
        path = self.database.files / f"bench-{rows}-{turn}.csv"
        values = {"rows": rows, "turn": turn, "last": self.last, "region_key": region_key}
        with self.database.reading() as cursor:
            cursor.execute(f"create or replace temp table bench_file as {FILE.read_text('utf-8')}", values)
            cursor.execute("copy bench_file to $path (header)", {"path": str(path)})
        return path

    def read_only(self, path: Path) -> None:
        """Reads the file into typed columns and does nothing else."""
        with self.database.reading() as cursor:
            cursor.execute(
                "create or replace temp table bench_floor as from read_csv($path, header = true, auto_detect = false, columns = $columns)",
                {"path": str(path), "columns": COLUMNS},
            )

    def upload(self, path: Path) -> None:
        """What the page does, from bytes to submission."""
        today, data = date(self.last.year, 12, 31), path.read_bytes()
        checked = check_any(self.database, REPORTER, PLAN, None, path.name, data, today=today, is_correction=True)
        self.upload_id = commit_upload(self.database, REPORTER, checked, "measured")

    def approve_last(self) -> None:
        """Lets the last upload count."""
        approve(self.database, OFFICE, self._last())

    def undo_last(self) -> None:
        """Takes the last upload back."""
        undo_upload(self.database, OFFICE, self._last(), "measured")

    def _last(self) -> int:
        assert self.upload_id is not None, "the file changed nothing"
        return self.upload_id

    def with_pandas(self, path: Path) -> None:
        """The same with pandas: read, map codes, check, compare with the year's history, write the year and its sums anew."""
        rows = pd.read_csv(path, dtype=dict.fromkeys((name for name, kind in COLUMNS.items() if kind == TEXT), "string"))
        with self.database.reading() as cursor:
            indicators = cursor.execute("select indicator_id, indicator_key, has_parts from indicators").df()
            regions = cursor.execute("select region_id, region_key from regions").df()
            above = cursor.execute("select ancestor_key, descendant_key as region_key from region_closure where depth > 0").df()
            history = cursor.execute(
                "select indicator_key, region_key, period, value::double as old from actuals where period >= $first",
                {"first": date(self.last.year - 1, 12, 1)},
            ).df()
        rows = rows.merge(indicators, how="left").merge(regions, how="left")
        rows["period"] = pd.to_datetime(rows["period"], format="%Y-%m", errors="coerce")
        rows["value"] = rows["value"].fillna(rows["numerator"] * 100 / rows["denominator"])
        wrong = rows[KEYS].isna().any(axis=1) | rows.duplicated(KEYS, keep=False)
        wrong |= ((rows["numerator"] > rows["denominator"]) & rows["has_parts"]) | (rows["value"] < 0)
        compared = rows[~wrong].merge(history, how="outer", on=KEYS)
        compared["known"] = compared["value"].fillna(compared["old"])
        compared = compared.sort_values(KEYS)
        compared["falls"] = compared.groupby(["indicator_key", "region_key", compared["period"].dt.year])["known"].diff() < 0
        compared["is_changed"] = compared["value"].notna() & (compared["old"] != compared["value"])
        compared[[*KEYS, "known"]].to_parquet(path.with_suffix(".year.parquet"))
        touched = compared[compared["period"].isin(rows["period"].unique())].merge(above, on="region_key")
        sums = touched.groupby(["indicator_key", "ancestor_key", "period"], as_index=False)["known"].sum()
        sums.to_parquet(path.with_suffix(".sums.parquet"))


def measure_uploads(bench: UploadBench, rows: int) -> list[Measurement]:
    """A large file into one database."""
    bench.upload(bench.file(rows, 0))
    floors, uploads, approvals, undos, pandas = [], [], [], [], []
    for turn in range(1, REPEATS + 1):
        path = bench.file(rows, turn)
        bench.read_only(path)
        floors.append(seconds(partial(bench.read_only, path)))
        pandas.append(seconds(partial(bench.with_pandas, path)))
        uploads.append(seconds(partial(bench.upload, path)))
        approvals.append(seconds(bench.approve_last))
        undos.append(seconds(bench.undo_last))
    floor, upload, approval, undo, frame = map(statistics.median, (floors, uploads, approvals, undos, pandas))
    where = f"{rows:,} rows, at {bench.size}"
    return [
        ratio(f"upload ÷ typed read_csv, {where}", upload, floor, 9),
        ratio(f"upload ÷ pandas with fewer checks, {where}", upload, frame, 0.5),
        ratio(f"approval ÷ upload, {where}", approval, upload, 1),
        ratio(f"undo ÷ upload, {where}", undo, upload, 2),
    ]


def measure_one_town(small: UploadBench, large: UploadBench) -> Measurement:
    """One town's month into a full database against today's."""
    times = []
    for bench in (large, small):
        town = leaf_keys(bench.database)[0]
        files = [bench.file(1_000, turn, town) for turn in range(10, 13 + REPEATS)]
        bench.upload(files[0])
        times.append(statistics.median(seconds(partial(bench.upload, path)) for path in files[1:]))
    return ratio(f"upload of one town's month: {large.size} ÷ {small.size}", times[0], times[1], 5)
