"""Odd and hostile files: each has its expected figures and problems, or the sentence it is refused with, in files/odd/expected.json.

A figure is written as: indicator region month value numerator denominator. A file without an expectation fails, and the other way round.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from etl.checking.problems import Problem
from etl.database import Database
from etl.life_cycle.upload import check_any
from etl.reading.plan_names import read_plan_names
from etl.reading.raw_table import Detected, FileRefused
from etl.reading.read_file import read_file
from indicators.language import use_language
from tests.make_files import FOLDER, made
from tests.tiny_city import PLAN, reporter, tiny_database

EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
MARCH = date(2020, 3, 1)
FIGURE = ("indicator_id", "region_id", "period", "value", "numerator", "denominator")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path_factory.mktemp("odd"))
    yield database
    database.close()


def shown(row: dict[str, Any]) -> str:
    """One figure in one line."""
    texts = {"period": f"{row['period']:%Y-%m}"} | {
        name: "-" if row[name] is None else f"{row[name].normalize():f}" for name in FIGURE[3:]
    }
    return " ".join(str(texts.get(name, row[name])) for name in FIGURE)


def told(detected: Detected, wanted: dict[str, Any]) -> dict[str, Any]:
    """Of what was detected, what the expectation speaks of."""
    return {name: value for name, value in detected.as_json().items() if name in wanted}


def place(problem: Problem) -> str:
    """Code and cell of a problem, or its row."""
    return f"{problem.code} {problem.cell or problem.row or ''}".strip()


def outcome(database: Database, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """What becomes of a file, in the words of the expectations."""
    data = (FOLDER / name).read_bytes()
    period = None if wanted.get("any_month") else MARCH
    found: dict[str, Any] = {"any_month": True} if period is None else {}
    try:
        if "cells" in wanted:
            with database.reading() as cursor:
                table = read_file(data, name, names=read_plan_names(cursor, PLAN))
            return {
                "cells": {field: table.texts(field).to_pylist() for field in table.fields if field},
                "detected": told(table.detected, wanted["detected"]),
            }
        checked = check_any(database, reporter(), PLAN, period, name, data, today=date(2020, 12, 31))
    except FileRefused as refusal:
        return {"refused": str(refusal)}
    found["figures"] = [shown(row) for row in checked.preview.to_pylist()] if checked.preview.num_rows else []
    found["problems"] = [place(problem) for problem in checked.problems]
    return found | ({"detected": told(checked.detected, wanted["detected"])} if "detected" in wanted else {})


def test_every_file_has_an_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"expected.json"}
    assert files == set(EXPECTED)
    assert len(files) >= 80


def test_the_files_are_what_the_script_makes() -> None:
    assert [name for name, data in made().items() if (FOLDER / name).read_bytes() != data] == []
    assert set(made()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_odd_file_is_read_or_refused_as_expected(database: Database, name: str) -> None:
    use_language("en")
    assert outcome(database, name, EXPECTED[name]) == EXPECTED[name]
