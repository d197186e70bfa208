"""A pack's CSV file as text rows; one broken file per case and the sentence that must be said."""

from pathlib import Path

import pytest

from etl.plans.plan_table import read_table

NAMES = ("region_id", "name_zh", "aliases")
GOOD = "region_id,name_zh,aliases\nnorth,北镇,北\n"


def read(folder: Path, data: str | bytes) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows and the mistakes of a regions.csv with this content."""
    path = folder / "regions.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    mistakes: list[str] = []
    return read_table(path, NAMES, mistakes), mistakes


NORTH = [(2, {"region_id": "north", "name_zh": "北镇", "aliases": "北"})]


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD + "\n,,\n",
        "region_id,name_zh,aliases,,\nnorth, 北镇 ,北,,\n",
        'aliases,name_zh,region_id\n"北",北镇,north\n',
    ],
    ids=["plain", "byte order mark", "CRLF", "blank lines", "empty columns at the end", "columns in another order"],
)
def test_how_a_spreadsheet_writes_it_does_not_matter(tmp_path: Path, data: str | bytes) -> None:
    assert read(tmp_path, data) == (NORTH, [])


BROKEN: dict[str, tuple[str | bytes, list[str]]] = {
    "gbk": (
        GOOD.encode("gbk"),
        ["regions.csv, line 2: this is not UTF-8 text; save the file as UTF-8 (a spreadsheet says “CSV UTF-8”)."],
    ),
    "utf-16": (
        GOOD.encode("utf-16"),
        ["regions.csv, line 1: this is not UTF-8 text; save the file as UTF-8 (a spreadsheet says “CSV UTF-8”)."],
    ),
    "workbook": (b"PK\x03\x04 and more", ["regions.csv is a workbook; save its sheet as “CSV UTF-8”."]),
    "empty": ("", ["regions.csv is empty; its first line must name the columns region_id, name_zh, aliases."]),
    "semicolons": (GOOD.replace(",", ";"), ["regions.csv: the columns are parted by “;”; part them by commas."]),
    "tabs": (GOOD.replace(",", "\t"), ["regions.csv: the columns are parted by “\t”; part them by commas."]),
    "column missing": ("region_id,aliases\nnorth,北\n", ["regions.csv: the column name_zh is missing."]),
    "column misspelt": (
        GOOD.replace("aliases", "alias"),
        ["regions.csv: the column aliases is missing.", "regions.csv: the column alias is not known; is it “aliases”?"],
    ),
    "column too many": (
        "region_id,name_zh,aliases,人口\nnorth,北镇,北,5\n",
        ["regions.csv: the column 人口 is not known; remove it."],
    ),
    "column without a name": (
        "region_id,,name_zh,aliases\nnorth,5,北镇,北\n",
        ["regions.csv: the column without a name is not known; remove it."],
    ),
    "column twice": (
        "region_id,name_zh,aliases,name_zh\nnorth,北镇,北,北\n",
        ["regions.csv: the column name_zh is given 2 times; leave one."],
    ),
    "comma in a cell": (
        "region_id,name_zh,aliases\nnorth,北镇,北,城北\n",
        [
            "regions.csv, line 2: 4 cells stand under 3 columns; put a text that holds a comma into quotation marks, and leave no cell out."
        ],
    ),
    "cell left out": (
        "region_id,name_zh,aliases\nnorth,北镇\n",
        [
            "regions.csv, line 2: 2 cells stand under 3 columns; put a text that holds a comma into quotation marks, and leave no cell out."
        ],
    ),
    "quotation mark open": (
        'region_id,name_zh,aliases\nnorth,"北镇,北\nsouth,南镇,南\n',
        [
            "regions.csv, line 3: a quotation mark is not closed, or stands inside a cell (unexpected end of data); inside a cell write it twice."
        ],
    ),
    "quotation mark in a cell": (
        'region_id,name_zh,aliases\nnorth,"北"镇,北\n',
        [
            "regions.csv, line 2: a quotation mark is not closed, or stands inside a cell (',' expected after '\"'); inside a cell write it twice."
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_table_is_explained_and_gives_no_row(tmp_path: Path, case: str) -> None:
    data, sentences = BROKEN[case]
    assert read(tmp_path, data) == ([], sentences)
