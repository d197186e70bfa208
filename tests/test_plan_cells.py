"""The text of a pack's cell as a typed value; what is wrong with a text, and what to write instead."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etl.plans.pack_format import Column
from etl.plans.plan_cells import typed_cell


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "北镇", "北镇"),
        ("text", "", None),
        ("integer", "2017", 2017),
        ("integer", "", None),
        ("integers", "2017;2018", [2017, 2018]),
        ("integers", "", []),
        ("number", "-0.0565", Decimal("-0.0565")),
        ("number", "99999999999999.9999", Decimal("99999999999999.9999")),
        ("target", "/", "/"),
        ("target", "87.5", Decimal("87.5")),
        ("date", "2017-12-31", date(2017, 12, 31)),
        ("list", " 北 ; 城北 ;", ["北", "城北"]),
        ("weights", "sewers=2; coal=0.5", {"sewers": Decimal(2), "coal": Decimal("0.5")}),
    ],
)
def test_a_cell_becomes_a_value(kind: str, text: str, value: Any) -> None:
    assert typed_cell(Column("cell", kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("integer", "1.5", "is not a whole number"),
        ("integer", "2017年", "is not a whole number; write 2017"),
        ("integers", "2017、2018", "is not a list of whole numbers like 2017;2018"),
        ("number", "much", "is not a number"),
        ("number", "NaN", "is not a number"),
        ("number", "Infinity", "is not a number"),
        ("number", "1e3", "is not a number"),
        ("number", "1,5", "is not a number"),
        ("target", "20%", "is not a number, empty or /; write 20"),
        ("target", "８７．５％", "is not a number, empty or /; write 87.5"),
        ("target", "1,250,000", "is not a number, empty or /; write 1250000"),
        ("target", "≥20", "is not a number, empty or /"),
        ("target", "0.00565", "has more digits than are kept: 14 before the point and 4 after it"),
        ("target", "100000000000000", "has more digits than are kept: 14 before the point and 4 after it"),
        ("date", "2017年12月31日", "is not a date like 2017-12-31; write 2017-12-31"),
        ("date", "2017.6.30", "is not a date like 2017-12-31; write 2017-06-30"),
        ("date", "2017/2/30", "is not a date like 2017-12-31"),
        ("date", "12/31/2017", "is not a date like 2017-12-31"),
        ("list", "北，城北", "has a “，”; part several words by “;”"),
        ("weights", "sewers", "is not a list like sewers=2;coal=0.5"),
        ("weights", "sewers=NaN", "is not a list like sewers=2;coal=0.5"),
        ("text", "no\u200brth", "holds an invisible character (U+200B); type the cell again"),
        ("list", "no\x00rth", "holds an invisible character (U+0000); type the cell again"),
    ],
)
def test_a_wrong_cell_says_what_to_write(kind: str, text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
        typed_cell(Column("cell", kind), text)
