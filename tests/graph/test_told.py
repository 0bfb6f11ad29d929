"""A batch told beforehand, by another process, is the batch."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from graph.errors import RefusedInput
from graph.facts import Key, LinkFact, NodeFact, Withdrawal
from graph.told import ToldBatch, ToldNode, tell
from graph.topology import NO_CODE
from tests.graph.contract.drawing import A, B, C, a_batch, company, mention, owns

DRAWN = a_batch(
    [company(A, "甲", registered=date(2020, 1, 1)), mention(B, "乙"), owns(A, B, 400_000)],
    [mention(B, "乙"), mention(B, "乙公司"), LinkFact("contact_at", B, Key("contact", "phone:1"))],
    Withdrawal("owns", A, C),
)


def test_it_survives_the_way_between_processes() -> None:
    told = tell(DRAWN)
    packed = msgspec.msgpack.encode(told)
    assert msgspec.msgpack.decode(packed, type=ToldBatch) == told
    assert tell(told) is told


def test_each_key_is_listed_once_and_every_fact_finds_its_own() -> None:
    told = tell(DRAWN)
    assert list(told.keys) == [A, B, Key("contact", "phone:1"), C]
    named = [told.keys[f.node] for row in told.rows for f in row.facts if isinstance(f, ToldNode)]
    assert named == [A, B, B, B]


def test_other_words_are_told_anew() -> None:
    _, (again, other, _), _ = (row.facts for row in tell(DRAWN).rows)
    assert isinstance(again, ToldNode) and isinstance(other, ToldNode)
    assert (again.name, other.name) == ("乙", "乙公司")
    assert again.says[2] == '{"name":"乙"}'


@pytest.mark.parametrize(
    ("fields", "measured"),
    [({}, (NO_CODE, 0, 1_000_000)), ({"share_min": 1, "share_max": 2}, (NO_CODE, 1, 2))],
)
def test_an_absent_share_may_be_anything(
    fields: dict[str, int], measured: tuple[int, int, int]
) -> None:
    link = tell(a_batch(LinkFact("owns", A, B, fields))).rows[0].facts[0]
    assert (link.code, link.low, link.high) == measured  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "fact",
    [
        NodeFact(A, "organisation", {}),
        NodeFact(Key("nobody", "x"), "organization", {}),
        NodeFact(A, "organization", {"shoe_size": 42}),
        LinkFact("marries", A, B),
    ],
)
def test_what_the_vocabulary_lacks_is_refused(fact: NodeFact | LinkFact) -> None:
    with pytest.raises(RefusedInput):
        tell(a_batch(fact))
