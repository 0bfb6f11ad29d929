"""Related-party alerts as a question: from whose records a score comes. Without legal effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from analyses.alerts.seeds import Seed, seeds_among
from analyses.alerts.spread import Alert, alerts_of, spread
from analyses.alerts.stops import stops_among
from analyses.alerts.weights import weights_of
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Certainty,
    Lack,
    Question,
    Scene,
    Statement,
    merged,
)
from analyses.questions.records import over, records_of
from analyses.work import BUDGETS, Work

RELATIONS: Final = {"alert": ("关联风险提示(无法律效力)", "alert, without legal effect")}


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    if weights_of(scene.rules.alerts, scene.day) is None:
        return Answered((), ("no_rule",))
    found = alerts_of(scene.network, scene.views, scene.rules, scene.day, subject)
    statements = merged(statement(alert) for alert in found.paths)
    return Answered(statements, ("work_budget",) if found.cut_short else ())


def statement(alert: Alert) -> Statement:
    """By the source; of several paths from one source the best comes first."""
    return Statement(
        "alert",
        (alert.nodes[0],),
        {"score_ppm": alert.score_ppm, "hops": len(alert.parts)},
        nodes=tuple(sorted({*alert.nodes, alert.seed.record})),
        links=tuple(sorted({step.link for step in alert.steps} | {alert.seed.link})),
    )


def no_record(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    work = Work(BUDGETS.records.weighed)
    records = records_of(scene, other, past=True, work=work)
    if not records and not work.cut_short:
        return Lack("no_record", about=other, nodes=(other,))
    return over(records, work)


def not_tied(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """Nothing passes from the other within the hops; or others pass more, on the best paths."""
    weights = weights_of(scene.rules.alerts, scene.day)
    if weights is None:
        return Lack("no_rule", "unknown")
    (subject,) = asked.subjects

    def only(near: Iterable[int]) -> Mapping[int, Seed]:
        among = [node for node in near if node == other]
        return seeds_among(scene.network, scene.views, scene.rules, among, scene.day)

    def stops(near: Iterable[int]) -> Collection[int]:
        return stops_among(scene.network, scene.views, scene.rules, near, scene.day)

    found = spread(scene.network, weights, subject, only, stops=stops)
    if not found.paths:
        certainty: Certainty = "unknown" if found.cut_short else "no"
        return Lack("nothing_passes", certainty, {"hops": weights.hops}, other, (subject, other))
    best = found.paths[0]
    return Lack("others_pass_more", "no", {"has": best.score_ppm}, other, best.nodes,
                tuple(step.link for step in best.steps))  # fmt: skip


ALERTS: Final = Question(
    name="alerts",
    zh="关联风险提示(无法律效力)",
    en="related-party alerts, without legal effect",
    answer=answer,
    conditions=(no_record, not_tied),
    relations=RELATIONS,
    ruled=RULED,
)
