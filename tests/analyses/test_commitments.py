"""Where a commitment stands, who may make one, and whose check is overdue."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.commitments.gate import barred
from analyses.commitments.overdue import NOBODY, overdue
from analyses.commitments.standing import Standing, of_subject, standings
from analyses.own_record import own_records
from analyses.rulebook import load_rules
from analyses.work import Work
from graph.facts import Value
from graph.vocabulary import ACTS
from tests.drawing import Drawing

RULES = load_rules()
MADE, DUE, TODAY = date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)
LEADS = {
    (before, t.act): t.after for t in RULES.commitments.transition for before in t.before
}  # fmt: skip


class Town(Drawing):
    """A firm, its supervising unit, and its commitments."""

    def __init__(self) -> None:
        super().__init__()
        self.unit, self.promisor = self.firm(name="济南市住房和城乡建设局"), self.firm()

    def promise(self, state: str = "", due: date | None = DUE, *, supervised: bool = True) -> int:
        said = {"state": state} if state else {}
        fields: dict[str, Value] = {"item": "施工许可证核发", "made": MADE, **said}
        if due is not None:
            fields["verify_by"] = due
        number = self.node("commitment", **fields)
        self.link("committed", self.promisor, number, (MADE, None))
        if supervised:
            self.link("supervised_by", number, self.unit)
        return number

    def act(self, commitment: int, act: str, day: date) -> None:
        event = self.node("event", act=act, day=day, unit="u")
        self.link("about", event, commitment, (day, None), act=act)

    def standing(self, commitment: int, day: date = TODAY) -> Standing:
        return standings(self.network, self, RULES.commitments, [commitment], day)[0]

    def may(self, day: date = TODAY) -> bool:
        network = self.network
        records = own_records(network, self, RULES, self.promisor, day)
        return not barred(network, self, RULES, self.promisor, records, day, Work())


def test_the_shipped_machine_goes_the_whole_way() -> None:
    town = Town()
    number = town.promise()
    way = ["taken_up", "found_false", "correction_ordered", "withdrawn", "recorded", "repaired"]
    states = ["committed", "to_verify", "false", "correcting", "withdrawn", "recorded", "repaired"]
    for day, act in enumerate(way, start=10):
        town.act(number, act, date(2026, 1, day))
    seen = [town.standing(number, date(2026, 1, day)).state.id for day in range(9, 16)]
    assert seen == states
    allowed = [town.may(date(2026, 1, day)) for day in range(9, 16)]
    assert allowed == [True, True, False, False, False, False, True]


@pytest.mark.parametrize(
    ("delivered", "state", "known"),
    [("", "committed", True), ("履约中", "performing", True), ("违诺", "breached", True),
     ("别的说法", "committed", False)],
)  # fmt: skip
def test_a_delivered_state_is_where_it_begins(delivered: str, state: str, known: bool) -> None:
    town = Town()
    standing = town.standing(town.promise(delivered))
    assert (standing.state.id, standing.known) == (state, known)
    assert standing.item is not None
    assert standing.item.id == "construction-permit"


@given(st.lists(st.sampled_from([act for act in ACTS if act != "signed"]), max_size=12))
def test_acts_fold_as_the_table_says_and_no_other_changes_anything(acts: list[str]) -> None:
    town = Town()
    number = town.promise()
    state = "committed"
    for act in acts:
        town.act(number, act, MADE)
        state = LEADS.get((state, act), state)
    standing = town.standing(number)
    assert standing.state.id == state
    assert [stage.act for stage in standing.stages] == acts


def test_it_was_not_made_before_its_day() -> None:
    town = Town()
    town.promise()
    network = town.network
    days = (date(2026, 1, 4), MADE)
    made = [
        of_subject(network, town, RULES.commitments, town.promisor, day, Work()) for day in days
    ]
    assert [len(found) for found in made] == [0, 1]


def test_a_serious_record_bars_until_the_day_of_its_repair() -> None:
    town = Town()
    town.record(town.promisor, date(2026, 1, 10), list="严重失信主体名单",
                state="repaired", repaired=date(2026, 2, 20))  # fmt: skip
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2026, 2, 19), date(2026, 2, 20))
    assert [town.may(day) for day in days] == [True, False, False, True]


def test_a_minor_record_does_not_bar() -> None:
    town = Town()
    town.record(town.promisor, date(2026, 1, 10), kind="penalty", penalty_kinds="警告")
    assert town.may()


def test_overdue_checks_are_those_owed_before_the_day() -> None:
    town = Town()
    late, later = town.promise(), town.promise("待核查", date(2026, 2, 20))
    town.promise("履约中")  # checked
    town.promise(due=None)  # nobody said by when
    nobody = town.promise(supervised=False)
    done = town.promise()
    town.act(done, "verified", date(2026, 2, 1))
    network = town.network
    found = overdue(network, lambda: town, RULES.commitments, TODAY)
    assert [(o.unit, o.standing.number) for o in found] == [
        (NOBODY, nobody), (town.unit, late), (town.unit, later)
    ]  # fmt: skip
    of_unit = overdue(network, lambda: town, RULES.commitments, TODAY, town.unit)
    assert [o.standing.number for o in of_unit] == [late, later]
    assert not overdue(network, lambda: town, RULES.commitments, DUE)  # the last day is not over
    days = [o.standing.verify_by for o in found]
    assert all(a <= b for a, b in pairwise(days) if a and b)
