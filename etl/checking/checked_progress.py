"""A checked file of task or project progress: its reports by name, and those that still lack evidence."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from etl.checking.checked_upload import CheckedUpload
from etl.checking.items import ItemNames


@dataclass(frozen=True)
class CheckedProgress(CheckedUpload):
    """A file of task or project progress that was read, checked and compared, with nothing written yet."""

    items: ItemNames | None = None

    @property
    def preview(self) -> pa.Table:
        """Every report of the file with its row, its task or project, what stands now (`old_state` …), what would, and the `difference`."""
        if not self.compared.num_rows or self.items is None:
            return pa.table({})
        compared = self.compared.sort_by("position")
        named = [self.items.by_id[item_id] for item_id in compared["item_id"].to_pylist()]
        return pa.table(
            {
                "row": self.table.rows.take(compared["position"].combine_chunks()),
                "item_id": compared["item_id"],
                "item_zh": pa.array([row["title_zh"] for row in named], pa.string()),
                "item_en": pa.array([row["title_en"] for row in named], pa.string()),
                "region_zh": pa.array([row["region_zh"] for row in named], pa.string()),
                "region_en": pa.array([row["region_en"] for row in named], pa.string()),
                **{
                    name: compared[name]
                    for name in (
                        *("period", "old_state", "state", "old_percent", "percent", "old_investment_wan", "investment_wan"),
                        *("old_note", "note", "difference"),
                    )
                },
            }
        )

    @property
    def unproven(self) -> list[dict[str, Any]]:
        """The reports that say done and are refused for want of an evidence file, as rows of `preview`."""
        refused = {problem.row for problem in self.problems if problem.code == "done_without_evidence"}
        return [row for row in self.preview.to_pylist() if row["row"] in refused]
