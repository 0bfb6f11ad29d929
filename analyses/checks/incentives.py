"""What a subject's good standing earns it on a day (守信联合激励, 国发〔2016〕33号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.days import day_of
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.checks import Incentive
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE

COMMENDED_BY: Final = LINK_CODE["commended_by"]
_COMMENDED: Final = frozenset({"commended_by"})


@dataclass(frozen=True, slots=True)
class Earned:
    """By a commendation (its node and link), or by the public ``grade``."""

    incentive: Incentive
    grade: str | None
    commendation: int | None
    link: int | None
    until: date | None


def incentives(
    network: Ties, views: Views, rules: Rulebook, subject: int, grade: str | None, day: date
) -> tuple[Earned, ...]:
    """Of a subject without an adverse record in force. Cost: its commendations, read once."""
    subject = network.canonical(subject)
    ties = network.ties(subject, walk_of(_COMMENDED, day, "out"))
    seen = views.nodes(tie[0] for tie in ties)
    found: list[Earned] = []
    for each in in_force(rules.checks.incentive, day):
        if grade is not None and grade in each.grades:
            found.append(Earned(each, grade, None, None, None))
        for tie in ties:
            fields = seen[tie[0]].fields if tie[0] in seen else {}
            said = f"{fields.get('kind', '')} {fields.get('name', '')} {fields.get('document', '')}"
            if any(word in said for word in each.commended):
                found.append(Earned(each, None, tie[0], tie[1], day_of(tie[5])))
    return tuple(found)
