"""The page's files: compressed once, and cached for good under an address that names the content.

``/`` is the first view; it names every other file as ``/page/DIGEST/…``. The digest is of all files
together, so a new release is never mixed with an old one, and nothing is asked for twice.

A browser finds out what a module imports only when it has it: one round trip for each step down.
So the first view names all it will import, and its style sheets arrive as one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from fastapi import APIRouter, Request, Response

from api import doorstep, problems

PAGE: Final = Path(__file__).parent / "page"
FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
SHEET: Final = re.compile(rb' *<link rel="stylesheet" href="/page/(styles/\w+\.css)">\n')
STYLES: Final = "styles.css"
ENTRY: Final = "app.js"
IMPORTED: Final = re.compile(r'^(?:import|export)\b[^"]*?from "(\.[^"]+)";', re.MULTILINE)
MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class PageFile:
    plain: bytes
    media: str

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.plain, 9, mtime=0)


class PageFiles:
    """All files below ``folder`` that a browser asks for, read once."""

    def __init__(self, folder: Path = PAGE) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.suffix in MEDIA)
        plain = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self.digest: Final = _digest(plain)
        first = plain.pop("index.html")
        plain[STYLES] = b"".join(plain[name.decode()] for name in SHEET.findall(first))
        first = _with_imports(_with_one_sheet(first), plain)
        first = first.replace(b'"/page/', f'"/page/{self.digest}/'.encode())
        self.first: Final = _file(first, ".html")
        self.files: Final = {
            name: _file(content, Path(name).suffix) for name, content in plain.items()
        }

    def find(self, name: str) -> tuple[PageFile | None, bool]:
        """The file of that name, with or without the digest before it, and whether for good."""
        digest, _, rest = name.partition("/")
        lasting = digest == self.digest
        return self.files.get(rest if lasting else name), lasting


def page_routes(files: PageFiles | None = None) -> APIRouter:
    """The first view and what it is made of."""
    router = APIRouter(include_in_schema=False)
    held = files or PageFiles()

    @router.get("/")
    async def first(request: Request) -> Response:
        return _sent(request, held.first, ASK_AGAIN)

    @router.get("/page/{name:path}")
    async def part(request: Request, name: str) -> Response:
        found, lasting = held.find(name)
        if found is None:
            accept = request.headers.get("accept-language", "")
            refusal = doorstep.no_such_address()
            return problems.response(refusal, accept=accept, trace=request.state.trace)
        return _sent(request, found, FOREVER if lasting else ASK_AGAIN)

    return router


def _with_one_sheet(first: bytes) -> bytes:
    """The library's own name for its style sheet keeps it from writing one into the page."""
    one = f'  <link rel="stylesheet" href="/page/{STYLES}" id="__________cytoscape_stylesheet">\n'
    at = first.index(b'  <link rel="stylesheet"')
    return SHEET.sub(b"", first[:at] + one.encode() + first[at:])


def _with_imports(first: bytes, plain: dict[str, bytes]) -> bytes:
    links = "".join(f'  <link rel="modulepreload" href="/page/{name}">\n'
                    for name in imported(ENTRY, plain))  # fmt: skip
    at = first.index(b'  <script type="module"')
    return first[:at] + links.encode() + first[at:]


def imported(entry: str, plain: dict[str, bytes]) -> list[str]:
    """All modules that a module imports before it runs, each once, in the order they are met."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop(0)
        for target in IMPORTED.findall(plain[name].decode("utf-8")):
            path = os.path.normpath(PurePosixPath(name).parent / target)
            if path not in found:
                found[path] = None
                waiting.append(path)
    return list(found)


def _digest(plain: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in plain.items():
        whole.update(f"{name} {len(content)} ".encode())
        whole.update(content)
    return whole.hexdigest()[:16]


def _file(content: bytes, suffix: str) -> PageFile:
    return PageFile(content, MEDIA[suffix])


def _sent(request: Request, file: PageFile, caching: str) -> Response:
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.packed, headers=headers, media_type=file.media)
    return Response(file.plain, headers=headers, media_type=file.media)
