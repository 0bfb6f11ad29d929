"""One document: what stands on it, and so what falls with it."""

from __future__ import annotations

from typing import Final

from analyses.checks.cases import Case as Dispatched
from analyses.policies.cases import Case, Cases, Progress, cases_of, open_cases
from analyses.policies.standing import Upheld, measures, register
from api.answers.checks.wording import case_id
from api.answers.describe import brief, iso
from api.answers.ground import Ground
from api.answers.kept import Kept
from api.answers.paging import page_at
from api.answers.policies import shapes
from api.answers.policies.policies import document_of, head, rule
from graph.errors import RefusedInput
from graph.facts import NodeView
from graph.views import StoreViews

MOST: Final = 1_000


def policy_answer(
    ground: Ground, kept: Kept[Cases], number: str, limit: int = 100,
    progress: Progress | None = None, cursor: str | None = None,
) -> shapes.PolicyAnswer:  # fmt: skip
    """The document with its rules, measures and the first ``limit`` open cases on the day; of a
    later page, those after its ``cursor``.

    Raises UnknownId for a number the register does not have, RefusedInput for a limit out of
    range. Cost: the first time a day and revision, one read of every record of the city.
    """
    if not 0 <= limit <= MOST:
        raise RefusedInput(
            f"limit 应在 0 与 {MOST} 之间", f"limit must be from 0 to {MOST}", field="limit"
        )
    rules, day = ground.rules, ground.day
    document = document_of(rules, number, day)
    standing = register(rules, day)[document.id]
    all_cases = kept.at(ground, lambda: _open(ground, progress)).get(document.id)
    pairs = [] if all_cases is None else all_cases.tolist()
    page = page_at(cursor, limit)
    shown = cases_of(
        ground.network, ground.views, rules,
        [(subject, record) for subject, record in pairs[page.first : page.last]], day,
    )  # fmt: skip
    detail: shapes.PolicyDetail = {
        **head(rules, document, standing, day),
        "rules": [rule(each, day) for each in standing],
        "measures": [_measure(ground, each) for each in measures(rules, standing, day)],
        "cases": _cases(ground, document.id, shown),
        "cases_total": len(pairs),
        "cases_omitted": len(pairs) - len(shown),
    }
    return {
        **ground.frame(truncated=page.left(len(pairs)) > 0),
        "policies": [detail],
        "next": page.next(len(pairs)),
    }


def _open(ground: Ground, progress: Progress | None) -> Cases:
    return open_cases(
        ground.network, lambda: StoreViews(ground.store, ground.known_at),
        ground.rules, ground.day, progress,
    )  # fmt: skip


def _measure(ground: Ground, upheld: Upheld) -> shapes.UpheldMeasure:
    return {
        "measure": upheld.measure.id,
        "title": upheld.measure.zh,
        "title_en": upheld.measure.en,
        "in_force": upheld.measure.holds(ground.day),
        "via": [entry.id for entry in upheld.via],
    }


def _cases(ground: Ground, document: str, cases: list[Case]) -> list[shapes.OpenCase]:
    numbers = [n for case in cases for n in (case.record.subject, case.record.number)]
    views = ground.views.nodes(numbers)
    return [
        _case(document, case, views[case.record.subject], views[case.record.number])
        for case in cases
    ]


def _case(document: str, case: Case, subject: NodeView, record: NodeView) -> shapes.OpenCase:
    life = case.record.life
    return {
        "record": record.key.id,
        "name": record.name,
        "kind": str(record.fields.get("kind", "other")),
        "subject": brief(subject),
        "authority": str(record.fields.get("authority", "")),
        "decided": iso(life.since),
        "until": iso(life.until),
        "pending": case.record.pending,
        "rules": [rule.id for rule in case.standing_on(document)],
        "dispatched": [_dispatched(record, each) for each in case.dispatched],
    }


def _dispatched(record: NodeView, case: Dispatched) -> shapes.DispatchedCase:
    return {
        "case": case_id(record.key.id, case.item.id),
        "item": case.item.id,
        "department": case.item.department,
        "due": iso(case.due),
        "state": case.state,
    }
