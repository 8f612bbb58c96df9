"""Every page, on a phone, at 200 % zoom and on a desk."""

from site_test_case import WIDTHS, SiteTestCase

# Each page with somebody who may see it.
PAGES = {
    "/sign-in": None,
    "/overview": "leader",
    "/plan": "leader",
    "/plan/2.3.4": "leader",
    "/tasks": "leader",
    "/tasks/2.3.4": "leader",
    "/tasks/2.6.1": "leader",
    "/targets": "leader",
    "/targets/T16": "leader",
    "/units": "leader",
    "/units/451082": "pingguo",
    "/units/451000-kjj": "kjj",
    "/search?q=铝": "leader",
    "/search?q=没有这样的词": "leader",
    "/audit": "leader",
    "/import": "office",
    "/package": "office",
    "/accounts": "admin",
    "/me/tokens": "kjj",
    "/api": "leader",
    "/mandates": "office",
    "/rights": "office",
    "/rights?who=pingguo&may=audit.read&unit=451002": "office",
    "/people/p-pingguo/rights": "auditor",
    "/me/mandates": "pingguo",
    "/me/rights": "pingguo",
    "/me/seen": "pingguo",
    "/me": "pingguo",
    "/me/second-factor": "pingguo",
    "/overview?on=2022-07-05": "leader",
    "/rulings": "leader",
    "/rulings/sei_base_year": "office",
    "/contradictions/talents_more_or_equal": "office",
    "/plan/versions": "leader",
    "/inbox": "pingguo",
    "/inbox?tab=watched": "kjj",
    "/unreceived": "office",
    "/posts": "office",
    "/posts/451000-kjj/receiving": "kjj-head",
    "/posts/451000-kjj/receiving/hand-over": "kjj-head",
    "/units/451082/posts": "pingguo",
    "/units/451000-kjj/duties/2.3.4": "kjj-head",
    "/people/p-pingguo": "office",
    "/people/p-pingguo/leave": "office",
    "/units/451000-kjj/reorganise": "office",
    "/units/451000-kjj/reorganise?kind=transfer": "office",
    "/units/451082/accounts": "pingguo",
    "/accounts/kjj": "admin",
    "/reviews": "office",
}


def test_of(path: str, login: str | None, width: str):
    def test(self: SiteTestCase) -> None:
        with self.site.page(login, width) as page, self.without_errors(page):
            answer = page.goto(path)
            self.assertEqual(200, answer.status)
            self.assertTrue(page.title().endswith("落实"), page.title())
            self.assertEqual(1, page.locator("h1").count())
            self.is_sound(page, f"{path.strip('/')}-{width}")

    return test


# A class for each width, so that they run beside each other; in it a test for each page.
for width in WIDTHS:
    name = f"{width.title()}PagesTest"
    globals()[name] = type(name, (SiteTestCase,), {
        f"test {path} is sound on a {width} screen": test_of(path, login, width) for path, login in PAGES.items()})
