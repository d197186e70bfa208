"""The kinds of file, their columns and every header word these are known by; how header words and names are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from indicators.language import N_

# the header of a template, in the order of its columns; what is read back is WORDS
HEADERS = {
    "indicator_id": N_("Indicator code"),
    "indicator": N_("Indicator"),
    "region_id": N_("Region code"),
    "region": N_("Region"),
    "period": N_("Month"),
    "unit": N_("Unit"),
    "value": N_("Actual"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "note": N_("Note"),
}
WORDS: dict[str, tuple[str, ...]] = {
    "indicator_id": ("indicator_id", "indicator code", "指标代码", "指标编码", "指标编号"),
    "indicator": ("indicator", "indicator name", "indicator_zh", "indicator_en", "指标", "指标名称", "考核指标"),
    "region_id": ("region_id", "region code", "区域代码", "区域编码", "地区代码", "镇代码"),
    "region": (
        *(
            "region",
            "region name",
            "region_zh",
            "region_en",
            "town",
            "区域",
            "区域名称",
            "地区",
            "区镇",
            "镇区",
            "乡镇",
            "镇",
            "镇街",
        ),
        *("街道", "单位名称", "报送单位", "报送区域"),
    ),
    "period": ("period", "month", "月份", "月", "期", "期别", "报告期", "报送期", "年月", "时间"),
    "year": ("year", "年度", "年份", "年"),
    "unit": ("unit", "unit_zh", "unit_en", "单位", "计量单位"),
    "value": (
        *("value", "actual", "actual value", "实绩", "实绩值", "数值", "值", "完成数", "完成值", "完成量", "实际值", "实际完成"),
        *("累计完成", "本年累计", "累计实绩", "本年累计实绩", "累计"),
    ),
    "numerator": ("numerator", "分子"),
    "denominator": ("denominator", "分母"),
    "note": ("note", "notes", "remark", "remarks", "说明", "备注", "情况说明"),
}
FIGURES = ("value", "numerator", "denominator")

# what the other kinds of file hold beside a region, a month and a note
PROGRESS_HEADERS = {
    "task_id": N_("Task code"),
    "task": N_("Task"),
    "project_id": N_("Project code"),
    "project": N_("Project"),
    "state": N_("State"),
    "percent": N_("Percent done"),
    "invested_wan": N_("Invested to date (10,000 yuan)"),
    "evidence": N_("Evidence"),
    "year": N_("Year"),
    "quarter": N_("Quarter"),
    "comparator": N_("Comparator"),
    "target": N_("Target"),
    "basis": N_("Basis"),
    "document_number": N_("Document number"),
}
_PROGRESS = {
    **{name: WORDS[name] for name in ("region_id", "region", "period", "year", "note")},
    "state": ("state", "status", "progress", "状态", "进展状态", "进展", "进度状态", "完成状态", "工作状态"),
    "percent": ("percent", "percent done", "completion", "完成比例", "完成进度", "完成率", "完成百分比", "进度", "形象进度"),
    "evidence": ("evidence", "佐证", "佐证材料", "证明材料"),
}
_TARGET = {name: WORDS[name] for name in ("indicator_id", "indicator", "region_id", "region", "year", "period", "unit", "note")}
# kind → field → words; a kind is told by its own fields, so that one word may mean different things in different kinds
KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "actuals": {**WORDS, "indicator": (*WORDS["indicator"], "项目", "指标项目")},
    "tasks": {
        **_PROGRESS,
        "task_id": ("task_id", "task code", "任务编号", "任务代码", "任务编码"),
        "task": ("task", "title_zh", "title_en", "任务", "任务名称", "任务内容", "工作任务", "重点任务", "目标任务"),
    },
    "projects": {
        **_PROGRESS,
        "project_id": ("project_id", "project code", "工程编号", "项目编号", "工程代码", "项目代码"),
        "project": (
            *("project", "name_zh", "name_en", "工程", "工程名称", "项目", "项目名称", "企业", "企业名称", "工程项目", "重点工程"),
        ),
        "invested_wan": (
            *("invested_wan", "invested to date", "investment to date", "累计完成投资", "完成投资", "累计投资", "已完成投资"),
        ),
    },
    "targets": {
        **_TARGET,
        "quarter": ("quarter", "季度", "季"),
        "comparator": ("comparator", "比较", "比较符", "比较方式"),
        "target": ("target", "target value", "value", "目标", "目标值", "年度目标", "目标数", "分解目标", "任务数", "下达目标"),
        "basis": ("basis", "口径", "目标口径", "目标类型"),
        "document_number": ("document_number", "document number", "document", "文号", "发文字号", "文件号", "下达文号"),
    },
}
# of each group one field must be there
_TELLING = {
    "tasks": (("task_id", "task"), ("state", "percent")),
    "projects": (("project_id", "project"), ("state", "percent", "invested_wan")),
    "targets": (("indicator_id", "indicator"), ("target",)),
}
_ONLY_TARGETS = {"comparator", "basis", "document_number"}
# the figure that a table of each kind can hold one of per column
FIGURE_OF = {"actuals": "value", "targets": "target"}

_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_NOISE = re.compile(r"[\s_\-*·:]+")


def plain(text: str) -> str:
    """`text` for comparison: full-width characters made normal, lower case, without spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


_FIELD_OF = {kind: {plain(word): name for name, words in fields.items() for word in words} for kind, fields in KINDS.items()}


def without_brackets(text: str) -> str:
    """`text` without what stands in brackets, such as a unit."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=8192)
def field_of(header: str, kind: str = "actuals") -> str | None:
    """The field that a header cell names, whatever its brackets, case and spaces; None for a word that is not known."""
    return _FIELD_OF[kind].get(plain(header)) or _FIELD_OF[kind].get(plain(without_brackets(header)))


def fields_in(cells: Iterable[str], kind: str = "actuals") -> int:
    """How many different fields a row of cells names: what makes a row a header."""
    return len({name for text in cells if (name := field_of(text, kind))})


def kind_of(cells: Iterable[str]) -> str:
    """The kind of file whose header has these cells."""
    texts = list(cells)
    fields = {kind: {name for text in texts if (name := field_of(text, kind))} for kind in KINDS}
    names_indicator = not fields["actuals"].isdisjoint(("indicator_id", "indicator"))
    if names_indicator and not fields["targets"].isdisjoint(_ONLY_TARGETS):
        return "targets"
    if names_indicator and not fields["actuals"].isdisjoint(FIGURES):  # a target beside the actual is there to inform
        return "actuals"
    fitting = (kind for kind, groups in _TELLING.items() if all(fields[kind].intersection(group) for group in groups))
    return next(fitting, "actuals")


# the column that a returned workbook adds (etl/forms/marks.py), in every language: it is never read
_RETURNED = frozenset(map(plain, ("Problems found", "发现的问题")))


def is_returned(header: str) -> bool:
    """Whether a header cell is that of the problems we wrote into a workbook that we gave back."""
    return plain(header) in _RETURNED
