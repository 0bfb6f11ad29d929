"""A network kept on disk: a folder of arrays, mapped into memory and shared by all workers.

    FOLDER/CURRENT                 names the snapshot in use
    FOLDER/r00000042-1f0a…/        one snapshot: manifest.json and an .npy file per array

A snapshot is written beside, made durable, renamed, and only then named in CURRENT: a reader sees
the old one or the new one. A mapped snapshot stays readable after its files are removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.network import ARRAYS, Network
from graph.vocabulary import LINK_KINDS, NODE_KINDS

FORMAT: Final = 1
WRITING: Final = ".writing-"
ABANDONED: Final = 3600  # seconds after which an unfinished snapshot is nobody's


class NoSnapshot(Exception):
    """There is no snapshot here that this program can use; the reason is its text."""


def save(network: Network, folder: Path) -> Path:
    """Make a durable snapshot the current one and remove older ones; its folder.

    Never replaces a later revision's. Raises OSError if the disk refuses. Cost: writing
    28 bytes a half-link and 9 a node.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"r{network.revision:010d}-{secrets.token_hex(4)}"
    writing = folder / f"{WRITING}{name}"
    writing.mkdir(mode=0o700)
    try:
        for array in ARRAYS:
            _write(writing / f"{array}.npy", getattr(network, array))
        _write_text(writing / "manifest.json", json.dumps(_manifest(network), indent=1))
        _sync(writing)
        writing.rename(folder / name)
    except BaseException:
        shutil.rmtree(writing, ignore_errors=True)
        raise
    _name_current(folder, name)
    _remove_others(folder)
    return folder / name


def load(folder: Path) -> Network:
    """Map the current snapshot. Costs some milliseconds whatever its size.

    Checks the manifest, the vocabulary and every array's type, shape and length, not each value.
    Raises NoSnapshot.
    """
    reason = "nothing here"
    for _ in range(5):  # another process may remove what CURRENT just named
        try:
            return _open(folder / _current(folder))
        except FileNotFoundError as missing:
            reason = str(missing)
        except (OSError, ValueError, KeyError, TypeError) as damage:
            raise NoSnapshot(str(damage)) from damage
    raise NoSnapshot(reason)


def _open(snapshot: Path) -> Network:
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    if manifest["format"] != FORMAT or manifest["vocabulary"] != _vocabulary():
        raise NoSnapshot("written by another version")
    arrays = {name: _map(snapshot, name, manifest["shapes"][name]) for name in ARRAYS}
    bounds = arrays["bounds"]
    if len(bounds) != len(arrays["node_kinds"]) + 1 or bounds[-1] != len(arrays["halves"]):
        raise NoSnapshot("arrays that do not fit each other")
    return Network(int(manifest["revision"]), **arrays)


def _map(snapshot: Path, name: str, length: int) -> NDArray[Any]:
    mapped = np.load(snapshot / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    if mapped.dtype != ARRAYS[name] or mapped.shape != (length,):
        raise NoSnapshot(f"{name}: {mapped.dtype} {mapped.shape}")
    plain: NDArray[Any] = mapped.view(np.ndarray)  # slices of a memmap are ten times as slow
    return plain


def _manifest(network: Network) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "revision": network.revision,
        "vocabulary": _vocabulary(),
        "shapes": {name: len(getattr(network, name)) for name in ARRAYS},
    }


def _vocabulary() -> str:
    """Arrays hold small integers: their meaning is the order of these names."""
    links = [(kind.name, kind.codes) for kind in LINK_KINDS]
    names = repr([[kind.name for kind in NODE_KINDS], links])
    return hashlib.sha256(names.encode()).hexdigest()


def _write(path: Path, array: NDArray[Any]) -> None:
    with path.open("wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _current(folder: Path) -> str:
    name = (folder / "CURRENT").read_text("ascii").strip()
    if not name.startswith("r") or "/" in name:
        raise NoSnapshot("CURRENT names no snapshot")
    return name


def _name_current(folder: Path, name: str) -> None:
    beside = folder / f"{WRITING}CURRENT-{secrets.token_hex(4)}"
    _write_text(beside, name + "\n")
    try:
        later = load(folder).revision > int(name[1:11])
    except NoSnapshot:
        later = False
    if later:
        beside.unlink()
        return
    beside.replace(folder / "CURRENT")
    _sync(folder)


def _remove_others(folder: Path) -> None:
    """Remove all but the current snapshot, and what a killed process left half written."""
    current = _current(folder)
    for path in folder.iterdir():
        left = path.name.startswith(WRITING) and _age(path) > ABANDONED
        if left or (path.name.startswith("r0") and path.name <= current and path.name != current):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
