"""Misspelt enterprise names found again in a city's names, beside a plain string ratio.

    python -m bench.names                        # 100,000 companies, 40 names of each misspelling
    python -m bench.names --companies 20000 --seed 2

Right: the first candidate is the one misspelt. Sure: the match is called certain (ours: by the
rule; the peer's: ratio of 90 and the next 4 behind), and of those how many are wrong. The last row
asks for firms that are not there: whatever is called certain is wrong. The peer is rapidfuzz's
ratio of the whole names (difflib's measure, in C) over every name of the city.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import opencc
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from analyses.naming.match import Asked, Candidate, matches
from analyses.naming.parts import Parser
from analyses.rulebook import load_rules
from graph.facts import Batch, DeliveredFile, NodeFact, Row, subject
from graph.spelling import readings
from graph.store import Store, open_store
from ingest.city.names import HOUSEHOLD, SEVERAL, TRADES, company_names

DAY: Final = date(2026, 6, 30)
CANDIDATES: Final = 60
LEAST, APART = 90, 4
Misspell = Callable[[random.Random, str], str]


class Told(NamedTuple):
    """The first candidate's place, and whether it is called certain."""

    first: int | None
    certain: bool


def city(count: int, seed: int) -> list[str]:
    """Distinct names: one of four a household's, the rest companies'."""
    index = np.arange(count)
    kind = np.where(index % 4 == 0, HOUSEHOLD, SEVERAL)
    names = company_names(index, kind, index % len(TRADES), seed)
    return list(dict.fromkeys(map(str, names)))


def misspellings(characters: Sequence[str]) -> dict[str, Misspell]:
    alike: dict[str, list[str]] = {}
    for one in characters:
        for said in readings(one):
            alike.setdefault(said, []).append(one)
    traditional: Callable[[str], str] = opencc.OpenCC("s2t").convert

    def read_alike(draw: random.Random, name: str) -> str:
        places = [n for n in range(2, 4) if len(alike.get(readings(name[n])[0], ())) > 1]
        if not places:
            return traditional(name)
        at = draw.choice(places)
        others = [c for c in alike[readings(name[at])[0]] if c != name[at]]
        return name[:at] + draw.choice(others) + name[at + 1 :]

    def other(draw: random.Random, name: str) -> str:
        at = draw.randrange(2, 4)
        return name[:at] + draw.choice(characters) + name[at + 1 :]

    def missing(draw: random.Random, name: str) -> str:
        at = draw.randrange(2, len(name) - 4)
        return name[:at] + name[at + 1 :]

    return {
        "traditional": lambda draw, name: traditional(name),
        "full width, blanks": lambda draw, name: f" {name[:2]} {name[2:]}　",
        "district in brackets": lambda draw, name: f"{name[2:-4]}（济南）有限公司",
        "longer form, province": lambda draw, name: f"山东{name[2:-4]}有限责任公司",
        "no district, no form": lambda draw, name: name[2:-4],
        "one read alike": read_alike,
        "one wrong": other,
        "one missing": missing,
        "two swapped": lambda draw, name: name[:2] + name[3] + name[2] + name[4:],
    }


def ours(store: Store, names: Sequence[str]) -> Callable[[str], Told]:
    rules = load_rules().naming
    parser = Parser(rules, DAY)

    def ask(name: str) -> Told:
        hits = store.alike(parser.parse(name).stem, limit=CANDIDATES)
        candidates = [Candidate(int(hit.key.id[2:]), [hit.name]) for hit in hits]
        found = matches(parser, rules.weights[0], rules.match[0], Asked(name), candidates)
        return Told(found[0].candidate.number, found[0].certain) if found else Told(None, False)

    return ask


def peer(names: Sequence[str]) -> Callable[[str], Told]:
    def ask(name: str) -> Told:
        (_, best, at), *more = process.extract(name, names, scorer=fuzz.ratio, limit=2)
        return Told(at, best >= LEAST and best - more[0][1] >= APART)

    return ask


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--companies", type=int, default=100_000)
    asked.add_argument("--each", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    names, draw = city(told.companies, told.seed), random.Random(told.seed)
    characters = sorted({c for name in names for c in name[2:4]})
    companies = [n for n, name in enumerate(names) if name.startswith("济南") and len(name) > 10]
    measured = ("right", "sure", "wrong", "ms")
    table = Table(
        "misspelling", *(f"{who}{what}" for who in ("", "peer ") for what in measured),
        title=f"{len(names):,} names, {told.each} of each, seed {told.seed}",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/n.db") as store:
        store.prepare()
        file = DeliveredFile("bench", "plain", "names", "0" * 64)
        rows = [Row(n, (NodeFact(subject(f"n:{n}"), "organization", {"name": name}),))
                for n, name in enumerate(names)]  # fmt: skip
        store.apply(Batch(file, rows))
        for kind, misspell in misspellings(characters).items():
            chosen = draw.sample(companies, told.each)
            queries = [(misspell(draw, names[n]), n) for n in chosen]
            table.add_row(kind, *_row(ours(store, names), queries), *_row(peer(names), queries))
        absent = [(_absent(draw, characters, set(names)), -1) for _ in range(told.each)]
        table.add_row("not there", *_row(ours(store, names), absent), *_row(peer(names), absent))
    Console(width=110).print(table)


def _absent(draw: random.Random, characters: Sequence[str], held: set[str]) -> str:
    while True:
        brand = "".join(draw.sample(list(characters), 3))
        name = f"济南{brand}{draw.choice(list(TRADES))}有限公司"
        if name not in held:
            return name


def _row(ask: Callable[[str], Told], queries: Sequence[tuple[str, int]]) -> list[str]:
    began = time.perf_counter()
    found = [(ask(query), right) for query, right in queries]
    took = (time.perf_counter() - began) / len(queries) * 1_000
    right = sum(told.first == number for told, number in found)
    sure = sum(told.certain for told, _ in found)
    wrong = sum(told.certain and told.first != number for told, number in found)
    return [str(right), str(sure), str(wrong), f"{took:.1f}"]


if __name__ == "__main__":
    main()
