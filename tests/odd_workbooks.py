"""Workbooks as offices send them, and as nobody should: name → what makes their bytes. What each gives: files/odd/expected.json."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.ods_writer import ods, ods_row, ods_table
from tests.old_writer import OldSheet, old_workbook

HEADER = ["指标", "区域", "月份", "实绩"]
ROWS = [HEADER, ["新建管网", "北镇", "2020-03", 6.5], ["新建管网", "南镇", "2020-03", 7]]
MADE_ON = datetime(2020, 4, 1)


def workbook(*fills: Callable[[xlsxwriter.Workbook, Worksheet], None], names: tuple[str, ...] = ("数据",)) -> bytes:
    """An XLSX with one sheet per function."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        for name, fill in zip(names, fills, strict=True):
            fill(book, book.add_worksheet(name))
    return output.getvalue()


def table(rows: list[list[object]], top: int = 0, left: int = 0) -> Callable[[xlsxwriter.Workbook, Worksheet], None]:
    """What writes rows into a sheet."""

    def fill(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(top + number, left, row)

    return fill


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some members replaced or added."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(zipfile.ZipInfo(name), changes.get(name) or old.read(name), zipfile.ZIP_DEFLATED)
    return output.getvalue()


GOOD = workbook(table(ROWS))
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'


def merged_header(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """A title over the whole table, a header of two lines with merged cells."""
    form = book.add_format()
    sheet.merge_range(0, 0, 0, 4, "小城市2020年3月报送表", form)
    sheet.merge_range(1, 0, 2, 0, "指标", form)
    sheet.merge_range(1, 1, 1, 2, "北镇", form)
    sheet.merge_range(1, 3, 1, 4, "南镇", form)
    sheet.write_row(2, 1, ["分子", "分母", "分子", "分母"])
    sheet.write_row(3, 0, ["污水处理率", 40, 50, 30, 60])


def merged_rows(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """One town for three rows."""
    form = book.add_format()
    sheet.write_row(0, 0, ["区域", "指标", "实绩"])
    sheet.merge_range(1, 0, 3, 0, "北镇", form)
    for row, cells in enumerate((["新建管网", 1], ["光伏装机", 2], ["污水处理率", None]), start=1):
        sheet.write_row(row, 1, cells)


def merged_figure(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """One figure for two towns stays one figure."""
    sheet.write_row(0, 0, ["指标", "区域", "实绩"])
    sheet.write_row(1, 0, ["新建管网", "北镇"])
    sheet.write_row(2, 0, ["新建管网", "南镇"])
    sheet.merge_range(1, 2, 2, 2, 5, book.add_format())


def hidden_parts(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """A hidden row, a hidden column."""
    table(ROWS)(book, sheet)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})


def formulas(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Calculated, never calculated, an error."""
    table([["指标", "区域", "实绩"], ["新建管网", "北镇"], ["新建管网", "南镇"], ["光伏装机", "北镇"]])(book, sheet)
    sheet.write_formula(1, 2, "=3+3.5", None, 6.5)
    sheet.write_formula(2, 2, "=3+4", None, "")
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")


def formats(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Numbers that look otherwise than they are stored."""
    table(
        [["指标", "区域", "月份", "实绩"], ["污水处理率", "北镇"], ["新建管网", "北镇"], ["光伏装机", "北镇"], ["新建管网", "南镇"]]
    )(book, sheet)
    dates = book.add_format({"num_format": "yyyy年m月"})
    for row, (number, form) in enumerate([(0.626, "0.0%"), (0.5, '0.0"万公里"'), (1234.5, "#,##0.00"), (3.5, '0.0"吨"')], start=1):
        sheet.write_datetime(row, 2, datetime(2020, 3, 31), dates)
        sheet.write_number(row, 3, number, book.add_format({"num_format": form}))


def hidden_sheet(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """A sheet nobody sees."""
    table(ROWS)(book, sheet)
    sheet.hide()


def lying_sizes() -> bytes:
    """An archive whose directory declares one byte where many come out."""
    data = bytearray(repacked(GOOD, {"xl/media/zeros.bin": bytes(100_000)}))
    struct.pack_into("<I", data, data.rindex(b"xl/media/zeros.bin") - 46 + 24, 1)
    return bytes(data)


def old_cells(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    """Cells of an old sheet."""
    return {(row, column): value for row, cells in enumerate(rows) for column, value in enumerate(cells) if value is not None}


OLD_ROWS: list[list[object]] = [["小城市报送表"], ["指标", "区域", "月份", "实绩"], ["新建管网", "北镇", (43921.0, "date"), 6.5]]
XLSX: dict[str, Callable[[], bytes]] = {
    "good.xlsx": lambda: GOOD,
    "far_from_the_corner.xlsx": lambda: workbook(table(ROWS, top=4, left=2)),
    "merged_header_of_two_lines.xlsx": lambda: workbook(merged_header),
    "merged_town_of_several_rows.xlsx": lambda: workbook(merged_rows),
    "merged_figure.xlsx": lambda: workbook(merged_figure),
    "hidden_row_and_column.xlsx": lambda: workbook(hidden_parts),
    "hidden_sheet.xlsx": lambda: workbook(table(ROWS), hidden_sheet, names=("数据", "去年")),
    "table_on_the_second_sheet.xlsx": lambda: workbook(
        table([["填表说明"], ["请按月报送", "谢谢"]]), table(ROWS), names=("说明", "数据")
    ),
    "two_tables.xlsx": lambda: workbook(table(ROWS), table(ROWS), names=("三月", "四月")),
    "no_table.xlsx": lambda: workbook(table([["你好"]])),
    "empty.xlsx": lambda: workbook(table([])),
    "formulas.xlsx": lambda: workbook(formulas),
    "number_formats.xlsx": lambda: workbook(formats),
    "numbers_kept_as_text.xlsx": lambda: workbook(
        table([HEADER, ["新建管网", "北镇", "2020-03", "'6.5"], ["新建管网", "南镇", 43921, "７"]])
    ),
    "wide_by_towns.xlsx": lambda: workbook(
        table([["指标", "单位", "北镇", "南镇"], ["新建管网", "公里", 1, "x"], ["光伏装机", "兆瓦", 2, 3]], 2, 1)
    ),
    "wide_by_dates.xlsx": lambda: workbook(table([["指标", "区域", "202002", "202003"], ["新建管网", "北镇", 1, 2]])),
    "macros.xlsm": lambda: repacked(GOOD, {"xl/vbaProject.bin": b"never run"}),
    "no_macros.xlsm": lambda: GOOD,
    "macros.xlsx": lambda: repacked(GOOD, {"xl/vbaProject.bin": b"never run"}),
    "binary_workbook.xlsx": lambda: repacked(GOOD, {"xl/workbook.bin": b"\x83\x01"}),
    "entity_bomb.xlsx": lambda: repacked(GOOD, {"xl/sharedStrings.xml": BOMB}),
    "lying_sizes.xlsx": lying_sizes,
    "far_cell.xlsx": lambda: workbook(lambda _book, sheet: sheet.write(1_048_575, 16_383, "x")),
    "too_many_sheets.xlsx": lambda: workbook(*[table([["x"]])] * 51, names=tuple(f"{number}" for number in range(51))),
    "cut_off.xlsx": lambda: GOOD[: len(GOOD) // 2],
    "password.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "workbook.csv": lambda: GOOD,
    "newer_than_its_name.xls": lambda: GOOD,
}
OLD: dict[str, Callable[[], bytes]] = {
    "old.xls": lambda: old_workbook(OldSheet("数据", old_cells(OLD_ROWS))),
    "old_percentages.xls": lambda: old_workbook(
        OldSheet(
            "数据",
            old_cells([["指标", "区域", "实绩"], ["污水处理率", "北镇", (0.626, "percent")], ["新建管网", "北镇", (1.5, "unit")]]),
        )
    ),
    "old_errors.xls": lambda: old_workbook(
        OldSheet(
            "数据",
            old_cells([["指标", "区域", "实绩"], ["新建管网", "北镇", "#REF!"], ["新建管网", "南镇"]]),
            formulas={(2, 2): "#DIV/0!"},
        )
    ),
    "old_hidden_and_merged.xls": lambda: old_workbook(
        OldSheet(
            "数据",
            old_cells([["区域", "指标", "实绩"], ["北镇", "新建管网", 1.0], [None, "光伏装机", 2.0]]),
            hidden_rows=(2,),
            hidden_columns=(0,),
            merges=((1, 0, 2, 0),),
        ),
        OldSheet("去年", {(0, 0): "指标"}, is_hidden=True),
    ),
    "old_two_lines.xls": lambda: old_workbook(
        OldSheet(
            "数据", old_cells([["指标", "北镇", None], [None, "分子", "分母"], ["污水处理率", 40.0, 50.0]]), merges=((0, 1, 0, 2),)
        )
    ),
    "old_cut_off.xls": lambda: old_workbook(OldSheet("数据", old_cells(OLD_ROWS)))[:2000],
}
PERCENTAGE = '<table:table-cell office:value-type="percentage" office:value="0.626"><text:p>62.6%</text:p></table:table-cell>'
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
    "<text:p>#DIV/0!</text:p></table:table-cell>"
)
UNKNOWN = '<table:table-cell table:formula="of:=3+4"/>'
SPANNED = '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>北镇</text:p></table:table-cell>'
WIDE_REPEAT = (
    '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
)
TALL_REPEAT = ' table:number-rows-repeated="900000"'
DATE = '<table:table-cell office:value-type="date" office:date-value="2020-03-31"><text:p>2020年3月</text:p></table:table-cell>'
ODS: dict[str, Callable[[], bytes]] = {
    "open.ods": lambda: ods(ods_table("数据", ods_row(*HEADER), ods_row("新建管网", "北镇", DATE, 6.5))),
    "open_percentage_and_errors.ods": lambda: ods(
        ods_table(
            "数据",
            ods_row("指标", "区域", "实绩"),
            ods_row("污水处理率", "北镇", PERCENTAGE),
            ods_row("新建管网", "北镇", ERROR),
            ods_row("新建管网", "南镇", UNKNOWN),
        )
    ),
    "open_hidden_and_merged.ods": lambda: ods(
        ods_table(
            "数据",
            ods_row("区域", "指标", "实绩"),
            ods_row(SPANNED, "新建管网", 1),
            ods_row("<table:covered-table-cell/>", "光伏装机", 2, attributes=' table:visibility="filter"'),
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        )
    ),
    "open_repeated_cells.ods": lambda: ods(
        ods_table("数据", ods_row(WIDE_REPEAT), ods_row("", attributes=TALL_REPEAT), ods_row("x"))
    ),
    "open_password.ods": lambda: ods(
        ods_table("数据", ods_row("x")),
        manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>",
        more={"content.xml": b"\x93\x17 not to be read"},
    ),
    "open_entities.ods": lambda: ods(more={"content.xml": BOMB}),
    "open.xlsx": lambda: ods(ods_table("数据", ods_row("x"))),
}
FILES = {**XLSX, **OLD, **ODS}
