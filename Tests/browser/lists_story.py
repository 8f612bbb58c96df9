"""A published list of the higher level: it moves the cases that wait for it, with the letter that published it."""

import re
import tempfile

from playwright.sync_api import Page, expect

from registers_test import workbook
from site_test_case import SiteTestCase

PDF = {"name": "公布名单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


class ListsTest(SiteTestCase):
    def test_a_published_list_certifies_the_firm_that_was_recommended(self) -> None:
        with self.site.page("kjj") as page, tempfile.TemporaryDirectory() as folder:
            page.goto("/cases?list=open&procedure=hnte_cultivation")
            self.is_sound(page, "cases-of-firms")
            case = page.locator("tbody tr", has_text="上级已受理").first.locator("a").first
            name = case.inner_text()
            case.click()
            address = page.url
            self.is_sound(page, "case-accepted")
            page.click("text=看记录")
            code = re.search(r"9[0-9A-Z]{17}", page.inner_text("main"))[0]
            other = self.another_firm(page, code)
            rows: list[list] = [["企业", "信用代码", "证书编号", "批次", "发证日期", "有效期满日", "重新认定"]]
            for number, firm in enumerate([code, other]):
                rows.append([firm, firm, f"GR2022470{number:05}", "演示 2022 年第二批", "2022-08-01", "2025-08-01", "否"])
            page.goto("/registers/certificates/import")
            page.set_input_files("#sheet", workbook(rows, folder))
            page.click("main form button.btn-primary")
            expect(page.locator("main")).to_contain_text("公布名单的来文")
            self.is_sound(page, "list-with-letter")
            page.fill("#letter-list", "演示国科〔2022〕12 号")
            page.click("text=导入 2 条")
            expect(page.locator("[role=alert]")).to_contain_text("来文单位")
            self.assertEqual("演示国科〔2022〕12 号", page.input_value("#letter-list"))
            page.fill("#date-list", "2022-08-04")
            page.fill("#issuer-list", "演示国家管理办公室")
            page.set_input_files("#file-list", PDF)
            page.click("text=导入 2 条")
            expect(page.locator("h1")).to_contain_text("已导入")
            expect(page.locator("section", has_text="已推进的事项")).to_contain_text(name)
            expect(page.locator("section", has_text="没有在办事项的记录")).to_contain_text("GR202247000001")
            self.is_sound(page, "list-imported")
            page.goto(address)
            expect(page.locator("h1")).to_contain_text("已认定")
            self.is_sound(page, "case-certified")
            page.click("a:has-text('演示国科〔2022〕12 号')")
            expect(page.locator("main dl")).to_contain_text("演示国家管理办公室")

    def test_procedures_of_the_package_are_drawn_and_sound(self) -> None:
        for width in ("phone", "desktop"):
            with self.site.page("office", width) as page, self.without_errors(page):
                for key in ("hnte_cultivation", "talent_certification", "zone_application", "demo_point_acceptance"):
                    with self.subTest(procedure=key, width=width):
                        self.assertEqual(200, page.goto(f"/procedures/{key}").status)
                        self.is_sound(page, f"procedure-{key}-{width}")

    def another_firm(self, page: Page, code: str) -> str:
        page.goto("/registers/enterprises?stage=ordinary")
        codes = re.findall(r"9[0-9A-Z]{17}", page.inner_text("tbody"))
        return next(found for found in codes if found != code)
