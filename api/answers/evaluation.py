"""A subject's public grade, with the evidence of every point, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from analyses.evaluation.evidence import UNDATED, Found
from analyses.evaluation.firm import Industry, firm_grades, history
from analyses.evaluation.scoring import Scored
from analyses.rulebook import Entry, in_force
from api.answers import evaluation_shapes as shapes
from api.answers.describe import brief, iso
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from graph.errors import RefusedInput
from graph.facts import Key, NodeView


def evaluation_answer(ground: Ground, id: str) -> shapes.EvaluationAnswer:
    """Raises UnknownId and AmbiguousId, and RefusedInput for a person: persons are not graded."""
    view, merged = _firm(ground, id)
    found = firm_grades(ground.network, ground.views, ground.rules, view.number, ground.day)
    public = found.public
    whole = public if not found.cut_short else None
    return {
        **ground.frame(truncated=found.cut_short),
        **brief(view),
        "grade": public.grade if public else None,
        "score": found.score,
        "full": sum(area.points for area in in_force(ground.rules.evaluation.area, ground.day)),
        "earned": whole.earned if whole else None,
        "areas": _areas(ground, whole) if whole else [],
        "indicators": _indicators(ground, whole) if whole else [],
        "vetoes": _vetoes(ground, public) if public else [],
        "gradings": [_industry(ground, each) for each in found.industry],
        "notices": notices(ground),
        "redirected_from": merged.id if merged else None,
    }


def evaluation_history_answer(ground: Ground, id: str) -> shapes.EvaluationHistoryAnswer:
    """The grade over the last ten years, recomputed from the facts as known: latest first."""
    view, merged = _firm(ground, id)
    found = history(ground.network, ground.views, ground.rules, view.number, ground.day)
    return {
        **ground.frame(truncated=found.cut_short),
        **brief(view),
        "periods": [
            {
                "since": period.since.isoformat(),
                "until": iso(period.until),
                "grade": period.grade,
                "score": period.score,
            }
            for period in found.periods
        ],
        "redirected_from": merged.id if merged else None,
    }


def notices(ground: Ground) -> list[str]:
    found = in_force(ground.rules.evaluation.notice, ground.day)
    return [f"{notice.zh} / {notice.en}" for notice in found]


def _firm(ground: Ground, id: str) -> tuple[NodeView, Key | None]:
    view, merged = subject_of(ground, id)
    if view.kind == "person":
        raise RefusedInput(
            "公共信用综合评价只评价组织,不评价自然人",
            "only organisations are evaluated, never natural persons",
            field="id",
        )
    return view, merged


def _areas(ground: Ground, scored: Scored) -> list[shapes.AreaPoints]:
    return [
        {
            "code": area.id,
            "zh": area.zh,
            "points": sum(p.points for p in scored.parts if p.indicator.area == area.id),
            "most": area.points,
        }
        for area in in_force(ground.rules.evaluation.area, ground.day)
    ]


def _indicators(ground: Ground, scored: Scored) -> list[shapes.IndicatorPoints]:
    return [
        {
            "code": part.indicator.id,
            "zh": part.indicator.zh,
            "en": part.indicator.en,
            "area": part.indicator.area,
            "points": part.points,
            "most": part.indicator.most,
            "unknown": part.unknown,
            "evidence": _evidence(ground, part.evidence),
            "basis": cited(ground, part.indicator),
        }
        for part in scored.parts
    ]


def _vetoes(ground: Ground, scored: Scored) -> list[shapes.VetoHit]:
    return [
        {
            "code": hit.veto.id,
            "zh": hit.veto.zh,
            "en": hit.veto.en,
            "grade": hit.veto.grade,
            "evidence": _evidence(ground, hit.evidence),
            "basis": cited(ground, hit.veto),
        }
        for hit in scored.vetoes
    ]


def _industry(ground: Ground, graded: Industry) -> shapes.IndustryGrade:
    return {
        "id": graded.about.id,
        "zh": graded.about.zh,
        "department": graded.about.department,
        "grade": graded.scored.grade,
        "score": graded.scored.score,
        "indicators": _indicators(ground, graded.scored),
        "vetoes": _vetoes(ground, graded.scored),
    }


def _evidence(ground: Ground, facts: Iterable[Found]) -> list[shapes.EvidenceItem]:
    listed = list(facts)
    seen = ground.views.nodes([fact.number for fact in listed]) if listed else {}
    return [
        {
            "id": seen[fact.number].key.id,
            "kind": seen[fact.number].kind,
            "name": seen[fact.number].name,
            "evidence": fact.evidence,
            "since": None if fact.since == UNDATED else date.fromordinal(fact.since).isoformat(),
        }
        for fact in listed
    ]


def cited(ground: Ground, rule: Entry) -> list[shapes.Cited]:
    """What the rule is based on, with the documents' titles."""
    cited = ground.rules.cited
    return [
        {"document": b.document, "title": cited[b.document].zh, "article": b.article}
        for b in rule.basis
    ]
