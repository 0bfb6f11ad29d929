"""The subject's own view: who looked, when, for what; by an index that follows the log."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from api.audit import AuditLog, LookUp
from api.audit_index import AuditIndex
from tests.api import town
from tests.api.conftest import Get

VIEW = f"/v1/subjects/{town.JIA}/looked-up-by"


def test_a_subject_sees_who_looked(get: Get) -> None:
    get(f"/v1/subjects/{town.JIA}")
    get(f"/v1/subjects/{town.YI}/risk")
    get(f"/v1/subjects/{town.OLD}/related?hops=1")
    found = get(VIEW).json()
    assert [(each["item"], each["outcome"]) for each in found["look_ups"]] == [
        ("related", 308), ("subject", 200),
    ]  # fmt: skip
    assert all(each["who"].endswith("@local") for each in found["look_ups"])
    assert get(VIEW).json()["look_ups"][0]["item"] == "looked-up-by"


def test_pages_follow_each_other(get: Get, audit_path: Path) -> None:
    for _ in range(5):
        get(f"/v1/subjects/{town.JIA}")
    first = get(f"{VIEW}?limit=2").json()
    second = get(f"{VIEW}?limit=3&cursor={first['next']}").json()
    assert first["truncated"]
    assert [each["item"] for each in second["look_ups"]] == ["subject"] * 3
    assert (second["next"], second["complete"]) == (None, True)
    assert get(f"{VIEW}?cursor=nonsense").status_code == 422


def test_unknown_and_merged_ids(get: Get) -> None:
    assert get("/v1/subjects/nobody/looked-up-by").status_code == 404
    moved = get(f"/v1/subjects/{town.OLD}/looked-up-by?limit=5")
    assert (moved.status_code, moved.headers["location"]) == (308, f"{VIEW}?limit=5")


def log_of(path: Path, numbers: range) -> None:
    log = AuditLog(path, largest=3_000)
    for number in numbers:
        subjects = (f"t:{number % 3}", f"t:{number % 7}", "t:all")
        log.record(LookUp("who", "why", f"item-{number}", subjects, 200, "")).wait(10)
    log.close()


def items(index: AuditIndex, *subjects: str) -> list[str]:
    return [line.look_up.item for line in index.of(subjects, None, 1_000) if line.look_up]


@pytest.mark.parametrize("torn", [b"", b'{"n":7,"at":'])
def test_the_index_agrees_with_reading_all(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "audit.jsonl"
    index = AuditIndex(path)
    for start in (0, 30, 47):
        log_of(path, range(start, start + 17 if start else 30))
        with path.open("ab") as file:
            file.write(torn)
        index.follow()
    asked = range(64)
    expected = [f"item-{n}" for n in reversed(asked) if n % 3 == 2 or n % 7 == 2]
    assert items(index, "t:2") == expected
    assert items(index, "t:all") == [f"item-{n}" for n in reversed(asked)]
    assert items(index, "t:nobody") == []
    assert len(list(tmp_path.glob("audit-*.jsonl"))) > 3


def test_a_lost_or_damaged_index_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    log_of(path, range(9))
    AuditIndex(path).follow()
    (tmp_path / "audit.index").write_bytes(b"no database at all" * 500)
    index = AuditIndex(path)
    index.follow()
    assert len(items(index, "t:all")) == 9


def test_the_index_cannot_make_a_look_up_up(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    log_of(path, range(3))
    index = AuditIndex(path)
    index.follow()
    content = path.read_bytes().replace(b'"t:all"', b'"t:one"')
    path.write_bytes(content)
    assert items(index, "t:all") == []
    assert msgspec.json.decode(content.splitlines()[-1])["n"] > 0
