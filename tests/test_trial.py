"""The trial database: whole, plausible, marked as simulated, and the same again from the same seed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.database import Database, DatabaseExists, create_database, open_database
from etl.ledger.kept_files import read_evidence, read_original
from etl.life_cycle.evidence_type import media_type_of
from etl.life_cycle.upload import check_any
from etl.people.accounts import authenticate, get_account, trial_password
from etl.plans.plan_load import PackRefused
from etl.safekeeping.verify import verify
from etl.settings import plans_folder
from etl.trial.allocations import split
from etl.trial.build import make_trial
from etl.trial.figures import FALL_NOTE
from etl.trial.model import Duty, YearTarget, read_duties
from etl.trial.paths import Temper, simulate
from indicators.engine import DuckEngine
from indicators.queries import plans, projects, statuses, tasks
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, read_rows, write_rows, write_tiny_pack

FALLS = """
    select actuals.indicator_key, actuals.region_key, actuals.period, revisions.note
    from actuals
    join actuals as before
        on before.indicator_key = actuals.indicator_key and before.region_key = actuals.region_key
        and year(before.period) = year(actuals.period) and before.period < actuals.period and before.value > actuals.value
    join indicators on indicators.indicator_key = actuals.indicator_key and indicators.measure = 'flow'
    join revisions
        on revisions.indicator_key = actuals.indicator_key and revisions.region_key = actuals.region_key
        and revisions.period = actuals.period and revisions.upload_id = actuals.upload_id
    order by all
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A trial of the plans that ship."""
    path = tmp_path_factory.mktemp("trial") / "trial.duckdb"
    make_trial(path, plans_folder())
    database = open_database(path)
    yield database
    database.close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A trial of the tiny city, where coal is a headline that the plan states for the whole city only."""
    folder = tmp_path_factory.mktemp("tiny")
    database = open_database(tiny_trial(folder))
    yield database
    database.close()


@pytest.fixture(params=["real", "tiny"])
def trial(request: pytest.FixtureRequest) -> Database:
    """Either of them."""
    database: Database = request.getfixturevalue(request.param)
    return database


def tiny_trial(folder: Path, seed: int = 1) -> Path:
    pack = write_tiny_pack(folder / "plans")
    indicators = read_rows(pack / "indicators.csv")
    for row in indicators:
        row["headline"] = "3" if row["indicator_id"] == "coal" else row["headline"]
    write_rows(pack / "indicators.csv", "indicators", indicators)
    make_trial(folder / "tiny.duckdb", folder / "plans", seed)
    return folder / "tiny.duckdb"


def answers(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with database.reading() as cursor:
        return cursor.execute(sql).fetchall()


# ------------------------------------------------------------ whole and marked


def test_it_is_a_trial_and_sound(trial: Database) -> None:
    assert trial.kind == "trial"
    assert {name: found for name, found in verify(trial).items() if found} == {}


def test_everything_simulated_is_marked(trial: Database) -> None:
    assert answers(trial, "select distinct simulated from uploads") == [(True,)]
    assert answers(trial, "select distinct basis, origin from targets where basis = 'allocated' or origin <> 'pack'") == [
        ("allocated", "simulated")
    ]
    assert answers(trial, "select distinct simulated from target_years where basis = 'allocated'") == [(True,)]
    loose = "from (select upload_id from {} anti join uploads using (upload_id))"
    for table in ("revisions", "actuals", "task_progress", "project_progress"):
        assert answers(trial, f"select count(*) {loose.format(table)}") == [(0,)]


def test_four_accounts_sign_in_and_the_reporter_reports_for_every_plan(trial: Database) -> None:
    roles = {name: authenticate(trial, name, trial_password(name)).role for name in ("leader", "reporter", "office", "admin")}
    assert roles == {"leader": Role.LEADER, "reporter": Role.REPORTER, "office": Role.OFFICE, "admin": Role.ADMIN}
    with trial.reading() as cursor:
        reporter = get_account(cursor, "reporter")
        roots = cursor.execute("select plan_id, root_region_id from plans order by plan_id").fetchall()
    assert reporter
    assert [(scope.plan_id, scope.region_id, scope.department_id) for scope in reporter.scopes] == [(*root, None) for root in roots]


def test_every_duty_has_figures(trial: Database) -> None:
    assert answers(trial, "select indicator_key, region_key from duties anti join actuals using (indicator_key, region_key)") == []


def test_the_same_seed_gives_the_same_figures_and_another_seed_others(tmp_path: Path) -> None:
    found = []
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        database = open_database(tiny_trial(tmp_path / name, seed))
        found.append(
            [
                answers(database, f"select * from {table} order by all")
                for table in ("revisions", "actuals", "rollups", "targets", "uploads", "task_progress", "project_progress")
            ]
        )
        database.close()
    assert found[0] == found[1]
    assert found[0][0] != found[2][0]


# ------------------------------------------------------------ allocations


def test_allocations_add_up_to_the_citys_target(tiny: Database) -> None:
    sql = """
        select year, count(*), sum(value) from targets
        where origin = 'simulated' group by year order by year
    """
    # the plan says 120 for 2020 and nothing for 2021: a path 1.5 % below
    assert answers(tiny, sql) == [(2020, 3, Decimal("120.0000")), (2021, 3, Decimal("118.2000"))]


def test_allocations_of_the_shipped_plans_add_up(real: Database) -> None:
    sql = """
        select count(distinct indicator_key), count(*) filter (parts <> whole)
        from (
            select targets.indicator_key, targets.year, sum(targets.value) as parts, max(whole.value) as whole
            from targets
            join indicators on indicators.indicator_key = targets.indicator_key and indicators.region_rollup = 'sum'
            join targets as whole
                on whole.indicator_key = targets.indicator_key and whole.year = targets.year and whole.origin = 'pack' and whole.value > 0
            where targets.origin = 'simulated'
            group by targets.indicator_key, targets.year
        )
    """
    assert answers(real, sql)[0][0] >= 1
    assert answers(real, sql)[0][1] == 0


def test_what_the_plan_breaks_down_itself_is_left_alone(tiny: Database) -> None:
    sql = "select distinct indicator_id from targets join indicators using (indicator_key) where origin = 'simulated'"
    assert answers(tiny, sql) == [("coal",)]


@given(
    pieces=st.integers(0, 10**9),
    decimals=st.integers(0, 4),
    weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=40),
    shown=st.integers(0, 4),
)
def test_shares_always_add_up(pieces: int, decimals: int, weights: list[float], shown: int) -> None:
    total = Decimal(pieces).scaleb(-decimals)
    shares = split(total, weights, shown)
    assert sum(shares) == total
    assert min(shares) >= 0


# ------------------------------------------------------------ figures


def test_year_to_date_figures_fall_once_and_say_why(real: Database) -> None:
    falls = answers(real, FALLS)
    assert falls
    assert {(indicator, region) for indicator, region, _period, _note in falls} == {falls[0][:2]}
    assert FALL_NOTE in {note for *_place, note in falls}
    assert answers(real, "select count(*) from uploads where justification is not null and undo_of is null")[0][0] >= 3


def test_parts_never_exceed_the_whole_and_make_the_value(trial: Database) -> None:
    sql = """
        select count(*), count(*) filter (numerator > denominator), count(*) filter (value <> (numerator * 100 / denominator)::decimal(18, 4))
        from actuals where denominator is not null
    """
    count, exceeding, different = answers(trial, sql)[0]
    assert count > 0
    assert (exceeding, different) == (0, 0)
    bare = """
        select count(*) from actuals join indicators using (indicator_key)
        where has_parts and is_percent and denominator is null
    """
    assert answers(trial, bare) == [(0,)]


def test_figures_are_as_fine_as_their_indicator(trial: Database) -> None:
    sql = """
        select indicator_id, value from actuals join indicators using (indicator_key)
        where denominator is null and value * pow(10, decimals)::integer % 1 <> 0
            and value not in (select value from targets where value is not null)
    """
    assert answers(trial, sql) == []


def test_some_reports_are_late_some_missing_and_some_corrected(real: Database) -> None:
    late = "select count(*) from uploads where kind = 'actuals' and file_name like '%_late.csv' and day(committed_at) between 12 and 25"
    assert answers(real, late)[0][0] >= 3
    assert answers(real, "select count(*) from uploads where file_name like '%_correction.csv' and changed_count > 0")[0][0] >= 2
    with real.reading() as cursor:
        duties = [
            duty for (plan_id,) in cursor.execute("select plan_id from plans").fetchall() for duty in read_duties(cursor, plan_id)
        ]
        reported = set(cursor.execute("select indicator_key, region_key, period from submitted.actuals").fetchall())
    due = {(*duty.key, period) for duty in duties for period in duty.periods if duty.is_due(period)}
    assert reported <= due
    assert 0.01 < len(due - reported) / len(due) < 0.05


def test_the_newest_late_reports_wait_for_review_and_everything_else_counts(real: Database) -> None:
    waiting = """
        select file_name, count(*), max(uploads.period) from pending_actuals join uploads using (upload_id) group by file_name
    """
    ((file_name, count, period),) = answers(real, waiting)
    assert file_name.endswith("_late.csv")
    assert answers(real, "select max(period) from actuals") == [(period,)]
    assert answers(real, "select distinct state from revision_states order by state") == [("approved",), ("submitted",)]
    assert answers(real, "select count(*) from revision_states where state = 'submitted'") == [(count,)]


def test_one_upload_was_taken_back(real: Database) -> None:
    ((mistake, undo),) = answers(real, "select undo_of, upload_id from uploads where kind = 'undo'")
    assert answers(real, f"select count(*) from actuals where upload_id = {mistake}") == [(0,)]
    restored = f"""
        select count(*) from revisions
        join revisions as mistake using (indicator_key, region_key, period)
        where revisions.upload_id = {undo} and mistake.upload_id = {mistake} and mistake.value = revisions.value * 10
    """
    assert answers(real, restored)[0][0] >= 1


def test_a_kept_file_can_be_sent_again_and_changes_nothing(tiny: Database) -> None:
    ((digest,),) = answers(
        tiny,
        "select sha256 from uploads where kind = 'actuals' and period = '2021-06-01' and file_name not like '%\\_%\\_%' escape '\\'",
    )
    with tiny.reading() as cursor:
        reporter = get_account(cursor, "reporter")
    data = read_original(tiny.files, digest)
    checked = check_any(tiny, reporter, PLAN, date(2021, 6, 1), "again.csv", data, today=date(2022, 1, 1))
    assert [problem.code for problem in checked.errors] == []
    assert checked.changes_nothing


def test_the_lights_are_mixed(real: Database) -> None:
    engine = DuckEngine(real.reading)
    largest = max(plans(engine), key=lambda plan: len(statuses(engine, plan["plan_id"], (date(2017, 12, 1),))))["plan_id"]
    found = {row["status"] for row in statuses(engine, largest, (date(2017, 9, 1), date(2017, 12, 1), date(2019, 9, 1)))}
    assert found >= {"met", "on_pace", "behind", "far_behind", "missed", "not_due", "not_reported"}
    assert {row["status"] for row in tasks(engine, largest, date(2019, 9, 1))} >= {
        "met",
        "on_pace",
        "missed",
        "not_due",
        "not_reported",
    }
    assert {row["status"] for row in projects(engine, largest, date(2019, 9, 1))} >= {"met", "missed", "not_due", "not_reported"}


def test_invested_sums_stand_beside_planned_ones(real: Database) -> None:
    sql = """
        select count(*) from project_progress join projects using (plan_id, project_id)
        where (project_progress.investment_wan is null) <> (projects.investment_wan is null)
            or project_progress.investment_wan > projects.investment_wan
    """
    assert answers(real, sql) == [(0,)]


# ------------------------------------------------------------ paths


def duty(measure: str, direction: str, decimals: int, has_parts: bool, value: Decimal, is_percent: bool) -> Duty:
    """Two years of one duty with a target in the second."""
    comparator = ">=" if direction == "higher" else "<="
    target = YearTarget(comparator, "absolute", value, True, 12, {})
    return Duty(
        "plan", 1, "thing", 1, "place", None, measure, direction, "monthly", None, decimals, is_percent, has_parts, None, 2017, 2018, None,
        tuple(date(year, month, 1) for year in (2017, 2018) for month in range(1, 13)), {2018: target},
    )  # fmt: skip


@given(
    measure=st.sampled_from(["flow", "stock", "rate", "level"]),
    direction=st.sampled_from(["higher", "lower"]),
    decimals=st.integers(0, 3),
    has_parts=st.booleans(),
    value=st.integers(0, 100),
    temper=st.sampled_from(list(Temper)),
    seed=st.integers(0, 10**6),
)
@example("rate", "lower", 0, False, 100, Temper.BEHIND, 0)
def test_paths_keep_their_kind(
    measure: str, direction: str, decimals: int, has_parts: bool, value: int, temper: Temper, seed: int
) -> None:
    is_percent = measure == "rate"
    one = duty(measure, direction, decimals, has_parts and is_percent, Decimal(value), is_percent)
    path = simulate(one, temper, seed)
    assert sorted(path) == list(one.periods)
    figures = [path[period] for period in one.periods]
    assert all(figure.value >= 0 for figure in figures)
    if is_percent:
        assert all(figure.value <= 100 for figure in figures)
    for year in (figures[:12], figures[12:]):
        if one.growth:
            assert [figure.value for figure in year] == sorted((figure.value for figure in year), reverse=one.growth < 0)
    if measure == "stock":
        assert (figures[12].value - figures[11].value) * one.growth >= 0
    assert {figure.denominator is None for figure in figures} == {not (has_parts and is_percent)}


# ------------------------------------------------------------ refusals


def test_an_existing_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "tiny.duckdb"
    create_database(path, "real").close()
    before = path.read_bytes()
    write_tiny_pack(tmp_path / "plans")
    with pytest.raises(DatabaseExists, match="A database exists at this path already"):
        make_trial(path, tmp_path / "plans")
    assert path.read_bytes() == before


def test_a_bad_pack_leaves_no_half_a_database(tmp_path: Path) -> None:
    pack = write_tiny_pack(tmp_path / "plans")
    rows = read_rows(pack / "targets.csv")
    rows[0]["region_id"] = "nowhere"
    write_rows(pack / "targets.csv", "targets", rows)
    with pytest.raises(PackRefused, match="nowhere"):
        make_trial(tmp_path / "tiny.duckdb", tmp_path / "plans")
    assert not (tmp_path / "tiny.duckdb").exists()
    rows[0]["region_id"] = "north"
    write_rows(pack / "targets.csv", "targets", rows)
    make_trial(tmp_path / "tiny.duckdb", tmp_path / "plans")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plans", "tiny-files", "tiny.duckdb"]


def test_everything_simulated_as_done_has_evidence_that_says_it_is_simulated(trial: Database) -> None:
    done = """
        select 'task' as kind, plan_id, task_id as item_id, period from task_progress where state = 'done'
        union all
        select 'project', plan_id, project_id, period from project_progress where state = 'done'
    """
    assert answers(trial, f"from ({done}) as done anti join evidence using (kind, plan_id, item_id, period)") == []
    for file_name, media_type, sha256 in answers(trial, "select distinct file_name, media_type, sha256 from evidence"):
        data = read_evidence(trial.files, sha256)
        assert (file_name, media_type_of(data, file_name)) == ("模拟佐证.pdf", media_type)
        assert "模拟佐证材料".encode("utf-16-be").hex().encode() in data
