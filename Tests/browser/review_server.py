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
    """Starts `luoshi serve` on the built-in package without its plan, with one account of the office."""

    def __init__(self) -> None:
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
        data = ["--data", f"{self.folder.name}/data"]
        self.process = subprocess.Popen(
            [self.program, "serve", *data, "--package", str(package), "--port", str(port)], cwd=ROOT, stdout=self.log,
            stderr=self.log)
        try:
            self._await()
            subprocess.run(
                [self.program, "user", "add", "office", "--name", "测试办公室", "--role", "office", "--unit",
                 "451000-ldxzb", *data], cwd=ROOT, input=self.password + "\n", text=True, stdout=self.log,
                stderr=self.log, check=True)
        except BaseException:
            self.__exit__()
            raise
        return self

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
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()
