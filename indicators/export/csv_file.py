"""Writes CSV for spreadsheets and programs: UTF-8 with BOM, text that no spreadsheet takes for a formula, plain numbers."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

WORKERS = 2
_BLANK = r'["\s\x{a0}\x{200b}\x{3000}\x{feff}]*'
# a lone sign is no formula: "=" is a comparator, "%" a unit, "-" a dash
_FORMULA = rf"(?s)^{_BLANK}(?:[=+\-@|＝＋－＠].|%.)|^[\t\r\n\x00]"
_NEGATIVE_NUMBER = r"^-[0-9][0-9.,]*$"
_SPECIAL = r'[",\r\n]'


def write_csv(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """Writes `rows` under their column names into `out`."""
    header = pa.record_batch([pa.array([name]) for name in rows.schema.names], names=rows.schema.names)
    out.write(b"\xef\xbb\xbf")
    out.write(_lines(header))
    # the next batches are formatted while this one is written; never more than a few are held
    with ThreadPoolExecutor(WORKERS) as workers:
        pending: deque[Future[pa.Buffer]] = deque()
        for batch in rows:
            pending.append(workers.submit(_lines, batch))
            if len(pending) > WORKERS:
                out.write(pending.popleft().result())
        out.writelines(lines.result() for lines in pending)


def neutral(texts: pa.Array) -> pa.Array:
    """The texts, those a spreadsheet could run as a formula preceded by an apostrophe; negative numbers stay."""
    dangerous = pc.match_substring_regex(texts, _FORMULA)
    if not pc.any(dangerous).as_py():
        return texts
    dangerous = pc.and_not(dangerous, pc.match_substring_regex(texts, _NEGATIVE_NUMBER))
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", texts, ""), texts)


def _lines(batch: pa.RecordBatch) -> pa.Buffer:
    """The bytes of all rows: an Arrow text array keeps its texts one after the other, and here each is a whole line."""
    if not batch.num_rows:
        return pa.py_buffer(b"")
    cells = [_cells(column) for column in batch.columns]
    lines = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
    return pc.binary_join_element_wise(lines, "", "\r\n").buffers()[2]


def _cells(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return _text_cells(column)
    if pa.types.is_decimal(column.type):
        texts = pc.cast(column, pa.string())
        return pc.ascii_rtrim(pc.ascii_rtrim(texts, "0"), ".") if column.type.scale else texts
    if pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.timestamp("s"))
    return pc.cast(column, pa.string())


def _text_cells(column: pa.Array) -> pa.Array:
    """Texts made neutral and quoted where needed; most columns repeat few texts, so the different ones are looked at first."""
    different = pc.unique(column)
    safe = neutral(different)
    special = pc.match_substring_regex(safe, _SPECIAL)
    if safe is different and not pc.any(special).as_py():
        return column
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(safe, '"', '""'), '"', "")
    return pc.take(pc.if_else(special, quoted, safe), pc.index_in(column, value_set=different))
