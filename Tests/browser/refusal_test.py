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
