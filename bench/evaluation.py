"""All firms evaluated and drawn from: the compiled pass beside pandas and plain Python.

    python -m bench.evaluation --firms 550000
    pip install pandas                       # the peer; the product does not need it

One seeded roll in memory: every firm with a status, an age and, on average, two facts of the
shipped kinds. The peers score the same roll by the same rules and must come to the same grades;
plain Python does a sample of it and is stated by the firm. The draw is of one department over all
firms, its pool included; its peers sort all candidates by the same digests. Times are the best of
several runs, compiled code warm. Reading the roll from a store is another cost, measured by
``xinmai evaluations run``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from analyses.evaluation.batch import Grades, score_all
from analyses.evaluation.evidence import Found, Standing
from analyses.evaluation.roll import Roll
from analyses.evaluation.scoring import Edition, edition, first_ordinal, score, worth
from analyses.inspection.draw import drawn
from analyses.inspection.pool import Graded, Pool, pool_of
from analyses.rulebook import Rulebook, in_force, load_rules, version

T = TypeVar("T")
DAY: Final = date(2026, 6, 30)
STATUSES: Final = ("存续", "在业", "注销", "吊销,未注销")
INDUSTRIES: Final = ("E47", "E50", "F51", "F52", "I65", "K70", "L72", "M74", "P83", "Q84")
RUNS: Final = 5


def random_roll(rules: Rulebook, firms: int, seed: int) -> Roll:
    rng = np.random.default_rng(seed)
    kinds = tuple(kind.id for kind in in_force(rules.evidence.evidence, DAY))
    counts = rng.poisson(2.0, firms)
    facts = int(counts.sum())
    return Roll(
        day=DAY,
        numbers=np.arange(firms, dtype=np.int32),
        ids=[f"91370100MA{number:08d}" for number in range(firms)],
        industries=[INDUSTRIES[i] for i in rng.integers(0, len(INDUSTRIES), firms).tolist()],
        statuses=STATUSES,
        status=rng.choice(4, firms, p=[0.6, 0.35, 0.04, 0.01]).astype(np.int32),
        years=rng.integers(0, 30, firms).astype(np.int32),
        kinds=kinds,
        bounds=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        kind=rng.integers(0, len(kinds), facts).astype(np.int16),
        since=(DAY.toordinal() - rng.integers(0, 2_000, facts)).astype(np.int32),
    )


def by_pandas(roll: Roll, by: Edition) -> tuple[Any, Any]:
    """Scores and grades, a group-by for each kind an indicator counts."""
    size = len(roll)
    firm = np.repeat(np.arange(size), np.diff(roll.bounds))
    facts = pd.DataFrame({"firm": firm, "kind": roll.kind, "since": roll.since})
    status, years = pd.Series(roll.status), pd.Series(roll.years)
    total = pd.Series(0, index=range(size))
    for indicator in by.indicators:
        kept = facts[facts["since"] >= first_ordinal(by.day, indicator.window_months)]
        points = pd.Series(indicator.start, index=range(size))
        for count in indicator.counts:
            some = kept[kept["kind"] == roll.kinds.index(count.evidence)]
            number = some.groupby("firm").size().clip(upper=count.most)
            points = points.add(number * count.each, fill_value=0)
        if indicator.attribute == "status":
            points += status.map({i: worth(indicator.steps, s) for i, s in enumerate(STATUSES)})
        elif indicator.attribute == "years":
            points += years.map({y: worth(indicator.steps, y) for y in range(201)})
        total += points.clip(0, indicator.most).astype(int)
    level = pd.Series(len(by.levels) - 1, index=range(size))
    for place in reversed(range(len(by.levels))):
        level = level.where(total < by.levels[place].least, place)
    for veto in by.vetoes:
        least = by.grades.index(veto.grade)
        if veto.evidence is not None:
            hit = facts.loc[facts["kind"] == roll.kinds.index(veto.evidence), "firm"].unique()
        else:
            said = [i for i, s in enumerate(STATUSES) if any(w in s for w in veto.status)]
            hit = status[status.isin(said)].index
        level.loc[hit] = level.loc[hit].clip(lower=least)
    return total.to_numpy(), level.to_numpy()


def by_python(roll: Roll, by: Edition, firms: int) -> list[tuple[int, str]]:
    """The single evaluation, firm by firm."""
    found = []
    for place in range(firms):
        born = DAY.replace(year=DAY.year - int(roll.years[place]))
        standing = Standing(STATUSES[roll.status[place]], born, roll.industries[place])
        facts = [
            Found(roll.kinds[roll.kind[i]], i, i, int(roll.since[i]))
            for i in range(roll.bounds[place], roll.bounds[place + 1])
        ]
        one = score(by, standing, facts)
        assert one is not None
        found.append((one.score, one.grade))
    return found


def sorted_by_python(pool: Pool, seed: str) -> list[int]:
    """All candidates with a quota sorted by digest, then the first of each stratum."""
    ids, member = pool.roll.ids, pool.member.tolist()
    quotas = [stratum.quota for stratum in pool.strata]
    lots = sorted(
        (sha256(f"{seed}|{ids[place]}".encode()).digest(), place)
        for place, stratum in enumerate(member)
        if stratum >= 0 and quotas[stratum]
    )
    taken, chosen = [0] * len(quotas), []
    for _, place in lots:
        if taken[member[place]] < quotas[member[place]]:
            taken[member[place]] += 1
            chosen.append(place)
    return chosen


def sorted_by_pandas(pool: Pool, seed: str) -> list[int]:
    quotas = pd.Series([stratum.quota for stratum in pool.strata])
    table = pd.DataFrame({"id": pool.roll.ids, "stratum": pool.member})
    table = table[table["stratum"].isin(quotas[quotas > 0].index)]
    table = table.assign(
        lot=[sha256(f"{seed}|{each}".encode()).hexdigest() for each in table["id"]]
    ).sort_values("lot")
    turn = table.groupby("stratum").cumcount()
    first: list[int] = table.index[turn < table["stratum"].map(quotas)].tolist()
    return first


def best(run: Callable[[], T], runs: int = RUNS) -> tuple[float, T]:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - begun)
    return min(times), found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--firms", type=int, default=550_000)
    asked.add_argument("--plain", type=int, default=20_000, help="firms plain Python scores")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    rules = load_rules()
    roll = random_roll(rules, options.firms, options.seed)
    by = edition(rules.evaluation, DAY)
    score_all(replace(roll), by)  # compiles
    table = Table("what", "how", "seconds", "ratio")
    public = evaluated(table, roll, by, options.plain)
    drawn_from(table, rules, roll, public)
    Console().print(f"{options.firms:,} firms, {len(roll.kind):,} facts, seed {options.seed}")
    Console().print(table)


def evaluated(table: Table, roll: Roll, by: Edition, plain: int) -> Grades:
    ours, grades = best(lambda: score_all(roll, by))
    assert grades is not None
    theirs, (scores, levels) = best(lambda: by_pandas(roll, by), 2)
    assert (grades.scores == scores).all() and (grades.grades == levels).all()
    python, one_by_one = best(lambda: by_python(roll, by, plain), 1)
    for place, (points, grade) in enumerate(one_by_one):
        assert (points, grade) == (grades.scores[place], grades.named(place))
    whole = python * len(roll) / plain
    table.add_row("evaluation", "compiled", f"{ours:.3f}", "1")
    table.add_row("", "pandas", f"{theirs:.3f}", f"{theirs / ours:.0f}")
    table.add_row("", f"plain Python, by {plain:,} firms", f"{whole:.1f}", f"{whole / ours:.0f}")
    return grades


def drawn_from(table: Table, rules: Rulebook, roll: Roll, public: Grades) -> None:
    department = version(rules.inspection.department, "market_supervision", DAY)
    assert department is not None
    graded = Graded(public, None, None)
    making, pool = best(lambda: pool_of(rules, roll, graded, department, frozenset(), ()), 3)
    quotas = [stratum.quota for stratum in pool.strata]
    ours, chosen = best(lambda: drawn("seed", roll.ids, pool.member, quotas), 3)
    python, by_sorting = best(lambda: sorted_by_python(pool, "seed"), 2)
    theirs, by_frame = best(lambda: sorted_by_pandas(pool, "seed"), 2)
    assert chosen == by_sorting == by_frame
    table.add_row("pool", "arrays", f"{making:.3f}", "")
    table.add_row(f"draw of {len(chosen):,}", "lots, partition", f"{ours:.3f}", "1")
    table.add_row("", "pandas", f"{theirs:.3f}", f"{theirs / ours:.1f}")
    table.add_row("", "plain Python", f"{python:.3f}", f"{python / ours:.1f}")


if __name__ == "__main__":
    main()
