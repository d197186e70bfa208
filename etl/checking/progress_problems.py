"""What can be wrong with a file of task or project progress, beside what can be wrong with every file."""

from etl.checking.problem_kind import Kind
from indicators.language import N_

PROGRESS_KINDS: dict[str, Kind] = {
    "unknown_task": Kind("error", N_("{cell}: the task “{found}” is not in this plan. Use the code or the title of the template.")),
    "unknown_task_like": Kind("error", N_("{cell}: the task “{found}” is not in this plan. Do you mean “{likely}”?"), "{likely}"),
    "unknown_project": Kind(
        "error", N_("{cell}: the project “{found}” is not in this plan. Use the code or the name of the template.")
    ),
    "unknown_project_like": Kind(
        "error", N_("{cell}: the project “{found}” is not in this plan. Do you mean “{likely}”?"), "{likely}"
    ),
    "ambiguous_name": Kind("error", N_("{cell}: “{found}” names several in this plan. Use the code: {codes}."), "{codes}"),
    "not_your_item": Kind("error", N_("{cell}: “{item}” is led by {leads}, who report it. Delete the row.")),
    "missing_state": Kind("error", N_("{cell}: the state of “{item}” is missing. Write one of: {states}."), "{states}"),
    "bad_state": Kind("error", N_("{cell}: “{found}” is not a state. Write one of: {states}."), "{states}"),
    "percent_outside": Kind("error", N_("{cell}: {found} lies outside 0 to 100 %."), "0–100"),
    "negative_investment": Kind("error", N_("{cell}: {found} is below zero; the investment to date cannot be."), "≥ 0"),
    "duplicate_item": Kind("error", N_("Row {row} repeats row {first_row}: “{item}”, {period}. Keep one of them.")),
    "approved_item": Kind(
        "error",
        N_(
            "{cell}: “{item}” was approved for {period} as {old_state} by {name} on {day}. If your row is right, send the file as a correction, with the reason."
        ),
    ),
    "empty_progress": Kind("error", N_("There is no state in the table. Fill in the column of states and send the file again.")),
    "done_below_hundred": Kind("warning", N_("{cell}: “{item}” is reported as done, but at {percent} %."), "100"),
    "not_started_above_zero": Kind("warning", N_("{cell}: “{item}” is reported as not started, but at {percent} %."), "0"),
    "done_without_evidence": Kind(
        "error",
        N_(
            "{cell}: “{item}” is reported as done, and no evidence file is attached to it for {period}. Attach one here or on the page "
            "My reports under “Evidence”, then check again; a note is not enough."
        ),
    ),
    "no_longer_done": Kind("warning", N_("{cell}: “{item}” was reported as done for {before_period}; now it is {new_state}.")),
    "percent_falls": Kind(
        "warning",
        N_("{cell}: the progress of “{item}” falls from {before_percent} % for {before_period} to {percent} %."),
        "≥ {before_percent}",
    ),
    "investment_falls": Kind(
        "warning",
        N_("{cell}: the investment to date in “{item}” falls from {before_invested} for {before_period} to {invested}."),
        "≥ {before_invested}",
    ),
    "investment_above_planned": Kind(
        "warning",
        N_("{cell}: the investment to date in “{item}” is {invested}; {planned} is planned (in 10,000 yuan)."),
        "≤ {planned}",
    ),
}
# kinds that only word another code more closely
WORDINGS = frozenset(
    {
        "unknown_task_like",
        "unknown_project_like",
        "ambiguous_name",
        "duplicate_item",
        "approved_item",
        "negative_investment",
        "empty_progress",
    }
)
