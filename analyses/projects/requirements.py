"""What each approval stage requires of credit, and whether it was there when the stage was entered.

A stage is entered at a site on the day its first item was decided there. What is required then is
the rules' of that day, and whom it is required of are the participants of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from analyses.projects.participants import Participant, participants
from analyses.projects.participation import Participation
from analyses.projects.sites import Sites
from analyses.projects.stages import Milestone
from analyses.rulebook import in_force
from analyses.rulebook.construction import Construction, Requirement
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import LINK_CODE, NODE_CODE

State = Literal["met", "late", "missing", "unknown"]
CONCERNS: Final = LINK_CODE["concerns"]
COMMITTED: Final = LINK_CODE["committed"]
COMMITMENT: Final = NODE_CODE["commitment"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment about a site, and everybody who made it."""

    number: int
    site: int
    made: date | None
    words: str
    by: frozenset[int]


@dataclass(frozen=True, slots=True)
class Required:
    """One requirement of one party. ``unknown``: no data of this kind is delivered, or nobody told
    who leads; ``late``: made after the stage was entered, on ``made``."""

    rule: Requirement
    milestone: Milestone
    participant: Participant
    party: int | None
    state: State
    made: date | None = None
    commitment: int | None = None

    @property
    def is_finding(self) -> bool:
        """The stage was entered without it."""
        return self.state in ("late", "missing")


def commitments(network: Ties, views: Views, sites: Sites) -> tuple[Commitment, ...]:
    """What was committed to about the project or its works. Cost: one look-up."""
    about = {
        tie[0]: site for site in sites.parent for tie in network.every_tie(site)
        if tie[6] == CONCERNS and not tie[7] and network.kind_of(tie[0]) == COMMITMENT
    }  # fmt: skip
    said = views.nodes(about)
    return tuple(_commitment(network, said[number].fields, number, site)
                 for number, site in about.items())  # fmt: skip


def _commitment(
    network: Ties, fields: Mapping[str, object], number: int, site: int
) -> Commitment:  # fmt: skip
    made = fields.get("made")
    words = f"{fields.get('kind', '')} {fields.get('item', '')}"
    by = frozenset(tie[0] for tie in network.every_tie(number)
                   if tie[6] == COMMITTED and not tie[7])  # fmt: skip
    return Commitment(number, site, made if isinstance(made, date) else None, words, by)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``delivered``: whether any commitment at all is known at this revision."""

    parties: Participation
    commitments: tuple[Commitment, ...]
    delivered: bool


def requirements(
    rules: Construction, evidence: Evidence, passed: Iterable[Milestone], day: date
) -> tuple[Required, ...]:
    """Every requirement of the stages entered by the day, by milestone, rule and party."""
    found: list[Required] = []
    for milestone in _first_of_each(passed, day):
        assert milestone.day is not None
        taking = participants(evidence.parties, milestone.day.toordinal())
        for rule in in_force(rules.requirement, milestone.day):
            if rule.stage == milestone.stage:
                found += _of_rule(rule, milestone, evidence, taking)
    return tuple(found)


def _first_of_each(passed: Iterable[Milestone], day: date) -> Iterator[Milestone]:
    seen = set()
    for each in passed:
        if each.day is not None and each.day <= day and (each.site, each.stage) not in seen:
            seen.add((each.site, each.stage))
            yield each


def _of_rule(
    rule: Requirement, milestone: Milestone, evidence: Evidence, taking: Iterable[Participant]
) -> Iterator[Required]:
    sites = evidence.parties.sites
    for each in taking:
        here = any(sites.related(milestone.site, site) for site in each.sites)
        if each.role in rule.roles and here:
            party = each.unit if rule.by == "unit" else each.leader
            yield _checked(rule, milestone, evidence, each, party)


def _checked(
    rule: Requirement, milestone: Milestone, evidence: Evidence, of: Participant, party: int | None
) -> Required:
    if rule.evidence != "commitment" or party is None or not evidence.delivered:
        return Required(rule, milestone, of, party, "unknown")
    sites = evidence.parties.sites
    fitting = [
        each for each in evidence.commitments
        if party in each.by and each.made is not None
        and sites.related(each.site, milestone.site)
        and any(word in each.words for word in rule.told)
    ]  # fmt: skip
    if not fitting:
        return Required(rule, milestone, of, party, "missing")
    first = min(fitting, key=lambda each: (each.made or date.max, each.number))
    assert first.made is not None
    assert milestone.day is not None
    state: State = "met" if first.made <= milestone.day else "late"
    return Required(rule, milestone, of, party, state, first.made, first.number)
