"""The values themselves in PostgreSQL and in DuckDB, and the live queries over them."""

import re
import statistics
import subprocess
import time
from decimal import Decimal

import duckdb

from bench_server import ROOT

# The values of scripts/bench_figures.sql, before anything is added up. What stands holds from its day on until next month's.
FACTS = """
SELECT CAST(m AS SMALLINT) AS month, CAST(n AS SMALLINT) AS indicator, CAST(u AS SMALLINT) AS unit,
    CAST(CASE WHEN n < 150 THEN 0 WHEN n < 180 THEN 31 ELSE (n * 5 + u * 3) % 28 + 1 END AS SMALLINT) AS day,
    CAST((n * 7 + m * 31) % 500 + 1 + u * 13 % 500 AS BIGINT) AS amount
FROM generate_series(0, {months} - 1) a(m) CROSS JOIN generate_series(0, 299) b(n) CROSS JOIN generate_series(0, {units} - 1) c(u)
"""
# November 2023 is month 34; its year began with 24.
QUERIES = {
    "month": "SELECT indicator, SUM(amount) FROM facts WHERE month = 34 GROUP BY indicator",
    "day": """
        SELECT indicator, SUM(amount) FROM facts WHERE indicator < 150 AND month BETWEEN 24 AND 34 GROUP BY indicator
        UNION ALL
        SELECT indicator, SUM(amount) FROM facts
        WHERE indicator >= 150 AND (month = 34 AND day <= 17 OR month = 33 AND day > 17) GROUP BY indicator""",
    "trend-flow": "SELECT month, SUM(amount) FROM facts WHERE indicator = 17 GROUP BY month",
    "trend-stock": "SELECT month, SUM(amount) FROM facts WHERE indicator = 250 GROUP BY month",
}


def named(name: str, rows: list[tuple]) -> dict[str, Decimal]:
    """By the indicator's key, or by the month."""
    def key(number: int) -> str:
        if name.startswith("trend"):
            return f"{2021 + number // 12}-{number % 12 + 1:02}"
        return f"{'cf' if number < 120 else 'rf' if number < 150 else 'cs' if number < 180 else 'rs'}{number:03}"
    return {key(int(number)): Decimal(amount) for number, amount in rows}


class PostgreSQL:
    """A server of its own, as scripts/postgres-start makes it: what is committed lies on the disk."""

    name = "PostgreSQL"

    def __enter__(self) -> "PostgreSQL":
        started = subprocess.run([ROOT / "scripts/postgres-start"], capture_output=True, text=True, check=True).stdout
        self.url = re.search("LUOSHI_TEST_POSTGRES=(.*)", started)[1]
        self.folder = re.search("LUOSHI_TEST_POSTGRES_DIR=(.*)", started)[1]
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run([ROOT / "scripts/postgres-stop", self.folder], check=True)

    def place(self, schema: str) -> str:
        return f"{self.url},{schema}"

    def script(self, text: str) -> str:
        return subprocess.run(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-At", "-F", "\t", self.url], input=text, capture_output=True, text=True, check=True).stdout

    def fill(self, units: int, months: int) -> None:
        self.script(
            "CREATE UNLOGGED TABLE facts AS" + FACTS.format(units=units, months=months) + ";"
            "SET maintenance_work_mem = '512MB';"
            "CREATE INDEX facts_by_month ON facts (month, indicator) INCLUDE (day, amount);"
            "CREATE INDEX facts_by_indicator ON facts (indicator, month) INCLUDE (amount);")
        self.script("VACUUM ANALYZE facts")

    def ask(self, name: str) -> tuple[dict[str, Decimal], float]:
        """The answer, and the median of its milliseconds as psql takes them."""
        rows = [tuple(line.split("\t")) for line in self.script(QUERIES[name]).splitlines()]
        timed = self.script("\\timing on\n" + (QUERIES[name] + " \\g /dev/null\n") * 9)
        return named(name, rows), statistics.median(float(taken) for taken in re.findall(r"Time: ([\d.]+) ms", timed))

    def drop(self) -> None:
        self.script("DROP TABLE facts")


class DuckDB:
    """A file of its own; all cores, as it comes."""

    name = "DuckDB"

    def __init__(self, folder: str) -> None:
        self.path = f"{folder}/facts.duckdb"

    def fill(self, units: int, months: int) -> None:
        self.connection = duckdb.connect(self.path)
        self.connection.execute("CREATE TABLE facts AS" + FACTS.format(units=units, months=months))
        self.connection.execute("CHECKPOINT")

    def ask(self, name: str) -> tuple[dict[str, Decimal], float]:
        taken = []
        for _ in range(15):
            start = time.perf_counter()
            rows = self.connection.execute(QUERIES[name]).fetchall()
            taken.append((time.perf_counter() - start) * 1000)
        return named(name, rows), statistics.median(taken)

    def drop(self) -> None:
        self.connection.close()
