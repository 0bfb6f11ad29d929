"""Loss of power: what was answered is there, whatever of the unforced writes the disk kept.

``python -m bench.power_loss --states 1000`` is the same with more states.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.power_loss import ANSWERED, CompilerMissing, record, replay
from bench.power_loss_replay import Disk, Event, events


def drawn(*kinds: str) -> Disk:
    """A file ``a`` opened, then ``1`` and ``2`` write a sector each of that digit, ``s`` forces it
    and ``e`` fails to."""
    disk = Disk("/d")
    disk.take(Event("o", 3, 0, "/d/a", b"\0"))
    for kind in kinds:
        data = kind.encode() * 512 if kind.isdigit() else b""
        offset = 512 * (int(kind) - 1) if kind.isdigit() else 0
        disk.take(Event("w" if data else kind, 3, offset, "", data))
    return disk


def states(disk: Disk) -> set[str]:
    found = set()
    for seed in range(300):
        held = disk.after_power_loss(random.Random(seed))
        content = held.get("/d/a")
        found.add("none" if content is None else content[::512].decode().replace("\0", "0"))
    return found


@pytest.mark.parametrize(
    ("kinds", "may_be"),
    [
        (("1",), {"none", "", "1"}),
        (("1", "s"), {"1"}),
        (("1", "s", "2"), {"1", "12"}),
        (("1", "2"), {"none", "", "0", "1", "02", "12"}),
        (("1", "e", "s"), {"", "1"}),
        (("1", "e", "2", "s"), {"02", "12"}),
        (("1", "e", "1", "s"), {"1"}),
    ],
)
def test_unforced_writes_may_be_there_or_not_in_any_order(
    kinds: tuple[str, ...], may_be: set[str]
) -> None:
    assert states(drawn(*kinds)) == may_be


def test_nothing_answered_is_lost_and_the_trial_would_find_it(tmp_path: Path) -> None:
    folder, into = tmp_path.resolve() / "service", tmp_path.resolve() / "record"
    folder.mkdir()
    try:
        record(folder, into, acts=24, seed=3)
    except CompilerMissing as missing:
        pytest.skip(str(missing))
    happened = list(events(into))
    tally = replay(folder, happened, states=100, seed=3)
    assert tally.failures == []
    assert tally.states == 100
    assert len(tally.distinct) > 60
    unforced = [event for event in happened if event.kind != "s"]
    assert replay(folder, unforced, states=12, seed=3).failures


def test_a_disk_that_fails_to_force_loses_nothing_answered_either(tmp_path: Path) -> None:
    """Every seventh fsync fails with EIO, in the audit log, the store and the daybook alike: what
    is answered after it does not stand on what the disk may have dropped."""
    folder, into = tmp_path.resolve() / "service", tmp_path.resolve() / "record"
    folder.mkdir()
    try:
        record(folder, into, acts=16, seed=5, refuses=7)
    except CompilerMissing as missing:
        pytest.skip(str(missing))
    happened = list(events(into))
    tally = replay(folder, happened, states=80, seed=5)
    assert tally.failures == []
    assert tally.refused > 5
    assert len((folder / ANSWERED).read_text().splitlines()) == 16
