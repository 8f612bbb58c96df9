"""What a page says to somebody who may not, who mistyped, or who is not signed in."""

import re

from playwright.sync_api import expect

from pages_test import PAGES
from site_test_case import SiteTestCase


class RefusalTest(SiteTestCase):
    def test_what_is_not_there_says_so(self) -> None:
        for width in ("phone", "desktop"):
            for path in ("/nothing", "/tasks/9.9.9", "/targets/T99", "/units/000000", "/plan/9.9"):
                with self.subTest(path=path, width=width), self.site.page("leader", width) as page:
                    self.assertEqual(404, page.goto(path).status)
                    expect(page.locator("h1")).to_have_text("没有找到")
                    self.is_sound(page, f"404{path}-{width}")

    def test_what_one_may_not_see_is_refused(self) -> None:
        for login, path in (("leader", "/accounts"), ("kjj", "/import"), ("pingguo", "/package"), ("kjj", "/accounts")):
            for width in ("phone", "desktop"):
                with self.subTest(path=path, login=login, width=width), self.site.page(login, width) as page:
                    self.assertEqual(403, page.goto(path).status)
                    expect(page.locator("h1")).to_have_text("没有权限")
                    self.is_sound(page, f"403-{login}{path}-{width}")

    def test_a_stranger_is_asked_to_sign_in_first(self) -> None:
        with self.site.page(None) as page:
            for path in PAGES:
                page.goto(path)
                self.assertIn("/sign-in", page.url, f"{path} is open to everybody")
                self.assertNotIn("市科技局", page.inner_text("body"))

    def test_a_wrong_password_keeps_the_login_and_says_what_to_do(self) -> None:
        with self.site.page(None, "phone") as page:
            page.goto("/sign-in")
            self.site.sign_in(page, "leader", "not the password")
            expect(page.locator("[role=alert]")).to_be_visible()
            self.assertEqual("leader", page.input_value("#login"))
            self.is_sound(page, "sign-in-refused-phone")

    def test_signing_out_ends_the_session(self) -> None:
        # With a session of its own: the others' must live on.
        with self.site.page(None) as page:
            page.goto("/sign-in")
            self.site.sign_in(page, "gxj")
            page.wait_for_url(re.compile("/inbox$"))
            cookies = page.context.cookies()
            page.get_by_role("button", name="退出").click()
            expect(page).to_have_url(re.compile("/sign-in"))
            # Even somebody who kept the cookie is out.
            page.context.add_cookies(cookies)
            page.goto("/overview")
            expect(page).to_have_url(re.compile("/sign-in"))

    def test_a_form_without_the_token_changes_nothing(self) -> None:
        with self.site.page("leader") as page:
            self.assertEqual(403, page.request.post("/sign-out", form={}).status)
            self.assertEqual(200, page.goto("/overview").status)

    def test_a_session_that_ends_while_a_form_is_filled_in_loses_nothing(self) -> None:
        with self.site.page(None) as page:
            page.goto("/sign-in")
            self.site.sign_in(page, "gxj")
            page.wait_for_url(re.compile("/inbox$"))
            page.goto("/registers/platforms/new")
            page.fill("[name=f-name]", "演示没有存上的平台")
            page.select_option("[name=f-kind]", label="企业技术中心")
            page.context.clear_cookies()
            page.click("main form button.btn-primary")
            expect(page.locator("h1")).to_have_text("登录已过期")
            self.is_sound(page, "session-ended")
            page.click("a:has-text('重新登录')")
            self.site.sign_in(page, "gxj")
            page.wait_for_url("**/registers/platforms/new")
            expect(page.locator("[role=status]")).to_contain_text("已恢复")
            self.assertEqual("演示没有存上的平台", page.input_value("[name=f-name]"))
            expect(page.locator("[name=f-kind] option:checked")).to_have_text("企业技术中心")
            # Whoever signs out leaves nothing behind.
            page.get_by_role("button", name="退出").click()
            page.wait_for_url("**/sign-in")
            self.assertEqual(0, page.evaluate("localStorage.length"))

    def test_what_was_left_unsaved_can_be_dropped(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/registers/certificates/new")
            page.fill("[name=f-batch]", "演示")
            page.goto("/inbox")
            page.goto("/registers/certificates/new")
            self.assertEqual("演示", page.input_value("[name=f-batch]"))
            page.click("button:has-text('重新填写')")
            self.assertEqual("", page.input_value("[name=f-batch]"))
            page.goto("/registers/certificates/new")
            expect(page.locator("[role=status]")).to_have_count(0)

    def test_a_refusal_leads_back_to_the_page_before(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/registers/platforms?level=region")
            page.click("button:has-text('下一步')")
            expect(page.locator("main")).to_contain_text("还没有选中记录")
            page.click("text=返回上一页")
            expect(page).to_have_url(re.compile(r"/registers/platforms\?level=region$"))

    def test_signing_in_leads_to_the_very_page_that_was_asked_for(self) -> None:
        with self.site.page(None) as page:
            page.goto("/registers/platforms?level=region&sort=name")
            self.site.sign_in(page, "kjj")
            page.wait_for_url("**/registers/platforms?level=region&sort=name")

    def test_the_menu_leads_to_pages_of_which_one_sees_a_part(self) -> None:
        for login, sections in (("office", "事项"), ("pingguo", "事项 数据"), ("firm", "事项 数据")):
            with self.site.page(login) as page:
                page.goto("/inbox")
                for title in sections.split():
                    with self.subTest(login=login, section=title):
                        page.click(f"nav[aria-label=主导航] a:text-is('{title}')")
                        expect(page.locator("nav[aria-label=主导航] a[aria-current]")).to_have_text(title)
