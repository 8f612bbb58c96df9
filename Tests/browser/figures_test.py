"""A figure through its life: a certificate comes, is corrected and lapses; a letter comes and is revised; a quarter is closed."""

import re
import tempfile

from playwright.sync_api import Page, expect

from life_test import sign_in
from registers_test import workbook
from server import DemonstrationOnDays
from site_test_case import PATIENCE, SiteTestCase

NUMBER = "GR201945009998"
PDF = {"name": "来函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


class FiguresTest(SiteTestCase):
    def test_a_figure_follows_its_records_and_letters_on_the_right_days_and_walks_back(self) -> None:
        with DemonstrationOnDays(self.site.demonstration, "luoshi-figures-") as server:
            context = self.site._browser.new_context(
                base_url=server.address, viewport={"width": 1280, "height": 900}, locale="zh-CN")
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            server.on("2022-08-05")
            self.certificate_comes(page, server)
            self.letter_comes_and_is_revised(page, server)

            # It lapses: the next morning there is one less, and nothing else has moved.
            server.on("2022-08-19")
            sign_in(page, "office", server.password)
            eve = valid(page, "2022-08-19")
            server.on("2022-08-20")
            sign_in(page, "office", server.password)
            self.assertEqual(eve - 1, valid(page, "2022-08-20"))
            self.assertEqual(eve, valid(page, "2022-08-19"))
            self.quarter_is_closed(page, server)
            context.close()

    def test_the_office_enters_what_the_region_set_and_a_years_task_beside_the_plan(self) -> None:
        with self.site.page("office") as page:
            page.goto("/targets/T04")
            page.click("summary:has-text('登记上级下达的或年度任务')")
            page.select_option("[name=layer]", "task")
            page.fill("[name=year]", "2022")
            page.fill("[name=value]", "八")
            page.fill("[name=basis]", "演示：2022 年科技工作要点")
            page.fill("[name=dated_on]", "2022-03-10")
            page.click("form[action$='/levels'] button.btn-primary")
            # What was typed is still there, and what is wrong stands at its field.
            expect(page.locator(".field-fault")).to_contain_text("数值应写成")
            expect(page.locator("[name=basis]")).to_have_value("演示：2022 年科技工作要点")
            page.fill("[name=value]", "4")
            page.click("form[action$='/levels'] button.btn-primary")
            row = page.locator("section:has(h2:text-is('三层目标')) tr:has-text('年度任务')")
            expect(row).to_contain_text("2022 年不低于 4 人")
            expect(row).to_contain_text("完成")
            self.is_sound(page, "target-levels")
            # Another value needs a reason; the one before stays on record.
            page.click("summary:has-text('登记上级下达的或年度任务')")
            page.select_option("[name=layer]", "task")
            page.fill("[name=value]", "5")
            page.fill("[name=basis]", "演示：调整通知")
            page.fill("[name=dated_on]", "2022-07-10")
            page.click("form[action$='/levels'] button.btn-primary")
            expect(page.locator(".field-fault")).to_contain_text("更改请写明理由")
            page.locator("form:has([name=value]) [name=reason]").fill("演示：年中调整")
            page.click("form[action$='/levels']:has([name=value]) button.btn-primary")
            expect(row).to_contain_text("不低于 5 人")
            page.click("summary:has-text('以前登记的')")
            expect(page.locator("section:has(h2:text-is('三层目标')) details li")).to_contain_text("不低于 4 人")
        with self.site.page("office", "phone") as page:
            page.goto("/targets/T04")
            self.is_sound(page, "target-levels-phone")
        with self.site.page("pingguo") as page:
            page.goto("/targets/T04")
            expect(page.locator("main")).to_contain_text("三层目标")
            expect(page.locator("summary:has-text('登记上级下达的或年度任务')")).to_have_count(0)

    def test_what_is_still_to_come_is_not_shown_as_a_figure(self) -> None:
        with self.site.page("office") as page:
            for path in ("/figures?at=2023", "/figures/contract_turnover?at=2030Q1"):
                with self.subTest(path=path):
                    self.assertEqual(422, page.goto(path).status)
                    expect(page.locator("main")).to_contain_text("还没有到")
            # Of a stock it is said that it is only expected.
            for at in ("2022-12-31", "2022"):
                page.goto(f"/figures/hnte_valid?at={at}")
                expect(page.locator("h1")).to_contain_text("预计")
            self.is_sound(page, "figure-expected")
            page.goto("/figures/hnte_valid?at=2022Q2")
            expect(page.locator("h1")).not_to_contain_text("预计")
            page.goto("/figures/editions/2022Q3")
            expect(page.locator("main")).to_contain_text("从第二天起可以关账")
            expect(page.locator("summary:has-text('关账并公布')")).to_have_count(0)
            # Periods whose turn it is are led to.
            page.goto("/figures")
            page.click("main a:text-is('2022 年二季度')")
            expect(page.locator("h1")).to_have_text("2022 年二季度：还没有关账")
            self.assertEqual(404, page.goto("/figures/hnte_valid?unit=nowhere").status)

    def test_a_letter_that_is_filled_in_wrongly_says_so_at_the_field(self) -> None:
        with self.site.page("tjj") as page:
            page.goto("/letters")
            page.click("main a:text-is('登记来函')")
            for name, text in {
                "title": "演示来函", "issuer": "演示市统计局", "number": "演示统函〔2022〕99 号", "dated_on": "2022-08-03",
                "received_on": "2022-08-01", "value-0": "12 亿"}.items():
                page.fill(f"[name='{name}']", text)
            page.click("main form button.btn-primary")
            expect(page.locator("div:has(> #received_on) .field-fault")).to_contain_text("不能早于成文日期")
            page.fill("#received_on", "2022-08-04")
            page.click("main form button.btn-primary")
            expect(page.locator("div:has(> #indicator-0) .field-fault")).to_contain_text("请选择")
            self.is_sound(page, "letter-faults")
            page.select_option("#indicator-0", value="gdp|451000")
            page.fill("#period-0", "2021")
            page.click("main form button.btn-primary")
            expect(page.locator("[role=alert]")).to_contain_text("“12 亿”不是“地区生产总值”的值")
            self.assertEqual("12 亿", page.input_value("#value-0"))

    def certificate_comes(self, page: Page, server: DemonstrationOnDays) -> None:
        sign_in(page, "kjj", server.password)
        before = {day: valid(page, day) for day in ("2022-06-30", "2022-08-05", "2022-08-15")}
        name, code = a_firm_without_certificate(page)
        with tempfile.TemporaryDirectory() as folder:
            rows: list[list] = [
                ["证书编号", "企业名称", "统一社会信用代码", "批次", "发证日期", "有效期满日", "是否重新认定"],
                [NUMBER, name, code, "演示 2019 年批次", "2019-08-10", "2022-08-10", "否"],
            ]
            page.goto("/registers/certificates/import")
            page.set_input_files("#sheet", workbook(rows, folder))
            page.click("main form button.btn-primary")
            page.click("text=导入 1 条")
            expect(page.locator("h1")).to_contain_text("已导入")
        self.assertEqual(before["2022-08-05"] + 1, valid(page, "2022-08-05"))
        self.assertEqual(before["2022-08-15"], valid(page, "2022-08-15"), "it has lapsed by then")

        # The walk back: the figure, its county, its record, who entered it; and to the sentence.
        record = self.walk_to_the_record(page)
        page.click("a:has-text('更正')")
        page.fill("[name=f-issued_on]", "2019-08-20")
        page.fill("[name=f-valid_until]", "2022-08-20")
        page.fill("[name=reason]", "演示：日期录错")
        page.click("main form button.btn-primary")
        expect(page.locator("h1")).to_have_text(NUMBER)
        self.assertEqual(before["2022-08-15"] + 1, valid(page, "2022-08-15"))
        self.assertEqual(before["2022-06-30"] + 1, valid(page, "2022-06-30"))

        page.goto("/figures/hnte_valid?at=2022-08-05")
        self.is_sound(page, "figure-of-records")
        page.locator("a[href='/targets/T03'], a[href^='/plan/2.3.1'], a[href^='/plan']").first.click()
        expect(page.locator("main")).to_contain_text("高新技术企业")
        # Forward again: the sentence leads to its target, the target to its figure.
        page.goto("/targets")
        page.locator("main a.figure").first.click()
        self.assertIn("/figures/", page.url)
        page.goto(record)

    def walk_to_the_record(self, page: Page) -> str:
        """From the city through the county that has it; returns the record's address."""
        page.goto("/figures/hnte_valid?at=2022-08-05")
        counties = page.locator("section:has(h2:text-is('按单位')) a.figure").evaluate_all("all => all.map(a => a.href)")
        for county in counties:
            page.goto(county)
            while True:
                link = page.locator(f"tbody th a:text-is('{NUMBER}')")
                if link.count():
                    row = page.locator("tbody tr", has=page.locator(f"th a:text-is('{NUMBER}')"))
                    expect(row).to_contain_text("演示科技局梁四")
                    link.click()
                    expect(page.locator("h1")).to_have_text(NUMBER)
                    return page.url
                more = page.locator("a:has-text('后面的')")
                if not more.count():
                    break
                more.click()
        self.fail("no county's figure leads to the certificate")

    def letter_comes_and_is_revised(self, page: Page, server: DemonstrationOnDays) -> None:
        sign_in(page, "kjj", server.password)
        self.assertIn("未到统计时点", heading(page, "rd_intensity", "2022"))
        self.enter_letter(page, "演示统函〔2022〕91 号", "2022-08-04", "9.00", "quick")
        self.assertIn("0.60 %", heading(page, "rd_intensity", "2021"))
        expect(page.locator("main")).to_contain_text("快报数")
        self.enter_letter(page, "演示统函〔2022〕92 号", "2022-08-05", "9.60", "final", reason="演示：经济普查修订")
        self.assertIn("0.64 %", heading(page, "rd_intensity", "2021"))
        # Back through the half of the ratio to the letters, the old version and why it was replaced.
        page.locator("section:has(h2:text-is('这个数从哪里来')) a.figure").first.click()
        expect(page.locator("h1")).to_contain_text("9.60")
        expect(page.locator("section:has(h2:text-is('版本和修订'))")).to_contain_text("演示：经济普查修订")
        self.is_sound(page, "figure-of-letters")
        page.click("a:has-text('演示统函〔2022〕92 号')")
        expect(page.locator("main")).to_contain_text("最终核实数")
        with page.expect_download():
            page.click("a:has-text('来函.pdf')")
        self.is_sound(page, "letter")

    def enter_letter(self, page: Page, number: str, day: str, value: str, status: str, reason: str = "") -> None:
        page.goto("/letters/new")
        for name, text in {
            "title": "演示：2021 年全社会研发经费", "issuer": "演示市统计局", "number": number, "dated_on": day,
            "received_on": day, "period-0": "2021", "value-0": value, "reason": reason,
        }.items():
            page.fill(f"[name='{name}']", text)
        page.select_option("#indicator-0", value="rd_spend|451000")
        page.select_option("#status-0", value=status)
        page.set_input_files("#file", PDF)
        page.click("main form button.btn-primary")
        expect(page.locator("h1")).to_contain_text("2021 年全社会研发经费")

    def quarter_is_closed(self, page: Page, server: DemonstrationOnDays) -> None:
        sign_in(page, "office", server.password)
        edition = "/figures/editions/2022Q2"
        page.goto(edition)
        page.click("summary:has-text('关账并公布')")
        page.click("button:has-text('关账并公布')")
        expect(page.locator("h1")).to_contain_text("公布到第 1 版")
        published = editions_of(page, "当日有效的高新技术企业")
        self.assertEqual(published[0], published[-1])

        # A late correction says why, moves the figure of now, and leaves the edition as it is.
        sign_in(page, "kjj", server.password)
        page.goto("/registers/certificates")
        page.fill("#words", NUMBER)
        page.click("button:has-text('筛选')")
        page.click(f"tbody th a:text-is('{NUMBER}')")
        page.click("a:has-text('登记变化')")
        page.fill("[name=f-revoked_on]", "2022-06-20")
        page.fill("[name=f-revocation_ground]", "演示：复核不符合条件")
        page.fill("[name=effective]", "2022-08-20")
        page.click("main form button.btn-primary")
        expect(page.locator("[role=alert]")).to_contain_text("已经关账")
        self.assertEqual("演示：复核不符合条件", page.input_value("[name=f-revocation_ground]"))
        page.fill("[name=reason]", "演示：迟到的取消决定")
        page.click("main form button.btn-primary")
        expect(page.locator("h1")).to_have_text(NUMBER)

        sign_in(page, "office", server.password)
        page.goto(edition)
        expect(page.locator("h1")).to_contain_text("有 2 处修订还没有公布")
        late = editions_of(page, "当日有效的高新技术企业")
        self.assertEqual(published[0], late[0])
        self.assertEqual(int(published[0]) - 1, int(late[-1]))
        expect(page.locator("main")).to_contain_text("演示：迟到的取消决定")
        page.click("summary:has-text('公布修订版')")
        page.fill("#reason-publish", "演示：纳入迟到的取消决定")
        page.click("button:has-text('公布修订版')")
        expect(page.locator("h1")).to_contain_text("公布到第 2 版")
        both = editions_of(page, "当日有效的高新技术企业")
        self.assertEqual([published[0], late[-1], late[-1]], both)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(edition)
            self.is_sound(page, f"edition-{width}")


def heading(page: Page, indicator: str, at: str) -> str:
    page.goto(f"/figures/{indicator}?at={at}")
    return page.inner_text("main")


def valid(page: Page, day: str) -> int:
    """Certificates' holders at the end of a day, as the page's answer says."""
    page.goto(f"/figures/hnte_valid?at={day}")
    return int(re.search(r"：(?:预计 )?(\d+) 家", page.inner_text("h1"))[1])


def editions_of(page: Page, title: str) -> list[str]:
    """What each edition published of an indicator, and what it is now."""
    row = page.locator("tbody tr", has=page.locator(f"th:text-is('{title}')")).first
    return [re.match(r"\s*([\d.]+)", cell)[1] for cell in row.locator("td").all_inner_texts()]


def a_firm_without_certificate(page: Page) -> tuple[str, str]:
    page.goto("/registers/enterprises?stage=ordinary")
    page.locator("tbody th a").first.click()
    text = page.inner_text("main")
    return page.inner_text("h1").strip(), re.search(r"9[0-9A-Z]{17}", text)[0]
