"""The page that puts towns side by side: what stands in its table, on its map and in its ranking."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.database import Database
from etl.people.accounts import create_account
from indicators.vocabulary import Role
from tests.compared_city import ATTAINMENT, FAULTS, SHARE, STEP, compared_database
from tests.reported_city import report
from tests.test_pages import chinese, said, served, visit, wrongs
from tests.tiny_city import PLAN

HERE = "plan=tiny-city&amp;month=2020-03"


def opened(folder: Path, outlined: tuple[str, ...] = ()) -> Iterator[Database]:
    """The tiny city with every kind of scheme, served."""
    database = compared_database(folder, SHARE, ATTAINMENT, STEP, FAULTS, outlined=outlined)
    report(database, "indicator_id,region_id,period,value,numerator,denominator,note\nsewers,south,2020-04,9,,,\n")
    with database.writing() as cursor:
        create_account(cursor, "mayor", "Mayor", Role.LEADER, "long-enough-9")
    database.close()
    yield from served(database.path)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened(tmp_path_factory.mktemp("city"))


def page(**query: str) -> str:
    """The HTML of the page in March; nothing may go wrong on it."""
    script = visit("mayor", "compare", **{"plan": PLAN, "month": "2020-03"} | query)
    assert wrongs(script) == []
    return said(script)


def heads(html: str) -> list[str]:
    """The regions at the head of the table, in their order."""
    (row,) = re.findall(r'<table class="heat">.*?<thead><tr>(.*?)</tr></thead>', html)
    return re.findall(r'<th scope="col"><a [^>]*>(.*?)</a>', row)


def standings(html: str) -> list[tuple[str, str, str]]:
    """Place, town and points of every line of the ranking."""
    line = r'<span class="place number">(.*?)</span><span class="name">(?:<a [^>]*>)?(.*?)(?:</a>)?</span>.*?<b class="number">(.*?)</b>'
    return re.findall(line, html)


@pytest.mark.usefixtures("city")
class TestTinyCity:
    """The tiny city in March 2020: sewers of the south behind, solar power of the north met."""

    def test_a_cell_says_its_light_its_number_and_leads_to_its_indicator(self) -> None:
        assert (
            f'<td><a class="light-behind" href="./indicator?{HERE}&amp;indicator=sewers&amp;region=south" '
            'target="_self" title="南镇 · 新建管网 · 滞后 · 实绩 1.0，目标 ≥ 24.0 公里">1.0</a></td>'
        ) in page()

    def test_a_missing_report_is_a_light_without_a_number(self) -> None:
        assert 'title="南镇 · 光伏装机 · 未报 · 实绩 –，目标 ≥ 20.0 兆瓦"></a></td>' in page()

    def test_regions_stand_in_the_order_of_the_plan_or_best_first(self) -> None:
        assert heads(page()) == ["小城市", "北镇", "南镇", "西镇"]
        assert heads(page(month="2020-04")) == ["小城市", "北镇", "南镇", "西镇"]
        # in April only the south reported its sewers
        assert heads(page(month="2020-04", order="best", measure="sewers")) == ["小城市", "南镇", "北镇", "西镇"]

    def test_a_programme_folds_and_keeps_its_counts(self) -> None:
        html = page(folded="clean")
        assert "新建管网</a><small>" not in html
        assert "光伏装机</a><small>" in html
        assert '<tr class="group"><th scope="rowgroup"><a href="./compare?' in html
        assert '<td>1/1<div class="share-bar"' in html
        assert f'folded=none" target="_self">{chinese("unfold all programmes")}</a>' in html
        (unfold,) = re.findall(r'<a href="(\S+)" target="_self" aria-expanded="false">清洁</a>', html)
        assert unfold.endswith("&amp;folded=none")

    def test_the_map_has_a_tile_for_who_has_a_place_and_names_the_others(self) -> None:
        html = page()
        words = chinese("{good} of {judged} judged are met or on pace", good=2, judged=2)
        assert re.findall(r'<rect x="(\d+)" y="(\d+)"', html) == [("0", "0"), ("0", "138")]
        assert f"<title>北镇 · 100.0 % · {words}</title>" in html
        assert chinese("Without a place on the map: {names}", names="西镇") in html

    def test_the_map_of_an_indicator_has_its_shapes_and_words(self) -> None:
        html = page(measure="sewers")
        assert "<title>南镇 · 新建管网 · 滞后 · 实绩 1.0，目标 ≥ 24.0 公里</title>" in html
        assert f'href="./indicator?{HERE}&amp;region=south&amp;indicator=sewers"' in html

    @pytest.mark.parametrize(
        ("scheme", "expected"),
        [
            ("share", [("1", "北镇", "100.00"), ("2", "南镇", "0.00"), ("–", "西镇", "–")]),
            ("attainment", [("1", "北镇", "100.00"), ("2", "南镇", "79.17"), ("–", "西镇", "–")]),
            ("step", [("1", "北镇", "满分"), ("2", "南镇", "满分 − 0.5"), ("–", "西镇", "–")]),
            ("faults", [("–", "北镇", "–"), ("–", "南镇", "–"), ("–", "西镇", "–")]),
        ],
    )
    def test_the_ranking_by_every_scheme(self, scheme: str, expected: list[tuple[str, str, str]]) -> None:
        assert standings(page(scheme=scheme)) == expected

    def test_the_rule_stands_in_words_with_its_clause(self) -> None:
        html = page(scheme="step")
        rule = "The places are those of “{ranking}”: the first gets {full}, every place after it {step} points less."
        assert chinese(rule, ranking="完成率", full="满分", step="0.5") in html
        assert chinese("Clause: {places}", places="第一节 第一段") in html
        assert chinese("Equal points share a rank, and the next ranks are skipped.") in html

    def test_a_score_unfolds_into_its_parts(self) -> None:
        folded = page(scheme="attainment", folded="clean")
        assert "<p>100 分" not in folded
        north, *_others = re.findall(r'<a class="score" href="(\S+)" target="_self" aria-expanded="false">', folded)
        assert "&amp;folded=clean&amp;" in north
        assert north.endswith("&amp;unfolded=north")
        html = page(scheme="attainment", folded="clean", unfolded="south")
        assert "<p>100 分 × 0.7917 ÷ 1</p>" in html
        assert "不计入 2 项：污水处理率 (未报)、光伏装机 (未报)" in html
        assert '<span class="number">79.17 %</span>' in html
        assert "<p>100 分 × 1 ÷ 1</p>" not in html
        then = re.findall(r'<a class="score" href="[^"]+?(?:&amp;unfolded=([^"]+))?" target="_self" aria-expanded="(\w+)">', html)
        assert then == [("south%2Cnorth", "false"), ("", "true"), ("south%2Cwest", "false")]

    def test_open_points_say_that_nobody_reported(self) -> None:
        html = page(scheme="faults")
        assert html.count(chinese("no facts reported: points stay open")) == 3
        assert '<span class="number">待定</span>' not in html
        assert page(scheme="faults", unfolded="west").count('<span class="number">待定</span>') == 1


def test_outlines_take_the_place_of_tiles(tmp_path: Path) -> None:
    for _database in opened(tmp_path, outlined=("north", "west")):
        html = page()
        assert html.count('fill-rule="evenodd" class="place"') == 2
        assert "<rect" not in html
        assert chinese("Without a place on the map: {names}", names="南镇") in html
