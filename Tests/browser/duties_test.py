"""All units sign for the plan's duties; one raises a question, the office asks another unit and decides it."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from cases_test import button
from life_test import sign_in
from server import DemonstrationOnDays
from site_test_case import PATIENCE, SiteTestCase

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class DutiesTest(SiteTestCase):
    def test_all_units_sign_for_their_duties_and_a_question_is_decided(self) -> None:
        with DemonstrationOnDays(self.site.demonstration, "luoshi-duties-") as server, tempfile.TemporaryDirectory() as folder:
            server.on("2022-08-05")
            scan = Path(folder) / "盖章签收单.pdf"
            scan.write_bytes(SCAN)

            def context(scripts: bool = True):
                made = self.site._browser.new_context(
                    base_url=server.address, viewport={"width": 1280, "height": 800}, locale="zh-CN",
                    java_script_enabled=scripts)
                made.set_default_timeout(PATIENCE)
                return made.new_page()

            page = context()
            # The unit that has raised a question stamps what it has signed.
            sign_in(page, "gxj", server.password)
            page.goto("/duties/451000-gxj")
            expect(page.locator("h1")).to_contain_text("1 项有异议待协调")
            page.set_input_files("input[name=scan]", scan)
            page.click("text=上传扫描件")
            expect(page.locator("main")).to_contain_text("与盖章时的内容一致")
            self.is_sound_at_both(page, "/duties/451000-gxj")
            with page.expect_download() as download:
                page.click("a:has-text('盖章签收单.pdf')")
            self.assertEqual(SCAN, Path(download.value.path()).read_bytes())

            sign_in(page, "office", server.password)
            page.goto("/duties")
            expect(page.locator("h1")).to_contain_text("其中 3 个单位逾期")
            expect(page.locator(".doubt")).to_contain_text("演示：这一条涉及节能统计监测")
            self.is_sound_at_both(page, "/duties")
            page.click("button:has-text('催办逾期的 3 个单位')")
            expect(page.locator("tr", has_text="平果市").first).to_contain_text("2 次，最近 2022-08-05")
            question = page.locator(".doubt li a").first.get_attribute("href")

            # One press signs for all; without scripts as well.
            plain = context(scripts=False)
            for login, unit, person in [("pingguo", "451082", plain), ("youjiang", "451002", page), ("gxq", "451000-gxq", page)]:
                sign_in(person, login, server.password)
                person.goto("/inbox")
                expect(person.locator("main")).to_contain_text("责任分工签收：待签收")
                person.goto(f"/duties/{unit}")
                expect(person.locator("h1")).to_contain_text("未签收")
                if login == "pingguo":
                    self.is_sound_at_both(page, f"/duties/{unit}")
                person.click("button:has-text('签收勾选的责任')")
                expect(person.locator("h1")).to_contain_text("已全部签收")
                person.goto("/inbox")
                expect(person.locator("main")).not_to_contain_text("责任分工签收：待签收")
            sign_in(page, "youjiang", server.password)
            page.goto("/duties/451002/sheet?issue=演示〔2022〕2 号")
            expect(page.locator("article")).to_contain_text("演示右江区岑九")
            self.is_sound_at_both(page, "/duties/451002/sheet?issue=演示〔2022〕2 号")

            # The office asks a unit, hears it, and decides.
            sign_in(page, "office", server.password)
            page.goto(question)
            self.is_sound_at_both(page, question)
            page.click("summary:has-text('征求其他单位的意见')")
            page.locator("summary", has_text="市直部门").click()
            page.check("#asked-451000-tjj")
            page.fill("#ask-text", "演示：2.5.2 是否由你局配合？")
            page.click("button:has-text('征求意见')")
            expect(page.locator("main")).to_contain_text("以前答复")
            sign_in(page, "tjj", server.password)
            page.goto(question)
            page.fill("#opinion-reason", "演示：同意承担统计监测部分。")
            page.click("button:has-text('同意') >> nth=0")
            expect(page.locator("main")).to_contain_text("演示：同意承担统计监测部分。")
            sign_in(page, "office", server.password)
            send = button(page, question, "改由其他单位承担")
            form = page.locator("details.act[open]", has=page.locator("summary:has-text('改由其他单位承担')"))
            form.locator("[name='f-unit']").fill("市统计局") if form.locator("input[name='f-unit']").count() else form.locator(
                "[name='f-unit']").select_option(label="市统计局")
            form.locator("[name='f-due_on']").fill("2022-08-12")
            form.locator("[name=reason]").fill("演示：经征求意见，由市统计局配合。")
            send.click()
            expect(page.locator("main [role=alert]")).to_have_count(0)
            expect(page.locator("main")).to_contain_text("市统计局")

            sign_in(page, "tjj", server.password)
            page.goto("/duties/451000-tjj")
            expect(page.locator("main")).to_contain_text("2.5.2")
            page.click("button:has-text('签收勾选的责任')")
            expect(page.locator("h1")).to_contain_text("已全部签收")
            sign_in(page, "office", server.password)
            page.goto("/duties")
            expect(page.locator("h1")).to_contain_text("已全部签收")
            self.is_sound_at_both(page, "/duties", "all-signed")
            page.goto("/duties/451000-gxj")
            expect(page.locator("main")).to_contain_text("不再是盖章时的内容")
            expect(page.locator("main")).to_contain_text("盖章时：2.5.2")
            # The plan's pages follow, and a past day shows what was so.
            page.goto("/tasks/2.5.2")
            expect(page.locator("#duties")).to_contain_text("市统计局")
            self.is_sound_at_both(page, "/tasks/2.5.2", "task-with-duties")
            self.is_sound_at_both(page, "/units/451082", "unit-with-duties")
            page.goto("/duties?on=2022-08-04")
            expect(page.locator("h1")).to_contain_text("未签收")
            page.goto("/duties/451082?on=2022-07-31")
            expect(page.locator("h1")).to_contain_text("未签收")

    def is_sound_at_both(self, page: Page, path: str, name: str | None = None) -> None:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            self.assertEqual(200, page.goto(path).status, path)
            self.is_sound(page, f"{name or path}-{width}")
