"""Registers in daily use: a record's life, a spreadsheet with bad cells, a published list matched by hand."""

import io
import re
import tempfile
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from site_test_case import SiteTestCase

PAGES = [
    "/registers", "/registers/platforms", "/registers/platforms?view=ladder", "/registers/platforms?view=coverage",
    "/registers/platforms?level=region&sort=-certified_on", "/registers/platforms/new", "/registers/certificates",
    "/registers/certificates/import", "/registers/enterprises", "/units/451082/records",
]


def workbook(rows: list[list], folder: str) -> str:
    """A workbook with one sheet, as somebody sends it by chat."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    path = Path(folder) / "名单.xlsx"
    book.save(path)
    return str(path)


class RegistersTest(SiteTestCase):
    def test_every_page_of_registers_is_sound(self) -> None:
        for width in ("phone", "desktop"):
            with self.site.page("kjj", width) as page, self.without_errors(page):
                for path in PAGES:
                    with self.subTest(path=path, width=width):
                        self.assertEqual(200, page.goto(path).status)
                        self.is_sound(page, f"registers{path}-{width}")

    def test_a_record_is_entered_changed_corrected_and_struck(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/registers/certificates/new")
            page.click("main form button.btn-primary")
            expect(page.locator("[role=alert]")).to_contain_text("需要改正")
            self.is_sound(page, "register-faults")
            holder = self.a_firm(page)
            page.goto("/registers/certificates/new")
            page.fill("[name=f-holder]", holder[0])
            page.fill("[name=f-credit_code]", holder[1])
            page.fill("[name=f-number]", "GR202245009999")
            page.fill("[name=f-batch]", "演示 2022 年批次")
            page.fill("[name=f-issued_on]", "2022-07-01")
            page.fill("[name=f-valid_until]", "2025-07-01")
            page.select_option("[name=f-is_renewal]", label="否")
            page.click("main button.btn-primary")
            expect(page.locator("h1")).to_have_text("GR202245009999")
            self.is_sound(page, "record")
            page.click("a:has-text('更正')")
            page.fill("[name=f-batch]", "演示 2022 年第一批")
            page.click("main form button.btn-primary")
            expect(page.locator("#reason-fault")).to_be_visible()
            self.assertEqual("演示 2022 年第一批", page.input_value("[name=f-batch]"))
            page.fill("[name=reason]", "批次写漏")
            page.click("main form button.btn-primary")
            expect(page.locator("main")).to_contain_text("批次写漏")
            page.click("text=作废这条记录")
            page.fill("#strike-reason", "演示结束")
            page.click("button:has-text('作废')")
            expect(page.locator("main")).to_contain_text("已作废")

    def test_of_5000_rows_with_40_bad_cells_exactly_those_come_back_marked(self) -> None:
        rows: list[list] = [["序号", "证书编号", "企业名称", "统一社会信用代码", "批次", "发证日期", "有效期满日", "是否重新认定"]]
        with self.site.page("kjj") as page, tempfile.TemporaryDirectory() as folder:
            name, code = self.a_firm(page)
            for number in range(5000):
                rows.append([number + 1, f"GR2023451{number:05}", name, code, "演示批次", "2022-05-01", "2025-05-01", "否"])
            bad = set()
            for index in range(40):
                row, column = 2 + index * 121, (5, 6, 3, 1)[index % 4]
                rows[row - 1][column] = ("五月", "2025-02-30", "91451000X", "没有规律")[index % 4]
                bad.add((row, column + 1))
            page.goto("/registers/certificates/import")
            page.set_input_files("#sheet", workbook(rows, folder))
            page.click("main form button.btn-primary")
            expect(page.locator("main")).to_contain_text("将会怎样")
            expect(page.locator(".states b")).to_have_text(["4960", "0", "0", "40"])
            self.is_sound(page, "import-preview")
            with page.expect_download() as download:
                page.click("text=下载标出错误的表格")
            marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
            self.assertEqual(5001, marked.max_row)
            found = {
                (cell.row, cell.column) for row in marked.iter_rows() for cell in row
                if cell.comment is not None
            }
            self.assertEqual(bad, found)
            self.assertTrue(all(marked.cell(*place).fill.fgColor.rgb == "FFFFC7CE" for place in bad))
            self.assertEqual("五月", marked.cell(2, 6).value)
            self.assertEqual("GR202345104999", marked.cell(5001, 2).value)

    def test_a_published_list_of_14_firms_is_matched_two_by_hand(self) -> None:
        with self.site.page("kjj") as page, tempfile.TemporaryDirectory() as folder:
            page.goto("/registers/enterprises")
            names = page.locator("tbody th a").all_inner_texts()[:14]
            page.goto("/registers/enterprises")
            rows: list[list] = [["2022 年第一批高新技术企业名单（演示）"], ["序号", "企业", "证书编号", "批次", "发证日期", "有效期满日", "重新认定", "信用代码"]]
            for number, name in enumerate(names):
                code = self.code_of(page, name)
                spelt = name.replace("有限公司", "有限责任公司") if number < 2 else name
                rows.append([number + 1, spelt, f"GR2022460{number:05}", "演示 2022 年第一批", "2022-08-01", "2025-08-01", "否", code])
            page.goto("/registers/certificates/import")
            page.set_input_files("#sheet", workbook(rows, folder))
            page.click("main form button.btn-primary")
            expect(page.locator(".states b")).to_have_text(["12", "0", "0", "2"])
            self.is_sound(page, "import-by-hand")
            for number in range(2):
                page.select_option(f"#m-{number}", label=names[number])
            page.click("text=按新的对应关系再试")
            expect(page.locator(".states b")).to_have_text(["14", "0", "0", "0"])
            page.click("text=导入 14 条")
            expect(page.locator("h1")).to_contain_text("已导入")
            page.click("text=看台账")
            page.fill("#words", "GR2022460")
            page.click("button:has-text('筛选')")
            expect(page.locator("h1")).to_contain_text("14 条")
            with page.expect_download() as download:
                page.click("text=导出表格")
            exported = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
            self.assertEqual("演示数据，不代表实际情况", exported.cell(1, 1).value)
            self.assertEqual(16, exported.max_row)

    def test_columns_are_chosen_and_several_records_get_one_change(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/registers/platforms?level=municipal")
            page.click("summary:has-text('显示的列')")
            shown = page.locator("[name=column]:checked")
            while shown.count():
                shown.first.uncheck()
            page.check("#column-assessment")
            page.check("#column-owner")
            page.click("button:has-text('按选中的列显示')")
            heads = page.locator("thead th").all_inner_texts()
            self.assertEqual({"归口部门", "最近评估等次"}, {head.strip() for head in heads[2:]})
            self.assertIn("level=municipal", page.url)
            self.is_sound(page, "register-columns")
            names = [page.locator("tbody th a").nth(row).inner_text() for row in (0, 1)]
            for row in (0, 1):
                page.locator("[name=pick]").nth(row).check()
            page.select_option("#pick-field", label="尚缺条件")
            self.is_sound(page, "register-picked")
            page.click("button:has-text('下一步')")
            expect(page.locator("h1")).to_contain_text("2 条记录登记变化")
            for name in names:
                expect(page.locator("main")).to_contain_text(name)
            page.fill("[name=f-missing]", "还差用地手续")
            page.fill("[name=effective]", "2099-01-01")
            page.click("button:has-text('保存 2 条')")
            expect(page.locator("[role=alert]")).to_be_visible()
            self.assertEqual("还差用地手续", page.input_value("[name=f-missing]"))
            self.is_sound(page, "bulk-change")
            page.fill("[name=effective]", "2022-08-01")
            page.click("button:has-text('保存 2 条')")
            page.click(f"tbody th a:text-is('{names[1]}')")
            expect(page.locator("main")).to_contain_text("还差用地手续")
            expect(page.locator("main")).to_contain_text("自 2022-08-01 起")
        with self.site.page("kjj", "phone") as page:
            page.goto("/registers/platforms")
            self.is_sound(page, "register-list-phone")

    def test_a_county_and_a_firm_see_only_what_is_theirs(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/registers/certificates")
            everything = int(re.search(r"(\d+) 条", page.inner_text("h1"))[1])
            other = page.locator("tbody tr", has_text="田阳").first.locator("th a").get_attribute("href")
        for login in ("pingguo", "firm"):
            with self.site.page(login) as page:
                page.goto("/registers/certificates")
                found = re.search(r"(\d+) 条", page.inner_text("h1"))
                self.assertLess(int(found[1]) if found else 0, everything)
                self.assertNotIn("田阳", page.inner_text("tbody") if page.locator("tbody").count() else "")
                self.assertEqual(403, page.goto(other).status)
                self.is_sound(page, f"refused-record-{login}")

    def a_firm(self, page: Page) -> tuple[str, str]:
        """Name and credit code of some enterprise."""
        page.goto("/registers/enterprises")
        name = page.locator("tbody th a").first.inner_text()
        return name, self.code_of(page, name)

    def code_of(self, page: Page, name: str) -> str:
        """The credit code, which is also the unit's id."""
        row = page.locator("tbody tr", has=page.locator("th a", has_text=name)).first
        if row.count() == 0:
            page.goto("/registers/enterprises")
        text = page.locator("tbody tr", has=page.locator("th a", has_text=name)).first.inner_text()
        return re.search(r"9[0-9A-Z]{17}", text)[0]
