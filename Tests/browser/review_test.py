"""A document is reviewed in the browser and becomes the plan."""

from playwright.sync_api import Page, expect

from review_server import ReviewServer
from review_story import story
from site_test_case import PATIENCE, SiteTestCase, violations
from server import SEEDS


class ReviewTest(SiteTestCase):
    def test_the_seed_is_reviewed_and_published_in_few_clicks_and_without_scripts(self) -> None:
        document = next(iter(sorted(SEEDS.glob("*.txt"))), None)
        if document is None:
            self.skipTest("no folder shared beside the repository")
        with ReviewServer() as server:
            page = self.page_of(server, scripts=False)
            page.goto("/sign-in")
            page.fill("#login", "office")
            page.fill("#password", server.password)
            page.click("main form button")
            page.wait_for_url(lambda address: "/sign-in" not in address)
            clicks = story(page, document)
            print(f"from import to the running plan, without scripts: {clicks} clicks")
            self.assertLessEqual(clicks, 120)
            page.goto("/units/451082")
            expect(page.locator("main")).to_contain_text("2.2.2")
            cookies = page.context.cookies()
            page.context.close()
            page = self.page_of(server)
            page.context.add_cookies(cookies)
            for width, path in ((1280, "/reviews/1?show=all"), (360, "/reviews/1"), (360, "/reviews/1/history"), (360, "/plan/versions")):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(path)
                overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertEqual(0, overhang, path)
                self.assertEqual([], violations(page), path)
            page.context.close()

    def page_of(self, server: ReviewServer, scripts: bool = True) -> Page:
        context = self.site._browser.new_context(
            base_url=server.address, viewport={"width": 1280, "height": 900}, locale="zh-CN", java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        return context.new_page()
