"""Statutory extension on seeded random graphs, against a logic program of the same norms."""

from __future__ import annotations

import random
from datetime import date, timedelta

import clingo

from analyses.rulebook import load_rules
from analyses.statutory import statutory
from graph.vocabulary import OFFICES
from tests.drawing import Drawing

RULES = load_rules()
TODAY = date(2026, 1, 31)
NEVER = 10**6
LISTS = {
    "judgment_debtor": ("judgment_debtor", "", 24),
    "wage_arrears": ("serious_list", "拖欠农民工工资失信联合惩戒对象名单", 36),
    "market_supervision": ("serious_list", "市场监督管理严重违法失信名单", 36),
    "work_safety": ("serious_list", "安全生产严重失信主体名单", 36),
}
NORMS = {
    ("debtor-consumption", "judgment_debtor"): (
        "legal_representative", "principal", "directly_responsible", "other_responsible",
        "actual_controller",
    ),
    ("wage-arrears-persons", "wage_arrears"): (
        "legal_representative", "principal", "directly_responsible", "other_responsible",
    ),
    ("work-safety-persons", "work_safety"): (
        "principal", "directly_responsible", "other_responsible",
    ),
}  # fmt: skip
LOGIC = f"""
alive(R) :- record(R, U, L, D, E, usable), D <= {TODAY.toordinal()}, {TODAY.toordinal()} <= E.
then(P, U, O, yes, R) :- role(P, U, O, S, E), record(R, U, L, D, X, T), S != open, S <= D, D <= E.
then(P, U, O, unknown, R) :- role(P, U, O, open, E), record(R, U, L, D, X, T), D <= E.
now(P, U, O) :- role(P, U, O, S, E), S != open, S <= {TODAY.toordinal()}, {TODAY.toordinal()} <= E.
now(P, U, O) :- role(P, U, O, open, E), {TODAY.toordinal()} <= E.
held(P, N, R, A) :- names(N, L, O), record(R, U, L, D, E, T), alive(R), then(P, U, O, A, R).
held(P, N, R, yes) :- names(N, L, O), nowtoo(N), record(R, U, L, D, E, T), alive(R), now(P, U, O).
sure(P, N, R) :- held(P, N, R, yes), not bycase(N).
reached(P, N, R, yes) :- sure(P, N, R).
reached(P, N, R, unknown) :- held(P, N, R, A), not sure(P, N, R).
#show reached/4.
"""
Answer = set[tuple[int, str, int, str]]


def drawn(seed: int) -> tuple[Drawing, list[int], list[str]]:
    """Persons, units, roles and records; and the same as facts of the logic program."""
    pick, city, facts = random.Random(seed), Drawing(), list[str]()
    people = [city.person() for _ in range(pick.randint(1, 4))]
    units = [city.firm() for _ in range(pick.randint(1, 3))]
    for _ in range(pick.randint(0, 12)):
        person, unit, office = pick.choice(people), pick.choice(units), pick.choice(OFFICES)
        since = pick.choice((None, day(pick)))
        until = pick.choice((None, day(pick)))
        if since and until and until < since:
            since, until = until, since
        city.office(person, unit, office, (since, until))
        first = since.toordinal() if since else "open"
        last = until.toordinal() if until else NEVER
        facts.append(f"role({person},{unit},{office},{first},{last}).")
    for _ in range(pick.randint(0, 5)):
        unit, name = pick.choice(units), pick.choice(list(LISTS))
        kind, listed, months = LISTS[name]
        decided, state = (
            day(pick),
            pick.choice(("active", "active", "active", "repaired", "annulled")),
        )
        record = city.record(unit, decided, kind=kind, list=listed, state=state)
        ends = min(years(decided, months // 12), years(decided, 5)).toordinal()
        usable = "usable" if state == "active" else "over"
        facts.append(f"record({record},{unit},{name},{decided.toordinal()},{ends},{usable}).")
    for _ in range(pick.randint(0, 4)):  # stakes reach nobody
        city.owns(pick.choice((*people, *units)), pick.choice(units), 60)
    return city, people, facts


def day(pick: random.Random) -> date:
    return date(2023, 10, 1) + timedelta(days=40 * pick.randrange(24))


def years(decided: date, count: int) -> date:
    """The day before the same day so many years later (the drawn days are no 29 February)."""
    return decided.replace(year=decided.year + count) - timedelta(days=1)


def told_by_logic(facts: list[str]) -> Answer:
    norms = [f'names("{n}",{listed},{o}).' for (n, listed), os in NORMS.items() for o in os]
    extra = ['nowtoo("debtor-consumption").', 'bycase("work-safety-persons").']
    control = clingo.Control(["--warn=none"])
    control.add("base", [], LOGIC + "\n".join((*norms, *extra, *facts)))
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        (model,) = list(handle)[:1]
        shown = [symbol.arguments for symbol in model.symbols(shown=True)]
    return {(p.number, n.string, r.number, a.name) for p, n, r, a in shown}


def test_five_thousand_random_graphs_agree_with_the_logic_program() -> None:
    reached = 0
    for seed in range(5_000):
        city, people, facts = drawn(seed)
        network = city.network
        got = {
            (person, one.weighed.rule.id, one.weighed.record.number, one.answer)
            for person in people
            for one in statutory(network, city, RULES, person, TODAY)
            if one.weighed.rule.effect != "recorded"
        }
        assert got == told_by_logic(facts), seed
        reached += len(got)
    assert reached > 1_000
