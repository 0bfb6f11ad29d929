"""Cutting objects out of JSON, whatever the pieces it is read in."""

from __future__ import annotations

import gzip
import io
import json
import random

import pytest

from ingest import jsonitems
from ingest.files import unpacked
from ingest.jsonitems import cuts, items
from ingest.layout import BadField


class Pieces(io.BytesIO):
    """Gives a few bytes at a time."""

    def __init__(self, data: bytes, rng: random.Random) -> None:
        super().__init__(data)
        self._rng = rng

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._rng.randint(1, 9))


def value(rng: random.Random, depth: int) -> object:
    choice = rng.randrange(6 if depth else 3)
    if choice < 3:
        return rng.choice(['"', "\\", "{[", "信脉", 'a"}]', 12, None, True])
    if choice < 5:
        return {f'k{n}"{{': value(rng, depth - 1) for n in range(rng.randrange(4))}
    return [value(rng, depth - 1) for _ in range(rng.randrange(4))]


@pytest.mark.parametrize("seed", range(60))
def test_any_objects_in_any_pieces(seed: int) -> None:
    rng = random.Random(seed)
    objects = [{"n": number, "v": value(rng, 3)} for number in range(rng.randrange(6))]
    for text in (
        json.dumps(objects, ensure_ascii=bool(seed % 2), indent=seed % 3 or None),
        "\n".join(json.dumps(each, ensure_ascii=False) for each in objects),
    ):
        found = [what for _, what in items(Pieces(text.encode(), rng))]
        assert found == objects


def test_lines_are_those_of_an_editor() -> None:
    text = b'[\n {"a": 1},\n\n {\n  "b": 2\n }\n]'
    assert [line for line, _ in items(io.BytesIO(text))] == [2, 4]


def test_numbers_stay_exact() -> None:
    ((_, found),) = items(io.BytesIO(b'{"share": 33.333333333333333333}'))
    assert str(found["share"]) == "33.333333333333333333"  # type: ignore[index]


@pytest.mark.parametrize(
    "text", ['{"a": 1', '[{"a": "unclosed}]', '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"]
)
def test_what_breaks_off_or_is_too_deep_is_one_problem(text: str) -> None:
    ((_, found),) = items(io.BytesIO(text.encode()))
    assert isinstance(found, BadField)


def test_an_endless_string_does_not_eat_the_memory() -> None:
    data = b'[{"a": "' + b"x" * (jsonitems.MAX_ITEM + jsonitems.CHUNK)
    (found,) = cuts(io.BytesIO(data))
    assert isinstance(found.content, BadField)


def test_a_broken_line_costs_itself() -> None:
    lines = ['{"n": 1}', '{"n": 2, "v": "unclosed', '{"n": 3}', '{"n": 4}}', "", "{", '{"n": 5}']
    found = list(items(io.BytesIO("\r\n".join(lines).encode())))
    assert [what["n"] for _, what in found if isinstance(what, dict)] == [1, 3, 5]
    assert [line for line, what in found if isinstance(what, BadField)] == [2, 4, 6]


def test_a_line_too_long_costs_itself() -> None:
    text = '{"n": 1}\n{"n": "' + "x" * (jsonitems.MAX_ITEM + 9) + '"}\n{"n": 3}'
    found = list(items(io.BytesIO(text.encode())))
    assert [(line, isinstance(what, dict)) for line, what in found] == [
        (1, True), (2, False), (3, True),
    ]  # fmt: skip


def test_what_comes_before_a_break_is_read() -> None:
    lines = "\n".join(json.dumps({"n": n, "v": n * 7919}) for n in range(20_000))
    packed = gzip.compress(lines.encode())
    found = list(items(unpacked(io.BytesIO(packed[: len(packed) // 2]))))
    assert [what["n"] for _, what in found[:-1] if isinstance(what, dict)] == list(
        range(len(found) - 1)
    )
    assert len(found) > 5_000
    assert isinstance(found[-1][1], BadField)
