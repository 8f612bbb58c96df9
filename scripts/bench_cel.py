"""The expressions' part of scripts/bench: one condition over a million distinct rows, beside others' and a SQL scan.

    bench_cel.py CEL-BENCH      the program that measures ours; runs with the Python that has the peers

All times are of the processor, the median of the runs. Every way must select the same rows.
"""

import sqlite3
import statistics
import subprocess
import sys
import time

import cel
import celpy

SOURCE = "score >= 71 && revenue > 2000000 && region in ['451002','451003']"
COUNT = 1_000_000
# cel-python would take minutes for all: it gets a part of them, in which every region and score occurs.
EACH = 49


def rows() -> list[tuple[int, int, str]]:
    """The rows of Sources/cel-bench/Rows.swift."""
    return [(i * 31 % 101, i * 7919 % 1_000_003 * 5, f"45{1001 + i * 17 % 12}") for i in range(COUNT)]


def measure(count: int, body, runs: int = 5) -> tuple[float, int]:
    """Microseconds a row, and what the body counted."""
    times, counted = [], 0
    for _ in range(runs):
        start = time.process_time()
        counted = body()
        times.append(time.process_time() - start)
    return statistics.median(times) / count * 1e6, counted


def sql_scan(data: list) -> tuple[float, int]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, score INTEGER, revenue INTEGER, region TEXT) STRICT")
    database.executemany("INSERT INTO r (score, revenue, region) VALUES (?, ?, ?)", data)
    query = "SELECT count(*) FROM r WHERE score >= ? AND revenue > ? AND region IN (?, ?)"
    return measure(COUNT, lambda: database.execute(query, (71, 2_000_000, "451002", "451003")).fetchone()[0])


def rust(data: list) -> tuple[float, int]:
    program = cel.compile(SOURCE)
    given = [{"score": score, "revenue": revenue, "region": region} for score, revenue, region in data]
    return measure(COUNT, lambda: sum(1 for row in given if program.execute(row)), runs=3)


def cel_python(data: list, runner) -> tuple[float, int]:
    # It keeps one parser, which makes trees for the kind of program that came first.
    celpy.celparser.CELParser.CEL_PARSER = None
    environment = celpy.Environment(runner_class=runner)
    program = environment.program(environment.compile(SOURCE))
    kinds = celpy.celtypes
    given = [
        {"score": kinds.IntType(score), "revenue": kinds.IntType(revenue), "region": kinds.StringType(region)}
        for score, revenue, region in data[::EACH]
    ]
    return measure(len(given), lambda: sum(1 for row in given if program.evaluate(row)), runs=3)


def line(what: str, microseconds: float, wanted: str = "") -> None:
    print(f"{what:58} {microseconds:>12.4f} µs a row   {wanted}", flush=True)


def main() -> None:
    print(f"{SOURCE}\n{COUNT:,} distinct rows")
    ours = {}
    for text in subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines():
        name, nanoseconds, counted = text.split("\t")
        ours[name] = (float(nanoseconds) / 1000, int(counted))
    data = rows()
    line("compiled and checked, once", ours["compile"][0])
    line("this program, each row with bound slots", ours["slots"][0], "≤ 0.12")
    line("this program, whole columns", ours["columns"][0], "≤ 0.03")
    line("a plain Swift closure", ours["closure"][0])
    others = {"a scan in SQLite, in memory": sql_scan(data), "common-expression-language (Rust), a dict a row": rust(data)}
    for what, (microseconds, _) in others.items():
        line(what, microseconds)
    part = sum(1 for s, r, g in data[::EACH] if s >= 71 and r > 2_000_000 and g in ("451002", "451003"))
    for name, runner in (("interpreted", celpy.InterpretedRunner), ("compiled", celpy.CompiledRunner)):
        microseconds, counted = cel_python(data, runner)
        line(f"cel-python, {name}, one row in {EACH}", microseconds)
        if counted != part:
            sys.exit(f"cel-python selects {counted} rows, not {part}")
    selected = {ours[way][1] for way in ("closure", "slots", "columns")} | {counted for _, counted in others.values()}
    if len(selected) > 1:
        sys.exit(f"not all select the same rows: {selected}")
    print(f"{selected.pop():,} rows selected, by all the same")


if __name__ == "__main__":
    main()
