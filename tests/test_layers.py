"""The layers and fences of the design, read from the imports themselves."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
MAX_LINES: Final = 400
LONG_LINES: Final = 300

MAY_IMPORT: Final = {
    "graph": {"graph"},
    "ingest": {"ingest", "graph"},
    "analyses": {"analyses", "graph"},
    "api": {"api", "analyses", "graph"},
    "cli": {"cli", "api", "analyses", "graph", "ingest"},
    "xinmai": {"xinmai"},  # the client: whoever asks over HTTP needs none of the service
}
OURS: Final = {
    "graph",
    "ingest",
    "analyses",
    "api",
    "cli",
    "bench",
    "scripts",
    "tests",
    "xinmai",
}
NEVER_A_STORE: Final = ("graph.store", "graph.sqlite*", "graph.neo4j*", "graph.networks")
FENCES: Final = {
    "neo4j": ("graph/neo4j_*.py",),
    "sqlite3": ("graph/sqlite_*.py", "api/audit*.py", "api/daybook.py"),
    "fastapi": ("api/*",),
    "starlette": ("api/*",),
    "uvicorn": ("api/*",),
    "httptools": ("api/*",),
    "numba": ("*kernels*.py",),
}


def imports(source: str) -> Iterator[str]:
    """Every module a file imports, at whatever depth; ``from a import b`` counts as a and a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(path: str, source: str) -> list[str]:
    """What a product file imports and may not."""
    layer = path.split("/", maxsplit=1)[0]
    found = []
    for module in imports(source):
        top = module.split(".", maxsplit=1)[0]
        wrong = top in OURS and top not in MAY_IMPORT[layer]
        fenced = top in FENCES and not any(fnmatch(path, place) for place in FENCES[top])
        stored = layer == "analyses" and any(fnmatch(module, store) for store in NEVER_A_STORE)
        if wrong or fenced or stored:
            found.append(f"{path} imports {module}")
    return found


def product_files() -> list[Path]:
    return [file for layer in MAY_IMPORT for file in (ROOT / layer).glob("**/*.py")]


def python_files() -> list[Path]:
    others = [
        file for name in ("tests", "bench", "scripts") for file in (ROOT / name).rglob("*.py")
    ]
    return product_files() + others


def test_every_file_keeps_to_its_layer() -> None:
    files = [file for file in product_files() if file.exists()]
    assert len(files) > 50
    found = [
        trespass
        for file in files
        for trespass in trespasses(
            file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graph/a.py", "import ingest.loader"),
        ("graph/a.py", "from analyses import paths"),
        ("ingest/a.py", "def f():\n    from api.app import create_app"),
        ("analyses/a.py", "from graph.store import Store"),
        ("analyses/a.py", "from graph import store"),
        ("analyses/a.py", "import graph.sqlite_store"),
        ("api/a.py", "import ingest"),
        ("api/a.py", "import tests.networks"),
        ("graph/network.py", "import numba"),
        ("graph/store.py", "import sqlite3"),
        ("graph/sqlite_store.py", "from neo4j import GraphDatabase"),
        ("ingest/a.py", "import fastapi"),
    ],
)
def test_a_trespass_would_be_found(path: str, source: str) -> None:
    assert trespasses(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ingest/a.py", "from graph.facts import Key"),
        ("analyses/a.py", "from graph.network import Network"),
        ("graph/kernels.py", "from numba import njit"),
        ("graph/neo4j_store.py", "import neo4j.exceptions"),
        ("graph/a.py", "from .facts import Key"),
        ("cli/a.py", "import api, ingest, graph, analyses"),
    ],
)
def test_what_the_design_allows_is_no_trespass(path: str, source: str) -> None:
    assert trespasses(path, source) == []


def test_files_stay_short() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files()
        if file.exists()
    }
    assert {file: lines for file, lines in lengths.items() if lines > MAX_LINES} == {}
    long = {file: lines for file, lines in lengths.items() if lines > LONG_LINES}
    assert len(long) <= len(lengths) // 20, long


def tracked_text() -> Iterator[tuple[str, str]]:
    names = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if names.returncode != 0:
        pytest.skip("not a git checkout")
    for name in names.stdout.split("\0"):
        file = ROOT / name
        if name and file.is_file() and file != Path(__file__):
            yield name, file.read_bytes().decode("utf-8", errors="replace")


def test_no_file_names_a_package_host_or_a_path_of_one_machine() -> None:
    banned = (
        "pypi.org", "pythonhosted.org", "repo.maven.apache.org", "repo1.maven.org",
        "registry.npmjs.org", "--index-url http", "--find-links", "/work/", "/root/",
    )  # fmt: skip
    found = [f"{name}: {word}" for name, text in tracked_text() for word in banned if word in text]
    assert found == []
