"""A real Neo4j server without a container, for tests and for developers.

    python scripts/neo4j_server.py                 # prints the Bolt URL, runs until Ctrl-C
    python scripts/neo4j_server.py --home var/neo4j --port 7687     # keeps its data

The first run fetches the server with Maven (116 MB) into the user's cache; later runs start in
about six seconds. It listens on the loopback interface only, without a password.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent / "neo4j"
START_SECONDS: Final = 120
INSTALL: Final = "sudo apt-get install openjdk-17-jdk-headless maven"


class ToolsMissing(RuntimeError):
    """Java or Maven is not installed; the message names the command that installs them."""


class NotStarted(RuntimeError):
    """The server could not be fetched or started; the message says what it said."""


def version() -> str:
    """The Neo4j version that ``pom.xml`` names."""
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    found = ElementTree.parse(HERE / "pom.xml").findtext(".//m:dependency/m:version", "", space)
    return found.strip()


def _require(*tools: str) -> None:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        raise ToolsMissing(
            f"缺少 {'、'.join(missing)};请运行:{INSTALL} / "
            f"{' and '.join(missing)} not found; run: {INSTALL}"
        )


def cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "xinmai" / f"neo4j-{version()}"


def libraries() -> Path:
    """The folder of the server's jars, fetched once; two runs at a time wait for each other."""
    folder = cache()
    if folder.is_dir():
        return folder
    _require("java", "mvn")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _fetch(folder)
    return folder


def _fetch(folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        fresh = Path(scratch) / "lib"
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml")]
        command += ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NotStarted(f"Maven 未能取得 Neo4j / Maven could not fetch Neo4j:\n{done.stdout}")
        fresh.rename(folder)


def _lay_out(home: Path, port: int) -> None:
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    settings = (HERE / "neo4j.conf").read_text(encoding="utf-8")
    settings += f"server.bolt.listen_address=127.0.0.1:{port}\n"
    (conf / "neo4j.conf").write_text(settings, encoding="utf-8")


def _start(home: Path, port: int) -> subprocess.Popen[str]:
    _require("java")
    jars = libraries()
    _lay_out(home, port)
    command = ["java", "-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command += ["--add-opens=java.base/java.nio=ALL-UNNAMED"]
    command += ["--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"]
    command += ["-cp", f"{jars}/*", str(HERE / "Serve.java"), str(home)]
    with (home / "server.log").open("w") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C reaches us; we then close the server in order
        )


def _address(server: subprocess.Popen[str], home: Path) -> str:
    """The URL that the server says once Bolt answers."""
    assert server.stdout is not None
    alarm = threading.Timer(START_SECONDS, server.kill)
    alarm.start()
    try:
        for line in server.stdout:
            if line.startswith("bolt://"):
                return line.strip()
    finally:
        alarm.cancel()
    said = (home / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:]
    raise NotStarted(f"Neo4j 未能启动 / Neo4j did not start:\n{said}")


def _stop(server: subprocess.Popen[str], *, keep: bool) -> None:
    assert server.stdin is not None and server.stdout is not None
    server.stdin.close()
    if not keep:
        server.kill()  # an orderly end takes ten seconds, and these data are thrown away
    try:
        server.wait(timeout=60)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    server.stdout.close()


class Server:
    """A server on one folder and port that may be killed and started again."""

    def __init__(self, home: Path, port: int) -> None:
        self._home, self._port = home.resolve(), port
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """The Bolt URL, once it answers."""
        self._process = _start(self._home, self._port)
        return _address(self._process, self._home)

    def signal(self, number: int) -> None:
        """Send the server's process a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        if self._process is not None:
            _stop(self._process, keep=False)
            self._process = None


@contextmanager
def running_server(home: Path | None = None, port: int = 0) -> Iterator[str]:
    """Run a server and give its Bolt URL; without a ``home`` its data are thrown away after."""
    with tempfile.TemporaryDirectory(prefix="xinmai-neo4j-") as scratch:
        place = (home or Path(scratch)).resolve()
        server = _start(place, port)
        try:
            yield _address(server, place)
        finally:
            _stop(server, keep=home is not None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--version", action="version", version=f"Neo4j {version()}")
    parser.add_argument("--home", type=Path, help="keep the data in this folder")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    given = parser.parse_args()
    try:
        with running_server(given.home, given.port) as url:
            print(url, flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    except (ToolsMissing, NotStarted) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
