"""The companies of the city: kinds, days, addresses, codes, and the ranges planted on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ingest.city import codes, names
from ingest.city.arrays import (
    EPOCH,
    TODAY,
    Ints,
    Mask,
    Small,
    Streams,
    Texts,
    day_number,
    ranks,
    words,
)
from ingest.city.places import DIVISION_CODES, DIVISION_NAMES, DIVISION_WEIGHTS

PERSONS_PER_COMPANY: Final = 1.46  # people to choose from; about 1.1 end up on the city's papers
_KINDS: Final = (
    (names.HOUSEHOLD, 0.30), (names.SEVERAL, 0.29), (names.SOLE_PERSON, 0.28),
    (names.SOLE_COMPANY, 0.05), (names.STOCK, 0.012), (names.STATE, 0.003),
    (names.PARTNERSHIP, 0.02), (names.BRANCH, 0.03), (names.COOPERATIVE, 0.015),
)  # fmt: skip
_PREFIX: Final = words(["92", "91", "91", "91", "91", "91", "91", "91", "93", "11"])
CODE_CHUNK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Planted:
    """Structures put in on purpose, each a tuple of company numbers in order."""

    state: tuple[int, ...]  # the supervising organ, then the holding companies it owns
    chains: tuple[tuple[int, ...], ...]  # each owns the next
    loops: tuple[tuple[int, ...], ...]  # each owns the next, the last the first
    clusters: tuple[tuple[int, ...], ...]  # shells of one agent
    rings: tuple[tuple[int, ...], ...]  # bidders under one controller

    @property
    def reserved(self) -> int:
        groups = (self.state,), self.chains, self.loops, self.clusters, self.rings
        return sum(len(members) for group in groups for members in group)

    @property
    def owned(self) -> tuple[int, ...]:
        """Companies whose owners are planted too."""
        groups = ((self.state,), self.chains, self.loops, self.rings)
        return tuple(number for group in groups for members in group for number in members)


@dataclass(frozen=True, slots=True)
class Companies:
    """Columns by company number; ``-1`` is none."""

    seed: int
    count: int
    persons: int
    planted: Planted
    kind: npt.NDArray[np.int8]
    trade: npt.NDArray[np.int8]
    division: npt.NDArray[np.int8]
    registered: Small
    capital: Ints  # 万元
    representative: Small  # person
    address: Small
    phone: Small
    head: Small  # a branch's company
    code: codes.Codes

    def names(self, numbers: npt.NDArray[Any]) -> Texts:
        """Names; a branch carries its head's."""
        branch = self.kind[numbers] == names.BRANCH
        named = np.where(branch, self.head[numbers], numbers)
        found = names.company_names(named, self.kind[named], self.trade[named], self.seed)
        where = DIVISION_NAMES[self.division[numbers]]
        found = np.where(branch, found + where + "分公司", found)
        for position in np.flatnonzero(numbers == self.planted.state[0]):
            found[position] = "济南市人民政府国有资产监督管理委员会"
        return found

    def codes(self, numbers: npt.NDArray[Any]) -> Texts:
        return codes.texts(self.code[numbers])

    def states(self, numbers: Ints) -> Ints:
        """0 in business, 1 dissolved (one in twenty-five), 2 revoked (one in a hundred); planted
        ones are in business."""
        draw = (numbers * 2_654_435_761 + self.seed) % 1_000
        state: Ints = np.where(draw < 40, 1, np.where(draw < 50, 2, 0))
        state[numbers < self.planted.reserved] = 0
        return state

    @property
    def investors(self) -> Ints:
        """Companies that may hold shares, most active first. Planted ones stand among them at
        random, so that loops and chains are tied into the city without closing other loops."""
        rng = Streams(self.seed)("investors")
        able = (self.kind != names.HOUSEHOLD) & (self.kind != names.BRANCH)
        able[0] = False  # the organ holds through its holding companies
        order = np.arange(self.count, dtype=np.float64)
        first, last = len(self.planted.state), self.planted.reserved
        order[first:last] = last + rng.random(last - first) * (self.count - last)
        numbers = np.flatnonzero(able)
        found: Ints = numbers[np.argsort(order[numbers], kind="stable")]
        return found

    def is_planted(self) -> Mask:
        mask = np.zeros(self.count, dtype=np.bool_)
        mask[list(self.planted.owned)] = True
        return mask


def plan(count: int, streams: Streams) -> Planted:
    """Sizes by the city's size; numbers are dealt from 0 on."""
    rng = streams("planted")
    cursor = 0

    def deal(size: int) -> tuple[int, ...]:
        nonlocal cursor
        cursor += size
        return tuple(range(cursor - size, cursor))

    steps = min(40, max(4, count // 25))
    small, large = (6, 30) if count >= 5_000 else (4, 8)
    loop_sizes = [2, 3, *(int(n) for n in rng.choice([2, 2, 3, 4, 5], max(0, count // 2_000 - 1)))]
    return Planted(
        state=deal(3 + count // 20_000),
        chains=tuple(deal(steps + 1) for _ in range(1 + count // 50_000)),
        loops=tuple(deal(size) for size in loop_sizes),
        clusters=tuple(
            deal(int(rng.integers(small, large + 1))) for _ in range(1 + count // 1_500)
        ),
        rings=tuple(deal(int(rng.integers(4, 6))) for _ in range(1 + count // 10_000)),
    )


def make_companies(count: int, streams: Streams) -> Companies:
    """The whole city's companies, about 120 bytes each."""
    planted = plan(count, streams)
    kind = _kinds(count, planted, streams("kinds"))
    trade = _trades(count, planted, kind, streams("trades"))
    division = streams("divisions").choice(
        len(DIVISION_WEIGHTS), count, p=np.array(DIVISION_WEIGHTS)
    ).astype(np.int8)  # fmt: skip
    persons = int(count * PERSONS_PER_COMPANY)
    head = _heads(kind, planted, streams("heads"))
    address, phone = _contacts(kind, planted, streams("contacts"))
    return Companies(
        seed=streams.seed, count=count, persons=persons, planted=planted, kind=kind, trade=trade,
        division=division, registered=_registered(count, planted, head, streams("registered")),
        capital=_capital(kind, streams("capital")),
        representative=_representatives(kind, persons, streams("representatives")),
        address=address, phone=phone, head=head, code=_codes(kind, division, streams.seed),
    )  # fmt: skip


def _kinds(count: int, planted: Planted, rng: np.random.Generator) -> npt.NDArray[np.int8]:
    values, weights = np.array([k for k, _ in _KINDS]), np.array([w for _, w in _KINDS])
    kind = rng.choice(values, count, p=weights / weights.sum()).astype(np.int8)
    kind[: planted.reserved] = names.SEVERAL
    kind[list(planted.state)] = names.STATE
    kind[planted.state[0]] = names.ORGAN
    return kind


def _trades(
    count: int, planted: Planted, kind: npt.NDArray[np.int8], rng: np.random.Generator
) -> npt.NDArray[np.int8]:
    size = len(names.TRADES)
    trade = rng.integers(0, size, count).astype(np.int8)
    rare = (names.DESIGNING, names.SURVEYING, names.SUPERVISING)
    scarce = np.isin(trade, rare) & (rng.random(count) < 0.8)
    trade[scarce] = 8  # 商贸
    trade[list(planted.state)] = names.INVESTING
    trade[[number for ring in planted.rings for number in ring]] = names.CONTRACTING
    # every city has at least some of each profession
    plain = np.flatnonzero(kind == names.SEVERAL)
    plain = plain[plain >= planted.reserved][:20]
    professions = (*rare, names.DEVELOPING, names.CONTRACTING)
    trade[plain] = np.resize(np.array(professions), len(plain))
    return trade


def _heads(kind: npt.NDArray[np.int8], planted: Planted, rng: np.random.Generator) -> Small:
    head = np.full(len(kind), -1, dtype=np.int32)
    branches = np.flatnonzero(kind == names.BRANCH)
    able = np.flatnonzero((kind == names.SEVERAL) | (kind == names.STOCK))
    able = able[able >= planted.reserved]
    head[branches] = able[ranks(rng, np.full(len(branches), len(able)), 2.0)]
    return head


def _registered(count: int, planted: Planted, head: Small, rng: np.random.Generator) -> Small:
    """More and more a year, as registers grow; a cluster within one week."""
    first = day_number(1992, 1, 1)
    days = TODAY - 30 - ((TODAY - 30 - first) * rng.random(count) ** 1.9).astype(np.int32)
    for members in (planted.state, *planted.chains, *planted.loops):
        days[list(members)] = np.sort(days[list(members)])
    for members in planted.clusters:
        week = int(rng.integers(day_number(2019, 1, 1), TODAY - 60))
        days[list(members)] = week + rng.integers(0, 5, len(members))
    young = head >= 0
    days[young] = np.maximum(days[young], np.minimum(days[head[young]] + 30, TODAY - 10))
    return days.astype(np.int32)


def _capital(kind: npt.NDArray[np.int8], rng: np.random.Generator) -> Ints:
    """In 万元: round figures, log-normal; none for branches and organs."""
    size = np.exp(rng.normal(4.9, 1.4, len(kind)))
    step = np.where(size < 100, 10, np.where(size < 1_000, 50, 500))
    capital = np.maximum(1, np.rint(size / step)).astype(np.int64) * step
    capital[kind == names.HOUSEHOLD] = 0
    capital[(kind == names.BRANCH) | (kind == names.ORGAN)] = 0
    capital[kind == names.STATE] *= 100
    return capital


def _representatives(kind: npt.NDArray[np.int8], persons: int, rng: np.random.Generator) -> Small:
    """Mostly one's own; one in eight belongs to somebody who has several companies."""
    count = len(kind)
    person = np.arange(count, dtype=np.int64)
    serial = (rng.random(count) < 0.12) & (kind != names.HOUSEHOLD)
    person[serial] = ranks(rng, np.full(int(serial.sum()), persons), 2.2)
    return person.astype(np.int32)


def _contacts(
    kind: npt.NDArray[np.int8], planted: Planted, rng: np.random.Generator
) -> tuple[Small, Small]:
    """One address in twelve is an agent's or an incubator's, shared by a power law; households
    give none. A phone for one company in twenty. A shell cluster has one of each."""
    count = len(kind)
    address = np.arange(count, dtype=np.int32) + max(4, count // 200)
    shared = rng.random(count) < 0.08
    address[shared] = ranks(rng, np.full(int(shared.sum()), max(4, count // 200)), 2.2)
    phone = np.where(rng.random(count) < 0.05, np.arange(count), -1).astype(np.int32)
    address[kind == names.HOUSEHOLD] = -1
    agents = (phone >= 0) & (rng.random(count) < 0.3)
    phone[agents] = count + ranks(rng, np.full(int(agents.sum()), max(2, count // 400)), 2.2)
    for number, members in enumerate(planted.clusters):
        address[list(members)] = address[members[0]]
        phone[list(members)] = 2 * count + number
    return address, phone


def _codes(kind: npt.NDArray[np.int8], division: npt.NDArray[np.int8], seed: int) -> codes.Codes:
    return np.concatenate([
        codes.usccs(np.arange(start, min(start + CODE_CHUNK, len(kind))),
                    _PREFIX[kind[start : start + CODE_CHUNK]],
                    DIVISION_CODES[division[start : start + CODE_CHUNK]], seed)
        for start in range(0, len(kind), CODE_CHUNK)
    ])  # fmt: skip


def years(days: npt.NDArray[Any]) -> Ints:
    """The calendar year of each day number."""
    start = np.datetime64(EPOCH, "D")
    calendar = (start + days.astype("timedelta64[D]")).astype("datetime64[Y]")
    return calendar.astype(np.int64) + 1970


def month_of(days: npt.NDArray[Any]) -> Ints:
    """The calendar month, 1 to 12."""
    start = np.datetime64(EPOCH, "D")
    calendar = (start + days.astype("timedelta64[D]")).astype("datetime64[M]")
    return calendar.astype(np.int64) % 12 + 1
