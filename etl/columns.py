"""The columns of an upload and every header word they are known by; how header words and names are compared."""

import re
import unicodedata
from collections.abc import Iterable

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
    "indicator": ("indicator", "indicator name", "indicator_zh", "indicator_en", "指标", "指标名称"),
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
        *("街道", "单位名称", "报送区域"),
    ),
    "period": ("period", "month", "月份", "月", "期", "期别", "报告期", "报送期", "年月", "时间"),
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

_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_NOISE = re.compile(r"[\s_\-*·:]+")


def plain(text: str) -> str:
    """`text` for comparison: full-width characters made normal, lower case, without spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


_FIELD_OF = {plain(word): name for name, words in WORDS.items() for word in words}


def field_of(header: str) -> str | None:
    """The field that a header cell names, whatever its brackets, case and spaces; None for a word that is not known."""
    return _FIELD_OF.get(plain(header)) or _FIELD_OF.get(plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", header))))


def fields_in(cells: Iterable[str]) -> int:
    """How many different fields a row of cells names: what makes a row a header."""
    return len({name for name in map(field_of, cells) if name})


# the column that a returned workbook adds (etl/marks.py), in every language: it is never read
_RETURNED = frozenset(map(plain, ("Problems found", "发现的问题")))


def is_returned(header: str) -> bool:
    """Whether a header cell is that of the problems we wrote into a workbook that we gave back."""
    return plain(header) in _RETURNED
