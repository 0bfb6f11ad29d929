"""What was acted on, as it stands on a day: the fields of a node with the state its acts led to."""

from __future__ import annotations

from datetime import date

from analyses.commitments.standing import standing_of
from analyses.folding import acts_about
from analyses.registrations.declared import declaration_of
from analyses.rulebook import Rulebook
from graph.facts import Fields, NodeView
from graph.ties import Ties


def standing_fields(network: Ties, rules: Rulebook, view: NodeView, day: date) -> Fields:
    """A commitment's or a declaration's fields, ``state`` in the rules' words; any other node's as
    they are. A delivered state that the rules do not know, and nobody acted on, is left as it is.
    """
    if view.kind == "declaration":
        return {**view.fields, "state": declaration_of(network, view, rules.declarations, day)
                .state.id}  # fmt: skip
    if view.kind != "commitment":
        return view.fields
    acts = acts_about(network, view.number, day)
    if not acts:
        return view.fields
    return {**view.fields, "state": standing_of(view, rules.commitments, acts, day).state.zh}
