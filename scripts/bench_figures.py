"""300 figures of a city over 3,300 institutions and 36 months: beside live queries over the values, and the bare rolled-up rows.

    bench_figures.py FIGURES-BENCH [SCALE]     alone; SCALE 0.1 takes 330 institutions
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from decimal import Decimal

from bench_figures_orders import measure_orders
from bench_figures_peers import DuckDB, PostgreSQL
from bench_server import ROOT, row

MONTHS = 36
TABLES = ("figure_flows", "figure_openings", "figure_changes")


class Bench:
    """The program `figures-bench` and the folder for its databases."""

    def __init__(self, program: str, folder: str) -> None:
        self.program = str(ROOT / program)
        self.folder = folder

    def run(self, *arguments: str) -> list[list[str]]:
        done = subprocess.run([self.program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def filled(self, units: int, months: int = MONTHS, values: bool = False) -> str:
        """An SQLite database with the figures of so many institutions, their values as well where they are wanted."""
        path = f"{self.folder}/figures-{units}-{months}.sqlite"
        self.run("prepare", path, str(units))
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for pragma in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
                database.execute(f"PRAGMA {pragma}")
            database.executescript("BEGIN;" + filling(months, values) + "COMMIT; ANALYZE;")
        return path


def filling(months: int, values: bool) -> str:
    text = (ROOT / "scripts/bench_figures.sql").read_text()
    text = text.replace("{months}", str(months)).replace("{values}", str(int(values)))
    made = ("numbers", "indicators", "months", "days", "units", "parts", "flows")
    return text + "".join(f"DROP TABLE bench_{name};\n" for name in made)


def remove(path: str) -> None:
    """A database with all that lies beside it."""
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.unlink(path + ending)


def times(lines: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Milliseconds by name: the median, and what nineteen of twenty stay under."""
    return {line[1]: (float(line[2]) / 1000, float(line[3]) / 1000) for line in lines if line[0] == "time"}


def check_filling(bench: Bench) -> None:
    """What is filled by SQL is what the product makes of the same values when they are entered: row by row."""
    entered = f"{bench.folder}/entered.sqlite"
    found = bench.run("enter", entered, "14", "3")
    if found != [["differences", "0"]]:
        sys.exit(f"the product's own recount differs: {found}")
    with closing(sqlite3.connect(bench.filled(14, 3))) as ours:
        ours.execute("ATTACH ? AS entered", (entered,))
        for table in TABLES:
            kept = f"SELECT * FROM {{}}.{table} WHERE amount <> 0 OR parts <> 0"
            for one, other in (("main", "entered"), ("entered", "main")):
                lost = ours.execute(f"SELECT COUNT(*) FROM ({kept.format(one)} EXCEPT {kept.format(other)})").fetchone()[0]
                if lost:
                    sys.exit(f"{table}: {lost} rows of {one} are not in {other}")
        rows = sum(ours.execute(f"SELECT COUNT(*) FROM main.{table}").fetchone()[0] for table in TABLES)
    row("filled by SQL, beside 14 institutions entered", f"{rows} rows, all the same")


def bare(path: str) -> dict[str, float]:
    """Milliseconds of the same rows of the city in plain SQLite, fetched whole."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        city = database.execute("SELECT number FROM figure_units WHERE unit = '9000'").fetchone()[0]
        cf, rs = (database.execute("SELECT number FROM figure_indicators WHERE key = ?", (key,)).fetchone()[0] for key in ("cf017", "rs250"))
        year = ", ".join(str(202300 + month) for month in range(1, 12))
        months = ", ".join(str((2021 + month // 12) * 100 + month % 12 + 1) for month in range(MONTHS + 1))
        columns = "indicator, amount, parts FROM"
        asked = {
            "month": [f"SELECT {columns} figure_flows WHERE period = 202311 AND unit = {city}",
                      f"SELECT {columns} figure_openings WHERE month = 202312 AND unit = {city}"],
            "day": [f"SELECT period, {columns} figure_flows WHERE period IN ({year}) AND unit = {city}",
                    f"SELECT {columns} figure_openings WHERE month = 202311 AND unit = {city}",
                    f"SELECT {columns} figure_changes WHERE month = 202311 AND unit = {city} AND day <= 17"],
            "trend-flow": [f"SELECT period, {columns} figure_flows WHERE period IN ({months}) AND unit = {city} AND indicator = {cf}"],
            "trend-stock": [f"SELECT month, {columns} figure_openings WHERE month IN ({months}) AND unit = {city} AND indicator = {rs}"],
        }
        taken = {}
        for name, statements in asked.items():
            runs = []
            for _ in range(300):
                start = time.perf_counter()
                for statement in statements:
                    database.execute(statement).fetchall()
                runs.append((time.perf_counter() - start) * 1000)
            taken[name] = statistics.median(runs)
        return taken


def values(lines: list[list[str]], name: str) -> dict[str, Decimal]:
    return {line[2]: Decimal(line[3]) for line in lines if line[:2] == ["value", name] and not line[2].startswith("ra")}


def measure_reading(bench: Bench, units: int, peers: list) -> None:
    path = bench.filled(units)
    row(f"300 indicators, {MONTHS} months, {units} institutions", f"{300 * MONTHS * units / 1e6:.1f} million values, {os.path.getsize(path) / 1e6:.0f} MB")
    lines = bench.run("read", path)
    ours, floor = times(lines), bare(path)
    remove(path)
    titles = {"month": "300 figures and 40 ratios at a month's end", "day": "the same on a day",
              "trend-flow": "36 months of one that happens", "trend-stock": "36 months of one that stands"}
    goals = {"month": 300, "day": 50, "trend-flow": 100, "trend-stock": 100}
    for name, title in titles.items():
        row(title, f"{ours[name][0]:.3f} ms, 95 % within {ours[name][1]:.3f}")
        limit = "≤ 3 ×" if name in ("month", "day") else ""
        row("  bare rows in SQLite", f"{floor[name]:.3f} ms = {ours[name][0] / floor[name]:.1f} ×", limit)
    for peer in peers:
        peer.fill(units, MONTHS)
        for name, title in titles.items():
            found, taken = peer.ask(name)
            if found != values(lines, name):
                sys.exit(f"{peer.name} has other figures than ours: {name}")
            wanted = f"≥ {goals[name]} ×" if peer.name == "PostgreSQL" else ""
            row(f"  {peer.name}, {name}", f"{taken:.1f} ms = {taken / ours[name][0]:.0f} ×", wanted)
        peer.drop()


def measure_submission(bench: Bench, sizes: tuple[int, int], server: PostgreSQL) -> None:
    count = 33
    taken: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    for units in sizes:
        path = bench.filled(units, values=True)
        taken["SQLite"].append(times(bench.run("submit", path, str(units), str(count)))["submit"][0])
        remove(path)
        place = server.place(f"units{units}")
        bench.run("prepare", place, str(units))
        server.script(f"SET search_path TO units{units};" + filling(MONTHS, True) + "ANALYZE;")
        if units == sizes[-1]:
            read = times(bench.run("read", place))
            row(f"ours on PostgreSQL, {units} institutions: month, day", f"{read['month'][0]:.2f} / {read['day'][0]:.2f} ms")
        taken["PostgreSQL"].append(times(bench.run("submit", place, str(units), str(count)))["submit"][0])
        server.script(f"DROP SCHEMA units{units} CASCADE")
    for engine, limit in (("SQLite", 5), ("PostgreSQL", 20)):
        small, large = taken[engine]
        row(f"a report of 300 values, {engine}; {sizes[0]} / {sizes[1]} institutions", f"{small:.1f} / {large:.1f} ms", f"≤ {limit} ms, flat")


def measure_figures(program: str, folder: str, scale: float = 1) -> None:
    bench = Bench(program, folder)
    units = max(33, round(3300 * scale))
    check_filling(bench)
    small = bench.filled(max(33, units // 10))
    measure_orders(small)
    remove(small)
    with PostgreSQL() as server:
        measure_reading(bench, units, [server, DuckDB(folder)])
        measure_submission(bench, (33, max(33, units // 10)), server)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="luoshi-figures-") as place:
        measure_figures(sys.argv[1], place, float(sys.argv[2]) if len(sys.argv) > 2 else 1)
