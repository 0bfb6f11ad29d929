"""A statement that changes only what is kept apart is as old as what its table said before."""

from __future__ import annotations

import pytest

from analyses.rulebook import load_rules
from api.access.sight import veil_of, withheld_of
from graph.facts import NodeFact
from graph.networks import Networks
from graph.store import Store
from graph.veiled_store import VeiledStore
from tests.graph.contract.drawing import A, a_batch, a_file

OPEN = {"name": "甲建设公司", "status": "存续"}


def described(**fields: str) -> NodeFact:
    return NodeFact(A, "organization", OPEN | fields)


@pytest.fixture
def told(store: Store) -> Store:
    """The registry's firm, named otherwise by another table; then the registry's telephone changes
    twice, and its status."""
    store.apply(a_batch(described(phone="1"), file=a_file("1")))
    other = NodeFact(A, "organization", {"name": "甲建设"})
    store.apply(a_batch(other, file=a_file("2", source="housing")))
    for number, phone in enumerate(("2", "3"), 3):
        store.apply(a_batch(described(phone=phone), file=a_file(str(number))))
    return store


def test_it_outranks_nothing_that_was_said_since(told: Store) -> None:
    view = told.nodes([A])[A]
    assert (view.name, view.fields["phone"]) == ("甲建设", "3")
    assert [hit.name for hit in told.search("甲建设")] == ["甲建设"]
    told.apply(a_batch(described(phone="3", status="注销"), file=a_file("5")))
    assert told.nodes([A])[A].name == OPEN["name"]
    assert told.search("甲建设")[0].name == OPEN["name"]


def test_the_run_it_is_of_is_known_at_every_revision(told: Store) -> None:
    told.apply(a_batch(described(phone="3", status="注销"), file=a_file("5")))
    for known_at, phone in ((1, "1"), (2, "1"), (3, "2"), (4, "3")):
        view = told.nodes([A], known_at=known_at)[A]
        assert view.fields["phone"] == phone
        (said,) = [each for each in view.statements if "phone" in each.fields]
        assert said.run is not None
        assert (said.run.recorded, said.run.retired, said.run.origin.file.digest) == (
            1, 5, a_file("1").digest,
        )  # fmt: skip
    alone = told.nodes([A])[A].statements
    assert [each.run for each in alone] == [None, None]
    assert told.history(0, 5).stated[:, 1:].tolist() == [[1, 0], [2, 0], [3, 1], [4, 1], [5, 0]]


def test_who_may_not_see_it_sees_no_sign_of_it(told: Store) -> None:
    rules = {view.id: view for view in load_rules().access.view}
    credit = rules["credit"]
    seen = VeiledStore(told, Networks(told, None), veil_of(credit), withheld_of(credit))
    before = seen.nodes([A]), seen.restated(1)
    assert seen.revision() == 2
    told.apply(a_batch(described(phone="4"), file=a_file("5")))
    since = seen.nodes([A]), seen.restated(1)
    assert (seen.revision(), since) == (2, before)
    assert before[0][A].statements[0].origin.file.digest == a_file("1").digest
    shared = rules["shared"]
    open_to = VeiledStore(told, Networks(told, None), veil_of(shared), withheld_of(shared))
    assert open_to.revision() == 5
    assert open_to.nodes([A])[A].fields["phone"] == "4"
