"""Figures typed on the screen become a file like any other: the same check, the same preview, the same way back."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from etl.reading.columns import FIGURES

TYPED = (*FIGURES, "note")
Cells = Mapping[str, Mapping[str, str]]
Owed = TypeVar("Owed", bound=Mapping[str, Any])


def cell_key(row: Mapping[str, Any]) -> str:
    """The name under which the cells of one owed figure are kept in a draft."""
    return f"{row['indicator_id']}|{row['region_id']}"


def grid_file(owed: Iterable[Mapping[str, Any]], cells: Cells) -> bytes:
    """A CSV file of the figures that were typed, in the order they are owed; rows in which nothing was typed are left out."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(("indicator_id", "region_id", "period", *TYPED))
    for row in typed_rows(owed, cells):
        typed = cells[cell_key(row)]
        period: date = row["period"]
        writer.writerow((row["indicator_id"], row["region_id"], f"{period:%Y-%m}", *(typed.get(field, "") for field in TYPED)))
    return output.getvalue().encode("utf-8-sig")


def with_drafts(owed: Iterable[Mapping[str, Any]], cells: Cells) -> list[dict[str, Any]]:
    """The owed figures; `state` is `draft` where a missing one was typed and not submitted yet."""
    return [{**row, "state": "draft" if row["state"] == "missing" and cells.get(cell_key(row)) else row["state"]} for row in owed]


def with_changes(kept: Cells, before: Cells, after: Cells) -> dict[str, dict[str, str]]:
    """`kept` with what was typed between `before` and `after`; what somebody else typed into other cells meanwhile stays."""
    figures = {name: dict(texts) for name, texts in kept.items()}
    for name in {*before, *after}:
        was, now = before.get(name, {}), after.get(name, {})
        changed = {field: now.get(field, "") for field in TYPED if was.get(field) != now.get(field)}
        figures[name] = {**figures.get(name, {}), **changed}
    filled = {name: {field: text for field, text in texts.items() if text} for name, texts in figures.items()}
    return {name: texts for name, texts in filled.items() if texts}


def typed_rows(owed: Iterable[Owed], cells: Cells) -> list[Owed]:
    """The owed figures for which something was typed: the rows of `grid_file`, from row 2 on."""
    return [row for row in owed if any(text.strip() for text in cells.get(cell_key(row), {}).values())]
