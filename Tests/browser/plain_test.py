"""Without scripts, without a mouse, on paper."""

import re

from playwright.sync_api import Page, expect

from site_test_case import SiteTestCase

# Whether the element in focus shows that it is.
SHOWS_FOCUS = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
}"""


class PlainTest(SiteTestCase):
    def test_reading_and_signing_in_work_without_scripts(self) -> None:
        with self.site.page(None, "phone", scripts=False) as page:
            page.goto("/plan/2.3.4")
            self.site.sign_in(page, "youjiang")
            expect(page).to_have_url(re.compile(r"/plan/2\.3\.4$"))
            expect(page.locator("h1")).to_contain_text("2.3.4")
            for path in ("/overview", "/tasks/2.3.4", "/targets/T16", "/units/451002"):
                self.assertEqual(200, page.goto(path).status)
                self.assertGreater(len(page.inner_text("main")), 100)
            page.fill("#q", "铝")
            page.press("#q", "Enter")
            expect(page).to_have_url(re.compile("/search"))
            page.get_by_role("button", name="退出").click()
            expect(page).to_have_url(re.compile("/sign-in"))

    def test_the_first_tab_reaches_the_way_to_the_content(self) -> None:
        with self.site.page("leader") as page:
            for path in ("/overview", "/plan/2.3.4", "/targets", "/units"):
                page.goto(path)
                page.keyboard.press("Tab")
                focused = page.locator(":focus")
                expect(focused).to_have_text("跳到正文")
                expect(focused).to_be_in_viewport()
                page.keyboard.press("Enter")
                page.keyboard.press("Tab")
                self.assertTrue(page.evaluate("document.querySelector('main').contains(document.activeElement)"), path)

    def test_the_keyboard_goes_through_every_page_and_one_sees_where_it_is(self) -> None:
        for path in ("/overview", "/plan/2.3.4", "/tasks/2.3.4", "/units/451000-kjj"):
            with self.subTest(path=path), self.site.page("kjj") as page:
                page.goto(path)
                self.assertGreater(self._tab_through(page), 10)

    def test_one_signs_in_with_the_keyboard_alone(self) -> None:
        with self.site.page(None) as page:
            page.goto("/sign-in")
            # The first field has the focus already.
            page.keyboard.type("gxq")
            page.keyboard.press("Tab")
            page.keyboard.type(self.site.password)
            page.keyboard.press("Enter")
            expect(page).to_have_url(re.compile("/inbox$"))

    def test_on_paper_the_content_stands_alone_and_keeps_its_mark(self) -> None:
        with self.site.page("leader") as page:
            for path in ("/overview", "/tasks/2.3.4", "/targets/T16"):
                page.goto(path)
                page.emulate_media(media="print")
                expect(page.locator("nav[aria-label='主导航']")).to_be_hidden()
                self.assertIn("演示数据", page.inner_text("body"))

    def _tab_through(self, page: Page) -> int:
        """Presses Tab until the page is through; returns the number of stops."""
        for stops in range(1000):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                return stops
            self.assertTrue(page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
        self.fail("the keyboard never came to the end of the page")
