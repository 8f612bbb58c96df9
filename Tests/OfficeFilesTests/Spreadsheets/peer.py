"""What openpyxl makes of a workbook, and a workbook as openpyxl makes it, for the tests of round trips.

    peer.py show FILE     a line for each cell, validation, comment and sheet
    peer.py make FILE     writes a workbook of every type
    peer.py from1904 FILE writes one whose days are counted from 1904
"""

import datetime
import sys

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont


def show(file: str) -> None:
    book = openpyxl.load_workbook(file)
    properties = book.properties
    print("properties", properties.title, properties.creator, properties.created, sep="|")
    for sheet in book:
        merged = ",".join(sorted(map(str, sheet.merged_cells.ranges)))
        print("sheet", sheet.title, sheet.sheet_state, sheet.freeze_panes, sheet.auto_filter.ref, merged, sep="|")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    print("cell", sheet.title, cell.coordinate, cell.data_type, cell.number_format, repr(cell.value), sep="|")
                if cell.fill.fill_type == "solid" and not cell.font.bold:
                    print("fill", sheet.title, cell.coordinate, cell.fill.fgColor.rgb, sep="|")
                if cell.comment:
                    print("comment", sheet.title, cell.coordinate, cell.comment.text, sep="|")
        for validation in sheet.data_validations.dataValidation:
            # `showDropDown` means the opposite of what it says.
            print(
                "validation", sheet.title, validation.sqref, validation.type, validation.formula1, validation.showDropDown or False,
                validation.errorStyle or "stop", validation.promptTitle, validation.prompt, sep="|")


def make(file: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "企业 & 名单"
    sheet.append(["名称", "值"])
    sheet.append(["百色市 <甲>", 0.1])
    sheet.append([datetime.date(2023, 5, 1), datetime.datetime(2023, 5, 1, 9, 30)])
    sheet.append([datetime.time(9, 30), datetime.timedelta(hours=36, minutes=30)])
    sheet.append([True, False])
    sheet.append([CellRichText("富", TextBlock(InlineFont(b=True), "文本")), "行一\n行二"])
    sheet.append([0.125, 1234567.89, 451002199001011234, 1 / 3, -1e-7])
    sheet["A7"].number_format = "0.0%"
    sheet["B7"].number_format = "#,##0.00"
    sheet.append(["=1+1", "#N/A"])
    sheet.append(["合并"])
    sheet.merge_cells("A9:C10")
    sheet["E20"] = "远"
    hidden = book.create_sheet("选项")
    hidden.sheet_state = "hidden"
    hidden.append(["一"])
    book.save(file)


def from1904(file: str) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([datetime.date(2023, 5, 1), datetime.datetime(1904, 1, 2, 12)])
    book.save(file)


if __name__ == "__main__":
    {"show": show, "make": make, "from1904": from1904}[sys.argv[1]](sys.argv[2])
