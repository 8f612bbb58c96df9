"""The working days of the package that ships, against an independent calendar of China's holidays."""

import datetime
import os
import subprocess
import unittest

import chinese_calendar

from server import ROOT

FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)


class CalendarTest(unittest.TestCase):
    def test_every_day_from_2020_to_2026_is_a_working_day_or_not_as_an_independent_calendar_has_it(self) -> None:
        program = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))
        printed = subprocess.run(
            [program, "calendar", str(ROOT / "packages/baise-2021-2023"), str(FIRST), str(LAST)], capture_output=True,
            text=True, check=True).stdout
        ours = dict(line.split("\t") for line in printed.splitlines())
        days = [FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
        theirs = {str(day): "工作日" if chinese_calendar.is_workday(day) else "休息日" for day in days}
        self.assertEqual(2557, len(theirs))
        self.assertEqual(theirs, ours)
