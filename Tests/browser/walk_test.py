"""Whole stories: a leader, 市科技局 and 平果市 find their own, and walk from a target to the sentence and back."""

import re

from playwright.sync_api import Page, expect

from site_test_case import SiteTestCase


class WalkTest(SiteTestCase):
    def test_a_leader_walks_from_the_overview_to_the_sentence_and_back(self) -> None:
        with self.site.page(None) as page, self.without_errors(page):
            page.goto("/overview")
            self.site.sign_in(page, "leader")
            # Whoever was sent to sign in lands where they wanted to go.
            expect(page).to_have_url(re.compile("/overview$"))
            page.locator("main a[href='/targets/T16']").first.click()
            self._walk_to_the_sentence(page)

    def test_the_science_bureau_sees_its_own_tasks_and_walks_to_the_sentence(self) -> None:
        self._sees_its_own("kjj", "451000-kjj", leads={"2.3.4", "2.3.5"})
        with self.site.page("kjj") as page, self.without_errors(page):
            page.goto("/units/451000-kjj")
            page.locator("main a[href='/targets/T16']").first.click()
            self._walk_to_the_sentence(page)

    def test_pingguo_sees_its_own_tasks_and_walks_to_the_sentence(self) -> None:
        self._sees_its_own("pingguo", "451082", cooperates={"2.3.4"})
        with self.site.page("pingguo") as page, self.without_errors(page):
            page.goto("/units/451082")
            page.locator("main a[href='/tasks/2.3.4']").first.click()
            page.locator("main a[href='/targets/T16']").first.click()
            self._walk_to_the_sentence(page)

    def test_one_and_two_characters_are_enough_to_search(self) -> None:
        with self.site.page("kjj") as page:
            page.goto("/overview")
            for words in ("铝", "研发", "平果"):
                page.fill("#q", words)
                page.press("#q", "Enter")
                expect(page).to_have_url(re.compile("/search"))
                expect(page.locator("main mark").first, f"nothing found for {words}").to_be_visible()

    def test_the_trail_of_a_task_begins_at_the_task(self) -> None:
        with self.site.page("leader") as page:
            page.goto("/tasks/2.3.4")
            page.locator("main a[href*='/audit?of=']").first.click()
            expect(page.locator("h1")).to_contain_text("变更记录")

    def _walk_to_the_sentence(self, page: Page) -> None:
        """From the page of T16 into the reader, to the marked sentence, to its card, and back to the target."""
        expect(page).to_have_url(re.compile("/targets/T16$"))
        expect(page.locator("h1")).to_contain_text("年研发投入倍增企业")
        page.locator("main .source a[href^='/plan/2.3.4']").first.click()
        expect(page).to_have_url(re.compile(r"/plan/2\.3\.4"))
        if self.site.has_document:
            sentence = page.locator("[id='s-T16-2.3.4']")
            expect(sentence).to_contain_text("10")
            sentence.click()
            expect(page).to_have_url(re.compile("#t-T16$"))
        else:
            expect(page.locator("main .alert")).to_contain_text("不是文件原文")
        card = page.locator("#t-T16")
        expect(card).to_be_in_viewport()
        card.locator("a[href='/targets/T16']").click()
        expect(page).to_have_url(re.compile("/targets/T16$"))

    def _sees_its_own(
        self, login: str, unit: str, leads: set[str] = frozenset(), cooperates: set[str] = frozenset()
    ) -> None:
        """From the first page after signing in one is at one's own unit in one step, and lists exactly the tasks whose pages name the unit."""
        with self.site.page(login) as page:
            page.goto("/")
            expect(page).to_have_url(re.compile("/inbox$"))
            page.locator(f"main a[href='/units/{unit}']").first.click()
            expect(page).to_have_url(re.compile(f"/units/{unit}$"))
            expect(page.locator("h1")).to_contain_text("本单位")
            self.assertLessEqual(leads, tasks_in(page, "section:has(h2:text-is('牵头的任务'))"))
            self.assertLessEqual(cooperates, tasks_in(page, "section:has(h2:text-is('配合的任务'))"))
            listed = tasks_in(page, "main")
            page.goto("/tasks")
            for task in sorted(tasks_in(page, "main") | listed):
                page.goto(f"/tasks/{task}")
                names_it = page.locator(f"#duties a[href='/units/{unit}']").count() > 0
                self.assertEqual(task in listed, names_it, f"{task}: on the unit's page, and on its own")


def tasks_in(page: Page, part: str) -> set[str]:
    """The paths of the tasks that a part of the page links to."""
    page.wait_for_load_state()
    links = page.locator(f"{part} a[href^='/tasks/']")
    return {address.removeprefix("/tasks/") for address in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")}
