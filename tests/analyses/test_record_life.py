"""How long a record lives: the five years, the terms, the regimes, and what takes it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analyses.days import last_day_of
from analyses.recognition import list_of
from analyses.record_life import Life, deadline, life_of
from analyses.rulebook import load_rules
from graph.facts import Fields, Value

RULES = load_rules()
WAGES = "拖欠农民工工资失信联合惩戒对象名单"
DECIDED = date(2024, 3, 1)


def life(day: date, subject: Fields | None = None, **fields: Value) -> Life:
    said: dict[str, Value] = {"kind": "serious_list", "decided": DECIDED, **fields}
    return life_of(RULES, list_of(RULES, said, day), said, subject or {}, day)


def last(**fields: Value) -> tuple[date | None, str]:
    found = life(date(2024, 6, 1), None, **fields)
    return found.until, found.end.why if found.end else ""


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2023, 5, 6), 36, date(2026, 5, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), 12, date(2025, 3, 30)),
        (date(2024, 12, 1), 1, date(2024, 12, 31)),
    ],
)
def test_months_end_the_day_before_they_began(first: date, months: int, expected: date) -> None:
    assert last_day_of(first, months) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"list": WAGES}, (date(2027, 2, 28), "term")),
        ({"list": WAGES, "until": date(2026, 2, 28)}, (date(2026, 2, 28), "stated")),
        ({"list": WAGES, "until": date(2031, 1, 1)}, (date(2027, 2, 28), "term")),
        ({"list": WAGES, "behaviour_ended": date(2020, 6, 1)}, (date(2025, 5, 31), "cap")),
        ({"kind": "judgment_debtor"}, (date(2026, 2, 28), "term")),
        ({"kind": "judgment_debtor", "until": date(2028, 2, 29)}, (date(2028, 2, 29), "stated")),
        ({"kind": "judgment_debtor", "until": date(2035, 1, 1)}, (date(2029, 2, 28), "term")),
        ({"kind": "abnormal_operation"}, (None, "")),
        ({"kind": "abnormal_operation", "ended": date(2024, 9, 1)},
         (date(2024, 8, 31), "removed")),
        ({"kind": "penalty", "penalty_kinds": "罚款"}, (date(2027, 2, 28), "publication")),
        ({"kind": "penalty", "published_until": date(2024, 9, 1)},
         (date(2024, 9, 1), "publication_stated")),
        ({"kind": "other", "behaviour": date(2020, 1, 1)}, (date(2024, 12, 31), "cap")),
        ({"kind": "other"}, (date(2029, 2, 28), "cap")),
    ],
)  # fmt: skip
def test_the_earliest_end_decides(
    fields: dict[str, Value], expected: tuple[date | None, str]
) -> None:
    assert last(**fields) == expected


def test_the_last_day_is_in_force_and_the_next_is_not() -> None:
    of_kind = [("kind", each) for each in ("penalty", "bad_record", "other")]
    for name, value in [("list", WAGES), *of_kind]:
        said: dict[str, Value] = {name: value}
        end = life(DECIDED, None, **said).until
        assert end is not None
        assert life(end, None, **said).usable
        assert life(end + timedelta(days=1), None, **said).state == "expired"
        assert life(DECIDED - timedelta(days=1), None, **said).state == "future"


def test_the_day_that_stood_in_for_the_behaviour_is_said() -> None:
    for fields, stated in (
        ({"behaviour_ended": date(2023, 9, 1), "behaviour": date(2023, 1, 1)}, "behaviour_ended"),
        ({"behaviour": date(2023, 1, 1)}, "behaviour"),
        ({}, "decided"),
    ):
        found = life(date(2024, 6, 1), None, **fields).behaviour
        assert found is not None
        assert found.stated == stated
    assert life_of(RULES, None, {"kind": "other"}, {}, DECIDED).behaviour is None


@pytest.mark.parametrize(
    ("decided", "kinds", "regime", "least", "most"),
    [
        (date(2024, 3, 1), "罚款", "order58-other", date(2024, 6, 1), date(2027, 2, 28)),
        (date(2026, 3, 31), "警告", "order58-other", date(2026, 7, 1), date(2029, 3, 30)),
        (date(2026, 4, 1), "警告", "order36-minor", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 4, 1), "警告、罚款", "order36-general", date(2026, 7, 1), date(2027, 3, 31)),
        (date(2026, 4, 1), "责令关闭", "order36-serious", date(2027, 4, 1), date(2029, 3, 31)),
    ],
)  # fmt: skip
def test_the_day_of_decision_chooses_the_repair_regime(
    decided: date, kinds: str, regime: str, least: date, most: date
) -> None:
    found = life(decided, kind="penalty", decided=decided, penalty_kinds=kinds)
    assert found.publication is not None
    assert found.publication.id == regime
    assert (found.repairable_from, found.until) == (least, most)


def test_a_stated_regime_severity_or_field_outweighs() -> None:
    day = date(2026, 6, 1)
    said = life(day, kind="penalty", decided=day, penalty_kinds="警告", regime="order58")
    assert said.publication is not None
    assert said.publication.id == "order58-other"
    special = life(day, kind="penalty", decided=date(2025, 6, 1), violation="违反安全生产管理规定")
    assert special.publication is not None
    assert special.publication.id == "order58-special"
    severe = life(day, kind="penalty", decided=day, penalty_kinds="警告", severity="serious")
    assert severe.publication is not None
    assert severe.publication.id == "order36-serious"
    unknown = life(day, kind="penalty", decided=day, penalty_kinds="其他")
    assert (unknown.publication, unknown.end and unknown.end.why) == (None, "cap")


def test_a_record_is_repaired_from_that_very_day() -> None:
    repaired: dict[str, Value] = {"list": WAGES, "state": "repaired", "ended": date(2025, 1, 10)}
    assert life(date(2025, 1, 9), None, **repaired).usable
    assert life(date(2025, 1, 10), None, **repaired).state == "repaired"
    by_day: dict[str, Value] = {"list": WAGES, "repaired": date(2025, 1, 10)}
    assert life(date(2025, 1, 10), None, **by_day).state == "repaired"


def test_ended_on_a_day_unknown_or_annulled_is_never_in_force() -> None:
    for state in ("repaired", "expired", "annulled"):
        for day in (DECIDED, date(2025, 1, 1)):
            assert life(day, list=WAGES, state=state).state == state
    annulled = life(DECIDED, list=WAGES, state="annulled", ended=date(2025, 1, 1))
    assert annulled.state == "annulled"


def test_an_objection_is_pending_from_its_day() -> None:
    said: dict[str, Value] = {"list": WAGES, "state": "objected", "objected": date(2024, 8, 1)}
    assert life(date(2024, 7, 31), None, **said).state == "active"
    pending = life(date(2024, 8, 1), None, **said)
    assert (pending.state, pending.usable) == ("objected", True)
    assert life(date(2028, 1, 1), None, **said).state == "expired"


def test_restructuring_shields_earlier_records_only() -> None:
    plan: Fields = {"restructured": date(2024, 9, 1)}
    assert life(date(2024, 8, 31), plan, list=WAGES).usable
    shielded = life(date(2024, 9, 1), plan, list=WAGES)
    assert (shielded.state, shielded.end and shielded.end.why) == ("expired", "shield")
    assert life(date(2024, 10, 1), plan, list=WAGES, decided=date(2024, 9, 2)).usable


def test_deadlines_count_working_days() -> None:
    assert deadline(RULES, "objection", date(2025, 9, 29)) == date(2025, 10, 10)
    assert deadline(RULES, "repair", date(2026, 12, 31)) is None  # 2027 is not announced yet
