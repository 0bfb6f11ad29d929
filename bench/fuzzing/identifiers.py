"""National identifiers: what is accepted is written in one way, and no refusal repeats a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from bench.fuzzing.parser import Parser, text
from graph import identifiers
from graph.errors import XinmaiError
from graph.masking import speakable

NUMBER: Final = re.compile(r"\d{17}[\dXx]")
Reader = tuple[str, Callable[[str], Any], Callable[[str], bool], tuple[str, ...]]
READERS: Final[tuple[Reader, ...]] = (
    ("credit code", identifiers.parse_uscc, identifiers.is_uscc,
     ("91350100M000100Y43", "91110000600037341L", "9135 0100-M000100Y43", "91350100m000100y43")),
    ("identity number", identifiers.parse_identity, identifiers.is_identity,
     ("11010519491231002X", "110105 19491231 002x", "110105491231002", "440308199901101512")),
    ("organisation code", identifiers.parse_organisation_code, identifiers.is_organisation_code,
     ("D2143569-X", "600037341", "60003734-1")),
    ("project code", identifiers.parse_project_code, identifiers.is_project_code,
     ("2012-370102-04-01-123456", "2018-370102-47-03-012345", "201237010204 01123456")),
    ("division code", identifiers.parse_division_code, identifiers.is_division_code,
     ("370102", "3701", "370102000000")),
)  # fmt: skip


def parsers() -> Iterator[Parser]:
    for name, parse, valid, seeds in READERS:
        yield Parser(name, _taking(parse, valid), [seed.encode() for seed in seeds], longest=60)
    yield Parser("masking", _masked, [b"\xe8\xaf\x81 11010519491231002X", b"110105491231002 and 1"])


def _taking(parse: Callable[[str], Any], valid: Callable[[str], bool]) -> Callable[[bytes], bool]:
    def take(data: bytes) -> bool:
        told = text(data)
        try:
            found = parse(told)
        except XinmaiError as refusal:
            assert not NUMBER.search(str(refusal)), "a refusal repeats a number"
            raise
        assert valid(found.text)
        assert parse(found.text) == found
        return True

    return take


def _masked(data: bytes) -> bool:
    said = speakable(text(data))
    assert speakable(said) == said
    return said != text(data)
