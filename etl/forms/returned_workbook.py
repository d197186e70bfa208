"""The file of a reporter, given back with what is wrong in it: ready to be corrected and uploaded again."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from openpyxl.utils import column_index_from_string

from etl.checking.problems import Problem
from etl.forms.marked_table import marked_table
from etl.forms.marked_workbook import marked_workbook
from etl.forms.marks import Marks
from etl.reading.raw_table import RawTable
from etl.reading.workbook_xml import Reader, XmlRefused, parse
from indicators.language import _

# openpyxl holds every cell as an object, those too that are merged away
MOST_ROWS, MOST_UNPACKED_BYTES, MOST_MERGED_CELLS = 50_000, 24 * 2**20, 200_000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def returned_workbook(data: bytes, table: RawTable, problems: Sequence[Problem]) -> bytes:
    """An XLSX: a workbook comes back as it looked, everything else (and what is too large or too odd for that) as a plain table.

    `data` and `table` are what was uploaded and what was read of it. The problems stand in the current language.
    """
    marks = Marks(problems)
    try:
        if _can_keep_looks(data, table):
            return marked_workbook(data, table, marks)
    except Exception:  # a workbook that one library reads may break another in any way; the summary says what was lost
        return marked_table(data, table, marks)
    return marked_table(data, table, marks)


def returned_name(file_name: str) -> str:
    """The name of the returned workbook, from that of the uploaded file."""
    return _("{name} (problems)", name=PurePath(file_name).stem) + ".xlsx"


class _MergedCells(Reader):
    """A sheet of an XLSX: how many cells its merged areas cover."""

    def __init__(self) -> None:
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name != "mergeCell":
            return
        area = _AREA.fullmatch(attributes.get("ref", ""))
        if area is None:
            raise XmlRefused
        width = column_index_from_string(area[3]) - column_index_from_string(area[1]) + 1
        self.count += width * (int(area[4]) - int(area[2]) + 1)


def _can_keep_looks(data: bytes, table: RawTable) -> bool:
    if table.detected.format not in ("xlsx", "xlsm") or len(table.rows) > MOST_ROWS:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED_BYTES:
            return False
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return sum(parse(archive.read(name), iter([]), _MergedCells()).count for name in sheets) <= MOST_MERGED_CELLS
