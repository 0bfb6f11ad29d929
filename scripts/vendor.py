"""Copies the page's libraries out of npm's checked packages into api/page/vendor.

make vendor      npm ci in scripts/page (versions and hashes by its lock file), then this

Nothing is built: a file is taken as published, bare imports made relative, and a script written
before modules were (UMD) wrapped so that it can be imported. ``vendor.lock.json`` records package,
version and SHA-256 of every file that ships; a test hashes them again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ROOT / "scripts" / "page" / "node_modules"
VENDOR: Final = ROOT / "api" / "page" / "vendor"
AXE: Final = ROOT / "tests" / "api" / "vendor"
LOCK: Final = VENDOR / "vendor.lock.json"


@dataclass(frozen=True)
class Taken:
    """A file of a package, its name here, and what a UMD script requires (by our names)."""

    package: str
    file: str
    name: str
    folder: Path = VENDOR
    umd: tuple[str, ...] | None = None
    types: str | None = None


TAKEN: Final = (
    Taken("preact", "dist/preact.mjs", "preact.mjs", types='export * from "preact";'),
    Taken("preact", "hooks/dist/hooks.mjs", "hooks.mjs", types='export * from "preact/hooks";'),
    Taken("htm", "dist/htm.mjs", "htm.mjs", types='export { default } from "htm";'),
    Taken(
        "cytoscape", "dist/cytoscape.esm.min.mjs", "cytoscape.mjs",
        types='export { default } from "cytoscape";',
    ),
    Taken(
        "cytoscape-dagre", "dist/cytoscape-dagre.min.mjs", "dagre.mjs",
        types='declare const it: import("cytoscape").Ext;\nexport default it;',
    ),
    Taken("layout-base", "layout-base.js", "layout-base.mjs", umd=(), types="export default {};"),
    Taken(
        "cose-base", "cose-base.js", "cose-base.mjs", umd=("layout-base",),
        types="export default {};",
    ),
    Taken(
        "cytoscape-fcose", "cytoscape-fcose.js", "fcose.mjs", umd=("cose-base",),
        types='declare const it: import("cytoscape").Ext;\nexport default it;',
    ),
    Taken(
        "leaflet", "dist/leaflet.js", "leaflet.mjs", umd=(),
        types='import * as L from "leaflet";\nexport default L;',
    ),
    Taken("leaflet", "dist/leaflet.css", "leaflet.css"),
    Taken("axe-core", "axe.min.js", "axe.min.js", folder=AXE),
)  # fmt: skip
_IMPORT: Final = re.compile(r'(from\s*|import\s*)"(preact|preact/hooks)"')
_HERE: Final = {"preact": "./preact.mjs", "preact/hooks": "./hooks.mjs"}
_MAP: Final = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")


def main() -> None:
    for folder in (VENDOR, AXE):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    rows = {}
    for taken in TAKEN:
        target = taken.folder / taken.name
        target.write_text(text_of(taken), "utf-8")
        if taken.types:
            target.with_suffix(".d.mts").write_text(taken.types + "\n", "utf-8")
        rows[str(target.relative_to(ROOT))] = {
            "package": taken.package,
            "version": version(taken.package),
            "from": taken.file,
            "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        }
        licence = taken.folder / f"{taken.package}.LICENSE"
        shutil.copyfile(licence_of(taken.package), licence)
    LOCK.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    print(f"{len(rows)} files")


def text_of(taken: Taken) -> str:
    text = (PACKAGES / taken.package / taken.file).read_text("utf-8")
    text = _MAP.sub("\n", text)
    text = _IMPORT.sub(lambda found: f'{found[1]}"{_HERE[found[2]]}"', text)
    return text if taken.umd is None else wrapped(text, taken.umd)


def wrapped(script: str, requires: tuple[str, ...]) -> str:
    """A UMD script as a module: it finds ``module``, ``exports`` and what it requires."""
    imports = "".join(f'import it{n} from "./{name}.mjs";\n' for n, name in enumerate(requires))
    known = ", ".join(f'"{name}": it{n}' for n, name in enumerate(requires))
    return (
        f"{imports}const module = {{ exports: {{}} }}, exports = module.exports;\n"
        f"const known = {{ {known} }}, require = (name) => known[name];\n"
        f"(function () {{\n{script}\n}}).call(globalThis);\nexport default module.exports;\n"
    )


def version(package: str) -> str:
    found: str = json.loads((PACKAGES / package / "package.json").read_text("utf-8"))["version"]
    return found


def licence_of(package: str) -> Path:
    return next(iter(sorted((PACKAGES / package).glob("LICENSE*"))))


if __name__ == "__main__":
    main()
