"""Cases while the server is killed: every step that was acknowledged is there, and no case stands between two states."""

import json
import random
import re
import secrets
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

from life_test import sign_in
from server import ROOT, DemonstrationOnDays
from site_test_case import SiteTestCase

ROUNDS = 4
PLACE = "/procedures/platform_certification/cases"


class Desk:
    """A program that works on cases with a token, and notes what it was told is done."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token
        self.acknowledged: dict[str, tuple[str, dict, dict]] = {}

    def ask(self, path: str, body: dict | None = None, key: str | None = None) -> dict:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def open_a_case(self, number: int) -> str:
        record = self.ask("/registers/platforms/records", {"values": {
            "host": "451000-kjj", "name": f"演示断电平台{number}", "kind": "key_laboratory", "owner": "451000-kjj",
            "level": "cultivated", "field": "other"}})["id"]
        return self.ask(PLACE, {"record": record})["id"]

    def work(self, cases: list[str], dice: random.Random, over: threading.Event) -> None:
        """Takes steps that are offered, until the server is gone."""
        while not over.is_set():
            case = dice.choice(cases)
            try:
                seen = self.ask(f"{PLACE}/{case}")
                offers = [offer["step"] for offer in seen["offers"] if offer["step"] != "withdraw"]
                if not offers:
                    continue
                body = {"step": dice.choice(offers), "stay": seen["stay"], "reason": "演示", "missing": ["演示材料"]}
                key = secrets.token_hex(8)
                self.acknowledged[key] = (case, body, self.ask(f"{PLACE}/{case}/steps", body, key))
            except urllib.error.HTTPError as refusal:
                if refusal.code >= 500:
                    raise
            except OSError:
                return


class KilledTest(SiteTestCase):
    def test_no_acknowledged_step_is_lost_when_the_server_is_killed(self) -> None:
        dice = random.Random(20220805)
        with DemonstrationOnDays(self.site.demonstration, "luoshi-killed-") as server:
            server.on("2022-08-05")
            context = self.site._browser.new_context(base_url=server.address, locale="zh-CN")
            page = context.new_page()
            sign_in(page, "kjj", server.password)
            page.goto("/me/tokens")
            page.fill("[name=title]", "断电")
            for box in page.locator("[name^='may:']").all():
                box.check()
            page.click("button:has-text('开设')")
            desk = Desk(server.address, re.search("luoshi_[0-9a-f]{64}", page.content())[0])
            context.close()
            cases = [desk.open_a_case(number) for number in range(12)]
            for _ in range(ROUNDS):
                over = threading.Event()
                workers = [
                    threading.Thread(target=desk.work, args=(cases, random.Random(dice.random()), over)) for _ in range(4)]
                for worker in workers:
                    worker.start()
                time.sleep(dice.uniform(1, 3))
                server.process.send_signal(signal.SIGKILL)
                over.set()
                for worker in workers:
                    worker.join()
                server.on("2022-08-05")
                self.is_whole(desk, cases)
            self.assertGreater(len(desk.acknowledged), 10)
            for command in (["audit", "verify"], ["audit", "figures"]):
                told = subprocess.run([server.program, *command, *server.data], cwd=ROOT, capture_output=True, text=True)
                self.assertEqual(0, told.returncode, told.stdout + told.stderr)
            print(f"{len(desk.acknowledged)} steps acknowledged, killed {ROUNDS} times, all there")

    def is_whole(self, desk: Desk, cases: list[str]) -> None:
        for case in cases:
            seen = desk.ask(f"{PLACE}/{case}")
            steps = seen["steps"]
            for before, after in zip(steps, steps[1:]):
                self.assertEqual(before["to"], after["from"], case)
            self.assertEqual(seen["state"], steps[-1]["to"], case)
            self.assertEqual(seen["stay"], len(steps), case)
            for key, (of, body, answer) in desk.acknowledged.items():
                if of == case:
                    self.assertEqual(answer["state"], steps[body["stay"]]["to"], f"{case}: {body}")
        # Whoever asks again under the same key is told the same, and nothing is done twice.
        for key, (case, body, answer) in list(desk.acknowledged.items())[-5:]:
            self.assertEqual(answer, desk.ask(f"{PLACE}/{case}/steps", body, key))
