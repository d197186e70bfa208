"""What a pack says of the rules over uploads, and what is in force."""

from decimal import Decimal
from pathlib import Path

from etl.plans.rule_settings import SETTINGS, mistakes_in, rules_in_force
from tests.tiny_city import PLAN, tiny_database

README = Path(__file__).resolve().parent.parent / "README.md"


def test_a_pack_that_says_nothing_takes_the_defaults(tmp_path: Path) -> None:
    database = tiny_database(tmp_path)
    assert rules_in_force(database, PLAN) == {
        "above_hundred": True,
        "jump_score": Decimal(5),
        "jump_steps": 6,
        "jump_months": 24,
        "unchanged_months": 6,
        "sum_differs": True,
        "sum_tolerance": Decimal(1),
        "equals_target_reports": 0,
        "round_number_reports": 0,
        "done_needs_evidence": True,
    }
    database.close()


def test_what_a_pack_says_is_in_force_in_its_own_kind(tmp_path: Path) -> None:
    database = tiny_database(tmp_path, rules="jump_score = 3.5\nunchanged_months = 12\nsum_differs = false")
    rules = rules_in_force(database, PLAN)
    assert (rules["jump_score"], rules["unchanged_months"], rules["sum_differs"]) == (Decimal("3.5"), 12, False)
    assert (type(rules["unchanged_months"]), type(rules["sum_differs"])) == (int, bool)
    database.close()


def test_every_default_is_a_setting_a_pack_could_write() -> None:
    stated = {
        name: float(setting.default) if isinstance(setting.default, Decimal) else setting.default
        for name, setting in SETTINGS.items()
    }
    assert list(mistakes_in(stated)) == []


def test_the_readme_names_every_setting() -> None:
    readme = README.read_text("utf-8")
    assert [name for name in SETTINGS if f"`{name}`" not in readme] == []
