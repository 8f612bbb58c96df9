"""The measurements of scripts/bench: import, start, memory, pages a second, registers, workbooks, figures. Prints a table.

    bench.py LUOSHI SHEETS-BENCH FIGURES-BENCH [registers|sheets|site|figures]     one part alone
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_figures import measure_figures
from bench_registers import measure_registers
from bench_server import PROGRAM, ROOT, SEEDS, Server, load, row
from bench_sheets import measure_sheets


def milliseconds(*arguments: str, runs: int = 15) -> float:
    """The median time of a run of the program, from start to end."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([PROGRAM, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def numeral(number: int) -> str:
    """1 to 99 as the Chinese number headings."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def plan_of(size: int) -> str:
    """A made-up plan of about so many bytes: headings, tasks with annotations, targets."""
    lines = ["某市推进产业创新三年实施方案（2021—2023年）", ""]
    written = 0
    for number in range(10**6):
        if written >= size:
            return "\n".join(lines)
        part, rest = divmod(number, 100)
        section, task = divmod(rest, 10)
        new = [f"{numeral(part % 99 + 1)}、重点任务之{numeral(part % 99 + 1)}"] if rest == 0 else []
        new += [f"（{numeral(section + 1)}）实施第{numeral(section + 1)}项工程"] if task == 0 else []
        new.append(
            f"{task + 1}.培育创新主体。支持企业建设研发机构，组织产学研合作，完善服务体系，推动成果在本地转化应用。"
            f"到2023年，高新技术企业达到{number + 20}家以上，研发经费投入强度达到1.{task}%，新建创新平台{task + 3}家。"
            "（责任单位：市科技局、市发展改革委、市工业和信息化局、市财政局，各县（市、区）人民政府）")
        lines += new
        written += sum(len(line.encode()) + 1 for line in new)
    raise ValueError(size)


def measure_import(folder: str) -> None:
    start = milliseconds("--help")
    row("the program starts and ends", f"{start:.1f} ms")
    if SEEDS:
        row("import of the issued plan, after start", f"{milliseconds('import', str(SEEDS[0])) - start:.1f} ms", "≤ 50 ms")
    else:
        row("import of the issued plan, after start", "not measured", "the document is not in ../shared/seeds")
    work = {}
    for size in (100_000, 1_000_000):
        file = Path(folder) / f"{size}.txt"
        file.write_text(plan_of(size))
        work[size] = milliseconds("import", str(file), runs=7) - start
    row("import of a generated plan, 100 kB / 1 MB", f"{work[100_000]:.1f} / {work[1_000_000]:.1f} ms")
    row("  t(1 MB) / t(100 kB)", f"{work[1_000_000] / work[100_000]:.1f}", "≤ 12")


def measure_site(folder: str) -> None:
    password = secrets.token_urlsafe(12)
    document = ["--document", str(SEEDS[0])] if SEEDS else []
    data = f"{folder}/data"
    subprocess.run(
        [PROGRAM, "demo", "--data", data, "--prepare", *document], cwd=ROOT, stdout=subprocess.DEVNULL,
        env=os.environ | {"LUOSHI_DEMO_PASSWORD": password}, check=True)
    starts = []
    for _ in range(5):
        server = Server(data, f"{folder}/log")
        starts.append(server.started)
        server.stop()
    row("from start to the first answer", f"{statistics.median(starts):.0f} ms", "< 100 ms")
    server = Server(data, f"{folder}/log")
    try:
        time.sleep(5)
        row("resident memory, idle", f"{server.memory():.0f} MB", "< 60 MB")
        for login, path in (("leader", "/overview"), ("leader", "/plan/2.3.4"), ("kjj", "/units/451000-kjj"),
                            ("leader", "/api/v1/units"), ("leader", "/api/v1/plan/targets?limit=20")):
            rate, slowest = load(server.address + path, "Cookie: " + server.sign_in(login, password))
            row(f"{path} with wrk, 8 connections", f"{rate:.0f} a second, 99 % within {slowest}")
        row("resident memory, after the load", f"{server.memory():.0f} MB")
    finally:
        server.stop()


if __name__ == "__main__":
    part = sys.argv[4] if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        if part in (None, "sheets"):
            measure_sheets()
        if part in (None, "site"):
            measure_import(folder)
            measure_site(folder)
        if part in (None, "registers"):
            measure_registers(folder)
        if part in (None, "figures"):
            measure_figures(sys.argv[3], folder, float(os.environ.get("LUOSHI_BENCH_SCALE", "1")))
