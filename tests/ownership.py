"""Stakes drawn in a test, seeded random ones, and their sums worked out row by row."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta

from graph.network import Network
from graph.topology import NO_CODE, Topology, first_day, last_day
from graph.vocabulary import LINK_CODE, STAKES
from tests.networks import DAY, Row, in_force, link, topology

WHOLE = 1_000_000
Ends = tuple[int, int]
Range = tuple[int, int]


def stake(number: int, owner: int, owned: int, share: int | Range, kind: str = "") -> Row:
    """A row of ``owns``; ``share`` in ppm, exact or from least to most."""
    least, most = share if isinstance(share, tuple) else (share, share)
    code = STAKES.index(kind) if kind else NO_CODE
    first, last = first_day(None), last_day(None)
    return number, LINK_CODE["owns"], code, owner, owned, least, most, first, last


def drawn(*stakes: str, beside: tuple[str, ...] = (), persons: str = "") -> tuple[Network, str]:
    """``"A 40 B"``: A holds 40 % of B; ``"A ? B"`` an unknown share, ``"A 10-30 B"`` a range,
    ``"A 40 B votes"`` a stake of that kind. ``beside``: ``"A acts_with B"``. The second result has
    the names by number: ``names.index("A")``."""
    words = [each.split() for each in stakes]
    others = [each.split() for each in beside]
    ends = {w[0] for w in words} | {w[2] for w in words} | {w[0] for w in others}
    names = "".join(sorted(ends | {w[2] for w in others} | set(persons)))
    rows = [
        stake(n, names.index(w[0]), names.index(w[2]), _share(w[1]), *w[3:])
        for n, w in enumerate(words)
    ]
    rows += [
        link(len(words) + n, w[1], names.index(w[0]), names.index(w[2]))
        for n, w in enumerate(others)
    ]
    kinds = ["person" if name in persons else "organization" for name in names]
    return Network.build(topology(kinds, rows)), names


def _share(text: str) -> Range:
    if text == "?":
        return 0, WHOLE
    least, _, most = text.partition("-")
    return round(float(least) * 10_000), round(float(most or least) * 10_000)


SHARES = (50_000, 100_000, 250_000, 300_000, 333_333, 400_000, 500_000, 510_000, 1_000_000)
KINDS = ("plain", "plain", "plain", "votes", "income", "indirect", "nominee", "entrusted",
         "treasury", "capital_income", "capital")  # fmt: skip


def random_stakes(
    seed: int, *, size: int = 9, unknown: float = 0.2, kinds: bool = True, fitting: bool = False
) -> Topology:
    """A multigraph of stakes with loops, parallel links, loops on oneself, a hub and, at
    ``unknown``, unknown shares; some ended, some acting in concert. ``fitting`` keeps what is
    certainly held of each within the whole."""
    pick = random.Random(seed)
    nodes = pick.randint(2, size)
    room = dict.fromkeys(range(nodes), WHOLE)
    rows: list[Row] = []
    for number in range(pick.randint(1, 3 * nodes)):
        owner = pick.randrange(nodes) if pick.random() < 0.8 else 0
        owned = owner if pick.random() < 0.05 else pick.randrange(nodes)
        if pick.random() < 0.1:
            rows.append(link(number, "acts_with", owner, owned))
            continue
        least = most = pick.choice(SHARES)
        if pick.random() < unknown:
            least, most = pick.choice(((0, WHOLE), (100_000, 600_000), (400_000, 510_000)))
        if fitting:
            fits = min(least, room[owned])
            least, most = fits, fits if least == most else most
            room[owned] -= fits
        kind = pick.choice(KINDS) if kinds else "plain"
        row = list(stake(number, owner, owned, (least, most), kind))
        if pick.random() < 0.1:
            row[8] = (DAY - timedelta(days=pick.randint(0, 1))).toordinal()
        rows.append(tuple(row))  # type: ignore[arg-type]
    return topology(["organization"] * nodes, rows)


CARRYING = {
    "capital": {"plain", "entrusted", "treasury", "capital_income", "capital", "capital_votes"},
    "votes": {"plain", "entrusted", "votes", "capital_votes"},
    "income": {"plain", "entrusted", "income", "capital_income"},
}


def sums(given: Topology, right: str) -> dict[Ends, Range]:
    """What each holds of each, stakes on oneself included, nominees' parts taken out."""
    added: defaultdict[Ends, list[Range]] = defaultdict(list)
    taken: defaultdict[Ends, list[Range]] = defaultdict(list)
    for row in given.links:
        if row["kind"] != LINK_CODE["owns"] or not in_force(row, DAY):
            continue
        kind = "plain" if row["code"] == NO_CODE else STAKES[row["code"]]
        ends = (int(row["source"]), int(row["target"]))
        share = (int(row["share_min"]), int(row["share_max"]))
        if kind in CARRYING[right]:
            added[ends].append(share)
        elif kind == "nominee":
            taken[ends].append(share)
    found = {}
    for ends, shares in added.items():
        least = sum(s[0] for s in shares) - sum(s[1] for s in taken[ends])
        most = sum(s[1] for s in shares) - sum(s[0] for s in taken[ends])
        if most > 0 or not taken[ends]:
            found[ends] = (max(least, 0), most)
    return found


def stated_apart(given: Topology, right: str, company: int) -> bool:
    """Whether somebody else's votes (or income) in the company are stated apart from capital."""
    pairs = sums(given, right)
    return right != "capital" and any(
        row["kind"] == LINK_CODE["owns"]
        and row["target"] == company != row["source"]
        and row["code"] == STAKES.index(right)
        and in_force(row, DAY)
        and (int(row["source"]), company) in pairs
        for row in given.links
    )


def bounded(given: Topology, right: str, company: int, side: set[int]) -> int:
    """The most a side may hold of a company together; see ``Stakes.most_of``."""
    pairs = sums(given, right)
    holders = {s: share for (s, t), share in pairs.items() if t == company != s}
    own = sums(given, "capital").get((company, company), (0, 0))
    certain = sum(share[0] for share in holders.values()) + own[0]
    ours = [share for owner, share in holders.items() if owner in side]
    most = min(sum(share[1] for share in ours), WHOLE)
    known = all(least == share for least, share in ours)
    if known or certain > WHOLE or stated_apart(given, right, company):
        return most
    return min(most, WHOLE - certain + sum(share[0] for share in ours))
