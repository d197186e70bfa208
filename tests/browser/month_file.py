"""A reporter's month: the downloaded template, filled in as a workbook or as the CSV that Excel in China saves."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal

import openpyxl

INDICATOR, REGION, LAST, VALUE, NUMERATOR, DENOMINATOR = 1, 3, 8, 9, 10, 11
VALUE_LETTER = "I"


class MonthFile:
    """A template whose figures are those of the month before, some of them raised; `places` says in which row each stands."""

    def __init__(self, template: bytes, raised: Mapping[tuple[str, str], Decimal]) -> None:
        self._workbook = openpyxl.load_workbook(io.BytesIO(template))
        self._form = self._workbook.worksheets[0]
        self.places: dict[tuple[str, str], int] = {}
        for row in range(2, self._form.max_row + 1):
            name = (str(self._form.cell(row, INDICATOR).value), str(self._form.cell(row, REGION).value))
            last = str(self._form.cell(row, LAST).value or "").partition(" ")[0]
            if not last:
                continue
            self.places[name] = row
            if self._form.cell(row, NUMERATOR).protection.locked:
                self.write(name, Decimal(last) + raised.get(name, 0))
            else:  # a percentage of two amounts
                self._form.cell(row, NUMERATOR).value = Decimal(last)
                self._form.cell(row, DENOMINATOR).value = 100

    def write(self, name: tuple[str, str], value: Decimal | str) -> None:
        """Puts a figure into the row of an indicator and region."""
        self._form.cell(self.places[name], VALUE).value = value

    def address(self, name: tuple[str, str]) -> str:
        """Where the figure of an indicator and region stands, as a spreadsheet says it."""
        return f"{VALUE_LETTER}{self.places[name]}"

    def xlsx(self) -> bytes:
        """The workbook."""
        out = io.BytesIO()
        self._workbook.save(out)
        return out.getvalue()

    def gbk(self) -> bytes:
        """The form as CSV in GBK."""
        out = io.StringIO()
        csv.writer(out).writerows([cell.value for cell in row] for row in self._form.iter_rows())
        return out.getvalue().encode("gbk")
