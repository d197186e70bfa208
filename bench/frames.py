"""The page questions as a user of pandas or polars would answer them, everything already in memory."""

from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa

from bench.scale import PLAN
from etl.database import Database

BEHIND_PP = 30
STATUSES = ["on_pace", "behind", "far_behind"]


class Frames:
    """The facts, targets and indicators of a database as tables in memory."""

    def __init__(self, database: Database) -> None:
        with database.reading() as cursor:
            figures = "indicator_key, region_key, period, value::double as value, numerator::double as numerator, denominator::double as denominator"
            self.actuals: pa.Table = cursor.sql(f"select {figures} from actuals").to_arrow_table()
            self.targets: pa.Table = cursor.sql(
                "select indicator_key, region_key, year, value::double as target from target_years where plan_id = $plan_id",
                params={"plan_id": PLAN},
            ).to_arrow_table()
            self.indicators: pa.Table = cursor.sql(
                "select indicator_key, name_zh, measure, direction, region_rollup from indicators"
            ).to_arrow_table()
            self.regions: pa.Table = cursor.sql(
                "select region_key, name_zh as region_zh from regions where is_leaf"
            ).to_arrow_table()


class Pandas:
    """Answers with pandas."""

    def __init__(self, frames: Frames) -> None:
        self.actuals = frames.actuals.to_pandas()
        self.actuals["period"] = pd.to_datetime(self.actuals["period"])
        self.targets = frames.targets.to_pandas()
        self.indicators = frames.indicators.to_pandas()
        self.regions = frames.regions.to_pandas()

    def root(self, root_key: int, period: date) -> pd.DataFrame:
        """Every indicator of the whole tree at `period`: summed over its towns, against its line."""
        year = self._year(period)
        sums = year.groupby(["indicator_key", "period"], as_index=False)[["value", "numerator", "denominator"]].sum()
        latest = (
            sums.sort_values("period").groupby("indicator_key", as_index=False).last().merge(self.indicators, on="indicator_key")
        )
        ratio = latest["region_rollup"] == "ratio"
        latest.loc[ratio, "value"] = latest["numerator"] * 100 / latest["denominator"]
        targets = self.targets[(self.targets["region_key"] == root_key) & (self.targets["year"] == period.year)]
        return self._judged(latest.merge(targets, on="indicator_key"), period)

    def cells(self, towns: list[int], period: date) -> pd.DataFrame:
        """The towns × every indicator at `period` against its line."""
        year = self._year(period)
        latest = (
            year[year["region_key"].isin(towns)]
            .sort_values("period")
            .groupby(["indicator_key", "region_key"], as_index=False)
            .last()
        )
        named = latest.merge(self.indicators, on="indicator_key").merge(self.regions, on="region_key")
        targets = self.targets[self.targets["year"] == period.year]
        return self._judged(named.merge(targets, on=["indicator_key", "region_key"]), period)

    def _year(self, period: date) -> pd.DataFrame:
        first = pd.Timestamp(period.year - 1, 12, 1)
        return self.actuals[(self.actuals["period"] >= first) & (self.actuals["period"] <= pd.Timestamp(period))]

    @staticmethod
    def _judged(rows: pd.DataFrame, period: date) -> pd.DataFrame:
        flow, lower = rows["measure"] == "flow", rows["direction"] == "lower"
        rows["expected"] = rows["target"].where(~flow, rows["target"] * period.month / 12)
        gap = (rows["expected"] - rows["value"]).where(~lower, rows["value"] - rows["expected"]) * 100 / rows["target"]
        rows["gap_pp"] = gap
        rows["status"] = pd.cut(gap, [float("-inf"), 0, BEHIND_PP, float("inf")], labels=STATUSES)
        return rows


class Polars:
    """Answers with polars."""

    def __init__(self, frames: Frames) -> None:
        self.actuals = pl.DataFrame(frames.actuals)
        self.targets = pl.DataFrame(frames.targets)
        self.indicators = pl.DataFrame(frames.indicators)
        self.regions = pl.DataFrame(frames.regions)

    def cells(self, towns: list[int], period: date) -> pl.DataFrame:
        """The towns × every indicator at `period` against its line."""
        latest = (
            self.actuals.lazy()
            .filter(pl.col("period").is_between(date(period.year - 1, 12, 1), period), pl.col("region_key").is_in(towns))
            .sort("period")
            .group_by("indicator_key", "region_key")
            .last()
        )
        targets = self.targets.lazy().filter(pl.col("year") == period.year)
        line = pl.when(pl.col("measure") == "flow").then(pl.col("target") * period.month / 12).otherwise(pl.col("target"))
        better = pl.when(pl.col("direction") == "lower").then(-1).otherwise(1)
        named = latest.join(self.indicators.lazy(), on="indicator_key").join(self.regions.lazy(), on="region_key")
        return (
            named.join(targets, on=["indicator_key", "region_key"])
            .with_columns(expected=line)
            .with_columns(gap_pp=(pl.col("expected") - pl.col("value")) * better * 100 / pl.col("target"))
            .with_columns(status=pl.col("gap_pp").cut([0, BEHIND_PP], labels=STATUSES))
            .collect()
        )
