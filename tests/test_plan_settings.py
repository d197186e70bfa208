"""What plan.toml may say of a plan; every wrong setting has its sentence."""

from datetime import date
from typing import Any

import pytest

from etl.plans.plan_settings import settings_mistakes

PLAN: dict[str, Any] = {
    "plan_id": "tiny-city",
    "position": 9,
    "name_zh": "小城市行动方案",
    "name_en": "Tiny City Action Plan",
    "short_zh": "小城",
    "short_en": "Tiny",
    "first_year": 2020,
    "last_year": 2021,
    "root_region_id": "tiny",
    "due_day": 10,
    "behind_pp": 30,
}


@pytest.mark.parametrize(
    "more", [{}, {"issued_on": date(2020, 1, 10)}, {"counts": "submitted"}, {"behind_pp": 12.5}, {"rules": {}}]
)
def test_a_plan_that_says_enough_is_sound(more: dict[str, Any]) -> None:
    assert list(settings_mistakes(PLAN | more, "tiny-city")) == []


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({"due_day": 40}, ["plan.toml: due_day is “40”; it must be a whole number from 1 to 31."]),
        ({"due_day": "10"}, ["plan.toml: due_day is “10”; it must be a whole number from 1 to 31."]),
        ({"position": True}, ["plan.toml: position is “True”; it must be a whole number from 0 to 1000."]),
        ({"behind_pp": "30%"}, ["plan.toml: behind_pp is “30%”; it must be a number from 0 to 1000."]),
        ({"first_year": "2020"}, ["plan.toml: first_year is “2020”; it must be a whole number from 1950 to 2200."]),
        ({"first_year": 2022}, ["plan.toml: first_year 2022 comes after last_year 2021; swap or correct them."]),
        (
            {"issued_on": "10 January"},
            ["plan.toml: issued_on is “10 January”; it must be a date like 2017-06-26, without quotation marks."],
        ),
        ({"short_zh": " "}, ["plan.toml: short_zh is “ ”; it must be a text in quotation marks."]),
        ({"counts": "drafts"}, ["plan.toml: counts is “drafts”; it must be one of approved, submitted."]),
        ({"duedate": 3}, ["plan.toml: duedate is not known; remove it."]),
        (
            {"plan_id": "tiny"},
            ["plan.toml: plan_id is tiny, but the folder is called tiny-city; make them the same."],
        ),
    ],
)
def test_a_wrong_setting_is_explained(change: dict[str, Any], sentences: list[str]) -> None:
    assert list(settings_mistakes(PLAN | change, "tiny-city")) == sentences


def test_a_misspelt_setting_is_missing_and_recognised() -> None:
    plan = {("first_yaer" if name == "first_year" else name): value for name, value in PLAN.items()}
    assert list(settings_mistakes(plan, "tiny-city")) == [
        "plan.toml: first_year is missing.",
        "plan.toml: first_yaer is not known; is it “first_year”?",
    ]
