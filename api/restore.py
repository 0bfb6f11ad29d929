"""A backup checked, and put back."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from api.audit_verify import verify
from api.backup import (
    AUDIT,
    DAYBOOK,
    FORMAT,
    MANIFEST,
    STORE,
    Manifest,
    Places,
    digest,
    disk_refused,
)
from graph.errors import RefusedInput, XinmaiError
from graph.signing_key import FILE as SIGNING_FILE
from graph.signing_key import verifies
from graph.site_key import FILE as SITE_FILE
from graph.sqlite_backup import check_whole, revision_of


def read_manifest(folder: Path) -> Manifest:
    """Raises RefusedInput for a folder without a finished backup."""
    try:
        found = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        found = None
    if found is None or found.format != FORMAT:
        raise RefusedInput(
            f"“{folder}”不是完成的备份:没有可读的 {MANIFEST}",
            f"{folder} is no finished backup: it has no {MANIFEST} that can be read",
            field="folder",
        )
    return found


def findings(folder: Path, manifest: Manifest, key: str | None = None) -> list[str]:
    """What is wrong with a backup, in words; empty if nothing is.

    ``key`` is the public key that must have signed; without one, that of the manifest. Cost:
    reading all of it twice.
    """
    found = []
    if not verifies(key or manifest.key, manifest.signature, manifest.content()):
        found.append("清单的签名不对 / the manifest is not signed by the key")
    for held in manifest.files:
        file = folder / held.name
        if not file.is_file():
            found.append(f"{held.name}: 缺失 / missing")
        elif file.stat().st_size != held.bytes or digest(file) != held.sha256:
            found.append(f"{held.name}: 内容被改 / changed")
    return found or [*_store_findings(folder, manifest), *_audit_findings(folder, manifest)]


def _store_findings(folder: Path, manifest: Manifest) -> list[str]:
    found = []
    for name in (STORE, DAYBOOK):
        if (folder / name).exists():
            try:
                check_whole(folder / name)
            except XinmaiError as refusal:
                found.append(f"{name}: {refusal}")
    if manifest.store == "sqlite" and not found:
        revision = revision_of(folder / STORE)
        if revision < manifest.revision:
            found.append(f"{STORE}: 修订 / revision {revision} < {manifest.revision}")
    return found


def _audit_findings(folder: Path, manifest: Manifest) -> list[str]:
    if not (folder / AUDIT).exists():
        return []
    report = verify(folder / AUDIT, {manifest.key}, retired=True)
    return [f"{f['file']}:{f['line']}: {f['zh']} / {f['en']}" for f in report["findings"]]


def put_back(folder: Path, manifest: Manifest, places: Places, keys: Path | None) -> list[str]:
    """Copy the backup to its places, none of which may hold anything; the names copied.

    Raises RefusedInput where something is there already, NotNow where the disk refuses.
    """
    moves = {held.name: _place(held.name, places) for held in manifest.files}
    if keys is not None:
        secrets = (name for name in (SITE_FILE, SIGNING_FILE) if (keys / name).exists())
        moves |= {str(keys / name): places.folder / name for name in secrets}
    for place in moves.values():
        if place.exists():
            raise RefusedInput(
                f"“{place}”已经存在;请恢复到空处", f"{place} is there already; restore to where "
                "nothing is", field="to",
            )  # fmt: skip
    try:
        for name, place in moves.items():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy(folder / name, place)
            place.chmod(0o600)
    except OSError as problem:
        raise disk_refused(problem) from problem
    return [str(place) for place in moves.values()]


def _place(name: str, places: Places) -> Path:
    if name == STORE:
        if places.store is None:
            raise RefusedInput(
                "此备份含 SQLite 存储,请恢复到 sqlite:///…",
                "this backup holds a SQLite store; restore it to sqlite:///…",
                field="to",
            )
        return places.store
    if name == DAYBOOK:
        return places.daybook
    return places.folder / name
