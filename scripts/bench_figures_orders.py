"""The order in which rolled-up rows lie: the one that there is beside others, on the same rows."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing

from bench_server import row

ORDERS = ("period, unit, indicator", "unit, period, indicator", "unit, indicator, period", "indicator, unit, period")


def milliseconds(runs: int, work: Callable[[int], None]) -> float:
    taken = []
    for number in range(runs):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def measure_orders(path: str) -> None:
    """What happens, by month and year, in each order: a page of the city, its year up to a month, a trend, one indicator of all counties,
    and a report of 150 values that goes up to the city, put on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        unit = dict(database.execute("SELECT unit, number FROM figure_units"))
        counties = ", ".join(str(unit[str(9001 + number)]) for number in range(12))
        indicators = [number for number, in database.execute("SELECT DISTINCT indicator FROM figure_flows WHERE period = 202311")]
        leaves = [number for name, number in unit.items() if "-" in name]
        year = ", ".join(str(202300 + month) for month in range(1, 12))
        every = ", ".join(str(years * 100 + month) for years in (2021, 2022, 2023) for month in range(1, 13))
        print("    the order of rolled-up rows, in milliseconds")
        for order in ORDERS:
            database.execute(f"CREATE TABLE tried (period INTEGER NOT NULL, unit INTEGER NOT NULL, indicator INTEGER NOT NULL, amount INTEGER NOT NULL, parts INTEGER NOT NULL, PRIMARY KEY ({order})) STRICT, WITHOUT ROWID")
            # Month after month, as they come.
            database.execute("INSERT INTO tried SELECT * FROM figure_flows")
            pages = database.execute("SELECT SUM(pgsize) FROM dbstat WHERE name = 'tried'").fetchone()[0] if has_dbstat(database) else 0

            def read(where: str) -> Callable[[int], None]:
                return lambda _: database.execute(f"SELECT period, indicator, amount, parts FROM tried WHERE {where}").fetchall()

            def submit(number: int) -> None:
                chosen = random.Random(number).choice(leaves)
                touched = [(period, at, indicator) for period in (202400, 202401 + number % 12)
                           for at in (unit["9000"], unit["9001"], chosen) for indicator in indicators]
                touched.sort(key=lambda place: [place[("period", "unit", "indicator").index(part)] for part in order.split(", ")])
                database.execute("BEGIN IMMEDIATE")
                database.executemany(
                    "INSERT INTO tried VALUES (?, ?, ?, 1, 1) ON CONFLICT DO UPDATE SET amount = tried.amount + excluded.amount, parts = tried.parts + excluded.parts", touched)
                database.execute("COMMIT")

            city = unit["9000"]
            named = ", ".join(map(str, indicators))
            taken = [
                milliseconds(100, read(f"period = 202311 AND unit = {city} AND indicator IN ({named})" if order.endswith("period") else f"period = 202311 AND unit = {city}")),
                milliseconds(50, read(f"period IN ({year}) AND unit = {city} AND indicator IN ({named})" if order.endswith("period") else f"period IN ({year}) AND unit = {city}")),
                milliseconds(200, read(f"period IN ({every}) AND unit = {city} AND indicator = {indicators[17]}")),
                milliseconds(200, read(f"period = 202311 AND unit IN ({counties}) AND indicator = {indicators[17]}")),
                milliseconds(100, submit),
            ]
            words = ", ".join(f"{name} {value:.3f}" for name, value in zip(("page", "year", "trend", "counties", "report"), taken))
            row(f"  {order}", words + (f"; {pages / 1e6:.0f} MB" if pages else ""))
            database.execute("DROP TABLE tried")


def has_dbstat(database: sqlite3.Connection) -> bool:
    try:
        database.execute("SELECT 1 FROM dbstat LIMIT 1")
        return True
    except sqlite3.OperationalError:
        return False
