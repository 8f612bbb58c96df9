"""A city with units and roles but no plan yet, served on a free port: where a document becomes the plan."""

import shutil
import subprocess
from pathlib import Path

from server import ROOT, ServedSite


class ReviewServer(ServedSite):
    """Starts `luoshi serve` on the built-in package without its plan, with an account of the office and those asked for."""

    def __init__(self, today: str | None = None, accounts: dict[str, list[str]] | None = None) -> None:
        """`today`: the business day; `accounts`: options of `luoshi user add` by login."""
        super().__init__("luoshi-review-")
        self.accounts = {"office": ["--role", "office", "--unit", "451000-ldxzb"]} | (accounts or {})
        self.day = ["--today", today] if today else []
        self.since = ["--from", today] if today else []
        package = Path(self.folder.name) / "package"
        shutil.copytree(ROOT / "packages/baise-2021-2023", package, ignore=shutil.ignore_patterns("plan"))
        self.serve = [self.program, "serve", *self.data, "--package", str(package), "--port", str(self.port)]

    def __enter__(self) -> "ReviewServer":
        try:
            self.start(self.serve + self.day)
            for login, options in self.accounts.items():
                subprocess.run(
                    [self.program, "user", "add", login, "--name", f"测试{login}", *options, *self.since, *self.data],
                    cwd=ROOT, input=self.password + "\n", text=True, stdout=self.log, stderr=self.log, check=True)
        except BaseException:
            self.__exit__()
            raise
        return self

    def restart(self, today: str) -> None:
        """Goes on with another business day."""
        self.stop()
        self.start([*self.serve, "--today", today])
