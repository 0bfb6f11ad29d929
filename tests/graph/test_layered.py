"""A mapping followed often against a plain dict."""

from __future__ import annotations

from random import Random

from graph.layered import LATELY, Layered


def test_is_what_a_dict_would_be_and_leaves_the_earlier_ones_alone() -> None:
    draw = Random(1)
    plain: dict[int, int] = {n: n for n in range(50)}
    layered = Layered(dict(plain))
    for _ in range(400):
        earlier, before = layered, dict(plain) if draw.random() < 0.05 else None
        later = {draw.randrange(6_000): draw.randrange(9) for _ in range(draw.randrange(30))}
        layered = layered.followed(later)
        plain |= later
        if before is not None:
            assert dict(earlier) == before
    assert len(plain) > LATELY
    assert dict(layered) == plain and len(layered) == len(plain)
    assert sorted(layered) == sorted(plain)
    for key in range(-5, 6_005):
        assert layered.get(key) == plain.get(key)
        assert layered.get(key, "none") == plain.get(key, "none")
        assert (key in layered) == (key in plain)


def test_what_is_not_there() -> None:
    assert Layered({1: 2}).followed({}).get(3, ()) == ()
    try:
        Layered({1: 2})[3]
    except KeyError:
        return
    raise AssertionError("no KeyError")
