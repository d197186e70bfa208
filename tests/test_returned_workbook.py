"""The file comes back with what is wrong in it; corrected in place, it is accepted."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import etl.forms.marks
import etl.forms.returned_workbook as returned_module
from etl.database import Database
from etl.forms.returned_workbook import returned_name, returned_workbook
from etl.forms.template import COLUMNS, xlsx_template
from etl.life_cycle.upload import CheckedUpload, check_any, commit_upload, owed
from indicators.language import LANGUAGES, use_language
from tests.test_checks import BEFORE, FOUND, HISTORY, RULES
from tests.tiny_city import PLAN, reporter, tiny_database

FILES = Path(__file__).parent / "files"
MARCH, TODAY = date(2020, 3, 1), date(2020, 12, 31)
RED, YELLOW = "00FFC7CE", "00FFEB9C"
CSV = (
    "小城市月报表\n"
    "\n"
    "指标,区域,月份,单位,实绩,分子,分母,备注\n"
    "新建管网,北镇,2020年3月,公里,约6,,,=1+1\n"
    "污水处理率,南镇,2020.3,,102,,,\n"
    "新建管网,东镇,2020.3,米,7,,,\n"
    "注：数据截至3月底\n"
)


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


def check(database: Database, data: bytes, name: str = "returned.xlsx", period: date | None = MARCH) -> CheckedUpload:
    """The file as the page checks it."""
    return check_any(database, reporter(), PLAN, period, name, data, today=TODAY)


def given_back(checked: CheckedUpload) -> bytes:
    """The returned workbook of a checked file."""
    return returned_workbook(checked.data, checked.table, checked.problems)


def opened(data: bytes) -> tuple[Worksheet, Worksheet]:
    """The table and the summary of a returned workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book.worksheets[0], book.worksheets[-1]


def saved(sheet: Worksheet) -> bytes:
    """The workbook of this sheet, as somebody saves it who corrected it."""
    output = io.BytesIO()
    sheet.parent.save(output)
    return output.getvalue()


def places(checked: CheckedUpload) -> list[tuple[str, str | None]]:
    """Code and cell of each problem."""
    return [(problem.code, problem.cell) for problem in checked.problems]


def filled_form(database: Database, change: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    """Our own form for two towns, filled in and changed."""
    form, _meanings = opened(xlsx_template(owed(database, reporter(region_id="north"), PLAN, MARCH)))
    for row, figure in ((2, 6.5), (3, 4), (4, None)):
        form.cell(row, list(COLUMNS).index("value") + 1).value = figure
    form["J4"], form["K4"] = 62, 99
    change(form)
    return saved(form)


# ---------------------------------------------------------------- text files


def test_a_text_comes_back_as_a_workbook_with_every_cell_in_its_place(database: Database) -> None:
    checked = check(database, CSV.encode("gb18030"), "march.csv")
    expected = [
        ("bad_number", "E4"),
        ("missing_parts", "F5"),
        ("above_hundred", "E5"),
        ("unknown_region", "B6"),
        ("unit_mismatch", "D6"),
    ]
    assert sorted(places(checked)) == sorted(expected)
    sheet, summary = opened(given_back(checked))
    assert [cell.value for cell in sheet[3]] == ["指标", "区域", "月份", "单位", "实绩", "分子", "分母", "备注", "Problems found"]
    assert (sheet["A1"].value, sheet["A7"].value, sheet["E6"].value) == ("小城市月报表", "注：数据截至3月底", 7)
    assert (sheet["H4"].value, sheet["H4"].data_type) == ("=1+1", "s")
    assert sheet["I4"].value == (
        "error: E4: “约6” is not a number. Write digits only, or leave the cell empty if nothing is reported."
    )
    assert sheet["I5"].value.splitlines() == [
        "warning: F5: “Sewage-treated” has no numerator and denominator, so it cannot be added up over regions.",
        "warning: E5: 102 is above 100 %. Check the figure; if it is right, write why.",
    ]
    assert (sheet["E4"].fill.start_color.rgb[2:], sheet["E5"].fill.start_color.rgb[2:]) == (RED[2:], YELLOW[2:])
    assert sheet["E4"].comment.text == sheet["I4"].value
    assert summary["A1"].value == "Errors: 3, warnings: 2."
    assert [cell.value for cell in summary[5]] == ["error", 1, "E4", "实绩", sheet["I4"].value.removeprefix("error: ")]


def test_the_corrected_workbook_of_a_text_is_accepted(database: Database) -> None:
    data = given_back(check(database, CSV.encode("gb18030"), "march.csv"))
    again = check(database, data)
    assert [problem.code for problem in again.problems] == [
        problem.code for problem in check(database, CSV.encode(), "a.csv").problems
    ]
    assert again.detected.ignored_columns == ()
    assert again.detected.notes == ("注：数据截至3月底",)
    sheet, _summary = opened(data)
    sheet["E4"], sheet["E5"], sheet["F5"], sheet["G5"], sheet["B6"], sheet["D6"] = 6, None, 62, 99, "南镇", "公里"
    corrected = check(database, saved(sheet))
    assert corrected.problems == ()
    assert commit_upload(database, reporter(), corrected) == 1


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The tiny city as the bad files need it; nothing is written into it."""
    use_language("en")
    database = tiny_database(tmp_path_factory.mktemp("history"), rules=RULES)
    commit_upload(database, reporter(), check(database, HISTORY, "before.csv", None))
    yield database
    database.close()


@pytest.mark.parametrize("code", sorted(set(FOUND) - {"too_many_cells", "not_yours", *BEFORE}))
def test_the_uncorrected_workbook_has_the_same_problems(history: Database, code: str) -> None:
    path = next(FILES.glob(f"{code}.*"))
    checked = check(history, path.read_bytes(), path.name)
    assert places(check(history, given_back(checked))) == places(checked) != []


def test_a_row_of_too_many_cells_stands_whole_in_its_first(database: Database) -> None:
    checked = check(database, (FILES / "too_many_cells.csv").read_bytes(), "too_many_cells.csv")
    data = given_back(checked)
    sheet, _summary = opened(data)
    assert [cell.value for cell in sheet[2]][:3] == ["sewers,north,2020-03,km,1,234.5,,,thousands", None, None]
    assert check(database, data).errors != ()


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='",;\t|，\ufffe\uffff'), max_size=6)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.one_of(CELLS, st.sampled_from(["=1+1", "@a", "-1", "1.50", "007", "1e5"])), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_every_text_reads_back_as_it_was(database: Database, rows: list[list[str]]) -> None:
    rows = [["x" + row[0].strip(), *row[1:]] for row in rows]
    data = "\n".join(["indicator_id,region_id,value", *(",".join(f'"{cell}"' for cell in row) for row in rows)]).encode()
    checked = check(database, data, "file.csv")
    again = check(database, given_back(checked))
    assert [column.to_pylist() for column in again.table.columns[:3]] == [column.to_pylist() for column in checked.table.columns]


# ---------------------------------------------------------------- workbooks


def make_mistakes(form: Worksheet) -> None:
    """A figure that is none, and a code that is unknown in a locked cell."""
    form["I2"], form["A3"] = "六", "solarr"
    form["L2"].comment = Comment("please check", "Wang")
    form["N5"] = "beside the table"
    form["A1"].fill = PatternFill("solid", start_color="00FF00")


def test_a_workbook_comes_back_as_it_looked(database: Database) -> None:
    checked = check(database, filled_form(database, make_mistakes), "form.xlsx")
    assert places(checked) == [("bad_number", "I2"), ("unknown_indicator", "A3")]
    sheet, summary = opened(given_back(checked))
    assert (sheet.title, summary.title) == ("Report", "Problems found")
    assert (sheet["A1"].fill.start_color.rgb, round(sheet.column_dimensions["B"].width)) == ("0000FF00", 33)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.protection.sheet) == ("E2", "A1:L4", True)
    assert len(sheet.data_validations.dataValidation) == 5
    # right of everything that stands anywhere
    assert (sheet["O1"].value, sheet["N5"].value) == ("Problems found", "beside the table")
    assert [sheet.cell(row, 15).value for row in (2, 3, 4)] == [
        "error: I2: “六” is not a number. Write digits only, or leave the cell empty if nothing is reported.",
        "error: A3: the indicator “solarr” is not in this plan. Do you mean “solar”?",
        None,
    ]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == RED} == {"I2", "A3"}
    # what is wrong can be changed, although the form is locked; somebody else's comment stays
    assert (sheet["A3"].protection.locked, sheet["A2"].protection.locked) == (False, True)
    assert (sheet["L2"].comment.text, sheet["I2"].comment.author) == ("please check", "263")
    assert summary["C5"].hyperlink.location == "'Report'!I2"


def test_the_corrected_workbook_is_accepted(database: Database) -> None:
    data = given_back(check(database, filled_form(database, make_mistakes), "form.xlsx"))
    assert places(check(database, data)) == [("bad_number", "I2"), ("unknown_indicator", "A3")]
    sheet, _summary = opened(data)
    sheet["I2"], sheet["A3"] = 6, "solar"
    corrected = check(database, saved(sheet))
    assert corrected.problems == ()
    assert corrected.detected.ignored_columns == ("Target of the year", "Figure before")
    assert commit_upload(database, reporter(), corrected) == 1


def test_a_workbook_that_comes_twice_keeps_one_column_and_forgets_old_marks(database: Database) -> None:
    sheet, _summary = opened(given_back(check(database, filled_form(database, make_mistakes), "form.xlsx")))
    sheet["A3"] = "solar"
    again, summary = opened(given_back(check(database, saved(sheet))))
    assert (again.max_column, again["O1"].value, again["O3"].value) == (15, "Problems found", None)
    assert (again["A3"].comment, again["A3"].fill.fill_type, again["I2"].fill.start_color.rgb) == (None, None, RED)
    assert [other.title for other in again.parent.worksheets] == ["Report", "Explanation", "Problems found"]
    assert summary["A1"].value == "Errors: 1, warnings: 0."


def test_formulas_stay_with_what_they_last_made(database: Database) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["indicator_id", "region_id", "value"])
    sheet.append(["sewers", "north", "=3+3"])
    sheet.append(["sewers", "south", "x"])
    sheet.append(["sewers", "south", "=1/0"])
    data = _with_results(saved(sheet), {"C2": "<v>6</v>", "C4": "<v>#DIV/0!</v>"})
    checked = check(database, data, "formulas.xlsx")
    assert places(checked) == [("bad_number", "C3"), ("bad_number", "C4"), ("duplicate_row", "A4")]
    returned = given_back(checked)
    assert opened(returned)[0]["C2"].value == "=3+3"
    again = check(database, returned)
    assert places(again) == places(checked)
    assert again.table.text(0, 2) == "6"


def _with_results(data: bytes, results: dict[str, str]) -> bytes:
    """A workbook whose formulas were calculated, as a spreadsheet program saves it."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/"):
                for place, result in results.items():
                    before, found, after = text.partition(f'<c r="{place}"'.encode())
                    cell, end, rest = after.partition(b"</c>")
                    kind = b' t="e"' if "#" in result else b""
                    head, formula, _nothing = cell.partition(b"</f>")
                    text = before + found + kind + head + formula + result.encode() + end + rest
            target.writestr(name, text)
    return output.getvalue()


def test_merged_cells_are_marked_where_their_value_stands(database: Database) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["区镇月报", None, None], ["指标", "区域", "实绩"], ["新建管网", "东镇", 5], ["新建管网", "北镇", 6]):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B3:B4")
    checked = check(database, saved(sheet), "merged.xlsx")
    returned, _summary = opened(given_back(checked))
    assert (returned["B3"].fill.start_color.rgb, returned["F2"].value) == (RED, "Problems found")


# ---------------------------------------------------------------- what cannot be kept as it was


def test_a_large_workbook_comes_back_as_a_plain_table(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = check(database, filled_form(database, make_mistakes), "form.xlsx")
    monkeypatch.setattr(returned_module, "MOST_ROWS", 2)
    data = given_back(checked)
    sheet, summary = opened(data)
    assert (sheet["A1"].fill.fill_type, sheet["O1"].value) == (None, "Problems found")
    assert summary["A3"].value == "The table stands here as it was read: the look of the file could not be kept."
    assert places(check(database, data)) == places(checked)


def test_a_workbook_that_cannot_be_loaded_whole_comes_back_as_a_plain_table(database: Database) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled_form(database, make_mistakes))) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            # a size of font that is no number; who only reads values does not see it
            target.writestr(name, source.read(name).replace(b"</font>", b'<sz val="large"/></font>'))
    checked = check(database, output.getvalue(), "form.xlsx")
    data = given_back(checked)
    assert opened(data)[1]["A3"].value == "The table stands here as it was read: the look of the file could not be kept."
    assert places(check(database, data)) == places(checked)


def test_a_workbook_with_a_whole_sheet_merged_comes_back_as_a_plain_table(database: Database) -> None:
    def merge(form: Worksheet) -> None:
        make_mistakes(form)
        form.merge_cells("AA9:AB9")

    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled_form(database, merge))) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"AA9:AB9", b"AA9:XFD1048576"))
    checked = check(database, output.getvalue(), "form.xlsx")
    data = given_back(checked)
    assert opened(data)[1]["A3"].value == "The table stands here as it was read: the look of the file could not be kept."
    assert places(check(database, data)) == places(checked) != []


def test_only_so_many_cells_carry_a_comment(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("etl.forms.marks", "etl.forms.marked_table", "etl.forms.marked_workbook"):
        monkeypatch.setattr(f"{module}.MOST_COMMENTS", 2)
    assert etl.forms.marks.MOST_COMMENTS == 2
    data = b"indicator_id,region_id,value\n" + b"sewers,north,x\n" * 5
    sheet, summary = opened(given_back(check(database, data, "file.csv")))
    assert sum(cell.comment is not None for row in sheet.iter_rows() for cell in row) == 2
    assert sum(cell.value is not None for cell in sheet["D"]) == 6
    assert summary["A3"].value == "The first 2 cells carry a comment; the column has all sentences."
    assert summary["C6"].value == "C2, C3, C4, C5, C6"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_returned_column_is_not_read_in_either_language(database: Database, language: str) -> None:
    use_language(language)
    checked = check(database, CSV.encode(), "march.csv")
    data = given_back(checked)
    use_language("en")
    again = check(database, data)
    assert again.detected.ignored_columns == ()
    assert places(again) == places(checked)


def test_a_name_for_the_file() -> None:
    assert returned_name("3月 报表.csv") == "3月 报表 (problems).xlsx"
