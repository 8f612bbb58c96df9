"""What the parts of scripts/bench share: a server of the product, the load, and the lines of the table."""

import http.cookiejar
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(ROOT / sys.argv[1])
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def await_answer(address: str, process: subprocess.Popen, log: str) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                sys.exit(Path(log).read_text())
            time.sleep(0.001)


class Server:
    """`luoshi serve` on prepared data; `started` is how long the first answer took, in milliseconds."""

    def __init__(self, data: str, log: str, *options: str) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        start = time.perf_counter()
        port = self.address.rsplit(":", 1)[1]
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", data, "--port", port, "--rate", "1000000", *options], cwd=ROOT,
            stdout=open(log, "w"), stderr=subprocess.STDOUT)
        await_answer(self.address + "/health", self.process, log)
        self.started = (time.perf_counter() - start) * 1000

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def browser(self, login: str, password: str) -> tuple[urllib.request.OpenerDirector, str]:
        """Somebody who has signed in, and their session as a Cookie header."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        form = urllib.parse.urlencode({"login": login, "password": password, "next": "/"}).encode()
        opener.open(self.address + "/sign-in", form).close()
        return opener, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def sign_in(self, login: str, password: str) -> str:
        return self.browser(login, password)[1]

    def token(self, login: str, password: str, *permissions: str) -> str:
        """A program's token, made on the page as a person makes it."""
        opener, _ = self.browser(login, password)
        page = opener.open(self.address + "/me/tokens").read().decode()
        csrf = re.search('name="csrf" value="([^"]+)"', page)[1]
        form = {"csrf": csrf, "title": "bench", "days": "30", **{f"may:{name}": "yes" for name in permissions}}
        made = opener.open(self.address + "/me/tokens", urllib.parse.urlencode(form).encode()).read().decode()
        return re.search("luoshi_[0-9a-f]{64}", made)[0]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def load(address: str, *headers: str, seconds: int = 10) -> tuple[float, str]:
    """Answers a second in some seconds of wrk with eight connections, and within what time 99 % of them came."""
    sent = [word for header in headers for word in ("-H", header)]
    report = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", *sent, address], capture_output=True, text=True, check=True
    ).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])
    slowest = re.search(r"99%\s+(\S+)", report)[1]
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    return rate, slowest + (f"; {refused[1]} REFUSED" if refused else "")


def row(what: str, measured: str, wanted: str = "") -> None:
    print(f"{what:58} {measured:>40}   {wanted}", flush=True)
