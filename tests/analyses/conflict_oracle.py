"""The conflicts of a small world by brute force: every norm asked of every pair, row by row.

Written from the norms alone; shares nothing with the analyses but the world's rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from tests.analyses.conflict_worlds import (
    BAN,
    DEBTOR,
    LIMITED,
    WAGES,
    World,
    holds,
)

Told = set[tuple[str, frozenset[int], str]]
"""Rule, parties, and how sure."""
WHOLE = 1_000_000
HEADS = {"legal_representative", "principal"}
SENIOR = {"legal_representative", "director", "supervisor"}  # of the offices that are drawn
OVERLAP = {"legal_representative", "principal", "director", "supervisor"}
SUPPLIERS = {"contractor", "supplier"}


class Oracle:
    """``day`` is that of the act: the opening of bids, or the day asked about."""

    def __init__(self, world: World, day: date) -> None:
        self.world, self.day = world, day
        self.sure = {owner: self.controlled(owner, certain=True) for owner in self.owners()}
        self.maybe = {owner: self.controlled(owner, certain=False) for owner in self.owners()}

    def owners(self) -> list[int]:
        return [*self.world.firms, *self.world.people]

    def held(self, owner: int, firm: int) -> tuple[int, int]:
        """Least and most that one holds of another on the day."""
        stakes = [s for s in self.world.stakes
                  if (s.owner, s.firm) == (owner, firm) and holds(s.days, self.day)]  # fmt: skip
        return sum(s.least for s in stakes), sum(s.most for s in stakes)

    def controlled(self, start: int, *, certain: bool) -> set[int]:
        """Add firms until no more than half of any other can be in the side's hands."""
        side, grown = {start}, True
        while grown:
            grown = False
            for firm in self.world.firms:
                if firm not in side and self.votes(side, firm, certain=certain) > WHOLE // 2:
                    side.add(firm)
                    grown = True
        return side - {start}

    def votes(self, side: set[int], firm: int, *, certain: bool) -> int:
        ours = [self.held(owner, firm) for owner in sorted(side - {firm})]
        others = [self.held(owner, firm)[0] for owner in self.owners()
                  if owner not in side and owner != firm]  # fmt: skip
        if certain:
            return sum(least for least, _ in ours)
        return min(sum(most for _, most in ours), WHOLE - sum(others))

    def stated(self, *kinds: str) -> set[frozenset[int]]:
        return {frozenset((t.a, t.b)) for t in self.world.ties
                if t.kind in kinds and holds(t.days, self.day)}  # fmt: skip

    def offices(self, named: set[str], *, ever: bool = False) -> set[tuple[int, int]]:
        """Who holds (or ever held, up to the day) one of these offices where."""
        return {
            (t.a, t.b) for t in self.world.ties
            if t.kind == "holds_office" and t.said in named
            and (holds(t.days, self.day) if not ever
                 else t.days[0] is None or t.days[0] <= self.day)
        }  # fmt: skip

    def in_force(self, name: str) -> list[tuple[int, int]]:
        """Record and subject of those in force on the day of the act, and not taken back."""
        return [(r.number, r.subject) for r in self.world.records
                if r.name == name and r.usable
                and r.decided <= self.day <= r.until]  # fmt: skip

    def barred(self, firms: set[int]) -> Iterator[tuple[str, frozenset[int], str]]:
        for _, person in self.in_force(DEBTOR):
            for holder, firm in self.offices(SENIOR):
                if holder == person and firm in firms:
                    yield "barred-person-in-office", frozenset((firm, person)), "unknown"

    def lot(self) -> Told:
        bids = [bid for bid in self.world.bids if bid.lot == self.world.lot]
        groups = {unit: {bid.group or str(unit) for bid in bids if bid.unit == unit}
                  for unit in {bid.unit for bid in bids}}  # fmt: skip
        found: Told = set(self.barred(set(groups)))
        for a, b in combinations(sorted(groups), 2):
            if len(groups[a] | groups[b]) > 1:  # rivals
                found |= set(self._pair(a, b))
        for unit, named in groups.items():
            together = frozenset({u for u, other in groups.items() if named & other})
            if len(named) > 1:
                found.add(("consortium-twice", together, "yes"))
            for name, rule in ((BAN, "bidding-ban"), (WAGES, "restricted-bidder")):
                if any(subject == unit for _, subject in self.in_force(name)):
                    found.add((rule, together, "yes"))
        found |= set(self._shared(groups))
        return found

    def _pair(self, a: int, b: int) -> Iterator[tuple[str, frozenset[int], str]]:
        both = frozenset((a, b))
        for one, other in ((a, b), (b, a)):
            if other in self.sure[one]:
                yield "control-between-bidders", both, "yes"
            elif other in self.maybe[one]:
                yield "control-between-bidders", both, "unknown"
        if both in self.stated("controls"):
            yield "control-between-bidders", both, "yes"
        if both in self.stated("managed_by", "branch_of"):
            yield "management-between-bidders", both, "yes"
        met = {}
        for x in self.world.bids:
            for y in self.world.bids:
                if (x.unit, y.unit) == (a, b) and x.lot == y.lot and x.opened <= self.day:
                    met[x.lot] = x.won, y.won
        if len(met) > 2 and any(w for w, _ in met.values()) and any(w for _, w in met.values()):
            yield "rotation", both, "yes"

    def _shared(self, groups: dict[int, set[str]]) -> Iterator[tuple[str, frozenset[int], str]]:
        """Whatever ties several bidders at once: all that share it are the parties."""

        def against(units: set[int]) -> bool:
            return any(len(groups[a] | groups[b]) > 1 for a, b in combinations(units, 2))

        shared: dict[tuple[str, object], set[int]] = {}
        for person, firm in self.offices(HEADS):
            shared.setdefault(("same-head", person), set()).add(firm)
        for person, firm in self.offices(OVERLAP, ever=True):
            shared.setdefault(("shared-officer", person), set()).add(firm)
        for bid in self.world.bids:
            if bid.lot == self.world.lot and bid.prepared_by:
                shared.setdefault(("same-preparer", bid.prepared_by), set()).add(bid.unit)
        for tie in self.world.ties:
            if tie.kind == "contact_at" and holds(tie.days, self.day):
                shared.setdefault(("shared-contact", tie.b), set()).add(tie.a)
        for owner in set(self.owners()) - set(groups) - self.world.state:
            for firm in groups:
                if self.held(owner, firm)[1] >= 50_000:
                    shared.setdefault(("shared-owner", owner), set()).add(firm)
        for owner in self.common_controllers(set(groups)):
            shared[("shared-controller", owner)] = self.sure[owner]
        for (rule, _), units in shared.items():
            units &= groups.keys()
            if len(units) > 1 and against(units):
                yield rule, frozenset(units), "yes"

    def common_controllers(self, units: set[int]) -> set[int]:
        """Who controls several of them and is none of them nor the state; of those that control
        one another only the topmost."""
        found = {
            owner
            for owner in self.owners()
            if owner not in units | self.world.state and len(self.sure[owner] & units) > 1
        }
        return {one for one in found
                if not any(one in self.maybe[other] for other in found - {one})}  # fmt: skip

    def project(self) -> Told:
        above = {t.a: t.b for t in self.world.ties if t.kind == "part_of"}
        sites = {self.world.project, *above}
        parts = [
            t
            for t in self.world.ties
            if t.kind == "participates" and t.b in sites and holds(t.days, self.day)
        ]
        found: Told = set(self.barred({t.a for t in parts}))
        for watcher in parts:
            for other in parts:
                meets = watcher.b == other.b or self.world.project in (watcher.b, other.b)
                if watcher.said == "supervision" and other.said in SUPPLIERS and meets:
                    found |= {("supervision-not-independent", frozenset((watcher.a, other.a)), how)
                              for how in self._tied(watcher.a, other.a)}  # fmt: skip
        found |= set(self._led(above))
        for part in parts:
            limited = [r for r in self.world.records if r.name == LIMITED
                       and (r.number, r.subject) in self.in_force(LIMITED)]  # fmt: skip
            if part.said == "construction" and any(
                r.subject == part.a and self.world.started >= r.decided for r in limited
            ):
                found.add(("new-project-limited", frozenset((part.a,)), "yes"))
        return found

    def _tied(self, a: int, b: int) -> Iterator[str]:
        """Each tie between two, and how sure it is."""
        if a == b:
            yield "yes"
            return
        if any((person, b) in self.offices(HEADS) for person, firm in self.offices(HEADS)
               if firm == a):  # fmt: skip
            yield "yes"
        owned = {how for one, other in ((a, b), (b, a)) if (how := self._owned(one, other))}
        if owned:
            yield "yes" if "yes" in owned else "unknown"
        if frozenset((a, b)) in self.stated("managed_by", "branch_of", "controls"):
            yield "yes"
        if self.common_controllers({a, b}):
            yield "yes"

    def _owned(self, owner: int, firm: int) -> str:
        """Directly, or else through firms under control; '' for not at all."""
        least, most = self.held(owner, firm)
        if most:
            return "yes" if least else "unknown"
        if firm not in self.maybe[owner]:
            return ""
        return "yes" if firm in self.sure[owner] else "unknown"

    def _led(self, above: dict[int, int]) -> Iterator[tuple[str, frozenset[int], str]]:
        for person in self.world.people:
            led = {above.get(t.b, t.b) for t in self.world.ties
                   if t.kind == "leads" and t.a == person and t.said == "contractor"
                   and holds(t.days, self.day)}  # fmt: skip
            live = {p for p in led if self.world.completed.get(p, date.max) > self.day}
            if len(live) > 1 and self.world.project in live:
                yield "manager-of-two-projects", frozenset((person,)), "yes"
