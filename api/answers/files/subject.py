"""The sections of a subject's credit file, as the national report (信用中国) has them."""

from __future__ import annotations

from typing import Any, Final

from api.answers.files.alerts import alerts
from api.answers.files.contracts import contracts
from api.answers.files.declared import declared
from api.answers.files.grades import grades
from api.answers.files.inspections import inspections
from api.answers.files.participant import basics, behind, commitments, good
from api.answers.files.records import LICENCE_COLUMNS, RECORD_COLUMNS, adverse, of_kind, undelivered
from api.answers.files.sections import section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.facts import NodeView

_LISTED: Final = (
    ("penalties", ("行政管理:行政处罚", "Administration: penalties"), ("penalty",)),
    ("serious_lists", ("严重失信主体名单", "Lists of serious dishonesty"), ("serious_list",)),
    ("abnormal_operation", ("经营异常", "Abnormal operation"), ("abnormal_operation",)),
    ("judgments", ("司法判决", "Judgments"), ("judgment_debtor",)),
    ("other_records", ("其他:不良行为等", "Other: bad records"), ("bad_record", "other")),
)  # fmt: skip


def subject_sections(ground: Ground, view: NodeView) -> list[Section]:
    """行政管理, 诚实守信, 严重失信主体名单, 经营异常, 信用承诺, 信用评价, 司法判决, 其他."""
    penalties, serious, abnormal, judgments, other = (
        _records(ground, view.number, *each) for each in _LISTED
    )
    evaluation = grades(ground, [view.number], "evaluation", ("信用评价", "Evaluation"))
    return [
        basics(view), _licences(ground, view.number), penalties, inspections(ground, [view.number]),
        {**good(ground, view.number), "title": "诚实守信"},
        serious, abnormal, commitments(ground, view.number),
        contracts(ground, view.number), evaluation, judgments, other,
        {**behind(ground, view.number), "title": "其他:出资与任职"},
        declared(ground, view.number), alerts(ground, [view.number]),
    ]  # fmt: skip


def _records(
    ground: Ground, number: int, name: str, title: tuple[str, str], kinds: tuple[str, ...]
) -> Section:
    rows: list[dict[str, Any]] = adverse(
        ground, number, lambda _, view: view.fields.get("kind", "other") in kinds
    )
    missing, read = undelivered(ground, "sanction"), ground.judged.records_read(ground, number)
    return section(name, title, RECORD_COLUMNS, rows, missing=missing, unread=not read)


def _licences(ground: Ground, number: int) -> Section:
    fields = ("document", "authority", "decided", "until", "state")
    rows = of_kind(ground, number, "licensed_by", fields)
    title = ("行政管理:行政许可", "Administration: licences")
    return section("licences", title, LICENCE_COLUMNS, rows, missing=undelivered(ground, "licence"))
