"""The document about the API, and a program that goes by it."""

import json

from openapi_spec_validator import OpenAPIV31SpecValidator
from playwright.sync_api import expect

from site_test_case import SiteTestCase


class APITest(SiteTestCase):
    def test_the_document_is_sound_openapi_3_1(self) -> None:
        with self.site.page(None) as page:
            answer = page.request.get("/api/v1/openapi.json")
            self.assertEqual(200, answer.status)
            faults = [fault.message for fault in OpenAPIV31SpecValidator(answer.json()).iter_errors()]
            self.assertEqual([], faults)

    def test_a_token_is_made_used_and_ended(self) -> None:
        with self.site.page("kjj", "phone") as page:
            page.goto("/me/tokens")
            page.fill("#title", "浏览器测试")
            page.locator("[id='may:plan.read']").check()
            page.get_by_role("button", name="开设").click()
            token = page.locator("code.token").inner_text()
            self.is_sound(page, "token-made-phone")
            with self.site.page(None) as program:
                headers = {"Authorization": f"Bearer {token}"}
                answer = program.request.get("/api/v1/plan/targets?limit=5", headers=headers)
                self.assertEqual(200, answer.status)
                self.assertEqual(5, len(answer.json()["items"]))
                self.assertIn('rel="next"', answer.headers["link"])
                page.goto("/me/tokens")
                self.assertNotIn(token, page.content())
                page.get_by_role("button", name="停用 浏览器测试").click()
                expect(page.get_by_text("已停用")).to_be_visible()
                refused = program.request.get("/api/v1/plan", headers=headers)
                self.assertEqual(401, refused.status)
                self.assertEqual("token_invalid", json.loads(refused.body())["code"])

    def test_the_page_shows_an_example_of_each_endpoint(self) -> None:
        with self.site.page("leader", scripts=False) as page:
            page.goto("/api")
            page.get_by_text("GET /api/v1/plan/targets/{id}", exact=True).click()
            expect(page.get_by_text("2022-08-05T14:03:07.120+08:00").first).to_be_visible()
