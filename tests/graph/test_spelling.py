"""How letters are cut into syllables: whatever a name is read as is among the ways, from its
beginning on, however long it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.spelling import MOST_DIVISIONS, divisions, readings

CHARACTERS = "济南松贤建设工程有限公司西安方案额尔古纳信脉天齐鸥"


@settings(deadline=None)  # the dictionary is read once
@given(st.text(CHARACTERS, min_size=2, max_size=20), st.data())
def test_the_way_a_name_is_read_is_among_them(name: str, data: st.DataObject) -> None:
    said = tuple(readings(character)[0] for character in name)
    gaps = [data.draw(st.sampled_from(["", " ", "'"])) for _ in said]
    ways = divisions("".join(one + gap for one, gap in zip(said, gaps, strict=True)))
    assert 0 < len(ways) <= MOST_DIVISIONS
    assert any(said[: len(way)] == way for way in ways)


def test_what_may_be_cut_in_few_ways_is_cut_in_each() -> None:
    assert divisions("jinan xinm") == [("jin", "an", "xin", "m"), ("ji", "nan", "xin", "m")]
    assert divisions("xi'an") == [("xi", "an"), ("xi", "a", "n")]
    assert divisions("jnxm") == divisions("") == divisions("a") == []
