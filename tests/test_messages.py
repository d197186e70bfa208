"""Both languages are complete: every text of the code, every name of the packs."""

import tomllib
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from etl.plans.plan_pack import find_packs
from etl.settings import ROOT
from tests.messages import catalogue, said, untranslated
from tests.tiny_city import read_rows

PACKS = find_packs(ROOT / "data" / "plans")


def entries() -> list[Message]:
    """The messages of the catalogue, without its header."""
    return [message for message in catalogue() if message.id]


def fields(text: str) -> set[str | None]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_translated() -> None:
    assert untranslated() == []


def test_no_translation_is_left_over() -> None:
    assert sorted({str(message.id) for message in entries()} - said()) == []


def test_placeholders_are_kept() -> None:
    assert [message.id for message in entries() if fields(str(message.id)) != fields(str(message.string))] == []


@pytest.mark.parametrize("pack", PACKS, ids=[pack.name for pack in PACKS])
def test_names_stand_in_both_languages(pack: Path) -> None:
    plan = tomllib.loads((pack / "plan.toml").read_text("utf-8"))
    assert all(plan[name] for name in ("name_zh", "name_en", "short_zh", "short_en"))
    unnamed = [
        f"{table}.csv: {row}"
        for table in ("programmes", "indicators", "regions", "departments")
        for row in read_rows(pack / f"{table}.csv")
        if not (row["name_zh"] and row["name_en"])
    ]
    assert unnamed == []
