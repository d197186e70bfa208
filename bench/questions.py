"""The questions of the pages: how they grow, and how far they stand above what cannot be avoided."""

from datetime import date
from functools import partial

from bench.frames import Frames, Pandas, Polars
from bench.measure import Measurement, compare
from bench.scale import LAST_MONTH, PLAN, ROOT_KEY, SIZES
from etl.database import Database
from indicators.engine import DuckEngine, Parameter, statement
from indicators.queries import months_of

MONTHS_SHOWN = 48
TOWNS_SHOWN = 90


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

    def cells(self, region_keys: list[int]) -> object:
        """Q3: towns × every indicator at one month."""
        return self.engine.query("status_rows", self._parameters([self.period], region_keys, None))


def measure_growth(small: Questions, large: Questions) -> list[Measurement]:
    """Today's size against a larger one."""
    sizes = f"{large.size} ÷ {small.size}"
    return [
        compare(f"Q1 whole tree, one month: {sizes}", large.root, small.root, 3),
        compare(f"Q2 one indicator, children, 48 months: {sizes}", large.children, small.children, 3),
        compare(f"Q1 ÷ EXPLAIN of it, at {large.size}", large.root, large.root_plan, 2.5),
    ]


def measure_against_frames(questions: Questions, leaf_keys: list[int]) -> list[Measurement]:
    """The same questions to pandas and polars with everything in memory."""
    frames = Frames(questions.database)
    pandas, polars, period, size = Pandas(frames), Polars(frames), questions.period, questions.size
    towns = leaf_keys[:TOWNS_SHOWN]
    cells = partial(questions.cells, towns)
    bound = 0.01 if size == "l" else 0.1
    return [
        compare(f"Q1 ÷ pandas, at {size}", questions.root, partial(pandas.root, ROOT_KEY, period), bound, 5),
        compare(f"Q3 27,000 cells ÷ polars, at {size}", cells, partial(polars.cells, towns, period), 1.5, 5),
        compare(f"Q3 27,000 cells ÷ pandas, at {size}", cells, partial(pandas.cells, towns, period), None, 5),
    ]
