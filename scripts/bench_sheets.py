"""A workbook of 100,000 rows of 20 Chinese texts: written beside libxlsxwriter, read beside calamine."""

import os
import subprocess
import sys
import tempfile
import time

from bench_server import ROOT, row

PROGRAM = str(ROOT / sys.argv[2])
PYTHON = str(ROOT / ".assets/bench/bin/python")
CALAMINE = """
import sys, python_calamine
sheet = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0)
cells = sum(len(line) for line in sheet.iter_rows())
assert cells == 2_000_000, cells
"""


def run(*command: str) -> tuple[float, float]:
    """Seconds and the greatest resident megabytes; the best of three."""
    best = None
    for _ in range(3):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        if status:
            sys.exit(f"{command[0]} failed")
        found = (time.perf_counter() - start, used.ru_maxrss / 1024)
        best = min(best or found, found)
    return best


def measure_sheets() -> None:
    with tempfile.TemporaryDirectory(prefix="luoshi-sheets-") as folder:
        ours, bare = f"{folder}/ours.xlsx", f"{folder}/bare.xlsx"
        own, theirs = run(PROGRAM, "write", ours), run(PROGRAM, "write-bare", bare)
        row("workbook of 100,000 × 20 written; libxlsxwriter",
            f"{own[0]:.2f} s {own[1]:.0f} MB / {theirs[0]:.2f} s {theirs[1]:.0f} MB = {own[0] / theirs[0]:.2f} ×", "≤ 1.2 ×")
        row("  its size", f"{os.path.getsize(ours) / 1e6:.1f} / {os.path.getsize(bare) / 1e6:.1f} MB")
        shared = f"{folder}/shared.xlsx"
        subprocess.run([PROGRAM, "write-shared", shared], check=True)
        for name, file in (("as written here", ours), ("with shared texts", shared)):
            own, theirs = run(PROGRAM, "read", file), run(PYTHON, "-c", CALAMINE, file)
            row(f"workbook read, {name}; calamine",
                f"{own[0]:.2f} s {own[1]:.0f} MB / {theirs[0]:.2f} s {theirs[1]:.0f} MB = {own[0] / theirs[0]:.2f} ×", "≤ 1 ×, < 64 MB")
