"""A proof file as its lines: written in one way only, and taken apart without trusting it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec

from analyses.proofs.trouble import BadProof

FORMAT: Final = "xinmai-proof/1"
_OPEN: Final = b'{"format":"xinmai-proof/1",'
_CLAIM, _FACTS, _CLOSE, _SIGNATURE = b'"claim":', b'"facts":[', b"],", b'"signature":'
_encoder: Final = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:
    """Canonical JSON of texts, integers, booleans, null, lists and objects."""
    return _encoder.encode(value)


class Lines(NamedTuple):
    """The JSON of each part, not yet believed."""

    claim: bytes
    facts: tuple[bytes, ...]
    signature: bytes


def joined(lines: Lines) -> bytes:
    """The whole file."""
    facts = (b",\n".join(lines.facts),) if lines.facts else ()
    return b"\n".join((
        _OPEN, _CLAIM + lines.claim + b",", _FACTS, *facts, _CLOSE,
        _SIGNATURE + lines.signature + b"}", b"",
    ))  # fmt: skip


def taken_apart(content: bytes) -> Lines:
    """Raises BadProof for a file that ``joined`` would not write."""
    rows = content.split(b"\n")
    if len(rows) < 6 or rows[0] != _OPEN:
        raise BadProof(
            f"不是“{FORMAT}”格式的文件", f"this is no file of the format {FORMAT}", part="file"
        )
    facts = rows[3:-3]
    return Lines(
        rows[1].removeprefix(_CLAIM).removesuffix(b","),
        tuple(fact.removesuffix(b",") for fact in facts),
        rows[-2].removeprefix(_SIGNATURE).removesuffix(b"}"),
    )


def check_frame(content: bytes, lines: Lines) -> None:
    """What stands between the parts must be what ``joined`` writes."""
    if joined(lines) != content:
        raise BadProof(
            "各行之间的标点或空白被改动", "punctuation between its lines was altered", part="file"
        )


def decoded(line: bytes, part: str, fact: int | None = None) -> Any:
    """The value of a line that is canonical JSON. Raises BadProof."""
    try:
        value = msgspec.json.decode(line)
        if canonical(value) == line:
            return value
    except (msgspec.MsgspecError, UnicodeDecodeError):
        pass
    raise BadProof("一行不是规范的 JSON", "a line is not canonical JSON", part=part, fact=fact)
