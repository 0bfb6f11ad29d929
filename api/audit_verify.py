"""Is the audit log whole: every line unchanged, none left out, none moved, its end included."""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from api import audit_lines as lines
from api.audit_chain import Segments
from api.audit_findings import AuditReport, Walk
from api.audit_lines import Head, Line, Place
from api.audit_walk import Content, closed_off
from graph.errors import RefusedInput

_LOOK_UP: Final = b',"look_up":{'


def verify(
    path: Path,
    keys: Collection[str],
    *,
    alone: bool = False,
    retired: bool = False,
    saved: Collection[Head] = (),
) -> AuditReport:
    """Read the log whose last segment is ``path``, with all segments before it; ``alone``: this
    segment only.

    ``keys`` are the public halves that may have signed; ``retired`` accepts that older segments
    were taken away; ``saved`` are heads kept elsewhere that the log must still contain. Raises
    RefusedInput for what cannot be read. Cost: about ten microseconds a line.
    """
    segments = Segments(path)
    told = list(saved) if alone else [*saved, *_told(segments)]
    files = [path] if alone else _files(segments)
    walk = Walk(keys)
    walk.hashes = {head.place.n: "" for head in told}
    for number, file in enumerate(files):
        with _mapped(file) as content:
            _segment(walk, content, file.name, first=number == 0, loose=alone or retired)
    if alone:
        _against_next(walk, path)
    _against_heads(walk, told, segments, alone=alone)
    return _report(walk, files)


def _files(segments: Segments) -> list[Path]:
    ended = list(segments.all_ended().values()) if segments.path.parent.is_dir() else []
    return [*ended, segments.path]


def _told(segments: Segments) -> Iterator[Head]:
    """Read before the log itself, which may grow meanwhile."""
    try:
        found = lines.read_head(segments.head.read_bytes())
    except OSError:
        return
    if found is not None:
        yield found


@contextmanager
def _mapped(file: Path) -> Iterator[Content]:
    try:
        with file.open("rb") as opened:
            if file.stat().st_size == 0:
                yield b""
                return
            with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
                yield content
    except (OSError, ValueError) as problem:
        raise RefusedInput(
            f"查询日志“{file.name}”无法读取,请检查路径和权限",
            f"the audit log {file.name} cannot be read: check the path and its permissions",
            field="file",
        ) from problem


def _segment(walk: Walk, content: Content, name: str, *, first: bool, loose: bool) -> None:
    offset, line_number = 0, 0
    while offset < len(content):
        line_number += 1
        feed = content.find(b"\n", offset)
        raw = content[offset : feed + 1] if feed >= 0 else content[offset:]
        if line_number == 1:
            _opening(walk, lines.read(raw), name, first=first, loose=loose)
        follows = _follows(walk, raw)
        if follows and _LOOK_UP in raw[:80]:
            _take_look_up(walk, raw)
            offset = feed + 1
            continue
        if not follows:
            closed = closed_off(content, offset, walk.before)
            if closed is not None:
                line, feed = closed
                between = content[offset : content.rfind(b"\n", offset, feed) + 1]
                line_number += between.count(b"\n")
                _note_torn(walk, name, line_number, offset, len(between))
                _accept(walk, line, name, line_number)
                offset = feed + 1
                continue
            if feed < 0:
                _note_torn(walk, name, None, offset, len(raw))
                return
        _line(walk, raw, name, line_number)
        offset = feed + 1 if feed >= 0 else len(content)


def _follows(walk: Walk, raw: bytes) -> bool:
    stated, n = lines.hash_stated(raw), lines.number_of(raw)
    due = walk.place.n + 1 if walk.place else n
    return n is not None and n == due and lines.hash_due(raw, walk.before) == stated


def _take_look_up(walk: Walk, raw: bytes) -> None:
    """A line that follows and tells a look-up needs no reading: its hash vouches for it."""
    assert walk.place is not None  # the first line of a segment is another
    n, walk.before = walk.place.n + 1, lines.hash_stated(raw) or b""
    walk.count += 1
    walk.look_ups += 1
    walk.place = Place(walk.place.segment, n, walk.before.hex())
    if n in walk.hashes:
        walk.hashes[n] = walk.place.hash


def _opening(walk: Walk, line: Line | None, name: str, *, first: bool, loose: bool) -> None:
    """The segment must begin where the one before ended."""
    opened = line.opened if line else None
    if line is None or opened is None:
        if not loose or line is None:
            walk.find("cut", (name, 1, line.n if line else None),
                      "文件不以开篇行开始:前面的行不见了",
                      "the file does not begin with its opening line")  # fmt: skip
        walk.place = None
        return
    previous = opened.previous
    stands = Place(opened.segment, line.n - 1, previous.hash if previous else lines.START.hex())
    if first and previous is not None and not loose:
        walk.find("cut", (name, 1, line.n),
                  f"第 1 至 {line.n - 1} 行所在的更早分段不见了",
                  f"the earlier segments, lines 1 to {line.n - 1}, are gone")  # fmt: skip
    elif not first and walk.place is not None and previous is not None:
        if (previous.n, previous.hash) != (walk.place.n, walk.before.hex()):
            walk.find("cut", (name, 1, line.n),
                      f"此分段接在第 {previous.n} 行之后,而前面只到第 {walk.place.n} 行或已被改",
                      f"this segment follows line {previous.n}; what is there ends at line "
                      f"{walk.place.n}, or differently")  # fmt: skip
    elif not first and previous is None:
        walk.find("cut", (name, 1, line.n), "此分段不接在前一分段之后",
                  "this segment does not follow the one before")  # fmt: skip
    walk.place, walk.before = stands, bytes.fromhex(stands.hash)


def _line(walk: Walk, raw: bytes, name: str, line_number: int) -> None:
    """Take the line; where it is not what must follow, say so and go on from what it states."""
    stated, n, line = lines.hash_stated(raw), lines.number_of(raw), lines.read(raw)
    due = walk.place.n + 1 if walk.place else n
    if stated is None or n is None or due is None or line is None:
        walk.find("changed", (name, line_number, due),
                  "此行不是日志行:被改过",
                  "this is no line of the log: it was changed")  # fmt: skip
        walk.count += 1
        if walk.place is not None and due is not None:
            walk.place = Place(walk.place.segment, due, "")
            walk.before = stated or b""
        return
    where = (name, line_number, n)
    chained = walk.place is None or lines.hash_due(raw, walk.before) == stated
    jumped = line.continued is not None and line.continued.missing is not None
    if n > due and not (jumped and chained):
        walk.find("cut", where, f"此前少了第 {due} 至 {n - 1} 行",
                  f"lines {due} to {n - 1} are missing before it")  # fmt: skip
    elif n < due:
        walk.find("reordered", where, f"此处应为第 {due} 行:次序被动过或重复",
                  f"line {due} belongs here: moved or repeated")  # fmt: skip
    elif not chained and walk.before:
        walk.find("changed", where, "此行或其前一行被改过:散列值不符",
                  "this line or the one before it was changed: the hash differs")  # fmt: skip
    _accept(walk, line, name, line_number)


def _accept(walk: Walk, line: Line, name: str, line_number: int) -> None:
    place = walk.place or Place(1, line.n - 1, walk.before.hex())
    if line.checkpoint is not None:
        if any(lines.holds(line.checkpoint, place, line.at, key) for key in walk.keys):
            walk.signed_through = line.n - 1
        else:
            walk.find("unsigned", (name, line_number, line.n),
                      "检查点的签名不是所给公钥的,或其前的内容被改过",
                      "not signed by the given key over what stands before it")  # fmt: skip
    missing = (line.continued.missing if line.continued else None) or (
        line.opened.missing if line.opened else None
    )
    if missing is not None:
        walk.find("cut", (name, line_number, line.n),
                  f"服务启动时发现已签名的第 {missing.n} 行及其前若干行不见了",
                  f"at a start, lines up to the signed line {missing.n} were gone")  # fmt: skip
    walk.count += 1
    walk.look_ups += line.look_up is not None
    walk.first = line.n if walk.first is None else walk.first
    walk.before = bytes.fromhex(line.hash)
    walk.place = Place(place.segment, line.n, line.hash)
    if line.n in walk.hashes:
        walk.hashes[line.n] = line.hash


def _note_torn(walk: Walk, name: str, line: int | None, offset: int, size: int) -> None:
    walk.torn.append({"file": name, "line": line, "offset": offset, "bytes": size})


def _against_next(walk: Walk, path: Path) -> None:
    """The segment after this one, if it is there, says where this one ended."""
    stem, _, number = path.stem.rpartition("-")
    after = path.with_name(f"{stem}-{int(number) + 1:06d}{path.suffix}")
    said = _end_told(after) or _end_told(path.with_name(f"{stem}{path.suffix}"))
    if said is None or said.segment != int(number):
        return
    last = walk.place.n if walk.place else 0
    if (said.n, said.hash) != (last, walk.before.hex()):
        walk.find("cut", (path.name, walk.count + 1, last + 1),
                  f"下一分段说此分段止于第 {said.n} 行,与此不符",
                  f"the next segment says that this one ended at line {said.n}")  # fmt: skip


def _end_told(file: Path) -> Place | None:
    if not file.exists():
        return None
    with _mapped(file) as content:
        line = lines.read(content[: content.find(b"\n") + 1])
    return line.opened.previous if line and line.opened else None


def _against_heads(walk: Walk, told: Collection[Head], segments: Segments, *, alone: bool) -> None:
    name, last = segments.head.name, walk.place.n if walk.place else 0
    if not told and not alone:
        walk.find("head", (name, None, None),
                  "没有签名的末端记录:无法排除末尾被截去",
                  "the signed head is missing: a cut of the end cannot be ruled out")  # fmt: skip
    for head in told:
        where = (name, None, head.place.n)
        if not any(lines.head_holds(head, key) for key in walk.keys):
            walk.find("head", where, "末端记录的签名不是所给公钥的",
                      "the head is not signed by the given key")  # fmt: skip
        elif last < head.place.n:
            walk.find("cut", (segments.path.name, walk.count + 1, last + 1),
                      f"末尾被截:日志只到第 {last} 行,而已签名到第 {head.place.n} 行",
                      f"the end was cut: the log ends at line {last}, signed up to line "
                      f"{head.place.n}")  # fmt: skip
        elif walk.hashes.get(head.place.n) != head.place.hash and not (
            walk.first and head.place.n < walk.first
        ):
            walk.find("changed", where, f"第 {head.place.n} 行已不是签名时的那一行",
                      f"line {head.place.n} is not the one that was signed")  # fmt: skip
        else:
            walk.signed_through = max(walk.signed_through, head.place.n)


def _report(walk: Walk, files: list[Path]) -> AuditReport:
    return {
        "whole": not walk.findings,
        "files": [file.name for file in files],
        "lines": walk.count,
        "look_ups": walk.look_ups,
        "first": walk.first,
        "last": walk.place.n if walk.place else None,
        "signed_through": walk.signed_through,
        "hash": walk.place.hash if walk.place else lines.START.hex(),
        "torn": walk.torn,
        "findings": walk.findings,
        "findings_left_out": walk.left_out,
    }
