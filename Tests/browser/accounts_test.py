"""Accounts: invitations, a firm that joins and lets an agent act for it, the second factor."""

import base64
import hashlib
import hmac
import re
import struct
import time

from playwright.sync_api import Page, expect

from site_test_case import SiteTestCase

PASSWORD = "四个不相干的词连起来"


def one_time_code(secret: str, offset: int = 0) -> str:
    """The code of RFC 6238 for now, or for a later step."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + offset), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class AccountsTest(SiteTestCase):
    def _invite(self, page: Page, name: str, unit: str, role: str) -> str:
        page.goto(f"/units/{unit}/accounts")
        page.fill("#name", name)
        page.check(f"[id='role:{role}']")
        page.click("text=开出邀请链接")
        return page.input_value("#issued")

    def _accept(self, page: Page, link: str, login: str) -> None:
        page.goto(link)
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/me/second-factor")

    def test_every_page_about_accounts_is_sound(self) -> None:
        pages = {
            None: ("/sign-in", "/forgot", "/join", "/join/receipt"),
            "admin": ("/me", "/me/password", "/me/second-factor", "/accounts", "/accounts/leader", "/accounts?q=pingguo",
                      "/units/451082/accounts"),
            "pingguo": ("/me", "/units/451082/accounts", "/units/451082/applications"),
        }
        for width in ("phone", "zoomed", "desktop"):
            for login, paths in pages.items():
                for path in paths:
                    with self.subTest(path=path, login=login, width=width), self.site.page(login, width) as page:
                        self.assertEqual(200, page.goto(path).status)
                        self.is_sound(page, f"accounts-{login}{path}-{width}")

    def test_an_invited_colleague_sets_up_a_second_factor_and_signs_in_with_it(self) -> None:
        with self.site.page("pingguo") as steward:
            link = self._invite(steward, "演示新同事", "451082", "county")
        with self.site.page(None, "phone") as page:
            self._accept(page, link, "xintongshi")
            self.is_sound(page, "second-factor-set-up")
            secret = re.sub(r"\s", "", page.inner_text("main code"))
            page.fill("#code", one_time_code(secret))
            page.click("main form button")
            expect(page.locator(".codes code")).to_have_count(10)
            codes = page.locator(".codes code").all_inner_texts()
            self.is_sound(page, "recovery-codes")
            page.click("text=已保存，继续")
            expect(page.locator("main")).to_contain_text("第二验证已启用")
            page.locator("header form[action='/sign-out'] button").click()
            self.site.sign_in(page, "xintongshi", PASSWORD)
            self.is_sound(page, "second-step")
            page.fill("#code", "000000")
            page.click("main form button")
            expect(page.locator("[role=alert]")).to_contain_text("验证码不对")
            page.fill("#code", codes[0])
            page.click("main form button")
            expect(page.locator("header")).to_contain_text("演示新同事")

    def _join(self, page: Page, code: str, name: str, login: str) -> None:
        page.goto("/join")
        for field, value in {
            "credit_code": code, "firm": name, "contact": "演示经办人", "phone": "0776-1234567", "login": login,
            "password": PASSWORD, "again": PASSWORD,
        }.items():
            page.fill(f"#{field}", value)
        page.select_option("#county", "451082")
        page.click("main button")
        expect(page.locator("h1")).to_contain_text("申请已提交")

    def test_a_firm_joins_and_lets_an_agent_act_for_it(self) -> None:
        with self.site.page(None, "phone") as page:
            self._join(page, "91450000MA5K11111Y", "演示铝业有限公司", "yanshily")
            self.is_sound(page, "joined")
            self._join(page, "91450000MA5K22222P", "演示代理记账有限公司", "yanshidl")
        with self.site.page("pingguo") as county:
            for _ in range(2):
                county.goto("/units/451082/applications")
                self.is_sound(county, "applications")
                county.click("text=确认入驻 >> nth=0")
        with self.site.page(None, "phone") as firm, self.site.page(None) as agent:
            firm.goto("/sign-in")
            self.site.sign_in(firm, "yanshily", PASSWORD)
            firm.goto("/firms/91450000MA5K11111Y")
            expect(firm.locator("main")).to_contain_text("创新平台")
            expect(firm.locator("main")).not_to_contain_text("record.")
            firm.fill("#agent_code", "91450000MA5K22222P")
            firm.fill("#agent", "yanshidl")
            firm.check("[id='matter:unit.read']")
            firm.fill("#basis", "演示合同 2022-1")
            firm.click("main form button:text-is('委托')")
            expect(firm.locator("main")).to_contain_text("演示代理记账有限公司")
            self.is_sound(firm, "firm")
            agent.goto("/sign-in")
            self.site.sign_in(agent, "yanshidl", PASSWORD)
            agent.wait_for_url("**/me")
            agent.click("main a:text-is('演示铝业有限公司')")
            expect(agent.locator("h1")).to_have_text("演示铝业有限公司")
            self.is_sound(agent, "agent")
            firm.click("text=立即收回")
            self.assertEqual(403, agent.goto("/firms/91450000MA5K11111Y").status)
