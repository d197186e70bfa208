"""Both languages are complete: every text of the code, every name of the packs."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from etl.pack_format import FILES
from etl.plan_pack import find_packs
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


def test_translations_are_chinese() -> None:
    unchanged = {message.id for message in entries() if message.id == message.string}
    assert [message for message in unchanged if any(letter.isalpha() for letter in "".join(Formatter().parse(message).__next__()[:1]))] == []


@pytest.mark.parametrize("pack", PACKS, ids=[pack.name for pack in PACKS])
def test_names_stand_in_both_languages(pack: Path) -> None:
    missing = []
    for table, columns in FILES.items():
        names = {column.name for column in columns}
        pairs = [(name, f"{name[:-3]}_en") for name in names if name.endswith("_zh") and f"{name[:-3]}_en" in names]
        for number, row in enumerate(read_rows(pack / f"{table}.csv") if (pack / f"{table}.csv").exists() else [], start=2):
            missing += [f"{table}.csv row {number}: {zh}, {en}" for zh, en in pairs if bool(row[zh]) != bool(row[en])]
    assert missing == []
