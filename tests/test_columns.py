"""The kinds of file by their header words, and how far tasks and projects are in the words of those who report."""

from decimal import Decimal

import pytest

from etl.checking.progress import parse_percent, parse_state
from etl.reading.columns import KINDS, field_of, kind_of
from indicators.vocabulary import TaskState


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TaskState.NOT_STARTED, ("未开工", "未启动", "not started", "前期准备")),
        (TaskState.UNDER_WAY, ("进行中", "在建", "under_way", "正在推进", " 已开工 ")),
        (TaskState.DONE, ("已完成", "竣工", "完工", "done", "√")),
        (None, ("", "不清楚", "62%", "基本完成")),
    ],
)
def test_states(state: TaskState | None, words: tuple[str, ...]) -> None:
    assert [parse_state(word) for word in words] == [state] * len(words)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("62.5%", "62.5"),
        ("６２．５％", "62.5"),
        ("100", "100"),
        ("0", "0"),
        ("101", None),
        ("-1", None),
        ("", None),
        ("5 公里", None),
    ],
)
def test_shares_done(text: str, share: str | None) -> None:
    assert parse_percent(text) == (None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("指标", "区域", "月份", "实绩"), "actuals"),
        (("指标", "区域", "年度目标", "实绩", "完成率"), "actuals"),
        (("任务编号", "任务", "状态", "完成比例"), "tasks"),
        (("项目名称", "形象进度", "累计完成投资（万元）"), "projects"),
        (("指标", "区域", "年度", "目标值"), "targets"),
        (("indicator_id", "region_id", "year", "comparator", "value", "basis"), "targets"),
        (("项目", "单位", "完成值"), "actuals"),
        (("你好", "再见"), "actuals"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_header(header: tuple[str, ...], kind: str) -> None:
    assert kind_of(header) == kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_word_of_a_kind_means_one_field(kind: str) -> None:
    words = [(name, word) for name, group in KINDS[kind].items() for word in group]
    assert [(field_of(word, kind), word) for _name, word in words] == words
