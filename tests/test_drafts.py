"""Work in hand: kept for one person alone, with its file, until it is submitted or forgotten."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.database import Database
from etl.life_cycle.drafts import LARGEST, DraftRefused, amend_draft, draft_file, drop_draft, list_drafts, load_draft, save_draft
from etl.life_cycle.upload import UploadNotAllowed
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH, APRIL = date(2020, 3, 1), date(2020, 4, 1)
CELLS = {"sewers|north": {"value": "６．５", "note": "雨季"}}
CLERK, COLLEAGUE = reporter("clerk"), reporter("colleague")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing in hand."""
    use_language("en")
    database = tiny_database(tmp_path)
    yield database
    database.close()


def kept(database: Database) -> dict[str, bytes]:
    """The files of drafts by their names."""
    return {path.name: path.read_bytes() for path in (database.files / "drafts").iterdir()}


def test_a_draft_comes_back_as_it_was_saved(database: Database) -> None:
    assert load_draft(database, CLERK, PLAN, MARCH, "grid") is None
    saved = save_draft(database, CLERK, PLAN, date(2020, 3, 17), "grid", CELLS)
    assert (saved.period, saved.content) == (MARCH, CELLS)
    assert load_draft(database, CLERK, PLAN, date(2020, 3, 31), "grid") == saved
    assert load_draft(database, CLERK, PLAN, APRIL, "grid") is None
    assert load_draft(database, CLERK, PLAN, MARCH, "file") is None
    assert draft_file(database, saved) is None


def test_a_later_draft_stands_in_the_place_of_the_earlier(database: Database) -> None:
    save_draft(database, CLERK, PLAN, MARCH, "grid", CELLS)
    save_draft(database, CLERK, PLAN, APRIL, "grid", {"coal|tiny": {"value": "40"}})
    save_draft(database, CLERK, PLAN, MARCH, "grid", {})
    assert [(draft.period, draft.content) for draft in list_drafts(database, CLERK)] == [
        (MARCH, {}),
        (APRIL, {"coal|tiny": {"value": "40"}}),
    ]


def test_amending_sees_the_draft_as_it_stands(database: Database) -> None:
    first = amend_draft(database, CLERK, PLAN, MARCH, "grid", lambda content: {**content, "cells": CELLS})
    assert first is not None
    assert first.content == {"cells": CELLS}
    amend_draft(database, CLERK, PLAN, date(2020, 3, 9), "grid", lambda content: {**content, "justification": "recount"})
    assert [draft.content for draft in list_drafts(database, CLERK)] == [{"cells": CELLS, "justification": "recount"}]
    assert amend_draft(database, CLERK, PLAN, MARCH, "grid", lambda content: {}) is None
    assert list_drafts(database, CLERK) == []


def test_an_amended_draft_keeps_its_file_and_what_became_empty_leaves_none(database: Database) -> None:
    save_draft(database, CLERK, PLAN, MARCH, "file", {"file_name": "a.csv"}, b"as it came")
    amended = amend_draft(database, CLERK, PLAN, MARCH, "file", lambda content: {**content, "is_correction": True})
    assert amended is not None
    assert draft_file(database, amended) == b"as it came"
    amend_draft(database, CLERK, PLAN, MARCH, "file", lambda content: {})
    assert kept(database) == {}


def test_who_does_not_report_amends_nothing(database: Database) -> None:
    with pytest.raises(UploadNotAllowed, match="Figures are reported by reporters only"):
        amend_draft(database, officer(Role.OFFICE), PLAN, MARCH, "grid", lambda content: {"cells": CELLS})
    with pytest.raises(DraftRefused):
        amend_draft(database, CLERK, PLAN, MARCH, "grid", lambda content: {"justification": "长" * LARGEST})
    assert list_drafts(database, CLERK) == []


def test_only_its_owner_sees_and_drops_a_draft(database: Database) -> None:
    save_draft(database, CLERK, PLAN, MARCH, "grid", CELLS)
    assert list_drafts(database, COLLEAGUE) == list_drafts(database, officer(Role.ADMIN)) == []
    assert load_draft(database, COLLEAGUE, PLAN, MARCH, "grid") is None
    save_draft(database, COLLEAGUE, PLAN, MARCH, "grid", {"coal|tiny": {"value": "1"}})
    drop_draft(database, COLLEAGUE, PLAN, MARCH, "grid")
    assert [draft.content for draft in list_drafts(database, CLERK)] == [CELLS]
    drop_draft(database, CLERK, PLAN, MARCH, "grid")
    assert list_drafts(database, CLERK) == []


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (officer(Role.OFFICE), "Figures are reported by reporters only"),
        (reporter(plan_id="elsewhere"), "does not report for this plan"),
        (replace(CLERK, is_disabled=True), "is disabled"),
    ],
)
def test_who_does_not_report_keeps_no_draft(database: Database, account: object, words: str) -> None:
    with pytest.raises(UploadNotAllowed, match=words):
        save_draft(database, account, PLAN, MARCH, "file", {"file_name": "a.csv"}, b"a")  # type: ignore[arg-type]
    assert not (database.files / "drafts").exists()


def test_a_draft_too_long_is_refused_and_the_one_before_stays(database: Database) -> None:
    save_draft(database, CLERK, PLAN, MARCH, "grid", CELLS)
    with pytest.raises(DraftRefused, match=r"^The draft is longer than 1000000 characters; submit a part of it as a file\.$"):
        save_draft(database, CLERK, PLAN, MARCH, "grid", {"note": "长" * LARGEST}, b"never kept")
    assert [draft.content for draft in list_drafts(database, CLERK)] == [CELLS]
    assert not (database.files / "drafts").exists()


def test_a_file_is_kept_by_its_hash_until_no_draft_speaks_of_it(database: Database) -> None:
    first, second = b"\xd6\xb8\xb1\xea,1\r\n", b"second"
    name = hashlib.sha256(first).hexdigest()
    mine = save_draft(database, CLERK, PLAN, MARCH, "file", {"file_name": "三月.csv"}, first)
    assert mine.content == {"file_name": "三月.csv", "sha256": name}
    save_draft(database, COLLEAGUE, PLAN, MARCH, "file", {"file_name": "same.csv"}, first)
    assert kept(database) == {name: first}

    save_draft(database, CLERK, PLAN, MARCH, "file", {"file_name": "四月.csv"}, second)
    assert sorted(kept(database).values()) == sorted([first, second])
    drop_draft(database, COLLEAGUE, PLAN, MARCH, "file")
    assert kept(database) == {hashlib.sha256(second).hexdigest(): second}
    drop_draft(database, CLERK, PLAN, MARCH, "file")
    assert kept(database) == {}
    assert draft_file(database, mine) is None


def test_a_damaged_file_is_not_gone_on_with_and_mended_when_it_is_kept_again(database: Database) -> None:
    draft = save_draft(database, CLERK, PLAN, MARCH, "file", {"file_name": "a.csv"}, b"as it came")
    assert draft_file(database, draft) == b"as it came"
    path = database.files / "drafts" / str(draft.content["sha256"])
    path.write_bytes(b"as it cane")
    assert draft_file(database, draft) is None
    again = save_draft(database, CLERK, PLAN, MARCH, "file", {"file_name": "a.csv"}, b"as it came")
    assert draft_file(database, again) == b"as it came"


def test_a_draft_changes_no_answer(database: Database) -> None:
    version = database.version
    save_draft(database, CLERK, PLAN, MARCH, "grid", CELLS)
    drop_draft(database, CLERK, PLAN, MARCH, "grid")
    assert database.version == version
