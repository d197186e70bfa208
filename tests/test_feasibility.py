"""Rules on what a plan cannot satisfy: literal facts in, literal findings out; and the tiny city as a database."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from indicators.engine import DuckEngine
from indicators.feasibility.check import _KINDS, RULES, find, findings, recorded
from indicators.feasibility.finding import Facts, Finding, Rule
from indicators.feasibility.names import core_of
from indicators.feasibility.sentences import EXPLANATIONS, SENTENCES, TITLES, finding_sentence, places
from indicators.language import DEFAULT_LANGUAGE, use_language
from tests.tiny_city import PLAN, read_rows, tiny_database, write_rows, write_tiny_pack

Row = dict[str, Any]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(DEFAULT_LANGUAGE)


def target(value: str | None, year: int | None = 2020, region: str = "city", indicator: str = "roads", **more: Any) -> Row:
    """A target with the kinds of its indicator."""
    return {
        "indicator_id": indicator,
        "indicator_key": sum(map(ord, indicator)),
        "region_id": region,
        "region_key": sum(map(ord, region)),
        "indicator_zh": indicator,
        "indicator_en": indicator.title(),
        "region_zh": region,
        "region_en": region.title(),
        "year": year,
        "quarter": None,
        "comparator": ">=",
        "value": None if value is None else Decimal(value),
        "basis": "absolute",
        "baseline_year": None,
        "baseline_value": None,
        "origin": "pack",
        "measure": "stock",
        "direction": "higher",
        "region_rollup": "sum",
        "unit_zh": "公里",
        "unit_en": "km",
        "places_zh": f"{region} {year}",
        "places_en": f"{region} {year}",
        **more,
    }


def work(identity: str, name: str, deadline: date | None, *, kind: str = "project", **more: Any) -> Row:
    """A task or project that serves the roads."""
    return {
        "kind": kind,
        "id": identity,
        "list": f"list {identity}",
        "name_zh": name,
        "name_en": None,
        "measure_zh": "改造",
        "measure_en": "refit",
        "industry_zh": None,
        "indicator_keys": [target("1")["indicator_key"]],
        "deadline": deadline,
        "due_on": deadline,
        "places_zh": f"place {identity}",
        "places_en": f"place {identity}",
        **more,
    }


def facts(*targets: Row, works: tuple[Row, ...] = (), starting_values: tuple[Row, ...] = (), **more: Any) -> Facts:
    """A plan that ends with 2020: a city with a north and a south."""
    given: dict[str, Any] = {
        "last_year": 2020,
        "parents": {"city": None, "north": "city", "south": "city"},
        "flows": {"roads": "new"},
        "summed": frozenset({"roads", "new"}),
        "region_words": ("小城市", "小城"),
        "starts": {(row["indicator_id"], row["region_id"]): row["value"] for row in starting_values},
    }
    return Facts(targets=targets, works=works, starting_values=starting_values, **(given | more))


END, NEXT = date(2020, 12, 31), date(2021, 6, 30)
NEW = [target("10", year, indicator="new", measure="flow") for year in (2019, 2020)]
START = {field: target("1")[field] for field in ("indicator_id", "indicator_key", "region_id", "region_key", "places_en")}
# facts that break exactly one rule, and what is said
BROKEN: dict[Rule, tuple[Facts, str]] = {
    Rule.YEARS_MISS_TOTAL: (
        facts(target("25", comparator=">"), *NEW, starting_values=({**START, "year": 2018, "value": Decimal(5)},)),
        "Roads · City: the minima of 2 years and the start make 25 km, but > 25 km is asked by 2020",
    ),
    Rule.PARTS_MISS_TOTAL: (
        facts(target("30"), target("10", region="north"), target("15", region="south")),
        "Roads · City, 2020: 2 parts make 25 km, the whole is ≥ 30 km",
    ),
    Rule.SHARES_MISS_WHOLE: (
        facts(
            *(
                target(value, region=region, region_rollup="ratio", measure="rate", indicator="rate")
                for region, value in (("city", "85"), ("north", "80"), ("south", "70"))
            )
        ),
        "Rate · City, 2020: ≥ 85 km for the whole, but at most 80 km for any of its 2 parts",
    ),
    Rule.EASIER_LATER: (facts(target("30", 2019), target("20", 2020)), "Roads · City: ≥ 30 km in 2019, but only ≥ 20 km in 2020"),
    Rule.YEAR_DUE_EARLY: (
        facts(target("30", quarter=2), target("30")),
        "Roads · City: quarter 2 of 2020 asks for ≥ 30 km, the whole year for ≥ 30 km",
    ),
    Rule.REACHED_BEFORE: (
        facts(target("30"), starting_values=({**START, "year": 2018, "value": Decimal(30)},)),
        "Roads · City: ≥ 30 km is stated for 2018, and ≥ 30 km is asked by 2020",
    ),
    Rule.NO_BASELINE: (
        facts(target("20", basis="change_vs_baseline", baseline_year=2015)),
        "Roads · City: ≥ 20 km by 2020, against 2015, whose value is not stated",
    ),
    Rule.WORK_AFTER_TARGET: (
        facts(target("5", 2019, measure="flow"), works=(work("p1", "东桥", END),)),
        "东桥 is due 31 December 2020, the last target it serves (Roads · City) by 31 December 2019",
    ),
    Rule.WORK_AFTER_TASK: (
        facts(target("5"), works=(work("t1", "修路", date(2020, 6, 30), kind="task"), work("p1", "东桥", END))),
        "东桥 is due 31 December 2020, the last task it belongs to (修路) by 30 June 2020",
    ),
    Rule.AFTER_PLAN: (
        facts(works=(work("t1", "修路", NEXT, kind="task", indicator_keys=[]),)),
        "修路 is due 30 June 2021, the plan ends with 2020",
    ),
    Rule.WORK_BEFORE_TARGET: (
        facts(target("5"), works=(work("p1", "东桥", date(2018, 12, 31)), work("p2", "西桥", date(2018, 6, 30)))),
        "Roads · City is asked by 31 December 2020, but all 2 named works that serve it (东桥 first) are due by 31 December 2018",
    ),
    Rule.SAME_NAME: (
        facts(works=(work("p1", "小城市红星化工有限公司", END), work("p2", "红星化工（北区）股份有限公司", None))),
        "小城市红星化工有限公司 (list p1: refit, due 31 December 2020); 红星化工（北区）股份有限公司 (list p2: refit, due no day stated)",
    ),
    Rule.MAYBE_SAME_NAME: (
        facts(works=(work("p1", "红星", END, industry_zh="化工"), work("p2", "红星化工有限公司", END))),
        "红星 (list p1: refit, due 31 December 2020); 红星化工有限公司 (list p2: refit, due 31 December 2020)",
    ),
}


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_finds_what_it_looks_for_and_says_both_sides(rule: Rule) -> None:
    broken, sentence = BROKEN[rule]
    found = find(broken)
    assert [finding.rule for finding in found] == [rule]
    assert finding_sentence(found[0]) == sentence
    assert all(place not in ("", "–") for place in places(found[0]))


@pytest.mark.parametrize(
    "sound",
    [
        facts(target("25"), *NEW, starting_values=({**START, "year": 2018, "value": Decimal(5)},)),
        facts(target("30"), target("10", region="north"), target("20", region="south")),
        facts(target("30", direction="lower", comparator="<=", year=2019), target("20", direction="lower", comparator="<=")),
        facts(target("10", quarter=2), target("30")),
        facts(target("20", basis="change_vs_baseline", baseline_year=2015, baseline_value=Decimal(100))),
        facts(target("30"), works=(work("p1", "东桥", END), work("t1", "修路", END, kind="task"))),
        facts(works=(work("p1", "红星化工", END), work("p2", "红旗化工", END))),
        facts(works=(work("p1", "东河", END), work("p2", "东河整治", END))),
        facts(target(None, basis="delegated"), target("30", 2019)),
    ],
    ids=["years", "parts", "lower", "quarter", "baseline", "dates", "names", "no enterprise", "no number"],
)
def test_what_fits_together_is_left_alone(sound: Facts) -> None:
    assert find(sound) == []


def test_a_number_entered_by_the_office_is_in_force_instead_of_the_plans() -> None:
    broken = facts(
        target("30"), target("10", region="north"), target("20", region="north", origin="entered"), target("10", region="south")
    )
    assert find(broken) == []
    wrong = find(facts(target("30"), target("20", region="north", origin="entered"), target("15", region="south")))
    assert places(wrong[0]) == ["city 2020", "allocated by the office"]


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("小城市红星化工有限公司", "红星化工"),
        ("红星化工（小城）有限责任公司", "红星化工"),
        ("南小城市红星", "南小城市红星"),
        ("ＡＢＣ 集团有限公司", "abc"),
    ],
)
def test_the_core_of_a_name(name: str, core: str) -> None:
    assert core_of(name, ("小城市", "小城")) == core


def conflict(identity: str, kind: str, **touched: list[Any]) -> Row:
    """A recorded conflict."""
    return {"conflict_id": identity, "class": kind, "indicator_keys": [], "task_ids": [], "project_ids": [], **touched}


def test_the_recorded_conflict_is_the_fitting_kind_with_most_in_common() -> None:
    finding = Finding(Rule.WORK_BEFORE_TARGET, {}, {}, (), frozenset({1}), project_ids=frozenset({"p1", "p2"}))
    lead, loose = conflict("lead", "lead", indicator_keys=[1]), conflict("loose", "dates", indicator_keys=[1])
    close = conflict("close", "dates", indicator_keys=[1], project_ids=["p1", "p2"])
    assert recorded(finding, [lead, loose, close]) == close
    assert recorded(finding, [lead]) is None


def test_a_conflict_about_one_of_two_places_does_not_say_that_they_are_two() -> None:
    finding = Finding(Rule.SAME_NAME, {}, {}, (), frozenset({1}), project_ids=frozenset({"p1", "p2"}))
    assert recorded(finding, [conflict("one", "duplicate", indicator_keys=[1], project_ids=["p1"])]) is None
    both = conflict("both", "duplicate", project_ids=["p1", "p2"])
    assert recorded(finding, [both]) == both


def test_every_rule_has_its_words_and_its_kinds_of_conflict() -> None:
    assert list(RULES) == list(Rule)
    assert set(TITLES) == set(EXPLANATIONS) == set(SENTENCES) == set(_KINDS) == set(BROKEN) == set(Rule)


def sentences(database: Database) -> list[tuple[Rule, str]]:
    """What the rules say of the tiny city in a database."""
    said = [(finding.rule, finding_sentence(finding)) for finding in findings(DuckEngine(database.reading), PLAN)]
    database.close()
    return said


SHARES = (Rule.SHARES_MISS_WHOLE, "Sewage treated · Tiny City, 2020: ≥ 85 % for the whole, but at most 80 % for any of its 3 parts")


def test_the_tiny_city_asks_more_of_the_whole_than_of_any_town(tmp_path: Path) -> None:
    assert [(rule, words.replace("-", " ")) for rule, words in sentences(tiny_database(tmp_path))] == [SHARES]


def test_a_pack_whose_parts_and_days_do_not_fit(tmp_path: Path) -> None:
    database = tiny_database(tmp_path)
    pack = write_tiny_pack(tmp_path / "changed")
    targets = read_rows(pack / "targets.csv")
    targets[0]["value"] = "13"
    write_rows(pack / "targets.csv", "targets", targets)
    late = {
        "project_id": "plant",
        "programme_id": "clean",
        "name_zh": "污水厂",
        "region_id": "tiny",
        "deadline": "2022-06-30",
        "indicator_ids": "treated",
        "source_ids": "s1",
    }
    write_rows(pack / "projects.csv", "projects", [late])
    load_pack(database, read_pack(pack))
    assert [(rule, words.replace("-", " ")) for rule, words in sentences(database)] == [
        (Rule.PARTS_MISS_TOTAL, "New sewers · Tiny City, 2020: 2 parts make 37 km, the whole is ≥ 36 km"),
        SHARES,
        (
            Rule.WORK_AFTER_TARGET,
            "污水厂 is due 30 June 2022, the last target it serves (Sewage treated · Tiny City) by 31 December 2020",
        ),
        (Rule.AFTER_PLAN, "污水厂 is due 30 June 2022, the plan ends with 2021"),
    ]
