"""Which regions stand side by side, and in which order."""

from decimal import Decimal
from typing import Any

from indicators.comparison import below, best_first, best_first_by_cell, levels_below
from indicators.scoring import NO_PARTS, Score

Row = dict[str, Any]


def region(key: int, parent: int | None, level: int) -> Row:
    """A region of the tree."""
    return {"region_key": key, "parent_key": parent, "level": level}


# 1 over 2 and 3; 2 over 4 and 5; 3 over 6
TREE = [region(1, None, 0), region(2, 1, 1), region(3, 1, 1), region(4, 2, 2), region(5, 2, 2), region(6, 3, 2)]


def keys(rows: tuple[Row, ...]) -> list[int]:
    """Their keys."""
    return [row["region_key"] for row in rows]


def test_the_regions_of_a_level_below_a_region() -> None:
    assert keys(below(TREE, 1, 1)) == [2, 3]
    assert keys(below(TREE, 1, 2)) == [4, 5, 6]
    assert keys(below(TREE, 2, 2)) == [4, 5]
    assert keys(below(TREE, 6, 2)) == []


def test_the_levels_below_a_region() -> None:
    assert levels_below(TREE, TREE[0]) == {1: 2, 2: 3}
    assert levels_below(TREE, TREE[2]) == {2: 1}
    assert levels_below(TREE, TREE[5]) == {}


def test_best_share_first_and_without_one_last() -> None:
    shares = {4: Score(4, Decimal(50), NO_PARTS), 5: Score(5, None, NO_PARTS), 6: Score(6, Decimal(75), NO_PARTS)}
    assert keys(best_first([TREE[3], TREE[4], TREE[5]], shares)) == [6, 4, 5]


def test_by_an_indicator_the_light_counts_before_the_gap() -> None:
    cells = {
        2: {"status": "behind", "gap_pp": Decimal(1)},
        3: {"status": "on_pace", "gap_pp": Decimal(0)},
        4: {"status": "not_reported", "gap_pp": None},
        5: {"status": "on_pace", "gap_pp": Decimal(-9)},
    }
    assert keys(best_first_by_cell(TREE, cells)) == [5, 3, 2, 1, 4, 6]
