"""Which question is asked of whom: names and parameters as people write them, checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from analyses.questions import QUESTIONS, Asked, Parameter, Question, Scene
from analyses.questions.question import Scalar
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from api.answers.risk.conflicts import lot_of, project_of
from graph.errors import RefusedInput, UnknownId
from graph.facts import Key, NodeView

MOST_SUBJECTS: Final = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """A question by its name, the ids it is asked of, and the parameters that are not as usual."""

    question: str
    ids: Sequence[str]
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Put:
    """A question put to nodes that are known. ``redirected_from`` is the merged id the first was
    asked by, if any."""

    question: Question
    asked: Asked
    subjects: tuple[NodeView, ...]
    redirected_from: str | None


def put(ground: Ground, ask: Ask) -> Put:
    """Raises RefusedInput for a question or parameter there is not, UnknownId, AmbiguousId."""
    question = question_named(ask.question)
    parameters = _parameters(question, ask.parameters)
    found = _nodes(ground, question, ask.ids)
    views: dict[Key, NodeView] = {view.key: view for view, _ in found}
    merged = found[0][1]
    return Put(
        question,
        Asked(tuple(view.number for view in views.values()), parameters),
        tuple(views.values()),
        merged.id if merged else None,
    )


def scene_of(ground: Ground) -> Scene:
    return Scene(ground.network, ground.views, ground.rules, ground.day)


def question_named(name: str) -> Question:
    question = QUESTIONS.get(name)
    if question is None:
        names = ", ".join(QUESTIONS)
        raise RefusedInput(
            f"没有这个问题;应为以下之一:{names}", f"there is no such question; ask one of: {names}",
            field="question",
        )  # fmt: skip
    return question


def _nodes(
    ground: Ground, question: Question, ids: Sequence[str]
) -> list[tuple[NodeView, Key | None]]:
    """A lot is named by its project and its own number, as everywhere else."""
    if "lot" in question.about and len(ids) == 2:
        return [(lot_of(ground, project_of(ground, ids[0]), ids[1]), None)]
    return [node_of(ground, named, question.about) for named in _ids(question, ids)]


def node_of(ground: Ground, id: str, families: Sequence[str]) -> tuple[NodeView, Key | None]:
    """The node of one of these families, and the merged key it was asked by, if any. A subject
    comes first. Raises UnknownId and AmbiguousId."""
    others = [family for family in families if family != "subject"]
    try:
        if "subject" in families:
            return subject_of(ground, id)
    except UnknownId:
        if not others:
            raise
    key = key_in(ground, id, others, "对象", "thing")
    return ground.store.nodes([key], known_at=ground.known_at)[key], None


def _ids(question: Question, ids: Sequence[str]) -> Sequence[str]:
    most = MOST_SUBJECTS if question.several else 1
    if 1 <= len(ids) <= most:
        return ids
    raise RefusedInput(
        f"“{question.name}”应针对 1 个主体" + (f"至 {most} 个主体" if most > 1 else ""),
        f"{question.name} is asked of one subject" + (f" to {most}" if most > 1 else ""),
        field="id",
    )


def _parameters(question: Question, given: Mapping[str, Any]) -> dict[str, Scalar]:
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "—"
            raise RefusedInput(
                f"“{question.name}”没有这个参数;它的参数:{listed}",
                f"{question.name} takes no such parameter; it takes: {listed}",
                field=name[:60],
            )
    return {name: _value(known[name], given.get(name)) for name in known}


def _value(parameter: Parameter, value: Any) -> Scalar:
    """The default where nothing is given. ``True`` is no number."""
    if value is None:
        return parameter.default
    if type(value) is not type(parameter.default):
        raise _refused(parameter, "类型不符", "is of the wrong type")
    if parameter.codes and value not in parameter.codes:
        listed = ", ".join(parameter.codes)
        raise _refused(parameter, f"应为以下之一:{listed}", f"must be one of: {listed}")
    if type(value) is int and not parameter.least <= value <= parameter.most:
        bounds = parameter.least, parameter.most
        raise _refused(parameter, "应在 {} 与 {} 之间".format(*bounds),
                       "must be from {} to {}".format(*bounds))  # fmt: skip
    scalar: Scalar = value
    return scalar


def _refused(parameter: Parameter, zh: str, en: str) -> RefusedInput:
    name = parameter.name
    return RefusedInput(f"{name} {zh}", f"{name} {en}", field=name)
