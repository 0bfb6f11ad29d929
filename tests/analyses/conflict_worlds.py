"""Random lots and projects drawn for the conflicts' oracle, and the same as plain rows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from tests.drawing import Days, Drawing

OPENED = date(2025, 6, 1)
TODAY = date(2026, 1, 31)
OFFICES = ("legal_representative", "principal", "director", "supervisor", "agent")
ROLES = ("construction", "contractor", "supervision", "design", "supplier")
DAYS = (date(2024, 1, 1), OPENED - timedelta(days=1), OPENED, OPENED + timedelta(days=1), TODAY)
BAN, LIMITED, WAGES, DEBTOR = "串通投标", "拖欠工程款", "拖欠农民工工资", "失信被执行人"
KINDS = {BAN: "penalty", LIMITED: "bad_record", WAGES: "serious_list", DEBTOR: "judgment_debtor"}


class Stake(NamedTuple):
    owner: int
    firm: int
    least: int
    most: int
    days: Days


class Tie(NamedTuple):
    kind: str
    a: int
    b: int
    days: Days
    said: str = ""  # office or role


class Bid(NamedTuple):
    unit: int
    lot: int
    opened: date
    group: str
    won: bool
    prepared_by: str


class Record(NamedTuple):
    number: int
    subject: int
    name: str
    decided: date
    until: date
    usable: bool


@dataclass
class World:
    """One lot, one project, and what ties their parties; ``rows`` are what the oracle reads."""

    drawing: Drawing = field(default_factory=Drawing)
    firms: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    state: set[int] = field(default_factory=set)
    stakes: list[Stake] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    bids: list[Bid] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    completed: dict[int, date] = field(default_factory=dict)
    lot: int = -1
    project: int = -1
    started: date = OPENED


def holds(days: Days, day: date) -> bool:
    first, last = days
    return (first is None or first <= day) and (last is None or day <= last)


def world(seed: int) -> World:
    made, pick = World(), random.Random(seed)
    city = made.drawing
    for _ in range(pick.randint(2, 5)):
        of_state = pick.random() < 0.15
        made.firms.append(city.firm(**({"state_capital": True} if of_state else {})))
        made.state |= {made.firms[-1]} if of_state else set()
    made.people = [city.person() for _ in range(pick.randint(1, 2))]
    _stakes(made, pick)
    _ties(made, pick)
    _lots(made, pick)
    _projects(made, pick)
    _records(made, pick)
    return made


def _days(pick: random.Random) -> Days:
    if pick.random() < 0.7:
        return None, None
    first, last = sorted(pick.sample(DAYS, 2))
    return pick.choice(((first, None), (None, last), (first, last)))


def _stakes(made: World, pick: random.Random) -> None:
    """Never more than the whole of a firm is certainly held."""
    left = dict.fromkeys(made.firms, 100)
    for _ in range(pick.randint(0, 7)):
        owner, firm = pick.choice((*made.firms, *made.people)), pick.choice(made.firms)
        least = pick.choice((0, 5, 20, 30, 50, 51, 60))
        if owner == firm or least > left[firm]:
            continue
        left[firm] -= least
        most = least if pick.random() < 0.85 and least else pick.choice((60, 100))
        days = _days(pick)
        made.stakes.append(Stake(owner, firm, least * 10_000, max(least, most) * 10_000, days))
        made.drawing.link("owns", owner, firm, days, share_min=least * 10_000,
                          share_max=max(least, most) * 10_000)  # fmt: skip


def _ties(made: World, pick: random.Random) -> None:
    for _ in range(pick.randint(0, 5)):
        person, firm, days = pick.choice(made.people), pick.choice(made.firms), _days(pick)
        office = pick.choice(OFFICES)
        made.ties.append(Tie("holds_office", person, firm, days, office))
        made.drawing.office(person, firm, office, days)
    phone = made.drawing.node("contact")
    for kind in ("controls", "managed_by", "branch_of", "contact_at"):
        for _ in range(pick.choice((0, 0, 0, 1, 2))):
            a, days = pick.choice(made.firms), _days(pick)
            b = phone if kind == "contact_at" else pick.choice(made.firms)
            if a != b:
                made.ties.append(Tie(kind, a, b, days))
                made.drawing.link(kind, a, b, days)


def _lots(made: World, pick: random.Random) -> None:
    """The lot asked about, and up to three opened before it."""
    made.lot = made.drawing.node("lot", opened=OPENED)
    lots = [(made.lot, OPENED)]
    for number in range(pick.choice((0, 0, 3))):
        opened = date(2024, 1 + number, 1)
        lots.append((made.drawing.node("lot", opened=opened), opened))
    for lot, opened in lots:
        for unit in made.firms:
            for _ in range(pick.choice((0, 1, 1, 1)) if lot == made.lot else 1):
                _bid(made, pick, unit, lot, opened)


def _bid(made: World, pick: random.Random, unit: int, lot: int, opened: date) -> None:
    group = pick.choice(("", "", "", "联合体")) if lot == made.lot else ""
    prepared = pick.choice(("", "", "甲", "乙")) if lot == made.lot else ""
    won = pick.random() < 0.5
    made.bids.append(Bid(unit, lot, opened, group, won, prepared))
    said = {name: told for name, told in (("consortium", group), ("prepared_by", prepared)) if told}
    made.drawing.link("bids", unit, lot, (opened, None), won=won, **said)


def _projects(made: World, pick: random.Random) -> None:
    """The project asked about, with works or without; and others that the same people lead."""
    made.started = pick.choice((date(2024, 6, 1), date(2025, 9, 1)))
    made.project = made.drawing.node("project", started=made.started)
    sites = [made.project]
    for _ in range(pick.choice((0, 0, 2))):
        sites.append(made.drawing.node("works"))
        made.drawing.link("part_of", sites[-1], made.project)
        made.ties.append(Tie("part_of", sites[-1], made.project, (None, None)))
    for _ in range(pick.randint(0, 5)):
        unit, site, days = pick.choice(made.firms), pick.choice(sites), _days(pick)
        role = pick.choice(ROLES)
        made.ties.append(Tie("participates", unit, site, days, role))
        made.drawing.link("participates", unit, site, days, role=role)
    for _ in range(pick.choice((0, 1, 2))):
        done = pick.choice((None, None, date(2025, 7, 1)))
        sites.append(made.drawing.node("project", **({"completed": done} if done else {})))
        made.completed |= {sites[-1]: done} if done else {}
    for _ in range(pick.randint(0, 4)):
        leader, site, days = pick.choice(made.people), pick.choice(sites), _days(pick)
        role = pick.choice(("contractor", "contractor", "design"))
        made.ties.append(Tie("leads", leader, site, days, role))
        made.drawing.link("leads", leader, site, days, role=role)


def _records(made: World, pick: random.Random) -> None:
    for _ in range(pick.choice((0, 0, 1, 2, 3))):
        name = pick.choice((BAN, LIMITED, WAGES, DEBTOR))
        subject = pick.choice(made.people if name == DEBTOR else made.firms)
        decided = pick.choice((date(2025, 1, 1), OPENED, OPENED + timedelta(days=1)))
        until = pick.choice((OPENED, TODAY - timedelta(days=1), TODAY))
        state = pick.choice(("active", "active", "active", "repaired", "annulled"))
        number = made.drawing.record(
            subject, decided, kind=KINDS[name], list=name, until=until, state=state
        )
        kept = Record(number, subject, name, decided, until, state == "active")
        made.records.append(kept)
