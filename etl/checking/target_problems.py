"""What can be wrong with targets that the office enters, beside what can be wrong with every file."""

from etl.checking.problem_kind import Kind
from indicators.language import N_

TARGET_KINDS: dict[str, Kind] = {
    "bad_year": Kind("error", N_("{cell}: “{found}” is not a year. Write it like 2018.")),
    "year_outside_plan": Kind("error", N_("{cell}: {year} lies outside the plan, which runs from {first_year} to {last_year}.")),
    "bad_quarter": Kind(
        "error", N_("{cell}: “{found}” is not a quarter. Write 1, 2, 3 or 4, or leave the cell empty for the year."), "1–4"
    ),
    "bad_comparator": Kind(
        "error", N_("{cell}: “{found}” is not a comparator. Write one of ≥ ≤ > < =, or leave the cell empty."), "≥ ≤ > < ="
    ),
    "bad_basis": Kind("error", N_("{cell}: “{found}” is not a basis. Write one of: {words}."), "{words}"),
    "negative_target": Kind("error", N_("{cell}: {found} is below zero, which a target of “{indicator}” cannot be."), "≥ 0"),
    "printed_target": Kind(
        "error",
        N_(
            "{cell}: the plan itself says {printed} for “{indicator}”, {region}, {when}. What a plan prints is not overwritten here; "
            "only targets that it leaves to be handed down or broken down, or states without a number, are entered."
        ),
        "{printed}",
    ),
    "printed_baseline": Kind(
        "error",
        N_("{cell}: the plan itself states the baseline of “{indicator}”, {region}: {printed}. It is not overwritten here."),
        "{printed}",
    ),
    "printed_start": Kind(
        "error",
        N_(
            "{cell}: the plan itself states the starting value of “{indicator}”, {region}, {when}: {printed}. It is not overwritten here."
        ),
        "{printed}",
    ),
    "missing_document": Kind(
        "error",
        N_("{cell}: write the number of the document that this figure of “{indicator}” comes from; it is shown as its source."),
    ),
    "no_target_above": Kind(
        "error",
        N_(
            "{cell}: no region above {region} has a target of “{indicator}” for {when} that could be broken down. "
            "For a figure that was handed down write “{delegated}” as basis, with the document number."
        ),
    ),
    "no_change_target": Kind("error", N_("{cell}: “{indicator}” of {region} has no target against a baseline, so it needs none.")),
    "zero_baseline": Kind("error", N_("{cell}: a change against a baseline of 0 cannot be computed.")),
    "start_of_flow": Kind("error", N_("{cell}: “{indicator}” is counted from zero every year; it has no starting value.")),
    "duplicate_target": Kind("error", N_("Row {row} repeats row {first_row}: “{indicator}”, {region}, {when}. Keep one of them.")),
    "empty_targets": Kind("error", N_("There is no target in the table. Fill in the column of targets and send the file again.")),
    "allocation_differs": Kind(
        "warning",
        N_(
            "{cell}: the targets of “{indicator}” for {when} below {parent} add up to {sum} {unit}; {parent} has {whole} {unit}, "
            "a difference of {difference}."
        ),
    ),
}
WORDINGS = frozenset({"negative_target", "duplicate_target", "empty_targets"})
