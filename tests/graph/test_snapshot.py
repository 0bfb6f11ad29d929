"""A snapshot is the network it was made from, or it is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph import snapshot
from graph.network import ARRAYS, Network
from graph.topology import Topology
from tests.graph.test_overlay import assert_same
from tests.networks import random_topology


def at(revision: int, seed: int = 3) -> Network:
    given = random_topology(seed, merges=True)
    return Network.build(Topology(revision, given.node_kinds, given.links))


@pytest.mark.parametrize("seed", range(20))
def test_opened_as_it_was_saved(tmp_path: Path, seed: int) -> None:
    network = at(5, seed)
    snapshot.save(network, tmp_path)
    opened = snapshot.load(tmp_path)
    assert_same(opened, network)
    assert not opened.halves.flags.writeable


def test_a_later_one_replaces_it_and_a_mapped_one_stays_readable(tmp_path: Path) -> None:
    old, new = at(1), at(2, seed=4)
    snapshot.save(old, tmp_path)
    mapped = snapshot.load(tmp_path)
    name = snapshot.save(new, tmp_path)
    assert snapshot.load(tmp_path).revision == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", name.name]
    assert_same(mapped, old)


def test_an_earlier_one_never_replaces_a_later_one(tmp_path: Path) -> None:
    snapshot.save(at(2), tmp_path)
    snapshot.save(at(1), tmp_path)
    assert snapshot.load(tmp_path).revision == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_an_abandoned_one_is_removed(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".writing-r1-dead", tmp_path / ".writing-r2-live"
    left.mkdir()
    os.utime(left, (0, 0))
    fresh.mkdir()
    snapshot.save(at(1), tmp_path)
    assert not left.exists()
    assert fresh.exists()


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(snapshot.NoSnapshot):
        snapshot.load(tmp_path / "never")


@pytest.mark.parametrize("array", ARRAYS)
def test_a_truncated_array_is_refused(tmp_path: Path, array: str) -> None:
    path = snapshot.save(at(1), tmp_path) / f"{array}.npy"
    path.write_bytes(path.read_bytes()[:-1] if path.stat().st_size > 128 else b"")
    with pytest.raises(snapshot.NoSnapshot):
        snapshot.load(tmp_path)


def test_another_vocabulary_is_refused(tmp_path: Path) -> None:
    path = snapshot.save(at(1), tmp_path) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"vocabulary": "another"}))
    with pytest.raises(snapshot.NoSnapshot, match="another version"):
        snapshot.load(tmp_path)


@pytest.mark.parametrize("named", ["", "../elsewhere", "r/../../x", "\xff"])
def test_a_pointer_that_leads_elsewhere_is_refused(tmp_path: Path, named: str) -> None:
    snapshot.save(at(1), tmp_path)
    (tmp_path / "CURRENT").write_text(named)
    with pytest.raises(snapshot.NoSnapshot):
        snapshot.load(tmp_path)
