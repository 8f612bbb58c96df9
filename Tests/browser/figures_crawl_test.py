"""Every figure on every page of the demonstration walks back: each one is followed, and what it is made of is added up."""

import json
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_UP, Decimal

from site_test_case import SiteTestCase

# Pages that show figures, besides those of each target, task and unit.
PAGES = ["/overview", "/targets", "/figures", "/figures?at=2021", "/figures?at=2022Q2", "/figures?at=2022-06-30"]


class Reader:
    """Reads pages and the data interface as somebody who has signed in."""

    def __init__(self, address: str, cookies: list[dict]) -> None:
        self.address = address
        self.cookie = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)

    def text(self, path: str) -> str:
        request = urllib.request.Request(self.address + urllib.parse.quote(path, safe="/?&=%:"), headers={"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def read(self, path: str) -> dict:
        return json.loads(self.text("/api/v1" + path))

    def items(self, path: str) -> list[dict]:
        return self.read(path + ("&" if "?" in path else "?") + "limit=500")["items"]


class FiguresCrawlTest(SiteTestCase):
    def test_every_figure_on_every_page_walks_back_to_what_adds_up_to_it(self) -> None:
        with self.site.page("office") as page:
            page.goto("/me")
            reader = Reader(self.site.address, page.context.cookies())
        units = [unit["id"] for unit in reader.items("/units") if unit["id"].startswith(("451000-gxq", "4510"))][:40]
        targets = {item["key"]: f"/targets/{item['id']}" for item in reader.items("/plan/targets")}
        pages = PAGES + list(targets.values())
        pages += [f"/tasks/{item['path']}" for item in reader.items("/plan/tasks")]
        pages += [f"/units/{unit}" for unit in units] + [f"/figures?unit={unit}" for unit in units]

        # Where the plan's document was imported, a figure shows the sentence that asks for it.
        quoted = {key for key, page in targets.items() if 'class="quote"' in reader.text(page)}

        with ThreadPoolExecutor(4) as pool:
            shown: dict[str, str] = {}
            for text in pool.map(reader.text, pages):
                for address, value in re.findall(r'<a class="figure" href="([^"]+)">([^<]+)</a>', text):
                    address = address.replace("&amp;", "&")
                    self.assertEqual(shown.setdefault(address, value), value, f"{address} differs between two pages")
            self.assertGreater(len(shown), 150)
            followed = list(pool.map(lambda address: self.fault(reader, address, shown[address], quoted), shown))
        faults = [fault for fault in followed if fault]
        self.assertEqual([], faults[:20], f"{len(faults)} of {len(shown)} figures do not walk back")
        print(f"{len(shown)} figures of {len(pages)} pages walk back, {len(quoted)} targets with their sentences")

    def fault(self, reader: Reader, address: str, shown: str, quoted: set[str]) -> str | None:
        """What is wrong with a figure; its page is followed as well."""
        parts = urllib.parse.urlsplit(address)
        key = parts.path.removeprefix("/figures/")
        trace = reader.read(f"/figures/{key}/trace?{parts.query}")
        figure = trace["figure"]
        if figure["value"] != shown:
            return f"{address} shows {shown}, the interface says {figure['value']}"
        if trace["hidden"] or trace["faults"]:
            return f"{address}: {trace['hidden']} records hidden from the office, {trace['faults']} with faults"
        if not trace["definition"]["clauses"]:
            return f"{address}: no clause asks for it"
        total = self.added_up(reader, key, parts.query, trace)
        places = -Decimal(shown).as_tuple().exponent
        if total.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != Decimal(shown):
            return f"{address} shows {shown}, its parts come to {total}"
        for breakdown in trace["breakdowns"]:
            parts = sum(Decimal(group["value"]) for group in breakdown["groups"])
            if parts.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != Decimal(shown):
                return f"{address} shows {shown}, by {breakdown['title']} it is {parts}"
        text = reader.text(address)
        for clause in trace["definition"]["clauses"]:
            if f"方案 {clause}" not in text:
                return f"{address}: the page does not lead to clause {clause}"
        if key in quoted and 'class="quote"' not in text:
            return f"{address}: the sentence that asks for it is not shown"
        for item in trace["items"][:1]:
            # Of a letter its number; its writer stands before it.
            name = item["name"].split(" ", 1)[-1] if item.get("address", "").startswith("/letters/") else item["name"]
            if "address" in item and name not in reader.text(item["address"]):
                return f"{address}: {item['address']} is not {item['name']}"
        return None

    def added_up(self, reader: Reader, key: str, query: str, trace: dict) -> Decimal:
        halves = [half.get("value") for half in trace["halves"]]
        if trace["figure"].get("halves"):
            of, to = (Decimal(trace["figure"]["halves"][name]) for name in ("of", "to"))
            if len(halves) == 2:
                # A ratio: what is divided is what the halves' own pages show.
                hundred = 100 if trace["figure"]["measure"] == "%" else 1
                return of / to * hundred
            return of - to
        amounts = [Decimal(item["amount"]) for item in trace["items"]]
        while "next_skip" in trace:
            trace = reader.read(f"/figures/{key}/trace?{query}&skip={trace['next_skip']}")
            amounts += [Decimal(item["amount"]) for item in trace["items"]]
        return sum(amounts, Decimal(0))
