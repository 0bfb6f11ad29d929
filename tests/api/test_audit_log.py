"""The audit log on disk: chained, signed, whole after crashes, and true to every change."""

from __future__ import annotations

import contextlib
import fcntl
import json
import multiprocessing
import os
import random
import resource
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.audit import AuditLog, AuditUnavailable, LookUp
from api.audit_findings import AuditReport
from api.audit_lines import Head, hash_stated, read_head
from api.audit_verify import verify
from graph.signing_key import SigningKey

KEY = SigningKey(b"k" * 32)


def look_up(number: int) -> LookUp:
    return LookUp("officer@jinan", "bidding", "risk", (f"t:{number}",), 200, f"{number:032x}")


def opened(path: Path, **options: Any) -> AuditLog:
    return AuditLog(path, KEY, **options)


def written(path: Path, count: int, **options: Any) -> None:
    log = opened(path, **options)
    for number in range(count):
        log.record(look_up(number)).wait(10)
    log.close()


def checked(path: Path, **options: Any) -> AuditReport:
    return verify(path, {KEY.public}, **options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


def test_what_is_recorded_is_there_and_whole(path: Path) -> None:
    written(path, 20)
    report = checked(path)
    assert (report["whole"], report["look_ups"], report["findings"]) == (True, 20, [])
    assert report["signed_through"] == report["last"] == report["lines"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_chain_goes_on_after_a_restart(path: Path) -> None:
    for _ in range(3):
        written(path, 5)
    report = checked(path)
    assert (report["whole"], report["look_ups"]) == (True, 15)


def test_a_ticket_is_durable_before_it_says_so(path: Path) -> None:
    log = opened(path)
    log.record(look_up(7)).wait(10)
    assert b'"t:7"' in path.read_bytes()
    log.close()


def changes(raw: bytes) -> list[tuple[str, int, bytes]]:
    """Every line changed, cut out, doubled, moved one down, and the end cut before it."""
    lines = raw.splitlines(keepends=True)
    made = []
    for place, line in enumerate(lines):
        middle = len(line) // 2
        flipped = line[:middle] + bytes([line[middle] ^ 1]) + line[middle + 1 :]
        before, after = lines[:place], lines[place + 1 :]
        made.append(("changed", place + 1, b"".join([*before, flipped, *after])))
        made.append(("cut", place + 1, b"".join([*before, *after])))
        made.append(("doubled", place + 2, b"".join([*before, line, line, *after])))
        made.append(("the end cut", place + 1, b"".join(before)))
        if after:
            made.append(("moved", place + 1, b"".join([*before, after[0], line, *after[1:]])))
    return made


def test_every_change_is_found_and_its_line_named(path: Path) -> None:
    written(path, 6)
    written(path, 6)
    whole = path.read_bytes()
    for what, line, content in changes(whole):
        path.write_bytes(content)
        findings = checked(path)["findings"]
        assert findings, (what, line)
        named = {finding["line"] for finding in findings}
        assert named & {line, line + 1, None}, (what, line, findings)
    path.write_bytes(whole)
    assert checked(path)["whole"]


def test_a_chain_written_anew_without_the_key_is_found(path: Path, tmp_path: Path) -> None:
    written(path, 6)
    forger = SigningKey(b"f" * 32)
    path.unlink()
    log = AuditLog(path, forger)
    for number in range(6):
        log.record(look_up(number + 100))
    log.close()
    kinds = {finding["kind"] for finding in checked(path)["findings"]}
    assert {"unsigned", "head"} <= kinds


def test_without_its_head_the_end_is_not_vouched_for(path: Path) -> None:
    written(path, 3)
    path.with_suffix(".head").unlink()
    assert [finding["kind"] for finding in checked(path)["findings"]] == ["head"]


@pytest.mark.parametrize("damage", [b"\xff", b"{", b"\x00"])
def test_a_damaged_head_or_line_is_a_finding_and_no_crash(path: Path, damage: bytes) -> None:
    written(path, 3)
    head, log = path.with_suffix(".head"), path.read_bytes()
    head.write_bytes(head.read_bytes().replace(b'"hash":"', b'"hash":"' + damage, 1))
    assert {found["kind"] for found in checked(path)["findings"]} == {"head"}
    path.write_bytes(log.replace(b'"who":"', b'"who":"' + damage, 1))
    assert "changed" in {found["kind"] for found in checked(path)["findings"]}


@pytest.mark.parametrize("ending", [b"", b" ", b"00 " * 21 + b" "])
def test_a_line_that_ends_with_half_a_hash_states_none(ending: bytes) -> None:
    assert hash_stated(b'{"n":1,"hash":"' + ending + b'"}\n') is None


def test_an_older_state_put_back_whole_is_found_by_a_head_kept_elsewhere(path: Path) -> None:
    head = path.with_suffix(".head")
    written(path, 3)
    old = path.read_bytes(), head.read_bytes()
    written(path, 3)
    kept = read_head(head.read_bytes())
    assert isinstance(kept, Head)
    path.write_bytes(old[0])
    head.write_bytes(old[1])
    assert checked(path)["whole"]
    (finding,) = checked(path, saved=[kept])["findings"]
    assert finding["kind"] == "cut"


@pytest.mark.parametrize("torn", [b'{"n":9,"at"', b"\0" * 5000, b"\n\n{}\n\xff", b'{"n":99}\n{"n"'])
def test_a_torn_end_stays_and_is_closed_off(path: Path, torn: bytes) -> None:
    written(path, 4)
    with path.open("ab") as file:
        file.write(torn)
    for _ in range(2):
        written(path, 4)
    report = checked(path)
    assert (report["whole"], report["look_ups"], len(report["torn"])) == (True, 12, 1)
    assert torn in path.read_bytes()


@pytest.mark.parametrize("less", [1, 2, 3])
def test_a_line_torn_at_its_very_end_is_not_made_whole_by_what_follows(
    path: Path, less: int
) -> None:
    written(path, 6)
    raw = path.read_bytes()
    path.with_suffix(".head").unlink()
    path.write_bytes(raw[: raw.rindex(b"\n", 0, -1) - less + 1])
    written(path, 3)
    report = checked(path)
    assert report["findings"] == []
    assert len(report["torn"]) == 1


def test_a_line_that_closes_off_is_torn_at_its_very_end(path: Path) -> None:
    written(path, 2)
    with path.open("ab") as file:
        file.write(b"half of a")
    written(path, 1)
    raw = path.read_bytes()
    closing = raw.index(b"\n", raw.index(b"half of a") + len(b"half of a \n"))
    path.with_suffix(".head").unlink()
    path.write_bytes(raw[:closing])
    written(path, 1)
    report = checked(path)
    assert (report["findings"], len(report["torn"])) == ([], 1)


def test_a_lost_end_is_on_record_for_ever(path: Path) -> None:
    """Lines that were signed and are gone: the service goes on, and every check says so."""
    written(path, 8)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:5]))
    written(path, 8)
    written(path, 8)
    report = checked(path)
    assert [finding["kind"] for finding in report["findings"]] == ["cut"]
    assert report["findings"][0]["line"] == 6


def write_many(path: str, writer: int, count: int) -> None:
    log = opened(Path(path))
    for number in range(count):
        log.record(look_up(1000 * writer + number))
    log.close()


def test_several_processes_write_one_chain(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(str(path), n, 400)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    report = checked(path)
    assert (report["whole"], report["look_ups"]) == (True, 1200)


def write_until_killed(path: str, counts: Any) -> None:
    log = opened(Path(path))
    while True:
        log.record(look_up(1)).wait(10)
        counts.value += 1


def test_a_killed_worker_harms_no_other(path: Path) -> None:
    """Of three workers two are killed; what they were told is there, and the third goes on."""
    spawn = multiprocessing.get_context("spawn")
    counts = [spawn.Value("i", 0, lock=False) for _ in range(3)]
    workers = [spawn.Process(target=write_until_killed, args=(str(path), n)) for n in counts]
    for worker in workers:
        worker.start()
    for worker in workers[:2]:
        reached = [count.value for count in counts]
        while any(now.value < then + 20 for now, then in zip(counts[2:], reached[2:], strict=True)):
            time.sleep(0.01)
        worker.kill()
        worker.join()
    reached = counts[2].value
    while counts[2].value < reached + 20:
        time.sleep(0.01)
    workers[2].kill()
    workers[2].join()
    written(path, 1)
    report = checked(path)
    assert report["findings"] == []
    assert report["look_ups"] > sum(count.value for count in counts)


def test_a_worker_that_stalls_with_the_lock_is_not_waited_for_for_ever(path: Path) -> None:
    log = opened(path)
    with path.with_suffix(".lock").open("rb") as stalled:
        fcntl.flock(stalled, fcntl.LOCK_EX)
        with pytest.raises(TimeoutError, match="another process holds the log"):
            log.record(look_up(1)).wait(10)
        with pytest.raises(AuditUnavailable):
            log.check()
    log.check()
    log.record(look_up(2)).wait(10)
    log.close()
    assert (checked(path)["findings"], checked(path)["look_ups"]) == ([], 1)


def test_segments_end_by_size_and_carry_the_chain_over(path: Path) -> None:
    written(path, 60, largest=4000)
    report = checked(path)
    assert report["whole"]
    assert len(report["files"]) > 4
    assert report["look_ups"] == 60
    oldest, second = sorted(path.parent.glob("audit-*.jsonl"))[:2]
    assert checked(second, alone=True)["whole"]
    gone = oldest.read_bytes()
    oldest.unlink()
    assert checked(path)["findings"][0]["kind"] == "cut"
    assert checked(path, retired=True)["whole"]
    oldest.write_bytes(gone)
    shorter = second.read_bytes().splitlines(keepends=True)[:-1]
    second.write_bytes(b"".join(shorter))
    assert not checked(path)["whole"]
    assert not checked(second, alone=True)["whole"]


def test_segments_end_with_the_day_and_a_clock_may_jump(path: Path) -> None:
    clock = [datetime(2026, 1, 31, 23, 59, tzinfo=UTC)]
    log = opened(path, now=lambda: clock[0])
    for jump in (timedelta(), timedelta(days=1), timedelta(days=-400), timedelta(days=400)):
        clock[0] += jump
        log.record(look_up(1)).wait(10)
    log.close()
    report = checked(path)
    assert (report["whole"], report["look_ups"], len(report["files"])) == (True, 4, 2)


def test_a_crash_in_the_middle_of_a_rotation(path: Path) -> None:
    written(path, 5)
    path.rename(path.with_name("audit-000001.jsonl"))
    written(path, 5)
    report = checked(path)
    assert (report["whole"], report["look_ups"], len(report["files"])) == (True, 10, 2)


@pytest.fixture
def full_disk() -> Any:
    """No file may grow beyond so many bytes, as on a full disk: a part is written, then none."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(size: int | None) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft if size is None else size, hard))

    yield fill
    fill(None)


def test_a_full_disk_refuses_and_recovers(path: Path, full_disk: Callable[[Any], None]) -> None:
    log = opened(path)
    log.record(look_up(1)).wait(10)
    full_disk(path.stat().st_size + 100)
    for number in range(5):
        with pytest.raises(OSError, match=r"too large|space"):
            log.record(look_up(100 + number)).wait(10)
    full_disk(None)
    log.record(look_up(2)).wait(10)
    log.close()
    report = checked(path)
    assert (report["whole"], report["look_ups"], len(report["torn"])) == (True, 2, 1)


def test_a_disk_that_stays_nearly_full(path: Path, full_disk: Callable[[Any], None]) -> None:
    """A few bytes of room now and then: the line that closes off is torn itself, and again."""
    log = opened(path)
    size = path.stat().st_size
    for number in range(30):
        size += 37
        full_disk(size)
        with contextlib.suppress(OSError):
            log.record(look_up(number)).wait(10)
    full_disk(None)
    log.record(look_up(100)).wait(10)
    log.close()
    written(path, 2)
    report = checked(path)
    assert report["findings"] == []
    assert len(report["torn"]) >= 1


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system takes root")
def test_a_really_full_file_system(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    if os.system(f"mount -t tmpfs -o size=256k tmpfs {place} 2>/dev/null"):
        pytest.skip("mounting is not allowed here")
    try:
        log, ballast = opened(place / "audit.jsonl"), place / "ballast"
        log.record(look_up(1)).wait(10)
        with pytest.raises(OSError, match="No space"), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        refused = 0
        for number in range(40):
            try:
                log.record(look_up(number)).wait(10)
            except OSError:
                refused += 1
        assert refused
        ballast.unlink()
        log.record(look_up(2)).wait(10)
        log.close()
        report = checked(place / "audit.jsonl")
        assert report["whole"]
        assert report["look_ups"] >= 42 - refused
    finally:
        os.system(f"umount {place}")


def test_a_log_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditUnavailable):
        opened(tmp_path / "file" / "audit.jsonl")


def test_long_logs_are_taken_up_from_a_checkpoint(path: Path, monkeypatch: Any) -> None:
    """The end is followed from a checkpoint within the last WINDOW bytes."""
    monkeypatch.setattr("api.audit_chain.WINDOW", 3_000)
    chance = random.Random(1)
    for _ in range(6):
        written(path, chance.randrange(1, 30))
        with path.open("ab") as file:
            file.write(chance.randbytes(chance.randrange(0, 200)))
    written(path, 3)
    report = checked(path)
    assert report["whole"]
    assert 1 <= len(report["torn"]) <= 6
    assert all(json.loads(line) for line in path.read_bytes().splitlines()[-3:])
