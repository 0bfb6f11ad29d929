"""Loading as a whole: accounts, re-delivery, interrupted loads, another process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.errors import XinmaiError
from graph.store import Store, open_store
from ingest.loader import load
from ingest.persons import PersonKeys

ROOT = Path(__file__).parents[2]
ROWS = 30_000


def write(folder: Path, rows: int) -> None:
    lines = [f"o{n},c{n},{n % 100 if n % 50 else 101},2020-01-01" for n in range(rows)]
    (folder / "stakes.csv").write_text(
        "owner,company,share_percent,valid_from\n" + "\n".join(lines), "utf-8"
    )
    (folder / "names.csv").write_text(
        "id,name\n" + "\n".join(f"c{n},公司{n}" for n in range(rows)), "utf-8"
    )


@pytest.mark.parametrize("workers", [0, 1])
def test_the_account(store: Store, folder: Path, persons: PersonKeys, workers: int) -> None:
    write(folder, 5000)
    first = load(store, [folder], source="local", persons=persons, workers=workers, batch_rows=700)
    assert [(f.file, f.rows, f.stored, f.quarantined) for f in first.files] == [
        ("names.csv", 5000, 5000, 0), ("stakes.csv", 5000, 4900, 100),
    ]  # fmt: skip
    assert first.revision == store.revision() == 16
    shape = json.loads(json.dumps(first.as_json()))
    assert shape["files"][0] == {
        "file": "names.csv", "layout": "subjects", "rows": 5000, "stored": 5000,
        "unchanged": 0, "quarantined": 0,
    }  # fmt: skip
    assert len(shape["files"][1]["problems"]) == 5

    again = load(store, [folder], source="local", persons=persons, workers=workers)
    assert [(f.rows, f.stored, f.unchanged, f.quarantined) for f in again.files] == [
        (5000, 0, 5000, 0), (5000, 0, 4900, 100),
    ]  # fmt: skip
    assert again.revision == first.revision
    assert len(list(store.quarantine())) == 100


def test_the_same_content_twice_in_one_delivery(
    store: Store, folder: Path, persons: PersonKeys
) -> None:
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("id,name\nc1,甲\n91350100M000100Y44,乙\n", "utf-8")
    first, second = load(store, [folder], source="local", persons=persons).files
    assert (first.stored, first.unchanged, first.quarantined) == (1, 0, 1)
    assert (second.stored, second.unchanged, second.quarantined) == (0, 1, 1)
    assert len(list(store.quarantine())) == 1


def test_lines_that_contradict_each_other(store: Store, folder: Path, persons: PersonKeys) -> None:
    (folder / "a.csv").write_text("id,name\nc1,甲\nc1,乙\nc1,甲\n", "utf-8")
    (report,) = load(store, [folder], source="local", persons=persons).files
    assert (report.stored, report.unchanged, report.quarantined) == (1, 1, 1)
    (entry,) = store.quarantine()
    assert json.loads(persons.unseal(entry.row.raw)) == {"id": "c1", "name": "乙"}


SCRIPT = """
import sys
from pathlib import Path
from graph.site_key import SiteKey
from graph.store import open_store
from ingest.loader import load
from ingest.persons import PersonKeys

if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        store.prepare()
        persons = PersonKeys(SiteKey(b"a site key of the tests, 32 bytes"[:32]))
        load(store, [Path(sys.argv[2])], source="local", persons=persons,
             batch_rows=500, workers=int(sys.argv[3]))
"""


@pytest.mark.parametrize("workers", [0, 1])
def test_killed_and_finished(
    folder: Path, tmp_path: Path, persons: PersonKeys, workers: int
) -> None:
    write(folder, ROWS)
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    script = tmp_path / "load_it.py"
    script.write_text(SCRIPT, "utf-8")
    command = [sys.executable, str(script), url, str(folder), str(workers)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _wait_for_batches(url, tmp_path / "killed.db", process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_store(url) as store:
        (held, *_) = store.delivered()
        assert held.through % 500 == 0 and held.through > 0 and not held.complete
        names, stakes = load(store, [folder], source="local", persons=persons).files
        assert (names.rows, stakes.rows) == (ROWS, ROWS)
        assert (names.stored, names.unchanged) == (ROWS - held.through, held.through)
        assert stakes.quarantined == ROWS // 50
        counts = store.counts()
        assert counts["owns"] == ROWS - ROWS // 50
        assert len(list(store.quarantine())) == ROWS // 50


def _wait_for_batches(url: str, file: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if file.exists():
            try:
                with open_store(url, read_only=True) as store:
                    if store.revision() >= 3:
                        return
            except XinmaiError:
                pass  # not prepared yet
        time.sleep(0.01)
    raise AssertionError("the load did not get under way")
