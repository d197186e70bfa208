"""The last results of a workbook's formulas, put back where openpyxl, which writes formulas only, has left them out."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

_FORMULA_CELL = re.compile(rb"<c ([^>]*)>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))<v(?: ?/>|></v>)</c>")
_REFERENCE = re.compile(rb'r="([A-Z]+[0-9]+)"')

Results = Mapping[str, Mapping[str, Any]]  # sheet → cell → result


def formula_results(data: bytes, book: Workbook) -> Results:
    """What the formulas of `book`, which was loaded from `data`, last made; nothing where they were never calculated."""
    places = {
        sheet.title: {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        for sheet in book.worksheets
    }
    if not any(places.values()):
        return {}
    calculated = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        title: {place: _as_stored(calculated[title][place]) for place in found if calculated[title][place].value is not None}
        for title, found in places.items()
    }


def put_back(saved: bytes, sheet_names: list[str], results: Results) -> bytes:
    """The workbook that openpyxl saved, its sheets in this order, with the results in its formula cells."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        paths = {f"xl/worksheets/sheet{number}.xml": results.get(name) for number, name in enumerate(sheet_names, start=1)}
        for member in source.infolist():
            content = source.read(member)
            if found := paths.get(member.filename):
                content = _FORMULA_CELL.sub(lambda match, found=found: _with_result(match, found), content)  # type: ignore[misc]
            target.writestr(member, content)
    return output.getvalue()


def _as_stored(cell: Any) -> tuple[str, str]:
    """Type and text of a result as a sheet's XML has them."""
    value = cell.value
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return "n", repr(to_excel(value))
    if isinstance(value, int | float):
        return "n", repr(value)
    return "e" if cell.data_type == "e" else "str", escape(str(value))


def _with_result(match: "re.Match[bytes]", results: Mapping[str, tuple[str, str]]) -> bytes:
    reference = _REFERENCE.search(match[1])
    result = results.get(reference[1].decode()) if reference else None
    if result is None:
        return match[0]
    kind, text = result
    return b'<c %b t="%b">%b<v>%b</v></c>' % (match[1], kind.encode(), match[2], text.encode())
