"""The file of a reporter, given back with what is wrong in it: ready to be corrected and uploaded again."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from etl.marked_table import marked_table
from etl.marked_workbook import marked_workbook
from etl.marks import Marks
from etl.problems import Problem
from etl.raw_table import RawTable
from indicators.language import _

# what openpyxl holds in memory at once takes some fifty times the place it takes in the file
MOST_ROWS, MOST_UNPACKED_BYTES = 50_000, 24 * 2**20


def returned_workbook(data: bytes, table: RawTable, problems: Sequence[Problem]) -> bytes:
    """An XLSX: a workbook comes back as it looked, everything else (and what is too large or too odd for that) as a plain table.

    `data` and `table` are what was uploaded and what was read of it. The problems stand in the current language.
    """
    marks = Marks(problems)
    if _can_keep_looks(data, table):
        try:
            return marked_workbook(data, table, marks)
        except Exception:  # a workbook that one library reads may break another in any way; the summary says what was lost
            return marked_table(data, table, marks)
    return marked_table(data, table, marks)


def returned_name(file_name: str) -> str:
    """The name of the returned workbook, from that of the uploaded file."""
    return _("{name} (problems)", name=PurePath(file_name).stem) + ".xlsx"


def _can_keep_looks(data: bytes, table: RawTable) -> bool:
    if table.detected.format not in ("xlsx", "xlsm") or len(table.rows) > MOST_ROWS:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(member.file_size for member in archive.infolist()) <= MOST_UNPACKED_BYTES
