"""Explains in sentences what is wrong with a plan pack."""

from dataclasses import replace

from etl.plans.plan_finding import Finding
from etl.plans.plan_meaning import MEANING_RULES
from etl.plans.plan_pack import PlanPack
from etl.plans.plan_structure import FORM_RULES, STRUCTURE_RULES


def check_pack(pack: PlanPack) -> list[Finding]:
    """Everything found in the pack, errors first, then what the plan's text does not add up to.

    A rule that leans on something broken would find nothing but its echo: cells are looked at once the files are tables, their
    meaning once the cells are right.
    """
    found = [finding for rule in FORM_RULES for finding in rule(pack)]
    if not pack.form_mistakes:
        found += [finding for rule in STRUCTURE_RULES for finding in rule(pack)]
    if found:
        return found
    admitted = {name for row in pack.rows("conflicts") for name in row["indicator_ids"]}
    findings = [finding for rule in MEANING_RULES for finding in rule(pack)]
    named = [
        replace(finding, severity="known") if finding.severity == "warning" and finding.indicator_id in admitted else finding
        for finding in findings
    ]
    return sorted(named, key=lambda finding: ("error", "warning", "known").index(finding.severity))


def errors_in(pack: PlanPack) -> list[str]:
    """The sentences of those findings that keep the pack from being used."""
    return [finding.sentence for finding in check_pack(pack) if finding.severity == "error"]
