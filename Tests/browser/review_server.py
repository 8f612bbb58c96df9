"""A city with units and roles but no plan yet, served on a free port: where a document becomes the plan."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from server import ROOT


class ReviewServer:
    """Starts `luoshi serve` on the built-in package without its plan, with an account of the office and those asked for."""

    def __init__(self, today: str | None = None, accounts: dict[str, list[str]] | None = None) -> None:
        """`today`: the business day; `accounts`: options of `luoshi user add` by login."""
        self.today = today
        self.accounts = {"office": ["--role", "office", "--unit", "451000-ldxzb"]} | (accounts or {})
        self.program = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))
        self.password = secrets.token_urlsafe(12)
        self.address = ""

    def __enter__(self) -> "ReviewServer":
        self.folder = tempfile.TemporaryDirectory(prefix="luoshi-review-")
        package = Path(self.folder.name) / "package"
        shutil.copytree(ROOT / "packages/baise-2021-2023", package, ignore=shutil.ignore_patterns("plan"))
        self.log = open(Path(self.folder.name) / "log", "w+")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.data = ["--data", f"{self.folder.name}/data"]
        self.serve = [self.program, "serve", *self.data, "--package", str(package), "--port", str(port)]
        try:
            self._start()
            for login, options in self.accounts.items():
                since = ["--from", self.today] if self.today else []
                subprocess.run(
                    [self.program, "user", "add", login, "--name", f"测试{login}", *options, *since, *self.data], cwd=ROOT,
                    input=self.password + "\n", text=True, stdout=self.log, stderr=self.log, check=True)
        except BaseException:
            self.__exit__()
            raise
        return self

    def restart(self, today: str) -> None:
        """Goes on with another business day."""
        self._stop()
        self.today = today
        self._start()

    def _start(self) -> None:
        day = ["--today", self.today] if self.today else []
        self.process = subprocess.Popen([*self.serve, *day], cwd=ROOT, stdout=self.log, stderr=self.log)
        self._await()

    def _await(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address + "/health", timeout=5).close()
                return
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.log.seek(0)
        raise SystemExit(f"the server did not start:\n{self.log.read()}")

    def __exit__(self, *_: object) -> None:
        self._stop()
        self.log.close()
        self.folder.cleanup()

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
