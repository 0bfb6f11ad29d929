"""Statements and changed facts in words: parties by name, ties as steps, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analyses.explanation.changed_facts import FactChange
from analyses.questions import Question, Statement
from analyses.steps import Step
from api.answers.describe import Described, brief
from api.answers.explanation import shapes
from api.answers.explanation.asking import Put
from api.answers.ground import Ground
from api.answers.shapes import Brief
from graph.facts import Key, LinkView, NodeView
from graph.views import Views
from graph.vocabulary import LINK_KIND, NODE_KIND


@dataclass(slots=True)
class Telling:
    """Tells what two scenes of one ground say; ``views`` hold what is supposed as well."""

    ground: Ground
    views: Views
    question: Question
    _nodes: dict[int, NodeView] = field(default_factory=dict)
    _keyed: dict[Key, NodeView] = field(default_factory=dict)

    def read(self, statements: Iterable[Statement], facts: Iterable[FactChange] = ()) -> None:
        """All that telling these will need, at once."""
        said, changes = list(statements), list(facts)
        self._learn([n for one in said for n in (*one.parties, *one.nodes)])
        self._learn([node for change in changes for node in change.nodes])
        links = [link for one in said for link in one.links]
        links += [link for change in changes for link in (*change.gone, *change.come)]
        self._ends(self.views.links(links).values())

    def said(self, statement: Statement) -> shapes.Said:
        self._learn((*statement.parties, *statement.nodes))
        return {
            "relation": statement.relation,
            "relation_zh": self.relation(statement.relation)[0],
            "parties": self.briefs(statement.parties),
            "rule": statement.rule,
            "answer": "yes" if statement.certain else "unknown",
            "values": dict(statement.values),
            "path": self.path(statement.links),
        }

    def relation(self, name: str) -> tuple[str, str]:
        return self.question.relations[name]

    def fact(self, change: FactChange) -> shapes.Fact:
        kinds: Mapping[str, Any] = LINK_KIND if change.kind in LINK_KIND else NODE_KIND
        self._learn(change.nodes)
        return {
            "event": change.event,
            "kind": change.kind,
            "kind_zh": kinds[change.kind].zh if change.kind in kinds else "",
            "about": self.briefs(change.nodes),
            "fields": list(change.fields),
            "before": self.path(change.gone),
            "after": self.path(change.come),
        }

    def briefs(self, numbers: Iterable[int]) -> list[Brief]:
        wanted = list(numbers)
        self._learn(wanted)
        return [brief(self._nodes[number]) for number in wanted if number in self._nodes]

    def path(self, links: Iterable[int]) -> list[dict[str, Any]]:
        """Each link in its own direction, between the ends as they were stated."""
        views = self.views.links(links)
        ends = self._ends(views.values())
        told = [
            Step(ends[view.source].number, ends[view.target].number, view.kind, number, True)
            for number, view in sorted(views.items())
            if view.source in ends and view.target in ends
        ]
        spoken = Described({view.number: view for view in ends.values()}, views)
        return [spoken.step(step) for step in told]

    def _learn(self, numbers: Iterable[int]) -> None:
        missing = [number for number in numbers if number not in self._nodes]
        if missing:
            found = self.views.nodes(missing)
            self._nodes.update(found)
            self._keyed.update({view.key: view for view in found.values()})

    def _ends(self, links: Iterable[LinkView]) -> Mapping[Key, NodeView]:
        """The nodes that links name. Those only supposed are known by their statements."""
        keys = list(dict.fromkeys(key for view in links for key in (view.source, view.target)))
        missing = [key for key in keys if key not in self._keyed]
        if missing:
            held = self.ground.store.nodes(missing, known_at=self.ground.known_at)
            self._keyed.update(held)
        return {key: self._keyed[key] for key in keys if key in self._keyed}


def size_of(statement: Statement) -> int:
    """The parties and ties that telling it takes."""
    return len(statement.parties) + len(statement.links)


def size_of_fact(change: FactChange) -> int:
    return len(change.nodes) + len(change.gone) + len(change.come)


def asked_of(put: Put) -> shapes.AskedOf:
    question = put.question
    return {
        "question": question.name,
        "question_zh": question.zh,
        "question_en": question.en,
        "subjects": [brief(view) for view in put.subjects],
        "parameters": dict(put.asked.parameters),
    }
