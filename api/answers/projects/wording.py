"""From numbers to what people read of projects: names, roles, stages, days, basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from analyses.days import day_of
from analyses.rulebook import Basis, Rulebook
from api.answers.describe import iso
from api.answers.ground import Ground
from api.answers.masks import shown_name
from api.answers.projects.shapes import Named
from graph.facts import NodeView
from graph.vocabulary import PARALLEL, STAGES, STAGES_ZH

STAGE_ZH: Final = {**dict(zip(STAGES, STAGES_ZH, strict=True)), PARALLEL: "并行推进"}


@dataclass(frozen=True, slots=True)
class Names:
    """The nodes of one answer, read together; persons masked."""

    nodes: Mapping[int, NodeView]

    def named(self, number: int) -> Named:
        view = self.nodes[number]
        return {"id": view.key.id, "name": shown_name(view.kind, view.name)}

    def maybe(self, number: int | None) -> Named | None:
        return None if number is None or number not in self.nodes else self.named(number)

    def site(self, number: int) -> Named:
        """A site by its code and name."""
        view = self.nodes[number]
        return {"id": view.key.id, "name": view.name}


def names(ground: Ground, numbers: Iterable[int]) -> Names:
    return Names(ground.views.nodes(number for number in numbers if number >= 0))


def iso_day(ordinal: int | None) -> str | None:
    """An ordinal as a day; None for an open end."""
    return None if ordinal is None else iso(day_of(ordinal))


def based(rules: Rulebook, basis: Iterable[Basis]) -> list[dict[str, str]]:
    """Document, article and what it says, as people cite them."""
    return [
        {"document": rules.cited[each.document].zh, "number": rules.cited[each.document].number,
         "article": each.article, "says": each.says}
        for each in basis
    ]  # fmt: skip


def code_of(view: NodeView) -> str:
    """A project's own code; of works what the project calls them by; else the id without source."""
    told = view.fields.get("code")
    if view.kind == "project" and told:
        return str(told)
    return view.key.id if view.kind != "project" else view.key.id.partition(":")[2] or view.key.id
