"""The questions of the pages: how they grow, and how far they stand above what cannot be avoided."""

from datetime import date

from bench.frames import Frames, Pandas, Polars
from bench.measure import Measurement, median_seconds, ratio
from bench.scale import LAST_MONTH, PLAN, ROOT_KEY, SIZES
from etl.database import Database
from indicators.engine import DuckEngine, Parameter, statement
from indicators.queries import months_of

MONTHS_SHOWN = 48


class Questions:
    """The page questions to one database."""

    def __init__(self, size: str, database: Database) -> None:
        self.size, self.database = size, database
        self.engine = DuckEngine(database.reading)
        self.period = SIZES[size].last_period

    def _parameters(
        self, periods: list[date], region_keys: list[int] | None, indicator_keys: list[int] | None
    ) -> dict[str, Parameter]:
        return {"plan_id": PLAN, "periods": periods, "region_keys": region_keys, "indicator_keys": indicator_keys}

    def root(self) -> object:
        """Q1: every indicator of the whole tree at one month."""
        return self.engine.query("status_rows", self._parameters([self.period], [ROOT_KEY], None))

    def root_plan(self) -> object:
        """The planning of Q1 alone."""
        with self.database.reading() as cursor:
            return cursor.execute(
                "explain " + statement("status_rows"), self._parameters([self.period], [ROOT_KEY], None)
            ).fetchall()

    def children(self) -> object:
        """Q2: one indicator, the root's children, 48 months."""
        months = list(months_of(self.period.year - MONTHS_SHOWN // 12, self.period))[LAST_MONTH:]
        children = list(range(ROOT_KEY + 1, ROOT_KEY + 1 + SIZES[self.size].children[0]))
        return self.engine.query("status_rows", self._parameters(months, children, [1]))

    def cells(self, region_keys: list[int] | None = None) -> object:
        """Q3: every town × indicator at one month."""
        return self.engine.query("status_rows", self._parameters([self.period], region_keys, None))


def measure_growth(small: Questions, large: Questions) -> list[Measurement]:
    """Today's size against a larger one."""
    sizes = f"{large.size} ÷ {small.size}"
    return [
        ratio(f"Q1 whole tree, one month: {sizes}", median_seconds(large.root), median_seconds(small.root), 3),
        ratio(f"Q2 one indicator, children, 48 months: {sizes}", median_seconds(large.children), median_seconds(small.children), 3),
        ratio(f"Q1 ÷ EXPLAIN of it, at {large.size}", median_seconds(large.root), median_seconds(large.root_plan), 2.5),
    ]


def measure_against_frames(questions: Questions, leaf_keys: list[int]) -> list[Measurement]:
    """The same questions to pandas and polars with everything in memory."""
    frames = Frames(questions.database)
    pandas, polars, period, size = Pandas(frames), Polars(frames), questions.period, questions.size
    bound = 0.01 if size == "l" else 0.1
    cells = median_seconds(lambda: questions.cells(leaf_keys), 5)
    return [
        ratio(
            f"Q1 ÷ pandas, at {size}",
            median_seconds(questions.root),
            median_seconds(lambda: pandas.root(ROOT_KEY, period), 5),
            bound,
        ),
        ratio(f"Q3 all towns × indicators ÷ polars, at {size}", cells, median_seconds(lambda: polars.cells(period), 5), 1.5),
        ratio(f"Q3 all towns × indicators ÷ pandas, at {size}", cells, median_seconds(lambda: pandas.cells(period), 3), None),
    ]
