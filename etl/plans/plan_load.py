"""Writes a plan pack into the database: its rows replaced, its keys stable, everything derived rebuilt, in one transaction."""

from datetime import datetime
from typing import Any

import duckdb

from etl.database import Database
from etl.ledger.derive import rebuild_derived
from etl.plans.compare_load import COMPARE_TABLES, stored_schemes, stored_shapes
from etl.plans.pack_format import NO_TASK
from etl.plans.plan_check import errors_in
from etl.plans.plan_pack import PlanPack, Row
from etl.plans.rule_settings import stored_rules

PACK_TABLES = ("programmes", "departments", "department_aliases", "sources", "attributes", "tasks", "projects", "conflicts")


class PackRefused(Exception):
    """The pack cannot be loaded; the message lists every reason, one per line."""


def load_pack(database: Database, pack: PlanPack) -> None:
    """Loads `pack`, replacing an earlier version of the same plan; reported figures stay. Raises PackRefused."""
    if reasons := errors_in(pack):
        raise PackRefused("\n".join(f"{pack.folder.name}/{reason}" for reason in reasons))
    with database.writing() as cursor:
        _PackWriter(cursor, pack).write()


class _PackWriter:
    """One load: the cursor, the pack and the keys its ids have in the database."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, pack: PlanPack) -> None:
        self.cursor = cursor
        self.pack = pack
        self.plan_id = pack.plan_id
        self.region_keys = self._keys("regions", "region")
        self.indicator_keys = self._keys("indicators", "indicator")

    def write(self) -> None:
        """The whole pack, in the order its tables lean on each other."""
        self._refuse_orphans()
        self._delete_old()
        self._plan()
        self._regions()
        self._indicators()
        self._simple_tables()
        self._targets()
        self._tasks_and_projects()
        self._conflicts()
        self._insert("scoring_schemes", stored_schemes(self.pack, self.indicator_keys))
        self._insert("region_shapes", stored_shapes(self.pack, self.region_keys))
        rebuild_derived(self.cursor, self.plan_id)

    # ------------------------------------------------------------ keys

    def _keys(self, table: str, thing: str) -> dict[str, int]:
        """Keys by id: those already given stay, new ids get the next numbers."""
        known = dict(
            self.cursor.execute(
                f"select {thing}_id, {thing}_key from {table} where plan_id = $plan_id", {"plan_id": self.plan_id}
            ).fetchall()
        )
        (top,) = self.cursor.execute(f"select coalesce(max({thing}_key), 0) from {table}").fetchone() or (0,)
        for row in self.pack.rows(table):
            if row[f"{thing}_id"] not in known:
                top += 1
                known[row[f"{thing}_id"]] = top
        return known

    def _refuse_orphans(self) -> None:
        """A figure once reported, or a target once entered, must keep its indicator and region."""
        gone = []
        for table, thing in (("indicators", "indicator"), ("regions", "region")):
            keys = {"indicators": self.indicator_keys, "regions": self.region_keys}[table]
            stated = {row[f"{thing}_id"] for row in self.pack.rows(table)}
            for name in sorted(set(keys) - stated):
                for log, what in (("revisions", "reported figures"), ("target_revisions", "entered targets")):
                    used = self.cursor.execute(
                        f"select count(*) from {log} where {thing}_key = $key", {"key": keys[name]}
                    ).fetchone()
                    if used and used[0]:
                        gone.append(f"{thing} {name} has {used[0]} {what} but is no longer in the pack; put it back.")
        if gone:
            raise PackRefused("\n".join(gone))

    # ------------------------------------------------------------ tables

    def _delete_old(self) -> None:
        plan = {"plan_id": self.plan_id}
        for table in ("plans", "plan_rules", "regions", "indicators", *PACK_TABLES, *COMPARE_TABLES):
            if table not in ("regions", "indicators"):
                self.cursor.execute(f"delete from {table} where plan_id = $plan_id", plan)
        for table in ("region_aliases", "region_closure"):
            column = "region_key" if table == "region_aliases" else "descendant_key"
            self.cursor.execute(
                f"delete from {table} where {column} in (select region_key from regions where plan_id = $plan_id)", plan
            )
        for table in ("regions", "indicators"):
            self.cursor.execute(f"delete from {table} where plan_id = $plan_id", plan)
        for table in ("targets", "starting_values"):
            self.cursor.execute(f"delete from {table} where plan_id = $plan_id and origin = 'pack'", plan)

    def _insert(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        names = list(rows[0])
        places = ", ".join(f"${name}" for name in names)
        self.cursor.executemany(f"insert into {table} ({', '.join(names)}) values ({places})", rows)

    def _plan(self) -> None:
        names = ("position", "name_zh", "name_en", "short_zh", "short_en", "first_year", "last_year", "issued_on")
        plan = self.pack.plan
        row = {name: plan.get(name) for name in names}
        row |= {name: plan.get(name) for name in ("root_region_id", "due_day", "behind_pp", "note_zh", "note_en")}
        row["counts"] = plan.get("counts", "approved")
        self._insert("plans", [{"plan_id": self.plan_id, **row, "pack_sha256": self.pack.sha256, "loaded_at": datetime.now()}])
        self._insert("plan_rules", stored_rules(self.plan_id, self.pack.plan))

    def _regions(self) -> None:
        rows = self.pack.rows("regions")
        parents = {row["region_id"]: row["parent_id"] for row in rows}
        chains = {name: _chain(name, parents) for name in parents}
        inner = set(parents.values())
        self._insert(
            "regions",
            [
                {
                    "region_key": self.region_keys[row["region_id"]],
                    "plan_id": self.plan_id,
                    "region_id": row["region_id"],
                    "parent_key": self.region_keys.get(row["parent_id"]),
                    "position": position,
                    "level": len(chains[row["region_id"]]) - 1,
                    "is_leaf": row["region_id"] not in inner,
                    **_pick(row, "kind name_zh name_en code grid_row grid_column note_zh note_en"),
                }
                for position, row in enumerate(rows)
            ],
        )
        self._insert(
            "region_aliases",
            [
                {"region_key": self.region_keys[row["region_id"]], "alias": alias}
                for row in rows
                for alias in dict.fromkeys([row["name_zh"], row["name_en"], *row["aliases"]])
            ],
        )
        self._insert(
            "region_closure",
            [
                {"ancestor_key": self.region_keys[above], "descendant_key": self.region_keys[name], "depth": depth}
                for name, chain in chains.items()
                for depth, above in enumerate(chain)
            ],
        )

    def _indicators(self) -> None:
        names = (
            "indicator_id programme_id name_zh name_en unit_zh unit_en measure direction region_rollup frequency headline decimals "
            "numerator_zh numerator_en denominator_zh denominator_en lead_department_id definition_zh definition_en note_zh note_en"
        )
        leads = {row["programme_id"]: row["lead_department_id"] for row in self.pack.rows("programmes")}
        self._insert(
            "indicators",
            [
                {
                    "indicator_key": self.indicator_keys[row["indicator_id"]],
                    "plan_id": self.plan_id,
                    "position": position,
                    **_pick(row, names),
                    "lead_department_id": row["lead_department_id"] or leads[row["programme_id"]],
                    "accumulates_key": self.indicator_keys.get(row["accumulates_indicator_id"]),
                    "is_percent": row["unit_zh"] == "%",
                    "has_parts": bool(row["numerator_zh"] and row["denominator_zh"]),
                }
                for position, row in enumerate(self.pack.rows("indicators"))
            ],
        )

    def _simple_tables(self) -> None:
        plan = {"plan_id": self.plan_id}
        self._insert(
            "programmes",
            [
                plan | _pick(row, "programme_id position name_zh name_en lead_department_id note_zh note_en")
                for row in self.pack.rows("programmes")
            ],
        )
        self._insert("departments", [plan | _pick(row, "department_id name_zh name_en") for row in self.pack.rows("departments")])
        self._insert(
            "department_aliases",
            [
                plan | {"department_id": row["department_id"], "alias": alias}
                for row in self.pack.rows("departments")
                for alias in dict.fromkeys([row["name_zh"], row["name_en"], *row["aliases"]])
            ],
        )
        self._insert(
            "sources",
            [plan | _pick(row, "source_id document section_zh section_en place_zh place_en") for row in self.pack.rows("sources")],
        )
        self._insert(
            "attributes",
            [
                plan
                | {"region_key": self._region(row["region_id"])}
                | _pick(row, "attribute_id programme_id name_zh name_en value unit_zh unit_en year source_ids note_zh note_en")
                for row in self.pack.rows("attributes")
            ],
        )

    def _targets(self) -> None:
        def common(row: Row) -> Row:
            return {
                "plan_id": self.plan_id,
                "indicator_key": self.indicator_keys[row["indicator_id"]],
                "region_key": self.region_keys[row["region_id"]],
                "origin": "pack",
                **_pick(row, "year source_ids note_zh note_en"),
            }

        self._insert(
            "targets",
            [
                common(row)
                | _pick(row, "quarter comparator basis baseline_year baseline_value wording_zh lead_department_id")
                | {"value": None if row["value"] == NO_TASK else row["value"], "no_task": row["value"] == NO_TASK}
                for row in self.pack.rows("targets")
            ],
        )
        self._insert("starting_values", [common(row) | {"value": row["value"]} for row in self.pack.rows("starting_values")])

    def _tasks_and_projects(self) -> None:
        def common(row: Row, position: int) -> Row:
            return {
                "plan_id": self.plan_id,
                "position": position,
                "region_key": self._region(row["region_id"]),
                "lead_region_keys": [self.region_keys[name] for name in row["lead_region_ids"]],
                "indicator_keys": [self.indicator_keys[name] for name in row["indicator_ids"]],
                **_pick(row, "programme_id deadline lead_department_ids source_ids note_zh note_en"),
            }

        self._insert(
            "tasks",
            [
                common(row, position)
                | _pick(row, "task_id annex_row title_zh title_en years year_marks repeats partner_department_ids")
                | {"partner_region_keys": [self.region_keys[name] for name in row["partner_region_ids"]]}
                for position, row in enumerate(self.pack.rows("tasks"))
            ],
        )
        names = "project_id list name_zh name_en measure_zh measure_en industry_zh industry_en investment_wan investment_year"
        self._insert(
            "projects",
            [
                common(row, position) | _pick(row, names + " investment_year_wan")
                for position, row in enumerate(self.pack.rows("projects"))
            ],
        )

    def _conflicts(self) -> None:
        names = (
            "conflict_id class severity title_zh title_en claim_a_zh claim_a_en claim_b_zh claim_b_en reading_zh reading_en "
            "reason_zh reason_en task_ids project_ids source_a source_b"
        )
        self._insert(
            "conflicts",
            [
                _pick(row, names)
                | {
                    "plan_id": self.plan_id,
                    "position": position,
                    "indicator_keys": [self.indicator_keys[name] for name in row["indicator_ids"]],
                }
                for position, row in enumerate(self.pack.rows("conflicts"))
            ],
        )

    def _region(self, region_id: str | None) -> int:
        """The key of a region; a row without one speaks of the whole plan."""
        return self.region_keys[region_id or str(self.pack.plan["root_region_id"])]


def _pick(row: Row, names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split()}


def _chain(region_id: str, parents: dict[str, str | None]) -> list[str]:
    """A region and everything above it, nearest first."""
    chain = [region_id]
    while above := parents[chain[-1]]:
        chain.append(above)
    return chain
