"""Signing in through a real OpenID Connect provider that runs on this machine."""

import json
import urllib.request

from playwright.sync_api import Page, expect

from site_test_case import SiteTestCase


class ProviderTest(SiteTestCase):
    def _claim(self, subject: str, login: str) -> None:
        """Tells the provider what it knows of a person."""
        request = urllib.request.Request(
            f"{self.site.provider}/users/{subject}", json.dumps({"preferred_username": login}).encode(),
            {"Content-Type": "application/json"}, method="PUT")
        urllib.request.urlopen(request, timeout=60).close()

    def _sign_in(self, page: Page, subject: str) -> None:
        page.goto("/sign-in?next=/targets")
        page.click("text=用演示统一身份认证登录")
        page.fill("[name=sub]", subject)
        page.click("button:text-is('Authorize')")

    def test_a_person_whom_the_provider_names_comes_in_as_their_own_account(self) -> None:
        self._claim("person-1", "kjj")
        with self.site.page(None) as page:
            self._sign_in(page, "person-1")
            page.wait_for_url("**/targets")
            page.goto("/me")
            expect(page.locator("main")).to_contain_text("登录名 kjj")
            cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
            self.assertNotIn("luoshi_provider", cookies)
            self.assertTrue(cookies["luoshi_session"]["httpOnly"])

    def test_a_person_without_an_account_gets_none(self) -> None:
        self._claim("person-2", "nobody")
        with self.site.page(None, "phone") as page:
            self._sign_in(page, "person-2")
            expect(page.locator("[role=alert]")).to_contain_text("没有与您对应的账号")
            self.is_sound(page, "provider-no-account")

    def test_the_address_of_one_return_opens_nothing_in_another_browser(self) -> None:
        self._claim("person-3", "gxj")
        with self.site.page(None) as victim, self.site.page(None) as attacker:
            attacker.goto("/sign-in")
            attacker.click("text=用演示统一身份认证登录")
            # Without their own cookie the code stays unused, fit to be slipped to somebody else.
            attacker.context.clear_cookies()
            attacker.fill("[name=sub]", "person-3")
            attacker.click("button:text-is('Authorize')")
            attacker.wait_for_url("**/sign-in/provider/return?*")
            victim.goto("/sign-in/provider")
            self.assertEqual(401, victim.goto(attacker.url).status)
            victim.goto("/overview")
            self.assertIn("/sign-in", victim.url)

    def test_who_declines_at_the_provider_is_back_at_the_sign_in_page(self) -> None:
        with self.site.page(None) as page:
            page.goto("/sign-in")
            page.click("text=用演示统一身份认证登录")
            page.click("button:text-is('Deny')")
            expect(page.locator("[role=alert]")).to_contain_text("没有完成")
