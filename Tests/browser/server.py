"""The demonstration, prepared once, and its copies, each served on a free port of this machine."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PROGRAM = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))


class Demonstration:
    """The demonstration as it is before anybody works with it: whoever wants a copy first, in whichever process, prepares it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.password = secrets.token_urlsafe(12)
        # The real document is not ours to carry; where it lies beside the repository, its sentences are walked as well.
        self.document = next(iter(sorted(SEEDS.glob("*.txt"))), None)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"LUOSHI_DEMO_PASSWORD": self.password}

    def copy(self, to: str) -> None:
        """Copies its data to a folder that is not there yet."""
        told = self.folder / "log"
        with open(self.folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                self._prepare(told)
            if not (self.folder / "prepared").exists():
                raise RuntimeError(f"the demonstration was not prepared:\n{told.read_text()}")
        shutil.copytree(self.folder / "data", to)

    def _prepare(self, told: Path) -> None:
        imported = ["--document", str(self.document)] if self.document else []
        with open(told, "w") as log:
            done = subprocess.run(
                [PROGRAM, "demo", "--data", str(self.folder / "data"), *imported, "--prepare"], cwd=ROOT, env=self.environment,
                stdout=log, stderr=log)
        if done.returncode == 0:
            (self.folder / "prepared").touch()


class ServedSite:
    """A program that serves the site on a free port of this machine, with a folder of its own."""

    def __init__(self, prefix: str) -> None:
        self.program = PROGRAM
        self.password = secrets.token_urlsafe(12)
        self.folder = tempfile.TemporaryDirectory(prefix=prefix)
        self.log = open(Path(self.folder.name) / "log", "w+")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.data = ["--data", f"{self.folder.name}/data"]
        self.process: subprocess.Popen | None = None

    def start(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        """Starts the program and waits until it answers."""
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=self.log, stderr=self.log)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(self.address + "/health", timeout=60).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.log.seek(0)
        raise SystemExit(f"the server did not start:\n{self.log.read()}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.log.close()
        self.folder.cleanup()


class DemonstrationServer(ServedSite):
    """Starts `luoshi demo` on a copy and stops it again, whatever happens in between."""

    def __init__(self, demonstration: Demonstration, provider: str) -> None:
        super().__init__("luoshi-browser-")
        self.demonstration = demonstration
        self.provider = provider
        self.password = demonstration.password

    def __enter__(self) -> "DemonstrationServer":
        settings = Path(self.folder.name) / "oidc.yaml"
        settings.write_text(
            f"issuer: {self.provider}\ntitle: 演示统一身份认证\nclient_id: luoshi\nclient_secret: browser-tests\n"
            f"site: {self.address}\n")
        try:
            self.demonstration.copy(self.data[1])
            self.start(
                [self.program, "demo", *self.data, "--port", str(self.port), "--oidc", str(settings)],
                self.demonstration.environment)
        except BaseException:
            self.__exit__()
            raise
        return self


class DemonstrationOnDays(ServedSite):
    """A copy of the demonstration, served on one business day after another."""

    def __init__(self, demonstration: Demonstration, prefix: str) -> None:
        super().__init__(prefix)
        self.demonstration = demonstration
        self.password = demonstration.password

    def __enter__(self) -> "DemonstrationOnDays":
        try:
            self.demonstration.copy(self.data[1])
        except BaseException:
            self.__exit__()
            raise
        return self

    def on(self, today: str) -> None:
        self.stop()
        self.start([self.program, "serve", *self.data, "--port", str(self.port), "--today", today])
