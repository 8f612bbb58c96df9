"""A platform's course: municipal, region level, revoked; with one return and one missed deadline."""

import os
import re

from playwright.sync_api import Page, expect

from life_test import sign_in
from server import DemonstrationOnDays
from site_test_case import PATIENCE, SiteTestCase, violations


class CasesTest(SiteTestCase):
    def test_a_platform_goes_municipal_then_region_level_then_is_revoked(self) -> None:
        with DemonstrationOnDays(self.site.demonstration, "luoshi-cases-") as server:
            server.on("2022-08-05")
            context = self.site._browser.new_context(
                base_url=server.address, viewport={"width": 1280, "height": 900}, locale="zh-CN")
            context.set_default_timeout(PATIENCE)
            page = context.new_page()

            sign_in(page, "pingguo", server.password)
            record = enter_a_platform(page)
            page.click("button:has-text('发起创新平台认定')")
            page.wait_for_url(re.compile("/cases/[^/]+$"))
            case = page.url.removeprefix(server.address)
            step(page, case, "提交")
            expect(page.locator("h1")).to_contain_text("归口部门审核")
            self.is_sound_everywhere(page, case)

            sign_in(page, "kjj", server.password)
            step(page, case, "要求补正", {"missing": "场地租赁合同"})
            sign_in(page, "pingguo", server.password)
            expect(opened(page, case)).to_contain_text("场地租赁合同")
            step(page, case, "补正后提交")

            server.on("2022-08-26")
            sign_in(page, "kjj", server.password)
            page.goto("/cases?list=overdue")
            expect(page.locator("main")).to_contain_text("演示平果实验室")
            step(page, case, "审核通过，公示")
            expect(page.locator("h1")).to_contain_text("公示")
            button(page, case, "认定为市级").click()
            expect(page.locator("main")).to_contain_text("公示到")

            server.on("2022-09-05")
            sign_in(page, "kjj", server.password)
            step(page, case, "认定为市级", {"f-document": "演示科〔2022〕9 号"})
            step(page, case, "推荐到自治区", {"letter-recommend-recommendation": "演示函〔2022〕1 号", "date-recommend-recommendation": "2022-09-05", "file-recommend-recommendation": "推荐函"})

            server.on("2022-10-20")
            sign_in(page, "kjj", server.password)
            step(page, case, "自治区已认定", {
                "f-document": "演示桂科〔2022〕30 号", "letter-elevated-decision": "演示桂科〔2022〕30 号",
                "date-elevated-decision": "2022-10-18", "issuer-elevated-decision": "演示自治区科技厅", "file-elevated-decision": "认定文件"})
            self.assert_letter_is_kept(page, case)
            self.assertIn("自治区级", words(page, record))

            server.on("2022-11-10")
            sign_in(page, "kjj", server.password)
            step(page, case, "取消认定", {
                "f-revocation_ground": "演示：评估不合格", "letter-revoke-decision": "演示桂科〔2022〕41 号",
                "date-revoke-decision": "2022-11-09", "file-revoke-decision": "取消认定文件", "reason": "评估不合格"})
            self.is_sound_everywhere(page, case, "/procedures/platform_certification", "/cases")
            now = words(page, record)
            self.assertIn("2022-11-10", now)
            self.assertIn("2022-10-20", now)
            self.assertNotIn("2022-11-10", words(page, record + "?on=2022-11-09"))
            self.assertIn("市级", words(page, record + "?on=2022-10-01"))
            context.close()

    def assert_letter_is_kept(self, page: Page, case: str) -> None:
        """The letter of the region leads to its record, and its scan can be fetched."""
        page.goto(case)
        with page.expect_download() as download:
            page.click("text=认定文件.pdf")
        self.assertTrue(download.value.suggested_filename.startswith("认定文件"))
        page.click("a:has-text('演示桂科〔2022〕30 号')")
        self.assertIn("/registers/evidence_letters/", page.url)
        expect(page.locator("main dl")).to_contain_text("演示自治区科技厅")

    def is_sound_everywhere(self, page: Page, *paths: str) -> None:
        for path in paths:
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 800})
                self.assertEqual(200, page.goto(path).status, path)
                overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertEqual(0, overhang, f"{path} at {width}")
                self.assertEqual([], violations(page), f"{path} at {width}")
                if shots := os.environ.get("LUOSHI_SCREENSHOTS"):
                    page.screenshot(path=f"{shots}/case{path.replace('/', '_')}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def enter_a_platform(page: Page) -> str:
    """A platform that is being cultivated; returns the address of its record."""
    page.goto("/registers/platforms/new")
    page.select_option("[name=f-host]", label="平果市")
    page.fill("[name=f-name]", "演示平果实验室")
    page.select_option("[name=f-kind]", label="重点实验室")
    page.fill("[name=f-owner]", "市科技局")
    page.select_option("[name=f-level]", label="培育")
    page.select_option("[name=f-field]", index=1)
    page.click("main form button.btn-primary")
    expect(page.locator("h1")).to_have_text("演示平果实验室")
    return page.url[page.url.index("/registers/"):]


def opened(page: Page, path: str):
    page.goto(path)
    return page.locator("main")


def words(page: Page, path: str) -> str:
    page.goto(path)
    return page.inner_text("main dl")


def button(page: Page, case: str, title: str):
    """The button of a step of the case, its form unfolded."""
    page.goto(case)
    form = page.locator("details.act", has=page.locator(f"summary:has-text('{title}')"))
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form.locator("button")


def step(page: Page, case: str, title: str, typed: dict[str, str] | None = None) -> None:
    """Takes a step with what is typed at it."""
    send = button(page, case, title)
    form = page.locator("details.act[open]", has=page.locator(f"summary:has-text('{title}')"))
    for name, text in (typed or {}).items():
        field = form.locator(f"[name='{name}']")
        if name.startswith("file-"):
            field.set_input_files({"name": f"{text}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"})
        else:
            field.fill(text)
    send.click()
    expect(page.locator("main [role=alert]")).to_have_count(0)
    expect(page.locator("ol.plain li").first).to_contain_text(title)
