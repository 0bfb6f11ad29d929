"""Statutory extension as a question: whose records reach the subject, and whom its own reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from analyses.own_record import OwnRecord
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Lack,
    Question,
    Scalar,
    Scene,
    Statement,
    merged,
)
from analyses.questions.records import over, records_of
from analyses.roles import Role, roles_between
from analyses.stakes import OWNS
from analyses.statutory import Extension, Weighed, norms_for, reached_by, statutory, weigh
from analyses.work import BUDGETS, Work
from graph.ties import Walk

RELATIONS: Final = {
    "reached_by": ("因其记录受延伸", "is reached by the record of"),
    "reaches": ("其记录延伸至", "its record reaches"),
    "recorded": ("记录关联(无措施)", "is linked to the record of, without any measure"),
}


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    asked_of = scene.network, scene.views, scene.rules, subject, scene.day
    up, down = Work(BUDGETS.records.weighed), Work(BUDGETS.records.weighed)
    above = [statement(each, each.weighed.role.unit) for each in statutory(*asked_of, up)]
    below = [
        statement(each, each.weighed.role.holder, "reaches")
        for each in reached_by(*asked_of, down)
        if each.weighed.rule.effect != "recorded"
    ]
    cut = ("work_budget",) if up.cut_short or down.cut_short else ()
    return Answered(merged((*above, *below)), cut)


def statement(found: Extension, other: int, relation: str = "reached_by") -> Statement:
    weighed, role = found.weighed, found.weighed.role
    if weighed.rule.effect == "recorded":
        relation = "recorded"
    ends = {"since": weighed.since, "until": weighed.until}
    return Statement(
        relation,
        (other, weighed.record.number),
        {
            **{name: day.isoformat() for name, day in ends.items() if day is not None},
            "office": role.office,
            "effect": weighed.rule.effect,
            "measures": ", ".join(measure.id for measure in found.measures),
            "doubts": ", ".join(weighed.doubts),
        },
        found.answer == "yes",
        weighed.rule.id,
        (role.holder, role.unit, weighed.record.number),
        found.links,
    )


def _sides(asked: Asked, other: int) -> Iterator[tuple[int, int]]:
    """Holder and unit, as it was asked: the subject as holder, then as unit."""
    (subject,) = asked.subjects
    yield subject, other
    yield other, subject


def no_role(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """Neither ever held a role in the other. A stake is none."""
    if any(roles_between(scene.network, *side) for side in _sides(asked, other)):
        return None
    (subject,) = asked.subjects
    stakes = Walk(OWNS, None, "both", frozenset({other}))
    owned = [tie[1] for tie in scene.network.ties(subject, stakes)]
    return Lack("only_owner" if owned else "no_role", about=other,
                nodes=(subject, other), links=tuple(owned))  # fmt: skip


def no_record(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The unit has no record that may be used on the day."""
    units = [
        unit for holder, unit in _sides(asked, other)
        if roles_between(scene.network, holder, unit)
    ]  # fmt: skip
    work = Work(BUDGETS.records.weighed)
    records = [r for unit in units for r in records_of(scene, unit, past=True, work=work)]
    if not records and not work.cut_short:
        return Lack("no_record", about=units[0], nodes=tuple(units))
    return over(records, work)


def no_norm(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """No norm of the time reaches anybody beside those on that list."""
    records = [record for record, _ in _usable(scene, asked, other)]
    if any(norms_for(scene.rules, record, scene.day) for record in records):
        return None
    first = records[0]
    said_of: dict[str, Scalar] = {"list": first.rule.zh if first.rule else "—"}
    return Lack("no_norm", "no", said_of, first.number, (first.subject, first.number),
                (first.link,))  # fmt: skip


def _usable(scene: Scene, asked: Asked, other: int) -> Iterable[tuple[OwnRecord, tuple[Role, ...]]]:
    for holder, unit in _sides(asked, other):
        roles = roles_between(scene.network, holder, unit)
        for record in records_of(scene, unit) if roles else ():
            yield record, roles


def not_named(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The norms name other roles; the role was not held at the time that counts; or the term is
    over. Of several norms, records and roles the one that comes furthest."""
    tried = [
        weigh(rule, record, role, scene.day)
        for record, roles in _usable(scene, asked, other)
        for rule in norms_for(scene.rules, record, scene.day)
        for role in roles
    ]
    lacking = [each for each in tried if each.answer == "no"]
    if len(lacking) < len(tried) or not tried:
        return None
    return _lacking(max(lacking, key=lambda each: _FURTHER[each.lacking]))


_FURTHER: Final = {"office": 0, "time": 1, "term": 2, "": 3}


def _lacking(weighed: Weighed) -> Lack:
    role, record = weighed.role, weighed.record
    said: dict[str, Scalar] = {"office": role.office, "norm": weighed.rule.zh}
    if weighed.lacking == "office":
        said["offices"] = ", ".join(weighed.rule.offices)
    if weighed.lacking == "time":
        said["day"] = weighed.time.isoformat() if weighed.time else "—"
        said["since"] = role.since.isoformat() if role.since else "—"
        said["until"] = role.until.isoformat() if role.until else "—"
    if weighed.lacking == "term" and weighed.until is not None:
        said["until"] = weighed.until.isoformat()
    nodes = (role.holder, role.unit, record.number)
    code = {"office": "other_roles", "time": "role_not_held", "term": "term_over"}
    return Lack(code[weighed.lacking], "no", said, role.unit, nodes, (role.link, record.link))


def not_told(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The norm asks what no record states, or nobody said since when the role was held."""
    if not said or any(one.certain for one in said):
        return None
    first = said[0]
    told: dict[str, Scalar] = {"doubts": str(first.values.get("doubts", ""))}
    return Lack("not_told", "unknown", told, other, first.nodes, first.links)


CONDITIONS: Final = (not_told, no_role, no_record, no_norm, not_named)
STATUTORY: Final = Question(
    name="statutory",
    zh="法定延伸",
    en="statutory extension",
    answer=answer,
    conditions=CONDITIONS,
    relations=RELATIONS,
    ruled=RULED,
)
