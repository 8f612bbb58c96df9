"""Runs schemathesis over the API of a server of its own, on each engine at hand, all engines at once."""

import base64
import collections
import contextlib
import hashlib
import hmac
import http.cookiejar
import json
import os
import random
import re
import secrets
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))
SCHEMATHESIS = str(Path(sys.executable).parent / "schemathesis")
# A head of a department, the office and an administrator: between them they may everything but what is done by whoever is in
# charge of registers, who is asked about those alone.
PEOPLE = ("kjj-head", "office", "admin")
CLERK = "kjj"
REGISTERS = "^/(registers|procedures|cases|units/.id./(records|mentions))"
# From so many examples for each endpoint on, the run is the long one.
THOROUGH = 10
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "ignored_auth", "negative_data_rejection",
]


class Server:
    """`luoshi serve` with the demonstration: its plan, its people and their past."""

    def __init__(self, folder: str, place: list[str]) -> None:
        self.password = secrets.token_urlsafe(12)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(Path(folder) / "log", "w+")
        def prepare() -> int:
            return subprocess.run(
                [PROGRAM, "demo", "--prepare", *place], cwd=ROOT, stdout=self.log, stderr=self.log,
                env={**os.environ, "LUOSHI_DEMO_PASSWORD": self.password}).returncode

        # Twice, PostgreSQL told it that something else changed the same place; what it said then is to be seen.
        if prepare() != 0:
            self.log.seek(0)
            print(f"the demonstration is prepared once more, after:\n{self.log.read()}", flush=True)
            if prepare() != 0:
                self.give_up("the demonstration was not prepared")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", *place, "--today", "2022-08-05", "--port", str(port), "--rate", "1000000"],
            cwd=ROOT, stdout=self.log, stderr=self.log)
        self._await()

    def _await(self) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(self.address + "/health", timeout=60).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.give_up("the server did not start")

    def give_up(self, why: str) -> None:
        self.log.seek(0)
        raise SystemExit(f"{why}:\n{self.log.read()}")

    def token(self, login: str) -> str:
        """Signs in as a person would, and makes a token with every permission that is offered."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

        def send(path: str, fields: dict[str, str] | None = None) -> str:
            data = urllib.parse.urlencode(fields).encode() if fields else None
            with browser.open(self.address + path, data) as answer:
                return answer.read().decode()

        send("/sign-in", {"login": login, "password": self.password})
        page = send("/me/tokens")
        csrf = re.search('name="csrf" value="([^"]+)"', page)[1]
        if secret := re.search("密钥：<code>([A-Z2-7 ]+)</code>", page):
            # The role asks for a second factor first.
            code = one_time_code(secret[1].replace(" ", ""))
            send("/me/second-factor", {"csrf": csrf, "do": "confirm", "code": code})
            page = send("/me/tokens")
            csrf = re.search('name="csrf" value="([^"]+)"', page)[1]
        offered = dict.fromkeys(re.findall('name="(may:[^"]+)"', page), "yes")
        # Ending tokens would end the run.
        offered.pop("may:token.end", None)
        made = send("/me/tokens", {"csrf": csrf, "title": "fuzz", "days": "30", **offered})
        return re.search("luoshi_[0-9a-f]{64}", made)[0]

    def things(self, token: str, spared: set[str]) -> dict[str, list[dict[str, str]]]:
        """By how a path begins: what may stand in its braces. Those who ask must not lock themselves out."""

        def items(path: str) -> list[dict]:
            request = urllib.request.Request(
                f"{self.address}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
            try:
                with urllib.request.urlopen(request) as answer:
                    return json.load(answer)["items"]
            except urllib.error.HTTPError:
                return []

        spared_people = {f"p-{login}" for login in spared}
        posts = [item["post"] for item in items("/posts?limit=500")
                 if not {holder["person"] for holder in item["holders"]} & spared_people]
        people = {person["id"] for unit in ("451000-kjj", "451082", "451002")
                  for person in items(f"/units/{unit}/people?limit=500")} - spared_people
        accounts = {item["login"] for item in items("/accounts?limit=500")} - spared or {"kjj", "pingguo"}
        reviews = items("/reviews") or [{"number": 1}]
        rulings = [item["key"] for item in items("/plan/rulings?limit=500")]
        registers = [item["key"] for item in items("/registers?limit=500")]
        records = [{"register": key, "record": record["id"], "values": json.dumps(record["values"]), "sheet": self.sheet,
                    "sha256": self.sheet, "view": random.choice(("ladder", "board", "coverage", "chain"))}
                   for key in registers for record in items(f"/registers/{key}/records?limit=6")]
        return {
            "/registers/{register}": records or [{"register": "platforms"}],
            "/procedures/{procedure}": [
                {"procedure": item["procedure"], "case": item["id"], "record": record["record"], "sha256": "0" * 64}
                for item in items("/cases?list=open&limit=50") for record in records[:9]],
            "/units/{id}/duties/": [{"id": item["unit"], "path": item["clause"]}
                                    for item in items("/units/451000-kjj/duties?limit=500")],
            "/units/": [{"id": item["id"], "hierarchy": "administration"} for item in items("/units?limit=500")],
            "/posts/": [{"unit": post["unit"], "part": post["id"].split("/")[1], "person": person}
                        for post in posts for person in sorted(people)[:1]],
            "/people/": [{"id": person} for person in sorted(people)],
            "/accounts/": [{"login": login, "permission": may} for login in sorted(accounts)
                           for may in ("plan.read", "plan.review")],
            "/plan/rulings/": [{"key": key, "unit": "451000-kjj"} for key in rulings],
            "/plan/contradictions/": [{"key": item["key"]} for item in items("/plan/contradictions")],
            "/plan/versions/": [{"old": str(old["number"]), "new": "1"} for old in items("/plan/versions")],
            "/plan/": [{"path": item["path"]} for item in items("/plan/tasks?limit=500")],
            "/inbox/": [{"id": item["item"]["id"]} for item in items("/inbox") + items("/inbox?list=notices")],
            "/handovers/": [{"id": item["item"]["subject"].removeprefix("handover:")}
                            for item in items("/inbox?list=open") if item["item"]["kind"] == "handover.confirm"],
            "/mandates/": [{"id": item["id"]} for item in items("/mandates") + items("/me/mandates/given")],
            "/reviews/": [{"number": str(review["number"]), "item": str(item), "edit": "1"}
                          for review in reviews for item in range(1, 200, 7)],
            "/unit-groups/": [{"key": item["key"]} for item in items("/unit-groups")],
            "/unit-events/": [{"number": str(item["number"])} for item in items("/units/451000-kjj/events")],
            "/packages/": [{"hash": item["hash"]} for item in items("/packages")],
        }

    def post(self, token: str, path: str, body: dict) -> dict:
        request = urllib.request.Request(
            self.address + "/api/v1" + path, json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def begin_cases(self, token: str) -> None:
        """Sends a spreadsheet, enters platforms and opens a case on each, so that there is something to work on."""
        sheet = "名称,依托单位,类型\n甲,市科技局,重点实验室\n乙,没有的单位,重点实验室\n".encode()
        content = base64.b64encode(sheet).decode()
        self.sheet = self.post(token, "/registers/platforms/sheets", {"name": "a.csv", "content": content})["sheet"]
        for number in range(12):
            record = self.post(token, "/registers/platforms/records", {"values": {
                "host": "451000-kjj", "name": f"试验平台{number}", "kind": "key_laboratory", "owner": "451000-kjj",
                "level": "cultivated", "field": "other"}})["id"]
            if number >= 8:
                continue
            case = self.post(token, "/procedures/platform_certification/cases", {"record": record})["id"]
            for stay, step in enumerate(("submit", "publish")[:number % 3], 1):
                self.post(token, f"/procedures/platform_certification/cases/{case}/steps", {"step": step, "stay": stay})

    def amend(self, token: str) -> None:
        """Begins a review, so that there is one to edit."""
        request = urllib.request.Request(
            self.address + "/api/v1/plan/amendments", b"", {"Authorization": f"Bearer {token}"}, method="POST")
        urllib.request.urlopen(request).close()

    def statuses(self) -> str:
        """How many requests were answered with which class of status, by the server's own log."""
        self.log.flush()
        text = Path(self.log.name).read_text(errors="replace")
        counts = collections.Counter(f"{first}xx" for first in re.findall(r'"message":"request",.*"status":"(\d)', text))
        return ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()


def one_time_code(secret: str) -> str:
    """The code of RFC 6238 for now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def fuzz(
    server: Server, token: str, things: dict[str, list[dict[str, str]]], examples: int, seed: int,
    only: str | None = None,
) -> tuple[bool, str]:
    """Whether the API held, for whoever's token it is, and what schemathesis said of it."""
    # Every combination of good and bad parts takes minutes an engine: only where there is time.
    phases = "examples,coverage,fuzzing" if examples >= THOROUGH else "examples,fuzzing"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        # By a file: what there is may be longer than a variable of the environment can be.
        json.dump(things, file)
        file.flush()
        done = subprocess.run(
            [SCHEMATHESIS, "run", server.address + "/api/v1/openapi.json", "--url", server.address + "/api/v1",
             "--header", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS),
             "--max-examples", str(examples), "--phases", phases, "--continue-on-failure",
             "--suppress-health-check", "all", "--warnings", "off", "--seed", str(seed),
             "--generation-database", "none", *(["--include-path-regex", only] if only else [])],
            cwd=tempfile.gettempdir(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "SCHEMATHESIS_HOOKS": str(ROOT / "scripts/fuzz_hooks.py"),
                 "LUOSHI_FUZZ_THINGS": file.name, "LUOSHI_FUZZ_SEED": str(seed)})
    return done.returncode == 0, done.stdout


def ask(engine: str, place: list[str], examples: int, seed: int, folder: str) -> list[bool]:
    """Asks a server on one engine as everybody; whether the API held for each."""
    server = Server(folder, place)
    held = []
    try:
        # All first: the administrator's run may well lock the others' accounts.
        tokens = {login: server.token(login) for login in (CLERK, *PEOPLE)}
        server.amend(tokens["office"])
        server.begin_cases(tokens[CLERK])
        for login, token in tokens.items():
            things = server.things(token, {CLERK, *PEOPLE})
            one, told = fuzz(server, token, things, examples, seed, REGISTERS if login == CLERK else None)
            # In one piece, for the other engine is speaking too.
            print(f"── {engine}, {login}\n{told}", flush=True)
            held.append(one)
        print(f"── {engine}, answers so far: {server.statuses()}", flush=True)
    finally:
        server.stop()
    return held


def main() -> int:
    examples = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(1 << 32)
    print(f"seed {seed}: scripts/fuzz-api {examples} {seed} asks the same again", flush=True)
    places = {"SQLite": lambda folder: ["--data", folder]}
    if postgres := os.environ.get("LUOSHI_TEST_POSTGRES"):
        # A database of its own, as an installation has: in the tests' lie the remains of thousands of schemas.
        own = f"fuzz_{secrets.token_hex(4)}"
        subprocess.run(["psql", "--quiet", postgres, "--command", f"CREATE DATABASE {own}"], check=True)
        address = urllib.parse.urlsplit(postgres)._replace(path=f"/{own}").geturl()
        places["PostgreSQL"] = lambda folder: ["--postgres", address, "--data", folder]
    with ThreadPoolExecutor() as pool, contextlib.ExitStack() as stack:
        folders = {engine: stack.enter_context(tempfile.TemporaryDirectory(prefix="luoshi-fuzz-")) for engine in places}
        asked = [pool.submit(ask, engine, place(folders[engine]), examples, seed, folders[engine])
                 for engine, place in places.items()]
        results = [held for engine in asked for held in engine.result()]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
