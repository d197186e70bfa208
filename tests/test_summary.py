"""Counts, shares, ranking and changes over status rows, with literal numbers."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.summary import URGENCY, by_urgency, count_statuses, got_worse, group_by, places, rank_regions, shares
from indicators.vocabulary import Status

Row = dict[str, Any]


def row(region: int, status: str, indicator: int = 1, gap: float | None = None, kind: str = "town") -> Row:
    """A status row with what the summary reads."""
    return {
        "indicator_key": indicator,
        "region_key": region,
        "region_position": region,
        "region_kind": kind,
        "status": status,
        "gap_pp": gap,
    }


def test_every_status_is_counted_also_those_nobody_has() -> None:
    counts = count_statuses([row(1, "met"), row(1, "met"), row(2, "missed")])
    assert list(counts) == list(Status)
    assert {status: count for status, count in counts.items() if count} == {Status.MET: 2, Status.MISSED: 1}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # 金寨 2024: naive rounding gives 100.1 %
        ([162, 10, 24, 17, 9], ["73.0", "4.5", "10.8", "7.7", "4.0"]),
        ([1, 1, 1], ["33.4", "33.3", "33.3"]),
        ([0, 5], ["0.0", "100.0"]),
        ([0, 0], ["0.0", "0.0"]),
        ([1, 999], ["0.1", "99.9"]),
    ],
)
def test_shares_as_published(counts: list[int], expected: list[str]) -> None:
    by_status = dict(zip(Status, counts, strict=False))
    assert list(shares(by_status).values()) == [Decimal(text) for text in expected]


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=len(Status)).filter(any))
def test_shares_add_to_one_hundred_and_stay_near_the_truth(counts: list[int]) -> None:
    by_status = dict(zip(Status, counts, strict=False))
    found = shares(by_status)
    assert sum(found.values()) == Decimal("100.0")
    assert all(abs(found[status] - Decimal(count) * 100 / sum(counts)) < Decimal("0.1") for status, count in by_status.items())
    assert all(found[status] == 0 for status, count in by_status.items() if not count)


def test_equal_shares_share_a_rank_and_the_unjudged_come_last() -> None:
    rows = [
        *(row(1, "met"), row(1, "missed")),
        *(row(2, "on_pace"), row(2, "on_pace")),
        *(row(3, "no_task"), row(3, "not_reported"), row(3, "not_due")),
        *(row(4, "on_pace"), row(4, "behind"), row(4, "no_target")),
        row(5, "far_behind"),
        row(6, "met", kind="area"),
    ]
    standings = [(place.rank, place.region["region_key"], place.good, place.judged, place.score) for place in rank_regions(rows)]
    half = Decimal("0.5")
    assert standings == [
        (1, 2, 2, 2, Decimal(1)),
        (2, 1, 1, 2, half),
        (2, 4, 1, 2, half),
        (4, 5, 0, 1, Decimal(0)),
        (None, 3, 0, 0, None),
        (None, 6, 1, 1, Decimal(1)),
    ]


def test_an_equal_share_of_many_and_of_few_is_equal() -> None:
    rows = [*(row(1, "met", n) for n in range(5)), *(row(1, "missed", n) for n in range(5, 7))]
    rows += [*(row(2, "met", n) for n in range(10)), *(row(2, "missed", n) for n in range(10, 14))]
    assert [(place.rank, place.region["region_key"]) for place in rank_regions(rows)] == [(1, 1), (1, 2)]


def test_places_after_a_tie_are_skipped() -> None:
    assert places([Decimal(9), Decimal(9), Decimal(7), Decimal(7), Decimal(7), Decimal(1)]) == [1, 1, 3, 3, 3, 6]
    assert places([]) == []


def test_nobody_is_ranked_when_there_is_nothing() -> None:
    assert rank_regions([]) == []


def test_what_got_worse_comes_worst_first() -> None:
    before = [row(1, "on_pace"), row(2, "met"), row(3, "behind"), row(4, "behind"), row(5, "not_reported"), row(6, "on_pace")]
    now = [
        row(1, "behind", gap=12.6),
        row(2, "met"),
        row(3, "on_pace"),
        row(4, "far_behind", gap=40),
        row(5, "far_behind", gap=80),
        row(6, "behind", gap=20),
        row(7, "missed", gap=9),
        row(1, "missed", indicator=2),
    ]
    assert [(was["status"], is_now["status"], is_now["region_key"]) for was, is_now in got_worse(before, now)] == [
        ("behind", "far_behind", 4),
        ("on_pace", "behind", 6),
        ("on_pace", "behind", 1),
    ]


def test_a_missing_report_is_no_fall() -> None:
    assert got_worse([row(1, "on_pace")], [row(1, "not_reported")]) == []


def test_groups_keep_their_order() -> None:
    rows = [row(2, "met"), row(1, "met"), row(2, "behind")]
    assert group_by(rows, "region_key") == {2: [rows[0], rows[2]], 1: [rows[1]]}


def test_the_most_urgent_comes_first_and_the_further_behind_before_the_nearer() -> None:
    rows = [row(1, "met"), row(2, "behind", gap=5), row(3, "behind", gap=20), row(4, "missed"), row(5, "behind"), row(6, "no_task")]
    assert by_urgency(rows) == [3, 2, 1, 4, 0, 5]
    assert sorted(URGENCY) == sorted(Status)
