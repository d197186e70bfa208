"""Every reason of the status rule has its sentence, with the rule's own numbers."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.engine import SQL
from indicators.language import use_language
from indicators.reasons import SENTENCES, reason_sentence

RATE: dict[str, Any] = {
    "reason_code": "below_line", "judged_period": date(2017, 9, 1), "reported_period": date(2017, 9, 1), "target_year": 2017,
    "comparator": ">=", "target": Decimal("85.0000"), "expected": Decimal("75.0000"), "actual": Decimal("62.4000"), "gap_pp": 12.6,
    "is_percent": True, "unit_zh": "%", "unit_en": "%", "decimals": 1, "direction": "higher", "k": 3, "k_expected": 14,
    "baseline_year": 2015,
}  # fmt: skip
FLOW = RATE | {
    "is_percent": False, "unit_zh": "公里", "unit_en": "km", "decimals": 0, "target": Decimal(100), "expected": Decimal(75),
    "actual": Decimal("62.4"),
}  # fmt: skip
COAL = FLOW | {"direction": "lower", "comparator": "<=", "unit_zh": "万吨", "unit_en": "10kt", "actual": Decimal(80), "gap_pp": 5.0}


def test_every_reason_has_a_sentence() -> None:
    rule = (SQL / "judged.sql").read_text("utf-8")
    named = rule[rule.index("reasons as (") : rule.index("as reason_code")]
    assert set(SENTENCES) == set(re.findall(r"(?:then|else) '(\w+)'", named))


def test_sentences_in_chinese() -> None:
    use_language("zh")
    assert reason_sentence(RATE) == "9 月应达 75.0 %，实际 62.4 %，差 12.6 个百分点"
    assert reason_sentence(FLOW) == "9 月应达 75 公里（目标的 75.0 %），实际 62.4 公里（目标的 62.4 %），差 12.6 个百分点"
    assert reason_sentence(COAL) == "9 月应控制在 75 万吨（目标的 75.0 %）以内，实际 80 万吨（目标的 80.0 %），超出 5.0 个百分点"
    assert reason_sentence(RATE | {"reason_code": "missing"}) == "截至 9 月应报未报，最近一次报送为 9 月"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason_code": "slash"}, "The plan sets no task here (“/”)"),
        ({"reason_code": "zero"}, "The target is 0: no task"),
        ({"reason_code": "delegated"}, "The number is set by the higher level and has not been entered yet"),
        ({"reason_code": "no_number"}, "The plan states no number to compare with"),
        ({"reason_code": "no_baseline"}, "The target is a change against 2015, whose value the plan does not state"),
        (
            {"reason_code": "no_baseline", "baseline_year": None},
            "The target is a change against a baseline that the plan does not state",
        ),
        (
            {"reason_code": "reached", "actual": Decimal(90)},
            "The 2017 target ≥ 85.0 % is reached: 90.0 % in September",
        ),
        ({"reason_code": "reached", "target_year": None}, "The target ≥ 85.0 % is reached: 62.4 % in September"),
        ({"reason_code": "no_year", "comparator": "="}, "The plan names no year for the target 85.0 %"),
        ({"reason_code": "no_year", "comparator": None}, "The plan names no year for the target 85.0 %"),
        ({"reason_code": "no_year"}, "The plan names no year for the target ≥ 85.0 %"),
        ({"reason_code": "future_target", "target_year": 2019}, "Nothing is due yet; the next target is ≥ 85.0 % in 2019"),
        ({"reason_code": "nothing_due"}, "No report is due yet by September"),
        ({"reason_code": "missing", "reported_period": None}, "The report due by September is missing"),
        (
            {"reason_code": "missing", "reported_period": date(2017, 6, 1)},
            "The report due by September is missing; the last one is for June",
        ),
        ({"reason_code": "partial"}, "3 of 14 reports are in, too few to judge"),
        ({"reason_code": "over_reached"}, "Target 2017 ≥ 85.0 %, in the end 62.4 %: reached"),
        ({"reason_code": "over_missed"}, "Target 2017 ≥ 85.0 %, in the end 62.4 %: 12.6 percentage points away"),
        ({"reason_code": "over_missed", "comparator": ">", "gap_pp": 0.0}, "Target 2017 > 85.0 %, in the end 62.4 %: not reached"),
        (
            {"reason_code": "no_start"},
            "Without a starting value nothing is expected before the year ends; the target is ≥ 85.0 %",
        ),
        ({"reason_code": "on_line", "gap_pp": 0.04}, "September: at least 75.0 % expected, actual 62.4 %, just on the line"),
        (
            {"reason_code": "on_line", "gap_pp": -5.0},
            "September: at least 75.0 % expected, actual 62.4 %, 5.0 percentage points ahead",
        ),
        (
            {"reason_code": "far_below_line", "direction": "lower", "gap_pp": 31.0},
            "September: at most 75.0 % allowed, actual 62.4 %, 31.0 percentage points too much",
        ),
        (
            {"reason_code": "on_line", "direction": "lower", "gap_pp": -1.0},
            "September: at most 75.0 % allowed, actual 62.4 %, 1.0 percentage points to spare",
        ),
    ],
)
def test_sentences_in_english(changes: dict[str, Any], sentence: str) -> None:
    use_language("en")
    assert reason_sentence(RATE | changes) == sentence


def test_a_target_of_zero_has_no_shares() -> None:
    use_language("en")
    row = COAL | {
        "target": Decimal(0),
        "expected": Decimal(0),
        "actual": Decimal(2),
        "gap_pp": 100.0,
        "reason_code": "far_below_line",
    }
    assert reason_sentence(row) == "September: at most 0 10kt allowed, actual 2 10kt, 100.0 percentage points too much"
