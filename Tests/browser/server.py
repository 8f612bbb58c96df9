"""The demonstration, prepared in a temporary folder and served on a free port of this machine."""

import os
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


class ServedSite:
    """A program that serves the site on a free port of this machine, with a folder of its own."""

    def __init__(self, prefix: str) -> None:
        self.program = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))
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
    """Starts `luoshi demo` and stops it again, whatever happens in between."""

    def __init__(self, provider: str) -> None:
        super().__init__("luoshi-browser-")
        self.provider = provider
        # The real document is not ours to carry; where it lies beside the repository, its sentences are walked as well.
        self.document = next(iter(sorted(SEEDS.glob("*.txt"))), None)

    def __enter__(self) -> "DemonstrationServer":
        demo = [self.program, "demo", *self.data]
        imported = ["--document", str(self.document)] if self.document else []
        environment = os.environ | {"LUOSHI_DEMO_PASSWORD": self.password}
        settings = Path(self.folder.name) / "oidc.yaml"
        settings.write_text(
            f"issuer: {self.provider}\ntitle: 演示统一身份认证\nclient_id: luoshi\nclient_secret: browser-tests\n"
            f"site: {self.address}\n")
        subprocess.run(
            demo + imported + ["--prepare"], cwd=ROOT, env=environment, stdout=self.log, stderr=self.log, check=False)
        try:
            self.start(demo + ["--port", str(self.port), "--oidc", str(settings)], environment)
        except BaseException:
            self.__exit__()
            raise
        return self
