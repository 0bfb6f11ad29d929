"""The shareholding tree: drawn cases, and random graphs against a walk over all pairs."""

from __future__ import annotations

from fractions import Fraction

from analyses.shareholding_tree import Branch, ShareholdingTree, Way, shareholding_tree
from analyses.stakes import Stakes
from graph.network import Network
from tests import networks
from tests.analyses.test_beneficial_owners import DAY, Silent
from tests.drawing import Drawing
from tests.ownership import WHOLE, random_stakes, sums


def asked(d: Drawing, subject: int, way: Way, depth: int = 3, limit: int = 50) -> ShareholdingTree:
    return shareholding_tree(Stakes(d.network, DAY), d, subject, way, depth, limit)


def drawn(branch: Branch) -> dict[int, object]:
    return {each.number: drawn(each) for each in branch.branches}


def test_up_and_down_level_by_level() -> None:
    d = Drawing()
    p, a, b, t = d.person(), d.firm(), d.firm(), d.firm()
    d.owns(p, a, 50)
    d.owns(a, t, 40)
    d.owns(b, t, 60)
    up = asked(d, t, "up")
    assert drawn(up.root) == {b: {}, a: {p: {}}}
    held = up.root.branches[1].branches[0]
    assert (held.share.least, held.least, held.most) == (500_000, Fraction(1, 5), Fraction(1, 5))
    assert [each.end for each in up.root.branches] == ["unrecorded", None]
    assert not up.cut_short
    assert drawn(asked(d, p, "down").root) == {a: {t: {}}}


def test_an_unknown_share_is_a_range_on_the_way() -> None:
    d = Drawing()
    a, b, t = d.firm(), d.firm(), d.firm()
    d.link("owns", a, b, share_min=0, share_max=1_000_000)
    d.owns(b, t, 30)
    (b_up,) = asked(d, t, "up").root.branches
    (a_up,) = b_up.branches
    assert (a_up.share.least, a_up.share.most) == (0, 1_000_000)
    assert (a_up.least, a_up.most) == (Fraction(0), Fraction(3, 10))


def test_what_is_left_out_is_said() -> None:
    d = Drawing()
    t, people = d.firm(), [d.person() for _ in range(5)]
    for number, person in enumerate(people):
        d.owns(person, t, 20 - number)
    wide = asked(d, t, "up", limit=2)
    assert ([each.number for each in wide.root.branches], wide.root.omitted) == (people[:2], 3)
    assert wide.cut_short
    top = d.firm()
    d.owns(t, top, 100)
    deep = asked(d, top, "up", depth=1)
    assert (deep.root.branches[0].deeper, deep.cut_short) == (True, True)


def test_a_loop_and_a_second_place_are_followed_once() -> None:
    d = Drawing()
    a, b, c = d.firm(), d.firm(), d.firm()
    for owner, firm in ((a, b), (b, c), (c, a), (a, c)):
        d.owns(owner, firm, 30)
    tree = asked(d, a, "down", depth=10)
    assert drawn(tree.root) == {b: {c: {}}, c: {a: {}}}
    (b_down, c_down) = tree.root.branches
    assert b_down.branches[0].repeated
    assert c_down.branches[0].repeated
    assert not tree.cut_short


def test_random_graphs_show_every_stake_within_reach() -> None:
    """5,000 graphs: the stakes on the tree are those of all parties nearer than the depth."""
    for seed in range(5_000):
        given, way = random_stakes(seed), ("up", "down")[seed % 2]
        depth, start = 1 + seed % 3, seed % len(given.node_kinds)
        network = Network.build(given)
        stakes = Stakes(network, networks.DAY)
        tree = shareholding_tree(stakes, Silent(given), start, way, depth, 1_000)  # type: ignore[arg-type]
        pairs = {ends: share for ends, share in sums(given, "capital").items()
                 if ends[0] != ends[1]}  # fmt: skip
        if way == "up":
            pairs = {(t, s): share for (s, t), share in pairs.items()}
        near, wanted = {start}, set[tuple[int, int, int, int]]()
        expanded = set[int]()
        for _ in range(depth):
            expanded = set(near)
            wanted |= {(s, t, *share) for (s, t), share in pairs.items() if s in near}
            near |= {t for s, t in pairs if s in near}
        assert set(_flat(tree.root)) == wanted, seed
        assert tree.cut_short == any(s in near - expanded for s, _ in pairs), seed


def _flat(branch: Branch) -> list[tuple[int, int, int, int]]:
    found = []
    for each in branch.branches:
        share = each.share
        assert each.most <= branch.most * max(share.most, WHOLE) / WHOLE
        found += [(branch.number, each.number, share.least, share.most), *_flat(each)]
    return found
