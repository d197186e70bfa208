"""Bytes of every kind become one table of text, or a refusal with its reason."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reading.raw_table import Choices, FileRefused, Limits, RawTable
from etl.reading.read_file import read_file
from indicators.language import use_language

TABLE = '小城市报送表\n\n指标代码,区域,月份,实绩\nsewers,北镇,2020-03,3.5\n\n新建管网,南镇,2020-03,"1,\n2"\n'
ROWS = [["sewers", "北镇", "2020-03", "3.5"], ["新建管网", "南镇", "2020-03", "1,\n2"]]


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


def rows(table: RawTable) -> list[list[str]]:
    """The cells row by row."""
    return [list(cells) for cells in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def refusal(data: bytes, name: str, **more: object) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(FileRefused) as refused:
        read_file(data, name, **more)  # type: ignore[arg-type]
    return str(refused.value)


def workbook(
    *cells: tuple[int, int, object], number_format: str = "", build: Callable[[xlsxwriter.Workbook], None] | None = None
) -> bytes:
    """An XLSX with these cells on its first sheet."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet, form = book.add_worksheet("数据"), book.add_format({"num_format": number_format or "General"})
        for row, column, value in cells:
            sheet.write(row, column, value, form if not isinstance(value, str) else None)
        if build:
            build(book)
    return output.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some members replaced or added."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return output.getvalue()


# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gbk", "GBK / GB18030"), ("gb18030", "GBK / GB18030"), ("utf-16", "UTF-16")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, shown: str, line_end: str) -> None:
    table = read_file(TABLE.replace("\n", line_end).encode(encoding), "report.csv")
    assert (table.detected.encoding, table.detected.header_row) == (shown, 3)
    assert [[text.replace("\r\n", "\n").replace("\r", "\n") for text in row] for row in rows(table)] == ROWS


@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "|"])
def test_separators(separator: str) -> None:
    table = read_file(TABLE.replace(",", separator).replace(f"1{separator}", "1,").encode(), "report.txt")
    assert table.detected.separator == separator
    assert rows(table) == ROWS


def test_what_was_detected_can_be_overridden() -> None:
    data = "indicator_id,region_id,value\nsewers,北鎮,1\n".encode("big5")
    assert rows(read_file(data, "report.csv", Choices(encoding="big5"))) == [["sewers", "北鎮", "1"]]
    assert read_file(b"a;b,c\n1;2,3\n", "report.csv", Choices(separator=";")).header == ("a", "b,c")


def test_row_numbers_and_cells_are_those_of_a_spreadsheet() -> None:
    table = read_file(TABLE.encode(), "report.csv")
    assert table.rows.to_pylist() == [4, 6]
    assert (table.cell(1, 3), table.text(1, 0)) == ("D6", "新建管网")


def test_rows_longer_than_the_header_are_told() -> None:
    table = read_file(b"indicator_id,region_id,value\nsewers,north,1,234\nsewers,south,5,,\n", "report.csv")
    assert (table.overlong_rows, rows(table)[0]) == ((2,), ["sewers", "north", "1"])


def test_even_and_uneven_rows_read_alike() -> None:
    even = "indicator_id,region_id,value\n" + "".join(f'"i ""{number}""",北镇,{number}\n' for number in range(2000))
    uneven = even.replace("北镇,7\n", "北镇,7,\n")
    assert read_file(even.encode(), "a.csv").columns == read_file(uneven.encode(), "a.csv").columns


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.csv", "The file is empty."),
        (b" \n ", "a.xlsx", "The file is empty."),
        (b"\n" * 60 + b"a,b", "a.csv", "The first 50 rows are empty. Delete the empty rows above the header."),
        (b"a,b", "a.pdf", "Files ending in “.pdf” are not accepted. Send XLSX, XLS, ODS or CSV."),
        (b"a,b", "report", "The file name has no ending. Send XLSX, XLS, ODS or CSV."),
        (b"a,b", "a.xlsx", "The name ends in “.xlsx”, but the content is not a workbook."),
        (b"a\x00b", "a.csv", "Line 1 holds characters that no table has"),
        (b"a,b\n\xff\xff\xff", "a.csv", "The file cannot be read as text in UTF-8, GBK, GB18030."),
        (b'a,b\n"' + b"x" * 20_000, "a.csv", "Cell A2 holds 20000 characters; at most 10000 are read."),
        (b'a,b\n"' + b"x" * 200_000, "a.csv", "The file cannot be read as a table."),
    ],
)
def test_text_that_is_refused(data: bytes, name: str, reason: str) -> None:
    assert refusal(data, name).startswith(reason)


def test_limits_of_size() -> None:
    data = b"indicator_id,region_id,value\n" + b"a,b,1\n" * 30
    assert refusal(data, "a.csv", limits=Limits(rows=29)) == "The table has more than 29 rows. Split the file by month."
    assert refusal(data, "a.csv", limits=Limits(columns=2)) == "The table has 3 columns; at most 2 are read."
    assert (
        refusal(data, "a.csv", limits=Limits(file_bytes=100)) == "The file has 1 MB; at most 0 MB are accepted. Split it by month."
    )


# ---------------------------------------------------------------- workbooks

HEADER = [(0, 0, "指标"), (0, 1, "区域"), (0, 2, "月份"), (0, 3, "实绩")]


def test_cells_of_a_workbook_are_what_a_person_sees() -> None:
    day = (1, 2, datetime(2020, 3, 31))
    data = workbook(*HEADER, (1, 0, "sewers"), (1, 1, "北镇"), day, (1, 3, 0.1 + 0.2), number_format="yyyy-mm-dd")
    assert rows(read_file(data, "a.xlsx"))[0][:3] == ["sewers", "北镇", "2020-03-31"]
    assert rows(read_file(workbook(*HEADER, (1, 3, 0.1 + 0.2)), "a.xlsx")) == [["", "", "", "0.3"]]
    assert rows(read_file(workbook(*HEADER, (1, 3, 12.0), (2, 3, True)), "a.xlsx")) == [["", "", "", "12"], ["", "", "", "TRUE"]]


def test_a_percentage_is_not_read_as_its_fraction() -> None:
    data = workbook(*HEADER, (1, 0, "treated"), (1, 3, 0.626), number_format="0.0%")
    assert rows(read_file(data, "a.xlsx")) == [["treated", "", "", "62.6%"]]


def test_the_sheet_with_the_table_is_found_and_others_are_told() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        for name in ("三月", "四月"):
            sheet = book.add_worksheet(name)
            sheet.write_row(4, 1, ["indicator_id", "region_id", "value"])
            sheet.write_row(5, 1, ["sewers", "north", 6])

    data = workbook((0, 0, "说明"), build=build)
    table = read_file(data, "a.xlsx")
    assert (table.detected.sheet, table.detected.other_tables, table.detected.header_row) == ("三月", ("四月",), 5)
    assert (table.cell(0, 1), table.text(0, 1)) == ("B6", "sewers")
    assert read_file(data, "a.xlsx", Choices(sheet="四月")).detected.other_tables == ()
    assert refusal(data, "a.xlsx", choices=Choices(sheet="五月")) == "The workbook has no sheet “五月”."


def test_a_damaged_or_renamed_workbook_is_refused() -> None:
    data = workbook(*HEADER)
    damaged = "The workbook is damaged or incomplete. Open it in a spreadsheet program and save it again."
    assert refusal(data[: len(data) // 2], "a.xlsx") == damaged
    assert refusal(b"PK\x03\x04" + b"\x07" * 500, "a.xlsx") == damaged
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xls") == damaged
    assert refusal(data, "a.csv").startswith("The name ends in “.csv”, but the content is XLSX.")
    assert refusal(data, "a.ods").startswith("The name ends in “.ods”, but the content is XLSX.")


def test_a_protected_or_macro_workbook_is_refused() -> None:
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(protected, "a.xlsx") == "The workbook is protected by a password. Save it without one."
    assert refusal(repacked(workbook(*HEADER), {"xl/vbaProject.bin": b"x"}), "a.xlsx").startswith("The workbook contains macros")


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "anything/at.all"])
@pytest.mark.parametrize("xml", [BOMB, OUTSIDE])
def test_entities_are_refused_wherever_they_stand(member: str, xml: bytes) -> None:
    assert refusal(repacked(workbook(*HEADER), {member: xml}), "a.xlsx").startswith("The workbook is damaged")


def test_unpacked_bytes_are_counted_not_believed() -> None:
    bomb = repacked(workbook(*HEADER), {"xl/media/zeros.bin": b"\x00" * 3_000_000})
    assert refusal(bomb, "a.xlsx", limits=Limits(unpacked_bytes=2**20)).startswith("The workbook is too large")
    # the central directory, which every reader believes, now declares one byte
    lying = bytearray(bomb)
    entry = lying.rindex(b"xl/media/zeros.bin") - 46
    struct.pack_into("<I", lying, entry + 24, 1)
    assert refusal(bytes(lying), "a.xlsx", limits=Limits(unpacked_bytes=2**20)).startswith("The workbook is too large")
    assert refusal(bytes(lying), "a.xlsx").startswith("The workbook is damaged")


def test_two_cells_may_not_span_a_rectangle_that_fills_the_memory() -> None:
    far = workbook(*HEADER, (1_048_575, 16_383, "far away"))
    assert refusal(far, "a.xlsx").startswith("The workbook is too large")


def test_too_many_sheets_are_refused() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        for _number in range(3):
            book.add_worksheet()

    assert refusal(workbook(*HEADER, build=build), "a.xlsx", limits=Limits(sheets=3)).startswith(
        "The workbook has 4 sheets; at most 3"
    )


ODS_CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
ODS_CELL = '<table:table-cell{repeat} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def spreadsheet(*rows_of_cells: str) -> bytes:
    """An ODS with these rows."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", ODS_CONTENT.format(rows="".join(rows_of_cells)))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return output.getvalue()


def test_an_ods_is_read_and_its_repetitions_are_bounded() -> None:
    def row(*texts: str, repeat: str = "") -> str:
        return f"<table:table-row>{''.join(ODS_CELL.format(repeat=repeat, text=text) for text in texts)}</table:table-row>"

    table = read_file(spreadsheet(row("指标", "区域", "实绩"), row("sewers", "北镇", "6")), "a.ods")
    assert (table.header, rows(table)) == (("指标", "区域", "实绩"), [["sewers", "北镇", "6"]])
    empty = '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
    wide = row("x", repeat=' table:number-columns-repeated="16384"')
    assert refusal(spreadsheet(wide, empty, row("y")), "a.ods").startswith("The workbook is too large")


# ---------------------------------------------------------------- anything at all


def read_or_refused(data: bytes, name: str) -> None:
    """Whatever comes, a table or a refusal comes out."""
    try:
        table = read_file(data, name)
    except FileRefused:
        return
    assert all(pa.types.is_string(column.type) and len(column) == len(table.rows) for column in table.columns)
    assert len(table.columns) == len(table.header)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", "a.xlsx", "a.xls", "a.ods"]))
def test_random_bytes(data: bytes, name: str) -> None:
    read_or_refused(data, name)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_random_text(text: str) -> None:
    read_or_refused(("指标,区域,实绩\n" + text).encode("utf-8", "replace"), "a.csv")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"]), st.binary(max_size=600))
def test_random_bytes_that_begin_like_a_workbook(start: bytes, data: bytes) -> None:
    read_or_refused(start + data, "a.xls" if start[0] == 0xD0 else "a.xlsx")


SOUND = workbook(*HEADER, (1, 0, "sewers"), (1, 3, 6.5))


@settings(deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255))
def test_a_workbook_with_one_wrong_byte(position: int, byte: int) -> None:
    data = bytearray(SOUND)
    data[position] = byte
    read_or_refused(bytes(data), "a.xlsx")


OLD = Path(__file__).parent / "workbooks" / "old.xls"


def test_an_old_workbook_is_read() -> None:
    table = read_file(OLD.read_bytes(), "old.xls")
    assert (table.header, table.detected.format) == (("指标", "区域", "月份", "实绩"), "xls")
    assert len(table.rows) == 2


def test_an_old_workbook_with_a_wrong_byte_is_read_or_refused() -> None:
    # such a byte can end the process that reads the file; it must not be this one
    data = bytearray(OLD.read_bytes())
    for place in range(520, len(data), len(data) // 12):
        broken = data.copy()
        broken[place] ^= 0xFF
        read_or_refused(bytes(broken), "old.xls")
