"""What repairing a record takes: each condition told by day, unknown where nobody has stated it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyses.own_record import record_against
from analyses.repair.conditions import Conditions, conditions
from analyses.repair.records import due
from api.answers.repair.due import DueOptions, due_answer
from graph.acts import Event, Request, carry_out
from graph.facts import Fact, Key, LinkFact, NodeFact, Value, subject
from graph.store import Store
from graph.vocabulary import NODE_CODE
from tests.firms import RULES, built, firm, ground_of, record

OFFICE = "济南市住房和城乡建设局"
DAY = date(2026, 6, 30)


def asked(store: Store, day: date = DAY, id: str = "r") -> Conditions:
    ground = ground_of(store, day)
    number = store.nodes([Key("sanction", id)])[Key("sanction", id)].number
    found = record_against(ground.network, ground.views, RULES, number, day)
    assert found is not None
    return conditions(ground.network, ground.views, RULES, found, day)


def told(found: Conditions) -> dict[str, tuple[bool | None, date | None]]:
    return {each.condition.test: (each.met, each.since) for each in found.findings}


def one(tmp_path: Path, kind: str, decided: date | None, *more: Fact, **fields: Value) -> Store:
    return built(tmp_path, [firm("a"), *record("a", "r", kind, decided, **fields), *more])


def did(store: Store, act: str, day: date, key: str = "k") -> None:
    request = Request(OFFICE, f"{key}-{act}-{day}", f"{act}{day}".encode())
    carry_out(store, request, Event(act, Key("sanction", "r"), day).facts(request))


def test_the_shortest_publication_of_the_regime_of_the_decision(tmp_path: Path) -> None:
    store = one(tmp_path, "penalty", date(2026, 3, 31), penalty_kinds="罚款")
    found = asked(store)
    assert found.under is not None
    assert found.under.id == "order58"
    assert found.may_apply_from == date(2026, 7, 1)
    assert told(found)["period"] == (False, date(2026, 7, 1))
    assert not found.may_apply(DAY)
    assert asked(store, date(2026, 7, 1)).may_apply(date(2026, 7, 1))
    assert [each.condition.test for each in found.unknown] == ["duties", "commitment"]


@pytest.mark.parametrize(
    ("penalty", "first"),
    [("警告", date(2026, 4, 1)), ("罚款", date(2026, 7, 1)), ("责令关闭", date(2027, 4, 1)),
     ("其他", None)],
)  # fmt: skip
def test_order_36_asks_by_class(tmp_path: Path, penalty: str, first: date | None) -> None:
    found = asked(one(tmp_path, "penalty", date(2026, 4, 1), penalty_kinds=penalty))
    assert found.under is not None
    assert found.under.id == "order36"
    assert found.may_apply_from == first
    assert list(told(found)) == [
        "period", "duties", "commitment", "repairable", "honest", "other",
    ]  # fmt: skip
    assert told(found)["period"][0] is (None if first is None else first <= DAY)


def test_an_unknown_class_is_met_once_the_longest_of_all_is_over(tmp_path: Path) -> None:
    store = one(tmp_path, "penalty", date(2026, 4, 1), penalty_kinds="其他")
    assert told(asked(store, date(2027, 3, 31)))["period"] == (None, None)
    assert told(asked(store, date(2027, 4, 1)))["period"] == (True, date(2027, 4, 1))


def test_acts_and_delivered_commitments_show_conditions(tmp_path: Path) -> None:
    promise = Key("commitment", "c")
    store = one(
        tmp_path, "penalty", date(2025, 6, 1),
        NodeFact(promise, "commitment", {"name": "信用修复承诺", "kind": "信用修复承诺"}),
        LinkFact("committed", subject("a"), promise, {}, "", date(2025, 9, 9)),
    )  # fmt: skip
    assert told(asked(store))["duties"] == (None, None)
    did(store, "correction_ordered", date(2025, 7, 1))
    assert told(asked(store))["duties"] == (False, None)
    assert not asked(store).may_apply(DAY)
    did(store, "corrected", date(2025, 8, 1))
    found = told(asked(store))
    assert found["duties"] == (True, date(2025, 8, 1))
    assert found["commitment"] == (True, date(2025, 9, 9))
    before = told(asked(store, date(2025, 7, 15)))
    assert (before["duties"], before["commitment"]) == ((False, None), (None, None))


def test_a_commitment_before_the_decision_or_of_another_kind_shows_nothing(tmp_path: Path) -> None:
    facts: list[Fact] = []
    for name, day in (("信用修复承诺", date(2025, 5, 31)), ("证明事项告知承诺", date(2025, 7, 1))):
        key = Key("commitment", name)
        facts += [NodeFact(key, "commitment", {"name": name, "kind": name}),
                  LinkFact("committed", subject("a"), key, {}, "", day)]  # fmt: skip
    store = one(tmp_path, "penalty", date(2025, 6, 1), *facts)
    assert told(asked(store))["commitment"] == (None, None)


def test_wage_arrears_leave_six_months_after_the_correction(tmp_path: Path) -> None:
    store = one(tmp_path, "serious_list", date(2024, 6, 1), list="拖欠农民工工资名单")
    assert asked(store).may_apply_from is None
    did(store, "corrected", date(2025, 12, 20))
    found = asked(store)
    assert found.under is not None
    assert found.under.id == "exit-wages"
    assert found.may_apply_from == date(2026, 6, 20)
    assert found.may_apply(DAY)


def test_a_debtor_leaves_when_it_has_paid(tmp_path: Path) -> None:
    store = one(tmp_path, "judgment_debtor", date(2025, 6, 1))
    assert asked(store).may_apply_from is None
    did(store, "fulfilled", date(2026, 1, 5))
    assert asked(store).may_apply_from == date(2026, 1, 5)


def test_some_lists_have_no_exit_before_order_36(tmp_path: Path) -> None:
    before = asked(one(tmp_path, "serious_list", date(2025, 6, 1), list="政府采购不良行为名单"))
    assert (before.under, before.findings, before.may_apply(DAY)) == (None, (), False)
    (tmp_path / "later").mkdir()
    later = one(tmp_path / "later", "serious_list", date(2026, 4, 1), list="政府采购不良行为名单")
    assert asked(later).may_apply_from == date(2027, 4, 1)


def test_what_the_law_bars_is_never_repaired(tmp_path: Path) -> None:
    words = "终身不得从事食品生产经营管理工作"
    store = one(tmp_path, "penalty", date(2024, 6, 1), content=words, penalty_kinds="限制从业")
    found = asked(store)
    assert told(found)["repairable"] == (False, None)
    assert found.may_apply_from is None
    assert not found.may_apply(DAY)


@pytest.mark.parametrize("seed", range(4))
def test_the_due_are_those_whose_conditions_say_so(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    kinds = ("penalty", "serious_list", "judgment_debtor", "abnormal_operation", "bad_record")
    facts: list[Fact] = []
    for number in range(60):
        decided = DAY - timedelta(days=pick.randint(-20, 1_200))
        state = pick.choice(("active", "active", "repaired", "annulled", "objected"))
        fined = pick.choice(("罚款", "警告", ""))
        name, kind = f"f{number}", pick.choice(kinds)
        facts += [firm(name), *record(name, f"r{number}", kind, decided,
                                      state=state, penalty_kinds=fined)]  # fmt: skip
    store = built(tmp_path, facts)
    ground = ground_of(store, DAY)
    network, views = ground.network, ground.views
    numbers = [n for n in range(network.size) if network.kind_of(n) == NODE_CODE["sanction"]]
    listed = {each.record.number for each in due(network, views, RULES, numbers, DAY)}
    expected = set()
    for number in numbers:
        view = views.nodes([number])[number]
        found = asked(store, DAY, view.key.id)
        first, state = found.may_apply_from, str(view.fields["state"])
        record_here = record_against(network, views, RULES, number, DAY)
        assert record_here is not None
        over = record_here.life.until is not None and record_here.life.until < DAY
        if state in ("active", "objected") and not over and first is not None and first <= DAY:
            expected.add(number)
    assert listed == expected
    paged, cursor = set(), None
    while True:
        page = due_answer(ground, DueOptions(limit=7, cursor=cursor), most_scanned=10)
        paged |= {item["record"] for item in page["items"]}
        assert page["scanned"] <= 10
        cursor = page["next"]
        if cursor is None:
            break
    assert paged == {view.key.id for view in views.nodes(expected).values()}
    assert 3 < len(listed) < 50
