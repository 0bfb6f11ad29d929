"""A veiled network is the network of the facts that are left, folded in or built anew."""

from __future__ import annotations

import random

import numpy as np
import pytest

from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties
from graph.topology import LINK_DTYPE, Changes, Topology
from graph.veil import Veil, delivered, veiled, veiled_following, veiled_overlay
from graph.vocabulary import LINK_CODE, NODE_CODE
from tests.networks import Row, link, random_topology, topology

SUBJECTS = ("organization", "person", "subject")
DRAWN = (
    ("owns", SUBJECTS, SUBJECTS), ("kin_of", SUBJECTS, SUBJECTS),
    ("participates", SUBJECTS, ("project",)), ("sanctioned_by", SUBJECTS, ("sanction",)),
    ("concerns", ("sanction",), ("project",)), ("about", ("event",), ("sanction", "organization")),
)  # fmt: skip
VEIL = Veil(
    frozenset(NODE_CODE[kind] for kind in ("organization", "project", "sanction", "event")),
    frozenset(LINK_CODE[kind] for kind, _, _ in DRAWN if kind != "kin_of"),
)


def drawn(pick: random.Random) -> Topology:
    kinds = [pick.choice((*SUBJECTS, "project", "sanction", "event")) for _ in range(14)]
    rows: list[Row] = []
    for number in range(30):
        kind, sources, targets = pick.choice(DRAWN)
        ends = [[n for n, k in enumerate(kinds) if k in among] for among in (sources, targets)]
        if all(ends):
            rows.append(link(number, kind, pick.choice(ends[0]), pick.choice(ends[1])))
    return topology(kinds, rows)


def left(given: Topology) -> Topology:
    """Worked out fact by fact: what a reader of the list of facts would strike out."""
    names = {code: kind for kind, code in NODE_CODE.items()}
    kinds = [names[int(code)] for code in given.node_kinds]
    there = {n for n, kind in enumerate(kinds) if kind in ("organization", "project")}
    rows = given.links.tolist()
    there |= {r[4] for r in rows if r[1] == LINK_CODE["sanctioned_by"] and r[3] in there}
    there |= {r[3] for r in rows if r[1] == LINK_CODE["about"] and r[4] in there}
    kept = [r for r in rows if r[1] != LINK_CODE["kin_of"] and {r[3], r[4]} <= there]
    codes = [code if n in there else -1 for n, code in enumerate(given.node_kinds.tolist())]
    return Topology(given.revision, np.array(codes, np.int8), np.array(kept, dtype=LINK_DTYPE))


def same(one: Ties, other: Ties) -> bool:
    return one.size == other.size and all(
        one.every_tie(node) == other.every_tie(node) and one.kind_of(node) == other.kind_of(node)
        for node in range(one.size)
    )


@pytest.mark.parametrize("seed", range(200))
def test_what_is_hidden_was_never_told(seed: int) -> None:
    given = drawn(random.Random(seed))
    assert same(veiled(Network.build(given), VEIL), Network.build(left(given)))


@pytest.mark.parametrize("seed", range(200))
def test_later_changes_are_seen_as_if_built_anew(seed: int) -> None:
    """Parties that are described later, records that get a visible party, links that go."""
    pick = random.Random(seed)
    given = drawn(pick)
    early = np.array([pick.random() < 0.6 for _ in given.links], dtype=bool)
    kinds = given.node_kinds.copy()
    changed = [n for n, code in enumerate(kinds)
               if code in {NODE_CODE[k] for k in SUBJECTS} and pick.random() < 0.3]  # fmt: skip
    kinds[changed] = NODE_CODE["subject"]
    parties = {LINK_CODE["sanctioned_by"], LINK_CODE["about"]}
    gone = [int(row["number"]) for row in given.links[early]
            if row["kind"] not in parties and pick.random() < 0.2]  # fmt: skip
    base = Network.build(Topology(1, kinds, given.links[early]))
    changes = Changes(
        1, 2, np.array(changed, np.int32), given.node_kinds[changed], given.links[~early],
        np.array(gone, np.int32),
    )  # fmt: skip
    stays = given.links[~np.isin(given.links["number"], gone)]
    anew = Network.build(left(Topology(2, given.node_kinds, stays)))
    seen = veiled_overlay(veiled(base, VEIL), Overlay(base, changes), VEIL)
    assert seen.revision == 2
    assert same(seen, anew)


@pytest.mark.parametrize("seed", range(200))
def test_what_follows_step_by_step_is_seen_as_if_at_once(seed: int) -> None:
    pick = random.Random(seed)
    given = drawn(pick)
    kinds = given.node_kinds.copy()
    later = [n for n, code in enumerate(kinds)
             if code in {NODE_CODE[k] for k in SUBJECTS} and pick.random() < 0.3]  # fmt: skip
    kinds[later] = NODE_CODE["subject"]
    step_of = np.array([pick.randrange(5) for _ in given.links])
    base = Network.build(Topology(1, kinds, given.links[step_of == 0]))
    parties = {LINK_CODE["sanctioned_by"], LINK_CODE["about"]}
    held = [int(row["number"]) for row in given.links if row["kind"] not in parties]
    leaves = {number: pick.randrange(2, 9) for number in held}
    whole = seen = None
    for step in range(1, 5):
        retired = [n for n in held if leaves[n] == step + 1
                   and step_of[given.links["number"] == n][0] < step]  # fmt: skip
        come = [node for node in later if node % 4 == step - 1]
        changes = Changes(
            step, step + 1, np.array(come, np.int32), given.node_kinds[come],
            given.links[step_of == step], np.array(retired, np.int32),
        )  # fmt: skip
        before, whole = whole, whole.followed(changes) if whole else Overlay(base, changes)
        at_once = veiled_overlay(veiled(base, VEIL), whole, VEIL)
        if before is None or seen is None:
            seen = at_once
        else:
            seen = veiled_following(seen, before, whole, VEIL)
            assert seen is not None
        assert seen.revision == step + 1
        assert same(seen, at_once)


@pytest.mark.parametrize("seed", range(100))
def test_links_are_found_again_as_they_were_stated(seed: int) -> None:
    given = random_topology(seed, merges=True)
    same_as = LINK_CODE["same_as"]
    found = delivered(Network.build(given))
    apart = found["kind"] != same_as
    assert np.array_equal(found[apart], given.links[given.links["kind"] != same_as])
    ends = ["number", "source", "target"]
    assert np.array_equal(found[~apart][ends], given.links[given.links["kind"] == same_as][ends])
