"""A conflict that was found, and what the tests of one lot or project share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from analyses.own_record import OwnRecord, own_records
from analyses.roles import Role, roles_in
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.conflicts import Conflict, Grade
from analyses.stakes import Stakes
from analyses.state_capital import owns_for_state
from analyses.statutory import Extension, statutory
from analyses.work import BUDGETS, Work
from graph.ties import Ties
from graph.views import Views

Answer = Literal["yes", "unknown"]


@dataclass(frozen=True, slots=True)
class Found:
    """One conflict. ``parties`` who may not act together (or at all), ``about`` what ties them: a
    person, an owner, a contact, other projects, a record. Both are node numbers.

    ``links`` are the facts it stands on, ``relation`` the kind of tie, ``value`` the fact that is
    the same in both bids. ``weight_ppm`` says how rare an indicator is: 1,000,000 for what only
    these share. An unknown answer names what is not stated in ``doubt``.
    """

    rule: Conflict
    parties: tuple[int, ...]
    day: date
    about: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
    relation: str = ""
    value: str = ""
    weight_ppm: int | None = None
    answer: Answer = "yes"
    doubt: str = ""

    @property
    def grade(self) -> Grade:
        return self.rule.grade

    @property
    def key(self) -> tuple[str, tuple[int, ...], tuple[int, ...], str]:
        return self.rule.id, self.parties, self.about, self.relation


@dataclass(slots=True)
class Ground:
    """What one lot or project is judged on. ``day`` is that of the act (the opening of bids),
    ``asked`` the day asked about: a record must be usable on both. With ``terms_end`` one whose
    term ran out in between counts still: what was barred on its day stays so. Stakes are read once.
    """

    network: Ties
    views: Views
    rules: Rulebook
    day: date
    asked: date
    terms_end: bool = False
    work: Work = field(default_factory=lambda: Work(BUDGETS.conflicts.weighed))
    stakes: Stakes = field(init=False)
    cut_short: bool = False
    _records: dict[int, tuple[OwnRecord, ...]] = field(default_factory=dict)
    _roles: dict[int, tuple[Role, ...]] = field(default_factory=dict)
    _reached: dict[int, tuple[Extension, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stakes = Stakes(self.network, self.day, "votes", self.work)

    def tests(self, *names: str) -> tuple[Conflict, ...]:
        """The rules that ask one of these tests on the day of the act."""
        return tuple(r for r in in_force(self.rules.conflicts.conflict, self.day)
                     if r.test in names)  # fmt: skip

    def records(self, subject: int) -> tuple[OwnRecord, ...]:
        """The subject's records usable on the day of the act and on that asked about."""
        found = self._records.get(subject)
        if found is None:
            asked_of = self.network, self.views, self.rules, subject, self.day
            found = self.usable(own_records(*asked_of, work=self.work))
            self._records[subject] = found
        return found

    def roles(self, unit: int) -> tuple[Role, ...]:
        """Who holds or held which office in the unit, of a crowd those who entered last."""
        found = self._roles.get(unit)
        if found is None:
            found = self._roles[unit] = roles_in(self.network, unit, self.work)
        return found

    def reached(self, person: int) -> tuple[Extension, ...]:
        """What reaches a person by statutory extension on the day of the act. Of so many persons
        at most: an office held by ever more people is ``cut_short``."""
        found = self._reached.get(person)
        if found is None:
            if len(self._reached) >= BUDGETS.conflicts.persons:
                self.cut_short = True
                return ()
            work = Work(min(BUDGETS.records.weighed, self.work.left))
            found = statutory(self.network, self.views, self.rules, person, self.day, work)
            self.work.affords(work.done)
            self.work.cut_short |= work.cut_short
            self._reached[person] = found
        return found

    def usable(self, records: tuple[OwnRecord, ...]) -> tuple[OwnRecord, ...]:
        """Of records usable on the day of the act, those usable on the day asked about."""
        if self.asked <= self.day or not records:
            return records
        subject = records[0].subject
        asked = self.network, self.views, self.rules, subject, self.asked
        still = {
            record.number
            for record in own_records(*asked, past=True, work=self.work)
            if record.life.usable or (self.terms_end and record.life.ran_out_by(self.asked))
        }
        return tuple(record for record in records if record.number in still)

    def of_state(self, subject: int) -> bool:
        """Whether the subject owns for the state: such an owner ties nobody."""
        return owns_for_state(self.views, self.rules, subject, self.day)


def pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a <= b else (b, a)
