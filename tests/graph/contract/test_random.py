"""Any sequence of batches against a model of a few dictionaries."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.facts import Batch, Fact, Key, LinkFact, NodeFact, Row, Withdrawal, subject
from graph.store import Store, open_store
from tests.engines import CLEAR
from tests.graph.contract.drawing import a_file, after, rows_of

KEYS = [subject(f"TOY:{letter}") for letter in "abcd"]
DAYS = [None, date(2020, 1, 1), date(2021, 6, 30)]
keys, days, shares = st.sampled_from(KEYS), st.sampled_from(DAYS), st.integers(0, 3)

node_facts = st.builds(
    lambda key, kind, name, mention: NodeFact(key, kind, {"name": name}, mention),
    keys, st.sampled_from(["organization", "person"]), st.sampled_from(["甲乙", "乙丙"]),
    st.booleans(),
)  # fmt: skip
link_facts = st.builds(
    lambda a, b, ppm, first, last: LinkFact("owns", a, b, {"share_max": ppm}, "", first, last),
    keys, keys, shares, days, days,
)  # fmt: skip
withdrawals = st.builds(lambda a, b, first: Withdrawal("owns", a, b, "", first), keys, keys, days)
rows = st.lists(st.one_of(node_facts, link_facts, withdrawals), min_size=1, max_size=1)
batches = st.lists(st.lists(rows, max_size=5), max_size=6)


class Model:
    """Facts one a row, each batch a file of its own layout: what must be current after each."""

    def __init__(self) -> None:
        self.links: dict[tuple[Key, Key, date | None], tuple[int, date | None]] = {}
        self.said: dict[tuple[Key, str], tuple[bool, str, str]] = {}
        self.known: set[Key] = set()

    def apply(self, layout: str, facts: list[Fact]) -> tuple[int, int, int]:
        """Counts of stored, unchanged and contradicting rows."""
        own: set[object] = set()
        outcomes = [self._one(layout, fact, own) for fact in facts]
        return outcomes.count("stored"), outcomes.count("unchanged"), outcomes.count("refused")

    def _one(self, layout: str, fact: Fact, own: set[object]) -> str:
        if isinstance(fact, NodeFact):
            return self._node(layout, fact, own)
        key = (fact.source, fact.target, fact.valid_from)
        if isinstance(fact, Withdrawal):
            own.discard(key)
            return "unchanged" if self.links.pop(key, None) is None else "stored"
        says = (int(fact.fields["share_max"]), fact.valid_until)  # type: ignore[arg-type]
        if self.links.get(key) == says:
            own.add(key)  # said again is said, too
            return "unchanged"
        if key in own:
            return "refused"
        self.links[key] = says
        own.add(key)
        self.known |= {fact.source, fact.target}
        return "stored"

    def _node(self, layout: str, fact: NodeFact, own: set[object]) -> str:
        key, says = (fact.key, layout), (fact.mention, fact.kind, str(fact.fields["name"]))
        before = self.said.get(key)
        if before == says or (before and fact.mention):
            if not fact.mention:
                own.add(key)
            return "unchanged"
        if before and key in own and not before[0]:
            return "refused"
        self.said[key] = says
        own.add(key)
        self.known.add(fact.key)
        return "stored"


def check(store: Store, script: list[list[list[Fact]]]) -> None:
    model, topologies = Model(), [store.topology()]
    for number, drawn in enumerate(script):
        layout = f"layout{number % 2}"
        lines = tuple(Row(i + 2, tuple(facts)) for i, facts in enumerate(drawn))
        file = a_file(f"f{number}", layout)
        applied = store.apply(Batch(file, lines, through=len(lines), complete=True))
        expected = model.apply(layout, [fact for facts in drawn for fact in facts])
        assert (applied.stored, applied.unchanged, applied.quarantined) == expected
        topologies.append(store.topology())
    numbers = topologies[-1].links["number"].tolist()
    assert {
        (v.source, v.target, v.valid_from): (v.fields["share_max"], v.valid_until)
        for v in store.links(numbers).values()
    } == model.links
    assert set(store.nodes(KEYS)) == model.known
    assert store.briefs(KEYS) == Store.briefs(store, KEYS)
    for key, view in store.nodes(KEYS).items():
        said = {
            (s.origin.file.layout, s.mention, s.kind, s.fields["name"]) for s in view.statements
        }
        assert said == {(layout, *says) for (k, layout), says in model.said.items() if k == key}
        assert any(hit.key == key for hit in store.search(view.name))
    for before in topologies:
        stated = {view.number: {s.recorded for s in view.statements}
                for view in store.nodes(KEYS).values()}  # fmt: skip
        latest = {number for number, at in stated.items() if max(at, default=0) > before.revision}
        assert latest <= set(store.restated(before.revision)) <= stated.keys()
        if before.revision == 0:
            assert set(store.restated(0)) == {n for n, at in stated.items() if at}
        assert rows_of(store.topology(known_at=before.revision)) == rows_of(before)
        assert after(before, store.changes(before.revision)) == rows_of(topologies[-1])
        history = store.history(before.revision, topologies[-1].revision)
        assert after(before, history.net()) == rows_of(topologies[-1])
        assert sorted({*history.stated[:, 0].tolist()}) == store.restated(before.revision)
        assert np.all(np.diff(history.stated[:, 1]) >= 0)


@settings(max_examples=60, deadline=None)
@given(batches)
def test_random_batches_on_sqlite(script: list[list[list[Fact]]]) -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        with open_store(url) as store:
            store.prepare()
            check(store, script)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(script=batches)
def test_random_batches_on_neo4j(neo4j_url: str, script: list[list[list[Fact]]]) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(neo4j_url) as driver, driver.session() as session:
        session.run(CLEAR).consume()
    with open_store(neo4j_url) as store:
        store.prepare()
        check(store, script)
