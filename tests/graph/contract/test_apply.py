"""What a batch does: stored, unchanged, contradicting; stubs and mentions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from graph.errors import RefusedInput
from graph.facts import Batch, Key, LinkFact, NodeFact, Quarantined, Row, Value, subject
from graph.store import Store
from tests.graph.contract.drawing import A, B, C, a_batch, a_file, company, mention, owns


def test_an_empty_store(store: Store) -> None:
    assert store.revision() == 0
    assert store.nodes([A]) == {}
    assert store.resolve("a") == []
    assert len(store.topology().links) == 0
    assert store.counts() == {}
    assert store.delivered() == []


def test_prepare_twice(store: Store) -> None:
    store.apply(a_batch(company(A, "甲公司")))
    store.prepare()
    assert store.revision() == 1


def test_the_same_batch_twice(store: Store) -> None:
    batch = a_batch(company(A, "甲公司"), owns(A, B, 600_000))
    first, again = store.apply(batch), store.apply(batch)
    assert (first.revision, first.stored, first.unchanged) == (1, 2, 0)
    assert (again.revision, again.stored, again.unchanged) == (1, 0, 2)
    assert store.counts() == {"organization": 1, "subject": 1, "owns": 1}
    [held] = store.delivered()
    assert (held.stored, held.unchanged, held.through, held.complete) == (2, 0, 2, True)


def test_a_file_arrives_when_it_last_brought_anything_new(store: Store) -> None:
    assert store.arrivals() == {}
    before = datetime.now(UTC) - timedelta(seconds=1)
    batch = a_batch(company(A, "甲公司"))
    store.apply(batch)
    told = store.arrivals()
    assert set(told) == {batch.file}
    assert before <= told[batch.file] <= datetime.now(UTC) + timedelta(seconds=1)
    store.apply(batch)  # nothing new
    assert store.arrivals() == told


def test_fields_keep_their_types(store: Store) -> None:
    fields: dict[str, Value] = {
        "name": "甲公司", "registered": date(2001, 2, 3), "state_capital": True,
        "registered_capital": 2**53 + 1, "scope": "a\n\"b\\\u2028',{}",
    }  # fmt: skip
    store.apply(a_batch(NodeFact(A, "organization", fields)))
    assert store.nodes([A])[A].fields == fields


def test_ends_that_nobody_described_are_stubs(store: Store) -> None:
    site = Key("project", "TOY:p")
    store.apply(a_batch(owns(A, B, 1), LinkFact("participates", B, site, {"role": "epc"})))
    views = store.nodes([A, B, site])
    assert all(view.stub for view in views.values())
    assert {view.kind for view in views.values()} == {"subject", "project"}
    assert views[A].name == "TOY:a"


def test_a_mention_yields_to_a_description(store: Store) -> None:
    store.apply(a_batch(mention(A, "简称", kind="person"), file=a_file("m", "sanctions")))
    assert store.nodes([A])[A].stub
    store.apply(a_batch(company(A, "全称有限公司"), file=a_file("d", "subjects")))
    store.apply(a_batch(mention(A, "又一简称", kind="person"), file=a_file("n", "bids")))
    view = store.nodes([A])[A]
    assert (view.kind, view.name, view.stub) == ("organization", "全称有限公司", False)
    assert len(view.statements) == 3
    assert [hit.name for hit in store.search("全称")] == ["全称有限公司"]
    assert store.search("又一") == []


def test_a_mention_is_recorded_once_a_layout(store: Store) -> None:
    store.apply(a_batch(mention(A, "简称"), file=a_file("m")))
    again = store.apply(a_batch(mention(A, "别名"), file=a_file("n")))
    assert (again.stored, again.unchanged, again.revision) == (0, 1, 1)
    assert store.nodes([A])[A].name == "简称"


def test_a_description_replaces_its_own_layouts_mention(store: Store) -> None:
    store.apply(a_batch(mention(A, "简称"), company(A, "全称")))
    view = store.nodes([A])[A]
    assert (view.name, view.stub, len(view.statements)) == ("全称", False, 1)


def test_a_correction_retires_what_was_said_before(store: Store) -> None:
    store.apply(a_batch(company(A, "旧名", status="存续"), file=a_file("old")))
    store.apply(a_batch(company(A, "新名"), file=a_file("new")))
    now, then = store.nodes([A])[A], store.nodes([A], known_at=1)[A]
    assert (now.name, now.fields) == ("新名", {"name": "新名"})
    assert (then.name, then.fields["status"]) == ("旧名", "存续")
    assert then.statements[0].retired == 2
    assert [hit.name for hit in store.search("新名")] == ["新名"]
    assert store.search("旧名") == []


def test_departments_do_not_overwrite_each_other(store: Store) -> None:
    store.apply(a_batch(company(A, "甲", status="存续"), file=a_file("x", source="REG")))
    store.apply(a_batch(company(A, "甲", industry="E47"), file=a_file("y", source="TAX")))
    view = store.nodes([A])[A]
    assert (view.fields["status"], view.fields["industry"]) == ("存续", "E47")
    assert {s.origin.file.source for s in view.statements} == {"REG", "TAX"}


def test_a_row_contradicting_its_own_file_is_set_aside(store: Store) -> None:
    applied = store.apply(
        a_batch(owns(A, B, 600_000), (company(C, "丙"), owns(A, B, 500_000)), owns(A, C, 1))
    )
    assert (applied.stored, applied.unchanged, applied.quarantined) == (2, 0, 1)
    [entry] = store.quarantine()
    assert (entry.row.line, entry.row.field, entry.state) == (3, "owns", "open")
    assert "第 2 行" in entry.row.problem_zh
    assert "line 2" in entry.row.problem_en
    assert store.nodes([C])[C].stub  # nothing of the row was recorded
    [link] = [v for v in store.links([0, 1]).values() if v.target == B]
    assert link.fields["share_min"] == 600_000


def test_a_contradiction_across_batches_and_of_descriptions(store: Store) -> None:
    file = a_file()
    store.apply(a_batch(company(A, "甲"), file=file))
    applied = store.apply(a_batch(company(A, "乙"), file=file, first_line=3))
    assert (applied.quarantined, applied.revision) == (1, 1)
    assert store.nodes([A])[A].name == "甲"
    assert len(list(store.quarantine())) == 1


def test_an_unknown_field_is_refused_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(RefusedInput) as refused:
        store.apply(a_batch(company(A, "甲"), company(B, "乙", colour="red")))
    assert refused.value.field == "colour"
    assert store.revision() == 0
    assert store.nodes([A]) == {}


def test_a_code_outside_the_list_is_refused(store: Store) -> None:
    with pytest.raises(RefusedInput) as refused:
        store.apply(a_batch(LinkFact("holds_office", A, B, {"office": "king"})))
    assert refused.value.field == "office"


def test_progress_and_quarantine_without_a_revision(store: Store) -> None:
    bad = Quarantined(7, "digest", "校验位不对", "bad check digit", "请核对", "check it", "{}")
    applied = store.apply(Batch(a_file(), (), (bad,), through=5))
    assert (applied.revision, applied.quarantined) == (0, 1)
    [held] = store.delivered("TOY", a_file().digest)
    assert (held.through, held.quarantined, held.complete) == (5, 1, False)
    [entry] = store.quarantine()
    assert (entry.row, entry.file) == (bad, a_file())
    store.settle([entry.number], "retried")
    assert list(store.quarantine()) == []
    assert [e.state for e in store.quarantine(state=None)] == ["retried"]
    assert store.delivered("OTHER") == []


def test_a_batch_of_100_000_facts(store: Store) -> None:
    rows = [
        Row(
            i,
            (
                company(subject(f"TOY:{i}"), f"第{i}公司"),
                owns(subject(f"TOY:{i // 2}"), subject(f"TOY:{i}"), i),
            ),
        )
        for i in range(50_000)
    ]
    applied = store.apply(Batch(a_file(), rows, through=50_000, complete=True))
    assert (applied.revision, applied.stored) == (1, 50_000)
    assert store.counts() == {"organization": 50_000, "owns": 50_000}
    assert len(store.topology().links) == 50_000


def test_a_table_that_says_less_takes_nothing_from_another(store: Store) -> None:
    site = Key("project", "TOY:p")
    less = LinkFact("participates", A, site, {"role": "epc"}, "epc")
    more = LinkFact("participates", A, site, {"role": "epc", "qualification": "一级"}, "epc")
    units, parties = a_file("u", "units"), a_file("p", "parties")
    store.apply(a_batch(less, file=units))
    assert store.apply(a_batch(more, file=parties)).stored == 1
    again = store.apply(a_batch(less, file=a_file("u2", "units")))
    assert (again.stored, again.unchanged) == (0, 1)
    ended = LinkFact("participates", A, site, {"role": "epc"}, "epc", valid_until=date(2024, 1, 1))
    assert store.apply(a_batch(ended, file=a_file("u3", "units"))).stored == 1
    own = store.apply(a_batch(less, file=a_file("u4", "units")))
    assert own.stored == 1  # its own last word is replaced


def test_a_contradiction_is_seen_however_often_the_file_comes(store: Store) -> None:
    rows = (company(A, "甲公司"), company(A, "乙公司"), owns(A, B, 1), owns(A, B, 2))
    for number in range(3):
        applied = store.apply(a_batch(*rows, file=a_file(f"delivery {number}")))
        assert applied.quarantined == 2
        assert applied.unchanged == (0 if number == 0 else 2)
    assert store.nodes([A])[A].name == "甲公司"
    assert [entry.row.line for entry in store.quarantine()] == [3, 5] * 3
