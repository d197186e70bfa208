"""Reads delimited text: finds its encoding and separator, then its cells."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.csv

from etl.reading.header import header_weight
from etl.reading.plan_names import PlanNames
from etl.reading.raw_table import Choices, FileRefused, Limits
from indicators.language import _

ENCODINGS = {
    **{"utf-8": "UTF-8", "gb18030": "GBK / GB18030", "utf-16": "UTF-16"},
    **{"utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"},  # without a mark
}
SEPARATORS = (",", "\t", ";", "，", "|")
HEAD_ROWS = 50
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
# GB18030 gives nearly every pair of bytes a meaning: what is no text turns into characters for private use
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# a line before the table that tells a spreadsheet program the separator; such a program does not count it as a row
_SEPARATOR_LINE = re.compile('"?sep=([,;\\t|，])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class TextGrid:
    """Decoded text and how it falls into cells."""

    text: str
    encoding: str
    separator: str
    head: list[list[str]]
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()

    def width(self, header: Sequence[str]) -> int:
        """How many columns the table has."""
        return len(header)

    def fill_merged(self, _header_index: int, _columns: Sequence[int]) -> list[int]:
        """Text has no merged cells."""
        return []

    def below(self, header_index: int, width: int, limits: Limits) -> tuple[list[pa.Array], pa.Array, list[int]]:
        """The cells below the header: text arrays, row numbers, and the rows that have more cells than the header."""
        rest = self.text[_end_of_record(self.text, self.separator, header_index) :]
        fast = _cells_of_even_rows(rest, self.separator, width)
        if fast is None:
            return _cells_of_any_rows(rest, self.separator, width, header_index + 2, limits)
        return fast, pa.array(range(header_index + 2, header_index + 2 + len(fast[0])), pa.int32()), []


def open_text(data: bytes, choices: Choices, names: PlanNames | None) -> TextGrid:
    """The text of a file and its separator. Raises FileRefused when it is not text."""
    text, encoding = _decode(data, choices.encoding)
    if not _is_plain(data, encoding) and (found := _CONTROL.search(text)):
        position = text.count("\n", 0, found.start()) + 1
        raise FileRefused(
            _(
                "Line {line} holds characters that no table has: this is not a text file, or not one in {encoding}. "
                "Save it again as CSV (UTF-8) or as XLSX.",
                line=position,
                encoding=encoding,
            )
        )
    if "\n" not in text:
        text = text.replace("\r", "\n")
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    separator = choices.separator or (told[1] if told else _separator(text, names))
    return TextGrid(text, encoding, separator, _head(text, separator))


def _is_plain(data: bytes, encoding: str) -> bool:
    """No control characters, told from the bytes alone, which takes a tenth of the time."""
    return encoding == ENCODINGS["utf-8"] and len(data.translate(None, _CONTROL_BYTES)) == len(data)


def _decode(data: bytes, chosen: str) -> tuple[str, str]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _unmarked_utf16(data)
    for encoding in [chosen] if chosen else [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return data.decode({"utf-8": "utf-8-sig"}.get(encoding, encoding)), ENCODINGS.get(encoding, encoding)
        except UnicodeDecodeError as problem:
            if encoding == "utf-8" and problem.reason == "unexpected end of data":
                raise FileRefused(
                    _("The file breaks off in the middle of a character: it is incomplete. Send it again.")
                ) from problem
        except LookupError:
            continue
    tried = ENCODINGS.get(chosen or marked, "UTF-8, GBK, GB18030")
    raise FileRefused(
        _("The file cannot be read as text in {encodings}. Save it again as CSV (UTF-8) or as XLSX.", encodings=tried)
    )


def _unmarked_utf16(data: bytes) -> str:
    """Which UTF-16 a text without a mark is in: every other byte of its separators and digits is 0, on one side only."""
    begin = data[:4096]
    zeros = [begin[side::2].count(0) for side in (0, 1)]
    if len(data) % 2 or min(zeros) or max(zeros) < max(4, len(begin) // 20):
        return ""
    return "utf-16-be" if zeros[0] else "utf-16-le"


def _records(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as problem:
        raise FileRefused(_("The file cannot be read as a table. Look for a quotation mark that is not closed.")) from problem


def _head(text: str, separator: str) -> list[list[str]]:
    return list(islice(_records(text, separator), HEAD_ROWS))


def _separator(text: str, names: PlanNames | None) -> str:
    """The separator under which a row says most of a header; failing that, the one that makes the most cells."""
    begin = text[:100_000]

    def score(separator: str) -> tuple[int, int]:
        rows = _head(begin, separator)
        return header_weight(rows, names), max((len(row) for row in rows), default=0)

    return max((separator for separator in SEPARATORS if separator in begin), key=score, default=SEPARATORS[0])


def _end_of_record(text: str, separator: str, index: int) -> int:
    """Where in the text the record with this index ends."""
    consumed = 0

    def lines() -> Iterator[str]:
        nonlocal consumed
        for line in io.StringIO(text, newline=""):
            consumed += len(line)
            yield line

    for _record in islice(csv.reader(lines(), delimiter=separator), index + 1):
        pass
    return consumed


def _cells_of_even_rows(rest: str, separator: str, width: int) -> list[pa.Array] | None:
    """The cells when every row has exactly `width` of them, read by Arrow; None when some row has not."""
    rest = rest.rstrip("\r\n")
    has_blank_line = "\n\n" in rest or "\n\r\n" in rest
    if not rest or has_blank_line or len(separator.encode()) > 1:
        return None
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(rest.encode()),
            read_options=pyarrow.csv.ReadOptions(column_names=[str(index) for index in range(width)], block_size=1 << 22),
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator, newlines_in_values='"' in rest, ignore_empty_lines=False),
            convert_options=pyarrow.csv.ConvertOptions(column_types={str(index): pa.string() for index in range(width)}),
        )
    except pa.ArrowInvalid:
        return None
    return [pa.concat_arrays(column.chunks) for column in table.columns]


def _cells_of_any_rows(
    rest: str, separator: str, width: int, first_row: int, limits: Limits
) -> tuple[list[pa.Array], pa.Array, list[int]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    overlong: list[int] = []
    for number, cells in enumerate(_records(rest, separator), start=first_row):
        if not any(cells):
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            overlong.append(number)
        rows.append((cells + [""] * width)[:width])
        numbers.append(number)
        if len(rows) > limits.rows:
            break
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return [pa.array(column, pa.string()) for column in columns], pa.array(numbers, pa.int32()), overlong
