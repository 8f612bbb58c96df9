"""A register of 100,000 records: its list page beside Datasette, its JSON beside FastAPI with SQLAlchemy, on the same rows."""

import base64
import json
import os
import secrets
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from bench_server import PROGRAM, ROOT, Server, await_answer, free_port, load, row

ROWS = 100_000
PEERS = ROOT / ".assets/bench/bin"
KINDS = ("重点实验室", "小试中试基地", "新型研发机构", "众创空间", "科技企业孵化器")


def sheet() -> bytes:
    """Platforms as a department would send them: each with its unit, kind, level, days and numbers of papers."""
    lines = ["名称,依托单位,类型,归口部门,级别,领域,认定日期,认定文号"]
    for number in range(ROWS):
        day = f"202{number % 2}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        lines.append(
            f"百色市试验平台第{number}号,{('平果市', '右江区', '田阳区', '靖西市')[number % 4]},{KINDS[number % len(KINDS)]},市科技局,"
            f"市级,其他,{day},百科字〔{day[:4]}〕{number} 号")
    return "\n".join(lines).encode()


class Asker:
    """A program with a token."""

    def __init__(self, server: Server, token: str) -> None:
        self.base = server.address + "/api/v1"
        self.header = f"Authorization: Bearer {token}"

    def ask(self, path: str, body: dict | None = None) -> dict:
        name, value = self.header.split(": ")
        request = urllib.request.Request(
            self.base + path, json.dumps(body).encode() if body is not None else None,
            {name: value, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=900) as answer:
            return json.load(answer)


def fill(asker: Asker) -> None:
    content = base64.b64encode(sheet()).decode()
    kept = asker.ask("/registers/platforms/sheets", {"name": "平台.csv", "content": content})["sheet"]
    place = f"/registers/platforms/sheets/{kept}"
    start = time.perf_counter()
    preview = asker.ask(f"{place}/previews", {})
    tried = time.perf_counter() - start
    if preview["tally"]["faulty"]:
        sys.exit(f"the sheet of the bench has faults: {preview['tally']['faults'][:3]}")
    start = time.perf_counter()
    asker.ask(f"{place}/imports", {"mapping": preview["mapping"]})
    row(f"import of {ROWS} rows: trial / writing", f"{tried:.1f} / {time.perf_counter() - start:.1f} s")


def peer_table(data: str, file: str) -> None:
    """The rows of the register in a database of their own, for those who know nothing of ours."""
    with sqlite3.connect(file) as peer:
        peer.execute("ATTACH ? AS ours", (f"{data}/luoshi.sqlite",))
        columns = [line[1] for line in peer.execute("PRAGMA ours.table_info(r_platforms)")]
        names = ", ".join(f'"{name}"' + (" PRIMARY KEY" if name == "id" else "") for name in columns)
        peer.execute(f"CREATE TABLE platforms ({names})")
        peer.execute("INSERT INTO platforms SELECT * FROM ours.r_platforms")
        peer.execute("CREATE INDEX platforms_name ON platforms (f_name, id)")


def measure_registers(folder: str) -> None:
    password = secrets.token_urlsafe(12)
    data = f"{folder}/registers"
    subprocess.run(
        [PROGRAM, "demo", "--data", data, "--prepare"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"LUOSHI_DEMO_PASSWORD": password}, check=True)
    server = Server(data, f"{folder}/registers.log", "--today", "2022-08-05")
    try:
        asker = Asker(server, server.token("kjj", password, "record.read.*", "record.import.*", "record.enter.*"))
        fill(asker)
        cookie = "Cookie: " + server.sign_in("kjj", password)
        record = asker.ask("/registers/platforms/records?limit=1")["items"][0]["id"]
        ours = {
            "page": load(f"{server.address}/registers/platforms", cookie),
            "one": load(f"{asker.base}/registers/platforms/records/{record}", asker.header),
            "hundred": load(f"{asker.base}/registers/platforms/records?limit=100&sort=name", asker.header),
        }
        measure_lists(server, cookie)
        row("resident memory, after the register's load", f"{server.memory():.0f} MB")
    finally:
        server.stop()
    peer_table(data, f"{folder}/peer.db")
    measure_peers(folder, record, ours)


def measure_lists(server: Server, cookie: str) -> None:
    """Every way to narrow and to sort the list that its page offers, one after another: how long the slowest takes."""
    slowest: dict[str, float] = {}
    asked = {"sorted": ["name", "kind", "level", "field", "certified_on", "document", "host", "owner", "-expires_on", "assessed_on"],
             "narrowed": ["kind=pilot_base", "level=municipal", "level=region", "certified_on.from=2021-11-01", "words=99号",
                          "document.has=99999", "unit=451082", "owner=451000-kjj", "field=other", "revoked_on.to=2022-01-01"]}
    for sort, query in [(f"sort={sort}", "") for sort in asked["sorted"]] + [("", query) for query in asked["narrowed"]]:
        path = "/registers/platforms?" + "&".join(filter(None, (sort, urllib.parse.quote(query, safe="=&.-"))))
        request = urllib.request.Request(server.address + path, headers=dict([cookie.split(": ", 1)]))
        times = []
        for _ in range(3):
            start = time.perf_counter()
            urllib.request.urlopen(request).close()
            times.append((time.perf_counter() - start) * 1000)
        slowest[sort or query] = min(times)
    worst = sorted(slowest.items(), key=lambda item: -item[1])[:3]
    row("slowest lists, one at a time", ", ".join(f"{name} {time:.0f} ms" for name, time in worst), "< 100 ms")


def measure_peers(folder: str, record: str, ours: dict[str, tuple[float, str]]) -> None:
    file = f"{folder}/peer.db"

    def run(name: str, command: list[str], port: int, probe: str, paths: dict[str, str]) -> dict[str, float]:
        log = f"{folder}/{name}.log"
        process = subprocess.Popen(
            command, stdout=open(log, "w"), stderr=subprocess.STDOUT, cwd=ROOT / "scripts",
            env=os.environ | {"BENCH_DATABASE": file}, start_new_session=True)
        try:
            await_answer(f"http://127.0.0.1:{port}{probe}", process, log)
            return {key: load(f"http://127.0.0.1:{port}{path}")[0] for key, path in paths.items()}
        finally:
            process.terminate()
            process.wait()

    # As it comes, it counts the rows and proposes facets for each page; our page counts to a thousand and proposes fields, so it
    # is asked without as well.
    for name, options, query in (
        ("Datasette as it comes", [], ""), ("Datasette without facets and count", ["--setting", "suggest_facets", "off"], "&_nocount=1"),
    ):
        port = free_port()
        datasette = run(
            "datasette", [str(PEERS / "datasette"), "serve", file, "--port", str(port), *options], port, "/peer/platforms",
            {"page": f"/peer/platforms?_sort=f_name&_size=100{query}"})
        compare(f"100 rows of 100,000 as a page; {name}", ours["page"], datasette["page"], 20)
    for workers in (1, os.cpu_count() or 1):
        port = free_port()
        peer = run(
            f"fastapi-{workers}",
            [str(PEERS / "uvicorn"), "bench_peer:app", "--port", str(port), "--workers", str(workers), "--log-level", "warning",
             "--no-access-log"], port, f"/records/{record}",
            {"one": f"/records/{record}", "hundred": "/records?limit=100"})
        name = f"FastAPI + SQLAlchemy, {workers} worker{'s' if workers > 1 else ''}"
        wanted = 10 if workers == 1 else 0
        compare(f"one record as JSON; {name}", ours["one"], peer["one"], wanted)
        compare(f"100 records as JSON; {name}", ours["hundred"], peer["hundred"], wanted)


def compare(what: str, ours: tuple[float, str], theirs: float, wanted: int) -> None:
    row(what, f"{ours[0]:.0f} / {theirs:.0f} a second = {ours[0] / theirs:.1f} ×", f"≥ {wanted} ×" if wanted else "")
