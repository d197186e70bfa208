"""The cells of an uploaded file once more, every row of it: with titles above the table and notes below."""

import csv
import io
from collections.abc import Iterable, Sequence

from etl.reading.raw_table import Choices, Detected
from etl.reading.read_file import LIMITS
from etl.reading.read_text import ENCODINGS, open_text
from etl.reading.read_workbook import open_workbook


def original_rows(data: bytes, detected: Detected) -> Iterable[Sequence[str]]:
    """The rows of the text or of the sheet that was read, as texts, from its first line on. `detected`: how it was read."""
    if detected.format != "csv":
        sheets, _hidden = open_workbook(data, detected.format, LIMITS)
        return next(sheet.cells for sheet in sheets if sheet.name == detected.sheet)
    codecs = {shown: codec for codec, shown in ENCODINGS.items()}
    grid = open_text(data, Choices(codecs.get(detected.encoding, detected.encoding), detected.separator), None)
    return csv.reader(io.StringIO(grid.text, newline=""), delimiter=grid.separator)
