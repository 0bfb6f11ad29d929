"""The page's files: hashed as locked, small, cached under their content; no markup from data."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Final

import pytest

from api.page_files import PAGE, PageFiles, imported
from tests.api.conftest import Get

ROOT: Final = PAGE.parents[1]
LOCK: Final = json.loads((PAGE / "vendor" / "vendor.lock.json").read_text("utf-8"))
OURS: Final = sorted(path for path in PAGE.rglob("*.js") if "vendor" not in path.parts)
VENDORED: Final = sorted((PAGE / "vendor").glob("*.mjs"))
FIRST_VIEW: Final = 400_000


@pytest.mark.parametrize("name", LOCK)
def test_a_vendored_file_is_the_one_that_was_locked(name: str) -> None:
    path = ROOT / name
    assert hashlib.sha256(path.read_bytes()).hexdigest() == LOCK[name]["sha256"]
    assert (path.parent / f"{LOCK[name]['package']}.LICENSE").stat().st_size > 500


def test_the_lock_names_every_vendored_script_at_the_version_npm_locks() -> None:
    vendored = {path for path in (PAGE / "vendor").iterdir() if path.suffix in {".mjs", ".css"}}
    scripts = {path for path in vendored if ".d." not in path.name}
    assert {ROOT / name for name in LOCK if name.startswith("api/")} == scripts
    locked = json.loads((ROOT / "scripts" / "page" / "package-lock.json").read_text("utf-8"))
    for row in LOCK.values():
        package = locked["packages"][f"node_modules/{row['package']}"]
        assert package["version"] == row["version"]
        assert package["integrity"].startswith("sha512-")


def test_everything_together_is_small() -> None:
    files = PageFiles()
    first = [files.first, *(file for name, file in files.files.items() if name[:6] != "vendor")]
    needed = [files.files[f"vendor/{name}.mjs"] for name in ("preact", "hooks", "htm")]
    assert sum(len(file.packed) for file in (*first, *needed)) < FIRST_VIEW


def test_what_the_first_view_names_is_there_and_kept_for_good(get: Get) -> None:
    first = get("/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["cache-control"] == "no-cache"
    named = re.findall(r'(?:href|src)="(/page/[^"]+)"', first.text)
    assert len(named) > 5
    for address in named:
        part = get(address, headers={"Accept-Encoding": "gzip"})
        assert part.status_code == 200, address
        assert part.headers["content-encoding"] == "gzip"
        assert part.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_first_view_names_all_it_will_import_and_one_sheet(get: Get) -> None:
    first = get("/").text
    named = {re.sub(r"^/page/[0-9a-f]+/", "", one) for one in re.findall(r'"(/page/[^"]+)"', first)}
    plain = {path.relative_to(PAGE).as_posix(): path.read_bytes() for path in OURS + VENDORED}
    assert set(imported("app.js", plain)) <= named
    assert "vendor/cytoscape.mjs" not in named  # asked for when a drawing is first looked at
    sheets = [one for one in named if one.endswith(".css")]
    assert sorted(sheets) == ["styles.css", "styles/print.css"]
    together = get(f"/page/{PageFiles().digest}/styles.css").text
    for sheet in ("tokens", "base", "parts", "views", "graph", "desk"):
        assert (PAGE / "styles" / f"{sheet}.css").read_text("utf-8") in together


@pytest.mark.parametrize("name", ["nothing.js", "../app.py", "%2e%2e/app.py", "index.html", ""])
def test_there_is_nothing_else(get: Get, name: str) -> None:
    answer = get(f"/page/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_script_makes_markup_of_text(path: Path) -> None:
    text = path.read_text("utf-8")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    assert re.findall(forbidden, text) == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_import_leads_somewhere(path: Path) -> None:
    text = re.sub(r"/\*\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    for named in re.findall(r'(?:from|import)\s*\(?"(\.[^"]+)"', text):
        assert (path.parent / named).resolve().is_file(), named
