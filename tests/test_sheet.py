"""What a printed sheet holds: the most urgent judgements that fit, and what it says about the others."""

from collections.abc import Iterator
from typing import Any

import pytest

from indicators.language import DEFAULT_LANGUAGE, use_language
from pages.components import sheet
from pages.components.sheet import beyond_sheet, only_words, targets_note, works_note


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(DEFAULT_LANGUAGE)


def rows(*statuses: str, name: str = "Sewers") -> list[dict[str, Any]]:
    """Judgements without a number, which need one line each unless their name is long."""
    return [{"status": status, "gap_pp": None, "indicator_en": name} for status in statuses]


@pytest.fixture(autouse=True)
def _short_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "reason_sentence", lambda row: "why")


def test_the_least_urgent_are_left_out() -> None:
    judged = rows("met", "missed", "on_pace", "behind", "not_reported", "no_task")
    assert beyond_sheet(judged, 6 * sheet.LINE) == set()
    assert beyond_sheet(judged, 5 * sheet.LINE) == {5}
    assert beyond_sheet(judged, 3 * sheet.LINE) == {0, 2, 5}
    assert beyond_sheet(judged, 0) == {0, 1, 2, 3, 4, 5}


def test_a_line_with_much_text_takes_more_room() -> None:
    long = "a name that needs two lines of a printed table"
    assert beyond_sheet(rows("met", "met", name=long), 2 * sheet.LINE + sheet.MORE) == {1}
    assert beyond_sheet(rows("met", "met", name=long), 2 * sheet.LINE + 2 * sheet.MORE) == set()
    assert beyond_sheet(rows("met", "met", name="一个需要两行才能写完的很长的指标名称要写很长"), 2 * sheet.LINE) == {1}


def test_a_sheet_says_what_it_leaves_out() -> None:
    assert targets_note(3, 3) == ""
    assert targets_note(2, 3) == (
        '<p class="sheet-note">Printed are 2 of 3 targets, the most urgent of those on screen; this page of the dashboard has all.</p>'
    )
    assert works_note([], []) == ""
    assert works_note([{}, {}], [{}]) == (
        '<p class="sheet-note">The whole list of 2 tasks, 1 projects stands on this page of the dashboard.</p>'
    )


def test_what_is_filtered_is_said() -> None:
    assert only_words(()) == ""
    assert only_words(("behind", "missed")) == "only: behind, missed"
