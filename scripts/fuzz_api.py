"""Runs schemathesis over the API of a server of its own, on each engine at hand."""

import http.cookiejar
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("LUOSHI_PROGRAM", str(ROOT / ".build/debug/luoshi"))
SCHEMATHESIS = str(Path(sys.executable).parent / "schemathesis")
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "ignored_auth", "negative_data_rejection",
]


class Server:
    """`luoshi serve` with the built-in package, an administrator and somebody of the office."""

    def __init__(self, folder: str, place: list[str]) -> None:
        self.password = secrets.token_urlsafe(12)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(Path(folder) / "log", "w+")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", *place, "--package", "packages/baise-2021-2023", "--port", str(port), "--rate", "1000000"],
            cwd=ROOT, stdout=self.log, stderr=self.log)
        self._await()
        for login, role in (("fuzzadmin", "admin"), ("fuzzoffice", "office")):
            subprocess.run(
                [PROGRAM, "user", "add", login, "--name", "演示", "--role", role, "--unit", "451000-ldxzb", *place], cwd=ROOT,
                input=self.password + "\n", text=True, check=True, stdout=self.log, stderr=self.log)

    def _await(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address + "/health", timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.log.seek(0)
        raise SystemExit(f"the server did not start:\n{self.log.read()}")

    def token(self, login: str) -> str:
        """Signs in as a person would, and makes a token with every permission that is offered."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

        def send(path: str, fields: dict[str, str] | None = None) -> str:
            data = urllib.parse.urlencode(fields).encode() if fields else None
            with browser.open(self.address + path, data) as answer:
                return answer.read().decode()

        send("/sign-in", {"login": login, "password": self.password})
        page = send("/me/tokens")
        csrf = re.search('name="csrf" value="([^"]+)"', page)[1]
        offered = dict.fromkeys(re.findall('name="(may:[^"]+)"', page), "yes")
        # Ending tokens would end the run.
        offered.pop("may:token.end", None)
        made = send("/me/tokens", {"csrf": csrf, "title": "fuzz", "days": "30", **offered})
        return re.search("luoshi_[0-9a-f]{64}", made)[0]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


def fuzz(server: Server, token: str, examples: int) -> bool:
    """Whether the API held, for whoever's token it is."""
    return subprocess.run(
        [SCHEMATHESIS, "run", server.address + "/api/v1/openapi.json", "--url", server.address + "/api/v1",
         "--header", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS),
         "--max-examples", str(examples), "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
         "--suppress-health-check", "all", "--warnings", "off"],
        cwd=tempfile.gettempdir()).returncode == 0


def main() -> int:
    examples = int(sys.argv[1])
    places = {"SQLite": lambda folder: ["--data", folder]}
    if postgres := os.environ.get("LUOSHI_TEST_POSTGRES"):
        places["PostgreSQL"] = lambda folder: ["--postgres", postgres, "--data", folder]
    results = []
    for engine, place in places.items():
        with tempfile.TemporaryDirectory(prefix="luoshi-fuzz-") as folder:
            server = Server(folder, place(folder))
            try:
                # Both first: the administrator's run may well set the other's password.
                tokens = {login: server.token(login) for login in ("fuzzoffice", "fuzzadmin")}
                for login, token in tokens.items():
                    print(f"── {engine}, {login}", flush=True)
                    results.append(fuzz(server, token, examples))
            finally:
                server.stop()
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
